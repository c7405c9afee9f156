"""What the scanner's interface says, in its two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels of one interface language."""

    mean: str
    minimum: str
    maximum: str
    sd: str
    diameter: str
    stability: str
    qbox: str
    pan: str
    box_position: str
    box_size: str
    organ: str


WORDS = {
    "en": Words(
        "Mean", "Min", "Max", "SD", "Diam.", "SI", "Q-Box™", "Pan", "Box Pos.", "Box Size", "Abdomen / Liver"
    ),
    "zh": Words(
        "平均值",
        "最小值",
        "最大值",
        "标准差",
        "直径",
        "SI",
        "Q-Box™",
        "移动",
        "框位置",
        "框大小",
        "腹部 / 肝脏",
    ),
}
