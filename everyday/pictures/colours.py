"""The colours of barriers and enablers, once for documents, paper, pages and phones; a test finds any other spelling.

They are never told apart by colour alone: barriers are square, hatched and solid, enablers round, dotted and broken,
actions have rounded corners and an A before their number.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COLOURS", "custom_properties"]

COLOURS = {"barrier": "#a63603", "enabler": "#0b5394", "severed": "#7f1d1d", "action": "#3b3561"}
"""Screens, phones, documents and paper alike; ``severed`` is the line of a barrier that cuts neighbours off on foot.

White letters on them and their letters on white have a contrast of at least 6 to 1 (a test measures it).
"""


def custom_properties(colours: Mapping[str, str]) -> str:
    """The colours as a style sheet declares them: ``var(--ea-barrier)`` and so on."""
    declared = " ".join(f"--ea-{name}: {colour};" for name, colour in colours.items())
    return f":root {{ {declared} }}\n"
