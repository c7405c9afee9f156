"""`card.json`: what a model package says about itself, validated; unknown keys are kept."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dlre_gui.domain.exam import Task
from dlre_gui.model.calibration import Form
from dlre_gui.model.familiarity import FEATURES
from dlre_gui.model.scale import InputSpec, ReferenceScale

MAX_CARD_BYTES = 1 << 20

Text = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Count = Annotated[int, Field(ge=0)]
Byte = Annotated[int, Field(ge=0, le=255)]


class CardPart(BaseModel):
    """Unknown keys are kept, known ones are strict, and nothing changes afterwards."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, allow_inf_nan=False)


class TaskCard(CardPart):
    """One binary task with its operating threshold and where the threshold comes from."""

    name: Task
    threshold: Share
    threshold_source: Text


class ScaleCard(CardPart):
    """The reference scale, as `ReferenceScale`; cards of before 1.3 know no smoothing."""

    minimum_kpa: float
    maximum_kpa: float
    colours: tuple[tuple[Byte, Byte, Byte], ...]
    opacity: float = 1.0
    smoothing_px: float = 0.0

    def scale(self) -> ReferenceScale:
        return ReferenceScale(
            self.minimum_kpa, self.maximum_kpa, self.colours, self.opacity, self.smoothing_px
        )

    @model_validator(mode="after")
    def _drawable(self) -> ScaleCard:
        self.scale()
        return self


class InputCard(CardPart):
    """What the network expects; this version runs 3×250×250 in [0, 1] only."""

    side: Literal[250]
    channels: Literal[3]
    range: tuple[float, float]
    scale: ScaleCard | Literal["as_shown"]

    @model_validator(mode="after")
    def _known_range(self) -> InputCard:
        if self.range != (0.0, 1.0):
            raise ValueError("range must be [0, 1]")
        return self

    def spec(self) -> InputSpec:
        scale = self.scale.scale() if isinstance(self.scale, ScaleCard) else None
        return InputSpec(self.side, self.channels, self.range[0], self.range[1], scale)


class TrainingCard(CardPart):
    """Data, size, seed, date and software of the training."""

    data: Text
    n_patients: Count
    n_images: Count
    simulated: bool
    seed: int
    date: Text
    software: Text


class PerformanceCard(CardPart):
    """AUC of one task with its 95 % confidence interval, calibration, and the cohort it was measured on.

    `calibration_error` is the ECE over ten bins of the patients' probabilities; so many patients with
    perfect probabilities would show `calibration_error_by_chance`. None in cards of before 1.3.
    """

    task: Task
    auc: Share
    auc_ci: tuple[Share, Share]
    cohort: Text
    calibration_error: Share | None = None
    calibration_error_by_chance: Share | None = None


class FamiliarityCard(CardPart):
    """The measure behind the flag ``unlike_training``; its tensors stand among the weights.

    See `familiarity.Familiarity`. `threshold` is a Mahalanobis distance; `threshold_source` says whose
    patches it was measured on.
    """

    measure: Literal["patch-statistics-1"]
    features: tuple[Text, ...]
    threshold: Annotated[float, Field(gt=0.0)]
    threshold_source: Text

    @model_validator(mode="after")
    def _known_features(self) -> FamiliarityCard:
        if self.features != FEATURES:
            raise ValueError(f"the features of {self.measure} are {', '.join(FEATURES)}")
        return self


class Card(CardPart):
    """`card.json` as a whole.

    `calibration` says how outputs become probabilities (`calibration.Calibration`); its numbers stand among
    the weights. None, as in cards of before 1.4: the softmax of the outputs.
    """

    id: Name
    version: Name
    title: Text = ""
    architecture: Literal["gut", "spie", "basic", "transfer"]
    tasks: tuple[TaskCard, ...]
    input: InputCard
    training: TrainingCard
    performance: tuple[PerformanceCard, ...] = ()
    calibration: Form | None = None
    familiarity: FamiliarityCard | None = None
    intended_use: Text
    limitations: Text
    weights_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @model_validator(mode="after")
    def _each_task_once(self) -> Card:
        if sorted(task.name for task in self.tasks) != sorted(Task):
            raise ValueError(f"tasks must be {', '.join(Task)}, each once")
        return self

    @property
    def thresholds(self) -> dict[Task, float]:
        """The operating thresholds; a probability equal to one or above it is positive."""
        return {task.name: task.threshold for task in self.tasks}

    def performance_text(self) -> str:
        """The performance in lines to read, e.g. ``f4: AUC 0.94 (0.91–0.97), 100 patients ...``."""
        return "\n".join(
            f"{row.task}: AUC {row.auc:.2f} ({row.auc_ci[0]:.2f}–{row.auc_ci[1]:.2f}), {row.cohort}"
            for row in self.performance
        )


def card_from_json(content: bytes) -> Card:
    """The card in a file's bytes.

    Raises
    ------
    ValueError
        With a short reason, whatever the bytes are.
    """
    if len(content) > MAX_CARD_BYTES:
        raise ValueError(f"it is larger than {MAX_CARD_BYTES // 1024} kB")
    try:
        card = Card.model_validate_json(content.removeprefix(b"\xef\xbb\xbf"))
        json.loads(content, parse_constant=_refuse_constant)
    except ValidationError as error:
        raise ValueError(_summary(error)) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return card


def card_to_json(card: Card) -> bytes:
    """The card as UTF-8 JSON, indented, with its unknown keys."""
    values: dict[str, Any] = card.model_dump(mode="json")
    return (json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _summary(error: ValidationError, most: int = 3) -> str:
    """The first problems, each with its place; never the values, which may be huge."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    lines = [
        f"{'.'.join(str(part)[:40] for part in row['loc'][:6])}: {row['msg'][:200]}".lstrip(": ")
        for row in problems
    ]
    more = f"; and {len(lines) - most} more" if len(lines) > most else ""
    return "; ".join(lines[:most]) + more
