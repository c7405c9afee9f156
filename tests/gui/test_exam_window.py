"""The exam's own parts of the window: laboratory, conclusion, cut-offs, units, trend, export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from dlre_gui.clinical.circumstances import Circumstances
from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.clinical.trend import TrendPoint
from dlre_gui.domain.exam_details import Cause, EnzymeUnit, ExamDetails
from dlre_gui.gui.conclusion_dialog import ConclusionDialog
from dlre_gui.gui.cutoff_dialog import CutoffDialog
from dlre_gui.gui.days import parse_day
from dlre_gui.gui.export_dialog import ExportDialog
from dlre_gui.gui.export_work import Exporter
from dlre_gui.gui.laboratory_dialog import LaboratoryDialog
from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Session
from dlre_gui.gui.trend_dialog import TrendDialog, _digits, _seconds
from dlre_gui.report.bundle import Exported
from dlre_gui.report.dossier import ReportStyle

Until = Callable[[Callable[[], bool]], None]


def opened_dialog(kind: type[QDialog], window: MainWindow) -> QDialog:
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[LaboratoryDialog]:
    parent = QDialog()
    qtbot.addWidget(parent)
    made = LaboratoryDialog(parent, ExamDetails(), Circumstances(examined_on="2024-05-21"), "40")
    made.show()
    yield made
    parent.close()


def test_laboratory_values_are_typed_from_field_to_field(form: LaboratoryDialog, qtbot: QtBot) -> None:
    given = []
    form.accepted_details.connect(given.append)
    for text in ("60", "80", "", "150", "45"):
        qtbot.keyClicks(form.focusWidget(), text)
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(form.focusWidget(), "-2")
    assert form.outcome.text() == "APRI 1.00   FIB-4 2.01"
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [details] = given
    laboratory = details.laboratory
    assert (laboratory.ast, laboratory.alt, laboratory.ast_upper_limit) == (60, 80, 40)
    assert (laboratory.platelets_10e9_per_l, laboratory.sampled_on) == (150, "2024-05-19")
    assert (details.age_years, details.examined_on, details.cause) == (45, None, Cause.UNKNOWN)


@pytest.mark.parametrize("typed", ["1,234", "1.234"])
def test_a_thousand_with_a_separator_is_asked_about_and_scores_nothing(
    form: LaboratoryDialog, qtbot: QtBot, typed: str
) -> None:
    given = []
    form.accepted_details.connect(given.append)
    for text in (typed, "80", "", "150", "45"):
        qtbot.keyClicks(form.focusWidget(), text)
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.outcome.text() == "APRI —   FIB-4 —"
    form.hand_in()
    assert given == []
    assert form.ast.hasFocus()
    assert "1234 or 1.23." in form.problem.text()
    form.unit.setCurrentIndex(1)  # µkat/L are told with three decimals
    form.hand_in()
    assert given[0].laboratory.ast == 1.234


def test_what_a_serum_score_lacks_is_told_in_plain_sight(form: LaboratoryDialog, qtbot: QtBot) -> None:
    assert form.lacks.text() == "Missing: AST · ALT · Platelets, 10⁹/L · Age, years."
    for edit, text in ((form.ast, "60"), (form.alt, "80"), (form.platelets, "150"), (form.age, "25")):
        qtbot.keyClicks(edit, text)
    assert form.lacks.text().startswith("The day of the sample")
    qtbot.keyClicks(form.sampled_on, "-20")
    assert "20 days apart" in form.lacks.text()
    assert "weak under 30" in form.lacks.text()


def test_nothing_typed_leaves_nothing(form: LaboratoryDialog) -> None:
    assert form.details() == ExamDetails()


def test_a_wrong_day_is_told_and_nothing_is_lost(form: LaboratoryDialog) -> None:
    form.sampled_on.setText("2024-13-40")
    form.hand_in()
    assert "2024-13-40" in form.problem.text() or "month" in form.problem.text()
    assert form.isVisible()


def test_the_unit_of_the_enzymes_counts(form: LaboratoryDialog) -> None:
    for edit, text in ((form.ast, "1"), (form.upper_limit, "0.67"), (form.platelets, "150")):
        edit.setText(text)
    form.unit.setCurrentIndex(form.unit.findData(EnzymeUnit.UKAT_PER_L))
    assert form.outcome.text().startswith("APRI 0.995")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-20", "2024-05-20"),
        ("20240520", "2024-05-20"),
        ("2024/5/2", "2024-05-02"),
        ("0", "2024-05-21"),
        ("-2", "2024-05-19"),
        ("", None),
    ],
)
def test_days_are_typed_quickly(text: str, day: str | None) -> None:
    assert parse_day(text, "2024-05-21") == day


@pytest.mark.parametrize("text", ["150", "yesterday", "2024-02-30", "１-２-３", "24-05-21", "5.6.7"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text, "2024-05-21")


def test_laboratory_values_show_in_the_exam_and_undo_takes_them_back(exam: MainWindow, until: Until) -> None:
    exam.actions_by_name["laboratory"].trigger()
    dialog = opened_dialog(LaboratoryDialog, exam)
    title = exam.controller.session.exam_title(exam.controller.session.current_exam)
    assert dialog.windowTitle() == f"Laboratory and circumstances · {title}"
    for edit, text in ((dialog.ast, "60"), (dialog.upper_limit, "40"), (dialog.platelets, "150")):
        edit.setText(text)
    dialog.hand_in()
    until(lambda: exam.right.exam.serum.text().startswith("APRI 1.00"))
    assert "day of the sample" in exam.right.exam.serum.toolTip()
    assert exam.settings.ast_upper_limit == "40"
    exam.actions_by_name["undo"].trigger()
    until(lambda: exam.right.exam.serum.isHidden())
    exam.actions_by_name["redo"].trigger()
    until(lambda: not exam.right.exam.serum.isHidden())


def test_the_reader_agrees_with_one_key(exam: MainWindow, until: Until) -> None:
    stage = exam.presenter.state.exam.stage
    exam.actions_by_name["agree"].trigger()
    until(lambda: exam.right.exam.conclusion.text() == f"Conclusion: {stage}, as the program")


def test_another_stage_needs_a_reason(qtbot: QtBot) -> None:
    from dlre_gui.clinical.labels import StageLabels

    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = ConclusionDialog(parent, "F3", None, StageLabels.METAVIR, "Dr Li")
    said = []
    dialog.concluded.connect(lambda *told: said.append(told))
    dialog.show()
    dialog.stages.button(3).click()
    dialog.hand_in()
    assert said == []
    assert "reason" in dialog.problem.text()
    dialog.reason.setText("Ascites")
    dialog.hand_in()
    assert said == [("F4", "Ascites", "Dr Li")]


def test_enter_goes_from_the_reason_to_the_reader_that_is_not_known(qtbot: QtBot) -> None:
    from dlre_gui.clinical.labels import StageLabels

    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = ConclusionDialog(parent, "F3", None, StageLabels.METAVIR, "")
    said = []
    dialog.concluded.connect(lambda *told: said.append(told))
    parent.show()
    dialog.show()
    dialog.stages.button(3).click()
    qtbot.keyClicks(dialog.reason, "Ascites")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert said == []
    assert dialog.focusWidget() is dialog.reader
    qtbot.keyClick(dialog.reader, Qt.Key.Key_Return)
    assert said == [("F4", "Ascites", "")]


def test_labels_and_unit_change_what_is_shown_and_are_remembered(exam: MainWindow, until: Until) -> None:
    before = exam.presenter.state.exam
    exam.actions_by_name["labels"].trigger()
    exam.actions_by_name["unit"].trigger()
    until(lambda: exam.right.exam.lsm.value.endswith("m/s"))
    after = exam.presenter.state.exam
    assert after.stage == before.stage.replace("F", "S")
    assert "not the same" in exam.right.exam.stage.toolTip()
    assert (exam.settings.labels, exam.settings.unit) == ("scheuer", "m/s")


def test_the_lsm_is_staged_by_the_table_and_hovering_names_its_source(exam: MainWindow, until: Until) -> None:
    until(lambda: exam.right.exam.lsm_stage.text().startswith("LSM:"))
    assert "Radiology 2020" in exam.right.exam.lsm_stage.toolTip()


def test_warnings_of_the_exam_tell_figure_limit_and_source_on_hover(opened: MainWindow) -> None:
    [few] = [flag for flag in opened.presenter.state.exam.flags if flag.flag == "few_acquisitions"]
    codes = [line.code for line in few.lines]
    assert codes == ["check.figure", "check.source"]
    assert dict(few.lines[0].values) == {"value": "1", "comparison": "<", "limit": "3"}


def test_a_copied_table_can_be_edited_saved_and_used(qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = CutoffDialog(parent, all_tables(), "sru-rule-of-four")
    kept, chosen = [], []
    dialog.own_changed.connect(kept.append)
    dialog.chosen.connect(chosen.append)
    assert dialog.title.isReadOnly()
    dialog.copy.click()
    dialog.rows.item(1, 0).setText("6,5")
    dialog.citation.setText("Our own cohort")
    dialog._use()
    [[table]] = kept
    assert (table.bands[1].from_kpa, table.citation, table.own, chosen) == (
        6.5,
        "Our own cohort",
        True,
        [table.id],
    )


def test_a_wrong_row_is_told_and_not_saved(qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = CutoffDialog(parent, all_tables(), "sru-rule-of-four")
    kept = []
    dialog.own_changed.connect(kept.append)
    dialog.copy.click()
    dialog.rows.item(2, 0).setText("soft")
    dialog.keep.click()
    assert kept == []
    assert "soft" in dialog.problem.text()


@pytest.mark.parametrize(("days", "mark"), [(1, "05-21"), (31, "2024-05"), (366, "2024")])
def test_the_trends_marks_are_digits_in_every_language(days: int, mark: str) -> None:
    assert _digits(_seconds("2024-05-21"), days * 86_400.0) == mark
    assert _digits(_seconds("1969-05-21"), 366 * 86_400.0) == "1969"


def test_cut_off_tables_are_read_and_copied_in_the_windows_language(qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    assert use_language(CHINESE)
    try:
        dialog = CutoffDialog(parent, all_tables(), "sru-rule-of-four")
        assert (dialog.title.text(), dialog.rows.item(0, 2).text()) == ("SRU “四的规则”", "正常")
        dialog.copy.click()
        [own] = [table for table in dialog._tables if table.own]
        assert (own.bands[0].label, own.bands[0].label_zh) == ("正常", "")
    finally:
        use_language(ENGLISH)


def test_the_trend_marks_exams_of_other_models(qtbot: QtBot) -> None:
    point = TrendPoint("a", "2023-05-01", 0.9, 0.5, 0.2, 9.0, (("m 1", "ab"),), True)
    other = TrendPoint("b", "2024-05-01", 0.8, 0.4, None, None, (("m 2", "cd"),), False)
    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = TrendDialog(parent, "A", (point, other))
    dialog.show()
    assert "1 exam" in dialog.note.text().split("Open signs")[1]
    assert "Left out" not in dialog.note.text()
    assert "Left out: 2 exam" in TrendDialog(parent, "A", (point,), n_of_others=2).note.text()


def test_the_trends_charts_are_drawn_part_by_part(qtbot: QtBot) -> None:
    point = TrendPoint("a", "2023-05-01", 0.9, 0.5, 0.2, 9.0, (("m 1", "ab"),), True)
    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = TrendDialog(parent, "A", (point,))
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._turn.isActive())
    upper, lower = (dialog.charts.getItem(row, 0) for row in (0, 1))
    assert len(upper.legend.items) == 3
    assert [item.getData()[1].tolist() for item in lower.listDataItems()] == [[9.0], [9.0]]  # line and sign
    assert lower.vb.linkedView(0) is upper.vb


def test_the_trend_of_a_patient_comes_from_the_book(exam: MainWindow, until: Until) -> None:
    exam.actions_by_name["trend"].trigger()  # screens without a patient's ID
    until(lambda: any("patient ID" in text for text in exam.middle.notices.texts))


def test_what_an_export_left_out_is_read_whole_and_never_fills_the_window(qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, Exporter(Session(), None), ReportStyle(), {})
    dialog.show()
    dialog.resize(940, 480)
    lines = tuple(f"Exam {n}: acquisition 1 has no picture: its file was not found." for n in range(1, 1001))
    dialog._show_done(Exported(Path("/out"), (), 1000, (), lines))
    words = dialog.outcome.text.splitlines()
    assert words[:2] == list(lines[:2])
    assert words[4] == "And 996 more, see left-out.txt in the folder."
    assert len(words) == 6
    label = dialog.outcome.findChildren(QLabel)[1]
    qtbot.waitUntil(lambda: label.isVisible() and label.height() >= label.heightForWidth(label.width()))
    assert (
        dialog.fields.folder.height() >= dialog.fields.folder.sizeHint().height()
    )  # it scrolls, and is not squeezed


def test_an_exam_is_exported_with_a_preview(exam: MainWindow, until: Until, tmp_path: Path) -> None:
    exam.actions_by_name["export"].trigger()
    dialog = opened_dialog(ExportDialog, exam)
    until(lambda: not dialog.preview.pixmap().isNull())
    dialog.fields.json.setChecked(True)
    dialog.fields.hospital.setText("St Example")
    dialog.fields.folder.set_text(str(tmp_path / "out"))
    outcomes = []
    dialog.exported.connect(outcomes.append)
    dialog.start_button.click()
    until(lambda: bool(outcomes))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"exam-001-report.pdf", "exam-001-exam.json", "exams.csv", "acquisitions.csv"}
    [row] = csv.DictReader(io.StringIO((tmp_path / "out" / "exams.csv").read_text()))
    assert row["n_scored"] == "3"
    assert exam.settings.hospital == "St Example"
    following = Path(dialog.fields.folder.text)
    assert (following.parent, following.exists()) == (tmp_path, False)
    book = exam.controller.session.book
    assert book is not None
    [event] = book.events(exam.controller.session.current_exam)
    assert event.what == "exported"
    dialog.close()


def test_an_export_over_files_is_refused_in_words(exam: MainWindow, until: Until, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("x")
    exam.actions_by_name["export"].trigger()
    dialog = opened_dialog(ExportDialog, exam)
    dialog.fields.folder.set_text(str(tmp_path))
    dialog.start_button.click()
    until(lambda: dialog.outcome.isVisible())
    assert "never overwrites" in dialog.outcome.text
    dialog.close()


def test_every_exam_of_the_book_can_be_exported_or_those_a_search_finds(
    exam: MainWindow, until: Until, tmp_path: Path
) -> None:
    from dlre_gui.gui.export_work import Scope

    exam.controller.session.book.flush()
    exam.controller.close_exams()
    exam.exam_acts.export()
    dialog = opened_dialog(ExportDialog, exam)
    dialog.fields.scope.setCurrentIndex(dialog.fields.scope.findData(Scope.BOOK))
    dialog.fields.folder.set_text(str(tmp_path / "out"))
    dialog.start_button.click()
    until(lambda: dialog.outcome.isVisible())
    assert "1 exam" in dialog.outcome.text
    [row] = csv.DictReader(io.StringIO((tmp_path / "out" / "exams.csv").read_text()))
    assert (row["n_scored"], row["stage"] != "") == ("3", True)
    assert dialog.fields.found.isVisible()
    dialog.fields.found.setText("nobody of this name")
    dialog.fields.folder.set_text(str(tmp_path / "none"))
    dialog.start_button.click()
    until(lambda: dialog.outcome.isVisible() and "0 exam" in dialog.outcome.text)
    dialog.close()
    QApplication.processEvents()


def test_markup_in_a_name_or_a_reason_is_shown_not_obeyed(qtbot: QtBot) -> None:
    from PySide6.QtGui import Qt as Rich

    from dlre_gui.gui.exam_panel import ExamPanel
    from dlre_gui.gui.session.messages import message
    from dlre_gui.gui.session.view_state import ExamState, SaidState

    panel = ExamPanel()
    qtbot.addWidget(panel)
    reason = message("exam.reason", words="<img src='x'><b>bold</b>")
    said = SaidState(message("exam.concluded", stage="F3"), (reason,))
    panel.show_state(ExamState(key="k", title="<b>吴𠮷</b>", conclusion=said), {})
    assert panel._title.words == "Exam · <b>吴𠮷</b>"
    for shown in (panel._title.toolTip(), panel.conclusion.toolTip()):
        assert "<img" not in shown or not Rich.mightBeRichText(shown)
        assert "<b>" not in shown or not Rich.mightBeRichText(shown)


def test_a_report_is_written_by_one_key_as_exported_last(
    exam: MainWindow, until: Until, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(exam, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    dialog = opened_dialog(ExportDialog, exam)  # nothing was exported before: it asks
    dialog.fields.folder.set_text(str(tmp_path / "reports" / "first"))
    dialog.fields.tables.setChecked(False)
    dialog.fields.deidentify.setChecked(True)
    dialog.start_button.click()
    until(lambda: dialog.outcome.isVisible())
    dialog.close()
    for _ in range(2):
        exam.actions_by_name["report"].trigger()
        assert "Writing the report…" in exam.middle.notices.texts
        until(lambda: any(text.startswith("Exported to") for text in exam.middle.notices.texts))
    folders = sorted((tmp_path / "reports").iterdir())
    assert len(folders) == 3
    for folder in folders[:2]:
        assert [path.name for path in folder.iterdir()] == ["exam-001-report.pdf"]


def test_resting_on_enter_accepts_one_roi(exam: MainWindow, qtbot: QtBot) -> None:
    acts = exam.actions_by_name
    assert not any(acts[name].autoRepeat() for name in ("accept", "agree", "report", "exclude"))
    assert acts["next"].autoRepeat()


def test_the_result_and_its_buttons_come_into_view_when_the_exam_is_done(
    exam: MainWindow, until: Until, qtbot: QtBot
) -> None:
    exam.resize(1280, 640)  # too low for all figures
    for _ in range(3):
        exam.actions_by_name["accept"].trigger()
    until(lambda: exam.right.accept.text() == "All done: to the exams")
    until(lambda: not exam.right.exam.flags.visibleRegion().isEmpty())
    assert not exam.right.exam.buttons.report.visibleRegion().isEmpty()
    exam.actions_by_name["agree"].trigger()
    until(lambda: not exam.right.exam.conclusion.visibleRegion().isEmpty())
    until(lambda: not exam.right.exam.flags.visibleRegion().isEmpty())
    exam.actions_by_name["undo"].trigger()
    exam.actions_by_name["previous"].trigger()
    exam.actions_by_name["undo"].trigger()
    until(lambda: exam.right.accept.text() == "Accept and next")
    until(lambda: exam.right._scroll.verticalScrollBar().value() == 0)
