"""Where on a screen the panels of Q-Box values stand, found by reading as little as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dlre_gui.domain.findings import ColourBar, QBox, Unit
from dlre_gui.domain.geometry import Box, around
from dlre_gui.screen.bar_numbers import is_of_bar
from dlre_gui.screen.certainty import SURE
from dlre_gui.screen.close_up import close_up
from dlre_gui.screen.near_names import is_other
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.panel import panels_of
from dlre_gui.screen.panel_value import PanelValue
from dlre_gui.screen.panel_whole import with_lost_digits, with_whole_numbers
from dlre_gui.screen.paragraphs import columns_of, share_row, surroundings, with_values_beside
from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord, is_modulus
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.qbox_check import SMALL_PX
from dlre_gui.screen.qbox_words import Kind, Word, words_of
from dlre_gui.screen.ruler_column import of_rulers
from dlre_gui.screen.screen_text import ScreenText

_MAX_COLUMNS = 14
_MAX_PROBED = 5  # pieces of a column
_MAX_LONE = 16
_MAX_PIECES = 100  # of a panel: four Q-Boxes under each other have 80
_MAX_READ_AGAIN = 16
_WIDE = 5.0  # width by height of a piece that may hold a name and its value
_SURE_WORD = 0.9  # certainty from which an unknown word is believed to be one
_SURE_SYMBOL = 0.6  # the same of the symbol of a modulus: specks are read as an E too
_FLAT = 0.6  # of the usual height
_ABOVE_SUMMARY = 4.0  # of a row's height
_NEXT_TO = 5.0  # of a row's height, above and below a panel
_CLOSER_LOOKS = 3
_TELLING = (Kind.FIELD, Kind.TITLE)
_UNNAMED = 0.3  # of a value
_NAMED = 0.45  # at least, of a value with its name: what was not read the second reader may read
_NEXT_ROW = 2.5  # of its height, from one row of a column to the next
_ROWS_OF_TABLE = 8.0  # row heights below a name where its values may stand


@dataclass(frozen=True, slots=True)
class Region:
    """Pieces of text that stand together."""

    text: PlaneText
    pieces: tuple[Box, ...]


def find_regions(text: ScreenText, bar: ColourBar | None, n_circles: int) -> list[Region]:
    """Pieces that stand together and show the values of Q-Boxes.

    Parameters
    ----------
    bar
        The screen's colour bar: its numbers are left out.
    n_circles
        Found in the SWE box: as many Q-Boxes are looked for, or one. Where there must be one, what
        the first reader cannot read is read by the second.
    """
    regions = _regions(text, bar, n_circles, text.glance, _tells)
    if not regions and (n_circles or bar is not None):
        regions = _regions(text, bar, n_circles, text.glance, _shows_stiffness)
    return regions if regions or not n_circles else _regions(text, bar, n_circles, text.read, _tells)


def _regions(
    text: ScreenText,
    bar: ColourBar | None,
    n_circles: int,
    read: Callable[[Box], ReadLine],
    tells: Callable[[ReadLine], bool],
) -> list[Region]:
    regions: list[Region] = []
    seen: set[Box] = set()
    n_found, usual = 0, bar.unit if bar else None
    valued = with_values_beside(text.pieces)
    columns = _likely_first(columns_of(text.pieces), valued)
    probed = [_probed(column, valued) for column in columns]
    for k, pieces in enumerate(probed):
        if k.bit_count() == 1:  # the first column may tell all; else ever more others are read at once
            text.glance_all(piece for some in probed[k : 2 * k] for piece in some)
        if k == 0 and pieces and not tells(read(pieces[0])):
            text.glance_all(pieces)
        seed = next((p for p in pieces if tells(read(p))), None)
        if seed is None or seed in seen:
            continue
        whole = _without_bar(_region(text, seed, seen), bar)
        region = _seen_best(text, whole, seen, bar, n_circles > 0)
        settle(region)
        found = values_in(region, usual, n_circles > 0)
        if found:
            regions.append(region)
            shown = around(region.pieces)
            seen.update({seed}, region.pieces, (p for p in whole.pieces if _common_px(p, shown)))
            n_found += len(found)
            left = [piece for piece in columns[k] if piece not in seen]
            columns.append(left)  # the next Q-Box may stand below, a little apart
            probed.append(_probed(left, valued))
        if n_found >= max(1, n_circles):
            break
    return sorted(regions, key=lambda region: _place(region, regions))


def _region(text: PlaneText, seed: Box, taken: set[Box]) -> Region:
    """The pieces that stand together with one, without those of other regions."""
    free = [piece for piece in text.pieces if not any(_common_px(piece, other) for other in taken)]
    pieces = _without_signs(surroundings(seed, free, _MAX_PIECES))
    text.glance_all(pieces)
    if any(w.kind is Kind.SUMMARY for piece in pieces for w in words_of(text.glance(piece))):
        others = [piece for piece in free if piece not in pieces]
        pieces += _without_signs(_list_above(pieces, others))
        text.glance_all(pieces)
    return Region(text, with_lost_digits(text, with_whole_numbers(text, pieces)))


def _without_bar(region: Region, bar: ColourBar | None) -> Region:
    """The region without the numbers of the colour bar or of a ruler, which may stand beside it."""
    words = {piece: words_of(region.text.glance(piece)) for piece in region.pieces}
    numbers = [(p, told[0].value) for p, told in words.items() if [w.kind for w in told] == [Kind.NUMBER]]
    foreign = of_rulers(numbers, region.pieces)
    kept = [p for p, told in words.items() if p not in foreign and not is_of_bar(p, told, bar)]
    return Region(region.text, tuple(kept))


def _list_above(pieces: tuple[Box, ...], others: list[Box]) -> list[Box]:
    """What stands above a summary and a little apart from it: the measurements that it sums up."""
    whole = around(pieces)
    above = [p for p in others if p.x < whole.right and whole.x < p.right and p.bottom <= whole.y]
    nearest = max(above, key=lambda p: p.bottom, default=None)
    if nearest is None or whole.y - nearest.bottom > _ABOVE_SUMMARY * nearest.h:
        return []
    return surroundings(nearest, others, _MAX_PIECES)


def _place(region: Region, regions: list[Region]) -> tuple[int, int]:
    """For reading order: from top to bottom, regions beside each other from left to right."""
    own = around(region.pieces)
    beside = [box for box in (around(one.pieces) for one in regions) if share_row(own, box)]
    return min(box.y for box in beside), own.x


def _seen_best(
    text: ScreenText, region: Region, taken: set[Box], bar: ColourBar | None, has_circle: bool
) -> Region:
    """The region, or the same seen more closely where that shows more values or surer ones."""
    seen = [region]
    while len(seen) <= _CLOSER_LOOKS:
        closer = _closer(text, seen[-1], taken, bar)
        if closer is None:
            break
        seen.append(closer)
        if not _reaches_farther(closer, seen[-2]):  # else what was lost below or above it may go on
            break
    usual = bar.unit if bar else None
    return max(seen, key=lambda one: _worth(one, values_in(one, usual, has_circle)))


def _closer(text: ScreenText, region: Region, taken: set[Box], bar: ColourBar | None) -> Region | None:
    """What stands where a region does, seen more closely; None where that shows nothing of it."""
    told = told_in(region)
    closer = close_up(text, told) if told else None
    seed = max(closer.pieces, key=lambda p: _common_px(p, told[0]), default=None) if closer else None
    if closer is None or seed is None or not _common_px(seed, told[0]):
        return None
    return _without_bar(_region(closer, seed, taken), bar)


def _reaches_farther(one: Region, other: Region) -> bool:
    """Whether names and values of a region stand a row above or below those of another."""
    own, others = told_in(one), told_in(other)
    if not own or not others:
        return False
    a, b = around(own), around(others)
    return max(b.y - a.y, a.bottom - b.bottom) >= min(piece.h for piece in own)


def told_in(region: Region) -> list[Box]:
    """The pieces with names of values, and those on their lines or under them with a number or unit.

    So are values in the row above or below these, the name of which was not read.
    """
    words = {piece: words_of(region.text.glance(piece), near=True) for piece in region.pieces}
    names = [p for p in region.pieces if any(w.kind in _TELLING for w in words[p])]
    values = [p for p in region.pieces if any(w.kind in (Kind.NUMBER, Kind.UNIT) for w in words[p])]
    beside = [p for p in values if p not in names and any(share_row(p, n) or _is_under(n, p) for n in names)]
    others = [p for p in values if p not in names and p not in beside and _is_valued(words[p])]
    return names + beside + [p for p in others if any(_is_next_in_column(p, other) for other in beside)]


def _is_under(name: Box, piece: Box) -> bool:
    is_near = 0 <= piece.y - name.bottom <= _ROWS_OF_TABLE * name.h
    return is_near and min(name.right, piece.right) > max(name.x, piece.x)


def _is_next_in_column(piece: Box, other: Box) -> bool:
    """Whether a piece stands in the row above or below another, begun where that begins."""
    return abs(piece.x - other.x) <= other.h and abs(piece.y - other.y) <= _NEXT_ROW * other.h


def _common_px(a: Box, b: Box) -> int:
    common = a.intersection(b)
    return common.area if common else 0


def _worth(region: Region, boxes: list[list[PanelValue]]) -> float:
    """How many values a region shows, each as far as it is certain, unread or unnamed ones a little."""
    values = [value for values in boxes for value in values]
    named = {value.piece for value in values}
    unnamed = [p for p in told_in(region) if p not in named and _is_valued(words_of(region.text.glance(p)))]
    return sum(max(value.certainty, _NAMED) for value in values) + _UNNAMED * len(unnamed)


def _is_valued(words: list[Word]) -> bool:
    return {Kind.NUMBER, Kind.UNIT} <= {word.kind for word in words}


def _likely_first(columns: list[list[Box]], valued: set[Box]) -> list[list[Box]]:
    """Columns with values beside their pieces first, then the longer ones; lone rows last."""

    def unlikeliness(column: list[Box]) -> tuple[int, int]:
        return -sum(piece in valued for piece in column[:8]), -len(column)

    several = sorted((c for c in columns if len(c) > 1), key=unlikeliness)
    lone = [c for c in columns if len(c) == 1 and _may_begin_row(c[0], valued)]
    return [*several[:_MAX_COLUMNS], *lone[:_MAX_LONE]]


def _may_begin_row(piece: Box, valued: set[Box]) -> bool:
    return piece.w >= _WIDE * piece.h or piece in valued


def _probed(column: list[Box], valued: set[Box]) -> list[Box]:
    """Those with a value beside them, the second first, below a possible title; then some of all."""
    with_value = [piece for piece in column if piece in valued]
    n = len(column)
    spread = [column[k] for k in (1, 0, 2, n // 2, n // 2 + 1) if k < n]
    return list(dict.fromkeys([*with_value[1:2], *with_value[:1], *with_value[2:3], *spread]))[:_MAX_PROBED]


def _tells(line: ReadLine) -> bool:
    """Whether a piece begins with the name of a Q-Box value or with the title of a Q-Box, numbered or not."""
    words = _without_ordinal(words_of(line))
    return bool(words) and words[0].kind in _TELLING


def _without_ordinal(words: list[Word]) -> list[Word]:
    is_numbered = len(words) > 1 and words[0].kind is Kind.NUMBER and len(words[0].name) == 1
    return words[1:] if is_numbered else words


def _shows_stiffness(line: ReadLine) -> bool:
    """Whether a piece is the name of a modulus or a speed, numbered or not, or ends in a value of one.

    That is a number with a unit of stiffness or with a spread: "1  SWE E  11.86 kPa".
    """
    words = words_of(line)
    kinds = [w.kind for w in words]
    symbols = _without_ordinal(words)
    if [is_modulus(w) for w in symbols] == [True]:
        return line.confidence >= _SURE_SYMBOL
    if len(symbols) == 2 and is_modulus(symbols[0]) and symbols[1].name in STIFF_UNITS:  # heads a table
        return True
    has_unit = kinds[-2:] == [Kind.NUMBER, Kind.UNIT] and words[-1].name in STIFF_UNITS
    return has_unit or kinds[-3:] == [Kind.NUMBER, Kind.SPREAD, Kind.NUMBER]


def _without_signs(pieces: list[Box]) -> tuple[Box, ...]:
    """The pieces without those too flat for a word: signs of equality."""
    usual = sorted(piece.h for piece in pieces)[len(pieces) // 2] if pieces else 0
    return tuple(piece for piece in pieces if piece.h >= _FLAT * usual)


def units_about(text: PlaneText, qboxes: Iterable[QBox]) -> set[Unit]:
    """The units of stiffness that stand in the panels of Q-Boxes or next to them."""
    found = set()
    for panel in (qbox.panel for qbox in qboxes if qbox.panel is not None):
        along = round(
            _NEXT_TO * max((piece.h for piece in text.pieces if _common_px(piece, panel)), default=0)
        )
        zone = Box(panel.x - panel.w, panel.y - along, 3 * panel.w, panel.h + 2 * along)
        for piece in text.pieces:
            if _common_px(piece, zone):
                found |= {Unit(w.name) for w in words_of(text.glance(piece)) if w.name in STIFF_UNITS}
    return found


def values_in(region: Region, usual: Unit | None, has_circle: bool) -> list[list[PanelValue]]:
    """The values of each Q-Box of a region, as its pieces were read last; see `panels_of`."""
    key = region.pieces, usual, has_circle
    made = region.text.recalled(key, lambda: panels_of(_placed(region), usual, has_circle))
    return [list(values) for values in made]


def _placed(region: Region) -> list[PlacedWord]:
    text = region.text
    return [
        PlacedWord(word, *text.extent(piece, word.start, word.end), piece)
        for piece in region.pieces
        for word in words_of(text.glance(piece), near=True)
    ]


def settle(region: Region) -> None:
    """Have the second reader read what the first could not, in the rows of names and values.

    That is numbers it was unsure of, and unsure words that are no known ones before a value. Numbers in very
    small type, which it was sure of, are looked at by both.
    """
    text, pieces = region.text, region.pieces
    words = {piece: words_of(text.glance(piece), near=True) for piece in pieces}
    names = [p for p in pieces if any(w.kind is Kind.FIELD for w in words[p])]
    stiff = [p for p in pieces if any(w.kind is Kind.UNIT and w.name in STIFF_UNITS for w in words[p])]
    valued = [p for p in pieces if _is_valued(words[p])]
    heads = [n for n in names if not any(share_row(n, p) and _has_number(words[p]) for p in pieces)]
    is_table = any(
        sum(w.kind is Kind.FIELD for p in pieces if share_row(p, n) for w in words[p]) > 1 for n in names
    )
    unread, small = [], []
    for piece in pieces:
        numbers = [w.certainty for w in words[piece] if w.kind in (Kind.NUMBER, Kind.BOUND)]
        is_value = is_table or any(share_row(piece, other) for other in (*names, *stiff))
        unsure = is_value and min(numbers, default=1.0) < SURE
        unknown = _is_unknown(words[piece]) and _may_be_name(text.glance(piece))
        if is_value and numbers and not unsure and piece.h < SMALL_PX:
            small.append(piece)
        unsure = unsure or (is_value and not numbers and _lacks_number(text.glance(piece), words[piece]))
        unsure = unsure or (not stiff and _may_hold_unit(text.glance(piece)))
        if unsure or (unknown and any(share_row(piece, other) for other in (*valued, *heads))):
            unread.append(piece)
    read_again(region, unread)
    for piece in small[:_MAX_READ_AGAIN]:
        text.read_carefully(piece)


def _has_number(words: list[Word]) -> bool:
    return any(word.kind is Kind.NUMBER for word in words)


def _lacks_number(line: ReadLine, words: list[Word]) -> bool:
    """Whether a unit stands there behind what is no number, but has a digit."""
    has_unit = any(word.kind is Kind.UNIT for word in words)
    return has_unit and line.confidence < SURE and any(c.isdigit() for c in line.text)


def _may_hold_unit(line: ReadLine) -> bool:
    """Whether a unit may stand there in brackets that was misread: "SWE 1 (k à)"."""
    return line.confidence < SURE and "(" in line.text


def _is_unknown(words: list[Word]) -> bool:
    """Whether there is nothing but a word that is not known, with a unit or without, "Mel (kPa)"."""
    kinds = [word.kind for word in words]
    return all(k in (Kind.OTHER, Kind.UNIT) for k in kinds) and kinds[:1] != [Kind.UNIT]


def _may_be_name(line: ReadLine) -> bool:
    """Whether an unsure word that is none of a value may be one that was misread."""
    return line.confidence < _SURE_WORD and not line.is_speck and not is_other(line.text)


def read_again(region: Region, pieces: Iterable[Box]) -> None:
    """Have the second reader read some of a region's pieces."""
    for piece in [piece for piece in pieces if piece in region.pieces][:_MAX_READ_AGAIN]:
        region.text.read_carefully(piece)
