"""What people say, by area, put into a build; and an edition that differs from one before by its surveys alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import SURVEY_KINDS, edition_ids, find_edition, keep_table, read_input

if TYPE_CHECKING:
    import geopandas as gpd
    import polars as pl

    from everyday.atlas import AtlasConfig, AtlasFolder, Edition
    from geo.errors import Report

__all__ = [
    "Surveyed",
    "copied_tables",
    "measured_the_same",
    "read_surveys",
    "with_surveys",
    "without_surveys",
    "write_surveys",
]

_OF_SURVEYS = ("survey.parquet", "survey_indicators.parquet")


@dataclass(frozen=True)
class Surveyed:
    """The surveys of an atlas: values, what was asked, what was noticed in each file, what was decided between them."""

    values: pl.DataFrame
    indicators: pl.DataFrame
    reports: list[Report]
    notes: list[str]


def without_surveys(config: AtlasConfig) -> AtlasConfig:
    """The atlas as it would be without its surveys: what its measures follow from."""
    return replace(config, inputs=tuple(one for one in config.inputs if one.kind not in SURVEY_KINDS))


def read_surveys(atlas: AtlasFolder, areas: gpd.GeoDataFrame, people: gpd.GeoDataFrame | None) -> Surveyed:
    """Read every survey of an atlas again, joined to its areas.

    Args:
        atlas: whose.
        areas: its own.
        people: by place, which weigh where small areas are rolled up; None where they are not known.

    Raises:
        InputError: one can no longer be read.
    """
    from geo.survey import combined

    found: list[Any] = []
    reports: list[Report] = []
    for record in (one for kind in SURVEY_KINDS for one in atlas.config.inputs_of(kind)):
        survey, report = read_input(
            record.kind, atlas.input_path(record), atlas.input_options(record), areas=areas, town=atlas.name,
            name=record.name, people=people,
        )  # fmt: skip
        table = survey.indicators.with_columns(
            source=_text(record.name), source_sha256=_text(record.sha256), kind=_text(record.kind)
        )
        found.append(replace(survey, indicators=table))
        reports.append(replace(report, source=record.name))
    notes: list[str] = []
    values, indicators = combined(found, notes)
    return Surveyed(values, indicators, reports, notes)


def _text(value: str) -> pl.Expr:
    import polars as pl

    return pl.lit(value, dtype=pl.String)


def write_surveys(folder: Path, surveyed: Surveyed) -> dict[str, int]:
    """Write both tables; returns their numbers of rows."""
    keep_table(surveyed.values, folder / _OF_SURVEYS[0])
    keep_table(surveyed.indicators, folder / _OF_SURVEYS[1])
    return {"survey": len(surveyed.values), "survey_indicators": len(surveyed.indicators)}


def with_surveys(manifest: dict[str, Any], surveyed: Surveyed) -> dict[str, Any]:
    """The manifest of an edition, its reports and notes of surveys replaced by those of ``surveyed``."""
    of_before = set(manifest.get("survey_notes", []))
    return manifest | {
        "reports": [one for one in manifest["reports"] if one["kind"] not in SURVEY_KINDS]
        + [report.to_dict() for report in surveyed.reports],
        "notes": [one for one in manifest["notes"] if one not in of_before] + surveyed.notes,
        "survey_notes": surveyed.notes,
    }


def measured_the_same(atlas: AtlasFolder, measured: str, baseline_id: str) -> Edition | None:
    """The newest edition with the same measures: made from the same but for its surveys."""
    for edition_id in reversed(edition_ids(atlas.folder)):
        edition = find_edition(atlas.folder, edition_id)
        if edition.manifest.get("measured") == measured and edition.manifest["baseline"] == baseline_id:
            return edition
    return None


def copied_tables(edition: Edition, folder: Path) -> None:
    """Everything of an edition but its surveys and what it says of itself, into the folder of another."""
    for path in sorted(edition.folder.iterdir()):
        if path.name not in (*_OF_SURVEYS, "manifest.json"):
            shutil.copyfile(path, folder / path.name)
