"""Editions: one computation of all measures, written once and never changed.

An edition is a folder of Parquet tables, network and timetable arrays and a manifest. It is written beside its place
and renamed into it, so that a crash or a full disk leaves the last one whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from everyday.disk import fingerprint_of, replace_text
from geo.errors import NotFoundError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import polars as pl

    from analysis.parameters import Parameters
    from analysis.transit.timetable import Timetable
    from analysis.walking import WalkGraph
    from geo.network import WalkNetwork
    from geo.osm import PlaceKinds

__all__ = [
    "Edition", "code_version", "edition_ids", "filled", "find_edition", "keep_table", "new_edition_id", "set_current",
    "why_not_observed",
]  # fmt: skip

Frame = TypeVar("Frame", bound="pd.DataFrame")
_MOMENT = "%Y%m%dT%H%M%SZ"
_ID = re.compile(r"^\d{8}T\d{6}Z-[0-9a-f]{12}$")
CURRENT = "CURRENT"
KINDS_FILE = "place_kinds.json"
"""In an edition whose town has kinds of places of its own: all of them."""
# Packages whose code computes numbers, each with the rooms of it that do (none: all of it).
COMPUTING = (
    ("geo",),
    ("analysis",),
    ("plan", "corrections.py", "text/folding.py"),
    ("everyday", "atlas", "pipeline", "timetables", "scenario", "locate", "movement", "reaching", "readings"),
)


@lru_cache(maxsize=1)
def code_version() -> str:
    """Twelve hex digits that change when the code that computes numbers changes (:data:`COMPUTING`).

    It is read once: what this program computes with stays what it has loaded.
    """
    parts: list[str] = []
    for package, *rooms in COMPUTING:
        root = package_files(package)
        for name in rooms or ["."]:
            parts.extend(_code_below(root / name if name != "." else root, "/".join([package, name])))
    return fingerprint_of("\n".join(parts))


def _code_below(entry: Traversable, name: str) -> Iterator[str]:
    """The code of a file, or of a folder and all folders below it, in a lasting order."""
    if entry.is_dir():
        for item in sorted(entry.iterdir(), key=lambda item: item.name):
            yield from _code_below(item, f"{name}/{item.name}")
    elif entry.name.endswith((".py", ".toml")):
        yield f"{name}\n{entry.read_text(encoding='utf-8')}"


def new_edition_id(atlas_folder: Path, fingerprint: str, now: datetime | None = None) -> str:
    """UTC time and fingerprint: sorts by age.

    Of two editions of one second, or where the clock went back, the later says the second after the newest there is.
    """
    moment = now or datetime.now(UTC)
    known = edition_ids(atlas_folder)
    with suppress(IndexError, ValueError, OverflowError):  # there is none, or somebody has named a folder 99999999T…
        newest = datetime.strptime(known[-1].partition("-")[0], _MOMENT).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(seconds=1))
    return f"{moment.strftime(_MOMENT)}-{fingerprint}"


def edition_ids(atlas_folder: Path) -> list[str]:
    """Ids of all whole editions, oldest first."""
    folder = atlas_folder / "editions"
    if not folder.is_dir():
        return []
    return sorted(
        entry.name for entry in folder.iterdir() if _ID.match(entry.name) and (entry / "manifest.json").is_file()
    )


def find_edition(atlas_folder: Path, edition_id: str | None = None) -> Edition:
    """One edition by id; without an id the one shown (``CURRENT``).

    Raises:
        NotFoundError: there is none, or none of that id.
    """
    known = edition_ids(atlas_folder)
    if edition_id is None:
        pointer = atlas_folder / "editions" / CURRENT
        edition_id = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else None
        if edition_id not in known:
            edition_id = known[-1] if known else None
    if edition_id is None:
        raise NotFoundError(
            f"The atlas in {atlas_folder} has no edition yet.", do="Make one with: everyday build FOLDER"
        )
    if edition_id not in known:
        raise NotFoundError(
            f"There is no edition {edition_id} in {atlas_folder}.", f"There are: {', '.join(known) or 'none'}."
        )
    return Edition(atlas_folder / "editions" / edition_id)


def set_current(atlas_folder: Path, edition_id: str) -> None:
    """Make one edition the one that is shown."""
    replace_text(atlas_folder / "editions" / CURRENT, edition_id + "\n")


def text_as_null(table: Frame) -> Frame:
    """A copy in which text that is not known is null, as numbers are; every table of an edition is kept so.

    A column of text stays one, also where nothing of it is known. It raises nothing.
    """
    import pandas as pd

    found, usual = table.copy(deep=False), pd.StringDtype(na_value=float("nan"))
    for name in _text_columns(table):
        column = table[name]
        text = column if column.dtype == usual else column.astype("str")
        is_empty = text == ""
        if text is not column or is_empty.any():
            found[name] = text.mask(is_empty)
    return found


def filled(table: Frame) -> Frame:
    """A copy in which text that is not known is empty: for what makes sentences of it and joins by it.

    What is no text (numbers, shapes, dates) stays as it is. It raises nothing.
    """
    found = table.copy(deep=False)
    for name in _text_columns(table):
        if table[name].isna().any():
            found[name] = table[name].astype("str").fillna("")
    return found


def _text_columns(table: pd.DataFrame) -> list[str]:
    import pandas as pd

    def is_text(kind: object, name: str) -> bool:
        return isinstance(kind, pd.StringDtype) or (
            kind == "object" and pd.api.types.infer_dtype(table[name], skipna=True) == "string"
        )

    return [str(name) for name, kind in table.dtypes.items() if is_text(kind, str(name))]


def keep_table(table: pd.DataFrame | pl.DataFrame, path: Path) -> None:
    """Write a table of an edition: text that is not known is null.

    Raises:
        OSError: the file cannot be written.
    """
    import pandas as pd

    if isinstance(table, pd.DataFrame):
        text_as_null(table.reset_index(drop=True)).to_parquet(path, index=False)
        return
    import polars as pl

    table.with_columns(pl.col(pl.String).replace("", None)).write_parquet(path)


def read_geotable(path: Path, columns: list[str] | None = None) -> gpd.GeoDataFrame:
    """A table with shapes of an edition, all of it or these columns (the shapes among them).

    Raises:
        OSError: the file cannot be read.
    """
    import pyarrow.parquet as pq

    from geo.shapes import with_shapes

    return with_shapes(pq.read_table(path, columns=columns))


@dataclass(frozen=True)
class Edition:
    """One edition on disk. Tables are read when asked for; callers get their own copy."""

    folder: Path

    @property
    def id(self) -> str:
        """UTC time and fingerprint."""
        return self.folder.name

    @property
    def atlas_folder(self) -> Path:
        """The atlas it belongs to."""
        return self.folder.parent.parent

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Inputs, parameters, versions, timings, warnings, row counts."""
        content: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return content

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters it was computed with."""
        from analysis.parameters import Band, Parameters

        stored = dict(self.manifest["parameters"])
        bands = tuple(Band(**band) for band in stored.pop("bands"))
        return Parameters(**stored, bands=bands)

    @cached_property
    def place_kinds(self) -> PlaceKinds:
        """The kinds of places it was computed with: the usual ones where the town had none of its own."""
        from geo.osm import PlaceKinds, load_place_kinds

        path = self.folder / KINDS_FILE
        if not path.is_file():
            return load_place_kinds()
        return PlaceKinds.from_records(json.loads(path.read_text(encoding="utf-8")))

    def _table(self, name: str) -> pd.DataFrame:
        import pandas as pd

        return text_as_null(pd.read_parquet(self.folder / f"{name}.parquet"))

    def _geotable(self, name: str) -> gpd.GeoDataFrame:
        return text_as_null(read_geotable(self.folder / f"{name}.parquet"))

    def cells(self) -> pd.DataFrame:
        """One row per H3 cell with every measure; no geometry. Of a sample only what may still be shown."""
        cells = self._table("cells")
        seen = [name for name in cells.columns if name.startswith("observed_")]
        if seen and why_not_observed(self):
            cells[seen] = float("nan")
        return cells

    def areas(self) -> gpd.GeoDataFrame:
        """One row per area with every measure, and its outline."""
        return self._geotable("areas")

    def pieces(self) -> pd.DataFrame:
        """Parts of cells in areas, with the weight and people in each."""
        return self._table("pieces")

    def places(self) -> gpd.GeoDataFrame:
        """Bumping places and amenities."""
        return self._geotable("places")

    def place_access(self) -> pd.DataFrame:
        """Points where places are entered on foot."""
        return self._table("place_access")

    def stops(self) -> gpd.GeoDataFrame:
        """Stops with their lines and departures."""
        return self._geotable("stops")

    def lines(self) -> gpd.GeoDataFrame:
        """Lines of the timetable as drawn on a map."""
        return self._geotable("lines")

    def departures(self) -> pd.DataFrame:
        """Departures per stop and hour of the weekday and the Sunday."""
        return self._table("departures")

    def survey(self) -> pd.DataFrame:
        """What people say by indicator, year and area (``geo.tables.SURVEY``); no rows where no survey was added."""
        return self._survey_table("survey")

    def survey_indicators(self) -> pd.DataFrame:
        """What was asked (``geo.tables.SURVEY_INDICATORS``); no rows where no survey was added."""
        return self._survey_table("survey_indicators")

    def _survey_table(self, name: str) -> pd.DataFrame:
        if (self.folder / f"{name}.parquet").is_file():
            return self._table(name)
        import pandas as pd

        from geo.tables import TABLES

        types = {"string": "str", "float": "float64", "bool": "bool"}
        return pd.DataFrame({one.name: pd.Series(dtype=types[one.kind]) for one in TABLES[name].columns})

    def observed(self, name: str = "observed") -> pd.DataFrame | None:
        """A table of how the sample moves (docs/definitions.md#observed); None where there is none that may be shown.

        Why it may not, says :func:`why_not_observed`.
        """
        if why_not_observed(self) or not (self.folder / f"{name}.parquet").is_file():
            return None
        return self._table(name)

    def streets(self) -> pd.DataFrame:
        """Street names with a point, cell and area each, for searching."""
        return self._table("streets")

    def has_suggestions(self) -> bool:
        """True if suggestions were looked for (an edition without streets has none to give)."""
        return (self.folder / "suggestions.parquet").is_file()

    def suggestions(self) -> gpd.GeoDataFrame:
        """Draft barriers and enablers, the weightiest first."""
        return self._geotable("suggestions")

    def severance(self) -> gpd.GeoDataFrame:
        """Roads, railways and rivers that cut neighbours off, most severe first."""
        return self._geotable("severance")

    def journeys(self) -> pd.DataFrame:
        """The usual journey to the centre by cell: ``cell, legs_json`` (see ``analysis.transit.journeys.wording``)."""
        return self._table("journeys")

    def ranks(self) -> pd.DataFrame:
        """Percentile rank of each part of the scores, one row per cell, in the order of the cells."""
        return self._table("ranks")

    def settlements(self) -> pd.DataFrame:
        """Named places of the map: suburbs, villages."""
        return self._table("settlements")

    def names(self) -> pd.DataFrame | None:
        """What can be searched for (``geo.tables.NAMES``); None in editions that were built before it was kept."""
        return self._table("names") if (self.folder / "names.parquet").is_file() else None

    @property
    def background_path(self) -> Path:
        """GeoJSON of roads, rail, water and green, for maps without internet."""
        return self.folder / "background.geojson"

    @cached_property
    def network(self) -> WalkNetwork:
        """The walking network the edition was computed on."""
        from geo.network import WalkNetwork

        return WalkNetwork.load(self.folder / "network.npz")

    @cached_property
    def graph(self) -> WalkGraph:
        """The same as a graph for shortest paths."""
        from analysis.walking import build_graph

        return build_graph(self.network, is_step_free=bool(self.manifest["parameters"]["is_step_free"]))

    def timetable(self, day: str) -> Timetable | None:
        """The timetable of ``"weekday"`` or ``"sunday"``, or None where the edition has none."""
        from analysis.transit.timetable import Timetable

        path = self.folder / f"timetable_{day}.npz"
        return Timetable.load(path) if path.is_file() else None

    def has_timetable(self) -> bool:
        """True if a timetable went into the edition."""
        return bool(self.manifest["bands"])


@lru_cache(maxsize=256)
def _sample_of(folder: Path) -> dict[str, str] | None:
    """Who was counted in an edition: a fingerprint of the people by upload; None without a sample."""
    manifest = Edition(folder).manifest
    if "observed" not in manifest or "scenario" in manifest:
        return None
    return {one["id"]: one["people"] for one in manifest["observed"]["uploads"]}


def why_not_observed(edition: Edition) -> str:
    """Why what an edition observed is not shown; empty where nothing stands in its way.

    Two editions in which people of one upload differ (somebody has withdrawn) would tell of that person by subtraction,
    so of the two only the newer one is shown.
    """
    mine = _sample_of(edition.folder)
    for other in reversed(edition_ids(edition.atlas_folder)) if mine else ():
        if other <= edition.id:
            break
        newer = _sample_of(edition.atlas_folder / "editions" / other) or {}
        if mine and any(newer.get(upload, people) != people for upload, people in mine.items()):
            return (
                f"People have withdrawn since: beside edition {other} this one would tell of them by subtraction. "
                "What it observed is not shown any more."
            )
    return ""
