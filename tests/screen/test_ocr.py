"""Lines of text are read, and what is unsure is known to be unsure."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.places import resources_dir
from dlre_gui.screen.ctc import Decoded, decoded
from dlre_gui.screen.lattice import readings
from dlre_gui.screen.ocr import SURE, ReadLine, compared, shared_reader
from dlre_gui.screen.text_lines import MARGIN

TEXTS = ("Mean 12.3 kPa", "Min 11.1 kPa", "SI 93 %", "40 kPa", "1.85 m/s", "0")
SIZES = (12.0, 20.0, 32.0)


def steps(*told: dict[int, float]) -> NDArray[np.float32]:
    """Probabilities of five characters (0: blank, 4: space) by step; what is not told is the blank's."""
    rows = [[1 - sum(step.values()), *(step.get(c, 0.0) for c in (1, 2, 3, 4))] for step in told]
    return np.array(rows, dtype=np.float32)


def alone(line: NDArray[np.float32]) -> list[Decoded]:
    return decoded(line, [(0, len(line))])[0]


def printed(text: str, size: float = 20.0) -> NDArray[np.uint8]:
    """Dark text on a light ground, cut out with a margin."""
    font = ImageFont.load_default(size)
    x0, y0, x1, y1 = (round(v) for v in font.getbbox(text))
    margin = max(2, round(MARGIN * (y1 - y0)))
    picture = Image.new("L", (x1 - x0 + 2 * margin, y1 - y0 + 2 * margin), 255)
    ImageDraw.Draw(picture).text((margin - x0, margin - y0), text, 20, font)
    return np.asarray(picture)


def test_repeats_are_one_character_and_a_blank_parts_two() -> None:
    read = alone(steps({1: 0.9}, {1: 0.9}, {}, {1: 0.9}, {2: 0.8}))
    assert [one.character for one in read] == [1, 1, 2]


def test_character_that_almost_was_read_makes_its_neighbours_unsure() -> None:
    sure = alone(steps({1: 1.0}, {}, {2: 1.0}))
    unsure = alone(steps({1: 1.0}, {3: 0.4}, {2: 1.0}))
    assert [one.character for one in unsure] == [one.character for one in sure] == [1, 2]
    assert min(one.certainty for one in sure) == pytest.approx(1)
    assert max(one.certainty for one in unsure) == pytest.approx(0.6)


def test_space_that_almost_was_read_is_no_doubt() -> None:
    assert min(one.certainty for one in alone(steps({1: 1.0}, {4: 0.4}, {2: 1.0}))) == pytest.approx(1)


def test_dip_within_a_character_may_part_two_and_is_unsure() -> None:
    (one,) = alone(steps({1: 1.0}, {1: 0.6}, {1: 1.0}))
    assert one.certainty == pytest.approx(0.6)


def test_lines_of_one_strip_are_decoded_each_by_itself() -> None:
    strip = steps({}, {1: 0.9}, {2: 0.7}, {2: 1.0}, {}, {2: 0.8, 3: 0.2}, {}, {1: 0.6}, {1: 0.6})
    lines = [(0, 4), (3, 7), (6, 7), (7, 9)]  # the first two share a step
    assert decoded(strip, lines) == [alone(strip[first:end]) for first, end in lines]


def test_what_the_first_reader_has_read_it_is_not_asked_for_again() -> None:
    line = printed("Min 11.1 kPa")
    first = shared_reader().glance(line)
    other = replace(first, text=first.text.replace("11", "17"))
    assert shared_reader().read_again(line, first).confidence > 0.9
    assert shared_reader().read_again(line, other).confidence <= 0.5


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", SIZES)
def test_what_scanners_print_is_read(text: str, size: float) -> None:
    line = shared_reader().read(printed(text, size))
    assert line.text.replace(" ", "") == text.replace(" ", "")
    assert line.confidence >= 0.9 if line.second else line.confidence >= SURE


def test_most_of_what_scanners_print_needs_the_first_reader_only() -> None:
    lines = [shared_reader().read(printed(text, size)) for text in TEXTS for size in SIZES]
    assert sum(line.second for line in lines) <= len(lines) / 2


def test_second_reader_is_asked_for_what_the_first_does_not_know() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (24, 120)).astype(np.uint8)
    assert shared_reader().read(noise).second


def test_case_of_the_letters_of_kpa_hardly_counts() -> None:
    line = ReadLine("9.1 kPa", (0.9, 0.95, 0.9, 1.0, 0.7, 0.8, 0.9))
    assert line.confidence == pytest.approx(0.9)
    assert ReadLine("9.1 m/s", (0.9, 0.95, 0.9, 1.0, 0.7, 0.8, 0.9)).confidence == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("text", "is_speck"), [("", True), ("/", True), ("Ø", False), ("7", False), ("--", False)]
)
def test_nothing_or_a_lone_sign_is_a_speck(text: str, is_speck: bool) -> None:
    assert ReadLine(text, (0.5,) * len(text)).is_speck is is_speck


def test_reading_that_another_contradicts_is_unsure_where_they_differ() -> None:
    places = (0.1, 0.3, 0.5, 0.7)
    read = ReadLine("12.3", (0.9, 0.9, 0.9, 0.9), places)
    agreed = compared(read, ReadLine("12,3", (0.8, 0.8, 0.8, 0.8), places))
    assert agreed.certainties == pytest.approx((0.98, 0.98, 0.98, 0.98))
    assert compared(read, ReadLine("12.8", (0.8,) * 4, places)).certainties[3] <= 0.5
    lost_point = compared(ReadLine("123", (0.9,) * 3, places[:3]), ReadLine("12.3", (0.8,) * 4, places))
    assert max(lost_point.certainties[1:]) <= 0.5


def test_unsure_second_reading_does_not_displace_a_surer_first() -> None:
    first, lost = ReadLine("3.8", (0.9,) * 3, (0.1, 0.4, 0.7)), ReadLine("38", (0.6, 0.6), (0.1, 0.7))
    read = compared(lost, first)
    assert (read.text, read.second) == ("3.8", True)
    assert read.confidence <= 0.5
    assert compared(ReadLine("38", (0.95, 0.95), (0.1, 0.7)), first).text == "38"


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [("0.97 m/s 0.82 m/s", "0.97 m/s0.82m/s", "0.97 m/s 0.82 m/s"), ("36 3.9 kPa", "363.9kPa", "363.9 kPa")],
)
def test_first_readers_spaces_part_words_but_no_number(first: str, second: str, shown: str) -> None:
    lines = [
        ReadLine(text, (0.9,) * len(text), tuple(np.linspace(0, 1, len(text)))) for text in (first, second)
    ]
    read = compared(lines[1], lines[0])
    assert read.text == shown
    assert len(read.places) == len(read.certainties) == len(shown)
    assert read.confidence >= 0.9


def test_places_tell_where_along_the_line_characters_stand() -> None:
    line = shared_reader().read(printed("11    99"))
    start, end = line.extent_of(line.text.index("9"), len(line.text))
    assert 0.5 < start < end < 1


def test_careful_reading_is_the_second_readers() -> None:
    line = shared_reader().read(printed("Max 20.5 kPa"), careful=True)
    assert (line.text.replace(" ", ""), line.second) == ("Max20.5kPa", True)


def test_lines_read_at_once_are_read_as_each_alone() -> None:
    lines = [printed(text, size) for text in TEXTS for size in SIZES]
    together = shared_reader().glance_all(lines)
    single = [shared_reader().glance(line) for line in lines]
    assert [line.text for line in together] == [line.text for line in single]
    for one, other in zip(together, single, strict=True):
        assert one.certainties == pytest.approx(other.certainties, abs=0.02)
        assert one.places == pytest.approx(other.places, abs=0.03)


def test_number_has_itself_as_its_likeliest_candidate() -> None:
    line = shared_reader().read(printed("Max 20.5 kPa"))
    found = line.candidates(line.text.index("2"), line.text.index("5") + 1)
    assert found[0].text == "20.5"
    assert 0.9 < np.exp(found[0].log_probability) <= 1
    assert [one.log_probability for one in found] == sorted(one.log_probability for one in found)[::-1]
    assert line.candidates(0, 3) == ()


def test_digit_that_may_be_another_gives_both_readings() -> None:
    seen = np.zeros((5, 12), dtype=np.float32)
    seen[:, 0] = (0.02, 1, 0, 1, 0.1)
    seen[0, 1 + 3], seen[2, 1 + 10] = 0.98, 1.0
    seen[4, 1 + 7], seen[4, 1 + 1] = 0.6, 0.3
    told = {one.text: np.exp(one.log_probability) for one in readings([seen], 8, "3.7")}
    assert told["3.7"] == pytest.approx(2 / 3, abs=0.01)
    assert told["3.1"] == pytest.approx(1 / 3, abs=0.01)
    agreed = readings([seen, seen], 8, "3.7")
    assert np.exp(agreed[0].log_probability) == pytest.approx(0.8, abs=0.01)
    assert "3.8" in {one.text for one in readings([seen], 1, "3.8")}


@pytest.mark.parametrize("text", ["12.3 Pa", "40 MPa", "40 GPa"])
@pytest.mark.parametrize("size", SIZES)
def test_other_pressures_are_not_read_as_kpa(text: str, size: float) -> None:
    assert "kpa" not in shared_reader().read(printed(text, size)).text.casefold()


def test_flat_line_holds_no_text() -> None:
    assert shared_reader().read(np.full((20, 60), 200, np.uint8)).text == ""


def test_card_tells_how_right_the_first_reader_is() -> None:
    folder = resources_dir() / "text-reader"
    card = json.loads((folder / "card.json").read_text("utf-8"))
    assert card["sure_from"] == SURE
    assert card["on_held_out_fonts"]["wrong_among_sure"] <= 0.035
    assert (folder / "reader.onnx").stat().st_size <= 1_500_000
