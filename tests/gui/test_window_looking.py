"""Looking closer: what was read, the frames of a clip, where the network looked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dlre_gui.gui.looked import overlay_of
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.read_dialog import ReadDialog
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.view_state import Tool
from tests.gui.conftest import click, settled

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def clip(window: MainWindow, screens: list[Path], tmp_path: Path, until: Until) -> MainWindow:
    """The window with a clip of three frames, all measured."""
    frames = [Image.open(screens[n]).convert("RGB") for n in (0, 1, 0)]
    path = tmp_path / "clip.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    window.acts.open_paths([path])
    until(lambda: settled(window) and window.middle.clip.best.isEnabled())
    return window


def test_the_dialog_tells_every_thing_read_and_follows_the_window(exam: MainWindow, until: Until) -> None:
    until(lambda: settled(exam))
    exam.actions_by_name["what_was_read"].trigger()
    [dialog] = exam.findChildren(ReadDialog)

    def words() -> list[str]:
        return [label.text() for label in dialog.findChildren(QLabel)]

    until(lambda: "SWE box" in words())
    assert "0.png" in words()
    assert any("40 kPa" in text for text in words())
    pictures = [label for label in dialog.findChildren(QLabel) if not label.pixmap().isNull()]
    assert len(pictures) >= 3
    exam.actions_by_name["next"].trigger()
    until(lambda: "1.png" in words())
    dialog.close()


def test_from_the_dialog_the_box_can_be_drawn(opened: MainWindow) -> None:
    opened.actions_by_name["what_was_read"].trigger()
    [dialog] = opened.findChildren(ReadDialog)
    draw = next(
        button for button in dialog.findChildren(QPushButton) if button.accessibleName().startswith("SWE box")
    )
    draw.click()
    assert opened.middle.view.tool is Tool.BOX
    assert not dialog.isVisible()


def test_another_frame_is_looked_at_and_taken(clip: MainWindow, qtbot: QtBot, until: Until) -> None:
    session, view, bar = clip.controller.session, clip.middle.view, clip.middle.clip
    [first] = session.keys
    before = view.image.cacheKey()
    assert not bar.take.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Period)
    until(lambda: view.image.cacheKey() != before)
    assert session.keys == (first,)
    assert view.roi is None
    click(clip, 300, 300)
    assert session.acquisition(first).roi is not None
    assert not clip.actions_by_name["undo"].isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_T)
    taken = AcqKey(first.path, 1)
    until(lambda: session.current == taken and settled(clip))
    assert session.acquisition(first).excluded
    assert not bar.take.isEnabled()
    clip.actions_by_name["undo"].trigger()
    until(lambda: session.current == first and settled(clip))
    assert not session.acquisition(first).excluded


def test_after_taking_a_frame_by_mouse_no_field_has_the_keyboard(
    clip: MainWindow, qtbot: QtBot, until: Until
) -> None:
    bar = clip.middle.clip
    clip.actions_by_name["frame_after"].trigger()
    until(bar.take.isEnabled)
    qtbot.mouseClick(bar.take, Qt.MouseButton.LeftButton)
    until(lambda: settled(clip) and not bar.take.isEnabled())
    assert clip.focusWidget() is bar.slider
    assert bar._words.wordWrap()


def test_going_back_to_the_acquisitions_frame_shows_its_marks_again(clip: MainWindow, until: Until) -> None:
    view = clip.middle.view
    clip.actions_by_name["frame_after"].trigger()
    until(lambda: view.roi is None)
    clip.actions_by_name["frame_before"].trigger()
    until(lambda: view.roi is not None)


def test_a_still_has_no_clip_bar(opened: MainWindow) -> None:
    assert not opened.middle.clip.isVisible()


def test_where_the_network_looked_is_shown_as_an_aid_and_goes_with_another_roi(
    opened: MainWindow, qtbot: QtBot, until: Until
) -> None:
    view, strip = opened.middle.view, opened.middle.looked
    qtbot.keyClick(view, Qt.Key.Key_L)
    until(lambda: view.has_overlay)
    assert "not evidence" in strip.words.text()
    click(opened, 330, 200)
    until(lambda: not view.has_overlay)
    assert not strip.isVisible()
    until(lambda: settled(opened))


def test_the_overlay_tells_lowering_from_raising_by_colour_and_strength_by_opacity() -> None:
    drop = np.array([[0.2, -0.1], [0.0, 0.1]], np.float32)
    image = overlay_of(drop)
    lowers, raises = image.pixelColor(0, 0), image.pixelColor(1, 0)
    assert lowers.red() > lowers.blue()
    assert raises.blue() > raises.red()
    assert lowers.alpha() > raises.alpha() > image.pixelColor(0, 1).alpha() == 0
    faint = overlay_of(drop / 100).pixelColor(0, 0)
    assert 0 < faint.alpha() < lowers.alpha() / 10


def test_of_several_screens_in_one_picture_the_one_that_was_read_is_framed(
    window: MainWindow, screens: list[Path], tmp_path: Path, until: Until
) -> None:
    with Image.open(screens[0]) as one, Image.open(screens[1]) as other:
        both = Image.new("RGB", (one.width + other.width + 60, one.height + 60), (40, 42, 46))
        both.paste(one, (20, 30))
        both.paste(other, (one.width + 40, 30))
    both.save(tmp_path / "both.png")
    window.acts.open_paths([tmp_path / "both.png"])
    until(lambda: settled(window))
    framed = window.middle.view._layer.frame.path().boundingRect()
    assert abs(framed.width() - one.width) < 0.05 * one.width
    window.acts.open_paths(screens[:1])
    until(lambda: window.controller.session.current == AcqKey(screens[0]) and settled(window))
    assert window.middle.view._layer.frame.path().isEmpty()
