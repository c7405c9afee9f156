"""METAVIR's F or Scheuer's S, in every place of the window alike."""

from __future__ import annotations

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.exam import Task
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session.numbers import task_message
from dlre_gui.gui.settings_choices import cutoff_tables
from dlre_gui.gui.texts import say


def test_the_line_where_the_network_looked_names_its_probabilities(window: MainWindow) -> None:
    tasks = window.middle.looked.tasks
    assert [tasks.itemText(at) for at in range(tasks.count())] == ["P(≥F2)", "P(≥F3)", "P(F4)"]
    window.exam_acts.change_labels()
    assert [tasks.itemText(at) for at in range(tasks.count())] == ["P(≥S2)", "P(≥S3)", "P(S4)"]


def test_every_probability_has_a_name_without_holes() -> None:
    assert [say(task_message(task, StageLabels.METAVIR)) for task in Task] == ["P(≥F2)", "P(≥F3)", "P(F4)"]


def test_the_start_page_writes_stages_with_the_chosen_letter(window: MainWindow) -> None:
    page = window.middle.empty
    window.exam_acts.change_labels()
    assert page._labels is StageLabels.SCHEUER
    window.exam_acts.change_labels()
    assert page._labels is StageLabels.METAVIR


def test_cut_off_tables_are_offered_in_the_windows_language(chinese: None) -> None:
    assert "四" in dict(cutoff_tables())["sru-rule-of-four"]
