"""Synthetic lines of text as scanners' screens show them, for `train_text_reader.py`."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.screen.ocr import FOREIGN, small_input

HAN = "平均值最小大标准差偏直径稳定性指数弹硬度杨氏模量面积深剪切波速中位四分距比率测框移动置腹部肝脏增益频帧"
SIGNS = "±≥≤°µ²³™·×øØäöüÄÖÜéèß"
ALPHABET = [*(chr(c) for c in range(33, 127)), *SIGNS, *dict.fromkeys(HAN), FOREIGN]
NUMBER_OF = {character: number for number, character in enumerate([*ALPHABET, " "], start=1)}
HELD_OUT = (
    "Liberation", "Arimo", "Cousine", "Tinos", "DroidSansFallback", "wqy-microhei",
    "DejaVuSansCondensed", "OpenSans", "Inter",
)  # fmt: skip
_UNWANTED = (
    "Italic", "Oblique", "Symbol", "D050000L", "Z003", "Emoji", "Icon", "ExtraLight", "Thin",
    "Hairline", "Black", "Music", "Math", "Slanted", "Display", "-It",
)  # fmt: skip
_LATIN_FAMILIES = (
    "DejaVu", "Liberation", "Roboto", "OpenSans", "NotoSans-", "NotoSansMono", "NotoSansDisplay",
    "NotoSerif-", "NotoMono", "FreeSans", "FreeMono", "FreeSerif", "Lato", "Inter", "Nimbus",
    "Cantarell", "Hack", "FiraCode", "Arimo", "Cousine", "Tinos", "URWGothic", "C059", "P052",
    "Quicksand", "Comfortaa",
)  # fmt: skip
_HAN_FAMILIES = ("NotoSansCJK", "NotoSerifCJK", "wqy", "uming", "DroidSansFallback")

LABELS = (
    "Mean", "Min", "Max", "SD", "Diam", "SI", "Diam.", "Min.", "Max.",
    "Std", "Std.", "StDev", "Avg", "Average", "Minimum", "Maximum",
    "Median", "IQR", "Med", "Mittel", "Mittelwert", "MW", "Stabw.",
    "Durchm.", "Moyenne", "Moy", "Ecart-type", "Ecart", "Et",
    "Diamètre", "Diameter", "Stab.", "Stability", "S.D.", "Area",
    "Depth", "Dist", "E", "Emean", "Vs", "Cs", "RMI", "VSN",
    "IQR/Med", "IQR/Median", "Ø", "Valid", "Speed", "Elasticity",
    "Ratio", "Vel", "PS", "ED", "RI", "PI", "平均值", "最小值", "最大值",
    "标准差", "直径", "平均", "最小", "最大", "均值", "稳定性", "稳定指数", "标准偏差", "标准差",
    "弹性模量", "硬度", "深度", "面积", "剪切波速", "中位数", "四分位距", "平均值", "最小值",
    "最大值", "直径",
)  # fmt: skip
TITLES = (
    "Q-Box™", "Q-Box", "Q-Box 1", "Q-Box 2", "QBox", "Q-Box™ 1", "Q-BoxTM", "Q-Box Ratio", "+Q-Box",
    "ROI 1", "ROI",
)  # fmt: skip
UNITS = (
    "kPa", "kPa", "kPa", "kPa", "kPa", "kPa", "kPa", "kPa", "m/s", "m/s", "m/s", "mm", "mm", "mm", "%",
    "%", "%", "cm", "cm/s", "mm/s", "cm²", "dB", "Hz", "MHz", "bpm", "",
)  # fmt: skip
SETTINGS = (
    "Gen/Med", "SC/SR 3", "Std/2.0 Hz", "M 1/Med", "Fr. 17 Hz", "B",
    "SWE™", "SWE", "Adm Hospital", "Abd", "C6-1 / Abd",
    "XC6-1 / Abdomen / Liver", "Pan", "Box Pos.", "Box Size",
    "T 1540 m/s", "S 5/O 50 %", "Z 100 %", "Opacity 70%", "Freq",
    "soft", "hard", "Penetration", "Resolution", "Freeze", "Liver",
    "General", "移动", "框位置", "框大小", "腹部 / 肝脏", "增益", "频率", "帧频",
    "Gain", "Depth", "PRF", "WF", "MI 0.8", "TIs 0.6", "ID:", "Name",
    "Date", "Map", "Smooth",
)  # fmt: skip
FILTERS = (
    Image.Resampling.BILINEAR,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
    Image.Resampling.BOX,
)


class FontShelf:
    """The fonts of a folder, either those held out or all the others."""

    def __init__(self, folder: Path, held_out: bool) -> None:
        files = sorted(p for p in folder.rglob("*") if p.suffix in (".ttf", ".otf", ".ttc"))
        kept = [p for p in files if _is_held_out(p) == held_out and not any(u in p.stem for u in _UNWANTED)]
        self.latin = [p for p in kept if p.stem.startswith(_LATIN_FAMILIES)]
        self.han = [p for p in kept if p.stem.startswith(_HAN_FAMILIES)]
        self._known: dict[Path, frozenset[str]] = {}

    def pick(self, rng: Generator, run: str, is_han: bool) -> Path:
        """A font that has every character of a run."""
        shelf = self.han if is_han else self.latin
        for _ in range(50):
            path = shelf[rng.integers(len(shelf))]
            if set(run) <= self.characters(path):
                return path
        return self.han[0]

    def characters(self, path: Path) -> frozenset[str]:
        if path not in self._known:
            font = ImageFont.truetype(str(path), 20)
            nothing = bytes(font.getmask("\uffff"))
            asked = {*ALPHABET, *(COMMON_HAN if path in self.han else ())} - {FOREIGN}
            self._known[path] = frozenset(c for c in asked if bytes(font.getmask(c)) != nothing) | {" "}
        return self._known[path]


def _is_held_out(path: Path) -> bool:
    return path.stem.startswith(HELD_OUT)


def _common_han() -> list[str]:
    rows = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    return [c for c in (row.decode("gb2312", "ignore") for row in rows) if c]


COMMON_HAN = _common_han()


class Lines(torch.utils.data.Dataset[Any]):
    """Chunks of batches (lines, widths, texts, lengths); chunk k is the same whenever it is asked for."""

    def __init__(self, shelf: FontShelf, seed: int, n_chunks: int, batch: int, batches: int) -> None:
        self._shelf, self._seed, self._n, self._batch, self._batches = shelf, seed, n_chunks, batch, batches

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, chunk: int) -> list[tuple[torch.Tensor, ...]]:
        if chunk >= self._n:
            raise IndexError(chunk)
        n = self._batch * self._batches
        samples = [line_of(self._shelf, np.random.default_rng((self._seed, chunk * n + k))) for k in range(n)]
        ready = [(small_input(picture)[0], text) for picture, text in samples]
        ready = sorted((r for r in ready if len(r[1]) < r[0].shape[2] // 2), key=lambda r: r[0].shape[2])
        parts = [ready[k : k + self._batch] for k in range(0, len(ready), self._batch)]
        order = np.random.default_rng((self._seed, chunk)).permutation(len(parts))
        return [_padded(parts[k]) for k in order]


def _padded(samples: list[tuple[NDArray[np.float32], str]]) -> tuple[torch.Tensor, ...]:
    widths = [line.shape[2] for line, _ in samples]
    lines = np.zeros((len(samples), 1, samples[0][0].shape[1], max(widths) + max(widths) % 2), np.float32)
    for k, (line, _) in enumerate(samples):
        lines[k, :, :, : line.shape[2]] = line
    texts = [[NUMBER_OF[c] for c in text] for _, text in samples]
    joined = [number for text in texts for number in text]
    lengths = [len(text) for text in texts]
    return torch.from_numpy(lines), torch.tensor(widths), torch.tensor(joined), torch.tensor(lengths)


def line_of(shelf: FontShelf, rng: Generator) -> tuple[NDArray[np.uint8], str]:
    """A line as the screen room cuts it out (dark on light), and its text."""
    while True:
        shown = _text(rng)
        picture = _picture(shelf, rng, shown)
        if picture is not None:
            return picture, " ".join("".join(_target(c) for c in shown).split())


def _target(character: str) -> str:
    if character == "\t":
        return " "
    return character if character in NUMBER_OF else FOREIGN


def _one(rng: Generator, choices: Any) -> Any:
    return choices[int(rng.integers(len(choices)))]


def _text(rng: Generator) -> str:
    """What stands there; a tab is a wide gap."""
    kind = rng.random()
    if kind < 0.42:
        colon = _one(rng, ("", "", "", "", ":", " :", " ="))
        return f"{_one(rng, LABELS)}{colon}{_one(rng, (chr(9), chr(9), ' '))}{_value(rng)}"
    if kind < 0.60:
        sign = _one(rng, ("≥", "≥", "", "", ">", "<", "≤"))
        return (
            f"{sign}{_one(rng, ('', '', '', ' '))}{_number(rng)}{_one(rng, ('', '', ' kPa', 'kPa', ' m/s'))}"
        )
    if kind < 0.72:
        return str(_one(rng, ("", "", "", "-", "+", "±"))) + _number(rng)
    if kind < 0.77:
        return str(_one(rng, TITLES))
    if kind < 0.87:
        return _setting(rng)
    if kind < 0.94:
        letters = ALPHABET[: 94 + len(SIGNS)]
        words = [
            "".join(_one(rng, letters) for _ in range(rng.integers(1, 8))) for _ in range(rng.integers(1, 4))
        ]
        return " ".join(words)
    pool = HAN if rng.random() < 0.4 else COMMON_HAN
    chinese = "".join(_one(rng, pool) for _ in range(rng.integers(1, 7)))
    return chinese + str(_one(rng, ("", "", ":", "\t12.3", " 5")))


def _setting(rng: Generator) -> str:
    kind = rng.integers(7)
    if kind == 0:
        return f"S {rng.integers(1, 9)}/O {rng.integers(2, 21) * 5} %"
    if kind == 1:
        d, m, y, h, s = (int(v) for v in rng.integers((1, 1, 2008, 0, 0), (29, 13, 2030, 24, 60)))
        return f"{d:02d}/{m:02d}/{y} {h:02d}:{s:02d}:{(s * 7) % 60:02d}"
    if kind == 2:
        return f"ID: {_one(rng, 'PXAK')}{rng.integers(100000):05d}"
    if kind == 3:
        return f"{_one(rng, ('G', 'M', 'D', 'Fr.', 'WF', 'Z', 'T'))} {_value(rng)}"
    return str(_one(rng, SETTINGS))


def _value(rng: Generator) -> str:
    if rng.random() < 0.04:
        return f"-- {_one(rng, UNITS)}"
    spread = f" ± {_number(rng)}" if rng.random() < 0.05 else ""
    return f"{_number(rng)}{spread}{_one(rng, (' ', ' ', ' ', ''))}{_one(rng, UNITS)}".rstrip()


def _number(rng: Generator) -> str:
    decimals = int(_one(rng, (0, 1, 1, 1, 1, 2, 2, 3)))
    size = 10 ** rng.uniform(-1, 2.6)
    shown = f"{size:.{decimals}f}"
    if rng.random() < 0.2:  # digits that a line of its own makes rare: 11.1, 88
        shown = "".join(_one(rng, "0123456789") for _ in range(rng.integers(1, 4)))
        shown += "." + "".join(_one(rng, "0123456789") for _ in range(decimals)) if decimals else ""
    return shown.replace(".", ",") if rng.random() < 0.12 else shown


def _picture(shelf: FontShelf, rng: Generator, shown: str) -> NDArray[np.uint8] | None:
    size = float(np.exp(rng.uniform(np.log(8.5), np.log(34))))
    zoom = float(_one(rng, (1, 1, 1, 1.5, 2, 2.7, 0.6, rng.uniform(0.55, 3))))
    canvas = _set(shelf, rng, shown, max(7.0, size * zoom))
    if zoom != 1:
        smaller = (max(8, round(canvas.width / zoom)), max(8, round(canvas.height / zoom)))
        filters = (
            Image.Resampling.BILINEAR,
            Image.Resampling.BICUBIC,
            Image.Resampling.LANCZOS,
            Image.Resampling.BOX,
        )
        canvas = canvas.resize(smaller, _one(rng, filters))
    ink = np.divide(np.asarray(canvas), 255, dtype=np.float32)
    high = _on_screen(rng, ink)
    return _cut(rng, high, ink)


def _set(shelf: FontShelf, rng: Generator, shown: str, size: float) -> Image.Image:
    """White text on black with room around it."""
    runs = _runs(shown)
    fonts = _fonts(shelf, rng, shown, round(2 * size) / 2)
    spaced = rng.uniform(0, 0.12) * size if rng.random() < 0.15 else 0.0
    drawn_sign = rng.random() < 0.2
    width = sum(fonts[_is_han(r[0])].getlength(r) + (spaced + 0.1 * size) * len(r) for r in runs) + 5 * size
    canvas = Image.new("L", (round(width + 1.5 * size * shown.count("\t")), round(3.2 * size)))
    pen = ImageDraw.Draw(canvas)
    pen.fontmode = "1" if rng.random() < 0.08 else "L"
    x, base = 2 * size + float(rng.random()), 2 * size + float(rng.random())
    for run in runs:
        font = fonts[_is_han(run[0])]
        if run == "\t":
            x += size * float(rng.uniform(0.35, 0.9))
        elif run == "≥" and drawn_sign:
            x += _draw_at_least(pen, x, base, 0.7 * size)
        elif spaced:
            for character in run:
                pen.text((x, base), character, 255, font, anchor="ls")
                x += font.getlength(character) + spaced
        else:
            pen.text((x, base), run, 255, font, anchor="ls")
            x += font.getlength(run)
    return canvas


def _fonts(shelf: FontShelf, rng: Generator, shown: str, size: float) -> dict[bool, ImageFont.FreeTypeFont]:
    """The fonts of the Latin (False) and the Chinese characters (True), now and then one for both."""
    chinese = "".join(c for c in shown if _is_han(c))
    if (chinese or rng.random() < 0.04) and rng.random() < 0.15:
        han = shelf.pick(rng, shown.replace("\t", ""), True)
        return dict.fromkeys((False, True), _font(han, size))
    latin = shelf.pick(rng, "".join(c for c in shown if c != "\t" and not _is_han(c)), False)
    fonts = {False: _font(latin, size)}
    if chinese:
        fonts[True] = _font(shelf.pick(rng, chinese, True), size)
    return fonts


@lru_cache(maxsize=400)
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _runs(shown: str) -> list[str]:
    runs: list[str] = []
    for character in shown:
        alone = character in "\t≥"
        if runs and not alone and runs[-1] not in ("\t", "≥") and _is_han(runs[-1][0]) == _is_han(character):
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _is_han(character: str) -> bool:
    return ord(character) >= 0x2E80


def _draw_at_least(pen: ImageDraw.ImageDraw, x: float, base: float, height: float) -> float:
    """The sign ≥ drawn with lines, as interfaces do whose font lacks it; returns its advance."""
    right, thick = x + 0.75 * height, max(1, round(0.1 * height))
    pen.line([(x, base - height), (right, base - 0.62 * height), (x, base - 0.25 * height)], 255, thick)
    pen.line([(x, base), (right, base)], 255, thick)
    return height


def _on_screen(rng: Generator, ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Brightest channel of the text in colour over some ground, compressed or not."""
    h, w = ink.shape
    light = (
        rng.uniform(120, 255)
        * np.array([1.0, rng.uniform(0.75, 1), rng.uniform(0.55, 1)])[rng.permutation(3)]
    )
    level = rng.uniform(0, 20) if rng.random() < 0.8 else rng.uniform(10, 0.4 * light.max())
    ground = np.full((h, w), level, np.float32)
    if rng.random() < 0.25:
        ground += np.linspace(0, rng.uniform(0, 20), w, dtype=np.float32)[:: _one(rng, (1, -1))]
    if rng.random() < 0.2:
        ground += np.abs(rng.normal(0, rng.uniform(1, 8), (h, w))).astype(np.float32)
    if rng.random() < 0.12:
        _add_marks(rng, ground, ink, float(light.max()))
    if rng.random() < 0.5:
        return np.clip(ground + ink * (np.float32(light.max()) - ground), 0, 255).astype(np.uint8)
    colour = light.astype(np.float32)
    picture = ground[..., None] + ink[..., None] * (colour - ground[..., None])
    return _compressed(rng, np.clip(picture, 0, 255).astype(np.uint8))


def _compressed(rng: Generator, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Brightest channel of a picture that went through JPEG."""
    stream = io.BytesIO()
    quality = int(_one(rng, (60, 70, 75, 80, 85, 85, 90, 95)))
    Image.fromarray(rgb).save(stream, "JPEG", quality=quality, subsampling=int(_one(rng, (0, 2, 2))))
    red, green, blue = (np.asarray(channel) for channel in Image.open(stream).split())
    return np.asarray(np.maximum(np.maximum(red, green), blue))


def _add_marks(rng: Generator, ground: NDArray[np.float32], ink: NDArray[np.float32], light: float) -> None:
    """A tick or the edge of a bar beside the text."""
    columns = np.flatnonzero(ink.max(axis=0) > 0.2)
    if not columns.size:
        return
    height = ink.shape[0]
    gap = int(rng.integers(3, 8))
    x = int(columns[0]) - gap if rng.random() < 0.6 else int(columns[-1]) + gap
    y = int(rng.integers(height // 3, 2 * height // 3))
    if rng.random() < 0.6:
        ground[y : y + int(rng.integers(1, 3)), max(0, x - 4) : x + 1] = light * rng.uniform(0.4, 1)
    else:
        ground[:, max(0, x - 2) : x + 1] = light * rng.uniform(0.2, 0.8)


def _cut(rng: Generator, high: NDArray[np.uint8], ink: NDArray[np.float32]) -> NDArray[np.uint8] | None:
    """The line with its margins, as `screen_text` and `text_lines` cut it."""
    rows, columns = (np.flatnonzero(ink.max(axis=axis) > 0.28) for axis in (1, 0))
    if rows.size < 4 or columns.size < 2:
        return None
    y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    if rng.random() < 0.25:
        y0, y1 = y0 - int(rng.integers(0, 2)), y1 + int(rng.integers(0, 2))
    height = y1 - y0
    margin = max(2, round(0.35 * height))
    ahead = round(height * rng.uniform(0.8, 1.1)) if rng.random() < 0.15 else margin
    top, bottom = max(0, y0 - margin), min(high.shape[0], y1 + margin)
    return 255 - high[top:bottom, max(0, x0 - ahead) : x1 + margin]
