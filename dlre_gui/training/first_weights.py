"""What a network's convolutions begin with: differences of colours at growing distances (ours).

The stage shows in how much the stiffness varies from place to place, not only in its mean. From random
weights a network of this form learns the mean in one epoch and little more in thirty: a blob's contrast is
small beside the level it stands on. So the first layer begins with colours against each other (zero in the
grey B-mode) and brightness, the others with differences of these over 4, 8 and 16 px to four sides and with
sums of earlier differences, the hidden nodes with means over the map. All of it is trained from there;
architecture and arithmetic are the papers'.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.model import layout

Array = NDArray[np.float32]

_OPPONENTS = (  # of R, G, B
    (-1.0, 1.0, 0.0),
    (1.0, -1.0, 0.0),
    (0.0, -1.0, 1.0),
    (0.0, 1.0, -1.0),
    (1.0, 0.0, -1.0),
    (-1.0, 0.0, 1.0),
)
_LEVELS = len(_OPPONENTS) + 1  # the last is brightness
_VARIED = (0, 2, 6)  # of the levels have differences: G-R, B-G, brightness
_GAIN = 4.0  # of a difference: contrasts are small
_ACROSS = np.array([[-1, 0, 1]] * 3, np.float32) / 3
_NOISE = 0.3  # of the usual random weights, added to all


def first_weights(network: dict[str, Array], random: np.random.Generator) -> dict[str, Array]:
    """The tensors of a network with random weights, made over."""
    made = {name: np.array(value) for name, value in network.items()}
    for name in layout.CONVOLUTIONS:
        made[f"{name}.weight"] *= np.float32(_NOISE)
        made[f"{name}.bias"] *= np.float32(0.0)
    _colours(made["conv1.weight"])
    for number in (2, 3, 4):
        _level(made[f"conv{number}.weight"], number)
    _means(made["hidden.weight"], random)
    return made


def _colours(weight: Array) -> None:
    """conv1: mean over 3x3 of one colour against another; the last channel is brightness."""
    for channel, opponent in enumerate(_OPPONENTS):
        weight[channel] = np.array(opponent, np.float32)[:, None, None] / 9
    weight[_LEVELS - 1] = 1 / 27


def _level(weight: Array, number: int) -> None:
    """Colours carried on, their differences to four sides, and earlier differences summed and carried on."""
    for channel in range(_LEVELS):
        weight[channel] = 0
        weight[channel, channel] = 1 / 9
    place = _LEVELS
    for channel in _VARIED:
        for kernel in (_ACROSS, -_ACROSS, _ACROSS.T, -_ACROSS.T):
            weight[place] = 0
            weight[place, channel] = _GAIN * kernel + np.float32(0.0)  # no -0.0
            place += 1
    for earlier in range(number - 2):
        for which in range(len(_VARIED)):
            weight[place] = 0
            weight[place, _sources(number - 1, earlier, which)] = 1 / 9 / (4 if earlier == number - 3 else 1)
            place += 1


def _sources(number: int, earlier: int, which: int) -> list[int]:
    """Where layer `number` keeps the differences of a level: its own, or the sums of an `earlier` layer."""
    if earlier == number - 2:
        return [_LEVELS + 4 * which + side for side in range(4)]
    return [_LEVELS + 4 * len(_VARIED) + len(_VARIED) * earlier + which]


def _means(weight: Array, random: np.random.Generator) -> None:
    """hidden: the same weight at every place of a map, over its size."""
    start = 0
    maps = (4,) if weight.shape[1] == layout.hidden_inputs("gut")[0] else (2, 3, 4)
    for number in maps:
        side, channels = layout.pooled_sides()[number - 1], layout.CHANNELS[number]
        count = channels * side**2
        tied = random.normal(0, 1 / np.sqrt(channels), (len(weight), channels)).astype(np.float32)
        weight[:, start : start + count] = np.repeat(tied, side**2, axis=1) / side**2
        start += count
