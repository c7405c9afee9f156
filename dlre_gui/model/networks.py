"""The papers' two networks, in torch: the reference for every other runtime.

`DlreGut`: Wang K et al., Gut 2019;68:729–741, supplementary methods. `DlreSpie`: the
transfer-learning paper of the same group. One binary network a task; sizes in `layout`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dlre_gui.model import layout


class _Dlre(nn.Module):
    """Four valid 3×3 convolutions, each + ReLU + 2×2 max-pool; 32 hidden nodes; 2 outputs."""

    architecture: str

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        channels = layout.CHANNELS
        self.conv1 = nn.Conv2d(channels[0], channels[1], layout.KERNEL_PX)
        self.conv2 = nn.Conv2d(channels[1], channels[2], layout.KERNEL_PX)
        self.conv3 = nn.Conv2d(channels[2], channels[3], layout.KERNEL_PX)
        self.conv4 = nn.Conv2d(channels[3], channels[4], layout.KERNEL_PX)
        self.hidden = nn.Linear(sum(layout.hidden_inputs(self.architecture)), layout.HIDDEN_NODES)
        self.output = nn.Linear(layout.HIDDEN_NODES, layout.OUTPUTS)
        self.dropout = nn.Dropout(dropout)
        self._maps = layout.hidden_maps(self.architecture)

    def pooled(self, patches: Tensor, after: int = 0) -> list[Tensor]:
        """The four pooled maps of patches (n, 3, 250, 250), or those after the first ones.

        Pooling before ReLU gives the same values (both are monotonic) for a quarter of the ReLU.

        Parameters
        ----------
        after
            `patches` is the pooled map of this number; the maps after it are computed.
        """
        maps = []
        for convolution in (self.conv1, self.conv2, self.conv3, self.conv4)[after:]:
            patches = torch.relu(torch.max_pool2d(convolution(patches), 2))
            maps.append(patches)
        return maps

    def logits(self, patches: Tensor) -> Tensor:
        """Outputs before softmax, shape (n, 2)."""
        return self._decided(dict(enumerate(self.pooled(patches), 1)))

    def logits_after(self, maps: Mapping[int, Tensor], after: int) -> Tensor:
        """The same from pooled maps that are known: number `after`, and those before it that are needed."""
        return self._decided({**maps, **dict(enumerate(self.pooled(maps[after], after), after + 1))})

    def _decided(self, maps: Mapping[int, Tensor]) -> Tensor:
        flat = torch.cat([torch.flatten(maps[number], 1) for number in self._maps], dim=1)
        hidden = torch.relu(self.hidden(self.dropout(flat)))
        result: Tensor = self.output(self.dropout(hidden))
        return result

    def forward(self, patches: Tensor) -> Tensor:
        """Probability of the positive class, shape (n,), of patches (n, 3, 250, 250) in [0, 1]."""
        return torch.softmax(self.logits(patches), dim=1)[:, 1]


class DlreGut(_Dlre):
    """The hidden nodes connect to the fourth pooled maps (13×13×32)."""

    architecture = "gut"


class DlreSpie(_Dlre):
    """The hidden nodes connect to the second, third and fourth pooled maps."""

    architecture = "spie"


Network = DlreGut | DlreSpie


def freeze(network: Network, layers: int) -> None:
    """Take the first convolution layers out of training."""
    for name in layout.CONVOLUTIONS[:layers]:
        getattr(network, name).requires_grad_(False)


def build(architecture: str, dropout: float = 0.0) -> Network:
    """A network of one task with fresh weights from torch's current random state.

    Raises
    ------
    ValueError
        If the architecture is not of `layout.ARCHITECTURES`.
    """
    if architecture not in layout.ARCHITECTURES:
        known = ", ".join(layout.ARCHITECTURES)
        raise ValueError(f"architecture must be one of {known}, not {architecture!r}")
    return DlreGut(dropout) if architecture == "gut" else DlreSpie(dropout)


def state_of(network: nn.Module) -> dict[str, NDArray[np.float32]]:
    """A copy of a network's tensors as numpy arrays, by the names of `layout.network_shapes`."""
    state = network.state_dict()
    return {name: np.array(value.detach().cpu().contiguous().numpy()) for name, value in state.items()}


def load_state(network: nn.Module, state: Mapping[str, NDArray[np.float32]]) -> None:
    """Put numpy tensors into a network; names and shapes must match exactly."""
    network.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
