"""``everyday fetch`` and ``refresh``: a town of the United Kingdom by its name, and what is newer of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyday.commands.terminal import FAULT, ProgressBar

if TYPE_CHECKING:
    from everyday.facade import Atlas
    from everyday.fetch import FetchPlan, FetchReport

__all__ = ["fetch", "refresh"]

_COUNTED = ("lines", "stops", "departures", "streets", "places")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("town")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be fetched, from whom and how large.")
@click.option("--rail", "is_rail", is_flag=True, help="With trains, from an unofficial source; see its licences.")
@click.option("--search", "is_asking", is_flag=True, help="Ask OpenStreetMap's search for a name that no list has.")
@click.option("--overpass", "is_overpass", is_flag=True, help="Streets from Overpass: for a small place only.")
@click.option("--wards", type=click.IntRange(2020, 2100), help="Wards of this year, as a survey needs them.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def fetch(
    folder: Path, town: str, is_dry: bool, is_rail: bool, is_asking: bool, is_overpass: bool, wards: int | None,
    is_json: bool,
) -> None:  # fmt: skip
    """Fetch the inputs of a town of the United Kingdom, by its name or ONS code.

    Wards, people, deprivation, streets and buses come from open services, each with its licence. What fails or has to
    be done by hand is named, and the rest goes on; the same command goes on where it was ended.

    \b
    Example: everyday fetch atlases/bristol "Bristol" --dry-run
             everyday fetch atlases/bristol E06000023
             everyday fetch atlases/newport W06000022 --rail
    """
    from everyday.fetch import choose_town, fetch_town, plan_fetch

    plan = plan_fetch(folder, choose_town(town, is_asking=is_asking), rail=is_rail, overpass=is_overpass, wards=wards)
    if is_dry:
        click.echo(json.dumps(asdict(plan), indent=2, default=str) if is_json else _plan_text(plan))
        return
    bar, titles = ProgressBar(), {piece.key: piece.title for piece in plan.pieces}
    number = {piece.key: place for place, piece in enumerate(plan.pieces)}

    def tell(key: str, done: int, total: int | None) -> None:
        share = done / total if total else 0.0
        bar(titles[key], (number[key] + min(share, 1.0)) / len(number))

    try:
        report = fetch_town(plan, tell=tell)
    finally:
        bar.close()
    click.echo(json.dumps(asdict(report), indent=2, default=str) if is_json else _report_text(report))
    if any(piece.status == "failed" for piece in report.pieces):
        sys.exit(FAULT)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-build", "is_kept", is_flag=True, help="Fetch what is newer and do not build.")
def refresh(folder: Path, is_kept: bool) -> None:
    """Fetch what is newer for an atlas that was fetched, and build; fit for a weekly scheduled job.

    Wards stay what they are, as plans and surveys stand on them; newer ones are named. An edition that lost more than
    half of something is built and not shown.

    \b
    Example: everyday refresh atlases/bristol
    """
    from datetime import date

    from everyday.facade import Atlas
    from everyday.fetch import ages, newest_wards, refresh_town

    bar = ProgressBar()

    def tell(key: str, done: int, total: int | None) -> None:
        bar(key, done / total if total else 0.0)

    try:
        report = refresh_town(folder, tell=tell)
        click.echo(report.to_text())
        atlas = Atlas(folder)
        for age in ages(atlas.config.inputs, date.today(), newest=newest_wards(folder)):
            click.echo(f"  - {age.name}: {age.words}.")
        is_new = _has_unbuilt(atlas)
        if is_new and not is_kept:
            before = atlas.edition() if atlas.editions() else None
            edition = atlas.build(progress=bar)
            held = atlas.held_back(edition)
            click.echo(f"Edition {edition.id}{' is built and not shown: it lost much.' if held else '.'}")
            for line in held:
                click.echo(f"  - {line}")
            if before is not None:
                click.echo(_changed(before.manifest, edition.manifest))
        elif not is_new:
            click.echo("Nothing is newer.")
    finally:
        bar.close()
    if any(piece.status == "failed" for piece in report.pieces):
        sys.exit(FAULT)


def _plan_text(plan: FetchPlan) -> str:
    lines = [f"{plan.town.title}, into {plan.folder}. Nothing was fetched."]
    for piece in plan.pieces:
        if piece.manual is not None:
            lines.append(f"  {piece.title}: by hand. {piece.manual}")
            continue
        size = f"about {piece.size / 1e6:,.1f} MB" if piece.size else "size not known"
        lines.append(f"  {piece.title}: {size}, {piece.source}. {piece.licence}. {piece.address}")
        if piece.note:
            lines.append(f"    {piece.note}")
    lines.append(f"About {plan.size / 1e6:,.0f} MB together; sizes are those of the last time or of a dated list.")
    if not any(piece.key == "rail" for piece in plan.pieces):
        lines.append("Without trains: with --rail they come from an unofficial source.")
    return "\n".join(lines)


def _has_unbuilt(atlas: Atlas) -> bool:
    """Whether the inputs are others than those of the newest edition: also after a refresh that was ended half-way."""
    if not atlas.editions():
        return True
    newest = atlas.edition(atlas.editions()[-1]).manifest
    return {one["sha256"] for one in newest["inputs"]} != {record.sha256 for record in atlas.config.inputs}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What of an edition is more or less than in the one that was shown before, counted."""
    counts = [(noun, int(before["rows"].get(noun, 0)), int(after["rows"].get(noun, 0))) for noun in _COUNTED]
    told = ", ".join(f"{noun} {old:,} to {new:,}" for noun, old, new in counts if old != new)
    where = "Its measures stand on the page Monitor."
    return f"Changed against the edition shown before: {told or 'nothing that is counted'}. {where}"


def _report_text(report: FetchReport) -> str:
    text = report.to_text()
    return f"{text}\nNext: everyday build {report.folder}" if report.can_build else text
