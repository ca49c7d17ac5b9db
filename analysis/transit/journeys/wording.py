"""A journey in words, and its legs as text that an edition can keep."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from geo.errors import UsageError

__all__ = ["Leg", "clock", "journey_in_words", "legs_from_json", "legs_table", "usual_lines"]

Leg = dict[str, Any]
"""One leg of a journey; minutes are to a tenth.

A walk: ``mode`` "walk", ``from`` and ``to`` (stop names, "" for the ends of the journey), ``minutes``. A ride: ``mode``
"ride", ``vehicle`` (mode of the route), ``line``, ``operator``, ``from`` and ``to``, ``from_id`` and ``to_id`` (stop
ids), ``leaves`` ("07:32"), ``wait_min``, ``minutes``, ``stops`` (how many calls later one gets off), ``km`` along the
stops, ``becomes`` (``line`` and stop ``at`` which the vehicle goes on as it while one stays on board; editions from
before this was looked at have none), ``round_by`` (up to two stops by which it goes round)."""

_VEHICLES = {"rail": "train", "metro": "metro", "tram": "tram", "ferry": "ferry", "coach": "coach", "bus": "bus"}
_DAY_S = 86_400


def usual_lines(lines: Sequence[str]) -> str:
    """Lines of a journey as people say them: "7", "7, then 30", "on foot"."""
    return ", then ".join(lines) if lines else "on foot"


def clock(seconds: int) -> str:
    """Time of day: 27120 is 07:32; past midnight it begins again at 00:00."""
    minutes = seconds % _DAY_S // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def journey_in_words(legs: Sequence[Leg], *, goal: str = "") -> str:
    """One sentence: "Walk 4 min to Priory Road, bus 7 (24 min, 18 stops, round by Dock Gate) to Market Place, walk …".

    Waiting is not in the sentence, so its minutes add up to less than the journey takes.

    Args:
        legs: of one journey, in order; none where there is no journey.
        goal: where it ends, as in "walk 3 min to the centre"; nothing is said if empty.
    """
    to_goal = f" to {goal}" if goal else ""
    if not legs:
        return f"There is no journey{to_goal}."
    if all(leg["mode"] == "walk" for leg in legs):
        minutes = sum(leg["minutes"] for leg in legs)
        return f"Walk all the way{to_goal} ({_minutes(minutes)})."
    parts: list[str] = []
    before: Leg | None = None
    for place, leg in enumerate(legs):
        if leg["mode"] == "ride":
            is_change = place > 0 and legs[place - 1]["mode"] == "ride"
            is_same = before is not None and _title(before) == _title(leg)
            parts.append(("change to " if is_change else "") + ("another " if is_same else "") + _ride(leg))
            before = leg
        elif not leg["to"]:
            parts.append(f"walk {_minutes(leg['minutes'])}{to_goal}")
        elif leg["to"] == leg["from"]:
            parts.append(f"walk {_minutes(leg['minutes'])} to another stop there")
        else:
            parts.append(f"walk {_minutes(leg['minutes'])} to {leg['to']}")
    if legs[0]["mode"] == "ride":
        parts.insert(0, f"from {legs[0]['from']}")
    sentence = ", ".join(parts) + "."
    return sentence[0].upper() + sentence[1:]


def _title(leg: Leg) -> str:
    """What one says of a ride: bus 7, or just train."""
    vehicle = _VEHICLES.get(leg["vehicle"], "line")
    return vehicle if leg["line"] == vehicle else f"{vehicle} {leg['line']}".strip()


def _ride(leg: Leg) -> str:
    details = [_minutes(leg["minutes"]), f"{leg['stops']} stop{'' if leg['stops'] == 1 else 's'}"]
    if leg["round_by"]:
        details.append(f"round by {' and '.join(leg['round_by'])}")
    line, onward = leg["line"], ""
    for one in leg.get("becomes", ()):
        onward += f", stay on board at {one['at']}" + (f" (becomes line {one['line']})" if one["line"] != line else "")
        line = one["line"]
    return f"{_title(leg)} ({', '.join(details)}){onward + ',' if onward else ''} to {leg['to']}"


def _minutes(minutes: float) -> str:
    """Whole minutes, halves up, never none."""
    return f"{max(int(minutes + 0.5), 1)} min"


def legs_table(cells: Collection[str], legs: Sequence[Sequence[Leg]]) -> pd.DataFrame:
    """Legs of every cell as a table that can be written to an edition: ``cell``, ``legs_json``.

    Cells without a journey are left out.

    Args:
        cells: H3 indices (n,). legs: of each of them (n,).
    """
    if len(cells) != len(legs):
        raise UsageError(f"{len(cells)} cells, but legs of {len(legs)}.", "Needed: legs for every cell.")
    rows = [
        (cell, json.dumps(list(each), ensure_ascii=False, separators=(",", ":")))
        for cell, each in zip(cells, legs, strict=True)
        if each
    ]
    return pd.DataFrame(rows, columns=["cell", "legs_json"]).astype({"cell": object, "legs_json": object})


def legs_from_json(text: str) -> list[Leg]:
    """Read the legs of one cell as :func:`legs_table` wrote them."""
    return [dict(leg) for leg in json.loads(text)]
