"""Columns of the session sheet: what people call them, and which field of a finding each one fills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from everyday.pictures import CODE_PATTERN

__all__ = ["COLUMNS", "PLACE_FIELDS", "SheetColumn", "field_of", "fold_heading", "grid_code_in", "grid_heading"]


@dataclass(frozen=True)
class SheetColumn:
    """One column.

    Attributes:
        field: what it fills; also accepted as its heading.
        heading: what people read.
        others: further headings that are understood.
        explains: one sentence for "How to fill this in"; empty for columns that the empty sheet does not show.
        width: in letters.
    """

    field: str
    heading: str
    others: tuple[str, ...] = ()
    explains: str = ""
    width: int = 16

    @property
    def is_number(self) -> bool:
        """True for coordinates."""
        return self.field in ("lat", "lon")


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("kind", "barrier or enabler", ("barrier/enabler", "type", "barrier", "what is it"),
                "Needed. Choose Barrier (makes it harder) or Enabler (makes it easier).", 13),
    SheetColumn("title", "sentence", ("in one sentence", "finding", "one sentence"),
                "Needed. Say in one sentence what it is like. Please do not name people.", 52),
    SheetColumn("text", "more", ("details", "notes", "comment"), "Anything else that was said about it.", 34),
    SheetColumn("where", "where", ("location",),
                "The place in your own words: a ward, street, stop, place, square of the map, latitude and longitude, "
                "or whole town. If one of the next columns is filled too, these words are kept as a note.", 24),
    SheetColumn("ward", "ward", ("ward or area", "area", "area_id", "area name", "ward name"),
                "The name of the ward, or its code. Beside a street, stop or place it says which one is meant.", 18),
    SheetColumn("street", "street", ("road", "street name"), "The name of a street.", 20),
    SheetColumn("stop", "stop", ("bus stop", "stop name"), "The name or code of a stop or station.", 20),
    SheetColumn("place", "place", ("place name",), "The name of a place such as a library or a park.", 20),
    SheetColumn("grid", "grid", ("square", "grid number", "grid square", "map square", "square of the map", "number"),
                "The number of the square on the paper map, or its letter and row, such as 55 or G3.", 22),
    SheetColumn("lat", "lat", ("latitude",), "Latitude in degrees, such as 51.5877. Needs lon as well.", 11),
    SheetColumn("lon", "lon", ("longitude", "lng", "long"), "Longitude in degrees, such as -2.9984.", 11),
    SheetColumn("level", "level", ("levels",),
                "Neighbourhood, city, or both. Left empty it is neighbourhood, or city for the whole town.", 16),
    SheetColumn("dimensions", "dimensions", ("dimension",),
                "One or more of the dimensions, with semicolons between them.", 20),
    SheetColumn("groups", "groups", ("group", "group affected", "groups affected", "whom does it affect", "who"),
                "The people it affects, in your own words, with semicolons between groups.", 24),
    SheetColumn("themes", "themes", ("theme", "cross-cutting themes"),
                "One or more of the themes, with semicolons between them.", 22),
    SheetColumn("policy_spheres", "policy spheres", ("policy sphere",),
                "One or more of the policy spheres, with semicolons between them.", 26),
    SheetColumn("sectors", "sectors", ("sector",)),
    SheetColumn("method", "method", ("methods",)),
    SheetColumn("geometry", "geometry", ("geometry_wkt", "wkt")),
    SheetColumn("map_code", "map code", ("code of the map", "code of this map", "grid code")),
    SheetColumn("why", "why"),
    SheetColumn("row_number", "row number"),
)  # fmt: skip
"""All columns that are understood; those that are explained make up the empty sheet, in this order."""

PLACE_FIELDS = ("where", "ward", "street", "stop", "place", "grid", "lat", "lon", "geometry")


def fold_heading(heading: str) -> str:
    """A heading without capitals; blanks, underscores and dashes alike."""
    return re.sub(r"[\s_\-–:*?.]+", " ", heading.casefold()).strip()


_FIELDS = {
    fold_heading(name): column.field
    for column in reversed(COLUMNS)
    for name in (*column.others, column.field, column.heading)
}


def field_of(heading: str) -> str | None:
    """The field that a heading stands for; None if it is none of ours. ``grid (01C1-88G2-S2WJ6)`` is the grid."""
    words = re.sub(r"\(.*?\)", " ", heading) if CODE_PATTERN.search(heading) else heading
    return _FIELDS.get(fold_heading(words))


def grid_heading(code: str) -> str:
    """The heading of the column of squares, which carries the code of the map they are on."""
    return f"grid ({code})"


def grid_code_in(headings: Sequence[str]) -> str:
    """The code of the map that the heading of the grid's column carries; empty if it carries none."""
    for heading in headings:
        if field_of(heading) == "grid" and (found := CODE_PATTERN.search(heading)):
            return found.group()
    return ""
