"""The settings: their file, what is wrong in it, their dialog, and what a change changes at once."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.findings import Unit
from dlre_gui.gui import settings_file
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.settings_dialog import SettingsDialog
from dlre_gui.gui.settings_file import load, save, settings_path
from dlre_gui.gui.settings_keeper import SettingsKeeper
from dlre_gui.gui.settings_table import Settings, allowed, defaults, rows

WAIT_MS = 10_000


def write(values: object) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(json.dumps(values), encoding="utf-8")


def test_settings_come_back_as_they_were_saved() -> None:
    kept = Settings(operator="李 梅", unit="m/s", last_folder="/somewhere/超声/\udcff", watching=True)
    assert save(kept)
    loaded = load()
    assert loaded.settings == kept
    assert (loaded.wrong, loaded.damaged, loaded.kept_aside) == ((), False, None)


def test_without_a_file_everything_has_its_default() -> None:
    assert load() == settings_file.Loaded()
    assert Settings() == Settings(**defaults())


def test_wrong_values_fall_back_one_by_one_and_the_file_is_kept(own_data_dir: Path) -> None:
    write({"settings": {"operator": "Li", "unit": "parsec", "watching": "yes", "logo": "a\nb"}})
    loaded = load()
    assert loaded.settings == Settings(operator="Li")
    assert loaded.wrong == ("unit", "watching", "logo")
    assert loaded.kept_aside is not None
    assert "parsec" in loaded.kept_aside.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"settings": 7}', b"\x00\x01", b"\xff", b"[" * 90_000]
)
def test_a_damaged_file_never_stops_the_start(own_data_dir: Path, content: bytes) -> None:
    own_data_dir.mkdir(parents=True)
    settings_path().write_bytes(content)
    loaded = load()
    assert loaded.damaged
    assert loaded.settings == Settings()
    assert loaded.kept_aside is not None
    assert loaded.kept_aside.read_bytes() == content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    strategies.dictionaries(
        strategies.sampled_from([*defaults(), "later"]),
        strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(max_size=20),
    )
)
def test_whatever_a_file_says_settings_are_usable(own_data_dir: Path, values: dict[str, object]) -> None:
    write({"settings": values})
    loaded = load().settings
    assert all(allowed(one.name, getattr(loaded, one.name)) for one in fields(loaded))


def test_what_a_later_version_wrote_is_written_again() -> None:
    write({"version": 9, "settings": {"operator": "Li", "of_a_later_version": [1, 2]}})
    loaded = load()
    assert loaded.wrong == ()
    save(loaded.settings, loaded.others)
    assert json.loads(settings_path().read_text(encoding="utf-8"))["settings"]["of_a_later_version"] == [1, 2]


def test_settings_that_cannot_be_written_are_no_error(own_data_dir: Path) -> None:
    own_data_dir.write_text("a file where the folder should be")
    assert not save(Settings())


def test_the_sizes_of_the_window_stand_apart_in_the_file() -> None:
    save(Settings(geometry="AAAA", hospital="St Example"))
    content = json.loads(settings_path().read_text(encoding="utf-8"))
    assert content["window"]["geometry"] == "AAAA"
    assert "geometry" not in content["settings"]
    assert content["settings"]["hospital"] == "St Example"


def test_a_change_is_told_once_and_written_away_from_the_gui_thread(qtbot: QtBot) -> None:
    keeper = SettingsKeeper()
    with qtbot.waitSignal(keeper.changed) as told:
        keeper.settings = replace(keeper.settings, operator="Li", device="cpu")
    assert told.args == [frozenset(("operator", "device"))]
    with qtbot.assertNotEmitted(keeper.changed):
        keeper.settings = replace(keeper.settings)
    keeper.write()
    qtbot.waitUntil(lambda: load().settings.operator == "Li", timeout=WAIT_MS)


def test_what_is_read_later_than_a_start_counts_then_and_is_never_written_over(qtbot: QtBot) -> None:
    kept = Settings(hospital="St Example", unit="m/s", operator="Li")
    assert save(kept)
    keeper = SettingsKeeper(settings_file.Loaded(read=False))
    keeper.settings = replace(keeper.settings, operator="Wu")
    keeper.write()
    qtbot.wait(1)
    assert load().settings == kept
    with qtbot.waitSignal(keeper.changed) as told:
        keeper.take(load())
    assert told.args == [frozenset(("hospital", "unit"))]
    assert keeper.settings == replace(kept, operator="Wu")
    keeper.write()
    qtbot.waitUntil(lambda: load().settings.operator == "Wu", timeout=WAIT_MS)


def test_a_file_that_cannot_be_read_is_not_written_over() -> None:
    settings_path().mkdir(parents=True)  # reading it is an OSError
    assert (load().damaged, load().read) == (True, False)


def dialog_of(window: MainWindow, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(window, window.keeper)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_dialog_has_a_field_with_a_name_and_a_help_for_every_row(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = dialog_of(window, qtbot)
    assert dialog.fields.keys() == rows().keys()
    for name, row in rows().items():
        assert dialog.fields[name].accessibleName() == row.label
        assert dialog.fields[name].toolTip() == row.help


def test_typing_and_choosing_counts_at_once(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    operator, unit, labels = (dialog.fields[name] for name in ("operator", "unit", "labels"))
    assert isinstance(operator, QLineEdit)
    assert isinstance(unit, QComboBox)
    assert isinstance(labels, QComboBox)
    qtbot.keyClicks(operator, "Li Mei")
    qtbot.keyClick(operator, Qt.Key.Key_Return)
    qtbot.keyClick(unit, Qt.Key.Key_Down)
    qtbot.keyClick(labels, Qt.Key.Key_Down)
    book = window.controller.session.book
    assert book is not None
    assert book.operator == "Li Mei"
    assert window.controller.session.preferences.unit is Unit.M_PER_S
    assert window.controller.session.preferences.labels is StageLabels.SCHEUER


def test_a_change_elsewhere_shows_in_the_open_dialog(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    window.exam_acts.change_unit()
    unit = dialog.fields["unit"]
    assert isinstance(unit, QComboBox)
    assert unit.currentData() == "m/s"


def test_the_dialog_offers_the_installed_models_and_tables(window: MainWindow, qtbot: QtBot) -> None:
    window.settings = replace(window.settings, cutoffs="sru-rule-of-four")
    dialog = dialog_of(window, qtbot)
    model, cutoffs = dialog.fields["model"], dialog.fields["cutoffs"]
    assert isinstance(model, QComboBox)
    assert isinstance(cutoffs, QComboBox)
    qtbot.waitUntil(lambda: model.count() > 1 and cutoffs.count() > 2, timeout=WAIT_MS)
    assert model.findData("dlre-gut-simulated") > 0
    at = cutoffs.findData("sru-rule-of-four")
    assert at > 0
    assert cutoffs.itemText(at) != "sru-rule-of-four", "its name, also where it was chosen before"


def test_wrong_settings_are_told_in_the_window(window: MainWindow) -> None:
    window.keeper.loaded = settings_file.Loaded(wrong=("unit",), kept_aside=Path("/x/kept.json"))
    window.effects.say_problems()
    [text] = window.middle.notices.texts
    assert "Stiffness in" in text
    assert "kept.json" in text


def test_settings_that_cannot_be_kept_are_told_once(
    window: MainWindow, qtbot: QtBot, own_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_data_dir / "in the way").touch()
    monkeypatch.setattr(settings_file, "settings_path", lambda: own_data_dir / "in the way" / "settings.json")
    told: list[Path] = []
    window.keeper.not_kept.connect(told.append)
    window.keeper.settings = replace(window.settings, operator="Dr. Li")
    qtbot.waitUntil(
        lambda: any("only until the program ends" in text for text in window.middle.notices.texts)
    )
    window.keeper.settings = replace(window.settings, operator="Dr. Wu")
    monkeypatch.undo()
    window.keeper.settings = replace(window.settings, operator="Dr. He")
    window.keeper.write()
    qtbot.waitUntil(lambda: load().settings.operator == "Dr. He")
    assert len(told) == 1
