"""Which column holds the official code, which the name: by option, else by pattern and by what is in it."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pandas as pd

from geo.errors import Report

__all__ = [
    "OFFICIAL_CODE",
    "as_text",
    "choose_code_column",
    "choose_name_column",
    "describe_codes",
    "find_column",
    "welsh_column",
]

OFFICIAL_CODE = re.compile(r"^[ENSWKJ]\d{8}$")
_ONS_CODE = re.compile(r"^([A-Z]{2,6}\d{2})CDH?$", re.IGNORECASE)
_ONS_NAME = re.compile(r"^([A-Z]{2,6}\d{2})NM$", re.IGNORECASE)
_CODE_WORDS = (
    re.compile(
        r"^(ward|area|lsoa|msoa|oa|soa|lad|ltla|utla|zone|dz|datazone|data_zone|geo|geography|gss|ons|"
        r"neighbourhood|ons_geography|output_?area|census)_?(\d{2,4})?_?(code|cd|id|key)s?$",
        re.IGNORECASE,
    ),
    re.compile(r"^(gss|code|mnemonic|area_?code|geo_?code|geogcode|geocode|interzone|.*[ _]code)$", re.IGNORECASE),
    re.compile(r"^(id|unit_id|zone|cell|.*_cd|.*_?ref)$", re.IGNORECASE),
)
_NUMBERING = re.compile(r"^(fid|ogc_fid|objectid(_\d+)?|gid|recordid|record_id|feature_?id|globalid|index)$", re.I)
_NAME_WORDS = (
    re.compile(
        r"^(ward|area|lsoa|msoa|lad|zone|neighbourhood|geography|geo|district|community|parish)_?(\d{2,4})?_?"
        r"(name|nm|title)$",
        re.IGNORECASE,
    ),
    re.compile(r"^(name|title|label|name_?en|.*[ _]name)$", re.IGNORECASE),
    re.compile(r"^(ward|area|neighbourhood|community|district|parish|suburb|quarter)s?$", re.IGNORECASE),
)
_AREA_KINDS = {
    "WD": "wards",
    "LSOA": "LSOAs",
    "MSOA": "MSOAs",
    "OA": "output areas",
    "LAD": "local authorities",
    "PAR": "parishes",
    "DZ": "data zones",
    "SDZ": "super data zones",
    "CTYUA": "counties",
    "UTLA": "local authorities",
    "LTLA": "local authorities",
    "ED": "electoral divisions",
    "PCON": "constituencies",
}


def as_text(value: Any) -> str:
    """A code or name as text: ``7.0`` is ``"7"``, ``"007"`` stays, nothing is ``""``; outer blanks go."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float | np.floating):
        number = float(value)
        if math.isnan(number):
            return ""
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace").strip()
    text = " ".join(str(value).split())
    return "" if text.lower() in ("nan", "none", "null", "<na>") else text


def find_column(columns: list[str], wanted: str) -> str | None:
    """The column called ``wanted``: as written, else the only one that differs in case or outer blanks."""
    if wanted in columns:
        return wanted
    folded = [name for name in columns if name.strip().lower() == wanted.strip().lower()]
    return folded[0] if len(folded) == 1 else None


def _asked_for(attributes: pd.DataFrame, wanted: str, what: str, report: Report) -> str | None:
    columns = [str(name) for name in attributes.columns]
    found = find_column(columns, wanted)
    if found is None:
        report.add(
            "refused",
            "column_missing",
            f'there is no column "{wanted}" for the {what}.',
            needed=f"one of the columns of the file: {', '.join(columns) or 'it has none'}.",
            action=f"Choose the {what} column from that list.",
        )
    return found


def _official_share(texts: pd.Series) -> float:
    return float(texts.map(lambda text: bool(OFFICIAL_CODE.match(text))).mean()) if len(texts) else 0.0


def choose_code_column(attributes: pd.DataFrame, wanted: str | None, report: Report) -> str | None:
    """Column with the areas' codes; None if none serves (or, after a refusal, if ``wanted`` is not there).

    Official codes (a letter and eight digits) weigh most, then ONS names of any year (``WD24CD``), then words such as
    ``ward_id``; a column that repeats itself (the town's code on every ward) loses. Row numbers never serve.
    """
    if wanted is not None:
        return _asked_for(attributes, wanted, "code", report)
    best: str | None = None
    best_score = 0.0
    for column in map(str, attributes.columns):
        texts = attributes[column].map(as_text)
        filled = texts[texts != ""]
        if filled.empty or _NUMBERING.match(column.strip()):
            continue
        official = _official_share(filled) >= 0.8
        pattern = _code_pattern(column.strip())
        if not official and pattern == 0:
            continue
        unique = filled.nunique() / len(attributes)
        score = 3.0 * official + pattern + 6.0 * unique
        if score > best_score + 1e-9 and (unique > 0.5 or len(filled) <= 2):
            best, best_score = column, score
    return best


def _code_pattern(column: str) -> float:
    if _ONS_CODE.match(column):
        return 2.5
    return next((2.0 - 0.5 * rank for rank, words in enumerate(_CODE_WORDS) if words.match(column)), 0.0)


def choose_name_column(attributes: pd.DataFrame, wanted: str | None, code: str | None, report: Report) -> str | None:
    """Column with the areas' names; None if there is none. The ONS name that goes with the code column comes first."""
    if wanted is not None:
        return _asked_for(attributes, wanted, "name", report)
    prefix = _ONS_CODE.match(code.strip()) if code else None
    best: str | None = None
    best_score = 0.0
    for column in map(str, attributes.columns):
        stripped = column.strip()
        ons = _ONS_NAME.match(stripped)
        score = 3.0 if ons else next((2.0 - 0.5 * r for r, w in enumerate(_NAME_WORDS) if w.match(stripped)), 0.0)
        texts = attributes[column].map(as_text)
        filled = texts[texts != ""]
        if column == code or score == 0 or filled.empty or _official_share(filled) > 0.5:
            continue
        score += 3.0 * filled.nunique() / len(attributes)
        if ons and prefix and ons.group(1).upper() == prefix.group(1).upper():
            score += 5.0
        if score > best_score + 1e-9:
            best, best_score = column, score
    return best


def welsh_column(attributes: pd.DataFrame, name: str | None) -> str | None:
    """Column with Welsh names (``WD24NMW``, ``name_cy``), None if there is none."""
    columns = [str(column) for column in attributes.columns]
    if name and find_column(columns, f"{name}W") and _ONS_NAME.match(name):
        return find_column(columns, f"{name}W")
    return next((c for c in columns if re.match(r"^(.*\d{2}NMW|.*(_|:)(cy|welsh)|cy_.*|enw)$", c, re.I)), None)


def describe_codes(column: str | None, codes: list[str]) -> str:
    """What the codes are, as far as it can be told: ``"wards of 2024 (WD24CD)"``."""
    if column is None:
        return "made from the names"
    match = re.match(r"^([A-Za-z]{2,6}?)(\d{2})CDH?$", column.strip())
    if match:
        year = int(match.group(2))
        kind = _AREA_KINDS.get(match.group(1).upper(), match.group(1).upper())
        return f"{kind} of {1900 + year if year > 70 else 2000 + year} ({column})"
    kinds = {
        "E05": "wards",
        "W05": "wards",
        "S13": "wards",
        "N08": "wards",
        "E01": "LSOAs",
        "W01": "LSOAs",
        "E02": "MSOAs",
        "W02": "MSOAs",
        "E00": "output areas",
        "W00": "output areas",
        "S00": "output areas",
        "S01": "data zones",
        "S02": "intermediate zones",
    }
    found = {kinds.get(code[:3], "areas") for code in codes if OFFICIAL_CODE.match(code)}
    if len(found) == 1:
        return f"{found.pop()}, official codes without a year ({column})"
    return f"column {column}"
