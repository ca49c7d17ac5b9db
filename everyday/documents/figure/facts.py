"""What stands around Figure 1 in a document: what it is about, and what is known of each finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["FigureFacts"]


@dataclass(frozen=True)
class FigureFacts:
    """What a document says around the figure.

    Attributes:
        town: its name.
        session_lines: one line per session, see :func:`everyday.documents.figure.wording.session_line`.
        edition_words: dates and id of the edition, see :mod:`everyday.documents.credits`.
        attributions: credits and licences, a line each.
        is_made_up: True for a town that does not exist.
        evidence: lines of evidence by finding id.
        also_said: words of the findings merged into a finding, by its id.
        where: words for a finding's place, by its id.
        numbers: number of each finding, in the figure, on the map and in the list: the one that it has on every screen
            (``PlanStore.numbers``); for a figure that is not of a plan, its place in the figure.
        map_png: the map with its pins; None for no map.
        map_alt: what the map shows, for people who do not see it.
    """

    town: str
    session_lines: Sequence[str] = ()
    edition_words: str = ""
    attributions: Sequence[str] = ()
    is_made_up: bool = False
    evidence: Mapping[str, Sequence[str]] = field(default_factory=dict)
    also_said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    map_png: bytes | None = None
    map_alt: str = ""
