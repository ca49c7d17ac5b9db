"""Evidence in short plain sentences, in the language of the page: what stands under a pin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.registry import NOT_KNOWN, rounded
from everyday.evidence.observed import observed_line
from everyday.language import later

if TYPE_CHECKING:
    from analysis.registry import Rounded
    from everyday.language import Language

__all__ = ["NOTES", "activities_line", "evidence_lines", "measure_title", "value_words"]

MOST_LINES = 5
MOST_STOP_LINES = 6
LONGEST_LINE = 10
TITLES = {
    "centre_min_am": later("To the centre on a weekday morning"),
    "centre_min_evening": later("To the centre on a weekday evening"),
    "centre_min_sunday": later("To the centre on a Sunday"),
    "amenity_completeness_share": later("Everyday amenities within a 15-minute walk"),
    "bumping_places_15min_n": later("Bumping places within a 15-minute walk"),
    "departures_per_h_am": later("Departures near by on a weekday morning"),
    "departures_per_h_evening": later("Departures near by on a weekday evening"),
    "departures_per_h_sunday": later("Departures near by on a Sunday"),
    "nearest_stop_min": later("Walk to the nearest stop"),
    "severed_neighbours_n": later("Neighbouring places cut off on foot"),
    "detour_ratio": later("Way on foot compared with a straight line"),
    "people_15min_n": later("People within a 15-minute walk"),
    "nearest_green_space_min": later("Walk to the nearest green space"),
    "nearest_community_centre_min": later("Walk to the nearest community centre"),
    "nearest_library_min": later("Walk to the nearest library"),
    "nearest_school_min": later("Walk to the nearest school"),
    "nearest_convenience_shop_min": later("Walk to the nearest local shop"),
    "nearest_supermarket_min": later("Walk to the nearest supermarket"),
    "nearest_pharmacy_min": later("Walk to the nearest pharmacy"),
    "nearest_doctor_min": later("Walk to the nearest doctor"),
    "nearest_playground_min": later("Walk to the nearest playground"),
    "city_reach_45min_share_am": later("Share of the town within 45 minutes on a weekday morning"),
}
NOTES = {
    "outside_town": later("The place lies outside the town: nothing is measured there."),
    "outside_network": later("The street data does not reach this place: nothing is known of it."),
}


def measure_title(one: Mapping[str, Any], _: Language) -> str:
    """What a measure of the evidence is, in the words of the page's language where it has them."""
    return _(TITLES.get(str(one["name"]), str(one["title"])))


def value_words(one: Mapping[str, Any], _: Language, *, is_town: bool = False) -> str:
    """A value of the evidence, or the town's beside it, with its unit: "48 minutes", "34 %", "4 an hour"."""
    value = one["town"] if is_town else one["value"]
    if value is None:
        return _absent(one, _) if one["is_absent"] and not is_town else _("not known")
    unit = one["unit"]
    if unit == "departures an hour" and value == 0:
        return _("none")
    if unit not in (*_PLAIN, *_FORMS, "minutes"):
        return str(one["town_words"] if is_town else one["value_words"])
    found = rounded(value, unit)
    if found.bound:
        form = _BOUNDS.get((unit, found.bound), _UNDER)
        return _(form, number=_digits(found, _)) if form == _UNDER else _(form)
    if unit == "minutes":
        return _.n("{n} minute", "{n} minutes", int(found.number))
    return _digits(found, _) if unit in _PLAIN else _(_FORMS[unit], number=_digits(found, _))


_PLAIN = ("people", "count", "index", "weight")
_FORMS = {
    "share": later("{number} %"),
    "departures an hour": later("{number} an hour"),
    "of 100": later("{number} of 100"),
    "ratio": later("{number} times as long"),
}
_UNDER = later("under {number}")
_BOUNDS = {
    ("minutes", "under"): later("under 1 minute"),
    ("share", "under"): later("under 1 %"),
    ("share", "over"): later("over 99 %"),
    ("of 100", "over"): later("over 99 of 100"),
    ("of 100", "under"): later("under 1 of 100"),
}


def _digits(found: Rounded, _: Language) -> str:
    return _.number(found.number, found.decimals)


def _absent(one: Mapping[str, Any], _: Language) -> str:
    if str(one["name"]).startswith("centre_min"):
        return _("not within two hours")
    if str(one["name"]).startswith("nearest_"):
        return _("none found on foot")
    return _(str(one["value_words"]))


def _measure_line(one: Mapping[str, Any], _: Language, *, is_against_town: bool) -> str:
    title = measure_title(one, _)
    value = value_words(one, _)
    is_town_known = one["town"] is not None or one["town_words"] not in ("", NOT_KNOWN)
    if not is_town_known or not is_against_town:
        return _("{title}: {value}", title=title, value=value)
    return _("{title}: {value} (town {town})", title=title, value=value, town=_town_words(one, _))


def _town_words(one: Mapping[str, Any], _: Language) -> str:
    """The town's value; without its unit where it stands beside a number of the same unit already."""
    town, unit = one["town"], str(one["unit"])
    if town is None:
        return _absent({**one, "value_words": one["town_words"]}, _)
    if one["value"] and unit in ("minutes", "departures an hour", "ratio"):
        found = rounded(town, unit)
        if not found.bound and (found.number or unit != "departures an hour"):
            return _digits(found, _)
    return value_words(one, _, is_town=True)


def _stop_line(content: Mapping[str, Any], _: Language) -> str:
    if not content["stops"]:
        return ""
    stop, metres = content["stops"][0], content["stops"][0]["distance_m"]
    short = [line for line in stop["lines"] if len(line) <= LONGEST_LINE]
    lines = ", ".join(short[:MOST_STOP_LINES]) + ("…" if len(short) > MOST_STOP_LINES else "")
    name = f"{stop['name']} ({lines})" if lines else stop["name"]
    if metres is None or (metres == 0 and content["place"]["kind"] == "area"):
        return _("Busiest stop: {name}", name=name)
    return _("Nearest stop: {name}, {metres} m", name=name, metres=_.number(max(metres, 10)))


def _note_lines(content: Mapping[str, Any], _: Language) -> list[str]:
    lines = []
    for note in content["notes"]:
        if note["key"] in NOTES:
            lines.append(_(NOTES[note["key"]]))
        elif note["key"] == "partly_outside":
            lines.append(_("Nothing is known of {share} of this place.", share=note["share"]))
    return lines


def activities_line(counted: int, _: Language) -> str:
    """How many community activities were known to run in the area of a finding when it was made."""
    if counted == 0:
        return _("No community activity is known to run in this area")
    return _.n(
        "{n} community activity is known to run in this area", "{n} community activities are known to run in this area",
        counted,
    )  # fmt: skip


def evidence_lines(content: Mapping[str, Any], _: Language, *, most: int = MOST_LINES) -> list[str]:
    """At most ``most`` sentences of what ``evidence_of`` gave, the most telling first; the last are of the survey where
    the ward stands out in one, and of a sample's movement; not escaped.

    >>> evidence_lines(content, language("en"))  # doctest: +SKIP
    ['To the centre on a weekday morning: 48 minutes (town 27)', …]

    Args:
        content: evidence as it was frozen; after an erasure, when nothing is left of it, there are no lines.
        _: the language of the page.
        most: how many lines there is room for.
    """
    if "measures" not in content:
        return []
    known = {one["name"]: one for one in content["measures"]}
    is_against_town = content["place"]["kind"] != "town"
    told = [_measure_line(known[name], _, is_against_town=is_against_town) for name in content["headline"]]
    stop = _stop_line(content, _)
    lines = [*_note_lines(content, _), *told[:3], *([stop] if stop else []), *told[3:]]
    said = [_survey_line(one, _) for one in content.get("survey", ())[:1]]
    said += [observed_line(content["observed"], _)] if content.get("observed") else []
    return [*lines[: most - len(said)], *said]


def _survey_line(one: Mapping[str, Any], _: Language) -> str:
    """What the ward says: the question in which it stands out most."""
    return _(
        "Survey {year}, {area}: {title} {value} ({against} {town})",
        year=one["year"], area=one["area_name"], title=one["title"], value=one["value_words"],
        against=_("rest of the town") if one["against"] == "rest of the town" else _("town"),
        town=one["against_words"],
    )  # fmt: skip
