"""Measures of an area beside the town's, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from everyday.evidence import evidence_source

if TYPE_CHECKING:
    from analysis.registry import Measure
    from everyday.atlas import OpenEdition

__all__ = ["BANDS", "band_rows", "band_titles", "value_beside_town"]

BANDS = ("am", "evening", "sunday")


def band_titles(opened: OpenEdition) -> list[str]:
    """What the three times of the week are called."""
    titles = {one.band: one.band_title for one in opened.registry.values()}  # also of an edition without a timetable
    titles |= {band: str(facts["title"]) for band, facts in opened.manifest["bands"].items()}
    return [titles.get(band) or band for band in BANDS]


def value_beside_town(opened: OpenEdition, measure: Measure, code: str) -> tuple[str, str]:
    """A measure of an area and the town's (its median over people), in words; no town where nothing is known of
    either."""
    value = evidence_source(opened).value(measure.name, None, (code,))
    here = measure.absent if value == float("inf") and measure.absent else measure.format_value(value)
    town = opened.town_words(measure)
    return here, "" if here == town == measure.format_value(float("nan")) else town


def band_rows(opened: OpenEdition, code: str, families: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each family of measures in the three bands, here and in the town, in words."""
    found = []
    for family in families:
        pairs, title = [], ""
        for band in BANDS:
            measure = opened.registry.get(f"{family}_{band}")
            if measure is None:
                pairs.append(("–", ""))
                continue
            title = measure.title
            pairs.append(value_beside_town(opened, measure, code))
        if title:
            found.append((title, pairs))
    return found
