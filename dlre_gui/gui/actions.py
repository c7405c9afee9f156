"""Every act of the menus as one row: words, keys, icon, tip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette

from dlre_gui.gui.crash_report import note_act
from dlre_gui.gui.icons import icon


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One act.

    Attributes
    ----------
    name
        Its key in `make_actions`, and the object name of its `QAction`.
    text
        In the menu, with its mnemonic.
    short
        On the tool bar; empty: the menu's words.
    keys
        As `QKeySequence` reads them; the first is shown.
    """

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    short: str = ""


SEPARATOR = "-"
RECENT = "recent"
BOOK = "book"

ACTIONS: tuple[ActionInfo, ...] = (
    ActionInfo(
        "open_files", "Open &files…", "Open the screens of an exam", "open-files", ("Ctrl+O",), "Open"
    ),
    ActionInfo(
        "open_folder",
        "Open f&older…",
        "Open a folder with all folders in it",
        "open-folder",
        ("Ctrl+Shift+O",),
    ),
    ActionInfo(
        "score_folder", "&Score folder…", "Score a whole folder into tables", "score-folder", ("Ctrl+B",)
    ),
    ActionInfo(
        "save_picture",
        "Save &picture…",
        "Save the screen with its marks and figures",
        "save-picture",
        ("Ctrl+S",),
    ),
    ActionInfo("export", "&Export…", "Report, DICOM, tables of the exam or of many", "export", ("Ctrl+E",)),
    ActionInfo(
        "report",
        "&Report",
        "Write the exam's report at once, as the files of the last export, into a new folder beside it",
        "report",
        ("Ctrl+R",),
    ),
    ActionInfo("back_up", "&Back up…", "Copy the whole exam book into one file and check it", "back-up"),
    ActionInfo(
        "export_exams", "&Export exams…", "Exams into one file, for another place of work", "export-exams"
    ),
    ActionInfo(
        "import_exams", "&Import exams…", "Take exams of a file in; nothing there is changed", "import-exams"
    ),
    ActionInfo(
        "check_audit",
        "&Check the audit trail",
        "Was the exam book changed behind the program's back?",
        "check-audit",
    ),
    ActionInfo(
        "export_cohort",
        "Export co&hort…",
        "Exams with their biopsy stages as a table for training and evaluation",
        "cohort",
    ),
    ActionInfo(
        "next_patient",
        "Next &patient in this folder",
        "Its files do not say whose they are: those that come from now on are another patient's",
        "next-patient",
        ("Ctrl+N",),
    ),
    ActionInfo("close_exams", "&Close exams", "Close all exams; nothing is lost", "close", ("Ctrl+W",)),
    ActionInfo("quit", "&Quit", "Close the window", "quit", ("Ctrl+Q",)),
    ActionInfo("undo", "&Undo", "Take the last step back", "undo", ("Ctrl+Z",), "Undo"),
    ActionInfo("redo", "&Redo", "Do it again", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo"),
    ActionInfo(
        "accept",
        "&Accept and next",
        "Accept the ROI and go to the next acquisition that is not done",
        "accept",
        ("Return", "Enter"),
        "Accept and next",
    ),
    ActionInfo(
        "exclude",
        "E&xclude or include",
        "Leave the acquisition out of the exam, or take it in again",
        "exclude",
        ("Delete",),
        "Exclude",
    ),
    ActionInfo(
        "draw_box",
        "Draw SWE &box",
        "Drag over the SWE box where it was not found, or not rightly",
        "draw-box",
        ("B",),
    ),
    ActionInfo(
        "mark_bar",
        "Mark &colour bar",
        "Drag along the colour bar, from its lowest value to its highest",
        "mark-bar",
        ("C",),
    ),
    ActionInfo("type_scale", "Type &scale…", "Type what stands at the colour bar's ends", "scale", ("S",)),
    ActionInfo(
        "what_was_read",
        "&What was read",
        "All that was read off the screen, with its pixels and warnings",
        "what-was-read",
        ("W",),
        "What was read",
    ),
    ActionInfo(
        "looked",
        "Where the network &looked",
        "Which parts of the ROI the probabilities rest on: an aid, not evidence",
        "looked",
        ("L",),
    ),
    ActionInfo("frame_before", "Frame &before", "Look at the clip's frame before", "frame-before", (",",)),
    ActionInfo("frame_after", "Frame a&fter", "Look at the clip's frame after", "frame-after", (".",)),
    ActionInfo("take_frame", "&Take frame", "Let the frame shown be the acquisition", "take-frame", ("T",)),
    ActionInfo(
        "laboratory",
        "&Laboratory…",
        "AST, ALT, platelets, age; fasting, cause, operator",
        "laboratory",
        ("Ctrl+L",),
    ),
    ActionInfo("agree", "A&gree with the stage", "Conclude the program's stage", "agree", ("Ctrl+G",)),
    ActionInfo(
        "another_stage",
        "Another stage…",
        "Conclude another stage, with the reason",
        "another-stage",
        ("Ctrl+Shift+G",),
    ),
    ActionInfo("trend", "&Trend…", "The patient's earlier exams", "trend", ("Ctrl+T",)),
    ActionInfo("cutoffs", "&Cut-offs…", "Which table stages the LSM, and what its rows say", "cutoffs"),
    ActionInfo("labels", "METAVIR F or Sche&uer S", "Write the stages with the other letter", "labels"),
    ActionInfo("unit", "LSM in kPa or m/&s", "Tell the exam's stiffness in the other unit", "unit"),
    ActionInfo("zoom_in", "Zoom &in", "Enlarge the screen", "zoom-in", ("Ctrl++", "Ctrl+=", "+"), "Zoom in"),
    ActionInfo("zoom_out", "Zoom &out", "Shrink the screen", "zoom-out", ("Ctrl+-", "-"), "Zoom out"),
    ActionInfo("fit", "&Fit", "Show the whole screen", "fit", ("Ctrl+0", "F"), "Fit"),
    ActionInfo("actual_size", "&Actual size", "One pixel is one pixel", "actual-size", ("Ctrl+1",)),
    ActionInfo("fit_roi", "Zoom to the &ROI", "Show the ROI large", "roi-view", ("Ctrl+2", "R"), "ROI"),
    ActionInfo("next", "&Next", "Go to the next acquisition", "next", ("PgDown", "N")),
    ActionInfo("previous", "&Previous", "Go to the acquisition before", "previous", ("PgUp", "P")),
    ActionInfo(
        "next_to_do",
        "Next not &done",
        "Go to the next acquisition that is not done",
        "next-todo",
        ("Ctrl+Return", "Ctrl+Enter"),
    ),
    ActionInfo(
        "watch",
        "&Watch folder…",
        "Open what the scanner writes into a folder, as it comes",
        "watch",
        ("Ctrl+D",),
    ),
    ActionInfo(
        "settings", "Se&ttings…", "Operator, hospital, language, model, folders", "settings", ("Ctrl+,",)
    ),
    ActionInfo("train", "&Train on cohort…", "Train a model package on screens with known stages", "train"),
    ActionInfo(
        "validate", "&Validate on cohort…", "A model's figures on patients with known stages", "validate"
    ),
    ActionInfo("help", "&User guide", "How to use the program, step by step", "help", ("F1",)),
    ActionInfo(
        "shortcuts", "&Keyboard…", "All keys at a glance, to search and to print", "shortcuts", ("F2",)
    ),
    ActionInfo("tour", "&Tour", "The parts of the window on a sample exam", "tour"),
    ActionInfo(
        "how_made", "How the &model was made", "Data, tables and figures behind the bundled model", "how-made"
    ),
    ActionInfo("about", "&About", "Program, model and limits", "about"),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            "open_files",
            "open_folder",
            RECENT,
            "close_exams",
            SEPARATOR,
            "score_folder",
            "save_picture",
            "report",
            "export",
            SEPARATOR,
            BOOK,
            "export_cohort",
            SEPARATOR,
            "watch",
            SEPARATOR,
            "quit",
        ),
    ),
    (
        "&Edit",
        (
            "undo",
            "redo",
            SEPARATOR,
            "accept",
            "exclude",
            SEPARATOR,
            "draw_box",
            "mark_bar",
            "type_scale",
            SEPARATOR,
            "settings",
        ),
    ),
    (
        "E&xam",
        (
            "laboratory",
            "agree",
            "another_stage",
            SEPARATOR,
            "trend",
            "cutoffs",
            SEPARATOR,
            "labels",
            "unit",
            SEPARATOR,
            "next_patient",
        ),
    ),
    (
        "&View",
        (
            "zoom_in",
            "zoom_out",
            "fit",
            "actual_size",
            "fit_roi",
            SEPARATOR,
            "what_was_read",
            "looked",
            SEPARATOR,
            "frame_before",
            "frame_after",
            "take_frame",
            SEPARATOR,
            "next",
            "previous",
            "next_to_do",
        ),
    ),
    ("&Model", ("train", "validate")),
    ("&Help", ("help", "shortcuts", "tour", SEPARATOR, "how_made", "about")),
)

SUBMENUS: dict[str, tuple[str, tuple[str, ...]]] = {
    RECENT: ("Recent e&xams", ()),
    BOOK: ("Exam &book", ("back_up", "export_exams", "import_exams", SEPARATOR, "check_audit")),
}

TOOLS = (
    "open_files",
    SEPARATOR,
    "undo",
    "redo",
    SEPARATOR,
    "exclude",
    SEPARATOR,
    "zoom_in",
    "zoom_out",
    "fit",
    "fit_roi",
)

_REPEATED = frozenset(
    ("undo", "redo", "zoom_in", "zoom_out", "next", "previous", "frame_before", "frame_after")
)
"""A key that is held down does these again and again; nothing else: who rests on Enter accepts one ROI."""

_KEYS_OF_ACTS = tuple(
    keys for info in ACTIONS if info.name not in ("undo", "redo") for keys in info.keys if "Ctrl" in keys
)

_CONTEXT = "actions"


def words(source: str) -> str:
    """A text of this table in the user's language."""
    return QCoreApplication.translate(_CONTEXT, source)


def make_actions(
    parent: QObject, acts: Mapping[str, Callable[[], object]], first: Callable[[], object]
) -> dict[str, QAction]:
    """A `QAction` a row; `acts` says what each does, `first` is done before any of them."""
    return {info.name: _made(parent, info, acts[info.name], first) for info in ACTIONS}


def is_key_of_an_act(event: QKeyEvent) -> bool:
    """Whether a key with Ctrl is the window's, even where a line of text has a use for it.

    On X11 Ctrl+E and Ctrl+D would be End and Delete there. Undo and redo are left to the line.
    """
    keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(keys, Qt.Key(event.key())))
    with_ctrl = bool(keys & Qt.KeyboardModifier.ControlModifier)
    return with_ctrl and any(pressed == QKeySequence(one) for one in _KEYS_OF_ACTS)


def _made(
    parent: QObject, info: ActionInfo, act: Callable[[], object], first: Callable[[], object]
) -> QAction:
    action = QAction(parent)
    action.setObjectName(info.name)
    action.setShortcuts([QKeySequence(keys) for keys in info.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setAutoRepeat(info.name in _REPEATED)
    action.triggered.connect(lambda: _do(info.name, act, first))
    return action


def say_words(actions: Mapping[str, QAction]) -> None:
    """Give the actions their words in the user's language."""
    for info in ACTIONS:
        action = actions[info.name]
        shown = (
            f" ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if info.keys else ""
        )
        action.setText(words(info.text))
        action.setToolTip(words(info.tip) + shown)
        action.setStatusTip(words(info.tip))
        if info.short:
            action.setIconText(words(info.short))


def _do(name: str, act: Callable[[], object], first: Callable[[], object]) -> None:
    note_act(name)
    first()
    act()


def tint(actions: Mapping[str, QAction], palette: QPalette) -> None:
    """Give the actions icons in the palette's colours."""
    for info in ACTIONS:
        if info.icon:
            actions[info.name].setIcon(icon(info.icon, palette))
