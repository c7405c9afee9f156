"""Names of Q-Box values that were read with a wrong letter or two."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_NAMES = {
    "mean": (
        "mean average ave mittelwert mittel moyenne ortalama srednia среднее 平均值 平均 均值 평균 평균값"
    ),
    "minimum": "minimum min минимум 最小值 最小 최소 최소값",
    "maximum": "maximum max максимум 最大值 最大 최대 최대값",
    "sd": (
        "standarddeviation stddev stdev stdabw stabw standardabw standardabweichung std ecarttype ecart"
        " 标准差 标准偏差 標準偏差 偏差 표준편차 편차"
    ),
    "diameter_mm": "diameter diametre durchmesser durchm diam srednica диам диаметр 直径 직경 지름",
    "si_percent": (
        "stabilityindex stability stabindex stabilitat stabilite estabilidad stabi stab"
        " 稳定性指数 稳定指数 稳定性 안정성"
    ),
}
# What else may stand there: what is nearer to one of these is no misread name.
_OTHERS = (
    "median medianwert mediane med area flache surface depth tiefe profondeur prof ratio dist distance speed"
    " volume radius time elasticity elastizitat elasticite stiffness steifigkeit valid results ergebnisse"
    " resultats messung messungen mesure mesures measurement gain opacity deckkraft freq frequency map mode"
    " meas messung diag dial width height breite hohe name date main mstbindex stbindex mstb motionstability"
    " 깊이 중앙값 면적 거리 측정 결과 경도 탄성 탄성도 속도 비율"
    " 半径 面积 深度 中位数 中值 周长 距离 测量 结果 弹性 硬度 弹性模量 比值 体积 峰值"
)
# A character of Chinese and Korean names that no other value's name has.
_TELLING = {
    "均": "mean",
    "小": "minimum",
    "大": "maximum",
    "准": "sd",
    "差": "sd",
    "径": "diameter_mm",
    "稳": "si_percent",
    "定": "si_percent",
    "균": "mean",
    "소": "minimum",
    "대": "maximum",
    "편": "sd",
    "차": "sd",
    "름": "diameter_mm",
}
_ALIKE = (
    "ceo0", "il1|!jtfí", "mnr", "hbk", "uvy", "s5", "a@o", "gq9", "do", "tc", "wv", "ea", "bé", "xk", "nh",
    "иmnhu", "дa",
)  # fmt: skip
_QUALIFIER = re.compile(r"^(?:e|v|vs|cs|swv|sws)[ .:_-]+", re.IGNORECASE)
_LATIN = str.maketrans("авекмнорстух", "abekmhopctyx")
_ALIKE_COST = 0.5
_ALIKE_COSTS = {(a, b): _ALIKE_COST for group in _ALIKE for a in group for b in group}
_DOUBLED_COST = 0.3  # of a letter lost or won beside its like
_LIKE_SI = re.compile(r"s[il1|!]{1,3}")
_IN_UNIT = {"mm": "diameter_mm", "%": "si_percent"}
_WITH_UNIT = 2.0  # times the cost allowed, of a name of the only value in the unit beside it
_CLEARLY = 0.5  # by how much the nearest name must be nearer than one of another meaning
_LEAST_LETTERS = 3


@lru_cache(maxsize=4096)
def near_name(text: str, unit: str = "") -> str | None:
    """The value that a misread name means, of `QBOX_FIELDS`; None if it is like none or like several.

    Parameters
    ----------
    text
        One name or more words of one, as read.
    unit
        That stands beside it: a name of the one value in that unit may be read worse.
    """
    letters = _plain(_QUALIFIER.sub("", text))
    if unit == "%" and _LIKE_SI.fullmatch(letters):
        return "si_percent"
    if any(character >= "\u2e80" for character in letters):
        return _near_chinese(letters, unit)
    if len(letters) < _LEAST_LETTERS:
        return None
    best: dict[str, float] = {}
    for name, meaning in _known():
        allowed = _allowed(name) * (_WITH_UNIT if meaning == _IN_UNIT.get(unit, "none") else 1.0)
        if abs(len(name) - len(letters)) <= 3:
            best[meaning] = min(best.get(meaning, 99.0), _cost(letters, name, allowed + _CLEARLY) - allowed)
    ranked = sorted(best.items(), key=lambda one: one[1])
    if not ranked or ranked[0][1] > 0 or ranked[0][0] == "":
        return None
    clear = len(ranked) == 1 or ranked[1][1] >= ranked[0][1] + _CLEARLY
    return ranked[0][0] if clear else None


def field_of_unit(text: str, unit: str) -> str:
    """The one value that is shown in a unit, as the diameter in mm, if a text means that; else ""."""
    field = _IN_UNIT.get(unit, "")
    return field if field and near_name(text, unit) == field else ""


def is_like_other(text: str) -> bool:
    """Whether a text, read with a wrong letter or two, may be the name of something else beside values."""
    letters = _plain(text)
    return any(
        _cost(letters, name, _allowed(name) + 1) <= _allowed(name)
        for name in _others()
        if abs(len(name) - len(letters)) <= 3
    )


def is_other(text: str) -> bool:
    """Whether a text, as read, is the name of something else that stands beside values."""
    return _plain(text) in _others()


@cache
def _others() -> frozenset[str]:
    return frozenset(_OTHERS.split())


def _near_chinese(letters: str, unit: str) -> str | None:
    """By a telling character, if no more than one other is wrong or missing; two beside the value's unit."""
    told = {_TELLING[character] for character in letters if character in _TELLING}
    if len(told) != 1 or letters in _others():
        return None
    field = told.pop()
    names = [name for name in _NAMES[field].split() if name >= "\u2e80"]
    most = _WITH_UNIT if field == _IN_UNIT.get(unit) else 1.0
    return field if min(_cost(letters, name, most) for name in names) <= most else None


def _allowed(name: str) -> float:
    return 0.5 if len(name) <= 3 else 1.0 if len(name) <= 5 else 1.5 if len(name) <= 8 else 2.5


@cache
def _known() -> tuple[tuple[str, str], ...]:
    told = [(name.translate(_LATIN), meaning) for meaning, names in _NAMES.items() for name in names.split()]
    return tuple((name, meaning) for name, meaning in (*told, *((name, "") for name in _OTHERS.split())))


def _plain(text: str) -> str:
    """Small letters and digits without accents, Russian letters as the Latin ones that look the same."""
    parts = unicodedata.normalize("NFD", text.casefold()).translate(_LATIN)
    return "".join(c for c in parts if c.isalnum() or c in "|!@")


def _cost(read: str, name: str, most: float) -> float:
    """Edit distance; letters that look alike count half, a doubled one less; above `most` a part of it."""
    row = [float(k) for k in range(len(name) + 1)]
    losses = [_DOUBLED_COST if j and name[j - 1] == b else 1.0 for j, b in enumerate(name)]
    for i, a in enumerate(read):
        won = _DOUBLED_COST if i and read[i - 1] == a else 1.0
        last, row = row, [row[0] + 1.0]
        for j, b in enumerate(name):
            differ = 0.0 if a == b else _ALIKE_COSTS.get((a, b), 1.0)
            row.append(min(last[j] + differ, row[j] + losses[j], last[j + 1] + won))
        if min(row) > most:
            break
    return min(row) if min(row) > most else row[-1]
