"""``report.html``: one file that reads well by itself, without script or network."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from dlre_gui.evaluation.analysis import Analysis, PairRow
from dlre_gui.evaluation.figures import Picture
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.table import Column, Table, p_value, to_texts

CSS = """
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Microsoft YaHei", "PingFang SC", sans-serif;
  color: #1b1b1b; background: #fff; max-width: 76rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #ccc; padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
.notice { border-left: .35rem solid #b35900; background: #fff4e5; padding: .6rem .9rem; margin: .8rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .8rem; font-variant-numeric: tabular-nums; margin: .3rem 0; }
th { text-align: left; vertical-align: bottom; }
thead th { border-bottom: 1.5px solid #333; border-top: 1.5px solid #333; }
th, td { padding: .18rem .7rem .18rem 0; white-space: nowrap; }
td { vertical-align: top; line-height: 1.25; }
td.long { white-space: normal; min-width: 9rem; }
small { color: #555; }
th { white-space: normal; }
tr.first td { border-top: 1px solid #ddd; }
tbody tr:last-child td { border-bottom: 1.5px solid #333; }
p.note, figcaption { font-size: .8rem; color: #444; margin: .2rem 0; max-width: 60rem; }
figure { margin: 1.2rem 0; }
figure img { width: 100%; max-width: 62rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .9rem; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; margin: 1rem 0 .3rem; }
@page { size: landscape; margin: 12mm; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } table { font-size: 6.5pt; }
  .scroll { overflow: visible; } h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; } }
"""
LONG_CELL = 24
"""Characters from which a cell may have several lines; else its words stay together."""
METHODS = (
    "The unit is the patient. A patient's probability is the mean over the scored acquisitions (how the "
    "papers combined five screens is not said; the mean is ours); LSM is the median of the Q-Box means. What "
    "is not known stays unknown: each figure tells its n, and two methods are compared on the patients who "
    "have both.",
    "AUC with DeLong's 95 % confidence interval and test (Biometrics 1988;44:837–845), by midranks; between "
    "different patients with Welch's degrees of freedom. p-values are two-sided and not adjusted for their "
    "number.",
    "Youden's threshold lies halfway between the neighbouring scores and is found on the patients it is "
    "judged on; the model's own thresholds come from its card, those of LSM, APRI and FIB-4 from the sources "
    "named beside them. Proportions have exact (Clopper–Pearson) intervals, likelihood ratios intervals "
    "normal in the logarithm (Simel 1991).",
    "Fewer than two patients in a class give no AUC; fewer than ten make its interval a rough guide.",
)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the figures themselves do not say.

    Attributes
    ----------
    notices
        Warnings at the top: research use, simulated data, patients the model has seen.
    flow
        What became of the screens and patients, as (words, number).
    excluded
        Reasons why screens were not scored, with their number.
    provenance
        Model, cohort, software, as (name, value).
    """

    title: str
    notices: tuple[str, ...]
    flow: tuple[tuple[str, int], ...]
    excluded: tuple[tuple[str, int], ...]
    provenance: tuple[tuple[str, str], ...]


def html_report(
    analysis: Analysis, facts: ReportFacts, tables: Sequence[Table], pictures: Sequence[Picture]
) -> str:
    """The whole report as one page."""
    by_name = {table.name: table for table in tables}
    shown = {picture.name: picture for picture in pictures}
    parts = [
        f"<h1>{escape(facts.title)}</h1>",
        *(f'<p class="notice">{escape(notice)}</p>' for notice in facts.notices),
        "<h2>In short</h2>",
        list_html(summary_sentences(analysis)),
        "<h2>Patients and screens</h2>",
        pairs_html((name, str(number)) for name, number in facts.flow),
        _excluded(facts.excluded),
        table_html(by_name.get("table-1-baseline")),
        "<h2>Diagnostic performance</h2>",
        figure_html(shown.get("figure-3-roc")),
        table_html(by_name.get("table-2-performance")),
        _folded(by_name.get("table-6-tests")),
        *_section(
            "Acquisitions a patient", shown.get("figure-4-acquisitions"), by_name.get("table-3-acquisitions")
        ),
        *_section(
            "Hospitals and subgroups",
            shown.get("figure-5-groups"),
            by_name.get("table-4-groups"),
            folded=True,
        ),
        *_section("Calibration", shown.get("figure-6-calibration"), by_name.get("table-5-calibration")),
        *_section("Net benefit", shown.get("figure-7-decision"), None),
        "<h2>How it was computed</h2>",
        *(f"<p>{escape(text)}</p>" for text in METHODS),
        "<h2>What it was computed from</h2>",
        pairs_html(facts.provenance),
    ]
    return page(facts.title, "\n".join(part for part in parts if part))


def page(title: str, body: str) -> str:
    """A whole HTML page in the reports' style."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{CSS}</style>"
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def summary_sentences(analysis: Analysis) -> list[str]:
    """One sentence a task: the first method's AUC, and how it stands to the others."""
    first = analysis.methods[0]
    sentences = []
    for task in TASKS:
        found = analysis.main.row(first, task).performance
        if found.auc is None:
            sentences.append(f"{task.label}: no AUC of {first}, {found.note}.")
            continue
        area = f"{found.auc.auc:.2f} ({found.auc.low:.2f}–{found.auc.high:.2f})"
        against = [
            _against(pair, found.n)
            for pair in analysis.main.pairs
            if pair.task is task and pair.first == first
        ]
        rest = f"; {', '.join(against)}" if against else ""
        who = f"{found.n} patients, {found.n_positive} of them positive"
        note = f" ({found.note})" if found.note else ""
        sentences.append(f"{task.label}: AUC of {first} {area} in {who}{rest}{note}.")
    return sentences


def _against(pair: PairRow, n: int) -> str:
    sign = "−" if pair.test.difference < 0 else "+"
    where = f", in {pair.n} who have both" if pair.n != n else ""
    return f"{sign}{abs(pair.test.difference):.2f} against {pair.second} ({_tested(pair.test.p)}{where})"


def _tested(p: float) -> str:
    if math.isnan(p):
        return "no test: neither AUC varies"
    return f"p {p_value(p)}" if p < 0.001 else f"p = {p_value(p)}"


def _section(title: str, picture: Picture | None, table: Table | None, folded: bool = False) -> list[str]:
    """Nothing where there is nothing to show."""
    if picture is None and table is None:
        return []
    return [
        f"<h2>{escape(title)}</h2>",
        figure_html(picture),
        _folded(table) if folded else table_html(table),
    ]


def figure_html(picture: Picture | None) -> str:
    """The picture within the page, with its caption; nothing for None."""
    if picture is None:
        return ""
    data = base64.b64encode(picture.svg).decode("ascii")
    image = f'<img alt="{escape(picture.title)}" src="data:image/svg+xml;base64,{data}">'
    caption = f"<b>{escape(picture.title)}.</b> {escape(picture.caption)}"
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def table_html(table: Table | None) -> str:
    """Title, table and notes; nothing for None."""
    return f"<h3>{escape(table.title)}</h3>{_cells(table)}" if table else ""


def _folded(table: Table | None) -> str:
    if table is None:
        return ""
    return f"<details><summary>{escape(table.title)}</summary>{_cells(table)}</details>"


def _cells(table: Table) -> str:
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    rows = "".join(_row(table.columns, cells) for cells in to_texts(table))
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    return (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{notes}'
    )


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    kind = ' class="first"' if cells[0] else ""
    made = "".join(_cell(column, cell) for column, cell in zip(columns, cells, strict=True))
    return f"<tr{kind}>{made}</tr>"


def _cell(column: Column, cell: str) -> str:
    """An interval on a line of its own, as the papers print it: the tables are wide."""
    if column.interval and cell.endswith(")"):
        value, _, interval = cell.partition(" ")
        return f"<td>{escape(value)}<br><small>{escape(interval)}</small></td>"
    return f'<td class="long">{escape(cell)}</td>' if len(cell) > LONG_CELL else f"<td>{escape(cell)}</td>"


def list_html(sentences: Iterable[str]) -> str:
    """Bullets."""
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"


def pairs_html(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and their values."""
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in pairs)}</dl>"


def _excluded(reasons: Sequence[tuple[str, int]]) -> str:
    if not reasons:
        return ""
    return "<p>Not scored, and why:</p>" + list_html(f"{number} × {reason}" for reason, number in reasons)
