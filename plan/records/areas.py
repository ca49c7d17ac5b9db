"""Areas that people use and no statistics office does: an area committee, a natural neighbourhood, an estate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.kinds import Names, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["NamedArea"]


@dataclass(frozen=True, kw_only=True)
class NamedArea(
    Record,
    prefix="AU",
    table="named_areas",
    add="edit",
    layer="Areas that people use",
    stays="members",
    shapes=("areas",),
    choices={"kind": ("wards", "small_areas", "shape")},
):
    """An area that somebody named: ``text`` says why, or who means what by it.

    Its ``kind`` is ``wards`` (whole areas of the atlas, their codes in ``members``), ``small_areas`` (codes of small
    areas in ``members``, their outline together in ``geometry``) or ``shape`` (drawn or brought as a file, in
    ``geometry``). One that is no longer used ``is_removed``: nothing shows it, and its name is free again.
    """

    name: str = ""
    kind: str = "wards"
    members: Names = ()
    geometry: BaseGeometry | None = None
    text: str = ""
    is_removed: bool = False
