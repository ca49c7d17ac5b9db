"""Commands that make an atlas: demo, new, add, check, build."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyday.commands.gps import UPLOAD_OPTIONS, add_logs, upload_options
from everyday.commands.gps_options import gps_options
from everyday.commands.survey_options import survey_options, taken_options
from everyday.commands.terminal import FAULT, ProgressBar, parse_day, parse_pair, say_report
from geo.errors import InputError

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.facade import Atlas

__all__ = ["add", "build", "check", "demo", "kinds", "new"]

ACTIVITIES = "activities"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("atlases/demo"))
@click.option("--serve/--no-serve", "is_serving", default=True, help="Open the app afterwards.")
@click.option("--port", type=int, default=None, help="Port of the app; default: the first free one from 8501.")
@click.option("--open/--no-open", "is_opening", default=True, help="Open the browser.")
@click.option("--this-year", "is_this_year", is_flag=True, help="Only this year's edition, without next year's.")
@click.option("--start-page", "at_start", is_flag=True, help="Open the start page, where atlases are made, instead.")
def demo(
    folder: Path, is_serving: bool, port: int | None, is_opening: bool, is_this_year: bool, at_start: bool
) -> None:
    """Build the atlas of the made-up demo town, and open it.

    Next year's timetable, in which a line of its action plan runs, becomes a second edition: while the first is shown.
    It also says how a made-up sample moves, on the page Observed.

    \b
    Example: everyday demo
             everyday demo atlases/demo --no-serve
    """
    from everyday.demo import add_example_logs, add_example_plan, build_demo, build_next_year
    from everyday.facade import Atlas

    edition = _with_bar(lambda bar: build_demo(folder, progress=bar))
    add_example_plan(Atlas(folder))
    if not is_serving or is_this_year:
        add_example_logs(folder)
        build = build_demo if is_this_year else build_next_year
        edition = _with_bar(lambda bar: build(folder, progress=bar))
    click.echo(f"The made-up town is ready in {folder} (edition {edition.id}).")
    if is_serving:
        from everyday.serving import serve_atlas

        beside = () if is_this_year else ("-m", "everyday.demo.next_year", str(folder.resolve()))
        if beside:
            click.echo("Next year's timetable is measured meanwhile: its edition is shown as soon as it is there.")
        serve_atlas(folder, port=port, is_opening=is_opening, beside=beside, at_start=at_start)


def _with_bar(work: Callable[[ProgressBar], Edition]) -> Edition:
    """Something that takes a while, with its progress in the terminal."""
    bar = ProgressBar()
    try:
        return work(bar)
    finally:
        bar.close()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Name of the town.")
@click.option("--boundaries", required=True, type=click.Path(path_type=Path), help="Wards or neighbourhoods.")
@click.option("--id-column", help="Column with the areas' codes, where it is not recognised.")
@click.option("--name-column", help="Column with the areas' names, where it is not recognised.")
@click.option("--resolution", type=int, default=9, show_default=True, help="H3 resolution, 7 to 11.")
@click.option("--centre", help="LAT,LON of the town centre; default: found from the streets.")
@click.option("--timezone", default="Europe/London", show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def new(
    folder: Path,
    name: str,
    boundaries: Path,
    id_column: str | None,
    name_column: str | None,
    resolution: int,
    centre: str | None,
    timezone: str,
    is_json: bool,
) -> None:
    """Start an atlas from area boundaries.

    \b
    Example: everyday new atlases/newport --name Newport --boundaries wards.geojson
    """
    from everyday.facade import Atlas

    atlas = Atlas.new(
        folder,
        name=name,
        boundaries=boundaries,
        id_column=id_column,
        name_column=name_column,
        resolution=resolution,
        centre=parse_pair(centre, "--centre"),
        timezone=timezone,
    )
    if atlas.last_report:
        say_report(atlas.last_report, is_json)
    if not is_json:
        click.echo(f"Started {folder}. Next: everyday add {folder} osm FILE")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("kind")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id-column", help="boundaries, population, survey, statistics: column with codes.")
@click.option("--name-column", help="boundaries: column with names.")
@click.option("--count-column", help="population: column with numbers of people.")
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path),
    help="population, survey, statistics: areas that a table of codes means.",
)
@click.option("--boundaries-id-column", help="population, survey, statistics: column of those areas' codes.")
@survey_options
@click.option("--source", default="", help="activities: what the list is called; default: as before, or by its file.")
@click.option("--licence", default="", help="Licence of the data, shown with it.")
@click.option("--attribution", default="", help="Attribution the licence asks for, shown with it.")
@click.option("--replace", "is_replacing", is_flag=True, help="gtfs, survey, statistics: put aside those added before.")
@click.option("--cut", "is_cut", is_flag=True, help="gtfs, osm: of a region's file only the town and 15 km round it.")
@click.option("--method", default="city_survey", help="answers: how they were asked, a key of the taxonomy.")
@click.option("--sector", default="", help="answers: sector of work that they are about.")
@click.option("--consent", default="", help="answers: what was agreed with the people, in words.")
@click.option("--quotable", "is_quotable", is_flag=True, help="answers: the consent covers quoting.")
@click.option(
    "--readers",
    type=click.Choice(["planner", "team", "planners", "participants", "public"]),
    default=None,
    help="Who may read answers (planner, team) or see what follows from gps (planners, participants, public).",
)
@click.option("--keep-until", default="", help="answers, gps: YYYY-MM-DD on which they are erased.")
@click.option("--given-on", default="", help="answers: YYYY-MM-DD on which they were said.")
@click.option("--text", "texts", multiple=True, help="answers: heading of a column of open answers; once for each.")
@click.option(
    "--personal", type=click.Choice(["keep", "leave-out"]), help="answers: phone numbers and the like in them."
)
@gps_options
@upload_options
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def add(
    folder: Path,
    kind: str,
    files: tuple[Path, ...],
    id_column: str | None,
    name_column: str | None,
    count_column: str | None,
    boundaries: Path | None,
    boundaries_id_column: str | None,
    source: str,
    licence: str,
    attribution: str,
    is_replacing: bool,
    is_cut: bool,
    method: str,
    sector: str,
    consent: str,
    is_quotable: bool,
    readers: str | None,
    keep_until: str,
    given_on: str,
    texts: tuple[str, ...],
    personal: str | None,
    is_json: bool,
    **of_kind: Any,
) -> None:
    """Check inputs and keep them. KIND is boundaries, osm, gtfs, population, survey, statistics, answers, activities
    or gps.

    Answers and a list of community activities go into the plan, and the file itself is not kept.

    \b
    Example: everyday add atlases/newport osm newport.osm.pbf
             everyday add atlases/newport gtfs bus.zip rail.zip
             everyday add atlases/newport gtfs itm_wales_gtfs.zip --cut
             everyday add atlases/newport population centroids.parquet
             everyday add atlases/newport population counts.csv --boundaries lsoa.geojson
             everyday add atlases/newport survey quality.xlsx --sampling random --asked 9000 --polarity lonely=lower
             everyday add atlases/newport statistics imd.csv --boundaries lsoa.geojson
             everyday add atlases/newport answers interviews.xlsx --method neighbourhood_interview --keep-until
             2028-05-31 --consent "May be used in the plan without a name"
             everyday add atlases/newport activities library.csv directory.json
             everyday add atlases/newport gps logs.zip --keep-until 2027-05-31 --readers planners --codes codes.csv
             --purpose "To see where people of the sample go, for the action plan"
    gps: logs of people who agreed. You confirm what was found before anything is counted; no fix is kept.
    answers: what people said, by ward, point, postcode district or for the whole town (.csv, .xlsx, .ods). It goes into
    the plan and never into inputs/; the file itself is not kept. All of it, or every problem is named by its cell.
    """
    from everyday.facade import Atlas

    atlas = Atlas(folder)
    of_gps = {name: of_kind.pop(name) for name in UPLOAD_OPTIONS}
    if kind == "gps":
        add_logs(atlas, files, of_gps | {"keep_until": keep_until, "readers": readers or "planners"}, is_json=is_json)
        return
    if kind == "answers":
        from everyday.commands.voices import add_answers
        from everyday.voices import Told

        told = Told(method, sector, consent, is_quotable, readers or "planner", keep_until, given_on, texts)
        add_answers(atlas, files, told, personal=personal or "", is_json=is_json)
        return
    if kind == ACTIVITIES:
        _add_activities(atlas, files, source, is_json)
        return
    options = {
        "id_column": id_column or "",
        "name_column": name_column or "",
        "count_column": count_column or "",
        "boundaries": str(boundaries) if boundaries else "",
        "boundaries_id_column": boundaries_id_column or "",
    } | taken_options(of_kind)
    refused: list[InputError] = []
    for position, path in enumerate(files):
        try:
            with _source(atlas, kind, path, is_cut, is_json) as given:
                report = atlas.add(
                    kind,
                    given,
                    options=options,
                    licence=licence,
                    attribution=attribution,
                    is_replacing=is_replacing and position == 0,
                )
            say_report(report, is_json)
        except InputError as error:
            refused.append(error)
            say_report(error.report, is_json)
    if refused:
        sys.exit(FAULT)


@contextmanager
def _source(atlas: Atlas, kind: str, path: Path, is_cut: bool, is_json: bool) -> Iterator[Path]:
    """The file that is added: the one given, or what of a region's file is the town's."""
    if not is_cut:
        yield path
        return
    from everyday.fetch import cut_to_town

    with cut_to_town(atlas, kind, path) as (cut, words):
        if not is_json:
            click.echo(f"{path.name}: {words}")
        yield cut


def _add_activities(atlas: Atlas, files: tuple[Path, ...], source: str, is_json: bool) -> None:
    """Lists of activities, or files of them as they were exported."""
    from everyday.commands.plan import person_here
    from everyday.exchange.activities import is_exchange_file

    is_whole = True
    for path in files:
        try:
            found = (
                atlas.import_plan(ACTIVITIES, path, who=person_here()) if is_exchange_file(path)
                else atlas.add_activities(path, who=person_here(), source=source)
            )  # fmt: skip
        except InputError as error:
            is_whole = False
            say_report(error.report, is_json)
            continue
        click.echo(json.dumps(found.to_dict(), indent=2, default=str) if is_json else found.to_text())
        is_whole = is_whole and found.is_whole
    if not is_whole:
        sys.exit(FAULT)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "kind", help="boundaries, osm, gtfs, population, survey, statistics or gps; default: recognised.")
@click.option("--id-column", help="boundaries, population: column with codes.")
@click.option("--name-column", help="boundaries: column with names.")
@click.option("--count-column", help="population: column with numbers of people.")
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path),
    help="population, survey, statistics: areas that a table of codes means.",
)
@survey_options
@gps_options
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def check(
    file: Path,
    kind: str | None,
    id_column: str | None,
    name_column: str | None,
    count_column: str | None,
    boundaries: Path | None,
    is_json: bool,
    **further: Any,
) -> None:
    """Say what is wrong with a file, and what would be done about it. Changes nothing.

    \b
    Example: everyday check timetable.zip
             everyday check wards.geojson --as boundaries --json
             everyday check quality.xlsx --as survey --boundaries wards.geojson
             everyday check logs.zip --as gps --times local
    """
    from everyday.atlas import check_file

    options = {
        "id_column": id_column,
        "name_column": name_column,
        "count_column": count_column,
        "boundaries": str(boundaries) if boundaries else "",
    } | taken_options(further)
    report = check_file(file, kind, options)
    say_report(report, is_json)
    if not report.is_usable:
        sys.exit(FAULT)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--date", "day", help="YYYY-MM-DD: the weekday of the morning and evening; default: a typical one.")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Processor threads; default: all.")
@click.option("--show", "is_shown", is_flag=True, help="Show it even where it lost more than half of something.")
@click.option("--json", "is_json", is_flag=True, help="Print the manifest.")
def build(folder: Path, day: str | None, workers: int | None, is_shown: bool, is_json: bool) -> None:
    """Compute a new edition of all measures.

    \b
    Example: everyday build atlases/newport
             everyday build atlases/newport --date 2024-03-05
    """
    from everyday.facade import Atlas

    bar, atlas = ProgressBar(), Atlas(folder)
    try:
        edition = atlas.build(date=parse_day(day), workers=workers, progress=bar, is_shown=is_shown)
    finally:
        bar.close()
    held = atlas.held_back(edition)
    if is_json:
        click.echo(json.dumps(edition.manifest | {"held_back": list(held)}, indent=2))
        return
    manifest = edition.manifest
    click.echo(f"Edition {edition.id} of {manifest['name']}: {manifest['rows']['cells']:,} cells.")
    for note in manifest["notes"]:
        click.echo(f"  - {note}")
    if held:
        click.echo("Built, not shown: it lost more than half of something against the edition that is shown.")
        for line in held:
            click.echo(f"  - {line}")
        click.echo(
            f"The edition shown stays {atlas.edition().id}. Where the loss is real: everyday build {folder} --show"
        )
        return
    click.echo(f"Next: everyday serve {folder}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--use", type=click.Path(path_type=Path), help="TOML file of what differs from the usual kinds.")
@click.option("--usual", is_flag=True, help="Back to the usual kinds.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def kinds(folder: Path, use: Path | None, usual: bool, is_json: bool) -> None:
    """The kinds of places of an atlas; with --use a town's own, checked as a whole and kept as place_kinds.toml.

    \b
    Example: everyday kinds atlases/newport
             everyday kinds atlases/newport --use our_kinds.toml
    """
    from everyday.facade import Atlas
    from geo.errors import NotFoundError, UsageError

    if use is not None and usual:
        raise UsageError("--use and --usual say two different things.", "Needed: one of them.")
    if use is not None and not use.is_file():
        raise NotFoundError(f"There is no file {use}.", do="Check the name and the folder.")
    atlas = Atlas(folder)
    if use is not None or usual:
        report = atlas.keep_place_kinds(use.read_bytes().decode("utf-8-sig", errors="replace") if use else "")
        say_report(report, is_json)
        if not is_json:
            click.echo(f"Kept. Next: everyday build {folder}")
        return
    found = atlas.config.place_kinds
    if is_json:
        click.echo(json.dumps(found.to_records(), indent=2, ensure_ascii=False))
        return
    for kind in found:
        click.echo(f"{kind.key:<22}  {kind.title}")
