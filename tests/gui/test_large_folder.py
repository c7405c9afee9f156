"""Lists of thousands in the window: the view does not jump, the pictures take little memory."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dlre_gui.domain.screen import Screen
from dlre_gui.gui.acquisition_list import AcquisitionList
from dlre_gui.gui.acquisition_model import AcquisitionModel
from dlre_gui.gui.pictures import Pictures, picture_of
from dlre_gui.gui.searching import Search
from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.gui.session.rows import Rows
from tests.gui.session.session_making import Model, info

FOLDER = Path("/exams/many")
KEYS = tuple(AcqKey(FOLDER / f"{i:04}.png") for i in range(400))


def listed(session: Session, model: AcquisitionModel) -> list[str]:
    model.show_rows(Rows(session))
    return [str(model.data(model.index(at))) for at in range(model.rowCount())]


def test_rows_that_stay_are_not_made_anew_while_files_come_go_and_are_looked_into(qtbot: QtBot) -> None:
    session, model = Session(), AcquisitionModel()
    session.use_model(Model())
    session.open_files(key.path for key in KEYS[:300])
    assert listed(session, model) == [key.path.name for key in KEYS[:300]]
    told: list[tuple[str, int, int]] = []
    model.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    for name, signal in (("in", model.rowsInserted), ("out", model.rowsRemoved)):
        signal.connect(lambda _, first, last, name=name: told.append((name, first, last)))
    session.record_opened(info(KEYS[0].path))
    listed(session, model)
    session.open_files((key.path for key in KEYS[300:]), show=False)
    assert len(listed(session, model)) == 400
    session.drop_file(KEYS[7].path)
    assert listed(session, model)[7] == "0008.png"
    session.stop_opening()
    assert listed(session, model) == ["0000.png"]
    assert told == [("in", 300, 399), ("out", 7, 7), ("out", 1, 398)]


def test_a_view_that_lays_thousands_of_rows_out_asks_python_for_those_in_view_only(qtbot: QtBot) -> None:
    """Each call of Python from Qt takes the interpreter, and waits where another thread has it."""
    session = Session()
    session.open_files(key.path for key in KEYS)
    view = AcquisitionList(lambda _: None)
    qtbot.addWidget(view)
    calls: list[str] = []
    with qtbot.waitExposed(view):
        view.show()
    view.show_rows(Rows(session))
    with counted(calls):
        view.doItemsLayout()
        view.setCurrentIndex(view.rows.index(200))
        view.rows.insertRows(0, 1)
        view.doItemsLayout()
    assert view.rows.rowCount() == 401
    assert len(calls) < 100


def test_keys_made_anew_are_compared_once(qtbot: QtBot) -> None:
    model, calls = AcquisitionModel(), list[str]()
    for _ in range(2):
        session = Session()
        session.open_files(Path(str(key.path)) for key in KEYS)
        rows = Rows(session)
        model.show_rows(rows)
    with counted(calls):
        model.show_rows(rows)
    assert len(calls) < 100


@contextmanager
def counted(calls: list[str]) -> Iterator[None]:
    """Note every call of a function of Python."""
    sys.setprofile(lambda frame, event, _: calls.append(frame.f_code.co_name) if event == "call" else None)
    try:
        yield
    finally:
        sys.setprofile(None)


def test_only_rows_in_view_are_painted_again_for_a_new_state_or_picture(qtbot: QtBot) -> None:
    session, model = Session(), AcquisitionModel()
    session.use_model(Model())
    session.open_files(key.path for key in KEYS)
    for key in KEYS:
        session.record_opened(info(key.path))
    listed(session, model)  # the last rows are the ones in view
    told: list[int] = []
    model.dataChanged.connect(lambda first, *_: told.append(first.row()))
    for at in (0, 399):
        session.record_failed(KEYS[at], "broken")
        model.show_rows(Rows(session))
        model.show_rows(Rows(session))  # nothing new
        model.refresh(KEYS[at])
    assert told[-1] == 399
    assert set(told) == {399}


def test_pictures_of_thousands_take_some_kilobytes_each() -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (270, 360, 3), np.uint8)
    pictures = Pictures()
    for key in KEYS:
        pictures.put(key, picture_of(Screen(pixels, key.path, 0, 1, "0", "")), keep=None)
    kept = [key for key in KEYS if pictures.thumbnail(key) is not None]
    assert kept == list(KEYS[100:])
    assert all(0 < len(pictures.jpeg(key) or b"") < 12_000 for key in KEYS)


def test_a_search_tells_what_it_finds_some_at_a_time_and_stops(qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(1200):
        (tmp_path / f"{number}.png").touch()
    search, told = Search([tmp_path]), []
    search.found.connect(told.append)
    with qtbot.waitSignal(search.ended) as ended:
        search.start()
    assert ended.args == [1200]
    assert max(map(len, told)) <= 250
    assert [path.name for some in told for path in some] == [f"{number}.png" for number in range(1200)]
    stopped, told = Search([tmp_path]), []
    stopped.found.connect(lambda some: (stopped.stop(), told.append(some)))
    stopped.ended.connect(told.append)
    stopped.start()
    qtbot.waitUntil(lambda: not isValid(stopped))
    assert len(told) == 1
    assert len(told[0]) <= 250


def test_what_a_search_finds_is_not_taken_all_in_one_turn(qtbot: QtBot, tmp_path: Path) -> None:
    """However quick the disk is: the window has a turn of its own between."""
    for number in range(1200):
        (tmp_path / f"{number}.png").touch()
    search, told, handed_on = Search([tmp_path]), [], []
    third = threading.Event()
    direct = Qt.ConnectionType.DirectConnection
    search._came.connect(lambda some: (handed_on.append(some), len(handed_on) > 2 and third.set()), direct)
    search.found.connect(lambda some: (told.append(some), len(told) == 1 and third.wait(0.2)))
    search.found.connect(lambda _: assert_few(len(handed_on) - len(told)))
    with qtbot.waitSignal(search.ended):
        search.start()
    assert sum(map(len, told)) == 1200


def assert_few(waiting: int) -> None:
    assert waiting <= 1


def test_pictures_of_another_file_at_the_same_place_are_forgotten() -> None:
    pixels = np.zeros((270, 360, 3), np.uint8)
    pictures, key = Pictures(), KEYS[0]
    pictures.put(key, picture_of(Screen(pixels, key.path, 0, 1, "anna's", "")), keep=None)
    pictures.use(key, "anna's")
    assert pictures.image(key) is not None
    pictures.use(key, "ben's")
    assert (pictures.image(key), pictures.thumbnail(key), pictures.jpeg(key)) == (None, None, None)
