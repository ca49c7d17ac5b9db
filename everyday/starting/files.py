"""Several files at once: what each of them is, and whether it can be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from everyday.atlas import KINDS, SURVEY_KINDS, check_file, detect_kind
from geo.errors import AtlasError, InputError, Report

__all__ = ["BESIDE", "Given", "column_options", "examined", "missing_kinds"]

BESIDE = "beside"
"""No input of its own: outlines that a table of codes among the others means."""
_COLUMNS = ("id_column", "name_column", "count_column")
_COLUMNS_NOT_FOUND = {
    "no_code_column", "code_missing", "codes_from_names", "no_name_column", "no_label",
    "no_count_column", "no_counts", "not_counted",
}  # fmt: skip
"""Codes of problems."""
_NEEDED = ("boundaries", "osm", "gtfs", "population")


@dataclass
class Given:
    """One file of several.

    Attributes:
        path: where it lies.
        kind: a key of ``KINDS``, or ``beside`` for outlines that a table means.
        options: of the kind.
        report: what was found in it.
        areas_n: of outlines, how many there are.
        is_placeless: it is a table of codes, which outlines must be had for.
    """

    path: Path
    kind: str = ""
    options: dict[str, str] = field(default_factory=dict)
    report: Report | None = None
    areas_n: int = 0
    is_placeless: bool = False

    @property
    def is_usable(self) -> bool:
        """True if it was examined and can be used."""
        return self.report is not None and self.report.is_usable


def column_options(given: Given) -> list[str]:
    """Columns that somebody may have to name, as codes, names or numbers of people were not found by themselves.

    Keys of options, such as ``id_column``; none where all was found. It raises nothing.
    """
    if given.report is None or given.kind in SURVEY_KINDS:
        return []
    if not {problem.code for problem in given.report.problems} & _COLUMNS_NOT_FOUND:
        return []
    return [name for name in _COLUMNS if name in KINDS[_checked_as(given.kind)].options]


def examined(path: Path, kind: str = "", options: Mapping[str, str] | None = None) -> Given:
    """What a file is and what is wrong with it.

    Args:
        path: the file.
        kind: what somebody says that it is; empty to have it recognised.
        options: columns that somebody names, by :func:`column_options`.

    Returns:
        No fault of the file raises: the report says it. A table of people without places is usable here: it is joined
        to outlines when the atlas is made.
    """
    given = Given(path, kind, {key: value for key, value in (options or {}).items() if value})
    try:
        given.kind = kind or detect_kind(path)
        checked = _checked_as(given.kind)
        if checked in SURVEY_KINDS:  # joined to the areas, and judged, when the atlas is made
            given.report = Report(path.name, KINDS[checked].title)
        else:
            given.report = check_file(path, checked, dict(given.options))
    except InputError as error:
        given.report = error.report
    except AtlasError as error:
        given.report = Report(path.name, "file")
        given.report.add("refused", "unreadable", error.found, needed=error.needed, action=error.do)
    given.areas_n = _areas_n(given)
    if given.kind == "population" and _is_placeless(given):
        given.is_placeless = True
        given.report = Report(path.name, KINDS["population"].title)
        given.report.add(
            "note", "joined_later", "It is a table of codes without places: it is joined to the areas by their codes."
        )
    return given


def _checked_as(kind: str) -> str:
    return "boundaries" if kind == BESIDE else kind


def _is_placeless(given: Given) -> bool:
    return given.report is not None and any(one.code == "no_coordinates" for one in given.report.problems)


def _areas_n(given: Given) -> int:
    if given.kind not in ("boundaries", BESIDE) or not given.is_usable or given.report is None:
        return 0
    return int(str(given.report.facts.get("Areas", 0)))


def missing_kinds(files: Sequence[Given]) -> list[str]:
    """Which of the four an atlas is best made of are not among the files, by key; the first is needed."""
    there = {one.kind for one in files if one.is_usable}
    return [kind for kind in _NEEDED if kind not in there]
