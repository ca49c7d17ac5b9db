"""Deprivation: boundaries of LSOAs, the national table checked on arrival, and the manual step where there is none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from everyday.disk import replace_bytes
from everyday.fetch.pieces import PieceReport
from everyday.fetch.state import Done, now_text
from everyday.fetch.work import Work, write_geojson
from geo.errors import FetchError
from geo.sources import deciles_of, features

__all__ = ["fetch_deprivation"]

KEY = "deprivation"
_LEAST_INSIDE = 0.5


def fetch_deprivation(work: Work) -> None:
    """Fetch the table for the town's country and add it as statistics; boundaries are kept for the manual step too.

    Raises:
        FetchError: a service does not give it, or the table is another.
        InputError: it cannot be used.
    """
    told = work.sources[KEY]
    own = told[work.town.country]
    if work.is_fresh(KEY, float(told["fresh_days"])):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    work.tell(KEY, 0, None)
    boundaries, codes = _boundaries(work)
    if not own["address"]:
        work.reports.append(PieceReport(KEY, told["title"], "manual", str(own["manual"]), "", "", own["licence"], ""))
        return None
    try:
        deciles = deciles_of(work.asker.text(own["address"], work.sources.hosts(KEY)), own, codes)
    except FetchError as error:
        raise FetchError(error.found, error.needed, f"{error.do} By hand: {own['manual']}".strip()) from error
    path = work.beside / f"deprivation-{own['year']}.csv"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["LSOA21CD", own["kept_as"]])
    writer.writerows(sorted(deciles.items()))
    replace_bytes(path, text.getvalue().encode())
    before = work.state.done.get(KEY)
    _report, sha256 = work.add(
        "statistics", path, options={"boundaries": str(boundaries), "year": str(own["year"])},
        licence=own["licence"], attribution=own["attribution"], instead_of=before.inputs if before else (),
    )  # fmt: skip
    size = path.stat().st_size
    path.unlink()
    lacking = len(codes) - len(deciles)
    words = f"{own['name']}: deciles of {len(deciles):,} LSOAs."
    if lacking:
        words += f" {lacking:,} have none in the table."
    done = Done(words, own["year"], sha256, own["licence"], own["address"], now_text(), "", size, (sha256,))
    work.finish(KEY, told["title"], done, is_new=before is None or before.sha256 != sha256)
    return None


def _boundaries(work: Work) -> tuple[Path, list[str]]:
    """Outlines of the LSOAs of which most lies in the town, as a file, and their codes."""
    import shapely
    from shapely.geometry import shape

    told = work.sources[KEY]
    code, path = told["code"], work.beside / "lsoa.geojson"
    west, south, east, north = (float(edge) for edge in work.outline.bounds)
    rows = features(
        work.ask_json(KEY), work.sources.service(told["boundaries"]), (code,), box=(west, south, east, north)
    )
    shapes = [shapely.make_valid(shape(row["geometry"])) for row in rows]
    kept = [
        row
        for row, one in zip(rows, shapes, strict=True)
        if one.intersection(work.outline).area >= _LEAST_INSIDE * one.area > 0
    ]
    if not kept:
        raise FetchError(f"No LSOA lies in {work.town.name}.")
    for row in kept:
        row["properties"] = {code: row["properties"][code]}
    write_geojson(path, kept, code)
    return path, sorted(str(row["properties"][code]) for row in kept)
