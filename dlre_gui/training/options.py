"""What a training run may choose; what the papers leave open has our default here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from dlre_gui.model import layout
from dlre_gui.training.augment import Augmentation

Loss = Literal["cross_entropy", "squared_error"]
_WORTH_KEEPING = 3  # layers; the maps of fewer take more room than computing them again is worth


@dataclass(frozen=True, slots=True)
class FitOptions:
    """Options of one training; defaults are ours where the papers say nothing.

    Attributes
    ----------
    architecture
        One of `layout.ARCHITECTURES`.
    begin
        What the convolutions begin with: ``contrasts`` (`first_weights`, ours) or ``random``.
    freeze
        So many of the first convolution layers stay as they begin; None: those that the architecture's
        tasks share. From three on, what these layers give is computed once and kept.
    seed
        On the CPU the same seed gives the same weights.
    epochs
        At most; the learning rate falls to zero along a cosine over them.
    patience
        Epochs without a better held-out loss after which training stops.
    loss
        ``squared_error`` between softmax output and one-hot target as in the papers, or
        ``cross_entropy``; both weighted so that each class counts the same.
    exam_share
        Share of the epochs, the last ones, in which the loss is of what the program shows: the mean
        probability of a patient's screens; before them, of each screen by itself. The best epoch is then
        chosen by patients' means, too. 0: screens only, as the papers presumably did. Ours.
    learning_rate
        Of Adam.
    dropout
        Share of the inputs of the hidden and output nodes left out while training.
    held_out
        Share of the patients kept out to choose the best epoch and to calibrate.
    device
        ``auto``, ``cpu`` or ``cuda``.
    threads
        CPU threads of torch; all cores if None.
    follow_share
        Where nothing is frozen or given to begin with (``gut``, ``basic``): the network of ≥F3 is trained
        first, those of ≥F2 and F4 go on from its weights, for this share of the epochs. 0: each is trained
        from scratch, as the papers' were.
    mixed
        Convolutions in bfloat16 while training, weights and all else in float32: about 1.5 times as fast
        on a CPU that has it.
    views
        Patches a screen: one as proposed, the others with the ROI where random clicks put it.
    consistency
        Weight of the squared difference of the answers (outputs before softmax, second less first) to two
        views of a screen, as a share of the answers' variance, added to the loss. The views have the ROI in
        different places and the map as different files would give it (`other_files`); all else is changed
        alike. 0: not asked for, views differ by the ROI's place alone and each step shows one of them. Ours.
    variants
        Where frozen layers are computed once: so many randomly changed patches a screen.
    """

    architecture: str = "gut"
    seed: int = 1
    epochs: int = 20
    patience: int = 12
    batch: int = 32
    loss: Loss = "cross_entropy"
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4
    dropout: float = 0.3
    held_out: float = 0.2
    augmentation: Augmentation = field(default_factory=Augmentation)
    device: str = "cpu"
    threads: int | None = None
    follow_share: float = 1.0
    mixed: bool = False
    views: int = 5
    begin: Literal["contrasts", "random"] = "contrasts"
    freeze: int | None = None
    variants: int = 8
    consistency: float = 0.0
    exam_share: float = 0.5

    @property
    def frozen(self) -> int:
        """How many convolution layers stay as they begin."""
        return layout.shared_layers(self.architecture) if self.freeze is None else self.freeze

    def of_exams(self, epoch: int) -> bool:
        """Whether the epoch's loss is of patients; epochs count from 1."""
        return epoch > self.epochs - round(self.exam_share * self.epochs)

    @property
    def other_files(self) -> bool:
        """Whether views show the map as another file would."""
        return self.consistency > 0

    @property
    def screens_a_step(self) -> int:
        """A step shows `batch` patches: two of each screen with `consistency`."""
        return max(1, self.batch // 2) if self.consistency else self.batch

    @property
    def keeps_maps(self) -> bool:
        """Whether what the frozen layers give is computed once."""
        return self.frozen >= _WORTH_KEEPING

    def as_values(self) -> dict[str, Any]:
        """For a card or a fingerprint."""
        return asdict(self)
