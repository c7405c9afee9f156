"""Names, IDs and operators that could break something come through the whole program, inert and exact."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from dlre_gui.cli import app
from dlre_gui.domain.errors import FileMissingError
from dlre_gui.domain.screen import readable_name, shown
from dlre_gui.gui.controller import Controller
from dlre_gui.gui.crash_report import report_text
from dlre_gui.gui.export_work import Exporter, Scope, Wanted
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Session
from dlre_gui.report.bundle import ExportOptions
from dlre_gui.report.dossier import ModelFacts, ReportStyle
from dlre_gui.store.backup import back_up
from dlre_gui.store.book import Book
from dlre_gui.terminal import tell_error
from tests.gui.conftest import WAIT_MS, SharedBridge, n_scored
from tests.report.unpacking import unpacked

CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ALL = ExportOptions(dicom_sr=True, dicom_captures=True, json=True)


@dataclass(frozen=True)
class Person:
    """Name, ID and operator as a file holds them."""

    name: str
    id: str
    operator: str

    @property
    def kept(self) -> Person:
        """What is to come through: all but control characters, which no name holds (PS3.5 6.1)."""
        return Person(*(CONTROL.sub("", text).strip() for text in (self.name, self.id, self.operator)))


PEOPLE = (
    Person("𠮷^𬬭=𠮷田^𬬭=よし^りん", "𠮷-𰻞-1", "李^𬬭"),
    Person("כהן^דוד\u200f", "א-17\u202e42", "محمد^علي"),
    Person('=HYPERLINK("http://x.example","y")', "+1-2", "@SUM(A1:A9)"),
    Person("<b>Wu</b>&amp;<script>alert(1)</script>^X", "<para><font size=99>&lt;", "<img src='x'>"),
    Person("-2+3\tTab^Y", "=1\r\n+2", "+cmd|' /C calc'!A0"),
    Person("Very Long Name " * 40, "L" * 300, "Operator " * 60),
    Person("Evil\x1b[31m\nError: second line\x07^Z", "C\x0b\x7f9", "A\u2028B^C"),
)


@dataclass(frozen=True)
class CameThrough:
    """A window in which all of them are open, and what it exported."""

    window: MainWindow
    out: Path
    without_names: Path

    def numbered(self) -> list[tuple[int, Person]]:
        return list(enumerate((person.kept for person in PEOPLE), 1))

    def in_dicom(self) -> list[tuple[int, Person]]:
        """Those whose ID is within DICOM's 64 characters (PS3.5 6.2)."""
        return [(number, person) for number, person in self.numbered() if len(person.id) <= 64]


def write_screen(path: Path, number: int, person: Person, pixels: np.ndarray) -> None:
    """An ultrasound image as a scanner might write it, values that DICOM forbids included."""
    with pydicom.config.disable_value_validation():
        data = pydicom.Dataset()
        data.file_meta = pydicom.dataset.FileMetaDataset()
        data.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
        data.SpecificCharacterSet = "ISO_IR 192"
        data.SOPClassUID, data.SOPInstanceUID = pydicom.uid.UltrasoundImageStorage, f"1.2.3.{number}.3"
        data.StudyInstanceUID, data.SeriesInstanceUID = f"1.2.3.{number}.1", f"1.2.3.{number}.2"
        data.StudyDate, data.StudyTime, data.Modality = "20240521", "101500", "US"
        data.PatientName, data.PatientID, data.OperatorsName = person.name, person.id, person.operator
        data.Rows, data.Columns, data.SamplesPerPixel = *pixels.shape[:2], 3
        data.PhotometricInterpretation, data.PlanarConfiguration = "RGB", 0
        data.BitsAllocated = data.BitsStored = 8
        data.HighBit, data.PixelRepresentation, data.PixelData = 7, 0, pixels.tobytes()
        data["PixelData"].VR = "OB"
        data.save_as(path, enforce_file_format=True)


@pytest.fixture(scope="module")
def came_through(
    bridge: SharedBridge,
    qapp: QApplication,
    screens: list[Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[CameThrough]:
    place = tmp_path_factory.mktemp("hostile")
    pixels = np.asarray(Image.open(screens[0]).convert("RGB"))
    (place / "in").mkdir()
    for number, person in enumerate(PEOPLE, 1):
        write_screen(place / "in" / f"{number}.dcm", number, person, pixels)
    window = MainWindow(Controller(Session(Book(place / "book.sqlite")), bridge))
    window.resize(1280, 800)
    window.show()
    window.acts.open_paths([place / "in"])
    bot = QtBot(None)
    bot.waitUntil(lambda: n_scored(window) == len(PEOPLE), timeout=6 * WAIT_MS)
    for folder, deidentify in (("out", False), ("without names", True)):
        taken = Exporter(window.controller.session, model_of(window)).taken(Wanted(Scope.OPEN))
        taken.export(place / folder, replace(ALL, deidentify=deidentify), ReportStyle(), "")
    yield CameThrough(window, place / "out", place / "without names")
    window.close()


def model_of(window: MainWindow) -> ModelFacts:
    ready = window.controller.ready
    assert ready is not None
    model = ready.model
    return ModelFacts(model.id, model.version, model.sha256, model.simulated, "", dict(model.thresholds))


def needs(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is absent (packaging/checkers.py names its package)")
    return path


# --- the window ----------------------------------------------------------------------------


def markup_taken(window: QWidget) -> list[str]:
    """Texts in which Qt would obey what a name says."""
    loud = re.compile("<(b|script|para|img|font)", re.IGNORECASE)
    labels = [label for label in window.findChildren(QLabel) if loud.search(label.text())]
    obeyed = [
        label.text()
        for label in labels
        if label.textFormat() == Qt.TextFormat.RichText
        or (label.textFormat() == Qt.TextFormat.AutoText and Qt.mightBeRichText(label.text()))
    ]
    tips = [widget.toolTip() for widget in window.findChildren(QWidget)]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        rows = [model.index(at, 0) for at in range(model.rowCount())] if model is not None else []
        tips += [row.data(Qt.ItemDataRole.ToolTipRole) or "" for row in rows]
    return obeyed + [tip for tip in tips if loud.search(tip) and Qt.mightBeRichText(tip)]


def test_the_window_shows_every_name_and_id_as_plain_text(
    came_through: CameThrough, until: Callable[[Callable[[], bool]], None]
) -> None:
    window = came_through.window
    session = window.controller.session
    for key, (_, person) in zip(session.exam_keys, came_through.numbered(), strict=True):
        window.controller.act(lambda key=key: session.select(session.keys_of(key)[0]))
        title = f"{shown(readable_name(person.name))} · {shown(person.id)}"
        until(lambda title=title: window.right.exam._title.words == f"Exam · {title}")
        assert markup_taken(window) == []
        assert not CONTROL.search(title)


def test_marks_of_direction_stay_in_their_name(came_through: CameThrough) -> None:
    session = came_through.window.controller.session
    title = session.exam_title(session.exam_keys[1])
    assert "\u202e" not in title
    assert "⟨202E⟩" in title
    assert title.count("\u2068") == title.count("\u2069") == 2


def test_the_start_page_lists_and_finds_them(came_through: CameThrough) -> None:
    book = came_through.window.controller.session.book
    assert book is not None
    book.flush()
    listed = {exam.patient_id: exam.patient_name for exam in book.find_exams().exams}
    assert listed == {person.id: person.name for _, person in came_through.numbered()}


# --- files ---------------------------------------------------------------------------------


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_tables_hold_them_exact_and_no_spreadsheet_runs_them(came_through: CameThrough) -> None:
    rows = rows_of(came_through.out / "exams.csv")
    for row, (_, person) in zip(rows, came_through.numbered(), strict=True):
        assert tuple(row[name].removeprefix("'") for name in ("patient_name", "patient_id", "operator")) == (
            person.name,
            person.id,
            person.operator,
        )
    cells = [cell for row in rows + rows_of(came_through.out / "acquisitions.csv") for cell in row.values()]
    assert [cell for cell in cells if cell.lstrip().startswith(FORMULA)] == []


def test_json_holds_them_exact(came_through: CameThrough) -> None:
    for number, person in came_through.numbered():
        read = json.loads((came_through.out / f"exam-{number:03d}-exam.json").read_text(encoding="utf-8"))
        found = (read["patient"]["name"], read["patient"]["id"], read["circumstances"]["operator"])
        assert found == (person.name, person.id, person.operator)


def test_the_text_layer_of_the_report_holds_them_exact(came_through: CameThrough) -> None:
    program = needs("pdftotext")
    for number, person in came_through.numbered():
        path = came_through.out / f"exam-{number:03d}-report.pdf"
        text = subprocess.check_output([program, "-raw", path, "-"], text=True, timeout=60)
        layer = re.sub(r"\s+", " ", text)
        streams = b"".join(unpacked(path.read_bytes()))
        for wanted in (readable_name(person.name), person.id, readable_name(person.operator)):
            exact = wanted.encode("utf-16-be").hex().upper().encode() in streams
            assert exact or re.sub(r"\s+", " ", wanted) in layer, number


def test_every_character_of_a_report_is_of_an_embedded_font(came_through: CameThrough) -> None:
    program = needs("pdffonts")
    for number, _ in came_through.numbered():
        path = came_through.out / f"exam-{number:03d}-report.pdf"
        lines = subprocess.check_output([program, path], text=True, timeout=60).splitlines()[2:]
        assert lines
        assert [line for line in lines if "yes yes yes" not in line] == [], number


def dicom_of(came: CameThrough, number: int, name: str) -> pydicom.Dataset:
    return pydicom.dcmread(came.out / f"exam-{number:03d}-{name}.dcm")


@pytest.mark.parametrize("name", ["report-sr", "annotated-1"])
def test_dicom_objects_belong_to_the_very_patient(name: str, came_through: CameThrough) -> None:
    for number, person in came_through.in_dicom():
        with pydicom.config.disable_value_validation():
            read = dicom_of(came_through, number, name)
            assert (str(read.PatientName), read.PatientID) == (person.name, person.id)
            assert read.StudyInstanceUID == f"1.2.3.{number}.1"


def test_an_id_that_dicom_cannot_hold_is_never_cut_but_told(came_through: CameThrough) -> None:
    beyond = {number for number, _ in came_through.numbered()} - {n for n, _ in came_through.in_dicom()}
    assert beyond == {6}
    assert list(came_through.out.glob("exam-006-*.dcm")) == []
    assert "DICOM allows 64" in (came_through.out / "left-out.txt").read_text(encoding="utf-8-sig")


def test_dcmtk_reads_the_report_and_nothing_in_a_name_breaks_its_lines(came_through: CameThrough) -> None:
    program = needs("dsrdump")
    for number, person in came_through.in_dicom():
        path = came_through.out / f"exam-{number:03d}-report-sr.dcm"
        done = subprocess.run([program, "+U8", path], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        [line] = [line for line in done.stdout.splitlines() if line.startswith("Patient ")]
        assert person.id[:50] in line


def test_de_identified_exports_hold_nothing_of_them(came_through: CameThrough) -> None:
    files = [path for path in came_through.without_names.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".pdf", ".json", ".csv", ".png"}
    parts = [part for path in files for part in unpacked(path.read_bytes())]
    sought = {text for _, p in came_through.numbered() for text in (p.name, p.operator) if len(text) > 5}
    forms = {
        form for text in sought for form in (text.encode(), text.encode("utf-16-be").hex().upper().encode())
    }
    assert [form for form in forms if any(form in part for part in parts)] == []


# --- what is logged ------------------------------------------------------------------------


def test_commands_list_them_inert(came_through: CameThrough, tmp_path: Path) -> None:
    book = came_through.window.controller.session.book
    assert book is not None
    back_up(book, tmp_path / "copy.sqlite")
    done = CliRunner().invoke(app, ["book", "list", "--book", str(tmp_path / "copy.sqlite")])
    assert done.exit_code == 0, done.output
    assert not {sign for sign in done.stdout if CONTROL.match(sign) or DIRECTION.match(sign)} - {"\n"}
    assert "𠮷" in done.stdout


def test_an_error_with_a_name_in_it_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for person in PEOPLE:
        tell_error(FileMissingError(person.name, f"{person.name.splitlines()[0]} is not there."))
    lines = capsys.readouterr().err.split("\n")
    assert len(lines) == len(PEOPLE) + 1
    assert not [line for line in lines if CONTROL.search(line) or DIRECTION.search(line)]


def test_a_crash_report_names_nobody() -> None:
    for person in PEOPLE:
        try:
            raise KeyError(f"{person.name} {person.id} {person.operator}")
        except KeyError as error:
            told = report_text(error, datetime(2026, 1, 2, tzinfo=UTC))
        assert [text for text in (person.name, person.id, person.operator) if text in told] == []
