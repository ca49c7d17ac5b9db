"""Inputs of an atlas: which kind a file is, whether it can be used, and what to say of its origin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyday.atlas.recognising import (
    detect_kind,
    is_table,
    looks_like_log,
    no_input,
    part_of_shapefile,
    unknown_file,
    vector_kind,
)
from geo.errors import InputError, NotFoundError, Report, UsageError
from geo.osm import own_place_kinds
from geo.survey import FILE_OPTIONS as SURVEY_FILE_OPTIONS
from geo.survey import OPTIONS as SURVEY_OPTIONS

__all__ = ["FILE_OPTIONS", "KINDS", "SURVEY_KINDS", "Kind", "check_file", "detect_kind", "is_table", "read_input"]


@dataclass(frozen=True)
class Kind:
    """A kind of input: what people call it, its options, whether an atlas may hold several, what lacks without it."""

    key: str
    title: str
    what: str
    options: tuple[str, ...]
    is_many: bool
    licence: str
    attribution: str
    without: str


STATISTICS_OPTIONS = (
    "boundaries", "boundaries_id_column", "published", "year", "sheet", "id_column", "polarity", "unit", "comparator",
    "suppressed_below",
)  # fmt: skip
FILE_OPTIONS = {
    "population": ("boundaries",), "survey": SURVEY_FILE_OPTIONS, "statistics": ("boundaries", "published"),
}  # fmt: skip
"""Options of each kind that name a second file, which is kept too."""

GPS_OPTIONS = ("whose", "times", "dates", "columns", "timezone")
"""What may be said of GPS logs, which are no kind of input: nothing of them is kept in ``inputs/``."""

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "boundaries",
            "Area boundaries",
            "wards or neighbourhoods as GeoJSON, GeoPackage, zipped Shapefile, KML, KMZ or TopoJSON",
            ("id_column", "name_column"),
            False,
            "Open Government Licence v3.0 (usual for official boundaries; please confirm)",
            "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
            "Contains OS data © Crown copyright and database right",
            "Without areas there is no atlas.",
        ),
        Kind(
            "osm",
            "Streets and places",
            "an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz, .osm.bz2)",
            (),
            False,
            "Open Database Licence (ODbL) 1.0",
            "© OpenStreetMap contributors",
            "Without streets nothing is known of what people can walk to.",
        ),
        Kind(
            "gtfs",
            "Timetable",
            "a GTFS timetable (zip or folder)",
            (),
            True,
            "As stated by the publisher (Bus Open Data Service: Open Government Licence v3.0)",
            "",
            "Without a timetable nobody can say where people can reach the rest of the town. "
            "In England the Bus Open Data Service has one for every region.",
        ),
        Kind(
            "population",
            "Population",
            "points or areas with a count of people, or a table of counts by area code",
            ("count_column", "id_column", "boundaries", "boundaries_id_column"),
            False,
            "Open Government Licence v3.0 (usual for census data; please confirm)",
            "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
            "Without it every cell weighs the same, and shares are shares of cells, not of people.",
        ),
        Kind(
            "survey",
            "Survey",
            "what people say, by area: a table with codes of areas, as CSV, XLSX or ODS, one year or several",
            SURVEY_OPTIONS,
            True,
            "As stated by the publisher",
            "",
            "Without it nothing is known of what people say; what is possible is known all the same.",
        ),
        Kind(
            "statistics",
            "Small-area statistics",
            "deprivation or census tables by small area, as CSV, XLSX or ODS, with the boundaries of the small areas",
            STATISTICS_OPTIONS,
            True,
            "Open Government Licence v3.0 (usual for such tables; please confirm)",
            "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
            "Without them a ward can be compared by people and mobility, and not by deprivation.",
        ),
    )
}

SURVEY_KINDS = ("survey", "statistics")
"""Kinds that stand beside the measures: no measure follows from them."""


def read_input(kind: str, path: Path, options: dict[str, Any] | None = None, **extra: Any) -> tuple[Any, Report]:
    """Read one input with the reader of its kind.

    Args:
        kind: a key of :data:`KINDS`.
        path: the file or folder.
        options: options of the kind (column names; ``boundaries`` is a path).
        extra: passed on to the reader (``clip``, ``progress``, of a survey the ``areas`` it is joined to …).

    Returns:
        What the reader gives, and its report.

    Raises:
        InputError: the file cannot be used; its report names every problem.
        UsageError: no such kind, or an option that the kind does not have.
    """
    if kind not in KINDS:
        raise UsageError(f"There is no kind of input called {kind!r}.", f"There are: {', '.join(KINDS)}.")
    given = {key: value for key, value in (options or {}).items() if value}
    wrong = sorted(set(given) - set(KINDS[kind].options))
    if wrong:
        raise UsageError(
            f"{KINDS[kind].title} takes no option {', '.join(wrong)}.",
            f"It takes: {', '.join(KINDS[kind].options) or 'none'}.",
        )
    if not path.exists():
        raise NotFoundError(f"There is no file {path}.", do="Check the name and the folder.")
    if kind in ("boundaries", "population") and (part := part_of_shapefile(path)) is not None:
        raise InputError(part)
    if kind == "boundaries":
        from geo.boundaries import read_boundaries

        boundaries = read_boundaries(path, **given)
        return boundaries, boundaries.report
    if kind == "osm":
        from geo.osm import read_osm

        extract = read_osm(path, **extra)
        return extract, extract.report
    if kind == "gtfs":
        from geo.gtfs import read_gtfs

        return read_gtfs(path, **extra)
    if kind == "survey":
        from geo.survey import read_survey

        survey = read_survey(path, **given, **extra)
        return survey, survey.report
    if kind == "statistics":
        from geo.survey import read_statistics

        rolled = read_statistics(path, **given, **extra)
        return rolled, rolled.report
    from geo.population import read_population

    if "boundaries" in given:
        given["boundaries"] = Path(given["boundaries"])
    population = read_population(path, **given)
    return population, population.report


def check_file(path: Path, kind: str | None = None, options: dict[str, Any] | None = None) -> Report:
    """The fault report of any input; never raises for a fault of the file itself.

    Where nobody says what the file is it is recognised; what belongs elsewhere, or is not known, is told as such.
    """
    given = {key: value for key, value in (options or {}).items() if value}
    chosen = kind or _recognised(path)
    if isinstance(chosen, Report):
        return chosen
    try:
        if chosen == "gps":
            return _check_gps(path, given)
        if chosen == "kinds":
            return own_place_kinds(path.read_bytes().decode("utf-8-sig", errors="replace"), path.name)[1]
        if chosen == "survey":
            return _check_survey(path, given)
        return read_input(chosen, path, given)[1]
    except InputError as error:
        return error.report


def _recognised(path: Path) -> str | Report:
    """The kind of a file, or why it is none."""
    if (other := no_input(path)) is not None:
        return other
    if path.is_file() and path.suffix.lower() == ".toml":
        return "kinds"
    if looks_like_log(path):
        return "gps"
    found = detect_kind(path)
    if found == "boundaries" and (unknown := unknown_file(path)) is not None and not vector_kind(path):
        return unknown
    return found


def _check_gps(path: Path, given: dict[str, Any]) -> Report:
    """What is in logs of where people went; nothing of them is kept."""
    from geo.gps import read_logs

    wrong = sorted(set(given) - set(GPS_OPTIONS))
    if wrong:
        raise UsageError(f"GPS logs take no option {', '.join(wrong)}.", f"They take: {', '.join(GPS_OPTIONS)}.")
    return read_logs(
        path,
        timezone=given.get("timezone", "Europe/London"),
        person=given.get("whose", ""),
        day_first={"day-first": True, "month-first": False}.get(given.get("dates", "")),
        times=given.get("times", ""),
        columns=dict(_role_and_heading(one) for one in str(given.get("columns", "")).split("; ") if one),
    ).report


def _role_and_heading(text: str) -> tuple[str, str]:
    role, sign, heading = text.partition("=")
    if not sign:
        raise UsageError(f"A column is named as ROLE=HEADING, not {text!r}.", "For example: time=Recorded.")
    return role.strip(), heading.strip()


def _check_survey(path: Path, given: dict[str, Any]) -> Report:
    """Of answers of single people what would be counted; of a table what is in it, joined to areas where given."""
    from geo.survey import count_answers, holds_answers

    areas = None
    if "boundaries" in given:
        areas = read_input("boundaries", Path(given.pop("boundaries")), {})[0].areas
    if path.exists() and is_table(path) and holds_answers(path):
        by_name = str(given.get("by_name", "")).lower() in ("yes", "true", "1")
        return count_answers(
            path, areas, year=given.get("year", ""), lookup=given.get("lookup", ""), is_by_name=by_name
        ).report
    report: Report = read_input("survey", path, given, areas=areas)[1]
    return report
