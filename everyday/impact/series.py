"""A measure over the editions: at a place, in the rest of the town, beside baseline, target and forecast."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analysis.registry import Measure
from everyday.acting import ActivitiesNow, place_of, rest_at, value_at, value_of_activities
from everyday.atlas import all_measures, open_edition, registry_for, with_named_areas
from everyday.impact.asked import asked_by, cautious
from everyday.impact.comparing import Dated, dated_editions, measured_day, why_not_comparable
from everyday.impact.edges import Aim, Standing, standing
from everyday.language import language
from geo.errors import NotFoundError
from plan.records import Action

if TYPE_CHECKING:
    from everyday.acting import ActionRow
    from everyday.atlas import AtlasFolder, Edition
    from plan.records import Finding, NamedArea

__all__ = ["REST_WORDS", "Point", "Series", "area_series", "impact_of"]

REST_WORDS = "The rest of the town is the mean over the people of all cells that the place does not cover."
OTHER_CODE = "{day}: computed by another version of the program. Build again before trusting a small difference."
NOT_YET = "{day} is still to come: this is what the timetable promises, not yet what people have met."
OTHER_EDITION = "The beginning was worked out with another edition: streets and timetables may have changed too."
_MOST_KEPT = 20_000
_kept: dict[tuple[object, ...], float] = {}


@dataclass(frozen=True)
class Point:
    """One value of a series.

    Attributes:
        day: what it measures, ``2026-03-05``.
        edition_id: empty for what somebody counted.
        value, rest: at the place and in the rest of the town; NaN not known, infinite known to be none.
        reasons: why it cannot be compared with the baseline; empty where it can.
        note: what else one should know.
        label: what it is called instead of its day: the year of a survey.
    """

    day: str
    edition_id: str
    value: float
    rest: float = math.nan
    reasons: tuple[str, ...] = ()
    note: str = ""
    label: str = ""

    @property
    def is_comparable(self) -> bool:
        """True if it may stand beside the baseline."""
        return not self.reasons


@dataclass(frozen=True)
class Series:
    """A measure at a place over time.

    Attributes:
        title: of the measure.
        measure: from the registry; a count of one's own has one made for it.
        aim: baseline, target and days.
        baseline_on: day of the baseline; ``baseline_edition`` its edition, empty where it has none.
        points: oldest first; those that cannot be compared are among them, with the reason.
        forecast, forecast_name: of the scenario; NaN where there is none.
        latest: the last value that can be compared and is not older than the baseline.
        standing: how it stands, in words.
    """

    title: str
    measure: Measure
    aim: Aim
    baseline_on: str
    baseline_edition: str
    points: tuple[Point, ...]
    forecast: float
    forecast_name: str
    latest: Point | None
    standing: Standing

    def write(self, value: float) -> str:
        """A value in words, also one that is not known or known to be none."""
        return _written(self.measure, value)

    @property
    def sentence(self) -> str:
        """What is to be said, without saying what it came from."""
        parts = [f"{self.title}.", self.standing.words]
        if told := self._rest_words():
            parts.append(told)
        if not math.isnan(self.forecast):
            name = f" ({self.forecast_name})" if self.forecast_name else ""
            parts.append(f"The forecast{name} was {self.write(self.forecast)}.")
        return " ".join(parts)

    def _rest_words(self) -> str:
        known = [one for one in self.points if one.is_comparable and not math.isnan(one.rest)]
        if not known or self.latest is None or math.isnan(self.latest.rest):
            return ""
        first = next((one for one in known if one.day >= self.baseline_on), known[0])
        old, new = self.write(first.rest), self.write(self.latest.rest)
        if first is self.latest:
            return f"In the rest of the town it is {new}."
        if first.label:  # of a survey: whether that is a change nobody has asked
            return f"In the rest of the town it is {new} ({old} in {first.label})."
        return f"In the rest of the town it is {new}, as before." if old == new else (
            f"In the rest of the town it went from {old} to {new}.")  # fmt: skip


def impact_of(atlas: AtlasFolder, row: ActionRow, *, today: str = "") -> Series | None:
    """The success measure of an action over all editions that are no scenarios; None where it has no measure.

    Args:
        atlas: with its editions.
        row: of the plan.
        today: the day by which days have passed; default: the day it is.
    """
    action = row.action
    if action.measure_kind == "survey":
        return _asked(atlas, row, today)
    if action.measure_kind == "activities":
        return _of_activities(atlas, row, today)
    measure = _measure_of(atlas, action)
    if measure is None:
        return None
    counted = [Point(one.measured_on, one.edition_id, math.nan if one.value is None else one.value)
               for one in row.outcomes if one.measured_on and one.measure in _named(action)]  # fmt: skip
    measured = _measured(atlas, action, row.findings, measure.level) if action.measure_kind == "measure" else []
    baseline = math.nan if action.baseline is None else action.baseline
    begun = action.baseline_on or action.created_at[:10]
    if action.baseline_edition in atlas.editions():
        began = atlas.edition(action.baseline_edition)
        begun = measured_day(began.manifest, measure.level)
        baseline = _at(began, action, row.findings) if math.isnan(baseline) else baseline
    lower = action.is_lower_better if action.measure_kind == "count" else _lower(measure)
    aim = Aim(None if math.isnan(baseline) else baseline, action.target, lower, action.target_by, action.next_value_on)
    forecast, name = _forecast(atlas, action, row.findings)
    return _series(measure, aim, begun, action.baseline_edition, [*measured, *counted], forecast, name, today)


def _asked(atlas: AtlasFolder, row: ActionRow, today: str) -> Series | None:
    """A question of the survey over its years; None where no edition has it."""
    asked, action = asked_by(atlas, row), row.action
    if asked is None:
        return None
    times = asked.indicator.times
    points = [Point(day, year, value, rest, reasons, label=year) for day, year, value, rest, reasons in asked.points]
    baseline, target = (None if one is None else one * times for one in (action.baseline, action.target))
    aim = Aim(baseline, target, _lower(asked.measure), action.target_by, action.next_value_on)
    begun = action.baseline_on or action.created_at[:10]
    found = _series(asked.measure, aim, begun, asked.first, points, math.nan, "", today)
    if found.latest is None:
        return found
    said, is_claimed = asked.change_said(found.latest.label)
    aimed = "" if target is None else f"The target is {found.write(target)}."
    return replace(found, standing=cautious(found.standing, said, is_claimed=is_claimed, target=aimed))


def _of_activities(atlas: AtlasFolder, row: ActionRow, today: str) -> Series | None:
    """Community activities: the baseline, what people have entered since, and today; None where none can be told."""
    from everyday.activities import activity_measure, listed

    action, taxonomy = row.action, atlas.taxonomy()
    measure = activity_measure(action.measure, taxonomy)
    if measure is None or not atlas.editions():
        return None
    day, edition = date.fromisoformat(today) if today else date.today(), atlas.edition()
    now = ActivitiesNow(tuple(listed(atlas.plan(), day)), taxonomy, day)
    value, rest = value_of_activities(open_edition(edition), now, action, row.findings)
    is_other = measure.unit == "share" and action.baseline_edition not in ("", edition.id)
    points = [Point(one.measured_on, "", math.nan if one.value is None else one.value)
              for one in row.outcomes if one.measured_on and one.measure == action.measure]  # fmt: skip
    points.append(Point(day.isoformat(), "", value, rest, note=OTHER_EDITION if is_other else ""))
    begun = action.baseline_on or action.created_at[:10]
    aim = Aim(action.baseline, action.target, is_lower_better=False, target_by=action.target_by,
              next_value_on=action.next_value_on)  # fmt: skip
    return _series(measure, aim, begun, "", points, math.nan, "", today)


def area_series(
    atlas: AtlasFolder, measure: str, area_id: str = "", *, today: str = "", named: NamedArea | None = None
) -> Series:
    """A measure of an area, or of the whole town, over all editions that are no scenarios, since the first of them.

    ``named`` is the area where it is one that people use: each edition measures it from its own cells.

    Raises:
        NotFoundError: there is no such measure.
    """
    asked = Action(measure=measure, area_ids=(area_id,) if area_id else ())
    found = _measure_of(atlas, asked)
    if found is None:
        raise NotFoundError(f"There is no measure {measure[:60]!r}.", do="everyday measures lists them.")
    points = _measured(atlas, asked, (), found.level, named)
    first = next((one for one in points if not math.isnan(one.value)), None)
    aim = Aim(first.value if first else None, None, _lower(found))
    return _series(
        found, aim, first.day if first else "", first.edition_id if first else "", points, math.nan, "", today
    )


def _series(
    measure: Measure, aim: Aim, begun: str, begun_edition: str, points: Sequence[Point], forecast: float, name: str,
    today: str,
) -> Series:  # fmt: skip
    day = today or date.today().isoformat()
    ordered = tuple(sorted(points, key=lambda one: one.day))
    place = next((at for at, one in enumerate(ordered) if begun_edition and one.edition_id == begun_edition), -1)
    newer = [one for at, one in enumerate(ordered) if one.is_comparable and one.day >= begun and at > place]
    latest = newer[-1] if newer else None

    def write(value: float) -> str:
        return _written(measure, value)

    stands = standing(latest.value if latest else None, aim, unit=measure.unit, write=write, today=day,
                      now_on=latest.day if latest else "")  # fmt: skip
    last = ordered[-1] if ordered else None
    if latest is None and last is not None and last.day < begun:
        old = f"The last value, {write(last.value)} of {language().date(last.day)}, is older than the action."
        stands = replace(stands, change=f"{stands.change} {old}")
    if latest is not None and latest.edition_id and latest.day > day:
        stands = replace(stands, change=f"{stands.change} {NOT_YET.format(day=language().date(latest.day))}")
    return Series(measure.full_title, measure, aim, begun, begun_edition, ordered, forecast, name, latest, stands)


def _measure_of(atlas: AtlasFolder, action: Action) -> Measure | None:
    """The measure of an action; one in its own words for a count of the town's own. Editions know kinds of places."""
    if action.measure_kind == "count":
        words = action.own_measure
        made = Measure(words, words, "count", "base", words, better="lower" if action.is_lower_better else "higher")
        return made if words else None
    if action.measure in all_measures():
        return all_measures()[action.measure]
    known = (registry_for(kinds=atlas.edition(one).place_kinds) for one in reversed(atlas.editions()))
    return next((registry[action.measure] for registry in known if action.measure in registry), None)


def _named(action: Action) -> tuple[str, ...]:
    return (action.own_measure,) if action.measure_kind == "count" else (action.measure,)


def _lower(measure: Measure) -> bool | None:
    return None if measure.better is None else measure.better == "lower"


def _written(measure: Measure, value: float) -> str:
    return measure.absent if math.isinf(value) and measure.absent else measure.format_value(value)


def _measured(
    atlas: AtlasFolder, action: Action, findings: Sequence[Finding], level: str, named: NamedArea | None = None
) -> list[Point]:
    editions = dated_editions(atlas, level)
    start = _start(atlas, editions, action.baseline_edition)
    points = []
    for one in editions:
        reasons = tuple(why_not_comparable(start, one.edition)) if start is not None else ()
        is_other = start is not None and one.edition.manifest["code"] != start.manifest["code"]
        note = OTHER_CODE.format(day=language().date(one.day)) if is_other else ""
        value = _at(one.edition, action, findings, named=named)
        rest = _at(one.edition, action, findings, rest_at, named=named)
        points.append(Point(one.day, one.edition.id, value, rest, reasons, note))
    return points


def _start(atlas: AtlasFolder, editions: Sequence[Dated], baseline: str) -> Edition | None:
    """What the others are compared with: the baseline's edition, else the first."""
    if baseline and baseline in atlas.editions():
        return atlas.edition(baseline)
    return editions[0].edition if editions else None


def _forecast(atlas: AtlasFolder, action: Action, findings: Sequence[Finding]) -> tuple[float, str]:
    if action.measure_kind != "measure" or not action.scenario or action.scenario not in atlas.editions():
        return math.nan, ""
    edition = atlas.edition(action.scenario)
    return _at(edition, action, findings), str((edition.manifest.get("scenario") or {}).get("name", ""))


def _at(
    edition: Edition, action: Action, findings: Sequence[Finding], ask: Callable[..., float] = value_at, *,
    named: NamedArea | None = None,
) -> float:  # fmt: skip
    """A value at the action's place, kept: neither edition nor place change."""
    shape, area_ids = place_of(action, findings)
    key = (edition.folder, ask.__name__, action.measure, None if shape is None else shape.wkb, area_ids,
           (named.id, named.version) if named else None)  # fmt: skip
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        opened = with_named_areas(open_edition(edition), [named] if named else [])
        _kept[key] = ask(opened, action, findings)
    return _kept[key]
