"""Evidence in short plain sentences, in the language of the page: what stands under a pin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from everyday.language import later

if TYPE_CHECKING:
    from everyday.language import Language

__all__ = ["NOTES", "evidence_lines", "value_words"]

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


def value_words(one: Mapping[str, Any], _: Language, *, is_town: bool = False) -> str:
    """A value of the evidence, or the town's beside it, with its unit: "48 minutes", "34 %", "4 an hour"."""
    value = one["town"] if is_town else one["value"]
    if value is None:
        return _absent(one, _) if one["is_absent"] and not is_town else _("not known")
    unit = one["unit"]
    if unit == "minutes":
        return _("under 1 minute") if 0 < value < 0.5 else _.n("{n} minute", "{n} minutes", _half_up(value))
    if unit == "share":
        return _percent(value, _)
    if unit == "departures an hour":
        return _("none") if value == 0 else _("{number} an hour", number=_number(value, _))
    if unit == "of 100":
        return _("{number} of 100", number=_.number(_half_up(value)))
    if unit in ("people", "count", "index", "weight"):
        return _people(value, _) if unit == "people" else _number(value, _)
    if unit == "ratio":
        return _("{number} times as long", number=_.number(value, 1))
    return str(one["town_words"] if is_town else one["value_words"])


def _half_up(value: float) -> int:
    return int(value + 0.5)


def _number(value: float, _: Language) -> str:
    """One decimal below 10 unless it is a whole number, as the pages write counts."""
    is_whole = abs(value) >= 9.95 or abs(value - round(value)) < 0.05
    return _.number(_half_up(value)) if is_whole else _.number(value, 1)


def _people(value: float, _: Language) -> str:
    step = 1 if value < 99.5 else 10 if value < 995 else 100 if value < 99_950 else 1000
    return _.number(_half_up(value / step) * step)


def _percent(share: float, _: Language) -> str:
    if 0 < share < 0.005:
        return _("under 1 %")
    if 0.995 <= share < 1:
        return _("over 99 %")
    return _("{number} %", number=_.number(_half_up(100 * share)))


def _absent(one: Mapping[str, Any], _: Language) -> str:
    if str(one["name"]).startswith("centre_min"):
        return _("not within two hours")
    if str(one["name"]).startswith("nearest_"):
        return _("none found on foot")
    return _(str(one["value_words"]))


def _measure_line(one: Mapping[str, Any], _: Language, *, is_against_town: bool) -> str:
    title = _(TITLES.get(str(one["name"]), str(one["title"])))
    value = value_words(one, _)
    if one["town"] is None or not is_against_town:
        return _("{title}: {value}", title=title, value=value)
    return _("{title}: {value} (town {town})", title=title, value=value, town=_town_words(one, _))


def _town_words(one: Mapping[str, Any], _: Language) -> str:
    """The town's value; without its unit where it stands beside a number of the same unit already."""
    town, is_beside = one["town"], bool(one["value"])
    if is_beside and one["unit"] == "minutes" and town >= 0.5:
        return _.number(_half_up(town))
    if is_beside and one["unit"] == "departures an hour" and town > 0:
        return _number(town, _)
    if is_beside and one["unit"] == "ratio":
        return _.number(town, 1)
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


def evidence_lines(content: Mapping[str, Any], _: Language, *, most: int = MOST_LINES) -> list[str]:
    """At most ``most`` sentences of what ``evidence_of`` gave, the most telling first; not escaped.

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
    return lines[:most]
