"""Phone numbers, e-mail addresses and postcodes in what people type, so that they can be asked before it is saved.

A pattern cannot know what a person means: whoever typed it decides (leave out, keep, edit). Every pattern is bounded:
none repeats without an upper limit, so the time needed grows with the length of the text and no faster (a test holds
this). The text is folded first: full-width and Arabic-Indic digits, odd spaces and dashes become plain ones and
invisible marks vanish; what is reported are places in the text as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["KIND_WORDS", "Found", "Kind", "personal_data_in", "personal_data_words", "without_personal_data"]

Kind = Literal["phone", "email", "postcode"]

KIND_WORDS: Mapping[Kind, str] = {"phone": "phone number", "email": "e-mail address", "postcode": "postcode"}
"""What each kind is called in a sentence."""


@dataclass(frozen=True)
class Found:
    """One phone number, e-mail address or postcode: ``text`` is ``typed[start:end]``."""

    kind: Kind
    text: str
    start: int
    end: int


# Between the digits of a phone number.
_S = r"[ .()/_-]"
_BEFORE = r"(?<!\d)(?<!\d[.:,])(?<!\d\d\d\d-)"
_AFTER = r"(?!\d)(?: {0,2}(?:extension|ext|x)\.? {0,2}\d{1,5}(?!\d))?"
_WRITINGS = (
    # 0117 496 0000, (01633) 496 000, 07700 900123; 010 begins codes of bus stops and no telephone number.
    rf"\(?0(?={_S}{{0,4}}(?:1{_S}{{0,4}}[1-9]|[235789]))(?:{_S}{{0,4}}\d){{9,10}}",
    # +44 (0)117 496 0000, 0044 7700 900123
    rf"\(?(?:\+|00){_S}{{0,3}}44(?:{_S}{{0,4}}0)?(?={_S}{{0,4}}[1-9])(?:{_S}{{0,4}}\d){{9,10}}",
    # 447700900123, 7700 900123: mobile numbers without 0 or +
    r"(?<!\+)(?:44[ -]?)?7[1-9]\d\d[ -]?\d{3}[ -]?\d{3}",
    # +353 87 123 4567, 0033 6 12 34 56 78
    rf"\(?\+[1-9](?:{_S}{{0,3}}\d){{8,14}}",
    rf"00[1-9](?:{_S}{{0,3}}\d){{8,13}}",
)
# "phone 496 0000": without the code of the town, but said to be one
_SAID_TO_BE = (
    r"\b(?:tel|telephone|phone|mobile|mob|whatsapp)\b(?:[ .:,]{1,3}(?:no|number|me|us|on|is)\b){0,3}[ .:,]{1,3}"
    r"(?P<number>\d{6,8}|\d{3,4}[ -]\d{3,4})(?![ -]?\d)"
)
_PHONES = (
    *(re.compile(_BEFORE + writing + _AFTER, re.IGNORECASE) for writing in _WRITINGS),
    re.compile(_SAID_TO_BE, re.IGNORECASE),
)
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d|\d\d)"
_NO_PHONES = re.compile(
    rf"(?<!\d)(?:{_DAY}([./-]){_MONTH}\1{_YEAR}|(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d|[./-]\d)"  # dates
    r"|(?<![\d.])(?:[01]?\d|2[0-3])[.:][0-5]\d(?!\d|\.\d)"  # times
    r"|(?<![\d.+])(?:0|[1-9]\d{0,2})\.\d{1,20}+(?!\d|\.\d)"  # decimal numbers, coordinates
)
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_MOST_GROUPS = 6

_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W "
    "WA WC WD WF WN WR WS WV YO ZE".split()
)
_POSTCODE = re.compile(
    r"(?<![^\W_])(?P<area>[A-Z]{1,2})(?P<gap> ?)\d(?:\d|[A-HJKMNPR-Y])?"
    r"[ .-]{0,2}\d(?P<end>[ABD-HJLNP-UW-Z]{2})(?![^\W_])",
    re.IGNORECASE | re.ASCII,
)
# "the M4 3rd exit", "B4 6ft wide" are no postcodes.
_NO_ENDS = frozenset(("st", "nd", "rd", "th", "ft", "hr", "yr", "lb"))

_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_DOT = r"(?:\.| {0,2}[\[({<] ?dot ?[\])}>] {0,2}| {1,2}dot {1,2})"
_END = r"[^\W\d_]{2,24}(?![^\W_])"
_KNOWN_END = r"(?:com|org|net|info|uk|co|eu|me|io|wales|cymru|scot|london|ie)(?![^\W_])"
_AT = re.compile(r"(?P<sign>@)| {0,2}(?P<bracket>[\[({<] ?at ?[\])}>]) {0,2}| {1,2}(?P<word>at) {1,2}", re.IGNORECASE)
_DOMAINS = {
    "sign": re.compile(
        rf"(?:{_LABEL}\.){{1,6}}(?:xn--[\w-]{{1,60}}|{_END})|(?: (?:{_LABEL}\.){{1,6}}{_KNOWN_END})", re.I
    ),
    "bracket": re.compile(rf"(?:{_LABEL}{_DOT}){{1,6}}{_END}", re.I),
    "word": re.compile(rf"(?:{_LABEL} {{1,2}}dot {{1,2}}){{1,6}}{_KNOWN_END}", re.I),
}
_NOT_IN_NAME = frozenset(' \t\r\n@<>()[]{},;:"“”')
_LONGEST_NAME = 64

_VANISH = frozenset(("Cf", "Mn", "Me"))
_DOTS = frozenset("。｡．·•‧∙․")


def _folded_sign(sign: str) -> str:
    """One character as the patterns know it; empty if it is not seen on a screen."""
    category = unicodedata.category(sign)
    if category in _VANISH:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Zs" or sign == "\t":
        return " "
    if category == "Pd" or sign == "−":
        return "-"
    if sign in _DOTS:
        return "."
    plain = unicodedata.normalize("NFKC", sign) if category != "No" else sign
    return plain if len(plain) == 1 else sign


def _fold(typed: str) -> tuple[str, Sequence[int]]:
    """Folded text, and for each of its characters the place in ``typed``."""
    if typed.isascii():
        return typed.replace("\t", " "), range(len(typed))
    signs, places = [], []
    for place, sign in enumerate(typed):
        if folded := sign if sign.isascii() and sign != "\t" else _folded_sign(sign):
            signs.append(folded)
            places.append(place)
    return "".join(signs), places


def _emails(folded: str) -> Iterator[tuple[int, int]]:
    before = 0
    for at in _AT.finditer(folded):
        domain = _DOMAINS[at.lastgroup or "sign"].match(folded, at.end())
        if domain is None:
            continue
        end = at.start()
        if at.lastgroup == "sign" and end > before and folded[end - 1] == " " and domain[0].startswith(" "):
            end -= 1
        start = end
        while start > before and end - start < _LONGEST_NAME and folded[start - 1] not in _NOT_IN_NAME:
            start -= 1
        while start < end and not folded[start].isalnum():
            start += 1
        if start < end:
            before = domain.end()
            yield start, before


def _is_phone(number: str) -> bool:
    """False for lists of small numbers and of times that have as many digits as a phone number."""
    groups = re.findall(r"\d{1,20}", number)
    digits_n = sum(map(len, groups))
    if number.count("/") > 1 or all(_CLOCK.fullmatch(group) for group in groups):
        return False
    if digits_n < 11 and groups[0][0] == "0" and len(groups[0]) < 3 and "+" not in number:
        return False
    return len(groups) <= _MOST_GROUPS + ("+" in number) or all(len(group) == 1 for group in groups)


def _phones(folded: str) -> Iterator[tuple[int, int]]:
    searched = _NO_PHONES.sub(lambda match: "~" * len(match[0]), folded)
    for pattern in _PHONES:
        for match in pattern.finditer(searched):
            start, end = match.span("number" if "number" in pattern.groupindex else 0)
            if searched[start] == "(" and ")" not in searched[start:end]:
                start += 1
            if _is_phone(searched[start:end]):
                yield start, end


def _postcodes(folded: str) -> Iterator[tuple[int, int]]:
    for match in _POSTCODE.finditer(folded):
        area, ending = match["area"], match["end"]
        is_area = area.upper() in _AREAS and (not match["gap"] or area.isupper())
        if is_area and not (len(area) == 1 and ending in _NO_ENDS):
            yield match.span()


_FINDERS: tuple[tuple[Kind, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("email", _emails),
    ("phone", _phones),
    ("postcode", _postcodes),
)


def personal_data_in(typed: str) -> list[Found]:
    """What looks like personal data in a text, in order, none over another.

    Phone numbers in all usual British writings and international ones with ``+`` or ``00``; e-mail addresses, also
    such as ``name (at) domain dot uk``; full postcodes. Not: bus lines, times, dates, sums, roads, coordinates, codes
    of stops and areas, and the first half of a postcode, which names a district and no person.
    """
    folded, places = _fold(typed)
    taken: list[tuple[int, int, Kind]] = []
    searched = folded
    for kind, finder in _FINDERS:
        spans = sorted(set(finder(searched)), key=lambda span: (span[0], -span[1]))
        last = 0
        for start, end in spans:
            if start >= last:
                taken.append((start, end, kind))
                last = end
        searched = _blanked(searched, taken)
    return [
        Found(kind, typed[places[start] : places[end - 1] + 1], places[start], places[end - 1] + 1)
        for start, end, kind in sorted(taken)
    ]


def _blanked(folded: str, taken: list[tuple[int, int, Kind]]) -> str:
    """The text with what is found already made unfindable, every place kept."""
    parts, last = [], 0
    for start, end, _ in sorted(taken):
        parts += [folded[last:start], "\x00" * (end - start)]
        last = end
    return "".join((*parts, folded[last:]))


def personal_data_words(found: Sequence[Found]) -> list[str]:
    """Each thing once, as in ``"phone number “0117 496 0000”"``; plain text that the page has to escape."""
    return list(dict.fromkeys(f"{KIND_WORDS[one.kind]} “{one.text}”" for one in found))


def without_personal_data(typed: str, *, removed: Mapping[Kind, str] | None = None) -> str:
    """The text with ``[phone number removed]`` and the like in place of what was found.

    Args:
        typed: any text.
        removed: what to write instead for each kind, for another language.
    """
    words = removed or {kind: f"[{name} removed]" for kind, name in KIND_WORDS.items()}
    parts, last = [], 0
    for one in personal_data_in(typed):
        parts += [typed[last : one.start], words[one.kind]]
        last = one.end
    return "".join((*parts, typed[last:]))
