"""``dlre-gui evaluate``: a model on a cohort with known stages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlre_gui.cli.events import AsEvents, run_as_events
from dlre_gui.cli.options import AsShown, Json, Model, OnDevice, Workers
from dlre_gui.terminal import ExitStatus, exits, print_json, stages, stop_on_interrupt

if TYPE_CHECKING:
    from dlre_gui.workflows.evaluation_output import Evaluated


@exits
def evaluate(
    cohort: Annotated[Path, typer.Argument(help="COHORT.csv: path, patient_id and stage of every screen.")],
    out: Annotated[Path, typer.Option(help="Folder for tables, figures and report.html.")],
    model: Model = None,
    device: OnDevice = "auto",
    workers: Workers = None,
    hospitals: Annotated[
        list[str] | None,
        typer.Option(help="A combination to compare with the other hospitals, e.g. A,B,C; may be repeated."),
    ] = None,
    trained_on: Annotated[
        Path | None, typer.Option(help="The model's training cohort: patients in both are refused.")
    ] = None,
    ast_uln: Annotated[
        float,
        typer.Option(min=5, max=500, help="Upper limit of normal of AST, IU/L, where the cohort has none."),
    ] = 40.0,
    as_shown: AsShown = False,
    as_json: Json = False,
    as_events: AsEvents = False,
) -> ExitStatus:
    """Evaluate a model on a cohort.

    Scores the cohort's screens as `score` does, and compares DLRE, LSM, APRI and FIB-4 on patients:
    tables, figures and report.html. Patients of the column `split`, or known to the model from its
    training, are kept apart. Ctrl+C loses nothing: the same command goes on where it was.
    """
    from dlre_gui.edition import require_research

    require_research("Evaluation")
    from dlre_gui.batch.options import Options
    from dlre_gui.evaluation.html_report import summary_sentences
    from dlre_gui.workflows.evaluate import EvaluatePlan, evaluate_cohort

    groups = tuple(tuple(name.strip() for name in group.split(",")) for group in hospitals or ())
    options = Options(model, device, workers, as_shown)
    plan = EvaluatePlan(cohort, out, options, ast_uln, groups or None, trained_on)
    if as_events:
        return run_as_events(
            lambda report, stopped: _facts(evaluate_cohort(plan, report, stopped)),
            lambda made: made["scored"] == made["screens"],
        )
    with stop_on_interrupt() as stopped, stages() as report:
        done = evaluate_cohort(plan, lambda step: report(step.stage, step.done, step.total), stopped)
    if as_json:
        print_json(_facts(done))
    else:
        print("\n".join([*done.notices, *summary_sentences(done.analysis), f"All of it: {done.report_path}"]))
    return ExitStatus.DONE if done.is_complete else ExitStatus.SOME_FAILED


def _facts(done: Evaluated) -> dict[str, object]:
    return {
        "report": str(done.report_path),
        "screens": len(done.screens),
        "scored": done.n_scored,
        "notices": list(done.notices),
    }
