"""Commands that use an atlas: times, measures, serve."""

from __future__ import annotations

import json
from pathlib import Path

import click

__all__ = ["measures", "serve", "times"]

_ATLASES = Path("atlases")


@click.command()
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
@click.option(
    "--max-min", "--max-time", "--max-t", "max_time", type=float, default=None, help="Longest journey, minutes (120)."
)
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
    from everyday.facade import Atlas
    from everyday.questions import read_points, write_times

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


@click.command()
@click.option("--markdown", "is_markdown", is_flag=True, help="Print the page of docs/measures.md.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def measures(is_markdown: bool, is_json: bool) -> None:
    """Every measure: name, unit, meaning, source.

    \b
    Example: everyday measures
             everyday measures --markdown > docs/measures.md
    """
    from everyday.atlas import all_measures, measures_markdown, measures_table

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


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=None, required=False)
@click.option("--forum", "is_forum", is_flag=True, help="Phones in the room reach the phone page, and nothing else.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any other needs sign-in.")
@click.option("--sign-in", type=click.Path(path_type=Path), default=None, help="TOML file with [auth] and [roles].")
@click.option("--behind-proxy", "proxy", default="", help="Address of the web server in front, with --sign-in.")
@click.option("--port", type=int, default=None, help="Default: the first free one from 8501.")
@click.option("--open/--no-open", "is_opening", default=True, help="Open the browser.")
def serve(
    folder: Path | None, is_forum: bool, host: str, sign_in: Path | None, proxy: str, port: int | None, is_opening: bool
) -> None:
    """Open the app in the browser: for this computer only, unless you say otherwise.

    FOLDER is an atlas, or a folder of several (it may be empty); without it, the folder atlases. A folder of several
    opens on its start page, and each atlas has an address of its own.

    \b
    Example: everyday serve
             everyday serve atlases/newport
             everyday serve atlases/newport --forum
             everyday serve atlases/newport --sign-in /etc/atlas/sign-in.toml --behind-proxy 127.0.0.1
    """
    from everyday.serving import serve_atlas

    if folder is None:
        folder = _ATLASES
        folder.mkdir(exist_ok=True)
    serve_atlas(folder, host=host, port=port, is_opening=is_opening, is_forum=is_forum, sign_in=sign_in, proxy=proxy)
