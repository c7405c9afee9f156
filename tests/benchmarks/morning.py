"""A morning of ten patients by keyboard alone, the program killed twice in between.

    python -m tests.benchmarks.morning [--patients 10] [--files 5000] [--seconds 60]

Every patient: five screens accepted, the result agreed to, the report written. The window, engine and
exam book are the real ones; the keys go through Qt as a keyboard's do. The folder is given at the
start and after a kill, as by dropping it on the window. At the end the exam book is compared with what
had been acknowledged. Then a folder of very many files is opened and walked through.

Printed: keys of each patient, what was lost, and the gaps between the beats of a 20 ms timer of the GUI
thread (none left out), with and without the time in which other programs had the processors.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dlre_gui.terminal import print_table
from tests.benchmarks.gaps import print_gaps
from tests.benchmarks.walker import Walker, gaps_of

GOAL_KEYS = 12
ACKNOWLEDGED = ("accepted", "concluded", "reported")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--patients", type=int, default=10)
    parser.add_argument("--folder", type=Path, help="exams to use; default: freshly simulated ones")
    parser.add_argument("--files", type=int, default=5000, help="in the large folder; 0: none")
    parser.add_argument("--seconds", type=float, default=60.0, help="of walking through it")
    parser.add_argument("--kills", type=int, nargs="*", default=[8, 27], help="after so many screens")
    parser.add_argument("--walk", choices=("morning", "folder"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.walk == "morning":
        Morning(Path(os.environ["MORNING_OUT"])).walk(options.folder)
    elif options.walk == "folder":
        large_folder(Walker(Path(os.environ["MORNING_OUT"])), options.folder, options.seconds)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            repeat_morning(options, Path(scratch))


# --- the parent: starts, kills, compares -----------------------------------------------------------


def repeat_morning(options: argparse.Namespace, scratch: Path) -> None:
    folder = options.folder or simulated(scratch / "patients", options.patients)
    environment = os.environ | {"DLRE_HOME": str(scratch / "home"), "MORNING_OUT": str(scratch / "reports")}
    said: list[dict[str, Any]] = []
    kills = list(options.kills)
    while not said or said[-1]["did"] != "ended":
        before = len(said)
        n_accepted = sum(line["did"] == "accepted" for line in said)
        said += run(["--walk", "morning", "--folder", str(folder)], environment, kills, n_accepted)
        if len(said) == before:
            raise SystemExit("The walk does not get on.")
    print_keys(said)
    compare(scratch / "home", said, environment)
    print_gaps("Morning", gaps_of(said))
    if options.files:
        large = many_files(folder, scratch / "many", options.files)
        command = ["--walk", "folder", "--folder", str(large), "--seconds", str(options.seconds)]
        print_gaps(f"Folder of {options.files} files", gaps_of(list(run(command, environment, [], 0))))


def simulated(folder: Path, patients: int) -> Path:
    from dlre_gui.simulation.write import simulate

    simulate(folder, patients=patients, seed=77, image_format="dcm")
    return folder


def many_files(source: Path, folder: Path, count: int) -> Path:
    """The same screens again and again under other names."""
    screens = sorted(source.rglob("*.dcm")) or sorted(source.rglob("*.png"))
    folder.mkdir()
    for number in range(count):
        screen = screens[number % len(screens)]
        try:
            os.link(screen, folder / f"{number:05}{screen.suffix}")
        except OSError:
            shutil.copy(screen, folder / f"{number:05}{screen.suffix}")
    return folder


def run(command: list[str], environment: dict[str, str], kills: list[int], n_accepted: int) -> Iterator[Any]:
    """One life of the program: what it acknowledged, to its end or to its kill."""
    program = [sys.executable, "-m", "tests.benchmarks.morning", *command]
    lines = []
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for text in process.stdout:
            try:
                lines.append(json.loads(text))
            except ValueError:  # cut by the kill: not acknowledged
                break
            n_accepted += lines[-1]["did"] == "accepted"
            if kills and n_accepted >= kills[0]:
                kills.pop(0)
                process.kill()
    print(f"The program ended with {process.returncode} after {len(lines)} acknowledgements.")
    return iter(lines)


def print_keys(said: list[dict[str, Any]]) -> None:
    """Keys of a patient, those after a kill and on the start page included."""
    keys: Counter[str] = Counter()
    for line in said:
        keys[line["exam"]] += line["keys"]
    print_table(("patient", "keys"), [(exam[:12], str(count)) for exam, count in keys.items() if exam])
    print(f"Most keys of a patient: {max(keys.values())} (goal: {GOAL_KEYS})")


def compare(home: Path, said: list[dict[str, Any]], environment: dict[str, str]) -> None:
    """What had been acknowledged, and what of it the exam book holds."""
    from dlre_gui.store.book import Book

    program = [sys.executable, "-m", "dlre_gui", "audit", "verify"]
    verified = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    print(verified.stdout.strip())
    acknowledged = [line for line in said if line["did"] in ACKNOWLEDGED]
    with Book(home / "exams.sqlite") as book:
        lost = [line for line in acknowledged if not kept(book, line)]
    counts = Counter(line["did"] for line in acknowledged)
    told = ", ".join(f"{counts[did]} {did}" for did in ACKNOWLEDGED)
    print(f"Acknowledged: {told}; lost: {len(lost)}", *lost, sep="\n")


def kept(book: Any, line: dict[str, Any]) -> bool:
    stored = book.load_exam(line["exam"])
    if stored is None:
        return False
    match line["did"]:
        case "accepted":
            rois = {str(one.id.path): one.decision.roi for one in stored.acquisitions}
            roi = rois.get(line["path"])
            return roi is not None and [roi.x, roi.y, roi.side] == line["roi"]
        case "concluded":
            return stored.details.conclusion is not None and stored.details.conclusion.stage == line["stage"]
        case _:
            written = any(event.what == "exported" for event in book.events(line["exam"]))
            return written and any(Path(line["folder"]).glob("*.pdf"))


# --- the child: the window and its keys ------------------------------------------------------------


class Morning(Walker):
    """Ten patients, five screens each."""

    def walk(self, folder: Path) -> None:
        session = self.session
        self.begin([folder])
        self.until(lambda: len(session.keys) > 0 and session.n_opening == 0)
        while session.going_on != "list":
            if session.going_on in ("result", "next_exam"):
                before = session.current_exam
                self.press("Enter")
                self.until(lambda before=before: session.current_exam != before)
            else:
                self._do_exam()
        self.say("ended")
        self.window.close()

    def _do_exam(self) -> None:
        session = self.session
        exam = session.current_exam
        while session.going_on in ("accept", "in_exam"):
            key = session.current
            self.until(lambda key=key: self.is_read(key))
            self.press("Enter")
            self.until(lambda key=key: self.is_shown_done(key))
            roi = session.acquisition(key).roi
            self.say("accepted", exam, path=str(key.path), roi=[roi.x, roi.y, roi.side])
        self.until(lambda: all(self.is_scored(one) for one in session.keys_of(exam)))
        self.until(self.window.right.exam.buttons.agree.isEnabled)
        if session.details(exam).conclusion is None:
            self.press("Ctrl+G")
        self.until(lambda: self.window.right.exam.conclusion.isVisible())
        self.say("concluded", exam, stage=session.details(exam).conclusion.stage)
        self.say("reported", exam, folder=self._report())

    def _report(self) -> str:
        """By one key; the first time the dialog asks, and is answered with Enter and left with Esc."""
        from dlre_gui.gui.export_dialog import ExportDialog

        notices = self.window.middle.notices
        notices.drop("export")
        self.press("Ctrl+R")
        for dialog in self.window.findChildren(ExportDialog):
            self.until(lambda dialog=dialog: not dialog.preview.pixmap().isNull())
            dialog.activateWindow()
            self.press("Enter")
            self.until(dialog.outcome.isVisible)
            self.press("Esc")
        self.until(lambda: any(text.startswith("Exported to ") for text in notices.texts))
        [text] = [text for text in notices.texts if text.startswith("Exported to ")]
        return text.removeprefix("Exported to ")


def large_folder(walker: Walker, folder: Path, seconds: float) -> None:
    """Open very many files and go from one to the next."""
    walker.begin([folder])
    session = walker.session
    walker.until(lambda: len(session.keys) > 5)
    walker.say("opened")
    end = time.perf_counter() + seconds
    number = 0
    while time.perf_counter() < end:
        number += 1
        walker.press("Enter" if number % 5 == 0 else "N")
        walker.until(lambda: walker.is_read(session.current))
    walker.say("walked", n_open=len(session.keys), n_opening=session.n_opening)
    print(f"{len(session.keys)} open, {session.n_opening} waiting", file=sys.stderr)
    walker.window.close()


if __name__ == "__main__":
    main()
