"""NaPTAN, the register of stops: which areas a timetable's stops lie in, and what the register says of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass

from geo.errors import FetchError

__all__ = ["RegisterFound", "areas_of_stops", "compare_register"]

_CODE, _STATUS = "ATCOCode", "Status"


@dataclass(frozen=True)
class RegisterFound:
    """Stops of a timetable against the register: how many it has, which it lacks, which it calls inactive."""

    known_n: int
    lacking: tuple[str, ...]
    inactive: tuple[str, ...]


def areas_of_stops(stop_ids: Collection[str], rail_area: str = "") -> list[str]:
    """Areas of the register to ask for: the first three digits of the stops in hand, and that of rail stations."""
    areas = {stop[:3] for stop in stop_ids if stop[:3].isdigit() and len(stop) > 3}
    return sorted(areas | ({rail_area} if rail_area else set()))


def compare_register(text: str, stop_ids: Collection[str]) -> RegisterFound:
    """What the register says of the stops of a timetable; those that it calls inactive and buses use are named.

    Raises:
        FetchError: what came is not the register.
    """
    reader = csv.DictReader(io.StringIO(text))
    if not {_CODE, _STATUS} <= set(reader.fieldnames or []):
        raise FetchError(
            "What came is not the register of stops.", needed=f"Needed: columns {_CODE} and {_STATUS}.",
            do="The address may have moved: see sources.toml.",
        )  # fmt: skip
    status = {str(row[_CODE]).strip(): str(row[_STATUS] or "").strip().lower() for row in reader}
    wanted = set(stop_ids)
    return RegisterFound(
        len(wanted & set(status)),
        tuple(sorted(wanted - set(status))),
        tuple(sorted(stop for stop in wanted if status.get(stop, "active") in ("inactive", "del", "ina"))),
    )
