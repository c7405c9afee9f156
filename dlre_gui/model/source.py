"""Source models: networks trained on another task, to begin a training with; never to score livers.

A folder like a package's, whose `card.json` says ``"kind": "source"``. The network is one of `layout`, of
architecture ``gut``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.model import layout
from dlre_gui.model.card import CardPart, Count, Name, Share, Text, TrainingCard
from dlre_gui.model.package import (
    CARD_NAME,
    SOURCE_KIND,
    kind_of,
    put_checked,
    read_card_bytes,
    read_weights,
    refused,
)


class SourceCard(CardPart):
    """What a source model says about itself.

    `task` is what it tells apart, `auc` how well on `n_test` others.
    """

    kind: Literal["source"] = "source"
    id: Name
    version: Name
    task: Text
    architecture: Literal["gut"]
    training: TrainingCard
    auc: Share
    auc_ci: tuple[Share, Share]
    n_test: Count
    intended_use: Text
    weights_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True, eq=False)
class SourceModel:
    """A checked source model; weights by the names of `layout.network_shapes`."""

    path: Path
    card: SourceCard
    weights: Mapping[str, NDArray[np.float32]]

    @property
    def convolutions(self) -> dict[str, NDArray[np.float32]]:
        """What another training takes over."""
        return {name: value for name, value in self.weights.items() if name.startswith("conv")}


def is_source(folder: Path | str) -> bool:
    """Whether the card in a folder says that it is a source model."""
    try:
        return kind_of(read_card_bytes(Path(folder))) == SOURCE_KIND
    except ModelPackageError:
        return False


def load_source(folder: Path | str) -> SourceModel:
    """Read and check a source model.

    Raises
    ------
    ModelPackageError
        With the reason, if anything about it is missing, damaged or contradictory.
    """
    place = Path(folder)
    try:
        card = SourceCard.model_validate_json(read_card_bytes(place))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part)[:40] for part in first["loc"][:6])
        raise refused(place, f"{CARD_NAME}: {where}: {first['msg'][:200]}") from None
    weights = read_weights(place, layout.network_shapes(card.architecture), card.weights_sha256)
    return SourceModel(place, card, weights)


def save_source(folder: Path, card: SourceCard, tensors: Mapping[str, NDArray[np.float32]]) -> SourceModel:
    """Write a source model, all or nothing, replacing an old one; the hash in its card is filled in."""
    from safetensors.numpy import save

    content = save({name: np.ascontiguousarray(value, dtype=np.float32) for name, value in tensors.items()})
    card = card.model_copy(update={"weights_sha256": hashlib.sha256(content).hexdigest()})
    text = card.model_dump_json(indent=2) + "\n"
    put_checked(folder, text.encode(), content, load_source)
    return load_source(folder)
