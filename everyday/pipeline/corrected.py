"""Accepted corrections of open data: what they are to an edition. Applying them:
:mod:`everyday.pipeline.corrections.applying`.

The manifest of an edition lists every correction that was accepted when it was built, with what became of it; the
table ``corrections.parquet`` says where. Neither holds what people said about it or who they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from everyday.atlas import filled, read_geotable
from plan.corrections import accepted_in_order, correction_essence, correction_of_essence
from plan.records import Correction

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import Edition

__all__ = [
    "Corrected", "corrected_before", "correction_ids", "corrections_essence", "corrections_in",
    "corrections_record", "corrections_table", "edition_corrections", "waiting_corrections",
]  # fmt: skip

TABLE_COLUMNS = ("correction_id", "kind", "sentence", "note", "is_applied", "accepted_by", "accepted_at")


@dataclass(frozen=True)
class Corrected:
    """What became of one correction in one build.

    Attributes:
        correction: the correction.
        sentence: it in words; holds what people typed.
        is_applied: False if it could not be applied; then ``note`` says why.
        note: what else one should know.
        geometry: where it is (WGS 84): the place, or the way of the bus; None if not known.
    """

    correction: Correction
    sentence: str
    is_applied: bool
    note: str = ""
    geometry: BaseGeometry | None = None


def corrections_essence(corrections: Sequence[Correction]) -> str:
    """What decides the result, as text for an edition's fingerprint; empty without corrections."""
    found = [json.loads(correction_essence(one)) for one in accepted_in_order(corrections)]
    return json.dumps(found, sort_keys=True) if found else ""


def _ordered(corrected: Iterable[Corrected]) -> list[Corrected]:
    return sorted(corrected, key=lambda one: (one.correction.decided_at, one.correction.id))


def corrections_record(corrected: Iterable[Corrected]) -> list[dict[str, Any]]:
    """What a manifest says under ``"corrections"``: one entry for each, in the order of acceptance."""
    return [
        {
            "id": one.correction.id,
            "kind": one.correction.kind,
            "sentence": one.sentence,
            "accepted_by": one.correction.decided_by,
            "accepted_at": one.correction.decided_at,
            "is_applied": one.is_applied,
            "note": one.note,
            "what": json.loads(correction_essence(one.correction)),
        }
        for one in _ordered(corrected)
    ]


def corrections_in(manifest: Mapping[str, Any]) -> list[Correction]:
    """The corrections that an edition was built with, those that could not be applied too; none in older editions."""
    return [
        replace(
            correction_of_essence(json.dumps(entry["what"])),
            decided_by=entry["accepted_by"],
            decided_at=entry["accepted_at"],
        )
        for entry in manifest.get("corrections", [])
    ]


def waiting_corrections(
    manifest: Mapping[str, Any], accepted: Iterable[Correction]
) -> tuple[list[Correction], list[dict[str, Any]]]:
    """What the next build will change: accepted corrections that an edition lacks, and entries of its manifest that
    are no longer accepted (or were changed)."""
    now = {correction_essence(one): one for one in accepted_in_order(accepted)}
    then = {correction_essence(one): entry
            for one, entry in zip(corrections_in(manifest), manifest.get("corrections", []), strict=True)}  # fmt: skip
    return ([one for key, one in now.items() if key not in then],
            [entry for key, entry in then.items() if key not in now])  # fmt: skip


def corrections_table(corrected: Iterable[Corrected]) -> gpd.GeoDataFrame:
    """One row per correction: ``correction_id, kind, sentence, note, is_applied, accepted_by, accepted_at, lat, lon,
    geometry``; ``lat`` and ``lon`` (of a point on it) are NaN and ``geometry`` None where it is not known where."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    entries = _ordered(corrected)
    geometry = gpd.GeoSeries([one.geometry for one in entries], crs="EPSG:4326")
    points = shapely.point_on_surface(np.array(geometry.to_numpy(), dtype=object))
    rows = [
        (one.correction.id, one.correction.kind, one.sentence, one.note, one.is_applied, one.correction.decided_by,
         one.correction.decided_at)
        for one in entries
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(TABLE_COLUMNS)).astype(
        {name: "bool" if name == "is_applied" else "str" for name in TABLE_COLUMNS}
    )
    where = {"lat": shapely.get_y(points).astype(float), "lon": shapely.get_x(points).astype(float)}
    return gpd.GeoDataFrame(table.assign(**where), geometry=geometry)


def edition_corrections(edition: Edition) -> gpd.GeoDataFrame:
    """The corrections of an edition (:func:`corrections_table`); empty in editions that know none."""
    path = edition.folder / "corrections.parquet"
    return filled(read_geotable(path)) if path.is_file() else corrections_table([])


def corrected_before(edition: Edition, kinds: Sequence[str]) -> list[Corrected]:
    """What became of the corrections of these kinds in an edition, for another that re-uses what it corrected."""
    table = edition_corrections(edition)
    where = dict(zip(table["correction_id"], table.geometry, strict=True))
    return [
        Corrected(one, entry["sentence"], entry["is_applied"], entry["note"], where.get(one.id))
        for one, entry in zip(corrections_in(edition.manifest), edition.manifest.get("corrections", []), strict=True)
        if one.kind in kinds
    ]


def correction_ids(table: pd.DataFrame) -> pd.Series:
    """Which correction each row comes from, as text; empty where it comes from the open data."""
    import pandas as pd

    found = table["correction_id"] if "correction_id" in table.columns else pd.Series("", index=table.index)
    return found.astype("str")
