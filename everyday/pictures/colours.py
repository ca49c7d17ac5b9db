"""The colours of barriers and enablers, once for documents, paper, pages and phones; a test finds any other spelling.

They are never told apart by colour alone: barriers are square, hatched and solid, enablers round, dotted and broken.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["IN_PRINT", "ON_PHONE", "ON_SCREEN", "custom_properties"]

ON_SCREEN = {"barrier": "#a63603", "enabler": "#0b5394", "severed": "#7f1d1d"}
"""Pages and their maps; ``severed`` is the line of a barrier that cuts neighbours off from each other on foot."""
ON_PHONE = {"barrier": "#8c2d04", "enabler": "#0b5345"}
"""The phone page, where white letters stand on them."""
IN_PRINT = {"barrier": "#9c2c13", "enabler": "#0b5c66"}
"""Documents and pictures of the map."""


def custom_properties(colours: Mapping[str, str]) -> str:
    """The colours as a style sheet declares them: ``var(--ea-barrier)`` and so on."""
    declared = " ".join(f"--ea-{name}: {colour};" for name, colour in colours.items())
    return f":root {{ {declared} }}\n"
