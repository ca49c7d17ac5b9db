"""Colours of the maps. All are read apart by people with colour-blindness and stay apart in grey print."""

from __future__ import annotations

__all__ = ["OPACITY", "REACH", "both_colours", "changes", "colours"]

OPACITY = 0.78
# ColorBrewer YlGn and YlGnBu (five classes) and YlGnBu reversed for reach; Cynthia Brewer, Apache 2.0.
_NEAR = ("#ffffcc", "#c2e699", "#78c679", "#31a354", "#006837")
_ACROSS = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
REACH = ("#253494", "#2c7fb8", "#41b6c4", "#a1dab4")
# Three by three, rows from little to much of the town within reach, columns from little to much near home.
_BOTH = (
    "#e8e6df", "#b4d3a6", "#5aa469",
    "#b3c6dd", "#7fb0ae", "#3f8577",
    "#5b86c4", "#3d6f98", "#1f4e5f",
)  # fmt: skip


def colours(level: str, count: int, *, is_lower_better: bool) -> tuple[str, ...]:
    """``count`` colours (at most five) from low to high values: dark is always the better end."""
    ramp = _NEAR if level == "near" else _ACROSS
    picks = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}[count]
    chosen = tuple(ramp[pick] for pick in picks)
    return chosen[::-1] if is_lower_better else chosen


def both_colours(columns: int, rows: int) -> tuple[str, ...]:
    """Colours of two measures together, row by row from little to much: the corners are the same for two classes."""
    picks = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}
    return tuple(_BOTH[row * 3 + column] for row in picks[rows] for column in picks[columns])


# ColorBrewer PuOr with a white middle: losses orange, gains purple; read apart with any colour-blindness.
_CHANGES = ("#b35806", "#f1a340", "#fee0b6", "#ffffff", "#d8daeb", "#998ec3", "#542788")


def changes(*, is_lower_better: bool) -> tuple[str, ...]:
    """Seven colours from the largest fall to the largest rise: purple is a gain, orange a loss, white no change."""
    return _CHANGES[::-1] if is_lower_better else _CHANGES
