"""All that the engine process works with: decoder, memory of screens, model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui import __version__
from dlre_gui.domain.errors import FileReplacedError
from dlre_gui.domain.exam import Flag, Scores, Task
from dlre_gui.domain.findings import Findings, Given
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import FileInfo, Screen
from dlre_gui.engine.memory import ScreenMemory, Seen, file_state
from dlre_gui.engine.messages import ModelSummary
from dlre_gui.imaging.worker import DecodeWorker
from dlre_gui.model.card import card_to_json
from dlre_gui.model.library import find_package
from dlre_gui.model.package import ModelPackage
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import as_picture, patch
from dlre_gui.screen import analyse
from dlre_gui.screen.ocr import shared_reader


class Workbench:
    """Loads the model and starts the decoder.

    Raises
    ------
    ModelPackageError, DeviceError
        If the model is refused, or the device is not there.
    DlreError
        If the text recognition is not installed.
    """

    def __init__(self, model: str | None, device: str) -> None:
        self._decoder = DecodeWorker()
        self._decoder.warm()
        self._package = find_package(model)
        self._predictor = Predictor(self._package, device)
        self._spec = self._package.card.input.spec()
        self._familiarity = self._package.familiarity
        shared_reader()  # the first screen would wait for it
        self._memory = ScreenMemory()

    @property
    def model(self) -> ModelSummary:
        return summary_of(self._package)

    @property
    def device(self) -> str:
        return self._predictor.device

    @property
    def runtime(self) -> str:
        return self._predictor.runtime

    def info(self, path: Path) -> FileInfo:
        return self._decoder.info(path)

    def read(self, path: Path, frame: int, sha256: str = "") -> Screen:
        """The screen, always from its file.

        Raises
        ------
        FileReplacedError
            If `sha256` is not that of the file.
        """
        return _same(self._decoder.screen(path, frame), sha256)

    def analyse(self, screen: Screen, given: Given | None) -> Findings:
        return analyse(screen, given)

    def remember(self, state: tuple[int, int] | None, seen: Seen) -> None:
        self._memory.keep(state, seen)

    def recall(self, path: Path, frame: int, given: Given | None, sha256: str) -> Seen:
        """Screen and findings from memory, or read and analysed again as far as needed; see `read`."""
        seen = self._memory.find(path, frame)
        state = file_state(path)
        screen = self.read(path, frame, sha256) if seen is None else _same(seen.screen, sha256)
        if seen is not None and seen.given == given:
            return seen
        fresh = Seen(screen, self.analyse(screen, given), given)
        self._memory.keep(state, fresh)
        return fresh

    def score(
        self, screen: Screen, findings: Findings, roi: Roi, as_shown: bool
    ) -> tuple[Scores, frozenset[Flag]]:
        """The three probabilities for one ROI, and what to warn of in what the network was shown."""
        shown = as_shown or self._spec.scale is None
        patch = self.patch(screen, findings, roi, shown)
        return self._scores(self._predictor.predict(patch), shown), self._patch_flags(patch)

    def _patch_flags(self, patch: NDArray[np.float32]) -> frozenset[Flag]:
        known = self._familiarity
        is_unlike = known is not None and known.is_unlike(as_picture(patch, self._spec), self._spec)
        return frozenset({Flag.UNLIKE_TRAINING} if is_unlike else ())

    def _scores(self, chances: Mapping[Task, float], shown: bool) -> Scores:
        card = self._package.card
        return Scores(
            p_ge_f2=chances[Task.GE_F2],
            p_ge_f3=chances[Task.GE_F3],
            p_f4=chances[Task.F4],
            model_id=card.id,
            model_version=card.version,
            model_sha256=card.weights_sha256,
            device=self.device,
            runtime=self.runtime,
            software_version=__version__,
            simulated=card.training.simulated,
            as_shown=shown,
        )

    def patch(self, screen: Screen, findings: Findings, roi: Roi, as_shown: bool) -> NDArray[np.float32]:
        """What the network is shown of a ROI, shape (3, 250, 250)."""
        return patch(screen, findings, roi, self._spec, as_shown or self._spec.scale is None)

    def probabilities(self, shown: NDArray[np.float32]) -> NDArray[np.float64]:
        """The three probabilities of a patch, in the order of `Task`."""
        chances = self._predictor.predict(shown)
        return np.array([chances[task] for task in Task])

    def close(self) -> None:
        self._decoder.close()


def _same(screen: Screen, sha256: str) -> Screen:
    if sha256 not in ("", screen.sha256):
        message = f"{screen.path} is another file than the one that was opened."
        raise FileReplacedError(screen.path, message, "What was found before is kept; open the file again.")
    return screen


def summary_of(package: ModelPackage) -> ModelSummary:
    """What the client is told of a model."""
    card = package.card
    return ModelSummary(
        id=card.id,
        version=card.version,
        sha256=card.weights_sha256,
        simulated=card.training.simulated,
        title=card.title or card.id,
        thresholds=dict(card.thresholds),
        limitations=card.limitations,
        performance=card.performance_text(),
        card=card_to_json(card).decode(),
    )
