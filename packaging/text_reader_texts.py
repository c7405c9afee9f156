"""What stands on scanners' screens, for the synthetic lines of `text_reader_lines.py`."""

from __future__ import annotations

from typing import Any

from numpy.random import Generator

from dlre_gui.screen.ocr import FOREIGN

HAN = (
    "平均值最小大标准差偏直径稳定性指数弹硬度杨氏模量面积深剪切波速中位四分距比率测框移动置腹部肝脏增益频帧"
    "结果感兴趣区域取样圆形半周长左右检查"
)
SIGNS = "±≥≤°µ²³™·×øØäöüÄÖÜéèßÉâàêçô∅⌀"
ALPHABET = [*(chr(c) for c in range(33, 127)), *SIGNS, *dict.fromkeys(HAN), FOREIGN]
GAP = "\t"  # wider than a space, as between a label and its value

LABELS = (
    "Mean", "Mean", "Min", "Min", "Max", "Max", "SD", "SD", "Diam", "SI", "Diam.", "Min.", "Max.",
    "Std", "Std.", "Std Dev", "Std. Dev.", "StDev", "StdDev", "Avg", "Avg.", "Average", "Minimum", "Maximum",
    "MEAN", "MIN", "MAX", "DIAM", "Median", "IQR", "Med", "Mittel", "Mittelwert", "MW", "Stabw.", "StdAbw",
    "StdAbw.", "Std.Abw.", "Standardabw.", "Durchm.", "Durchmesser", "Moyenne", "Moy", "Moy.", "Écart-type",
    "Ecart-type", "Écart type", "Ecart", "ET", "E.T.", "Et", "Diamètre", "Diameter", "Dia", "Stab.",
    "Stability", "Stabilité", "Stabilität", "S.D.", "Area", "Fläche", "Surface", "Depth", "Dist", "Tiefe",
    "E", "Emean", "E mean", "E Mean", "E max", "E min", "Emax", "Emin", "E SD", "E avg", "Vs", "Cs", "RMI",
    "VSN", "IQR/Med", "IQR/Median", "Ø", "Valid", "Speed", "Elasticity", "Stiffness", "Steifigkeit",
    "Ratio", "Vel", "PS", "ED", "RI", "PI", "平均值", "最小值", "最大值",
    "标准差", "直径", "平均", "最小", "最大", "均值", "稳定性", "稳定指数", "稳定性指数", "标准偏差",
    "弹性模量", "硬度", "深度", "面积", "剪切波速", "中位数", "四分位距", "平均值", "最小值",
    "最大值", "直径", "中值", "标准差", "弹性均值",
)  # fmt: skip
TITLES = (
    "Q-Box™", "Q-Box", "Q-Box 1", "Q-Box 2", "QBox", "Q-Box™ 1", "Q-Box™ 2", "Q-BoxTM", "Q-Box Ratio",
    "+Q-Box", "ROI 1", "ROI 2", "ROI", "ROI A", "A", "B", "C", "1", "2", "3", "M1", "S1", "T1", "#1",
    "Q-Box 3", "Results", "Résultats", "Ergebnisse", "测量结果", "Mean Min Max", "Mean Min Max SD",
    "Stiffness (kPa)", "Elasticity (kPa)", "SWE (m/s)", "[kPa]", "(kPa)", "(m/s)", "kPa", "m/s",
)  # fmt: skip
UNITS = (
    "kPa", "kPa", "kPa", "kPa", "kPa", "kPa", "kPa", "kPa", "m/s", "m/s", "m/s", "mm", "mm", "mm", "%",
    "%", "%", "cm", "cm/s", "mm/s", "cm²", "mm²", "dB", "Hz", "MHz", "bpm", "KPa", "", "", "",
)  # fmt: skip
SETTINGS = (
    "Gen/Med", "SC/SR 3", "Std/2.0 Hz", "M 1/Med", "Fr. 17 Hz", "B",
    "SWE™", "SWE", "Adm Hospital", "Abd", "C6-1 / Abd",
    "XC6-1 / Abdomen / Liver", "Pan", "Box Pos.", "Box Size",
    "T 1540 m/s", "S 5/O 50 %", "Z 100 %", "Opacity 70%", "Freq",
    "soft", "hard", "Penetration", "Resolution", "Freeze", "Liver", "Leber", "Foie",
    "General", "移动", "框位置", "框大小", "腹部 / 肝脏", "增益", "频率", "帧频",
    "Gain", "Depth", "PRF", "WF", "MI 0.8", "TIs 0.6", "ID:", "Name", "Tiefe", "Profondeur", "Verstärkung",
    "Date", "Map", "Smooth", "Opacité 70 %", "Deckkraft 60 %", "透明度 50%", "深度 8.0 cm",
)  # fmt: skip
SETTING_NAMES = (
    "G",
    "M",
    "D",
    "Fr.",
    "WF",
    "Z",
    "T",
    "Depth",
    "DR",
    "Gain",
    "O",
    "Opacity",
    "Dist",
    "MI",
    "TIs",
)
_LETTERS = ALPHABET[: 94 + len(SIGNS)]


def _common_han() -> list[str]:
    rows = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    return [c for c in (row.decode("gb2312", "ignore") for row in rows) if c]


COMMON_HAN = _common_han()


def one(rng: Generator, choices: Any) -> Any:
    return choices[int(rng.integers(len(choices)))]


def drawn_text(rng: Generator) -> str:
    """One line as it may stand on a screen; `GAP` is a wide gap."""
    kind = rng.random()
    if kind < 0.26:
        colon = one(rng, ("", "", "", "", ":", " :", " =", ": "))
        values = GAP.join(_value(rng) for _ in range(one(rng, (1, 1, 1, 1, 1, 2))))
        return f"{one(rng, LABELS)}{_bracketed_unit(rng)}{colon}{one(rng, (GAP, GAP, ' '))}{values}"
    if kind < 0.47:
        return _value(rng)
    if kind < 0.57:
        return f"{one(rng, LABELS)}{_bracketed_unit(rng)}{one(rng, ('', '', '', ':'))}"
    if kind < 0.67:
        sign = one(rng, ("≥", "≥", "", "", ">", "<", "≤"))
        space, unit = one(rng, ("", "", "", " ")), one(rng, ("", "", " kPa", "kPa", " m/s"))
        return f"{sign}{space}{_number(rng)}{unit}"
    if kind < 0.75:
        return str(one(rng, ("", "", "", "-", "+", "±"))) + _number(rng)
    if kind < 0.79:
        return str(one(rng, TITLES))
    if kind < 0.87:
        return _setting(rng)
    if kind < 0.93:
        words = [
            "".join(one(rng, _LETTERS) for _ in range(rng.integers(1, 8))) for _ in range(rng.integers(1, 4))
        ]
        return " ".join(words)
    pool = HAN if rng.random() < 0.5 else COMMON_HAN
    chinese = "".join(one(rng, pool) for _ in range(rng.integers(1, 7)))
    return chinese + str(one(rng, ("", "", ":", f"{GAP}12.3", " 5")))


def _bracketed_unit(rng: Generator) -> str:
    return str(one(rng, (" (kPa)", " [kPa]", " (m/s)", "(kPa)", " kPa"))) if rng.random() < 0.06 else ""


def _setting(rng: Generator) -> str:
    kind = rng.integers(7)
    if kind == 0:
        return f"S {rng.integers(1, 9)}/O {rng.integers(2, 21) * 5} %"
    if kind == 1:
        d, m, y, h, s = (int(v) for v in rng.integers((1, 1, 2008, 0, 0), (29, 13, 2030, 24, 60)))
        return f"{d:02d}/{m:02d}/{y} {h:02d}:{s:02d}:{(s * 7) % 60:02d}"
    if kind == 2:
        return f"ID: {one(rng, 'PXAK')}{rng.integers(100000):05d}"
    if kind in (3, 4):
        return f"{one(rng, SETTING_NAMES)} {_value(rng)}"
    return str(one(rng, SETTINGS))


def _value(rng: Generator) -> str:
    if rng.random() < 0.04:
        return f"{one(rng, ('--', '--', '---', '-.-', '***'))} {one(rng, UNITS)}".strip()
    spread = f"{one(rng, (' ± ', ' ± ', '±', ' +/- '))}{_number(rng)}" if rng.random() < 0.05 else ""
    return f"{_number(rng)}{spread}{one(rng, (' ', ' ', ' ', ''))}{one(rng, UNITS)}".rstrip()


def _number(rng: Generator) -> str:
    decimals = int(one(rng, (0, 1, 1, 1, 1, 2, 2, 3)))
    shown = f"{10 ** rng.uniform(-1, 2.6):.{decimals}f}"
    if rng.random() < 0.35:  # digits that a magnitude makes rare: 11.1, 88
        shown = "".join(one(rng, "0123456789") for _ in range(rng.integers(1, 4)))
        shown += "." + "".join(one(rng, "0123456789") for _ in range(decimals)) if decimals else ""
    return shown.replace(".", ",") if rng.random() < 0.15 else shown
