"""What `reproduce` writes beside its evaluations: one page that sets ours beside the papers'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dlre_gui import __version__
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.beside_published import IdealAucs, published_tables
from dlre_gui.evaluation.figures import Picture, all_figures
from dlre_gui.evaluation.html_report import (
    ReportFacts,
    figure_html,
    html_report,
    page,
    pairs_html,
    table_html,
)
from dlre_gui.evaluation.published import SOURCE
from dlre_gui.evaluation.published_claims import Claim, claims
from dlre_gui.evaluation.published_figure import published_figure
from dlre_gui.evaluation.table import Column, Table, to_markdown, to_numbers
from dlre_gui.evaluation.tables import all_tables
from dlre_gui.model.package import CARD_NAME
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.cells import to_csv
from dlre_gui.workflows.disk import made_folder
from dlre_gui.workflows.evaluation_output import report_facts
from dlre_gui.workflows.reproduce import Reproduced
from dlre_gui.workflows.reproduce_reasons import command, reasons

TITLE = "The papers' study on simulated patients"
NOTICE = (
    "Simulated data. Every patient and screen of this study is simulated, and so is what the networks "
    "learnt. How well screens show the stage was set so that an ideal observer comes near the papers' "
    "networks: an assumption. These figures say how the program works, and nothing about real patients."
)
REASONS = "What was not reached, and why"
TABLES = "tables"
WORDS = {True: "reached", False: "not reached", None: "not measurable"}


def write_reproduced(done: Reproduced) -> Path:
    """Write tables, pictures, cards, report; each file whole or not at all. Returns the report's path."""
    names = {network: done.plan.method(network) for network in done.plan.networks}
    found = claims(done.analysis, done.ideal, done.between, names)
    tables = (
        _claims_table(found),
        *published_tables(done.analysis, done.ideal, done.elsewhere, done.between),
    )
    picture = published_figure(done.analysis, done.ideal)
    out, why = done.plan.out, reasons(done, found)
    made_folder(out / TABLES)
    for table in (*tables, *all_tables(done.analysis)):
        write_atomic(out / TABLES / f"{table.name}.csv", to_csv(*to_numbers(table)))
    figures = all_figures(done.analysis)
    _pictures(out, (picture, *figures))
    _cards(done)
    _write(out / "networks.html", _networks_page(done, figures))
    _write(out / "results.json", _json(done, tables, why))
    _write(out / "reproduce.md", _markdown(done, tables, why))
    report = out / "reproduce.html"
    _write(report, _html(done, tables, picture, why))
    return report


def _pictures(out: Path, pictures: Sequence[Picture]) -> None:
    for picture in pictures:
        write_atomic(out / f"{picture.name}.png", picture.png)
        write_atomic(out / f"{picture.name}.svg", picture.svg)


def _cards(done: Reproduced) -> None:
    """The cards of all that was trained: who wants to know how need not have the weights."""
    folder = made_folder(done.plan.out / "cards")
    for package in done.packages.values():
        write_atomic(folder / f"{package.name}.json", (package / CARD_NAME).read_bytes())


def _write(path: Path, text: str) -> None:
    write_atomic(path, text.encode("utf-8"))


def _claims_table(found: Sequence[Claim]) -> Table:
    columns = (Column("claim", "As published"), Column("measured", "Measured here"), Column("reached", ""))
    rows = tuple(
        {"claim": one.text, "measured": one.measured, "reached": WORDS[one.reached]} for one in found
    )
    note = "One and three screens: mean over random choices. p-values are not adjusted for their number."
    return Table("published-0-claims", "What was to be shown", columns, rows, (note,))


def _facts(done: Reproduced) -> list[tuple[str, str]]:
    plan = done.plan
    return [
        (
            "patients",
            f"{plan.patients}: {len(done.split.training)} train, {len(done.split.validation)} validate",
        ),
        ("command", command(plan)),
        ("seed", str(plan.seed)),
        ("signal", plan.signal),
        ("networks", ", ".join(plan.networks)),
        ("epochs at most", str(plan.epochs)),
        ("ideal observer of those who validate, screens: ≥F2 / ≥F3 / F4", _by_count(done.ideal)),
        (f"the same of {plan.ideal_patients} other patients", _by_count(done.ideal_elsewhere)),
        ("software", f"dlre-gui {__version__}"),
        ("compared with", SOURCE),
    ]


def _by_count(ideal: IdealAucs) -> str:
    areas = {count: [ideal[count][task] for task in Task] for count in ideal}
    shown = {n: " / ".join("–" if one is None else f"{one:.3f}" for one in row) for n, row in areas.items()}
    return ", ".join(f"{count}: {row}" for count, row in shown.items())


def _reports(done: Reproduced) -> list[tuple[str, str]]:
    """Name and path of each report below the folder."""
    name = done.plan.networks[0]
    found = [(f"network {name}, all patients", f"evaluation/{name}/report.html")]
    if done.fresh is not None:
        found.append((f"{done.plan.fresh} fresh patients", "evaluation/fresh/report.html"))
    return [("all networks and the ideal observer", "networks.html"), *found]


def _html(done: Reproduced, tables: Sequence[Table], picture: Picture, why: Sequence[str]) -> str:
    links = "".join(f'<li><a href="{path}">{escape(name)}</a></li>' for name, path in _reports(done))
    body = [
        f"<h1>{escape(TITLE)}</h1>",
        f'<p class="notice">{escape(NOTICE)}</p>',
        table_html(tables[0]),
        figure_html(picture),
        *(table_html(table) for table in tables[1:]),
        f"<h2>{REASONS}</h2><ul>{''.join(f'<li>{escape(one)}</li>' for one in why)}</ul>" if why else "",
        f"<h2>Tables 1 to 4, figures, calibration</h2><ul>{links}</ul>",
        "<h2>How it was made</h2>",
        pairs_html(_facts(done)),
    ]
    return page(TITLE, "\n".join(body))


def _markdown(done: Reproduced, tables: Sequence[Table], why: Sequence[str]) -> str:
    facts = "\n".join(f"- {name}: {value}" for name, value in _facts(done))
    links = "\n".join(f"- [{name}]({path})" for name, path in _reports(done))
    missed = [f"## {REASONS}", "\n".join(f"- {one}" for one in why)] if why else []
    parts = (f"# {TITLE}", f"**{NOTICE}**", *map(to_markdown, tables), *missed, links, facts)
    return "\n\n".join(parts) + "\n"


def _networks_page(done: Reproduced, figures: Sequence[Picture]) -> str:
    """Tables 1 to 4 and the figures with all networks beside each other."""
    own = report_facts(done.evaluated)
    facts = ReportFacts(
        "All networks of the papers on the same simulated patients",
        (NOTICE,),
        own.flow,
        own.excluded,
        tuple(_facts(done)),
    )
    return html_report(done.analysis, facts, all_tables(done.analysis), figures)


def _json(done: Reproduced, tables: Sequence[Table], why: Sequence[str]) -> str:
    values = {
        "simulated": True,
        "command": command(done.plan),
        "reasons": list(why),
        "settings": done.plan.settings() | {"elsewhere": done.plan.elsewhere, "fresh": done.plan.fresh},
        "software": __version__,
        "ideal_observer": _json_of(done.ideal),
        "ideal_observer_of_others": _json_of(done.ideal_elsewhere),
        "tables": {table.name: to_numbers(table)[1] for table in tables},
    }
    return json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _json_of(ideal: IdealAucs) -> dict[str, dict[str, float | None]]:
    return {str(count): {task.value: area for task, area in row.items()} for count, row in ideal.items()}
