"""Train the small text reader (`resources/text-reader`) on synthetic lines. For maintainers.

    python packaging/train_text_reader.py FONTS [--out DIR] [--steps N] [--seed N] [--judge]

FONTS is a folder with free fonts, searched in depth, for example Debian's packages unpacked:

    apt-get download fonts-dejavu-core fonts-dejavu-extra fonts-roboto-unhinted fonts-open-sans \\
        fonts-noto-core fonts-noto-cjk fonts-freefont-ttf fonts-lato fonts-inter fonts-urw-base35 \\
        fonts-cantarell fonts-hack fonts-firacode fonts-wqy-zenhei fonts-wqy-microhei \\
        fonts-arphic-uming fonts-liberation fonts-croscore fonts-droid-fallback fonts-quicksand \\
        fonts-comfortaa fonts-crosextra-carlito fonts-jetbrains-mono fonts-oxygen fonts-inconsolata \\
        fonts-mplus fonts-ipafont-gothic fonts-linuxlibertine fonts-sil-andika fonts-sil-charis \\
        fonts-dosis fonts-ubuntu-title fonts-noto-ui-core fonts-arphic-ukai fonts-cwtex-heib \\
        fonts-anonymous-pro fonts-roboto-slab fonts-vlgothic fonts-unfonts-core fonts-nanum \\
        fonts-babelstone-han ttf-bitstream-vera
    for package in *.deb; do dpkg -x "$package" FONTS; done

and STIX from matplotlib's package (STIXGeneral.ttf, STIXGeneralBol.ttf). No font gets into the result.
The fonts of `HELD_OUT` are never trained on: the accuracy on the card is theirs. The same seed, fonts,
steps and torch give the same weights. With --judge the stored reader is only measured again.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from dlre_gui.screen.certainty import SURE
from dlre_gui.screen.ocr import small_input, small_network
from text_reader_bytes import Layers
from text_reader_fonts import HELD_OUT, FontShelf
from text_reader_lines import Lines, line_of
from text_reader_texts import ALPHABET

Floats = NDArray[np.float32]
ROOT = Path(__file__).resolve().parents[1]
POOLED = (1, 2)  # layers whose height is halved
WIDTHS = (16, 32, 56, 112, 128, 128)
KERNELS = ((3, 3), (3, 3), (3, 3), (3, 3), (1, 5), (1, 5))
PADS = ((1, 1), (1, 1), (1, 1), (0, 1), (0, 2), (0, 2), (0, 0))  # the head's last
NORM_PARTS = ("weight", "bias", "running_mean", "running_var")
NORM_EPSILON = 1e-5
BATCH = 32
BATCHES_A_CHUNK = 6  # sorted by width, so that little is padding
CALIBRATING = 400  # lines that tell how high activations go
JUDGED = 3000
JUDGING_SEED = 900_000_000  # first sample number for judging: far beyond any that is trained on


class Reader(torch.nn.Module):
    """Line of height 24 to one distribution over characters (0: blank) every 2 px of its width."""

    def __init__(self) -> None:
        super().__init__()
        inputs = (1, *WIDTHS[:-1])
        self.convs = torch.nn.ModuleList(
            torch.nn.Conv2d(i, o, k, stride=1 if layer else 2, padding=p, bias=False)
            for layer, (i, o, k, p) in enumerate(zip(inputs, WIDTHS, KERNELS, PADS[:-1], strict=True))
        )
        self.norms = torch.nn.ModuleList(torch.nn.BatchNorm2d(o, NORM_EPSILON) for o in WIDTHS)
        self.head = torch.nn.Conv2d(WIDTHS[-1], len(ALPHABET) + 2, 1)

    def forward(self, lines: torch.Tensor) -> torch.Tensor:
        """Log probabilities, shape (steps, n, characters), of lines, shape (n, 1, 24, w)."""
        for layer, (conv, norm) in enumerate(zip(self.convs, self.norms, strict=True)):
            lines = torch.relu(norm(conv(lines)))
            if layer in POOLED:
                lines = torch.nn.functional.max_pool2d(lines, (2, 1))
        scores: torch.Tensor = self.head(lines)
        return scores.squeeze(2).permute(2, 0, 1).log_softmax(2)


def folded(reader: Reader) -> list[tuple[Floats, Floats]]:
    """Weights and biases of the convolutions, batch norms folded in; the head's last."""
    tensors = {name: tensor.detach().numpy() for name, tensor in reader.state_dict().items()}
    layers = []
    for layer in range(len(WIDTHS)):
        norm = {part: tensors[f"norms.{layer}.{part}"] for part in NORM_PARTS}
        factor = norm["weight"] / np.sqrt(norm["running_var"] + np.float32(NORM_EPSILON))
        weight = tensors[f"convs.{layer}.weight"] * factor[:, None, None, None]
        layers.append((weight, norm["bias"] - norm["running_mean"] * factor))
    return [*layers, (tensors["head.weight"], tensors["head.bias"])]


def stored(reader: Reader, shelf: FontShelf, seed: int) -> bytes:
    """The reader as it is stored, in eight bits, by how high its activations go on some lines."""
    layers = Layers(folded(reader), PADS, POOLED)
    lines = (line_of(shelf, np.random.default_rng((seed, number)))[0] for number in range(CALIBRATING))
    highest = layers.highest(small_input(line) for line in lines)
    made: bytes = layers.in_bytes(highest, ALPHABET).SerializeToString()
    return made


def train(shelf: FontShelf, steps: int, seed: int) -> Reader:
    """A reader trained on `steps` batches."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    reader = Reader()
    optimiser = torch.optim.AdamW(reader.parameters(), lr=3e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps + 1, pct_start=0.1)
    chunks = torch.utils.data.DataLoader(
        Lines(shelf, seed, -(-steps // BATCHES_A_CHUNK), BATCH, BATCHES_A_CHUNK),
        batch_size=None,
        num_workers=1,
        prefetch_factor=4,
    )
    step, started, losses = 0, time.monotonic(), []
    for chunk in chunks:
        for lines, widths, texts, lengths in chunk:
            read = reader(lines)
            loss = torch.nn.functional.ctc_loss(read, texts, widths // 2, lengths, zero_infinity=True)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
            step += 1
            if step % 100 == 0:
                print(f"{step} {np.mean(losses):.4f} {time.monotonic() - started:.0f} s", flush=True)
                losses = []
    return reader.eval()


def judged(path: Path, shelf: FontShelf, seed: int) -> dict[str, float | int]:
    """Accuracy of the stored reader on lines set in the fonts that it has not seen."""
    network = small_network(path)
    right = sure = wrong_and_sure = 0
    for number in range(JUDGED):
        picture, text = line_of(shelf, np.random.default_rng((seed, JUDGING_SEED + number)))
        read = network.read(picture)
        is_right, is_sure = read.text.replace(" ", "") == text.replace(" ", ""), read.confidence >= SURE
        right, sure = right + is_right, sure + is_sure
        wrong_and_sure += is_sure and not is_right
    return {
        "lines": JUDGED,
        "right": round(right / JUDGED, 4),
        "sure": round(sure / JUDGED, 4),
        "wrong_among_sure": round(wrong_and_sure / max(1, sure), 5),
    }


def card(arguments: argparse.Namespace, measured: dict[str, float | int]) -> dict[str, object]:
    return {
        "title": "Reader of one line of text on a scanner's screen",
        "network": (
            f"six convolutions {WIDTHS} in 8 bits (weights in 7), CTC over {len(ALPHABET) + 1} characters,"
            " line height 24 px"
        ),
        "data": "synthetic lines only (packaging/text_reader_lines.py), rendered in free fonts",
        "held_out_fonts": list(HELD_OUT),
        "seed": arguments.seed,
        "steps": arguments.steps,
        "batch": BATCH,
        "sure_from": SURE,
        "on_held_out_fonts": measured,
        "made_with": {"torch": torch.__version__, "python": platform.python_version()},
        "licence": "MIT, as the program",
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "text-reader")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=20263)
    parser.add_argument("--judge", action="store_true", help="train nothing")
    arguments = parser.parse_args()
    path = arguments.out / "reader.onnx"
    if not arguments.judge:
        shelf = FontShelf(arguments.fonts, held_out=False)
        reader = train(shelf, arguments.steps, arguments.seed)
        arguments.out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(stored(reader, shelf, arguments.seed))
    measured = judged(path, FontShelf(arguments.fonts, held_out=True), arguments.seed)
    text = json.dumps(card(arguments, measured), indent=2, ensure_ascii=False)
    (arguments.out / "card.json").write_text(text + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
