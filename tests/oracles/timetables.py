"""Two timetables compared table by table, and an independent validator's opinion of a written one."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from geo.feed import Feed
from tests import needs

FRAMES = ("agencies", "stops", "routes", "trips", "stop_times", "frequencies", "transfers", "shapes", "in_seat")


def assert_equal(one: Feed, other: Feed) -> None:
    for name in FRAMES:
        left, right = getattr(one, name), getattr(other, name)
        if left is None:
            assert right is None
        else:
            pd.testing.assert_frame_equal(left, right)
    for item in dataclasses.fields(one.services):
        np.testing.assert_array_equal(getattr(one.services, item.name), getattr(other.services, item.name))


def validated(path: Path) -> list[str]:
    """Codes of the errors that an independent validator finds."""
    result = needs.validator().validate(str(path), country_code="GB", date="2024-03-05")
    return [notice.code for notice in result.errors()]
