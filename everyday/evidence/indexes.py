"""What evidence looks things up by: outlines of cells, rows of pieces, stops and places in metres; kept by the build.

An edition keeps them in ``evidence.npz``, and its manifest tells the file's SHA-256 and the code that made it. Each
part names what it was made from: where that, the code or the file is another one, or the edition is older, the part is
made from the tables when it is first asked for. Either way it is the same to the bit. It follows from nothing but the
outlines and codes of the edition's own tables, so nothing about people is in it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from inspect import getfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from everyday.atlas import Edition, OpenEdition
from everyday.disk import sha256_of
from geo.arrays import save_arrays
from geo.cells import cell_polygons
from geo.crs import local_crs, to_local

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["INDEX_FILE", "Indexes", "in_metres", "keep_indexes"]

INDEX_FILE = "evidence.npz"
Rows = NDArray[np.intp]
Shapes = NDArray[np.object_]


def keep_indexes(folder: Path, tables: Mapping[str, pd.DataFrame], crs: str) -> dict[str, str]:
    """Write the indexes of an edition; returns what its manifest is to say of them.

    Args:
        folder: of the edition.
        tables: ``cells``, ``areas``, ``pieces``, ``stops`` and ``places``, as they are written.
        crs: the metric grid of its streets; empty without streets.

    Raises:
        OSError: the disk does not take the file.
    """
    opened = OpenEdition(Edition(folder))
    # What is in memory already need not be read back.
    vars(opened).update({name: tables[name] for name in ("cells", "areas", "pieces", "stops", "places")})
    made = Indexes(opened, {"crs": crs})
    parts: dict[str, NDArray[Any]] = {}
    for name, of, shapes in (
        ("cells", made.of_cells, made.outlines),
        ("stops", made.of_shapes(made.opened.stops), made.stops),
        ("places", made.of_shapes(made.opened.places), made.places),
    ):
        parts |= {f"{name}_of": np.array(of), **_packed(name, shapes)}
    parts |= {"pieces_of": np.array(made.of_pieces), "pieces_row": made.piece_row}
    save_arrays(folder / INDEX_FILE, **parts)
    return {"sha256": sha256_of(folder / INDEX_FILE), "code": _code()}


def in_metres(geometry: Any, crs: str) -> Any:
    """A geometry, or an array of them, from WGS 84 into a metric grid."""
    return shapely.transform(geometry, lambda at: np.column_stack(to_local(at[:, 1], at[:, 0], crs)))


class Indexes:
    """The indexes of one edition, each read or made when it is first asked for."""

    def __init__(self, opened: OpenEdition, manifest: Mapping[str, Any] | None = None) -> None:
        self.opened = opened
        told = opened.manifest if manifest is None else manifest
        self._told = told.get("evidence") or {}
        self._crs = str(told["crs"])

    @cached_property
    def crs(self) -> str:
        """The metric grid of the town: without streets an edition names none."""
        if self._crs:
            return self._crs
        west, south, east, north = self.opened.areas.total_bounds
        return local_crs((south + north) / 2, (west + east) / 2)

    @cached_property
    def outlines(self) -> Shapes:
        """Outlines of the cells in WGS 84, in the order of the table."""
        return self._shapes(
            "cells",
            lambda: self.of_cells,
            lambda: np.asarray(cell_polygons(self.opened.cells["cell"]).array, dtype=object),
        )

    @cached_property
    def piece_row(self) -> Rows:
        """Row of the cell of each piece of the wards, which are the town."""
        if "pieces_row" in self._kept and str(self._kept["pieces_of"]) == self.of_pieces:
            return self._kept["pieces_row"].astype(np.intp, copy=False)
        return self.opened.rows_of_cells(self.opened.ward_pieces["cell"])

    @cached_property
    def stops(self) -> Shapes:
        """Stops in metres."""
        return self._in_metres("stops", self.opened.stops)

    @cached_property
    def places(self) -> Shapes:
        """Places in metres."""
        return self._in_metres("places", self.opened.places)

    @cached_property
    def of_cells(self) -> str:
        """What the outlines are made from."""
        return _digest(one.encode() for one in self.opened.cells["cell"].tolist())

    @property
    def of_pieces(self) -> str:
        """What the rows of the pieces are made from."""
        return f"{self.of_cells} {_digest(one.encode() for one in self.opened.ward_pieces['cell'].tolist())}"

    def of_shapes(self, table: gpd.GeoDataFrame) -> str:
        """What the shapes of a table in metres are made from."""
        return _digest([self.crs.encode(), *_bytes_of(table.geometry.to_numpy())])

    def _in_metres(self, name: str, table: gpd.GeoDataFrame) -> Shapes:
        shapes = table.geometry.to_numpy()
        return self._shapes(
            name, lambda: self.of_shapes(table), lambda: np.asarray(in_metres(shapes, self.crs), dtype=object)
        )

    def _shapes(self, name: str, of: Callable[[], str], make: Callable[[], Shapes]) -> Shapes:
        if f"{name}_of" in self._kept and str(self._kept[f"{name}_of"]) == of():
            return _unpacked(name, self._kept)
        return make()

    @cached_property
    def _kept(self) -> dict[str, NDArray[Any]]:
        """Arrays of the file that the manifest tells of; none where there is no such file, or not by this code."""
        if self._told.get("code") != _code():
            return {}
        try:
            content = (self.opened.edition.folder / INDEX_FILE).read_bytes()
        except OSError:
            return {}
        if hashlib.sha256(content).hexdigest() != self._told.get("sha256"):
            return {}
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            return dict(stored)


@cache
def _code() -> str:
    """The code that makes indexes, as a fingerprint: what another one has made is not read."""
    return _digest(Path(each).read_bytes() for each in (__file__, getfile(cell_polygons), getfile(to_local)))


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(len(one).to_bytes(8, "little") + one for one in parts)).hexdigest()


def _bytes_of(shapes: Shapes) -> list[bytes]:
    return [one or b"" for one in shapely.to_wkb(shapes)]


def _packed(name: str, shapes: Shapes) -> dict[str, NDArray[Any]]:
    parts = _bytes_of(shapes)
    ends = np.cumsum([len(one) for one in parts], dtype=np.int64)
    return {f"{name}_wkb": np.frombuffer(b"".join(parts), dtype=np.uint8), f"{name}_ends": ends}


def _unpacked(name: str, kept: Mapping[str, NDArray[Any]]) -> Shapes:
    whole, ends = kept[f"{name}_wkb"].tobytes(), kept[f"{name}_ends"].tolist()
    parts = [whole[start:end] or None for start, end in zip([0, *ends], ends, strict=False)]
    return np.asarray(shapely.from_wkb(np.array(parts, dtype=object)), dtype=object)
