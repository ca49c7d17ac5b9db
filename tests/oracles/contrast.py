"""How well a colour stands out from white, as WCAG 2.2 defines it."""

from __future__ import annotations

__all__ = ["contrast_with_white"]


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of ``#rrggbb`` and white, 1 to 21, by relative luminance."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
