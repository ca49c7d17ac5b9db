"""What a fetch is about, as plain records: a town, the pieces of its atlas, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PEOPLE_OF", "FetchPlan", "FetchReport", "Piece", "PieceReport", "Town"]

PEOPLE_OF = "mid-2023"
"""Of when the numbers of people in ``lists/authorities.csv`` are."""


@dataclass(frozen=True)
class Town:
    """A place that an atlas can be made of.

    Attributes:
        code: ONS code of the local authority; empty for a place, whose authority is asked for when it is planned.
        name: as people write it.
        kind: ``authority``, or ``place`` for a town, village or part of one.
        county: the county of an authority, or where a place lies ("near Telford"); may be empty.
        country: England, Wales, Scotland or Northern Ireland.
        people: how many live there, None where the list does not say; of an authority in mid-2023.
        point: (latitude, longitude) in degrees, None for authorities.
    """

    code: str
    name: str
    kind: str
    county: str
    country: str
    people: int | None = None
    point: tuple[float, float] | None = None

    @property
    def title(self) -> str:
        """The name with what tells it from others of the name."""
        what = "local authority" if self.kind == "authority" else "place"
        people = f"{self.people:,} people" if self.people else ""
        if people and self.kind == "authority":
            people += f" in {PEOPLE_OF}"
        return f"{self.name} ({', '.join(part for part in (what, self.county, self.country, people) if part)})"


@dataclass(frozen=True)
class Piece:
    """One part of an atlas and where it comes from.

    Attributes:
        key: ``wards``, ``people``, ``deprivation``, ``streets``, ``buses``, ``stops`` or ``rail``.
        title: what people call it.
        source: who publishes it.
        licence, attribution: as the publisher states them.
        address: where it is fetched; empty where it is not.
        size: bytes, as known from the last time or from the dated table; None where nobody knows.
        manual: what to do by hand, None where it is fetched.
        note: what else to know, such as licences that disagree.
    """

    key: str
    title: str
    source: str
    licence: str
    attribution: str
    address: str
    size: int | None = None
    manual: str | None = None
    note: str = ""


@dataclass(frozen=True)
class FetchPlan:
    """What would be fetched for a town, and into which folder."""

    folder: Path
    town: Town
    pieces: tuple[Piece, ...]
    wards: int | None = None
    sources: Path | None = None
    is_overpass: bool = False

    @property
    def size(self) -> int:
        """Bytes of the pieces whose size is known."""
        return sum(piece.size or 0 for piece in self.pieces if piece.manual is None)


@dataclass(frozen=True)
class PieceReport:
    """What became of one piece.

    ``status`` is ``fetched``, ``unchanged``, ``manual`` or ``failed``; ``words`` says what was found, or what failed
    and what to do by hand. ``sha256`` is that of the file kept; ``date`` the data's own, as the publisher says it.
    """

    key: str
    title: str
    status: str
    words: str
    date: str = ""
    sha256: str = ""
    licence: str = ""
    address: str = ""


@dataclass(frozen=True)
class FetchReport:
    """What a fetch did."""

    folder: Path
    town: Town
    pieces: tuple[PieceReport, ...]
    is_stopped: bool = False
    asked: Mapping[str, int] = field(default_factory=dict)

    @property
    def can_build(self) -> bool:
        """Whether there are areas and streets, without which a build says nothing."""
        there = {piece.key for piece in self.pieces if piece.status in ("fetched", "unchanged")}
        return {"wards", "streets"} <= there

    def to_text(self) -> str:
        """The report as a person reads it, a line a piece."""
        lines = [f"{piece.title}: {piece.status}. {piece.words}".rstrip() for piece in self.pieces]
        if self.is_stopped:
            lines.append("Stopped. The same command goes on from here.")
        return "\n".join(lines)
