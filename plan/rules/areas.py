"""Rules for areas that people use."""

from __future__ import annotations

from collections.abc import Iterator

from plan.records import NamedArea
from plan.rules.ground import geometry, rule
from plan.taxonomy import Taxonomy

__all__: list[str] = []

MOST_CORNERS = 20_000
"""Outlines of statistics offices have more corners than people draw."""


@rule(NamedArea)
def _named_area(record: NamedArea, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name:
        yield "The area has no name: say what people call it."
    if record.kind != "shape" and not record.members:
        yield "Nothing says what the area is made of: choose the areas that belong to it."
    if len(set(record.members)) < len(record.members):
        yield "An area belongs to it twice."
    if record.kind == "wards" and record.geometry is not None:
        yield "An area made of whole areas has no outline of its own: theirs is its."
    if record.kind != "wards" and record.geometry is None:
        yield "The area has no outline."
    if record.kind == "shape" and record.members:
        yield "A drawn area is its outline: it is not made of others."
    yield from geometry(record.geometry, most=MOST_CORNERS)
    if record.geometry is not None and not record.geometry.geom_type.endswith("Polygon"):
        yield f"An area goes round some ground; this is a {record.geometry.geom_type}."
