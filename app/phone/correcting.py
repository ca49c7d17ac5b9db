"""Proposing a correction of the map: a place that is missing, closed or misnamed, or a bus the timetables lack."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import JSONResponse, Response

from app.phone.endpoints import Form, keep_pace
from app.phone.entry import Problems, saved
from app.phone.limits import ENTRIES
from app.phone.pages import NO_STORE, show
from app.phone.personal_data import is_changing, settle_personal_data
from app.phone.places import NotOne, find_place, find_spot
from app.phone.visits import Visit, new_token
from app.server import join_path
from everyday.atlas import OpenEdition
from plan.corrections import BUS, CORRECTION_KINDS, DAYS, problems_of_correction
from plan.ids import id_from
from plan.records import Correction
from plan.rules import RecordFault
from plan.text import clean_line, clean_text

__all__ = ["show_corrections", "take_correction"]

_FREE_TEXT = ("name", "text", "operator")
LONGEST_TEXT = 5_000
LONGEST_NAME = 200
MOST_STOPS = 100
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.]?([0-5]\d))?\s*(am|pm)?$", re.IGNORECASE)


def show_corrections(visit: Visit) -> Response:
    """``GET /join/correction``: which kind, then ``?kind=`` the form of that kind."""
    if visit.request.query_params.get("sent"):
        return show(visit, "thanks.html")
    kind = visit.request.query_params.get("kind", "")
    return _form(visit, Form({"kind": [kind if kind in CORRECTION_KINDS else ""]}), Problems())


def _kind_words(visit: Visit) -> dict[str, str]:
    _ = visit._
    return {
        "place_missing": _("A place is missing from the map"),
        "place_closed": _("A place on the map has closed"),
        "place_misnamed": _("A place on the map has the wrong name"),
        BUS: _("A bus exists that is not in the timetables"),
    }


def _form(visit: Visit, form: Form, problems: Problems) -> Response:
    _ = visit._
    days = {"weekday": _("Monday to Friday"), "saturday": _("Saturday"), "sunday": _("Sunday")}
    return show(
        visit, "correction.html", 422 if problems else 200, form=form, problems=problems, kinds=_kind_words(visit),
        kind=form.one("kind"), days=days, place_kinds=[(one.key, _(one.title)) for one in visit.edition().place_kinds],
        nonce=form.one("nonce") or new_token(),
    )  # fmt: skip


def clock(words: str) -> str:
    """``"7.30"``, ``"730"``, ``"7:30 pm"``, ``"7"`` as ``"07:30"`` and so on; the words where they are no time."""
    found = _CLOCK.match(words.strip())
    if not found:
        return words.strip()
    hour, half = int(found[1]), (found[3] or "").lower()
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return f"{hour:02d}:{found[2] or '00'}"


def _place_at(visit: Visit, opened: OpenEdition, form: Form, problems: Problems) -> dict[str, Any]:
    """Where a missing place is."""
    _, words = visit._, _picked(form, "where")
    if not words:
        problems.add("where", _("Say where it is: a street, a stop or a place near by."))
        return {}
    found = find_place(opened, words, _)
    if isinstance(found, NotOne):
        problems.add("where", found.words)
        problems.options = found.options
    elif found.geometry is None or found.geometry.geom_type != "Point":
        problems.add("where", _("Say it more exactly: a street, a stop or a place near by."))
    else:
        return {"geometry": found.geometry}
    return {}


def _known_place(visit: Visit, opened: OpenEdition, form: Form, problems: Problems) -> dict[str, Any]:
    """Which place of the map is meant."""
    import shapely

    _, words = visit._, _picked(form, "where")
    if not words:
        problems.add("where", _("Say which place you mean, by the name it has on the map."))
        return {}
    found = find_spot(opened, words, _, kind="place")
    if isinstance(found, NotOne):
        problems.add("where", found.words)
        problems.options = found.options
        return {}
    ids = set(opened.places["place_id"])
    place_id = next((code for code in found.codes if code in ids), "")
    if not place_id:
        problems.add("where", _("This is the name of a part of the town, not of a place that can be corrected."))
        return {}
    row = opened.places[opened.places["place_id"] == place_id].iloc[0]
    return {
        "place_id": place_id, "place_kind": str(row["kind"]),
        "geometry": shapely.Point(float(row["lon"]), float(row["lat"])),
    }  # fmt: skip


def _picked(form: Form, name: str) -> str:
    """The option that was chosen for these words, else the words."""
    picked = form.one(f"{name}_pick")
    return picked if picked and form.one(f"{name}_asked") == form.one(name) else form.one(name)


def _bus(visit: Visit, opened: OpenEdition, form: Form, problems: Problems) -> dict[str, Any]:
    """A bus: its stops one a line, each found on the map."""
    _, stops, faults = visit._, [], []
    lines = [line.strip() for line in clean_text(form.one("stops")).split("\n") if line.strip()]
    for line in lines[:MOST_STOPS]:
        found = find_place(opened, line, _)
        if isinstance(found, NotOne) and len(found.options) > 1:
            options = "; ".join(found.options)
            faults.append(_("{line}: {words} {options}", line=line, words=found.words, options=options))
        elif isinstance(found, NotOne):
            faults.append(_("{line}: {words}", line=line, words=found.words))
        elif found.geometry is None or found.geometry.geom_type != "Point":
            faults.append(_("{line}: say it more exactly, as a stop or a street.", line=line))
        else:
            stops.append(
                {
                    "name": found.label.removeprefix("Stop ")[:LONGEST_NAME],
                    "lat": found.geometry.y,
                    "lon": found.geometry.x,
                }
            )
    if len(lines) < 2:
        problems.add("stops", _("Name at least two stops, one on each line, in the order of the journey."))
    elif faults:
        problems.add("stops", " ".join(faults))
    elif len(lines) > MOST_STOPS:
        problems.add("stops", _("There are too many stops."))
    headway = form.one("headway").replace(",", ".")
    is_number = re.fullmatch(r"\d{1,4}(\.\d)?", headway) is not None
    if not is_number or not 1 <= float(headway) <= 240:
        problems.add("headway", _("Say how many minutes there are between two buses, from 1 to 240."))
    days = [day for day in form.many("days") if day in DAYS]
    if not days:
        problems.add("days", _("Choose the days on which it runs."))
    wanted = {
        "first": _("Give the time of the first bus, such as 7:30."),
        "last": _("Give the time of the last bus, such as 18:45."),
    }
    for name, words in wanted.items():
        if not re.fullmatch(r"([01]\d|2[0-8]):[0-5]\d", clock(form.one(name))):
            problems.add(name, words)
    if not problems and clock(form.one("first")) >= clock(form.one("last")):
        problems.add("last", _("The last bus has to be later than the first. After midnight go on as 24:30."))
    details = {
        "operator": clean_line(form.one("operator")), "stops": stops, "days": days, "first": clock(form.one("first")),
        "last": clock(form.one("last")), "headway_min": float(headway) if is_number else None,
        "is_both_ways": form.one("ways") != "one",
    }  # fmt: skip
    return {"details": details}


def _content(visit: Visit, opened: OpenEdition, form: Form, problems: Problems) -> dict[str, Any]:
    """Fields of the correction; whatever is lacking goes to ``problems``."""
    _, kind = visit._, form.one("kind")
    name, text = clean_line(form.one("name")), clean_text(form.one("text"))
    if kind in (BUS, "place_misnamed") and not name:
        words = _("Give the name or number of the bus.") if kind == BUS else _("Give the right name.")
        problems.add("name", words)
    for field, typed, most in (("name", name, LONGEST_NAME), ("text", text, LONGEST_TEXT)):
        if len(typed) > most:
            problems.add(field, _.n("There is room for {n} letter.", "There is room for {n} letters.", most))
    content: dict[str, Any] = {"kind": kind, "name": name, "text": text}
    if kind == BUS:
        return content | _bus(visit, opened, form, problems)
    if kind == "place_missing":
        content["place_kind"] = form.one("place_kind")
        if content["place_kind"] not in {one.key for one in opened.place_kinds}:
            problems.add("place_kind", _("Choose what kind of place it is."))
        return content | _place_at(visit, opened, form, problems)
    return content | _known_place(visit, opened, form, problems)


def take_correction(visit: Visit, form: Form) -> Response:
    """``POST /join/correction``: kept as a proposal, which a planner accepts or not."""
    opened, problems = visit.edition(), Problems()
    if form.one("kind") not in CORRECTION_KINDS or is_changing(form):
        return _form(visit, form, problems)
    content = _content(visit, opened, form, problems)
    if problems:
        if visit.wants_json:
            return JSONResponse({"is_saved": False, "problems": problems.by_field}, 422, NO_STORE)
        return _form(visit, form, problems)
    settled = settle_personal_data(visit, form, _FREE_TEXT, f"{join_path()}/correction")
    if isinstance(settled, Response):
        return settled
    if settled is not form:
        content |= {"name": clean_line(settled.one("name")), "text": clean_text(settled.one("text"))}
        if form.one("kind") == BUS:
            content["details"] |= {"operator": clean_line(settled.one("operator"))}
    keep_pace(visit, ENTRIES)
    pairs = [f"{name}={value}" for name, value in form.pairs(without=("token", "personal"))]
    record_id = id_from(Correction.prefix, visit.device.device_id, *pairs) if form.one("nonce") else ""
    correction = Correction(id=record_id, **content)
    if faults := problems_of_correction(correction, place_kinds=[one.key for one in opened.place_kinds]):
        raise RecordFault(faults)
    if not visit.store.all(Correction, id=record_id, device_id=visit.device.device_id):
        visit.store.add(correction, visit.person)
    return saved(visit, f"{join_path()}/correction?sent=1", record_id)
