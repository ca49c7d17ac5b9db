"""Corrections as files: exchange files of the plan (:mod:`everyday.exchange.records`), looked at beside an edition.

Importing into a plan is :func:`everyday.exchange.records.importing.import_plan`; here a file is read and not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.exchange.records import read_table, write_records
from geo.errors import Report
from geo.osm import load_place_kinds
from plan.corrections import PLACE_CORRECTION_KINDS, problems_of_correction
from plan.exchange import exchange_of, record_from
from plan.records import Correction
from plan.rules import problems_of
from plan.taxonomy import Taxonomy

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["read_corrections", "write_corrections"]

_ADDED = "place_missing"


def read_corrections(path: Path, edition: Edition | None, taxonomy: Taxonomy) -> tuple[list[Correction], Report]:
    """The corrections of a ``.csv``, ``.xlsx``, ``.ods``, ``.geojson`` or ``.gpkg`` file; nothing is kept.

    Args:
        path: the file.
        edition: places that are to be closed or renamed are looked for in it; None does not look.
        taxonomy: of the atlas.

    Returns:
        those that are complete, in the file's order, and the report. It warns of every row that was left out, with all
        that is wrong with it, and of places that the edition does not have.

    Raises:
        NotFoundError: there is no file. UsageError: its ending cannot be read.
        InputError: the file cannot be used at all.
    """
    exchange = exchange_of("corrections")
    kinds = (load_place_kinds() if edition is None else edition.place_kinds).keys
    table, report = read_table(path, exchange)
    known = None if edition is None else set(edition.places()["place_id"])
    found: list[Correction] = []
    for row in table.rows:
        where = [table.where(row)]
        read = record_from(exchange, row.cells, taxonomy, geometry=row.geometry, notation=table.notation)
        one = read.record
        if not isinstance(one, Correction):
            continue
        wrong = [
            row.fault,
            *read.problems,
            *problems_of_correction(one, place_kinds=kinds),
            *problems_of(one, taxonomy),
        ]
        if problems := list(dict.fromkeys(words for words in wrong if words)):
            report.add("warning", "left_out", " ".join(problems), action="The row was left out.", where=where)
            continue
        is_looked_for = one.kind in PLACE_CORRECTION_KINDS and one.kind != _ADDED
        if is_looked_for and known is not None and one.place_id not in known:
            report.add("warning", "unknown_place", f"The map has no place {one.place_id[:60]}.", where=where)
        found.append(one)
    report.facts["Corrections"] = f"{len(found):,} of {len(table.rows):,} rows"
    return found, report


def write_corrections(corrections: Iterable[Correction], target: Path) -> None:
    """Write corrections to ``.csv``, ``.xlsx``, ``.ods``, ``.geojson`` or ``.gpkg``, whole or not at all, without loss.

    What stands for a phone (``device_id``) means nothing outside its session and is not written.

    Raises:
        UsageError: another ending.
    """
    write_records(target, exchange_of("corrections"), list(corrections), with_further=True)
