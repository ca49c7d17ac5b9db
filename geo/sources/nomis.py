"""Counts of the Census 2021 from Nomis: every dimension pinned, every answer counted, one row a place."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from geo.errors import FetchError
from geo.zips import ZIP_FAULTS

__all__ = ["counts_by_code", "counts_in_one_file"]

AskText = Callable[[str, Mapping[str, str]], str]

_CODE, _VALUE, _COUNT = "GEOGRAPHY_CODE", "OBS_VALUE", "RECORD_COUNT"


def counts_by_code(
    ask: AskText, address: str, dimensions: Mapping[str, str], codes: Sequence[str], *, codes_a_request: int = 100
) -> dict[str, int]:
    """People by code of output area, or of any other place that Nomis knows.

    Args:
        ask: asks an address with parameters and gives the text.
        address: of the dataset.
        dimensions: what is pinned; a dimension left open gives every place several times.
        codes: those wanted; places that Nomis does not know are left out of the answer.
        codes_a_request: how many are asked for at once.

    Raises:
        FetchError: an answer is no table of counts, is cut, or has a place twice.
    """
    found: dict[str, int] = {}
    for first in range(0, len(codes), codes_a_request):
        part = codes[first : first + codes_a_request]
        params = {**dimensions, "geography": ",".join(part), "select": "geography_code,obs_value,record_count"}
        found |= _counts(ask(address, params), part)
    return found


def _counts(text: str, asked: Sequence[str]) -> dict[str, int]:
    reader = csv.DictReader(io.StringIO(text))
    names = {str(name).strip().upper(): str(name) for name in reader.fieldnames or []}
    if not {_CODE, _VALUE, _COUNT} <= set(names):
        start = " ".join(text.split())[:80]
        raise FetchError(
            f"Nomis gave no table of counts but “{start}”." if start else "Nomis gave nothing.",
            needed=f"Needed: columns {_CODE}, {_VALUE} and {_COUNT}.",
            do="It may be asked too often: try again in an hour.",
        )
    rows = list(reader)
    stated = {int(row[names[_COUNT]] or 0) for row in rows}
    if rows and stated != {len(rows)}:
        raise FetchError(
            f"Nomis says there are {max(stated):,} rows and gave {len(rows):,}: the answer is cut.",
            do="Nothing was kept of it. Ask for fewer places at once (codes_a_request in sources.toml).",
        )
    counts: dict[str, int] = {}
    for row in rows:
        code = str(row[names[_CODE]]).strip()
        if code in counts:
            raise FetchError(
                f"Nomis gave {code} more than once: a dimension was left open.",
                needed="Needed: one row a place.",
                do="See the dimensions in sources.toml.",
            )
        if value := str(row[names[_VALUE]] or "").strip():
            counts[code] = round(float(value))
    if strange := sorted(set(counts) - set(asked)):
        raise FetchError(f"Nomis gave {strange[0]}, which was not asked for.", do="Nothing was kept of it.")
    return counts


def counts_in_one_file(
    path: Path, member: str, *, code: str, value: str, rows: int | None, wanted: Collection[str]
) -> dict[str, int]:
    """People by code, from the one zip with every place of England and Wales; read line by line.

    Args:
        path: the zip.
        member: the table in it.
        code, value: headings of its columns.
        rows: how many places the table has (another number is a part of it); None where it is not known.
        wanted: codes; those that the table lacks are left out.

    Raises:
        FetchError: it is no such zip, or the table is another.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            table = csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
            if not {code, value} <= set(table.fieldnames or []):
                raise FetchError(
                    f"{member} of Nomis has other columns.", needed=f"Needed: {code}, {value}.", do="See sources.toml."
                )
            counts: dict[str, int] = {}
            seen = 0
            for row in table:
                seen += 1
                if row[code] in wanted:
                    counts[row[code]] = round(float(row[value]))
    except FetchError:
        raise
    except (*ZIP_FAULTS, KeyError, TypeError) as error:
        raise FetchError(f"The one file of Nomis cannot be read ({error}).", do="Nothing was kept of it.") from error
    if rows is not None and seen != rows:
        raise FetchError(
            f"{member} of Nomis has {seen:,} places.", needed=f"Needed: {rows:,}.", do="Nothing was kept of it."
        )
    return counts
