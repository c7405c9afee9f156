"""Where on a screen the panels of Q-Box values stand, found by reading as little as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import SURE, ReadLine
from dlre_gui.screen.panel import PanelValue, PlacedWord, panels_of
from dlre_gui.screen.paragraphs import columns_of, has_value_beside, share_row, surroundings
from dlre_gui.screen.qbox_words import Kind, words_of
from dlre_gui.screen.screen_text import ScreenText

Region = tuple[Box, ...]

_MAX_COLUMNS = 14
_MAX_PROBED = 3  # pieces of a column
_MAX_LONE = 16
_MAX_PIECES = 60  # of a panel
_MAX_READ_AGAIN = 16
_WIDE = 5.0  # width by height of a piece that may hold a name and its value
_SURE_WORD = 0.9  # certainty from which an unknown word is believed to be one
_FLAT = 0.6  # of the usual height
_STIFF_UNITS = ("kPa", "m/s")
_TELLING = (Kind.FIELD, Kind.TITLE)


def find_regions(text: ScreenText, usual: Unit | None, n_circles: int) -> list[Region]:
    """Pieces that stand together and show the values of Q-Boxes.

    Parameters
    ----------
    usual
        Unit of the screen's colour bar.
    n_circles
        Found in the SWE box: as many Q-Boxes are looked for, or one. Where there must be one, what
        the first reader cannot read is read by the second.
    """
    regions = _regions(text, usual, n_circles, text.glance)
    return regions if regions or not n_circles else _regions(text, usual, n_circles, text.read)


def _regions(
    text: ScreenText, usual: Unit | None, n_circles: int, read: Callable[[Box], ReadLine]
) -> list[Region]:
    regions: list[Region] = []
    n_found = 0
    for column in _likely_first(columns_of(text.pieces), text.pieces):
        seed = next((p for p in _probed(column) if _tells(read(p))), None)
        if seed is None or any(seed in region for region in regions):
            continue
        region = _without_signs(surroundings(seed, text.pieces, _MAX_PIECES))
        settle(region, text)
        found = values_in(region, text, usual, n_circles > 0)
        if found:
            regions.append(region)
            n_found += len(found)
        if n_found >= max(1, n_circles):
            break
    return regions


def _likely_first(columns: list[list[Box]], pieces: list[Box]) -> list[list[Box]]:
    """Columns with values beside their pieces first, then the longer ones; lone rows last."""

    def unlikeliness(column: list[Box]) -> tuple[int, int]:
        return -sum(has_value_beside(piece, pieces) for piece in column[:8]), -len(column)

    several = sorted((c for c in columns if len(c) > 1), key=unlikeliness)
    lone = [c for c in columns if len(c) == 1 and _may_begin_row(c[0], pieces)]
    return [*several[:_MAX_COLUMNS], *lone[:_MAX_LONE]]


def _may_begin_row(piece: Box, pieces: list[Box]) -> bool:
    return piece.w >= _WIDE * piece.h or has_value_beside(piece, pieces)


def _probed(column: list[Box]) -> list[Box]:
    """The second piece, below a possible title, then the first and the third."""
    return [*column[1:2], *column[:1], *column[2:_MAX_PROBED]][:_MAX_PROBED]


def _tells(line: ReadLine) -> bool:
    """Whether a piece begins with the name of a Q-Box value or with the title of a Q-Box."""
    words = words_of(line)
    return bool(words) and words[0].kind in _TELLING


def _without_signs(pieces: list[Box]) -> Region:
    """The pieces without those too flat for a word: signs of equality."""
    usual = sorted(piece.h for piece in pieces)[len(pieces) // 2]
    return tuple(piece for piece in pieces if piece.h >= _FLAT * usual)


def values_in(
    region: Region, text: ScreenText, usual: Unit | None, has_circle: bool
) -> list[list[PanelValue]]:
    """The values of each Q-Box of a region, as its pieces were read last; see `panels_of`."""
    return panels_of(_placed(region, text), usual, has_circle)


def _placed(region: Iterable[Box], text: ScreenText) -> list[PlacedWord]:
    return [
        PlacedWord(word, *text.extent(piece, word.start, word.end), piece)
        for piece in region
        for word in words_of(text.glance(piece))
    ]


def settle(region: Region, text: ScreenText) -> None:
    """Have the second reader read what the first could not, in the rows of names and values.

    That is numbers it was unsure of, and unsure words that are no known ones before a value.
    """
    words = {piece: words_of(text.glance(piece)) for piece in region}
    names = [p for p in region if any(w.kind is Kind.FIELD for w in words[p])]
    stiff = [p for p in region if any(w.kind is Kind.UNIT and w.name in _STIFF_UNITS for w in words[p])]
    valued = [p for p in region if {Kind.NUMBER, Kind.UNIT} <= {w.kind for w in words[p]}]
    is_table = any(
        sum(w.kind is Kind.FIELD for p in region if share_row(p, n) for w in words[p]) > 1 for n in names
    )
    unread = []
    for piece in region:
        numbers = [w.certainty for w in words[piece] if w.kind is Kind.NUMBER]
        is_value = is_table or any(share_row(piece, other) for other in (*names, *stiff))
        unsure = is_value and min(numbers, default=1.0) < SURE
        unknown = (
            all(w.kind is Kind.OTHER for w in words[piece]) and text.glance(piece).confidence < _SURE_WORD
        )
        if unsure or (unknown and any(share_row(piece, other) for other in valued)):
            unread.append(piece)
    read_again(unread, text)


def read_again(pieces: Iterable[Box], text: ScreenText) -> None:
    """Have the second reader read some pieces."""
    for piece in list(pieces)[:_MAX_READ_AGAIN]:
        text.read_carefully(piece)
