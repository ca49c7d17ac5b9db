"""What each column of a survey table is: code, name, year, indicator, statistic, limits, sample size, group."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from geo.boundaries import OFFICIAL_CODE, find_column
from geo.errors import Report
from geo.survey.layout.header import Header, year_of

__all__ = ["STATISTICS", "Roles", "find_roles", "folded", "statistic_of"]

STATISTICS = ("value", "low", "high", "se", "n", "mark")
"""What may be told of one indicator, area and year."""
_LEAST_CODES = 0.3

_LIMIT = r"( 95 ?%?)?( (confidence|conf|ci))?( ?(limit|level|interval|bound|cl|ci))?( 95 ?%?)?"
_LOW = re.compile(rf"(lower|low){_LIMIT}|lcl|lci|ll|(confidence interval|ci|95 ?% ci)[ -]*(lower|low)|l95")
_HIGH = re.compile(rf"(upper|high){_LIMIT}|ucl|uci|ul|(confidence interval|ci|95 ?% ci)[ -]*(upper|high)|u95")
_SE = re.compile(r"(standard|std|sampling) ?(error|err)|se|s\.e\.")
_WHO = (
    r"(responses|respondents|answers|participants|interviews|returns|completes|(completed )?(questionnaires|surveys)|"
    r"people( who)? (answered|answering|responding|surveyed|interviewed)|(answered|answering|responding))"
)
_WEIGHTED = r"(un[ -]?)?weighted"
_N = re.compile(
    rf"({_WEIGHTED} )?((achieved |effective )?sample( size)?|(total )?base( size)?|n|n ?=|(total |all )?{_WHO}|"
    rf"(number|no\.?|count|total number)( of)? {_WHO}|base:? all {_WHO}|denominator)( n)?( {_WEIGHTED})?( n)?"
)
_VALUE = re.compile(
    r"value|statistic|percent(age)?|%|pct|estimate|result|score|rate|mean|figure|obs ?value|proportion|"
    r"indicator value|ward value|weighted (percentage|%)"
)
_MARK = re.compile(r"mark|note|notes|flag|status|obs ?status|suppress(ed|ion)|quality|symbol|marker|reliability")
_LONG: dict[str, re.Pattern[str]] = {
    "reference": re.compile(
        r"(indicator|question) ?(reference|ref|id|no|number)( ?(number|no|id))?|ref(erence)?( no)?"
    ),
    "indicator": re.compile(
        r"indicator( ?(name|title|text|label|description))?|question( ?(text|wording|label))?|measure( name)?|variable"
    ),
    "theme": re.compile(r"theme|topic|domain|section|category|subject"),
    "base": re.compile(r"(question )?base ?(description|text|who)?|asked of|who was asked|population asked|filter"),
    "polarity": re.compile(r"polarity|better is|direction( of good)?|good is"),
    "unit": re.compile(r"units?( of measure)?"),
    "statistic": re.compile(r"(statistic|measure|value|figure) ?(type|name|kind)|what"),
}
_CODE_NAME = re.compile(r"(.*[ _])?(code|cd|gss)|gss.*|.*(cd|code)$|wd\d\dcd", re.IGNORECASE)
_NAME = re.compile(
    r"(ward|area|neighbourhood|geography|place|district|locality|wd\d\dnm|lsoa\d\dnm|name)( ?(name|nm|label))?"
)
_YEAR = re.compile(r"(survey |data |time |financial |school )?(year|period|date|wave|round)s?|time|years?")
_GROUP = re.compile(
    r".*(equalit|demographic|characteristic|breakdown|(deprivation|imd) (decile|quintile)|group|protected|split).*"
)
_NUMBERING = re.compile(
    r"(fid|ogc ?fid|object ?id|gid|index|row|no|#|x|y|lat(itude)?|lon(gitude)?|easting|northing|geo ?point.*|"
    r"geo ?shape|shape.*|record ?id)"
)

_NAMED = {**_LONG, "year": _YEAR, "name": _NAME, "group": _GROUP, "numbering": _NUMBERING}


@dataclass
class Roles:
    """Columns of a sheet by what they are; None where there is none."""

    code: int | None = None
    name: int | None = None
    year: int | None = None
    group: tuple[int, ...] = ()
    long: dict[str, int] = field(default_factory=dict)
    statistics: dict[str, int] = field(default_factory=dict)
    rest: tuple[int, ...] = ()

    @property
    def is_long(self) -> bool:
        """A row for each indicator and area."""
        return "indicator" in self.long and "value" in self.statistics


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Heading folded for comparison: lower case, words apart by one blank."""
    return " ".join(re.sub(r"[_\n]+", " ", text.replace("(", " ").replace(")", " ")).lower().split())


@lru_cache(maxsize=4096)
def statistic_of(text: str) -> str:
    """Which of :data:`STATISTICS` a heading names; empty where none."""
    word = folded(text)
    for key, pattern in (("low", _LOW), ("high", _HIGH), ("se", _SE), ("n", _N), ("value", _VALUE), ("mark", _MARK)):
        if pattern.fullmatch(word):
            return key
    return ""


def find_roles(
    header: Header, body: pl.DataFrame, top: list[list[str]], known: set[str], code_column: str, report: Report
) -> Roles:
    """Say what each column is.

    Args:
        header: of the sheet.
        body: its rows.
        top: the first of them as text.
        known: codes of the areas, if there are any.
        code_column: heading of the code column where somebody named it.
        report: told where the named column is not there.
    """
    words = {head.column: folded(head.whole) for head in header.headings if head.column < body.width}
    named: dict[str, list[int]] = {}
    for column, word in words.items():
        for kind in _kinds_of(word):
            named.setdefault(kind, []).append(column)
    roles = Roles()
    taken: set[int] = set()

    def free(kind: str) -> list[int]:
        return [column for column in named.get(kind, ()) if column not in taken]

    def take(column: int | None) -> int | None:
        if column is not None:
            taken.add(column)
        return column

    roles.code = take(_code_column(header, body, top, words, known, code_column, report))
    roles.year = take(_first(free("year"), lambda column: _are_years(body, column)))
    for key in _LONG:
        found = _first(free(key))
        if found is not None and _fits(key, body, found):
            roles.long[key] = found
            taken.add(found)
    roles.name = take(_first(free("name"), lambda column: _is_text(body, column)))
    roles.group = tuple(free("group")) if "indicator" in roles.long else ()
    taken.update(roles.group)
    if "indicator" in roles.long:
        for column in [column for column in words if column not in taken]:
            key = statistic_of(words[column])
            if key and key not in roles.statistics:
                roles.statistics[key] = column
                taken.add(column)
    numbering = set(named.get("numbering", ()))
    roles.rest = tuple(column for column in words if column not in taken and words[column] and column not in numbering)
    return roles


@lru_cache(maxsize=4096)
def _kinds_of(word: str) -> frozenset[str]:
    """What a folded heading may name."""
    return frozenset(key for key, pattern in _NAMED.items() if pattern.fullmatch(word))


def _first(columns: list[int], test: Callable[[int], bool] = lambda _: True) -> int | None:
    return next((column for column in columns if test(column)), None)


def _fits(key: str, body: pl.DataFrame, column: int) -> bool:
    """Words of the table are no numbers: a base in numbers is how many answered."""
    return _is_text(body, column) if key in ("indicator", "theme", "statistic", "base") else True


def _is_text(body: pl.DataFrame, column: int) -> bool:
    cells = body[str(column)]
    if cells.dtype != pl.String:
        return False
    sample = (cells.drop_nulls() if cells.null_count() else cells).head(400)
    return len(sample) > 0 and sample.cast(pl.Float64, strict=False).null_count() > len(sample) / 2


def _are_years(body: pl.DataFrame, column: int) -> bool:
    cells = body[str(column)].drop_nulls().head(400)
    if cells.dtype == pl.Float64:
        return len(cells) > 0 and bool(((cells >= 1900) & (cells < 2100)).mean() > 0.8)  # type: ignore[operator]
    texts = [text for text in cells.str.strip_chars().unique().to_list() if text]
    return bool(texts) and sum(bool(year_of(text)) for text in texts) >= 0.8 * len(texts)


def _code_column(
    header: Header,
    body: pl.DataFrame,
    top: list[list[str]],
    words: dict[int, str],
    known: set[str],
    wanted: str,
    report: Report,
) -> int | None:
    if wanted:
        names = [head.whole for head in header.headings]
        found = find_column(names, wanted)
        if found is None:
            report.add(
                "refused",
                "column_missing",
                f'there is no column "{wanted}" for the code.',
                needed=f"one of: {', '.join(name for name in names if name)}.",
                action="Choose the code column from that list.",
            )
            return None
        return names.index(found)
    best, best_score, kinds = None, 0.0, body.dtypes
    are_numbers = any(code[:1].isdigit() for code in known)
    for column in words if are_numbers else [one for one in words if kinds[one] != pl.Float64]:
        held = {row[column] for row in top if column < len(row)} - {""}
        inside = len(held & known)
        # An official code begins with a letter, which comes after all digits.
        official = sum(map(bool, map(OFFICIAL_CODE.match, held))) if max(held, default="") >= "A" else 0
        if not held or max(inside, official) < _LEAST_CODES * len(held):
            continue
        # The areas' own codes win, then the code of which there are most: wards before the town on each of them.
        score = inside * 1e6 + official * 10 + bool(_CODE_NAME.fullmatch(words[column]))
        if score > best_score:
            best, best_score = column, score
    return best
