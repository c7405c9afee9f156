"""Lines that have no room for all of their words."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dlre_gui.gui.elided import ElidedLabel


def test_a_long_name_leaves_its_middle_out_and_keeps_the_id_behind_it(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(200, 20)
    label.show()
    name = "Exam · " + "A very long name of a patient " * 5 + "· P0001"
    label.say(name)
    assert "…" in label.text()
    assert label.text().endswith("P0001")
    assert name in (label.accessibleName(), label.toolTip())
    label.resize(4000, 20)
    assert label.text() == name
