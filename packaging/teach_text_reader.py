"""Teach the stored text reader further characters: Korean, Japanese, Russian. For maintainers.

    python packaging/teach_text_reader.py FONTS [--lines N] [--seed N] [--judge]

FONTS as for `train_text_reader.py`. All that the reader knows stays as it is: only the outputs of the
new characters are trained, on what its last layer sees of synthetic lines, half of which show none of
them. Run it behind `train_text_reader.py`. The same seed, fonts and torch give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from dlre_gui.screen.ocr import FOREIGN, small_input, small_network
from text_reader_fonts import FontShelf
from text_reader_lines import picture_of
from text_reader_texts import GAP, UNITS, drawn_text, one

Floats = NDArray[np.float32]
Line = tuple[NDArray[np.uint8], str]
ROOT = Path(__file__).resolve().parents[1]
STORED = ROOT / "resources" / "text-reader"
LABELS = (
    "평균", "평균", "평균값", "최소", "최소", "최소값", "최솟값", "최대", "최대", "최대값", "최댓값",
    "표준편차", "표준편차", "표준 편차", "편차", "직경", "직경", "지름", "깊이", "탄성", "탄성도", "탄성계수",
    "경도", "강성", "안정성", "안정도", "중앙값", "면적", "속도", "전단파", "측정", "결과", "비율", "간",
    "복부", "거리", "평균 탄성", "표준偏差", "標準偏差", "標準偏差", "平均値", "最大値", "最小値", "弾性",
    "弾性値", "硬さ", "深さ", "測定", "直径", "標準差", "中央値",
)  # fmt: skip
RUSSIAN = (
    "Среднее", "Среднее", "Сред.", "Ср.", "Среднее знач.", "Мин.", "Мин", "Минимум", "Макс.", "Макс",
    "Максимум", "СКО", "СКО", "Ст. откл.", "Ст.откл.", "Станд. откл.", "Диаметр", "Диам.", "Глубина",
    "Медиана", "Площадь", "Индекс", "Стаб.", "Упругость", "Жёсткость", "Скорость", "Результат",
    "Модуль Юнга", "Печень", "Измерение", "Эластичность", "ИС",
)  # fmt: skip
RUSSIAN_UNITS = ("кПа", "кПа", "кПа", "кПа", "м/с", "м/с", "мм", "см", "%", "")
# As the reader knows them; those that look like digits or like nothing it should tell apart stay unknown.
LATIN_OF = dict(zip("АаВвЕеКкМмНнОоРрСсТтУуХхЁё", "AaBBEeKKMMHHOoPpCcTTYyXxEe", strict=True))
CYRILLIC = "пдилягжфцшщыюй"  # large ones alike
MORE = tuple(
    dict.fromkeys(c for c in "".join(LABELS) if "\uac00" <= c <= "\ud7a3" or c in "標準値弾さ測央")
) + tuple(CYRILLIC)
STRANGE = tuple(chr(c) for c in range(0xAC00, 0xD7A4, 29) if chr(c) not in MORE)  # to be told from them
TAUGHT = (*MORE, *STRANGE, *dict.fromkeys("".join(RUSSIAN + RUSSIAN_UNITS)))
FEATURES = "step5_seen"  # what the last layer makes its scores of
EPOCHS = 40
BATCH = 64
JUDGED = 1500
JUDGING_SEED = 900_000_000


def text_of(rng: Generator) -> str:
    """A line with new characters or, as often, with none."""
    kind = rng.random()
    if kind < 0.5:
        return drawn_text(rng)
    if kind < 0.65:
        number = f"{rng.uniform(0.1, 90):.1f}".replace(".", one(rng, ".,"))
        value = f"{number} {one(rng, RUSSIAN_UNITS)}"
        return _with_value(rng, (*RUSSIAN, ""), (GAP + value, " " + value, "")) or value
    if kind < 0.85:
        value = f"{rng.uniform(0.1, 90):.1f} {one(rng, UNITS)}"
        return _with_value(rng, LABELS, (GAP + value, " " + value, "", ""))
    pool = MORE if kind < 0.94 else STRANGE
    return "".join(one(rng, pool) for _ in range(rng.integers(1, 6)))


def _with_value(rng: Generator, names: Sequence[str], behind: Sequence[str]) -> str:
    return f"{one(rng, names)}{one(rng, ('', '', ':'))}{one(rng, behind)}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as the last layer sees it, shape (steps, 128), and its text."""

    features: Floats
    text: str


def lines(shelf: FontShelf, alphabet: list[str], first: int, n: int, seed: int) -> Iterator[Line]:
    known = {*alphabet, " "}
    for number in range(first, first + n):
        rng = np.random.default_rng((seed, number))
        shown = text_of(rng)
        picture = picture_of(shelf, rng, shown)
        if picture is not None:
            yield picture, " ".join("".join(_target(c, known) for c in shown).split())


def _target(character: str, known: Set[str]) -> str:
    if character == GAP:
        return " "
    read = LATIN_OF.get(character, character)
    if read not in known and "\u0400" <= read <= "\u04ff":
        read = read.lower()
    return read if read in known else FOREIGN


def seen_by(model: onnx.ModelProto, some: Iterator[Line]) -> Iterator[Seen]:
    asked = onnx.ModelProto()
    asked.CopyFrom(model)
    asked.graph.output.append(helper.make_empty_tensor_value_info(FEATURES))
    session = onnxruntime.InferenceSession(asked.SerializeToString(), providers=["CPUExecutionProvider"])
    for picture, text in some:
        features = session.run([FEATURES], {"line": small_input(picture)})[0][0, :, 0].T
        if len(text) and 2 * len(text) < len(features):
            yield Seen(np.ascontiguousarray(features), text)


def taught(
    samples: list[Seen], weight: Floats, bias: Floats, alphabet: list[str], seed: int
) -> tuple[Floats, Floats]:
    """Weights and biases of the new characters; `weight` and `bias` are the known ones, space last."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    known, known_bias = torch.from_numpy(weight[:, :, 0, 0]), torch.from_numpy(bias)
    new = torch.zeros(len(MORE), known.shape[1]).requires_grad_()
    new_bias = torch.full((len(MORE),), float(bias.mean()) - 4).requires_grad_()
    optimiser = torch.optim.Adam([new, new_bias], lr=1e-2, weight_decay=1e-5)
    number_of = {c: k for k, c in enumerate([*alphabet, *MORE, " "], start=1)}
    order = np.random.default_rng(seed)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, EPOCHS)
    for epoch in range(EPOCHS):
        losses = []
        for some in np.array_split(order.permutation(len(samples)), len(samples) // BATCH):
            batch = [samples[k] for k in some]
            features = torch.nn.utils.rnn.pad_sequence([torch.from_numpy(s.features) for s in batch])
            old = features @ known.T + known_bias
            scores = torch.cat([old[..., :-1], features @ new.T + new_bias, old[..., -1:]], 2)
            texts = torch.tensor([number_of[c] for s in batch for c in s.text])
            loss = torch.nn.functional.ctc_loss(
                scores.log_softmax(2),
                texts,
                torch.tensor([len(s.features) for s in batch]),
                torch.tensor([len(s.text) for s in batch]),
                zero_infinity=True,
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            losses.append(loss.item())
        schedule.step()
        print(f"{epoch} {np.mean(losses):.4f}", flush=True)
    return new.detach().numpy(), new_bias.detach().numpy()


def widened(model: onnx.ModelProto, new: Floats, new_bias: Floats, alphabet: list[str]) -> onnx.ModelProto:
    """The model with the outputs of the new characters before that of the space."""
    parts = {t.name: t for t in model.graph.initializer}
    for name, more in (("weight6", new[:, :, None, None]), ("bias6", new_bias)):
        old = numpy_helper.to_array(parts[name])
        parts[name].CopyFrom(numpy_helper.from_array(np.concatenate([old[:-1], more, old[-1:]]), name))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value += len(MORE)
    helper.set_model_props(model, {"character": "\n".join([*alphabet, *MORE])})
    return model


def judged(path: Path, shelf: FontShelf, seed: int) -> dict[str, float | int]:
    """How many lines with new characters, and how many of the others, are read right."""
    network = small_network(path)
    alphabet = _alphabet(onnx.load(path))
    counts = np.zeros((2, 2), dtype=int)
    for picture, text in lines(shelf, alphabet, JUDGING_SEED, JUDGED, seed):
        is_new = any(c in MORE for c in text)
        counts[int(is_new)] += 1, network.read(picture).text.replace(" ", "") == text.replace(" ", "")
    return {"lines": int(counts[1, 0]), "right": round(counts[1, 1] / counts[1, 0], 4),
            "others": int(counts[0, 0]), "others_right": round(counts[0, 1] / counts[0, 0], 4)}  # fmt: skip


def _alphabet(model: onnx.ModelProto) -> list[str]:
    told = {p.key: p.value for p in model.metadata_props}
    return str(told["character"]).split("\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--out", type=Path, default=STORED)
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=20263)
    parser.add_argument("--judge", action="store_true", help="teach nothing")
    arguments = parser.parse_args()
    if not arguments.judge:
        model = onnx.load(STORED / "reader.onnx")
        alphabet = [c for c in _alphabet(model) if c not in MORE]
        shelf = FontShelf(arguments.fonts, held_out=False, more=TAUGHT)
        some = lines(shelf, [*alphabet, *MORE], 0, arguments.lines, arguments.seed)
        samples = list(seen_by(model, some))
        print(f"{len(samples)} lines, {len(MORE)} characters", flush=True)
        parts = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        new = taught(samples, parts["weight6"], parts["bias6"], alphabet, arguments.seed)
        (arguments.out / "reader.onnx").write_bytes(widened(model, *new, alphabet).SerializeToString())
    shelf = FontShelf(arguments.fonts, held_out=True, more=TAUGHT)
    measured = judged(arguments.out / "reader.onnx", shelf, arguments.seed)
    card = json.loads((STORED / "card.json").read_text("utf-8"))
    card["taught_later"] = {"characters": "".join(MORE), "lines_seen": arguments.lines, **measured}
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (arguments.out / "card.json").write_text(text + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
