"""What was asked, in words: its key, its title, its unit, and which end its words suggest to be better."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.survey.layout import Asked, says_percent

__all__ = ["guess_polarity", "key_of", "title_of", "unit_of", "wording_of"]

_LOWER = re.compile(
    r"prevent|stop(s|ped)? |lonel|isolat|poor|fear|unsafe|insecur|inactiv|depriv|crime|anxi|difficult|barrier|"
    r"dissatisf|unhappy|problem|worr|victim|discriminat|disagree|unable|cannot|can't|lack|illness|obes|smok|hungr|stress|pollut|"
    r"needs? index|noise|litter|waiting|\bhard\b(?! of hearing)"
)
_NEITHER = re.compile(
    r"cycle|cycling|drive|driving|walk|by bus|bus to work|train|no car|without a car|car owner|population|tenure|"
    r"born|ethnic|religio|\baged|households?$|employed in|work from home|residents|number of"
)
_HIGHER = re.compile(
    r"satisf|good|agree|feel safe|safe |belong|volunteer|access|happy|trust|well-?being|healthy|easy|able to|friendl|"
    r"influence|proud|support|active|participa|get on well|quality"
)
_RANK = re.compile(r"\b(rank|decile|quintile|ventile)\b", re.IGNORECASE)
_SCORE = re.compile(r"\b(score|index)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(mean|average|median)\b", re.IGNORECASE)
_RATE = re.compile(r"\brate\b|\bper (1,?000|10,?000|100,?000|head|person|km)", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(count|number|population|people|residents|households|persons|respondents|total|dwellings|children|listings|stops)\b",
    re.IGNORECASE,
)
_UNITS = {"%": "%", "percent": "%", "percentage": "%", "per cent": "%", "share": "%", "proportion": "%",
          "count": "count", "number": "count", "people": "count", "score": "score", "index": "score",
          "rank": "rank", "decile": "rank", "rate": "rate", "mean": "mean", "average": "mean"}  # fmt: skip
_ASKS_WHAT = re.compile(r"\W*(what|which|why)\b", re.IGNORECASE)
_OPPOSITE = {"lower": "higher", "higher": "lower", "neither": "neither", "": ""}


@lru_cache(maxsize=4096)
def wording_of(title: str) -> str:
    """A question's words folded for comparison: only letters and digits count."""
    return " ".join(re.sub(r"[^\w%]+", " ", title.replace("_", " ").lower()).split())


def key_of(title: str, taken: set[str]) -> str:
    """A key of letters, digits and underscores, none of ``taken``."""
    stem = re.sub(r"[^a-z0-9]+", "_", title.lower().replace("%", " pct ")).strip("_")[:60].strip("_") or "indicator"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def title_of(asked: Asked) -> str:
    """The question as the publisher writes it; of a heading such as ``pct_lonely`` its words."""
    if not re.fullmatch(r"[a-z0-9]+|[A-Za-z0-9]+(_[A-Za-z0-9]*)+", asked.title):
        return asked.title
    words = re.sub(r"^(pct|percent|perc|n|num|count)_|_(pct|percent)$", "", asked.title, flags=re.IGNORECASE)
    plain = words.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def unit_of(asked: Asked) -> str:
    """The unit as the table or the words say it; empty where neither does."""
    if told := _UNITS.get(" ".join(asked.unit.lower().split())):
        return told
    words = f"{asked.title} {asked.heading}".replace("_", " ")
    if says_percent(words) or says_percent(asked.unit):
        return "%"
    for unit, pattern in (("rank", _RANK), ("score", _SCORE), ("rate", _RATE), ("mean", _MEAN), ("count", _COUNT)):
        if pattern.search(words):
            return unit
    return ""


def guess_polarity(title: str, unit: str, heading: str = "") -> str:
    """Which end the words suggest to be better: ``lower``, ``neither``, ``higher``; empty where they do not.

    Of an answer ("How easy is it?: Hard") the answer's own words tell, as other answers to it mean something else; where
    they do not, those of a question what, which or why. "No" and "nothing" are the other way round than their question.
    It is a question to the planner, never used by itself.
    """
    if unit == "rank":
        return ""
    if unit == "count":
        return "neither"
    question, _, answer = title.rpartition(": ")
    if not question:
        return _guess(f"{title} {heading}")
    words = wording_of(answer)
    if words in ("no", "nothing", "none", "none of these"):
        return _OPPOSITE[_guess(question)]
    found = _guess(answer)
    return _guess(question) if not found and (words == "yes" or _ASKS_WHAT.match(question)) else found


def _guess(words: str) -> str:
    plain = f" {words.lower().replace('_', ' ')} "
    for polarity, pattern in (("lower", _LOWER), ("neither", _NEITHER), ("higher", _HIGHER)):
        if pattern.search(plain):
            return polarity
    return ""
