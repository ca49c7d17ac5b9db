"""Staypoints and triplegs as the definition says them, fix by fix, without a kernel or a shortcut."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["metres", "stays_of", "triplegs_of"]

Fix = tuple[float, float, float, bool]
"""Seconds, latitude, longitude, and whether nothing is known of the time before."""


def metres(one: Fix, other: Fix) -> float:
    """Great circle by the angle between two vectors, which is exact for near and for far points."""

    def vector(fix: Fix) -> tuple[float, float, float]:
        lat, lon = math.radians(fix[1]), math.radians(fix[2])
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    a, b = vector(one), vector(other)
    across = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    along = sum(x * y for x, y in zip(a, b, strict=True))
    return 6_371_000 * math.atan2(math.sqrt(sum(x * x for x in across)), along)


def stays_of(fixes: Sequence[Fix], within_m: float, least_s: float, gap_s: float) -> list[tuple[int, int, bool, int]]:
    """First and last fix of each stay, whether silence follows, and how many silences came before."""
    found, start, silences = [], 0, 0
    for i in range(1, len(fixes) + 1):
        at_end = i == len(fixes)
        silence = at_end or fixes[i][0] - fixes[i - 1][0] > gap_s or fixes[i][3]
        if not silence and metres(fixes[start], fixes[i]) < within_m:
            continue
        if fixes[i - 1][0] - fixes[start][0] >= least_s:
            found.append((start, i - 1, silence, silences))
        silences += silence
        start = i
    return found


def triplegs_of(
    fixes: Sequence[Fix], stays: Sequence[tuple[int, int, bool, int]], gap_s: float
) -> list[tuple[int, int]]:
    """First and last fix of each tripleg."""
    inside = {i for first, last, *_ in stays for i in range(first, last + 1)}
    rows: list[list[int]] = []
    for i in range(len(fixes)):
        if i in inside:
            continue
        is_silent = i == 0 or fixes[i][0] - fixes[i - 1][0] > gap_s or fixes[i][3]
        if rows and rows[-1][-1] == i - 1 and not is_silent:
            rows[-1].append(i)
        else:
            rows.append([i])
    return [(row[0], row[-1]) for row in rows if len(row) > 1 and len({fixes[i][1:3] for i in row}) > 1]
