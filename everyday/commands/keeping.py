"""Commands that keep an atlas safe: backup, restore, settle."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from everyday.commands.terminal import FAULT, ProgressBar

__all__ = ["backup", "restore", "settle"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-private", "has_private", is_flag=True, help="Also what follows from GPS logs (private/).")
@click.option("--json", "is_json", is_flag=True, help="Print what is in it.")
def backup(folder: Path, file: Path, has_private: bool, is_json: bool) -> None:
    """Write a whole atlas to one file, also while it is served.

    The plan in it is that of one moment, each file is in it with its hash. Copying the folder instead is no back-up:
    the plan may be half in its log.

    \b
    Example: everyday backup atlases/newport newport-2027-03-01.zip
    """
    from everyday.facade import Atlas

    bar, atlas = ProgressBar(), Atlas(folder)
    try:
        made = atlas.backup(file, has_private=has_private, progress=bar)
    finally:
        bar.close()
    if is_json:
        click.echo(json.dumps({"file": str(file), "bytes": made.bytes_n} | asdict(made.listing), indent=2))
        return
    click.echo(made.to_text())


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--replace", "is_replacing", is_flag=True, help="Put an atlas that stands there aside.")
@click.option("--json", "is_json", is_flag=True, help="Print what was brought back.")
def restore(file: Path, folder: Path, is_replacing: bool, is_json: bool) -> None:
    """Bring a back-up into a folder, checked by its hashes before anything is changed.

    With --replace an atlas that stands there is put aside beside it (stop its server first); what was erased since the
    back-up was made is erased again. With EVERYDAY_DATABASE_URL the plan goes into that database, which must be empty.

    \b
    Example: everyday restore newport-2027-03-01.zip atlases/newport
    """
    from everyday.facade import Atlas

    bar = ProgressBar()
    try:
        restored = Atlas.restore(file, folder, is_replacing=is_replacing, progress=bar)
    finally:
        bar.close()
    if is_json:
        click.echo(json.dumps(asdict(restored), indent=2, default=str))
        return
    click.echo(restored.to_text())


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--take", "choice", flag_value="take", help="Take the changes over, each with an entry in the trail.")
@click.option("--put-back", "choice", flag_value="put-back", help="Put back what the trail says.")
@click.option("--as", "who", default="planner", show_default=True, help="Who settles it, for the trail.")
@click.pass_context
def settle(ctx: click.Context, folder: Path, choice: str | None, who: str) -> None:
    """Say what another program changed in the plan, and settle it.

    Edits of plan.gpkg in QGIS are refused. Where a change came in all the same (a table written over, an older copy of
    the program), nothing is saved over it before it is settled here or on the page Data. Without an option it only says
    what it is, and ends with 1 if there is something.

    \b
    Example: everyday settle atlases/newport --put-back --as "Ada"
    """
    from everyday.facade import Atlas
    from plan.records import Person

    atlas = Atlas(folder)
    if choice:
        lines = atlas.settle_plan(who=Person(who, "planner"), is_taken=choice == "take")
    else:
        lines = atlas.outside_changes()
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo("The plan says what was written here: nothing was changed by another program.")
    elif not choice:
        ctx.exit(FAULT)
