"""Weights from a look-up table: old code, new code, and perhaps how many people or which share go that way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from geo.errors import Report
from geo.survey.carrying.weights import Weights
from geo.survey.files import open_sheets
from geo.survey.layout import find_header, read_numbers, text_of

__all__ = ["weights_from_lookup"]


def weights_from_lookup(path: Path, areas: Sequence[str], codes: set[str], report: Report) -> Weights | None:
    """Read a look-up table; None after a refusal.

    Args:
        path: a table with a column of old codes and one of new ones, and one with people or shares where an old area
            goes to several new ones.
        areas: codes of the atlas's areas.
        codes: of the survey's table, of which most are expected among the old ones.
        report: told what is wrong with it.
    """
    known = set(areas)
    own = Report(path.name, "look-up table")
    for sheet in open_sheets(path, own):
        header = find_header(sheet.top, known | codes)
        if header is None:
            continue
        body = sheet.body(header.first_row)
        columns = {head.column: text_of(body, head.column).to_list() for head in header.headings}
        new = max(columns, key=lambda column: len(set(columns[column]) & known))
        old = max(
            (one for one in columns if one != new), key=lambda column: len(set(columns[column]) & codes), default=new
        )
        if not set(columns[new]) & known or not set(columns[old]) & codes:
            continue
        numbers = {
            one: read_numbers(body[str(one)]).values
            for one in columns
            if one not in (old, new) and header.headings[one].text
        }
        counted = next((cells for cells in numbers.values() if np.isfinite(cells).all() and (cells >= 0).all()), None)
        return _weights(columns[old], columns[new], counted, tuple(areas), path.name, report)
    report.problems += own.problems
    report.add(
        "refused", "no_lookup", f"{path.name} does not lead from the table's codes to those of the atlas.",
        needed="a column with the table's codes and one with the atlas's.", action="Choose the look-up of both years.",
    )  # fmt: skip
    return None


def _weights(
    old: list[str], new: list[str], counted: np.ndarray | None, areas: tuple[str, ...], name: str, report: Report
) -> Weights | None:
    codes = tuple(sorted({code for code in old if code}))
    row, column = {code: place for place, code in enumerate(areas)}, {code: place for place, code in enumerate(codes)}
    amounts = np.zeros((len(areas) + 1, len(codes)))
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        if before and after:
            amounts[row.get(after, len(areas)), column[before]] += 1.0 if counted is None else counted[number]
    if counted is None:
        split = [code for place, code in enumerate(codes) if (amounts[:, place] > 0).sum() > 1]
        if split:
            report.add(
                "refused", "no_weights", f"{name}: {len(split):,} old areas go to several new ones.",
                needed="a column with people (or the share) that go each way.", action="Add it.", where=split,
            )  # fmt: skip
            return None
    total = amounts.sum(axis=0)
    shares = amounts / np.where(total > 0, total, 1.0)
    has_people = counted is not None and float(total.max()) > 1.5
    people = total if has_people else np.ones(len(codes))
    method = (
        "by the people that it gives"
        if has_people
        else "by the shares that it gives"
        if counted is not None
        else "whole"
    )
    return Weights(codes, areas, shares[:-1], shares[-1], people, has_people, np.zeros_like(shares[:-1]), method)
