"""Corrections applied to what the readers gave: between reading and measuring, in every build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from everyday.pipeline.corrected import Corrected
from everyday.pipeline.corrections.buses import correct_feed
from everyday.pipeline.corrections.places import correct_places
from geo.gtfs import ServiceDays, day_text
from plan.records import Correction

if TYPE_CHECKING:
    from analysis.parameters import Band
    from everyday.atlas import AtlasConfig
    from everyday.pipeline.material import Material

__all__ = ["apply_to_places", "apply_to_timetable"]

NO_TIMETABLE = "No timetable was added."
_TUESDAY, _SUNDAY = 1, 6


def apply_to_places(material: Material, corrections: Sequence[Correction]) -> None:
    """Put places right. Corrections that the material already holds (of a scenario's base) are not applied again."""
    done = {one.correction.id for one in material.corrected}
    wanted = [one for one in corrections if one.id not in done]
    material.extract, found = correct_places(material.extract, wanted, material.kinds)
    material.corrected += found


def apply_to_timetable(
    material: Material, corrections: Sequence[Correction], config: AtlasConfig, day: date | None
) -> None:
    """Add buses that the timetable lacks, after the days of the build were chosen, so that they do not sway the choice.

    A kind of day that the timetable does not have gets a date, so that the bus can be shown; a band that is not known
    from the open timetable stays unknown, unless the atlas says that its timetables are complete.
    """
    mapped = material.extract.extract_date if material.extract is not None else None
    west, south, east, north = material.areas.total_bounds
    changed = correct_feed(
        material.feed,
        corrections,
        bounds=(west, south, east, north),
        near=day or mapped or datetime.now(UTC).date(),
        timezone=config.timezone,
    )
    bands = config.parameters.bands
    if changed.feed is not None and changed.feed is not material.feed:
        days = material.days or _no_days(bands)
        runs = {kind for one in changed.corrected if one.is_applied for kind in one.correction.details["days"]}
        first = changed.feed.service_by_day()["date"].iloc[0].date()
        weekday = day or first + timedelta(days=(_TUESDAY - first.weekday()) % 7)
        material.days = _days_with(days, runs, weekday, bands, is_complete=config.is_complete)
        if material.feed is None:
            material.notes += _unknown_bands(material.days, bands)
        material.feed = changed.feed
    material.corrected += [_with_bands(one, material.days, bands) for one in changed.corrected]


def _no_days(bands: Sequence[Band]) -> ServiceDays:
    why = f"{NO_TIMETABLE} Only lines that corrections add are known; if there are no others, say in atlas.toml that "
    why += "the timetable is complete."
    return ServiceDays(None, None, NO_TIMETABLE, NO_TIMETABLE, {band.name: why for band in bands})


def _unknown_bands(days: ServiceDays, bands: Sequence[Band]) -> list[str]:
    return [f"{band.title} is not known: {days.band_unknown[band.name]}" for band in bands
            if band.name in days.band_unknown]  # fmt: skip


def _days_with(
    days: ServiceDays, runs: set[str], wanted: date, bands: Sequence[Band], *, is_complete: bool
) -> ServiceDays:
    """The days of the build, with a date for a kind of day that only added lines have."""
    weekday, sunday = days.weekday, days.sunday
    weekday_reason, sunday_reason, known = days.weekday_reason, days.sunday_reason, set()
    if weekday is None and "weekday" in runs:
        weekday, weekday_reason = wanted, f"{day_text(wanted)}: only lines that corrections add run on weekdays."
        known.add("weekday")
    if sunday is None and "sunday" in runs:
        start = weekday or wanted
        sunday = start + timedelta(days=(_SUNDAY - start.weekday()) % 7)
        sunday_reason = f"{day_text(sunday)}: only lines that corrections add run on Sundays."
        known.add("sunday")
    unknown = days.band_unknown
    if is_complete:
        of_day = {band.name for band in bands if band.day in known}
        unknown = {name: why for name, why in unknown.items() if name not in of_day}
    return ServiceDays(weekday, sunday, weekday_reason, sunday_reason, unknown, days.notes)


def _with_bands(one: Corrected, days: ServiceDays | None, bands: Sequence[Band]) -> Corrected:
    """A bus with a note on the times of the week that it runs in and the atlas cannot measure."""
    if not one.is_applied or days is None:
        return one
    runs = set(one.correction.details["days"])
    titles = [band.title for band in bands if band.day in runs and band.name in days.band_unknown]
    notes = [one.note] if one.note else []
    if titles:
        notes.append(f"What it changes there is not measured, as the open timetables do not tell: {', '.join(titles)}.")
    if runs == {"saturday"}:
        notes.append("It is on the map only: the atlas measures no Saturdays.")
    return replace(one, note=" ".join(notes))
