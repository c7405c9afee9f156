"""Ten minutes through all of the program: is the GUI thread ever away for more than 100 ms?

    python -m tests.benchmarks.walk [--minutes 10] [--files 5000] [--folder EXAMS]

Exams of five screens are scored, agreed to, reported and exported as everything there is; settings,
language, charts, lists, help and the exam book's dialogs come between; a folder is watched, and one of
very many files is opened and gone through. Round after round, until the time is over.

Printed: every gap between the beats of a 20 ms timer of the GUI thread (none left out), how much of it
the thread computed, waited, or was kept from a processor by other programs, and where it was.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.benchmarks.gaps import print_gaps, print_longest
from tests.benchmarks.morning import many_files, simulated
from tests.benchmarks.walker import StoppedEarlyError, Walker

KINDS = ("pdf", "sr", "captures", "tables", "json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--files", type=int, default=5000, help="in the large folder")
    parser.add_argument("--acts", nargs="*", help="only these, by a word of their names")
    parser.add_argument("--folder", type=Path, help="exams to use; default: freshly simulated ones")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        exams = options.folder or simulated(place / "patients", 10)
        large = many_files(exams, place / "many", options.files)
        os.environ["DLRE_HOME"] = str(place / "home")
        walk = Walk(place, exams, large)
        signal.signal(signal.SIGTERM, lambda *_: walk.stop())  # what was measured is printed all the same
        try:
            wanted = options.acts or [""]
            walk.rounds(60 * options.minutes, [act for act in ACTS if any(word in act for word in wanted)])
        except StoppedEarlyError as error:
            print(f"Ended early, {error}", flush=True)
        finally:
            print_longest(walk.heart.gaps)
            print_gaps(f"Walk of {options.minutes:g} minutes, {walk.n_done} acts", walk.heart.gaps)


def memory_mb() -> float:
    """Resident memory of this process; NaN where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError):
        return float("nan")


class Walk(Walker):
    """The acts, each told to the heartbeat by its name."""

    def __init__(self, place: Path, exams: Path, large: Path) -> None:
        super().__init__(place / "out")
        self._place, self._large = place, large
        self._exams = cycle(sorted(path for path in exams.iterdir() if path.is_dir()))
        self.n_done = 0

    def rounds(self, seconds: float, acts: Sequence[str]) -> None:
        begun = time.perf_counter()
        self.heart.doing = "start"
        self.begin()
        for name in cycle(acts):
            if time.perf_counter() > begun + seconds:
                break
            after = time.perf_counter() - begun
            print(f"{after:5.0f} s {memory_mb():5.0f} MB  {name}", file=sys.stderr, flush=True)
            self.heart.doing = name
            ACTS[name](self)
            self.n_done += 1
        self.heart.doing = "close"
        self.window.close()

    def act(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()

    # --- an exam -----------------------------------------------------------------------

    def open_exams(self) -> None:
        """Two more exams; the second one is there for a change of exams."""
        before = len(self.session.keys)
        self.window.acts.open_paths(list(islice(self._exams, 2)))
        self.until(lambda: len(self.session.keys) > before or not self.window.controller.busy)
        self.until(lambda: self.session.current is not None and self.is_read(self.session.current))

    def accept(self) -> None:
        exam = self.session.current_exam
        while self.session.current_exam == exam and self.session.going_on in ("accept", "in_exam"):
            key = self.session.current
            self.until(lambda key=key: self.is_read(key))
            self.press("Enter")
            self.until(lambda key=key: self.session.current != key or not self.session.is_open(key))

    def conclude(self) -> None:
        self.until(self.window.right.exam.buttons.agree.isEnabled)
        self.act("agree")
        self.rest(0.2)
        self.act("undo")
        self.act("redo")
        self.rest(0.2)

    def place(self) -> None:
        """ROI by mouse and arrow keys, zoom, pan."""
        for x, y in ((500.0, 400.0), (620.0, 430.0)):
            self.window.acts.place_roi(x, y)
            self.rest(0.1)
        for _ in range(20):
            self.window.acts.move_roi(3, 1)
            self.rest(0.02)
        for name in ("zoom_in", "zoom_in", "fit_roi", "actual_size", "zoom_out", "fit"):
            self.act(name)
            self.rest(0.1)
        for _ in range(3):
            self.act("undo")
            self.rest(0.05)

    def exclude(self) -> None:
        for _ in range(2):
            self.act("exclude")
            self.rest(0.1)

    def go_through(self) -> None:
        for name in ("next", "next", "previous", "next_to_do"):
            self.act(name)
            self.rest(0.3)

    # --- writing -----------------------------------------------------------------------

    def report(self) -> None:
        self.window.settings = replace(self.window.settings, export_kinds="report_pdf")
        self.window.middle.notices.drop("export")
        self.act("report")
        self.until(lambda: any(t.startswith("Exported to ") for t in self.window.middle.notices.texts))

    def export(self) -> None:
        self._export(deidentify=False)

    def export_deidentified(self) -> None:
        self._export(deidentify=True)

    def _export(self, *, deidentify: bool) -> None:
        from dlre_gui.gui.export_dialog import ExportDialog

        self.act("export")
        [dialog] = self.window.findChildren(ExportDialog)
        self.until(lambda: not dialog.preview.pixmap().isNull())
        for kind in KINDS:
            getattr(dialog.fields, kind).setChecked(True)
        dialog.fields.deidentify.setChecked(deidentify)
        dialog.fields.folder.set_text(str(self._place / "out" / f"export {self.n_done}"))
        dialog.start_button.click()
        self.until(dialog.outcome.isVisible)
        self.rest(0.2)
        dialog.close()
        self.until(lambda: not self.window.findChildren(ExportDialog))

    def save_picture(self) -> None:
        self.window.picture()

    # --- looking -----------------------------------------------------------------------

    def trend(self) -> None:
        from dlre_gui.gui.trend_dialog import TrendDialog

        self.act("trend")
        self._shown(TrendDialog)

    def laboratory(self) -> None:
        from dlre_gui.gui.laboratory_dialog import LaboratoryDialog

        self.act("laboratory")
        self._shown(LaboratoryDialog)

    def another_stage(self) -> None:
        from dlre_gui.gui.conclusion_dialog import ConclusionDialog

        self.act("another_stage")
        self._shown(ConclusionDialog)

    def cutoffs(self) -> None:
        from dlre_gui.gui.cutoff_dialog import CutoffDialog

        self.act("cutoffs")
        self._shown(CutoffDialog)

    def what_was_read(self) -> None:
        from dlre_gui.gui.read_dialog import ReadDialog

        self.act("what_was_read")
        self._shown(ReadDialog)

    def looked(self) -> None:
        self.act("looked")
        self.rest(3)
        self.act("looked")

    def _shown(self, kind: type[Any]) -> None:
        """Until it is there; then it is closed."""
        self.until(lambda: any(one.isVisible() for one in self.window.findChildren(kind)))
        self.rest(0.5)
        for dialog in self.window.findChildren(kind):
            dialog.close()
        self.until(lambda: not any(one.isVisible() for one in self.window.findChildren(kind)))

    # --- the program -------------------------------------------------------------------

    def settings(self) -> None:
        from dlre_gui.gui.settings_dialog import SettingsDialog

        self.act("settings")
        self.rest(0.3)
        for changed in ({"operator": "Dr. Li"}, {"hospital": "Site"}, {"unit": "m/s"}, {"unit": "kPa"}):
            self.window.settings = replace(self.window.settings, **changed)
            self.rest(0.1)
        self._shown(SettingsDialog)

    def language(self) -> None:
        for language in ("zh_CN", "en"):
            self.window.settings = replace(self.window.settings, language=language)
            self.rest(0.5)

    def labels(self) -> None:
        for _ in range(2):
            self.act("labels")
            self.rest(0.2)

    def help(self) -> None:
        from dlre_gui.gui.help_pages import ORDER
        from dlre_gui.gui.help_view import HelpView

        self.act("help")
        [view] = self.window.findChildren(HelpView)
        self.rest(1)
        for name in ORDER[:6]:
            view.open_page(name)
            self.rest(0.2)
        view.close()

    def keyboard(self) -> None:
        from dlre_gui.gui.keyboard_dialog import KeyboardDialog

        self.act("shortcuts")
        self._shown(KeyboardDialog)

    def tour(self) -> None:
        from dlre_gui.gui.tour import Tour

        self.act("tour")
        self.until(lambda: self.window.findChildren(Tour))
        self.rest(1)
        for tour in self.window.findChildren(Tour):
            tour.close()

    def score_folder(self) -> None:
        self.act("score_folder")
        self.rest(0.5)
        self.window.acts._batch.close()

    # --- the exam book -----------------------------------------------------------------

    def book(self) -> None:
        """Backed up, all of it exported and taken in again, its trail checked, its cohort looked at."""
        from dlre_gui.gui.book_work import Chosen
        from dlre_gui.gui.cohort_dialog import CohortDialog

        acts, out = self.window.book_acts, self._place / "out"
        exams = out / f"{self.n_done}.dlre-exams"
        out.mkdir(exist_ok=True)
        for do in (
            lambda: acts.back_up(out / f"{self.n_done}.sqlite"),
            lambda: acts.export(exams, Chosen()),
            acts.check_audit,
            lambda: acts.import_(exams),
        ):
            do()
            self.until(lambda: self.app.activeModalWidget() is None)
            self.rest(0.2)
        acts.choose_cohort()
        self._shown(CohortDialog)

    def start_page(self) -> None:
        self.act("close_exams")
        page = self.window.middle.empty
        self.until(lambda: page.isVisible() and page.model.rowCount() > 0)
        for word in ("s", "si", "sim", ""):
            page.search.setText(word)
            self.rest(0.4)
        for button in page.filters.values():
            button.click()
            self.rest(0.2)
        next(iter(page.filters.values())).click()
        self.until(lambda: page.model.rowCount() > 0)
        page.list.clicked.emit(page.model.index(0))
        self.until(lambda: self.session.current is not None)

    # --- many files --------------------------------------------------------------------

    def watch(self) -> None:
        """Three screens come into a watched folder."""
        folder = self._place / f"watched {self.n_done}"
        folder.mkdir()
        self.window.settings = replace(self.window.settings, watch_folder=str(folder), watching=True)
        self.until(lambda: self.window.watch.looks > 0)
        before = len(self.session.keys)
        for path in sorted(path for path in next(self._exams).iterdir() if path.is_file())[:3]:
            shutil.copy(path, folder)
        self.until(lambda: len(self.session.keys) > before or not self.window.watch.watching)
        self.window.watch.stop()

    def large_folder(self) -> None:
        """Opened, gone through, scrolled, stopped."""
        self.act("close_exams")
        self.window.acts.open_paths([self._large])
        self.until(lambda: self.session.current is not None)
        for number in range(12):
            self.press("Enter" if number % 4 == 0 else "N")
            self.rest(1)
        bar = self.window.left.list.verticalScrollBar()
        for part in range(20):
            bar.setValue(bar.maximum() * part // 20)
            self.rest(0.2)
        self.rest(10)
        self.act("close_exams")


ACTS: dict[str, Callable[[Walk], None]] = {
    "open exams": Walk.open_exams,
    "accept five screens": Walk.accept,
    "agree, undo, redo": Walk.conclude,
    "report": Walk.report,
    "export all": Walk.export,
    "export de-identified": Walk.export_deidentified,
    "place and move the ROI": Walk.place,
    "exclude and include": Walk.exclude,
    "go through the exam": Walk.go_through,
    "picture of the window": Walk.save_picture,
    "trend": Walk.trend,
    "laboratory": Walk.laboratory,
    "another stage": Walk.another_stage,
    "cut-offs": Walk.cutoffs,
    "what was read": Walk.what_was_read,
    "where the network looked": Walk.looked,
    "settings": Walk.settings,
    "language": Walk.language,
    "labels": Walk.labels,
    "help": Walk.help,
    "keyboard dialog": Walk.keyboard,
    "score folder dialog": Walk.score_folder,
    "exam book": Walk.book,
    "start page": Walk.start_page,
    "watched folder": Walk.watch,
    "large folder": Walk.large_folder,
}

if __name__ == "__main__":
    main()
