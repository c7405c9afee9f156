"""Names of values with the numbers to the right of them, those of one Q-Box together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dlre_gui.screen.panel_numbers import Number, numbers_of
from dlre_gui.screen.panel_tables import is_heading
from dlre_gui.screen.paragraphs import share_row
from dlre_gui.screen.placed_word import PlacedWord
from dlre_gui.screen.qbox_words import Kind

_SAME_COLUMN = 3.0  # labels whose left sides are no further apart, in their heights


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with the numbers that belong to it, from left to right."""

    name: PlacedWord
    numbers: tuple[Number, ...]

    @property
    def field(self) -> str:
        return self.name.word.name


def blocks_of(rows: list[list[PlacedWord]]) -> list[list[Entry]]:
    """Entries that belong together: no name twice, no title between, labels in one column or row."""
    blocks: list[list[Entry]] = []
    closed: list[list[Entry]] = []
    for row in rows:
        if is_heading(row):
            continue
        titles = [w for w in row if w.word.kind is Kind.TITLE]
        for title in titles:
            ended = [block for block in blocks if _under(title, block[0].name)]
            closed += ended
            blocks = [block for block in blocks if block not in ended]
        for entry in _entries(row):
            home = _home(entry, blocks)
            if home is None:
                blocks.append([entry])
            else:
                home.append(entry)
    found = [*closed, *blocks]
    return sorted(found, key=lambda block: (block[0].name.piece.y, block[0].name.left))


def _under(title: PlacedWord, name: PlacedWord) -> bool:
    reach = _SAME_COLUMN * max(title.piece.h, name.piece.h)
    return name.left <= title.right + reach and title.left <= name.right + reach


def _home(entry: Entry, blocks: list[list[Entry]]) -> list[Entry] | None:
    """The block that an entry continues: the latest with its label's column, else with its row."""
    free = [block for block in blocks if all(other.field != entry.field for other in block)]
    for block in reversed(free):
        last = [other for other in block if _is_below(entry.name, other.name)]
        if last and not _passed(entry, blocks, block):
            return block
    same_row = [block for block in free if share_row(block[-1].name.piece, entry.name.piece)]
    return same_row[-1] if same_row else None


def _is_below(name: PlacedWord, above: PlacedWord) -> bool:
    """Whether a name, or the text that it ends, begins where one above it or its text does."""
    off = abs(name.left - above.left), abs(name.piece.x - above.piece.x)
    return min(off) <= _SAME_COLUMN * name.piece.h


def _passed(entry: Entry, blocks: list[list[Entry]], block: list[Entry]) -> bool:
    """Whether a later block has begun in the same column."""
    later = blocks[next(k for k, b in enumerate(blocks) if b is block) + 1 :]
    return any(_is_below(entry.name, other[0].name) for other in later)


def _entries(row: list[PlacedWord]) -> list[Entry]:
    """Each name of a row with what stands between it and the next word that is no number or unit."""
    entries = []
    for k, name in enumerate(row):
        is_of_pair = [w.word.kind for w in row[max(0, k - 2) : k]] == [Kind.FIELD, Kind.SPREAD]
        if name.word.kind is not Kind.FIELD or is_of_pair:
            continue
        following = _after_pair(row[k + 1 :])
        ends = [j for j, w in enumerate(following) if w.word.kind in (Kind.FIELD, Kind.TITLE, Kind.SUMMARY)]
        own = following[: ends[0]] if ends else following
        heading = own[0].word.name if own and own[0].word.kind is Kind.UNIT else ""
        if own and own[0].word.kind is Kind.OTHER and own[0].piece == name.piece:
            continue  # "Max Depth", "Mean HR"
        entries.append(Entry(name, tuple(numbers_of(own, heading))))
        entries += _spreads(name, own, heading)
    return entries


def _after_pair(following: list[PlacedWord]) -> list[PlacedWord]:
    """What follows a name, without the rest of "Mean ± SD"."""
    is_pair = [w.word.kind for w in following[:2]] == [Kind.SPREAD, Kind.FIELD]
    return following[2:] if is_pair else following


def _spreads(name: PlacedWord, own: list[PlacedWord], heading: str) -> list[Entry]:
    """The SD of "Mean 12.3 ± 1.4 kPa"."""
    at = [k for k, w in enumerate(own) if w.word.kind is Kind.SPREAD]
    if name.word.name != "mean" or not at:
        return []
    spread = replace(name, word=replace(name.word, name="sd"))
    numbers = [found[0] for k in at if (found := numbers_of(own[k + 1 :], heading))]
    return [Entry(spread, tuple(numbers))] if numbers else []
