"""Where the findings of a file are: rows of a sheet placed by ward, street, stop, place or square; points checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from everyday.exchange.records.formats import FileRow, FileTable
from everyday.exchange.sheet import PLACE_FIELDS, grid_code_in
from geo.errors import NotFoundError
from plan.exchange import GEOMETRY_COLUMNS, text_of_value
from plan.ids import id_from, new_id
from plan.records import Evidence, Finding

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, OpenEdition
    from everyday.exchange.sheet import RowReader

__all__ = ["Places"]

_ONLY_IN_SHEETS = tuple(name for name in PLACE_FIELDS if name not in ("lat", "lon", "geometry"))
_MARGIN_DEGREES = 0.02


class Places:
    """Places of the findings of one file.

    Args:
        atlas: whose edition has the names and outlines.
        table: the file.
        session: the session that new findings belong to.
    """

    def __init__(self, atlas: AtlasFolder, table: FileTable, session: str) -> None:
        self.atlas, self.table, self.session = atlas, table, session
        self._labels: dict[str, str] = {}
        self.is_sheet = "id" not in table.headings and any(name in table.headings for name in _ONLY_IN_SHEETS)

    @cached_property
    def opened(self) -> OpenEdition | None:
        """The edition shown; None if there is none yet."""
        from everyday.atlas import open_edition

        try:
            return open_edition(self.atlas.edition())
        except NotFoundError:
            return None

    @cached_property
    def reader(self) -> RowReader:
        """Reads rows of sheets.

        Raises:
            NotFoundError: there is no edition, hence no names to look up, or no such map.
        """
        from everyday.exchange.sheet import RowReader
        from everyday.pictures import grid_of_code, grid_of_edition

        edition = self.atlas.edition()
        code = grid_code_in(self.table.as_written)
        grid = grid_of_code(code) if code else grid_of_edition(edition)
        return RowReader(edition, self.atlas.taxonomy(), grid, self.session, "community_forum")

    def is_of_a_sheet(self, row: FileRow) -> bool:
        """True for a row that says where it is in words."""
        return self.is_sheet or any(text_of_value(row.cells.get(name)).strip() for name in _ONLY_IN_SHEETS)

    def read(self, row: FileRow) -> tuple[Finding | None, list[str]]:
        """The finding of such a row, with an id, or everything that it lacks.

        Raises:
            NotFoundError: there is no edition, hence no names to look up.
        """
        cells = _as_sheet(row.cells)
        finding, place, reasons = self.reader.read(cells)
        if finding is not None and place is not None:
            finding = replace(finding, id=new_id(Finding.prefix))
            self._labels[finding.id] = place.label
        return finding, reasons

    def evidence_of(self, finding: Finding) -> Evidence | None:
        """The numbers of a new finding's place, to be frozen with it; None where there are none yet, or no need."""
        from everyday.evidence import evidence_of

        if self.opened is None or finding.status in ("merged", "retired") or self.is_unknown_area(finding):
            return None
        content = evidence_of(self.opened, finding.geometry, finding.area_id, label=self._labels.get(finding.id, ""))
        return Evidence(id=id_from(Evidence.prefix, finding.id, "measures"), finding_id=finding.id, kind="measures",
                        edition_id=self.opened.id, content=content)  # fmt: skip

    def in_area(self, finding: Finding) -> Finding:
        """The finding with the area that its geometry lies in, unless it names one or lies in none."""
        from everyday.locate import area_of_shape

        if finding.geometry is None or finding.area_id or self.opened is None or self.is_outside(finding):
            return finding
        return replace(finding, area_id=area_of_shape(self.opened, finding.geometry))

    def is_outside(self, finding: Finding) -> bool:
        """True if no part of it is in the town."""
        return finding.geometry is not None and self._is_off(finding.geometry.bounds)

    def is_swapped(self, finding: Finding) -> bool:
        """True for a point outside the town that would be inside if its coordinates changed places."""
        if finding.geometry is None or finding.geometry.geom_type != "Point":
            return False
        west, south, east, north = finding.geometry.bounds
        return self.is_outside(finding) and not self._is_off((south, west, north, east))

    def is_unknown_area(self, finding: Finding) -> bool:
        """True if it names an area that the town does not have."""
        return bool(finding.area_id) and self.opened is not None and finding.area_id not in self.opened.area_row

    def _is_off(self, bounds: tuple[float, float, float, float]) -> bool:
        if self.opened is None:
            return False
        west, south, east, north = (float(edge) for edge in self.opened.areas.total_bounds)
        is_beside = bounds[0] > east + _MARGIN_DEGREES or bounds[2] < west - _MARGIN_DEGREES
        return is_beside or bounds[1] > north + _MARGIN_DEGREES or bounds[3] < south - _MARGIN_DEGREES


def _as_sheet(cells: Mapping[str, object]) -> dict[str, str]:
    """Cells as a sheet calls them, as text."""
    found = {name: text_of_value(value) for name, value in cells.items()}
    found["geometry"] = found.pop(GEOMETRY_COLUMNS[2], "")
    found["ward"] = found.get("ward", "").strip() or found.pop("area_id", "")
    return found
