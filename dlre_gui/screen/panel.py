"""Values of a panel of text: names of values and numbers brought together by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.panel_rows import STIFF_UNITS, PlacedWord, is_numbered, rows_of
from dlre_gui.screen.paragraphs import share_row
from dlre_gui.screen.qbox_words import Kind, Word

STIFF = ("mean", "minimum", "maximum", "sd")
_UNITS_OF = {
    **dict.fromkeys(STIFF, ("kPa", "m/s")),
    "diameter_mm": ("mm", "cm"),
    "si_percent": ("%",),
}
_UNREAD = "other"  # a unit that is no stiffness, as of `qbox_words`
_SAME_COLUMN = 3.0  # labels whose left sides are no further apart, in their heights
_MM_PER_CM = 10.0
_MOST_SHOWN = 4  # measurements at once: a longer list is of other pictures too


@dataclass(frozen=True, slots=True)
class PanelValue:
    """A value of a Q-Box; `value` is None where the panel names it but shows no number.

    `unit` is None for lengths, shares and bare numbers; `decimals` are as shown; `piece` and
    `label` are the texts that the number and its name stand in; `word` is the number as read and
    `factor` what it is multiplied by.
    """

    field: str
    value: float | None
    certainty: float
    unit: Unit | None
    decimals: int
    piece: Box
    label: Box
    word: Word | None = None
    factor: float = 1.0

    def otherwise(self, text: str, certainty: float) -> PanelValue:
        """The value if the number was read as another text, digits and a point."""
        value, decimals = round(float(text) * self.factor, 6), len(text.partition(".")[2])
        return replace(self, value=value, certainty=certainty, decimals=decimals)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name with the numbers that belong to it, from left to right."""

    name: PlacedWord
    numbers: tuple[_Number, ...]

    @property
    def field(self) -> str:
        return self.name.word.name


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its unit, "" if there is none; `is_own` where it follows the number itself.

    `is_shown` is False for a dash, `is_bound` where a value is only known to be beyond or about the number.
    """

    word: PlacedWord
    unit: str
    is_own: bool
    is_shown: bool
    is_bound: bool = False


def panels_of(
    words: Iterable[PlacedWord], usual: Unit | None, has_circle: bool = True
) -> list[list[PanelValue]]:
    """The values of each Q-Box that a panel shows, in reading order.

    Parameters
    ----------
    words
        Of the pieces of text that stand together.
    usual
        Unit of the screen's colour bar: of two units shown side by side the one taken.
    has_circle
        Whether the screen shows the circle of a Q-Box. Without, a mean beside medians or ratios of
        quartiles is a summary of several measurements, and a modulus alone is a Q-Box's only in a
        short numbered list in the usual unit: its place may be marked by a square.
    """
    rows = rows_of(words, usual)
    kinds = Counter(w.word.kind for row in rows for w in row)
    common = _common_unit(rows)
    boxes = [
        _of_one_unit(v, usual) for v in (*_from_tables(rows, common), *_from_labels(rows, common, usual))
    ]
    lone = [values for values in boxes if _is_lone(values, rows)]
    if not has_circle and not _are_listed(lone, rows, usual):
        lone = []
    whole = [values for values in boxes if _is_whole(values) or values in lone]
    if kinds[Kind.FLOW]:
        whole = [values for values in whole if any(v.unit is Unit.KPA for v in values)]
    if kinds[Kind.SUMMARY] and not has_circle:
        whole = [values for values in whole if any(v.field not in ("mean", "sd") for v in values)]
    return whole


def _of_one_unit(values: list[PanelValue], usual: Unit | None) -> list[PanelValue]:
    """The values of a Q-Box, those that are not surely in its unit named but unknown.

    Its unit is the usual one if half of them are in it, else that of most.
    """
    units = Counter(v.unit for v in values if v.unit is not None)
    if len(units) < 2:
        return values
    kept = usual if usual is not None and 2 * units[usual] >= units.total() else units.most_common(1)[0][0]
    return [
        replace(v, value=None, certainty=0.0, unit=None) if v.field in STIFF and v.unit is not kept else v
        for v in values
    ]


def _common_unit(rows: list[list[PlacedWord]]) -> str:
    """The stiffness unit that stands once, above the panel's values, in a row without numbers; "" if none."""
    for row in rows:
        units = [w.word.name for w in row if w.word.kind is Kind.UNIT and w.word.name in STIFF_UNITS]
        kinds = {w.word.kind for w in row}
        if units and Kind.NUMBER not in kinds:
            return units[0]
        if {Kind.FIELD, Kind.NUMBER} <= kinds:
            break
    return ""


def _is_heading(row: list[PlacedWord]) -> bool:
    """Whether a row names values and shows none; a misread sign may look like a number."""
    first = next((k for k, w in enumerate(row) if w.word.kind is Kind.FIELD), len(row))
    kinds = Counter(w.word.kind for w in row[first:])
    return kinds[Kind.FIELD] >= 2 and 3 * (kinds[Kind.NUMBER] + kinds[Kind.NOTHING]) < kinds[Kind.FIELD]


def _from_tables(rows: list[list[PlacedWord]], common: str) -> list[list[PanelValue]]:
    """Q-Boxes that are rows of numbers under a row of names."""
    boxes: list[list[PanelValue]] = []
    heading: list[PlacedWord] = []
    for row in rows:
        if _is_heading(row):
            heading = row
        elif any(w.word.kind is Kind.FIELD for w in row):
            heading = []
        elif heading:
            boxes.append(_row_of_table(heading, row, common))
    return [values for values in boxes if values]


def _row_of_table(heading: list[PlacedWord], row: list[PlacedWord], common: str) -> list[PanelValue]:
    """The numbers of a row, each under the name it is nearest to; a Q-Box's own number is under none."""
    names = [w for w in heading if w.word.kind is Kind.FIELD]
    reach = min(b.middle - a.middle for a, b in pairwise(names)) / 2
    nearest: dict[PlacedWord, _Number] = {}
    for number in _numbers(row, "", with_spreads=True):
        name = min(names, key=lambda n: _apart(n, number.word))
        off = _apart(name, number.word)
        rival = nearest.get(name)
        if off <= max(reach, name.right - name.left) and (rival is None or off < _apart(name, rival.word)):
            own = number.unit if number.is_own else ""
            of_row = number.unit if number.unit in _UNITS_OF[name.word.name] else ""
            spare = common if name.word.name in STIFF else ""
            nearest[name] = replace(number, unit=own or _unit_after(heading, name) or of_row or spare)
    values = [_value(name, number) for name, number in nearest.items()]
    return [value for value in values if value is not None]


def _apart(a: PlacedWord, b: PlacedWord) -> float:
    """Distance of two words along a line, by the nearest of their sides and middles."""
    return min(abs(a.left - b.left), abs(a.right - b.right), abs(a.middle - b.middle))


def _unit_after(row: list[PlacedWord], name: PlacedWord) -> str:
    """The unit after a name and before the next, as in "Mean (kPa)"."""
    for word in row[row.index(name) + 1 :]:
        if word.word.kind in (Kind.UNIT, Kind.FIELD):
            return word.word.name if word.word.kind is Kind.UNIT else ""
    return ""


def _without_repeats(values: list[PanelValue]) -> list[PanelValue]:
    return list({value.field: value for value in reversed(values)}.values())[::-1]


def _from_labels(rows: list[list[PlacedWord]], common: str, usual: Unit | None) -> list[list[PanelValue]]:
    """Q-Boxes whose numbers stand to the right of their names."""
    boxes: list[list[PanelValue]] = []
    for block in _blocks(rows):
        n_columns, unit = _n_columns(block), _unit_of(block, usual)
        for column in range(n_columns):
            chosen = [_chosen(entry, column, n_columns, common, unit) for entry in block]
            values = [value for several in chosen for value in several]
            boxes.append(_without_repeats(values))
    return boxes


def _blocks(rows: list[list[PlacedWord]]) -> list[list[_Entry]]:
    """Entries that belong together: no name twice, no title between, labels in one column or row."""
    blocks: list[list[_Entry]] = []
    closed: list[list[_Entry]] = []
    for row in rows:
        if _is_heading(row):
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


def _home(entry: _Entry, blocks: list[list[_Entry]]) -> list[_Entry] | None:
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


def _passed(entry: _Entry, blocks: list[list[_Entry]], block: list[_Entry]) -> bool:
    """Whether a later block has begun in the same column."""
    later = blocks[next(k for k, b in enumerate(blocks) if b is block) + 1 :]
    return any(_is_below(entry.name, other[0].name) for other in later)


def _entries(row: list[PlacedWord]) -> list[_Entry]:
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
        entries.append(_Entry(name, tuple(_numbers(own, heading))))
        entries += _spreads(name, own, heading)
    return entries


def _after_pair(following: list[PlacedWord]) -> list[PlacedWord]:
    """What follows a name, without the rest of "Mean ± SD"."""
    is_pair = [w.word.kind for w in following[:2]] == [Kind.SPREAD, Kind.FIELD]
    return following[2:] if is_pair else following


def _spreads(name: PlacedWord, own: list[PlacedWord], heading: str) -> list[_Entry]:
    """The SD of "Mean 12.3 ± 1.4 kPa"."""
    at = [k for k, w in enumerate(own) if w.word.kind is Kind.SPREAD]
    if name.word.name != "mean" or not at:
        return []
    spread = replace(name, word=replace(name.word, name="sd"))
    numbers = [found[0] for k in at if (found := _numbers(own[k + 1 :], heading))]
    return [_Entry(spread, tuple(numbers))] if numbers else []


def _numbers(words: list[PlacedWord], heading: str, with_spreads: bool = False) -> list[_Number]:
    """Numbers with their units; a unit at the end of a row is that of the numbers before it too.

    What follows a sign of spread is left out unless asked for.
    """
    numbers: list[_Number] = []
    before: Kind | None = None
    for word in words:
        kind = word.word.kind
        if kind is Kind.OTHER and numbers and word.piece != numbers[-1].word.piece:
            break  # the name of something else, with its own value
        if kind is Kind.OTHER and before is Kind.NUMBER and numbers:  # it stands where a unit does
            numbers[-1] = replace(numbers[-1], unit=_UNREAD, is_own=True)
        elif kind is Kind.NUMBER and numbers and numbers[-1].word.word.is_cut:
            continue  # the rest of one number
        elif kind in (Kind.NUMBER, Kind.NOTHING) and (with_spreads or before is not Kind.SPREAD):
            is_bound = before is Kind.BOUND or word.word.is_cut
            numbers.append(_Number(word, "", False, kind is Kind.NUMBER, is_bound))
        elif kind is Kind.UNIT and numbers:
            if before is Kind.OTHER and numbers[-1].unit == _UNREAD:
                numbers[-1] = replace(numbers[-1], unit="")
            last = next((k for k in reversed(range(len(numbers))) if numbers[k].unit), -1)
            numbers[last + 1 :] = [replace(n, unit=word.word.name) for n in numbers[last + 1 :]]
            numbers[-1] = replace(numbers[-1], is_own=True)
        before = kind
    return [n if n.unit else replace(n, unit=heading) for n in numbers]


def _n_columns(block: list[_Entry]) -> int:
    """How many Q-Boxes stand side by side: numbers of one unit in most rows of stiffness."""
    counts = [
        max(Counter(n.unit for n in entry.numbers).values(), default=0)
        for entry in block
        if entry.field in STIFF
    ]
    return Counter(c for c in counts if c).most_common(1)[0][0] if any(counts) else 1


def _unit_of(block: list[_Entry], usual: Unit | None) -> Unit | None:
    """The usual unit; the other one where that stands beside fewer than half of the stiffness values.

    "Mean 2.88 m/s (24.9 kPa)" above "Min 2.60 m/s", "SD 0.13 m/s" is a panel in m/s.
    """
    told = [{n.unit for n in entry.numbers} for entry in block if entry.field in STIFF and entry.numbers]
    counts = Counter(unit for units in told for unit in units if unit in STIFF_UNITS)
    if usual is None or 2 * counts[usual.value] >= len(told) or not counts:
        return usual
    return Unit(counts.most_common(1)[0][0])


def _chosen(entry: _Entry, column: int, n_columns: int, common: str, usual: Unit | None) -> list[PanelValue]:
    """The value of an entry in one column, in the usual one of its units."""
    known = ("", *_UNITS_OF[entry.field])
    spare = common if entry.field in STIFF else ""
    told = [n if n.is_own or n.unit in known else replace(n, unit="") for n in entry.numbers]
    fitting = [n for n in told if n.unit in known]
    if not any(n.unit for n in fitting):
        fitting = [replace(n, unit=spare) for n in fitting]
    if not entry.numbers:
        return (
            [PanelValue(entry.field, None, 0.0, None, 0, entry.name.piece, entry.name.piece)]
            if n_columns == 1
            else []
        )
    units = [n.unit for n in fitting]
    wanted = usual.value if usual and usual.value in units else units[0] if units else ""
    same = [n for n in fitting if n.unit == wanted]
    if len(same) != n_columns and len(same) <= column:
        return []
    value = _value(entry.name, same[column])
    return [value] if value is not None else []


def _value(name: PlacedWord, number: _Number) -> PanelValue | None:
    """The number as a value of what a name says; None for a dash or a unit of something else."""
    field = name.word.name
    if not number.is_shown or number.unit not in ("", *_UNITS_OF[field]):
        return None
    word = number.word.word
    unit = Unit(number.unit) if field in STIFF and number.unit else None
    if number.is_bound:
        return PanelValue(field, None, 0.0, None, 0, number.word.piece, name.piece)
    factor = _MM_PER_CM if field == "diameter_mm" and number.unit == "cm" else 1.0
    value = round(word.value * factor, 6)
    piece, label = number.word.piece, name.piece
    return PanelValue(field, value, word.certainty, unit, word.decimals, piece, label, word, factor)


def _is_whole(values: list[PanelValue]) -> bool:
    """Whether values make a Q-Box: a stiffness with a unit, and at least one more value."""
    shown = [v for v in values if v.value is not None]
    is_stiff = any(v.field in ("mean", "minimum", "maximum") for v in shown)
    return len(shown) >= 2 and is_stiff and any(v.unit is not None for v in shown)


def _is_lone(values: list[PanelValue], rows: list[list[PlacedWord]]) -> bool:
    """Whether values are a mean alone that is named as a modulus or a speed, "E 11.9 kPa"."""
    if [v.field for v in values] != ["mean"] or values[0].unit is None:
        return False
    return any(w.word.is_lone and w.piece == values[0].label for row in rows for w in row)


def _are_listed(boxes: list[list[PanelValue]], rows: list[list[PlacedWord]], usual: Unit | None) -> bool:
    """Whether lone values are a short numbered list in a unit: "1  Vs = 1.02 m/s"."""
    names = [w for row in rows if is_numbered(row) for w in row[1:2] if w.word.is_lone]
    numbered = {name.piece for name in names}
    is_of_list = all(v.label in numbered and v.unit is usual for values in boxes for v in values)
    return 0 < len(boxes) <= _MOST_SHOWN and is_of_list
