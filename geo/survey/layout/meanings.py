"""What each column of a wide table is of: an indicator, or limits, error or number of answers of one.

A column that tells how many answered, or how sure a number is, is never an indicator without a word: it belongs to one,
is asked about, or is named as what it was taken for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from geo.errors import Report
from geo.survey.layout.header import YEAR, Heading, year_of
from geo.survey.layout.percent import says_percent
from geo.survey.layout.roles import folded, statistic_of

__all__ = ["Meanings", "Meant", "meanings"]

_BESIDE = ("low", "high", "se", "n", "other")
_OTHER = re.compile(
    r"margin of error( .*)?|(95 ?% )?(confidence interval|ci)( 95 ?%)?|(\+ ?/ ?-|±).*|standard deviation|std ?dev|sd|"
    r"variance|cv|coefficient of variation|p[ -]?values?|significan(ce|t)( .*)?|design effect|deff"
)
_WORDS = frozenset(
    "limit level interval bound confidence conf lower upper high standard sampling error unweighted weighted sample "
    "size base respondents responses number answers denominator value values statistic percent percentage estimate "
    "result score rate mean figure proportion mark note notes flag status suppressed suppression quality symbol marker "
    "reliability participants interviews returns completes completed questionnaires surveys people answered answering "
    "responding surveyed interviewed achieved effective total count margin variance coefficient variation significance "
    "significant design effect deff deviation".split()
)
"""Longer words that a name of a statistic begins or ends with."""
_PARTS = re.compile(r"[^\s_:,()\[\]–-]+")
_WEIGHTED = re.compile(r"(?<!un)(?<!un )(?<!un-)weighted")
_PERCENT_WORDS = re.compile(r"%|\b(percent(age)?|per cent|pct|perc)\b")


@dataclass(frozen=True)
class Meant:
    """What one column holds: of which title, which statistic, of which year (empty: the row's or the sheet's)."""

    title: str
    statistic: str
    year: str


@dataclass
class Meanings:
    """What the columns of numbers hold.

    Attributes:
        of: by column; those that are not used are left out.
        of_all: the column with the number of answers behind every percentage, by year.
    """

    of: dict[int, Meant]
    of_all: dict[str, int] = field(default_factory=dict)


def meanings(heads: list[Heading], sample_size: str, report: Report) -> Meanings:
    """Say what each column of numbers is of.

    Args:
        heads: of the columns of numbers, from left to right.
        sample_size: what a number of answers of no indicator is: ``"all"``, behind every percentage; ``"indicator"``, a
            number of its own; empty, where nobody has said.
        report: told what was taken for what, and what is asked.
    """
    alone = {head.column: told for head in heads if (told := _alone(head.text, head.above))}
    found = Meanings(_titled([head for head in heads if head.column not in alone], report))
    if not alone:
        return found
    whole = {head.column: head.whole for head in heads}
    if not any(one.statistic == "value" for one in found.of.values()):
        _tell_lonely([whole[column] for column in alone], report)
        found.of |= {column: Meant(whole[column], "value", "") for column in alone}
        return found
    left = _unweighted_first(heads, alone)
    for column, one in (_of_the_only(left, found.of) or _of_the_left(heads, left, found.of)).items():
        found.of[column] = one
        del alone[column]
    if sample_size == "all":
        for column, (statistic, year) in left.items():
            if statistic == "n" and column in alone and year not in found.of_all:
                found.of_all[year] = column
                del alone[column]
    elif sample_size == "indicator":
        found.of |= {column: Meant(whole[column], "value", "") for column, one in alone.items() if one[0] == "n"}
        alone = {column: one for column, one in alone.items() if one[0] != "n"}
    _tell_alone([whole[column] for column in alone], report)
    return found


def _tell_alone(headings: list[str], report: Report) -> None:
    if headings:
        report.add(
            "warning", "whose_numbers",
            f"{len(headings):,} column{' tells' if len(headings) == 1 else 's tell'} how many answered, or how sure "
            "a number is, and not of which indicator.",
            needed='the indicator in the heading ("Lonely: sample size"); or whether a number of answers is behind '
            "every percentage of the table (sample_size: all) or a number of its own (sample_size: indicator).",
            action="Neither used nor taken for an indicator.", where=headings, count=len(headings),
        )  # fmt: skip


def _tell_lonely(headings: list[str], report: Report) -> None:
    if headings:
        report.add(
            "warning", "taken_for_indicator",
            f"{len(headings):,} heading{' sounds' if len(headings) == 1 else 's sound'} like the limit, the error or "
            "the number of answers of an indicator that is not in the table.",
            action="Taken as an indicator; rename the column after its indicator, or take it out, where that is wrong.",
            where=headings, count=len(headings),
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _statistic(words: str) -> str:
    return statistic_of(words) or ("other" if _OTHER.fullmatch(folded(words)) else "")


@lru_cache(maxsize=4096)
def _alone(text: str, above: str) -> tuple[str, str] | None:
    """Statistic and year of a heading that names no indicator: "Base", "n 2023/24"; None of any other."""
    text, above = (text, above) if text else (above, "")
    year = year_of(above)
    if above and not year:
        return None
    if not year and (match := YEAR.search(text)):
        text, year = text.replace(match[0], " ").strip(" _-:()"), match[0]
    found = _statistic(text)
    return (found, year) if found in _BESIDE else None


def _unweighted_first(heads: list[Heading], alone: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Without weighted bases where unweighted ones stand too: those who answered are what an interval needs."""
    texts = {head.column: folded(head.whole) for head in heads}
    numbers = [column for column, one in alone.items() if one[0] == "n"]
    if any("weighted" in texts[column] and not _WEIGHTED.search(texts[column]) for column in numbers):
        numbers = [column for column in numbers if _WEIGHTED.search(texts[column])]
        return {column: one for column, one in alone.items() if column not in numbers}
    return dict(alone)


def _of_the_only(alone: dict[int, tuple[str, str]], known: dict[int, Meant]) -> dict[int, Meant]:
    """Where the table has one indicator, all belong to it, if none stands twice."""
    values = {(one.title, one.year) for one in known.values() if one.statistic == "value"}
    titles = {title for title, _ in values}
    usable = {column: one for column, one in alone.items() if one[0] != "other"}
    if len(titles) != 1 or max(Counter(usable.values()).values(), default=2) > 1:
        return {}
    title = titles.pop()
    found = {column: Meant(title, *one) for column, one in usable.items() if (title, one[1]) in values}
    return {column: one for column, one in found.items() if one not in known.values()}


def _of_the_left(
    heads: list[Heading], alone: dict[int, tuple[str, str]], known: dict[int, Meant]
) -> dict[int, Meant]:  # fmt: skip
    """Where the same columns follow one indicator after the other, they belong to the one on their left."""
    groups: list[tuple[Meant, list[int]]] = []
    for head in heads:
        one = known.get(head.column)
        if one is not None and one.statistic == "value":
            groups.append((one, []))
        elif head.column in alone and groups:
            groups[-1][1].append(head.column)
    held = [[alone[column][0] for column in columns] for _, columns in groups]
    filled = [one for one in held if one]
    is_same = len(filled) >= 2 and all(one == filled[0] for one in filled) and len(set(filled[0])) == len(filled[0])
    is_sure = is_same and ({"low", "high"} <= set(filled[0]) or "se" in filled[0] or len(filled) == len(held))
    if not is_sure or sum(map(len, held)) != len(alone):
        return {}
    return {
        column: Meant(one.title, alone[column][0], one.year)
        for one, columns in groups for column in columns if alone[column][0] != "other"
    }  # fmt: skip


def _titled(heads: list[Heading], report: Report) -> dict[int, Meant]:
    """What each column is of whose heading names something."""
    found, lonely = _titled_and_lonely(tuple(heads))
    _tell_lonely(list(lonely), report)
    return dict(found)


@lru_cache(maxsize=16)
def _titled_and_lonely(heads: tuple[Heading, ...]) -> tuple[Mapping[int, Meant], tuple[str, ...]]:
    """The same, and headings that sound like the limit of what is not there: sheets of one workbook are often alike."""
    split = {head.column: _split(head.text, head.above) for head in heads}
    titles = Counter(title for title, _, _ in split.values())
    plain = {_loose(head.whole): head.whole for head in heads if split[head.column][1] in ("", "value")}
    found: dict[int, Meant] = {}
    lonely = []
    for head in heads:
        title, statistic, year = split[head.column]
        if (statistic or year) and (titles[title] > 1 or head.above):
            found[head.column] = Meant(title, statistic or "value", year)
        elif other := _of_another(head, split[head.column], plain):
            found[head.column] = other
        else:
            found[head.column] = Meant(head.whole, "value", "")
            if statistic in _BESIDE and statistic != "other":
                lonely.append(head.whole)
    whole = {head.column: head.whole for head in heads}
    told: dict[Meant, list[int]] = {}
    for column, one in found.items():
        told.setdefault(one, []).append(column)
    for one, rivals in told.items():
        if len(rivals) == 1:
            continue
        weighted = [column for column in rivals if _WEIGHTED.search(whole[column].lower())]
        if one.statistic == "n" and len(rivals) == 2 and len(weighted) == 1:
            found[weighted[0]] = replace(one, statistic="other")  # the interval needs those who answered
            continue
        found |= {column: Meant(whole[column], "value", "") for column in rivals}
        lonely += [whole[column] for column in rivals if one.statistic in _BESIDE]
    values = {(one.title, one.year) for one in found.values() if one.statistic == "value"}
    for column, one in list(found.items()):
        if one.statistic != "value" and (one.title, one.year) not in values:
            found[column] = Meant(whole[column], "value", "")
            lonely += [whole[column]] * (one.statistic in _BESIDE)
    return {column: one for column, one in found.items() if one.statistic != "other"}, tuple(dict.fromkeys(lonely))


@lru_cache(maxsize=4096)
def _loose(title: str) -> str:
    """A title without the words that say it is a percentage: "% lonely" and "lonely" are one."""
    words = _PERCENT_WORDS.sub(" ", folded(title)) if says_percent(title) else folded(title)
    return " ".join(words.split()).strip(" :,-")


def _of_another(head: Heading, split: tuple[str, str, str], plain: dict[str, str]) -> Meant | None:
    """Of which other column it is if the titles differ only by percent signs, or the statistic stands first."""
    title, statistic, year = split
    if statistic in _BESIDE and not year and (other := plain.get(_loose(title))):
        return Meant(other, statistic, "")
    if head.above:
        return None
    for first, rest in _prefixes(head.text):
        statistic = _statistic(first)
        if statistic in _BESIDE and (other := plain.get(_loose(rest))) and other != head.whole:
            return Meant(other, statistic, "")
    return None


@lru_cache(maxsize=4096)
def _split(text: str, above: str) -> tuple[str, str, str]:
    """Title, statistic and year of a heading: "Lonely: lower limit", "Lonely 2022/23", or of two rows of headings."""
    text, above = (text, above) if text else (above, "")
    if above:
        for title, rest in ((above, text), (text, above)):
            if statistic := _statistic(rest):
                return title, statistic, ""
            if year := year_of(rest):
                return title, "", year
            if (match := YEAR.search(rest)) and (statistic := _statistic(rest.replace(match[0], ""))):
                return title, statistic, match[0]
        return f"{above}: {text}" if text else above, "", ""
    year = ""
    if (match := YEAR.search(text)) and text.replace(match[0], "").strip(" _-:()"):
        text, year = " ".join(text.replace(match[0], " ").split()).strip(" _-:()"), match[0]
    for title, suffix in _suffixes(text):
        if statistic := _statistic(suffix):
            return title, statistic, year
    return text, "", year


def _marks(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"[\s_:,(\[–-]+", text) if match.start() > 0]


def _is_other_word(text: str, place: int) -> bool:
    """Whether the first (0) or last (-1) word is too long for an abbreviation and is none of a statistic's."""
    words = _PARTS.findall(text)
    if not words:
        return True
    word = words[place].lower()
    return word != "95" and (word.isdigit() or (len(word) > 4 and word not in _WORDS))


def _suffixes(text: str) -> list[tuple[str, str]]:
    """Ways to cut a heading in two, the longer end first; none where no statistic ends so."""
    marks = [] if _is_other_word(text, -1) else _marks(text)
    return [(text[:mark].rstrip(" _:,([–-"), text[mark:].strip(" _:,()[]–-")) for mark in marks]


@lru_cache(maxsize=4096)
def _prefixes(text: str) -> list[tuple[str, str]]:
    """Ways to cut a heading in two, the longer beginning first; none where no statistic begins so."""
    marks = [] if _is_other_word(text, 0) else _marks(text)[::-1]
    return [(text[:mark].strip(" _:,()[]–-"), text[mark:].strip(" _:,()[]–-")) for mark in marks]
