"""The words, numbers and units of a Q-Box panel, in the languages scanners speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache

from dlre_gui.screen.certainty import SURE
from dlre_gui.screen.lattice import Candidate
from dlre_gui.screen.near_names import field_of_unit, near_name
from dlre_gui.screen.ocr import FOREIGN, ReadLine


class Kind(Enum):
    """What a word of a panel is."""

    FIELD = auto()  # names a value of a Q-Box
    TITLE = auto()  # of a Q-Box
    SUMMARY = auto()  # names a statistic over several measurements
    FLOW = auto()  # names a velocity of blood
    NUMBER = auto()
    SPREAD = auto()  # ± between a mean and its SD
    NOTHING = auto()  # stands where a value would: --
    BOUND = auto()  # says that a value is beyond the number that follows, >, or lacks digits before it
    UNIT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line.

    Attributes
    ----------
    name
        Of a FIELD: of `QBOX_FIELDS`. Of a UNIT: kPa, m/s, mm, cm, % or the other unit as read.
        Of a NUMBER: its digits with a point.
    certainty
        Of its least certain character, 0 to 1.
    start, end
        Places along the line, 0 to 1.
    is_lone
        Of a FIELD: whether it names a modulus or a speed and nothing of a Q-Box, "E 11.9 kPa"; or is
        a mere D.
    line, span
        What was read, and which of its characters the word is.
    """

    kind: Kind
    name: str
    certainty: float
    start: float
    end: float
    is_lone: bool = False
    line: ReadLine | None = field(default=None, compare=False, repr=False)
    span: tuple[int, int] = (0, 0)

    def candidates(self) -> tuple[Candidate, ...]:
        """What a NUMBER may be, the likeliest first; empty where the line does not tell."""
        return self.line.candidates(*self.span) if self.line and self.kind is Kind.NUMBER else ()

    @property
    def text(self) -> str:
        """As read; empty where the line does not tell."""
        return self.line.text[slice(*self.span)] if self.line else ""

    @property
    def value(self) -> float:
        """Of a NUMBER."""
        return float(self.name)

    @property
    def is_cut(self) -> bool:
        """Of a NUMBER: whether a point stands behind it and no digits there, or it begins as "05" does."""
        behind = self.line.text[self.span[1] :].lstrip() if self.line else ""
        if self.name[:1] == "0" and self.name[1:2].isdigit():
            return True
        return not self.decimals and behind[:1] in (".", ",") and not behind[1:].strip()

    @property
    def decimals(self) -> int:
        """Of a NUMBER."""
        return len(self.name.partition(".")[2])


_FIELDS = {
    "mean": (
        "mean|average|avg|ave|mittelwert|mittel|mw|moyenne|moy|m[eéêè]dia|prom(?:edio)?(?![a-z])|gem(?:iddelde?)?(?![a-z])|ort(?:alama)?"
        "|[sś]r(?:ed(?:nia)?)?(?=\\.|$)|[sś]rednia|cp(?:e[aдd]|д)\\w*|средн\\w*|сред|cp(?=\\.)|平均[值値]?|均[值値]|평균값?"
    ),
    "minimum": "minimum|m[ií]nimo|min|m[mnhuи][hн](?:[иuм]\\w*)?|mи(?=\\.)|мин|最小[值値]?|최[|l]?[소솟]값?",
    "maximum": (
        "maximum|m[aáâä]ximo|massimo|m[aáâä]x|maks|ma[kкκ]?[cс]{1,2}(?:[иum]\\w*)?|макс|最大[值値]?"
        "|최[|l]?[대댓][|ci]?값?"
    ),
    "sd": (
        "standard ?deviation|std ?\\.? ?dev|stdev|std ?\\.? ?abw|stabw|standardabw(?:eichung)?"
        "|std ?\\.? ?sapma|std|s ?\\. ?d|sd"
        "|desv(?:iaci[oó]n|io)?(?: ?\\.? ?(?:est|pad)\\w*)?"
        "|dev ?\\. ?st(?:d|and)?|[o0]dch(?:ylenie)?(?: ?\\.? ?st\\w*)?"
        "|[ée]cart[ -]?type|[ée]cart|e ?\\. ?t|et"
        "|(?:d[eps]|ss|os)(?! ?[A-Za-zÀ-ÿ])|[cс][kк][oо0]|c[tт]\\w*\\.? ?[oо][tт][kк]\\w*"
        "|标准偏差|標準偏差|标准差|標準差|표준 ?[편평]차|[편평]차"
    ),
    "diameter_mm": (
        "di[aáâ]m[eè]t(?:er|re|ro)|di[aáâ]m|dia|durchmesser|durchm|[çcq]ap|[sś]redn(?:ica)?(?=\\.|$)|[sś]rednica"
        "|(?:ди|[aа][mм])[aа][mм]\\w*|直[径徑]|직[|l]?경|지{1,2}름|[øØ∅⌀]|d"
    ),
    "si_percent": (
        "stability(?: index)?|stab ?\\.? ?index|stabilit[äéà]t?|stabilite|e?stabilidade?|stab|s ?\\. ?i|si"
        "|c[tт]?a[6б](?=\\.)|稳定性指数|稳定指数|稳定性|穩定性|安定性|안정[성도]"
    ),
}
# Read for each other where type is small.
_ALIKE = {"i": "[il1|!íì]", "l": "[il1|]", "o": "[o0]", "s": "[s5]", "ä": "[äa]"}
_LETTER = "A-Za-zÀ-\u017f\u0370-\u04ff"
_QUALIFIER = (
    r"(?:(?:e|elast(?:icity|\.)?|stiff(?:ness|\.)?|弹性|弾性|硬度|杨氏模量|탄성)[ .:_-]{0,2}"
    r"|(?:v|vs|cs|swv|sws|vel(?:ocity|\.)?|speed)[ .:_-]{1,2}|v(?=m))?"
)
_UNITS = (
    # of a dispersion and a viscosity: of no stiffness, though its unit stands in them
    ("other", r"[mм] ?/ ?[sс] ?[)\]]? ?/ ?k?hz|p ?a ?[.·*⋅•] ?s"),
    # or without its last letter
    ("kPa", r"k?[kκк] ?[pdbn∩пΠπ∏]? ?[aа]|[kк]?п[lлi]?[aа]|[kк][il1|]{2}[aа]|k ?p"),
    ("Pa", r"[gmh]?pa"),
    ("cm/s", r"cm ?/ ?s"),
    ("mm/s", r"mm ?/ ?s"),
    # or with a sign for its last letter, or a letter for its stroke
    ("m/s", r"[mм] ?/ ?(?:[scс]|(?=[)\]}:;.,!]|$))|m[ií1l|!]s"),
    ("area", r"[cm]m(?:²| ?2(?![\d.,]))"),
    ("mm", r"m[mnпил]?m"),
    ("cm", r"cm"),
    ("%", r"%"),
    ("other", r"db|[mk]?hz|bpm|fps|ms|ml|(?:(?<=\d)|(?<=\d ))(?:(?-i:s)|sec|cc)|° ?c|℃"),
)


def _tolerant(words: str) -> str:
    """The pattern of words whose letters may be read as others that look alike."""
    return re.sub(
        r"(?<![\\\[])[iloä](?![^\[]*\])|(?<=[a-zé ])s(?![^\[]*\])", lambda m: _ALIKE[m.group()], words
    )


def _pattern() -> re.Pattern[str]:
    named = "|".join(f"(?P<{name}>{_tolerant(words)})" for name, words in _FIELDS.items())
    units = "|".join(f"(?P<unit{n}>{pattern})" for n, (_, pattern) in enumerate(_UNITS))
    return re.compile(
        rf"(?P<title>(?:q|[o0](?= ?- ?b)) ?-? ?b[o0]x(?: ?(?:™|tm))?|r[o0][i1l](?![{_LETTER}]))"
        r"(?: ?[#:]?[1-9A-D](?![\w.,]))?"
        rf"|(?P<summary>iqr(?: ?/ ?(?:m ?)?[a-z]*)?|m[ée]dian\w*|med(?![{_LETTER}])|n ?=|valid\w*|n(?= ?\d+$)"
        r"|中位数|中值|四分位距|中央値|중앙값)"
        rf"|(?<![{_LETTER}])(?P<flow>psv?|edv?|[rp]i|s/d|ta(?:max|mean)|vti)(?![{_LETTER}])"
        rf"|(?<![{_LETTER}]){_QUALIFIER}(?:{named})(?![{_LETTER}])\.?"
        rf"|(?<![{_LETTER}])(?P<modulus>(?:e|vs|cs|sws|swv)\d?)"
        rf"(?= ?[=:]? ?\d+[.,]\d+[^{_LETTER}]*(?:kpa|m/s))"
        r"|(?P<spread>±|\+ ?/ ?-)"
        r"|(?P<bound>(?<!\))(?<!\(kpa)(?<!\(m/s)(?<!\([cm]m)(?<!\(%)[<>≤≥≧⩾]|(?<![\w.,)-])[-\u2212](?=\d)|(?<![.\d])[.,·](?=\d))"
        r"|(?P<nothing>-[-. ]*-|\*{2,}|-(?= ?(?:$|kpa|m/s|mm|cm|%)))"
        rf"|(?:(?<![{_LETTER}\d])(?<!\d[.,·])|(?<=/s)|(?<=pa)|(?<=mm))(?P<number>{_NUMBER})"
        rf"|(?<![{_LETTER}])(?:{units})(?![{_LETTER}])"
        rf"|(?P<other>[{_LETTER}]+0(?![\d.,])|[{_LETTER}\u2e80-\uffef]+)",
        re.IGNORECASE,
    )


_NUMBER = r"(?:[\dOoIl|]*\d[\dOoIl|]*(?: ?[.,·] ?[\dOoIl|]+)?|[OoIl|][.,·]\d+)(?![\d.,/:-]*[/:-]\d)"
_MOST_OF_NAME = 3  # words
_WORDS = _pattern()
_BEHIND_NAME = re.compile(rf"(?P<number>{_NUMBER})")  # without a space between
_LONG_NAME = 3  # letters; behind shorter ones a digit is a part of them, T1
_LONE = re.compile(r"(?:e|vs|cs|sws|swv)\d?|d", re.IGNORECASE)
_SURE_SIGN = 0.7  # certainty at least, of one sign alone that is to tell a name
_UNSURE_DIGIT = 0.6  # certainty at most, of a number with a letter read for one of its digits
_GLUED = re.compile(r"[^\w\s:=()\[\]/~±≥≤<>≧⩾+\-\u2212\u2013,;.·%°™*#Ø∅⌀]")  # what no sign beside a number is
_GLUED_CERTAINTY = 0.5  # at most, of a number beside a sign that may be a misread digit
_DEPTH = re.compile(r"D ?[:=]? ?\d+(?:[.,]\d+)? ?cm", re.IGNORECASE)  # of the picture, not a diameter
_TO_DIGITS = str.maketrans(  # the pattern takes small letters for capital ones, ı and İ for i
    dict.fromkeys("Oo", "0") | dict.fromkeys("IiİılL|", "1") | {",": ".", "·": ".", " ": None}
)


def words_of(line: ReadLine, near: bool = False) -> list[Word]:
    """The words of a line as read, from left to right; punctuation is left out.

    Parameters
    ----------
    near
        Whether words that are nearly the name of a value are taken for it: where a panel is known to be.
    """
    return list(_words_of(line, near))


@lru_cache(maxsize=512)  # the pieces of a panel are asked for time and again
def _words_of(line: ReadLine, near: bool) -> tuple[Word, ...]:
    found = list(_found(line.text))
    words = [_word(line, *_meaning(one), *one.span()) for one in found]
    return tuple(_with_near_names(line, words, [one.span() for one in found]) if near else words)


def _found(text: str) -> Iterator[re.Match[str]]:
    """What stands in a text, from left to right; a number may stand right behind a name."""
    place = 0
    while one := _WORDS.search(text, place):
        yield one
        is_name = one.lastgroup in _FIELDS and len(one.group()) >= _LONG_NAME
        behind = _BEHIND_NAME.match(text, one.end()) if is_name else None
        if behind:
            yield behind
        place = (behind or one).end()


def _word(line: ReadLine, kind: Kind, name: str, start: int, end: int) -> Word:
    text, certainty = line.text[start:end], line.confidence_of(start, end)
    if kind in (Kind.FIELD, Kind.OTHER) and len(text) == 1 and _is_of_unknown_word(line.text, start):
        kind, name = Kind.OTHER, FOREIGN
    if name == "Pa" and text.casefold() == "pa" and certainty < SURE:
        name = "kPa"  # nothing on a screen is in pascals
    if kind is Kind.FIELD and text in "Dd" and line.text[:start][-1:].isdigit():
        kind, name = Kind.OTHER, text  # 2D
    is_lone = kind is Kind.FIELD and _LONE.fullmatch(text) is not None
    if kind is Kind.NUMBER and any(c.isalpha() or c == "|" for c in text):
        certainty = min(certainty, _UNSURE_DIGIT)
    if kind is Kind.NUMBER and _GLUED.search(line.text[max(0, start - 1) : start] + line.text[end : end + 1]):
        certainty = min(certainty, _GLUED_CERTAINTY)
    return Word(kind, name, certainty, *line.extent_of(start, end), is_lone, line, (start, end))


def _is_of_unknown_word(text: str, place: int) -> bool:
    """Whether a sign stands, without a space between, beside signs that no reader knows."""
    before, after = text[:place].split(" ")[-1], text[place:].split(" ")[0]
    return FOREIGN in before + after


def _with_near_names(line: ReadLine, words: list[Word], spans: list[tuple[int, int]]) -> list[Word]:
    """The words with those of a misread name made one."""
    told: list[Word] = []
    k = 0
    while k < len(words):
        end, field = _misread_name(line, words, spans, k)
        if field is None:
            told.append(words[k])
        else:
            name = _word(line, Kind.FIELD, field, spans[k][0], spans[end - 1][1])
            told.append(replace(name, kind=Kind.FIELD, name=field))
        k = end
    return told


def _misread_name(
    line: ReadLine, words: list[Word], spans: list[tuple[int, int]], start: int
) -> tuple[int, str | None]:
    """Where a misread name that begins with a word ends, and what it means; the longest one there is."""
    for end in range(_end_of_name(words, start), start, -1):
        is_unknown = any(word.kind is Kind.OTHER for word in words[start:end])
        text, unit = line.text[spans[start][0] : spans[end - 1][1]], _unit_beside(words[end:])
        is_told = len(text) > 1 or (words[start].certainty >= _SURE_SIGN and words[start].name != FOREIGN)
        is_told = is_told or bool(field_of_unit(text, unit))
        field = near_name(text, unit) if is_unknown and is_told else None
        if field is not None:
            return end, field
    return start + 1, None


def _unit_beside(following: list[Word]) -> str:
    """The unit that follows a name or its number; "" if none does."""
    rest = following[1:] if following and following[0].kind is Kind.NUMBER else following
    return rest[0].name if rest and rest[0].kind is Kind.UNIT else ""


def _end_of_name(words: list[Word], start: int) -> int:
    """Where the words end that may make one name with the one at `start`."""
    end = start
    while end < min(len(words), start + _MOST_OF_NAME) and words[end].kind in (Kind.OTHER, Kind.FIELD):
        end += 1
    return max(end, start + 1)


def _meaning(found: re.Match[str]) -> tuple[Kind, str]:
    group = found.lastgroup or ""
    if group in _FIELDS:
        is_depth = _DEPTH.match(found.string, found.start()) is not None
        return (Kind.OTHER, found.group()) if is_depth else (Kind.FIELD, group)
    if group == "modulus":
        return Kind.FIELD, "mean"
    if group.startswith("unit"):
        return Kind.UNIT, _UNITS[int(group[4:])][0]
    text = found.group()
    if group == "number":
        return Kind.NUMBER, text.translate(_TO_DIGITS)
    return Kind[group.upper()], text
