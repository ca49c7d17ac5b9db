"""OwnTracks: messages of a phone, in exports as JSON and in the recorder's files with a message a line."""

from __future__ import annotations

import io
import json
from typing import Any

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError

__all__ = ["is_owntracks", "read_recorder", "take_message"]


def is_owntracks(element: dict[str, Any]) -> bool:
    """Whether an object is a message of OwnTracks."""
    return element.get("_type") in ("location", "transition", "waypoint", "lwt", "status", "card", "steps") or (
        "tst" in element and ("topic" in element or "tid" in element)
    )


def take_message(element: dict[str, Any], reading: Reading) -> None:
    """One message: a location is a fix; what else there is (arrivals, cards, the end of a connection) is counted."""
    if element.get("_type", "location") != "location":
        reading.further["messages that are no locations"] += 1
        return
    topic = str(element.get("topic", "")).split("/")
    person = element.get("username") or (topic[1] if len(topic) > 2 and topic[0] == "owntracks" else None)
    device = element.get("device") or (topic[2] if len(topic) > 2 else None) or element.get("tid") or ""
    reading.add(
        element.get("lat"), element.get("lon"), element.get("tst"), accuracy=element.get("acc"),
        person=str(person) if person else None, device=str(device),
    )  # fmt: skip


def read_recorder(stream: io.BufferedReader, reading: Reading) -> None:
    """Read one ``.rec`` file: the time of arrival, a mark, and the message as JSON on each line.

    Raises:
        RefusedFileError: no line holds a message.
    """
    reading.format = "OwnTracks recorder"
    broken = 0
    for line in io.TextIOWrapper(stream, encoding="utf-8", errors="replace"):
        start = line.find("{")
        if start < 0:
            reading.further["messages that are no locations"] += bool(line.strip())
            continue
        try:
            message = json.loads(line[start:])
        except (json.JSONDecodeError, RecursionError):
            broken += 1
            continue
        if isinstance(message, dict):
            take_message(message, reading)
    if broken:
        reading.further["lines that are no messages"] = broken
        if not reading.rows_n and not reading.further["messages that are no locations"]:
            reading.flush()
            if not reading.rows_n:
                raise RefusedFileError(
                    "owntracks_lines",
                    "no line of it holds a message.",
                    "a file of the OwnTracks recorder.",
                    "Copy it again.",
                )
