"""The ``everyday`` command. Each subcommand is a thin door to the façade."""

from __future__ import annotations

import json
import sys
from datetime import date as Date
from pathlib import Path
from typing import Any

import click

from everyday import __version__
from geo.errors import AtlasError, InputError, Report, UsageError

__all__ = ["main"]

FAULT, WRONG_USE = 1, 2


class _Commands(click.Group):
    """Lists commands in the order of a planner's work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="everyday")
def cli() -> None:
    """Maps where people can get about near home, and where they can reach the rest of the town.

    \b
    Try the made-up town first:   everyday demo
    Then your own:                everyday new my-town --name "My town" --boundaries wards.geojson
                                  everyday add my-town osm my-town.osm.pbf
                                  everyday add my-town gtfs timetable.zip
                                  everyday build my-town
                                  everyday serve my-town
    """


def _say_report(report: Report, is_json: bool) -> None:
    click.echo(json.dumps(report.to_dict(), indent=2, default=str) if is_json else report.to_text())


class _ProgressBar:
    """A bar with the name of the step; silent where nobody watches."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._last = ""

    def __call__(self, step: str, share: float) -> None:
        if self._is_shown:
            filled = int(share * 28)
            bar = "█" * filled + "·" * (28 - filled)
            click.echo(f"\r{bar} {share:4.0%}  {step:<46}", nl=False, err=True)
        elif step != self._last:
            click.echo(f"{share:4.0%}  {step}", err=True)
        self._last = step

    def close(self) -> None:
        if self._is_shown and self._last:
            click.echo(err=True)


def _pair(text: str | None, name: str) -> tuple[float, float] | None:
    if not text:
        return None
    parts = text.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError as error:
        raise UsageError(f"{name} is {text!r}.", "Needed: LAT,LON in degrees, such as 51.588,-2.998.") from error
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise UsageError(f"{name} is {text!r}.", "Needed: LAT,LON in degrees, such as 51.588,-2.998.")
    return lat, lon


def _day(text: str | None) -> Date | None:
    if not text:
        return None
    try:
        return Date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"The date is {text!r}.", "Needed: YYYY-MM-DD, such as 2024-03-05.") from error


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("atlases/demo"))
@click.option("--serve/--no-serve", "is_serving", default=True, help="Open the app afterwards.")
@click.option("--port", type=int, default=None, help="Port of the app; default: the first free one from 8501.")
@click.option("--open/--no-open", "is_opening", default=True, help="Open the browser.")
def demo(folder: Path, is_serving: bool, port: int | None, is_opening: bool) -> None:
    """Build the atlas of the made-up demo town, and open it.

    \b
    Example: everyday demo
             everyday demo atlases/demo --no-serve
    """
    from everyday.demo.build import build_demo

    bar = _ProgressBar()
    try:
        edition = build_demo(folder, progress=bar)
    finally:
        bar.close()
    click.echo(f"The made-up town is ready in {folder} (edition {edition.id}).")
    if is_serving:
        from everyday.serve import serve_atlas

        serve_atlas(folder, port=port, is_opening=is_opening)


@cli.command()
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
    from everyday.atlas import Atlas

    atlas = Atlas.new(
        folder,
        name=name,
        boundaries=boundaries,
        id_column=id_column,
        name_column=name_column,
        resolution=resolution,
        centre=_pair(centre, "--centre"),
        timezone=timezone,
    )
    if atlas.last_report:
        _say_report(atlas.last_report, is_json)
    if not is_json:
        click.echo(f"Started {folder}. Next: everyday add {folder} osm FILE")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("kind")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id-column", help="boundaries, population: column with codes.")
@click.option("--name-column", help="boundaries: column with names.")
@click.option("--count-column", help="population: column with numbers of people.")
@click.option("--boundaries", type=click.Path(path_type=Path), help="population: areas that a table of codes means.")
@click.option("--boundaries-id-column", help="population: column of those areas' codes.")
@click.option("--licence", default="", help="Licence of the data, shown with it.")
@click.option("--attribution", default="", help="Attribution the licence asks for, shown with it.")
@click.option("--replace", "is_replacing", is_flag=True, help="gtfs: put aside the timetables added before.")
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
    licence: str,
    attribution: str,
    is_replacing: bool,
    is_json: bool,
) -> None:
    """Check inputs and keep them. KIND is boundaries, osm, gtfs or population.

    \b
    Example: everyday add atlases/newport osm newport.osm.pbf
             everyday add atlases/newport gtfs bus.zip rail.zip
             everyday add atlases/newport population centroids.parquet
             everyday add atlases/newport population counts.csv --boundaries lsoa.geojson
    """
    from everyday.atlas import Atlas

    atlas = Atlas(folder)
    options = {
        "id_column": id_column or "",
        "name_column": name_column or "",
        "count_column": count_column or "",
        "boundaries": str(boundaries) if boundaries else "",
        "boundaries_id_column": boundaries_id_column or "",
    }
    refused: list[InputError] = []
    for position, path in enumerate(files):
        try:
            report = atlas.add(
                kind,
                path,
                options=options,
                licence=licence,
                attribution=attribution,
                is_replacing=is_replacing and position == 0,
            )
            _say_report(report, is_json)
        except InputError as error:
            refused.append(error)
            _say_report(error.report, is_json)
    if refused:
        sys.exit(FAULT)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "kind", help="boundaries, osm, gtfs or population; default: recognised.")
@click.option("--id-column", help="boundaries, population: column with codes.")
@click.option("--name-column", help="boundaries: column with names.")
@click.option("--count-column", help="population: column with numbers of people.")
@click.option("--boundaries", type=click.Path(path_type=Path), help="population: areas that a table of codes means.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def check(
    file: Path,
    kind: str | None,
    id_column: str | None,
    name_column: str | None,
    count_column: str | None,
    boundaries: Path | None,
    is_json: bool,
) -> None:
    """Say what is wrong with a file, and what would be done about it. Changes nothing.

    \b
    Example: everyday check timetable.zip
             everyday check wards.geojson --as boundaries --json
    """
    from everyday.inputs import check_file

    options = {
        "id_column": id_column,
        "name_column": name_column,
        "count_column": count_column,
        "boundaries": boundaries,
    }
    report = check_file(file, kind, options)
    _say_report(report, is_json)
    if not report.is_usable:
        sys.exit(FAULT)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--date", "day", help="YYYY-MM-DD: the weekday of the morning and evening; default: a typical one.")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Processor threads; default: all.")
@click.option("--json", "is_json", is_flag=True, help="Print the manifest.")
def build(folder: Path, day: str | None, workers: int | None, is_json: bool) -> None:
    """Compute a new edition of all measures.

    \b
    Example: everyday build atlases/newport
             everyday build atlases/newport --date 2024-03-05
    """
    from everyday.atlas import Atlas

    bar = _ProgressBar()
    try:
        edition = Atlas(folder).build(date=_day(day), workers=workers, progress=bar)
    finally:
        bar.close()
    if is_json:
        click.echo(json.dumps(edition.manifest, indent=2))
        return
    manifest = edition.manifest
    click.echo(f"Edition {edition.id} of {manifest['name']}: {manifest['rows']['cells']:,} cells.")
    for note in manifest["notes"]:
        click.echo(f"  - {note}")
    click.echo(f"Next: everyday serve {folder}")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "origins", required=True, type=click.Path(path_type=Path), help="CSV: id,lat,lon.")
@click.option("--to", "destinations", required=True, type=click.Path(path_type=Path), help="CSV: id,lat,lon.")
@click.option("--depart", required=True, help="First departure, such as 2024-03-05T08:00.")
@click.option("--window", type=click.IntRange(1, 1440), default=60, show_default=True, help="Minutes of departures.")
@click.option("--percentiles", default="25,50,75", show_default=True)
@click.option("--mode", type=click.Choice(["transit", "walk"]), default="transit", show_default=True)
@click.option("--walk-kmh", type=float, default=None, help="Walking speed; default: the atlas's (4.8).")
@click.option("--max-walk-min", type=float, default=None, help="Limit of access, egress and direct walks (20).")
@click.option("--max-transfer-min", type=float, default=None, help="Limit of walks between two rides (10).")
@click.option("--max-time", "--max-t", "max_time", type=float, default=None, help="Longest journey, minutes (120).")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Processor threads; default: all.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV or Parquet file to write.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def times(
    folder: Path,
    origins: Path,
    destinations: Path,
    depart: str,
    window: int,
    percentiles: str,
    mode: str,
    walk_kmh: float | None,
    max_walk_min: float | None,
    max_transfer_min: float | None,
    max_time: float | None,
    workers: int | None,
    out: Path,
    is_json: bool,
) -> None:
    """Travel times between your own points, in minutes, to CSV or Parquet.

    \b
    Example: everyday times atlases/newport --from homes.csv --to clinics.csv \\
                 --depart 2024-03-05T08:00 --window 60 --percentiles 25,50,75 --out times.csv
    Pairs that cannot be reached are left out.
    """
    from everyday.atlas import Atlas
    from everyday.times import read_points, write_times

    atlas = Atlas(folder)
    table = atlas.times(
        read_points(origins),
        read_points(destinations),
        depart=depart,
        window_min=window,
        percentiles=percentiles,
        mode=mode,
        walk_kmh=walk_kmh,
        max_walk_min=max_walk_min,
        max_transfer_min=max_transfer_min,
        max_trip_min=max_time,
        workers=workers,
    )
    write_times(table, out)
    notes = table.attrs.get("notes", [])
    if is_json:
        click.echo(json.dumps({"pairs": len(table), "file": str(out), "notes": notes}))
        return
    for note in notes:
        click.echo(f"  - {note}")
    click.echo(f"Wrote {len(table):,} reachable pairs to {out}.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice(["cells", "areas"]))
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help=".csv .geojson .gpkg .parquet")
@click.option("--edition", help="Id of an edition; default: the one shown.")
def export(folder: Path, what: str, target: Path, edition: str | None) -> None:
    """Write the measures of an edition to a file for Excel or QGIS.

    \b
    Example: everyday export atlases/newport areas --to newport.gpkg
    """
    from everyday.atlas import Atlas
    from everyday.export import export_table

    rows = export_table(Atlas(folder).edition(edition), what, target)
    click.echo(f"Wrote {rows:,} {what} to {target}.")


@cli.command()
@click.option("--markdown", "is_markdown", is_flag=True, help="Print the page of docs/measures.md.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def measures(is_markdown: bool, is_json: bool) -> None:
    """Every measure: name, unit, meaning, source.

    \b
    Example: everyday measures
             everyday measures --markdown > docs/measures.md
    """
    from everyday.registry import all_measures, measures_markdown, measures_table

    if is_markdown:
        click.echo(measures_markdown(), nl=False)
        return
    table = measures_table()
    if is_json:
        click.echo(json.dumps(table, indent=2))
        return
    width = max(len(name) for name in all_measures())
    for row in table:
        click.echo(f"{row['name']:<{width}}  {row['unit']:<12}  {row['meaning']}")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Only this computer, unless you say otherwise.")
@click.option("--port", type=int, default=None, help="Default: the first free one from 8501.")
@click.option("--open/--no-open", "is_opening", default=True, help="Open the browser.")
def serve(folder: Path, host: str, port: int | None, is_opening: bool) -> None:
    """Open the app in the browser, for this computer only.

    \b
    Example: everyday serve atlases/newport
    """
    from everyday.serve import serve_atlas

    serve_atlas(folder, host=host, port=port, is_opening=is_opening)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; exit 0 on success, 1 on a fault of the input, 2 on wrong usage."""
    _use_utf8()
    try:
        return cli.main(args=arguments, prog_name="everyday", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        click.echo("\nStopped. Nothing half-written is left.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(FAULT)
    except UsageError as error:
        click.echo(f"{error}", err=True)
        sys.exit(WRONG_USE)
    except AtlasError as error:
        click.echo(f"{error}", err=True)
        sys.exit(FAULT)
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing half-written is left.", err=True)
        sys.exit(130)


def _use_utf8() -> None:
    """Windows consoles may not be UTF-8: then print what can be printed rather than fail on a name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
