"""What can be shown of an edition: levels, measures by subject, bands, and which of them are not known and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from analysis.parameters import BANDS
from analysis.registry import Measure
from app.server import Shown
from app.words import common as common_words

__all__ = [
    "BAND_NAMES", "LEVELS", "SCORES", "Family", "both_names", "families", "has_types", "known_bands", "noun_of",
    "registry",
]  # fmt: skip

LEVELS = ("near", "across", "both", "suggested")
BAND_NAMES = tuple(band.name for band in BANDS)
_REGISTRY_LEVEL = {"near": "neighbourhood", "across": "city"}
DEFAULT_FAMILY = {"near": "amenity_completeness_share", "across": "city_reach_45min_share"}
BOTH = ("amenity_completeness_share", "city_reach_45min_share")
SCORES = ("neighbourhood_score", "city_score")


@dataclass(frozen=True)
class Family:
    """One measure in all its bands: ``by_band`` has the key ``""`` for a measure without bands."""

    name: str
    title: str
    level: str
    by_band: dict[str, Measure]

    def measure(self, band: str) -> Measure:
        """The measure in a band; measures with one band only (or none) have that one."""
        return self.by_band.get(band) or next(iter(self.by_band.values()))

    @property
    def has_bands(self) -> bool:
        """True if it differs by time of the week."""
        return len(self.by_band) > 1


def noun_of(shown: Shown) -> str:
    """What the weights of the edition count: residents, households, small areas or cells."""
    return shown.noun


def registry(shown: Shown) -> dict[str, Measure]:
    """Every measure of the edition by column."""
    return shown.registry


@lru_cache(maxsize=24)
def families(shown: Shown, level: str) -> dict[str, Family]:
    """Measures of a level (``"near"`` or ``"across"``) that the map can show, in page order."""
    found: dict[str, Family] = {}
    for measure in registry(shown).values():
        is_hidden = measure.is_text or measure.is_detail or measure.name not in shown.areas.columns
        if measure.level != _REGISTRY_LEVEL.get(level) or is_hidden:
            continue
        family = found.get(measure.family)
        if family is None:
            family = Family(measure.family, measure.title, level, {})
            found[measure.family] = family
        family.by_band[measure.band or ""] = measure
    return found


def both_names(shown: Shown) -> tuple[str, str]:
    """The two measures of the map of both levels: the scores, in older editions what comes nearest to them."""
    has_scores = all(name in shown.cells.columns and name in shown.areas.columns for name in SCORES)
    return SCORES if has_scores and shown.cells[SCORES[1]].notna().any() else BOTH


def has_types(shown: Shown) -> bool:
    """True if the edition says what type of place each cell is."""
    return "typology" in shown.cells.columns and bool((shown.cells["typology"] != "").any())


def why_unknown(shown: Shown, band: str) -> str:
    """Why a band cannot be shown, in plain words; empty if it can."""
    bands = shown.manifest.get("bands") or {}
    if not bands:
        return common_words.NO_TIMETABLE
    entry = bands.get(band) or {}
    if entry.get("is_known", True):
        return ""
    return str(entry.get("why_unknown") or common_words.BAND_UNKNOWN)


def known_bands(shown: Shown) -> list[str]:
    """Names of the bands that are known."""
    return [band for band in BAND_NAMES if not why_unknown(shown, band)]
