"""Codes and names of areas: made where they are missing, joined where they repeat, refused where they clash."""

from __future__ import annotations

import pandas as pd
import shapely

from geo.boundaries.columns import as_text, welsh_column
from geo.boundaries.geojson import FeatureTable
from geo.boundaries.geometry import repair
from geo.boundaries.outlines import feature_numbers, plural
from geo.errors import Report

__all__ = ["label_areas", "merge_duplicates", "texts_of"]


def texts_of(features: FeatureTable, column: str | None) -> list[str]:
    """A column as text, one per feature; all empty where there is no column."""
    if column is None:
        return [""] * len(features.geometry)
    return [as_text(value) for value in features.attributes[column]]


def label_areas(
    features: FeatureTable, rows: list[int], id_column: str | None, name_column: str | None, report: Report
) -> pd.DataFrame:
    """Code, name, Welsh name and feature number of each kept row."""
    codes, names = ([texts[row] for row in rows] for texts in (texts_of(features, c) for c in (id_column, name_column)))
    welsh_found = welsh_column(features.attributes, name_column)
    welsh_texts = texts_of(features, welsh_found)
    welsh = [welsh_texts[row] for row in rows]
    if id_column is None and name_column is None:
        if len(rows) == 1:
            codes, names = ["1"], ["Study area"]
            report.add(
                "repaired", "no_label", "the one area has neither code nor name.", action='Called "Study area", code 1.'
            )
        else:
            columns = ", ".join(map(str, features.attributes.columns)) or "none"
            report.add(
                "refused",
                "no_code_column",
                f"no column with codes or names was found (columns: {columns}).",
                needed="a column with the official code (such as WD24CD) or the name of each area.",
                action="Name the column with the id-column or name-column option.",
            )
    elif id_column is None:
        codes = list(names)
        report.add(
            "repaired",
            "codes_from_names",
            "no column with codes was found.",
            needed="official codes such as E05010918, so that tables can be joined.",
            action=f'The names in column "{name_column}" serve as codes. Another column can be named by the '
            "id-column option.",
        )
    elif name_column is None:
        names = list(codes)
        report.add(
            "note",
            "no_name_column",
            "no column with names was found.",
            action="The areas are called by their codes. A column can be named by the name-column option.",
        )
    _fill_blank_codes(codes, names, rows, report)
    names = [name or code for name, code in zip(names, codes, strict=True)]
    return pd.DataFrame({"area_id": codes, "area_name": names, "area_name_cy": welsh, "_row": rows}, dtype=object)


def _fill_blank_codes(codes: list[str], names: list[str], rows: list[int], report: Report) -> None:
    blank = [position for position, code in enumerate(codes) if not code]
    taken = set(codes)
    nameless = [p for p in blank if not names[p] or names[p] in taken or names.count(names[p]) > 1]
    if nameless and report.is_usable:
        report.add(
            "refused",
            "code_missing",
            f"{plural(len(nameless), 'area')} without a code, and without a name of its own to serve instead.",
            needed="one code for each area.",
            action="Fill in the codes, or name another column with the id-column option.",
            where=feature_numbers(rows[p] for p in nameless),
        )
    elif blank and report.is_usable:
        for position in blank:
            codes[position] = names[position]
        report.add(
            "repaired",
            "code_missing",
            f"{plural(len(blank), 'area')} without a code.",
            needed="one code for each area.",
            action="The name serves as code.",
            where=feature_numbers(rows[p] for p in blank),
        )


def merge_duplicates(table: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Features with one code and one name are parts of one area; with one code but several names they are a fault."""
    if not report.is_usable or table["area_id"].is_unique:
        return table
    merged: list[pd.Series] = []
    split: list[str] = []
    clashing: list[str] = []
    for code, group in table.groupby("area_id", sort=True):
        first = group.iloc[0].copy()
        if len(group) > 1:
            where = f"{code} (features {', '.join(str(row + 1) for row in group['_row'])})"
            same = len({name.casefold() for name in group["area_name"]}) == 1
            (split if same else clashing).append(where)
            first["geometry"] = repair(shapely.union_all(group["geometry"].to_numpy()))
        merged.append(first)
    if clashing:
        report.add(
            "refused",
            "duplicate_code",
            f"{plural(len(clashing), 'code')} used for areas of different names.",
            needed="one code for each area.",
            action="Correct the codes, or name another column with the id-column option.",
            where=clashing,
        )
    if split:
        report.add(
            "repaired",
            "duplicate_code",
            f"{plural(len(split), 'code')} occurring more than once with the same name.",
            action="Taken as parts of one area and joined.",
            where=split,
        )
    return pd.DataFrame(merged).reset_index(drop=True)
