"""Colours of the maps. All are read apart by people with colour-blindness and stay apart in grey print."""

from __future__ import annotations

__all__ = ["OPACITY", "REACH", "asked_colours", "both_colours", "changes", "colours", "swatch"]

OPACITY = 0.82
"""How much of a colour covers the ground; so much that white words on the darkest one can be read in a legend."""
_GROUND = "#fbfaf7"
# ColorBrewer YlGn and YlGnBu (five classes) and YlGnBu reversed for reach; Cynthia Brewer, Apache 2.0.
_NEAR = ("#ffffcc", "#c2e699", "#78c679", "#31a354", "#006837")
_ACROSS = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
REACH = ("#253494", "#2c7fb8", "#41b6c4", "#a1dab4")
# Of surveys: ColorBrewer BuPu where one end is better, greys where neither is, YlOrBr where anybody could answer; of
# six classes the lightest is left out, so that no area looks as if nothing were known.
_JUDGED = ("#bfd3e6", "#9ebcda", "#8c96c6", "#8856a7", "#810f7c")
_PLAIN = ("#e0e0e0", "#c2c2c2", "#9c9c9c", "#707070", "#454545")
_OPEN = ("#fee391", "#fec44f", "#fe9929", "#d95f0e", "#993404")
# Three by three, rows from little to much of the town within reach, columns from little to much near home.
_BOTH = (
    "#e8e6df", "#b4d3a6", "#5aa469",
    "#b3c6dd", "#7fb0ae", "#3f8577",
    "#5b86c4", "#3d6f98", "#1f4e5f",
)  # fmt: skip


_PICKS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def colours(level: str, count: int, *, is_lower_better: bool) -> tuple[str, ...]:
    """``count`` colours (at most five) from low to high values: dark is always the better end."""
    ramp = _NEAR if level == "near" else _ACROSS
    chosen = tuple(ramp[pick] for pick in _PICKS[count])
    return chosen[::-1] if is_lower_better else chosen


def asked_colours(count: int, *, better: str, is_open: bool) -> tuple[str, ...]:
    """Colours of what people said, from low to high: dark is the better end where one is, else simply more.

    Answers of an open form have colours of their own, whatever is better.
    """
    ramp = _OPEN if is_open else _JUDGED if better else _PLAIN
    chosen = tuple(ramp[pick] for pick in _PICKS[count])
    return chosen[::-1] if better == "lower" and not is_open else chosen


def both_colours(columns: int, rows: int) -> tuple[str, ...]:
    """Colours of two measures together, row by row from little to much: the corners are the same for two classes."""
    picks = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}
    return tuple(_BOTH[row * 3 + column] for row in picks[rows] for column in picks[columns])


def swatch(colour: str) -> str:
    """A colour (``#rrggbb``) as it looks on the map, where the ground shines through: that of a legend."""
    pairs = (tuple(int(one[at : at + 2], 16) for one in (colour, _GROUND)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(OPACITY * over + (1 - OPACITY) * under):02x}" for over, under in pairs)


# ColorBrewer PuOr with a white middle: losses orange, gains purple; read apart with any colour-blindness.
_CHANGES = ("#b35806", "#f1a340", "#fee0b6", "#ffffff", "#d8daeb", "#998ec3", "#542788")


def changes(*, is_lower_better: bool) -> tuple[str, ...]:
    """Seven colours from the largest fall to the largest rise: purple is a gain, orange a loss, white no change."""
    return _CHANGES[::-1] if is_lower_better else _CHANGES
