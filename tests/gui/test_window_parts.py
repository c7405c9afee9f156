"""Parts that need no engine: colours, uncaught errors, which job answers what."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from dlre_gui.domain.roi import Roi
from dlre_gui.engine.messages import OpenFile, OpenScreen, ScoreRoi
from dlre_gui.gui.actions import ACTIONS, MENUS, SEPARATOR, SUBMENUS
from dlre_gui.gui.appearance import palette, tones, with_visible_marks
from dlre_gui.gui.exception_hook import ExceptionHook
from dlre_gui.gui.icons import tinted
from dlre_gui.gui.jobs import Jobs, Running, job_of
from dlre_gui.gui.session import AcqKey, Want, WantKind
from dlre_gui.gui.strip import Level, Strip

Role = QPalette.ColorRole
KEY = AcqKey(Path("screen.png"))
ROI = Roi(10, 20, 250)


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_an_empty_check_box_and_its_mark_are_seen_on_dark_ground() -> None:
    shown = with_visible_marks(palette(dark=True))
    assert _contrast(shown.color(Role.Base), shown.color(Role.Window)) >= 3.0
    assert _contrast(shown.color(Role.Text), shown.color(Role.Base)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_texts_have_enough_contrast(dark: bool) -> None:
    shown = palette(dark=dark)
    pairs = [
        (Role.WindowText, Role.Window),
        (Role.Text, Role.Base),
        (Role.ButtonText, Role.Button),
        (Role.HighlightedText, Role.Highlight),
        (Role.ToolTipText, Role.ToolTipBase),
        (Role.PlaceholderText, Role.Base),
    ]
    for text, ground in pairs:
        assert _contrast(shown.color(text), shown.color(ground)) >= 4.5, (text, ground)
    extra = tones(shown)
    for strip in (extra.research_strip, extra.warning_strip, extra.error_strip, extra.info_strip):
        assert _contrast(extra.on_strip, strip) >= 4.5
    for bar in (extra.positive, extra.negative):
        assert _contrast(bar, shown.color(Role.Base)) >= 3.0


def test_every_action_is_in_one_menu_has_an_icon_and_keys_of_its_own() -> None:
    below = SUBMENUS.values()
    in_menus = [name for _, names in (*MENUS, *below) for name in names if name not in (SEPARATOR, *SUBMENUS)]
    assert sorted(in_menus) == sorted(info.name for info in ACTIONS)
    keys = [key for info in ACTIONS for key in info.keys]
    assert len(keys) == len(set(keys))
    assert all(info.icon for info in ACTIONS)


def test_icons_take_the_colour_they_are_given(qtbot: QtBot) -> None:
    for info in ACTIONS:
        image = tinted(info.icon, QColor("#123456"), 24).toImage()
        solid = {
            image.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid == {"#123456"}, info.icon


def test_an_uncaught_error_is_shown_and_passed_on(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    shown: list[BaseException] = []
    hook = ExceptionHook(shown.append)
    hook.install()
    try:
        error = ValueError("something odd")
        sys.excepthook(ValueError, error, None)
    finally:
        hook.remove()
    qtbot.waitUntil(lambda: shown == [error])
    assert "something odd" in capsys.readouterr().err
    assert sys.excepthook is sys.__excepthook__


def test_a_strip_says_its_words_to_a_screen_reader(qtbot: QtBot) -> None:
    strip = Strip(Level.ERROR, closable=True)
    qtbot.addWidget(strip)
    strip.say("The file is broken.")
    assert strip.accessibleName() == "The file is broken."


@pytest.mark.parametrize(
    ("want", "job"),
    [
        (Want(WantKind.INFO, KEY), OpenFile(KEY.path)),
        (Want(WantKind.OPEN, KEY, roi=ROI), OpenScreen(KEY.path, 0, None, ROI)),
        (Want(WantKind.SCORE, KEY, roi=ROI, as_shown=True), ScoreRoi(KEY.path, 0, ROI, None, True)),
    ],
)
def test_each_want_becomes_its_job(want: Want, job: object) -> None:
    assert job_of(want) == job


def test_an_opening_job_also_answers_for_the_score_of_its_own_roi() -> None:
    opening = Running(Want(WantKind.OPEN, KEY), None)
    assert opening.answers(Want(WantKind.SCORE, KEY, roi=ROI))
    opening.roi = ROI
    assert opening.answers(Want(WantKind.SCORE, KEY, roi=ROI))
    assert not opening.answers(Want(WantKind.SCORE, KEY, roi=Roi(11, 20, 250)))
    assert not opening.answers(Want(WantKind.SCORE, KEY, roi=ROI, as_shown=True))


def test_an_answered_want_is_not_asked_for_again_until_it_is_forgotten() -> None:
    jobs, want = Jobs(), Want(WantKind.SCORE, KEY, roi=ROI)
    jobs.running[7] = Running(want, ROI)
    assert not jobs.is_new(want)
    jobs.end(7, answered=True)
    assert not jobs.is_new(want)
    jobs.forget(KEY)
    assert jobs.is_new(want)


def test_only_what_nobody_wants_any_more_is_taken_back() -> None:
    jobs = Jobs()
    wanted, unwanted = Want(WantKind.SCORE, KEY, roi=ROI), Want(WantKind.SCORE, KEY, roi=Roi(0, 0, 250))
    jobs.running = {
        1: Running(wanted, ROI),
        2: Running(unwanted, unwanted.roi),
        3: Running(unwanted, None, for_pixels=True),
        4: Running(unwanted, None, ending=True),
    }
    assert jobs.stale((wanted,)) == [2]


def test_numbers_keep_their_decimal_point_in_any_locale(qtbot: QtBot) -> None:
    from dlre_gui.gui.qbox_editor import QBoxField
    from dlre_gui.gui.session.messages import message
    from dlre_gui.gui.session.view_state import Mark, QBoxFieldState

    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        field = QBoxField("mean")
        qtbot.addWidget(field)
        field.show_state(
            QBoxFieldState("mean", message("qbox.mean"), "12.5", "kPa", Mark.OCR, message("mark.ocr"))
        )
        assert field.line.text() == "12.5"
        assert field.line.hasAcceptableInput()
    finally:
        QLocale.setDefault(before)
