"""A national table of deprivation, checked as it arrives, and its rows for the small areas of one town."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from typing import Any

from geo.errors import FetchError

__all__ = ["deciles_of"]

_BLANK = {"", "[x]", "[z]", "[c]", "..", "-"}


def deciles_of(text: str, told: Mapping[str, Any], wanted: Collection[str]) -> dict[str, int]:
    """Deciles (1 is most deprived) of the wanted small areas.

    Args:
        text: the table, as CSV.
        told: what is known of it: ``code`` and ``decile`` (headings), ``begins`` (of its codes), ``rows`` (of small
            areas; rows of other codes, such as authorities, are passed over).
        wanted: codes of the town's small areas.

    Raises:
        FetchError: it is another table than that, or lacks areas of the town.
    """
    reader = csv.DictReader(io.StringIO(text))
    headings = {_plain(str(name)): str(name) for name in reader.fieldnames or []}
    code, decile = headings.get(_plain(str(told["code"]))), headings.get(_plain(str(told["decile"])))
    if code is None or decile is None:
        lacking = told["code"] if code is None else told["decile"]
        raise FetchError(
            f"The table has no column “{lacking}”.", needed=f"Needed: {told['name']}.", do="It may have been replaced."
        )
    rows: dict[str, str] = {}
    for row in reader:
        key = str(row[code] or "").strip()
        if re.match(rf"^{told['begins']}\d{{6}}$", key):
            if key in rows:
                raise FetchError(f"The table has {key} twice.", needed=f"Needed: {told['name']}, a row each area.")
            rows[key] = str(row[decile] or "").strip()
    if len(rows) != int(told["rows"]):
        raise FetchError(
            f"The table has {len(rows):,} small areas ({told['begins']}…).",
            needed=f"Needed: the {int(told['rows']):,} of {told['name']}.",
            do="Half a table is not kept.",
        )
    if lacking := sorted(set(wanted) - set(rows)):
        raise FetchError(
            f"The table lacks {len(lacking):,} of the town's {len(set(wanted)):,} small areas, such as {lacking[0]}.",
            needed=f"Needed: {told['name']} on LSOAs of 2021.",
        )
    found: dict[str, int] = {}
    for key in sorted(set(wanted)):
        if rows[key] in _BLANK:
            continue
        if not re.match(r"^(10|[1-9])(\.0)?$", rows[key]):
            raise FetchError(f"The table has the decile {rows[key]!r} for {key}.", needed="Needed: 1 to 10.")
        found[key] = int(float(rows[key]))
    return found


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
