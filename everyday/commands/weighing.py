"""Commands that weigh up: suggest, compare, why, scenario, robustness."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyday.atlas import filled
from everyday.commands.terminal import ProgressBar
from everyday.scenario import edits_help
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.facade import Atlas

__all__ = ["compare", "robustness", "scenario", "suggest", "why"]


def _edition(atlas: Atlas, wanted: str | None) -> Edition:
    """An edition by id, or a scenario by its name."""
    from everyday.scenario import scenarios

    if wanted and wanted not in atlas.editions():
        for found in scenarios(atlas):
            if found["name"].casefold() == wanted.casefold():
                return atlas.edition(found["id"])
    return atlas.edition(wanted)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--edition", "edition_id", help="Id of an edition or name of a scenario; default: the one shown.")
@click.option("--out", type=click.Path(path_type=Path), help="Write them: .csv .geojson .gpkg .parquet")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def suggest(folder: Path, edition_id: str | None, out: Path | None, is_json: bool) -> None:
    """Suggested barriers and enablers, with evidence, the weightiest first.

    \b
    Example: everyday suggest atlases/newport
             everyday suggest atlases/newport --out suggestions.gpkg
    """
    from everyday.exchange import write_table
    from everyday.facade import Atlas

    edition = _edition(Atlas(folder), edition_id)
    if not edition.has_suggestions():
        raise NotFoundError(
            f"Edition {edition.id} has no suggestions.", "Needed: streets.", "Add an OpenStreetMap extract and build."
        )
    found = filled(edition.suggestions())
    if out is not None:
        write_table(found, out, layer="suggestions")
        click.echo(f"Wrote {len(found):,} suggestions to {out}.")
        return
    if is_json:
        plain = found.drop(columns="geometry").assign(geometry_wkt=found.geometry.to_wkt())
        click.echo(plain.to_json(orient="records", indent=2, force_ascii=False))
        return
    for kind, title in (("barrier", "Barriers"), ("enabler", "Enablers")):
        rows = found[found["kind"] == kind]
        click.echo(f"{title} ({len(rows)})")
        for row in rows.itertuples():
            click.echo(f"  {row.title}\n      {row.sentence}\n      [{row.rule}, {row.key}]")
    for note in edition.manifest["notes"]:
        click.echo(f"  - {note}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("before")
@click.argument("after")
@click.option("--by", type=click.Choice(["cells", "areas"]), default="cells", show_default=True, help="Rows of --out.")
@click.option("--measure", "measures", multiple=True, help="Only this measure; may be given several times.")
@click.option("--out", type=click.Path(path_type=Path), help="Write every difference: .csv or .parquet")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def compare(
    folder: Path, before: str, after: str, by: str, measures: tuple[str, ...], out: Path | None, is_json: bool
) -> None:
    """What differs between two editions, and how many people gain and lose.

    BEFORE and AFTER are ids of editions or names of scenarios.

    \b
    Example: everyday compare atlases/newport 20260101T090000Z-0123456789ab "Direct bus" --out changes.csv
    """
    from everyday.exchange import write_table
    from everyday.facade import Atlas
    from everyday.questions import compare_editions, readable

    atlas = Atlas(folder)
    found = compare_editions(_edition(atlas, before), _edition(atlas, after), list(measures) or None)
    if out is not None:
        if out.suffix.lower() not in (".csv", ".parquet"):
            raise UsageError(f"{out.name} ends in {out.suffix or 'nothing'}.", "Needed: .csv or .parquet.")
        table = readable(found.cells if by == "cells" else found.areas)
        write_table(table, out)
        click.echo(f"Wrote {len(table):,} rows to {out}.")
    if is_json:
        click.echo(found.summary.reset_index().to_json(orient="records", indent=2))
        return
    width = max(len(str(name)) for name in found.summary.index)
    click.echo(
        f"{'measure':<{width}}  {'gaining':>9} {'losing':>9} {'unchanged':>9}  {found.people_noun}; before → after"
    )
    for name, row in found.summary.iterrows():
        click.echo(
            f"{name!s:<{width}}  {row['gaining_n']:>9,.0f} {row['losing_n']:>9,.0f} {row['unchanged_n']:>9,.0f}  "
            f"{row['before_mean']:.2f} → {row['after_mean']:.2f}"
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("before")
@click.argument("after")
@click.option("--measure", "measures", multiple=True, help="Only this measure; may be given several times.")
@click.option("--area", default="", help="Code of an area; default: the whole town.")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Processor threads; default: all.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def why(
    folder: Path, before: str, after: str, measures: tuple[str, ...], area: str, workers: int | None, is_json: bool
) -> None:
    """Why measures changed between two editions: how much comes from timetable, map, people and parameters.

    BEFORE and AFTER are ids of editions. What differs is exchanged one at a time; each combination is measured once and
    kept in the atlas, so that asking again costs nothing.

    \b
    Example: everyday why atlases/newport 20260101T090000Z-0123456789ab 20270101T090000Z-ba9876543210
             everyday why atlases/newport OLD NEW --measure centre_min_am --area W05000851 --json
    """
    from analysis.compare import change_threshold
    from everyday.atlas import open_edition
    from everyday.facade import Atlas
    from everyday.impact import CAUSES, split_words

    atlas = Atlas(folder)
    bar = ProgressBar()
    try:
        found = atlas.why(before, after, list(measures) or None, workers=workers, progress=bar)
    finally:
        bar.close()
    if area and area not in set(found.table["area_id"]):
        raise NotFoundError(f"The edition has no area {area[:40]!r}.", "Needed: the code of one of its areas.")
    rows = found.table[found.table["area_id"] == area]
    if is_json:
        content = {"before": found.before, "after": found.after, "inputs": list(found.inputs), "area": area,
                   "measures": json.loads(rows[["measure", "before", "after", "change", *CAUSES]].to_json(
                       orient="records", double_precision=15))}  # fmt: skip
        click.echo(json.dumps(content, indent=2))
        return
    differ = ", ".join(found.inputs) or "nothing"
    click.echo(f"{rows['area_name'].iloc[0]}, from {found.before} to {found.after}. They differ in: {differ}.")
    registry = open_edition(atlas.edition(after)).registry
    for name in rows["measure"]:
        split = found.split(name, area)
        is_noticed = abs(split.change) >= change_threshold(registry[name]) if split.change == split.change else False
        if measures or is_noticed:
            click.echo(f"  {registry[name].full_title}: {split_words(split, registry[name])}")


# "\b" keeps the lines of a paragraph as they are.
_EDITS_HELP = "\n\n".join(f"\b\n{part}" for part in edits_help().split("\n\n"))


@click.command(epilog=_EDITS_HELP)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("edits", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What to call it; default: the name in the file.")
@click.option("--gtfs", type=click.Path(path_type=Path), help="Also write the changed timetable as a GTFS zip.")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Processor threads; default: all.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def scenario(folder: Path, edits: Path, name: str, gtfs: Path | None, workers: int | None, is_json: bool) -> None:
    """A named edition with a changed timetable or new footpaths. The edition shown stays the same.

    \b
    Example: everyday scenario atlases/newport direct-bus.toml --name "Direct bus"
    """
    from everyday.facade import Atlas
    from everyday.questions import compare_editions
    from everyday.scenario import export_gtfs, run_scenario

    atlas = Atlas(folder)
    bar = ProgressBar()
    try:
        edition = run_scenario(atlas, edits, name=name, progress=bar, workers=workers)
    finally:
        bar.close()
    record = edition.manifest["scenario"]
    if gtfs is not None:
        export_gtfs(edition, gtfs)
    if is_json:
        click.echo(json.dumps({"edition": edition.id, "scenario": record}, indent=2))
        return
    click.echo(f"{record['name']}: edition {edition.id}, to compare with {record['base']}.")
    for note in record["notes"]:
        click.echo(f"  - {note}")
    summary = compare_editions(atlas.edition(record["base"]), edition).summary
    for measure in ("centre_min_am", "city_reach_45min_share_am"):
        row = summary.loc[measure]
        click.echo(f"  {measure}: {row['gaining_n']:,.0f} gain, {row['losing_n']:,.0f} lose")
    if gtfs is not None:
        click.echo(f"Wrote the changed timetable to {gtfs}.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--resolutions/--no-resolutions", default=True, help="Also build at H3 resolutions 8 and 10 (slow).")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def robustness(folder: Path, resolutions: bool, is_json: bool) -> None:
    """How many people change their type of place if weights, limits or the size of cells change a little.

    \b
    Example: everyday robustness atlases/newport --no-resolutions
    """
    from everyday.facade import Atlas
    from everyday.questions import robustness_report

    bar = ProgressBar()
    try:
        table = robustness_report(Atlas(folder), with_resolutions=resolutions, progress=bar)
    finally:
        bar.close()
    if is_json:
        click.echo(table.to_json(orient="records", indent=2))
        return
    for row in table.itertuples():
        click.echo(f"{row.changed_share:6.1%}  {row.what}")
