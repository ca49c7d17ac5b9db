"""What a person says of a survey that its table does not: how people were chosen, what is better, where it breaks."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

from geo.errors import UsageError

__all__ = ["FILE_OPTIONS", "OPTIONS", "SAMPLINGS", "SurveyOptions", "options_from"]

SAMPLINGS = ("random", "invited", "open")
POLARITIES = ("higher", "lower", "neither", "guessed")
SAMPLE_SIZES = ("all", "indicator")
UNITS = ("%", "count", "score", "rank", "rate", "mean")
OPTIONS = (
    "sampling", "asked", "answered", "base", "comparator", "polarity", "unit", "breaks", "year", "sheet", "id_column",
    "by_name", "partial", "weighted", "boundaries", "boundaries_id_column", "lookup", "published",
    "suppressed_below", "sample_size", "least", "answers_of", "people_of",
)  # fmt: skip
FILE_OPTIONS = ("boundaries", "lookup", "published")
"""Options that name a file, which is kept with the table."""


@dataclass(frozen=True)
class SurveyOptions:
    """Options of a survey table, checked.

    ``polarity`` and ``unit`` are by key of an indicator, or ``all``; ``breaks`` by key or ``all``: (year, reason).
    ``sample_size`` says what a number of answers of no indicator is: ``all``, behind every percentage; ``indicator``.
    """

    sampling: str = ""
    asked_n: float = math.nan
    answered_n: float = math.nan
    base: str = ""
    comparator: str = ""
    polarity: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    breaks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    year: str = ""
    sheet: str = ""
    id_column: str = ""
    is_by_name: bool = False
    is_partial: bool = False
    is_weighted: bool = False
    boundaries: str = ""
    boundaries_id_column: str = ""
    lookup: str = ""
    published: str = ""
    suppressed_below: float = math.nan
    sample_size: str = ""


def options_from(given: dict[str, Any]) -> SurveyOptions:
    """Options as a person writes them, such as ``{"polarity": "lonely=lower; all=guessed"}``.

    Raises:
        UsageError: some are wrong; all are named.
    """
    texts = {key: str(value).strip() for key, value in given.items() if str(value or "").strip()}
    faults = [f"there is no option {key}" for key in sorted(set(texts) - set(OPTIONS))]
    sampling = texts.get("sampling", "")
    if sampling and sampling not in SAMPLINGS:
        faults.append(f"sampling is {sampling!r}, needed {', '.join(SAMPLINGS)}")
    sample_size = texts.get("sample_size", "")
    if sample_size and sample_size not in SAMPLE_SIZES:
        faults.append(f"sample_size is {sample_size!r}, needed {' or '.join(SAMPLE_SIZES)}")
    breaks: dict[str, list[tuple[str, str]]] = {}
    for part in _parts(texts.get("breaks", "")):
        match = re.match(r"^(?:([^=:]+)=)?([^:]+):\s*(.+)$", part)
        if match is None:
            faults.append(f"the break {part!r} is not YEAR: reason, or KEY=YEAR: reason")
        else:
            breaks.setdefault((match[1] or "all").strip(), []).append((match[2].strip(), match[3].strip()))
    options = SurveyOptions(
        sampling=sampling,
        asked_n=_count(texts, "asked", faults),
        answered_n=_count(texts, "answered", faults),
        base=texts.get("base", ""),
        comparator=texts.get("comparator", ""),
        polarity=_by_key(texts.get("polarity", ""), POLARITIES, "polarity", faults),
        unit=_by_key(texts.get("unit", ""), UNITS, "unit", faults),
        breaks=breaks,
        year=texts.get("year", ""),
        sheet=texts.get("sheet", ""),
        id_column=texts.get("id_column", ""),
        is_by_name=_is_yes(texts, "by_name", faults),
        is_partial=_is_yes(texts, "partial", faults),
        is_weighted=_is_yes(texts, "weighted", faults),
        boundaries=texts.get("boundaries", ""),
        boundaries_id_column=texts.get("boundaries_id_column", ""),
        lookup=texts.get("lookup", ""),
        published=texts.get("published", ""),
        suppressed_below=_count(texts, "suppressed_below", faults),
        sample_size=sample_size,
    )
    if faults:
        raise UsageError(f"The options of the survey cannot be used: {'; '.join(faults)}.")
    return options


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _by_key(text: str, allowed: tuple[str, ...], what: str, faults: list[str]) -> dict[str, str]:
    found = {}
    for part in _parts(text):
        key, equals, value = (piece.strip() for piece in part.rpartition("="))
        if not equals or value not in allowed:
            faults.append(f"{what} {part!r} is not KEY=VALUE with one of {', '.join(allowed)}")
        else:
            found[key] = value
    return found


def _count(texts: dict[str, str], key: str, faults: list[str]) -> float:
    text = texts.get(key, "").replace(",", "")
    if not text:
        return math.nan
    if not text.isdigit():
        faults.append(f"{key} is {texts[key]!r}, needed a number of people")
        return math.nan
    return float(text)


def _is_yes(texts: dict[str, str], key: str, faults: list[str]) -> bool:
    text = texts.get(key, "").lower()
    if text not in ("", "yes", "true", "1", "no", "false", "0"):
        faults.append(f"{key} is {texts[key]!r}, needed yes or no")
    return text in ("yes", "true", "1")
