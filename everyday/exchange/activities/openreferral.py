"""Open Referral UK as directories publish it: the older shape and version 3, services with their places and hours.

What schedules say is put into words (``plan.when``) and read back; hours in a description are taken only where its
lines are understood whole. A *valid to* that is the same day as *valid from* says nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from everyday.exchange.activities.entries import Entry, GivenList
from everyday.exchange.activities.table import cost_of
from geo.errors import NotFoundError, Report
from plan.when import read_when, say_when, words_of_rule

__all__ = ["read_open_referral"]

_MOST_BYTES, _MOST_SERVICES = 50_000_000, 20_000
_LISTS = ("contents", "content", "services", "items", "data")
_DAYS = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR", "saturday": "SA",
         "sunday": "SU"}  # fmt: skip
_FREQUENCIES = {"week": "WEEKLY", "weekly": "WEEKLY", "day": "DAILY", "daily": "DAILY", "month": "MONTHLY",
                "monthly": "MONTHLY"}  # fmt: skip
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h\d|/tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,500}>")
_LABEL = re.compile(r"^(?:when|times?|opening (?:hours|times)|sessions?|day and time|hours)\s*:\s*", re.IGNORECASE)
_WEB = re.compile(r"^(?:https?://|mailto:)\S+$")


def read_open_referral(path: Path, timezone: str) -> GivenList:
    """The services of a JSON file.

    Args:
        path: one service, a list, or a page of an API's answer.
        timezone: of the town: a day that is written as a moment is the day it was there.

    Raises:
        NotFoundError: there is no file.
        InputError: it is no such JSON.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}.", do="Check the name and try again.")
    report = Report(path.name, "Open Referral UK")
    content = _content(path, report)
    report.raise_if_refused()
    services = _services(content)
    if not services:
        report.add("refused", "no_services", "There is no service with a name in it.",
                   needed="services of Open Referral UK, one or a list", action="Fetch it again.")  # fmt: skip
    if len(services) > _MOST_SERVICES:
        report.add(
            "refused", "too_many_rows", f"It has {len(services):,} services.", needed=f"at most {_MOST_SERVICES:,}"
        )
    _say_pages(content, len(services), report)
    report.raise_if_refused()
    zone = ZoneInfo(timezone)
    read_from_text, lacking = 0, 0
    entries: list[Entry] = []
    for number, service in enumerate(services, 1):
        found, is_from_text, lacks = _entries(service, number, zone)
        entries += found
        read_from_text += is_from_text
        lacking += lacks
    if read_from_text:
        report.add("note", "hours_of_text", f"{read_from_text:,} have no schedule; their hours were read from the "
                   "description.", action="Please look at them.")  # fmt: skip
    if lacking:
        report.add("warning", "rules_not_said", f"{lacking:,} schedules say what words cannot say here.",
                   action="Those times were left out; where none is left it is shown as “ask”.")  # fmt: skip
    return GivenList(tuple(entries), report, all(entry.source_id for entry in entries))


def _content(path: Path, report: Report) -> Any:
    if path.stat().st_size > _MOST_BYTES:
        report.add("refused", "too_large", f"It has {path.stat().st_size / 1e6:,.0f} MB.",
                   needed=f"at most {_MOST_BYTES / 1e6:,.0f} MB")  # fmt: skip
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        report.add("refused", "json_broken", f"The JSON has a mistake or breaks off ({str(error)[:150]}).",
                   needed="a complete JSON file", action="Fetch it again.")  # fmt: skip
        return None


def _services(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, dict):
        inner = next((content[name] for name in _LISTS if isinstance(content.get(name), list)), None)
        content = inner if inner is not None else [content]
    return (
        [one for one in content if isinstance(one, dict) and _text(one.get("name"))]
        if isinstance(content, list)
        else []
    )


def _say_pages(content: Any, services_n: int, report: Report) -> None:
    """One page of several is not the whole directory."""
    if not isinstance(content, dict):
        return
    total = next((content[name] for name in ("total_items", "totalElements") if isinstance(content.get(name), int)), 0)
    if total > services_n:
        report.add("warning", "one_page", f"It is a page with {services_n:,} of {total:,} services.",
                   action="Fetch the other pages too and add each with the same --source.")  # fmt: skip


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _lines(description: Any) -> list[str]:
    """A description without its HTML, line by line."""
    if not isinstance(description, str):
        return []
    plain = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", description)))
    return [line for raw in plain.splitlines() if (line := " ".join(raw.split()))]


def _entries(service: dict[str, Any], number: int, zone: ZoneInfo) -> tuple[list[Entry], bool, int]:
    """One entry for each place of a service; one without a place if it has none."""
    at = _dicts(service.get("service_at_locations"))
    places = [one["location"] | {"_hours": one} for one in at if isinstance(one.get("location"), dict)]
    places = places or _dicts(service.get("locations"))
    lines = _lines(service.get("description"))
    found: list[Entry] = []
    is_from_text, lacking = False, 0
    for place in places or [{}]:
        entry = Entry(f"service {number}", source_id=_id(service, place if len(places) > 1 else {}))
        entry.values = _values(service, lines, zone)
        _place(entry, place)
        schedules = [*_schedules(place.get("_hours", {})), *_schedules(service)]
        when, lacks = _when(schedules, zone)
        if not when and not schedules:
            when = _hours_of(lines)
            is_from_text |= bool(when)
        lacking += lacks
        entry.values["when"] = when or "ask"
        found.append(entry)
    return found, is_from_text, lacking


def _id(service: dict[str, Any], place: dict[str, Any]) -> str:
    own = _text(service.get("id"))
    return f"{own}@{_text(place.get('id'))}" if own and place.get("id") else own


def _values(service: dict[str, Any], lines: list[str], zone: ZoneInfo) -> dict[str, Any]:
    organisation = service.get("organization") or service.get("organisation") or {}
    values: dict[str, Any] = {
        "title": _text(service.get("name"))[:300],
        "text": "\n".join(lines)[:5000],
        "organiser": _text(organisation.get("name") if isinstance(organisation, dict) else organisation)[:300],
        "contact": next((words for name in ("url", "website") if _WEB.match(words := _text(service.get(name)))), ""),
        "language_support": ", ".join(_text(one.get("name") or one.get("language"))
                                      for one in _dicts(service.get("languages")))[:300],
    }  # fmt: skip
    values["cost"], values["cost_words"] = _cost(service)
    first, last = (_day(service.get(name), zone) for name in ("valid_from", "valid_to"))
    values["valid_from"] = first.isoformat() if first else ""
    # The standard's own example has both on one day: it says nothing about an end.
    values["valid_to"] = last.isoformat() if last and last != first and (not first or last > first) else ""
    confirmed = next((day for name in ("assured_date", "last_assured", "last_modified", "updated_at")
                      if (day := _day(service.get(name), zone))), None)  # fmt: skip
    if confirmed:
        values["last_confirmed"] = confirmed.isoformat()
    return values


def _cost(service: dict[str, Any]) -> tuple[str, str]:
    if service.get("free") is True:
        return "free", ""
    words = _text(service.get("fees_description") or service.get("fees"))
    if words:
        return cost_of(words)
    amounts = []
    for option in _dicts(service.get("cost_options")):
        amount = option.get("amount")
        said = " ".join(part for part in (_text(option.get("option")), _text(option.get("amount_description"))) if part)
        amounts.append((float(amount) if isinstance(amount, int | float) else None, said))
    if amounts and all(amount == 0 for amount, _ in amounts):
        return "free", ""
    if any(amount for amount, _ in amounts):
        told = "; ".join(f"£{amount:g} {said}".strip() for amount, said in amounts if amount)
        return "paid", told[:300]
    return "", "; ".join(said for _, said in amounts if said)[:300]


def _place(entry: Entry, place: dict[str, Any]) -> None:
    if place.get("mask_exact_address") is True or place.get("visible") is False:
        entry.values["is_ward_only"] = True
    lat, lon = place.get("latitude"), place.get("longitude")
    try:
        if lat not in (None, "") and lon not in (None, ""):
            entry.lat, entry.lon = float(str(lat)), float(str(lon))
    except ValueError:
        entry.fault("lat", f"{_text(lat)[:40]!r}, {_text(lon)[:40]!r} are not degrees.")
    if entry.lat is not None and not (abs(entry.lat) <= 90 and abs(entry.lon or 0) <= 180):
        entry.fault("lat", f"{entry.lat}, {entry.lon} are not degrees.")
        entry.lat = entry.lon = None
    addresses = _dicts(place.get("addresses")) or _dicts(place.get("physical_addresses"))
    address = addresses[0] if addresses else place
    parts = [place.get("name"), *(address.get(name) for name in ("address_1", "address_2", "city", "postal_code"))]
    entry.values["venue"] = ", ".join(dict.fromkeys(words for part in parts if (words := _text(part))))[:300]


def _schedules(holder: dict[str, Any]) -> list[dict[str, Any]]:
    return (
        _dicts(holder.get("schedules"))
        + _dicts(holder.get("regular_schedules"))
        + _dicts(holder.get("regular_schedule"))
    )


def _when(schedules: list[dict[str, Any]], zone: ZoneInfo) -> tuple[str, int]:
    """Schedules in words, each once; how many cannot be said."""
    said: list[str] = []
    lacking = 0
    for one in schedules:
        words = _words_of(one, zone)
        if words:
            said += [] if words in said else [words]
        else:
            lacking += 1
    whole = "; ".join(said)
    read = read_when(whole) if whole else None
    if read is not None and read.is_ask:  # each for itself is understood, and together they are not: the first stands
        return said[0], lacking + len(said) - 1
    return (say_when(read) if read is not None else ""), lacking


def _words_of(schedule: dict[str, Any], zone: ZoneInfo) -> str:
    start, end = (_minutes(schedule.get(name)) for name in ("opens_at", "closes_at"))
    first = _day(schedule.get("dtstart") or schedule.get("valid_from"), zone)
    rule = _rule(schedule, zone)
    if rule:
        return words_of_rule(rule, start=first, start_min=start, end_min=end)
    if first and not schedule.get("freq") and not schedule.get("weekday"):  # one day
        return words_of_rule("FREQ=DAILY;COUNT=1", start=first, start_min=start, end_min=end)
    described = _text(schedule.get("description"))
    return say_when(read) if described and not (read := read_when(described)).is_ask else ""


def _rule(schedule: dict[str, Any], zone: ZoneInfo) -> str:
    """The rule by RFC 5545 that a schedule has, or that its older fields say; empty for none."""
    written = _text(schedule.get("rrule"))
    if written:
        return written
    frequency = _FREQUENCIES.get(_text(schedule.get("freq")).casefold(), _text(schedule.get("freq")).upper())
    days = _text(schedule.get("byday")).upper().replace(" ", "")
    weekday = _DAYS.get(_text(schedule.get("weekday")).casefold(), "")
    if weekday and not days:
        days, frequency = weekday, frequency or "WEEKLY"
    if not frequency:
        return ""
    parts = [f"FREQ={frequency}"]
    interval = _text(schedule.get("interval"))
    parts += [f"INTERVAL={interval}"] if interval.isdigit() and interval != "1" else []
    parts += [f"BYDAY={days}"] if days else []
    for name in ("bymonthday", "byweekno", "byyearday"):
        parts += [f"{name.upper()}={words}"] if (words := _text(schedule.get(name))) else []
    parts += [f"COUNT={words}"] if (words := _text(schedule.get("count"))).isdigit() else []
    until = _day(schedule.get("until"), zone)
    return ";".join(parts + ([f"UNTIL={until:%Y%m%d}"] if until else []))


def _minutes(value: Any) -> int | None:
    """Minutes after midnight of ``10:00``, ``10:00:00Z`` or a moment: the clock on the wall, whatever the zone."""
    found = re.search(r"(?:^|T)(\d{1,2}):(\d{2})", _text(value))
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    return int(found[1]) * 60 + int(found[2])


def _day(value: Any, zone: ZoneInfo) -> date | None:
    """A day; a moment is the day that it was in the town: midnight in summer is written as 23:00Z of the day before."""
    words = _text(value)
    try:
        if re.match(r"^\d{4}-\d{2}-\d{2}$", words):
            return date.fromisoformat(words)
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def _hours_of(lines: list[str]) -> str:
    """Hours that stand in a description: lines, or sentences behind a label, that are understood whole."""
    found = [say_when(read) for words in _candidates(lines) if not (read := read_when(words)).is_ask]
    whole = read_when("; ".join(dict.fromkeys(found)))
    return "" if whole.is_ask else say_when(whole)


def _candidates(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield _LABEL.sub("", line)
