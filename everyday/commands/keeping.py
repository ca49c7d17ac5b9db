"""Commands that keep an atlas safe: backup, restore."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from everyday.commands.terminal import ProgressBar

__all__ = ["backup", "restore"]


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
