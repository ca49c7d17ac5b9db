"""GPS logs on the command line: looked at, confirmed and counted; listed; withdrawn."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyday.commands.terminal import FAULT
from geo.errors import InputError, UsageError

if TYPE_CHECKING:
    from everyday.facade import Atlas

__all__ = ["UPLOAD_OPTIONS", "add_logs", "gps", "upload_options"]

UPLOAD_OPTIONS = (
    "whose", "times", "dates", "columns", "timezone", "purpose", "chosen", "label", "preset", "strike", "codes",
    "is_confirmed",
)  # fmt: skip
"""What ``add FOLDER gps`` takes: how the files are read (``gps_options``), and what becomes of them."""
_PRESETS = ("trackintel", "skmob")


def upload_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of an upload: what people agreed to, and what they strike out."""
    for option in reversed(
        (
            click.option("--purpose", default="", help="gps: what the logs may be used for, as people agreed to it."),
            click.option("--chosen", default="", help="gps: how people were chosen."),
            click.option("--label", default="", help="gps: what the upload is called; names nobody."),
            click.option("--preset", type=click.Choice(list(_PRESETS)), default="trackintel", help="gps: stays."),
            click.option("--strike", type=click.Path(path_type=Path), help="gps: CSV of what people strike out."),
            click.option("--codes", type=click.Path(path_type=Path), help="gps: CSV to write people's codes to."),
            click.option("--yes", "is_confirmed", is_flag=True, help="gps: what was found is right; do not ask."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def add_logs(atlas: Atlas, files: tuple[Path, ...], told: dict[str, Any], *, is_json: bool) -> None:
    """Look at logs, have it confirmed, count them, and keep nothing but the tables of an upload."""
    from everyday.disk import written_whole
    from everyday.movement import Consent, admit, examine, read_strikes
    from plan.exchange import guard_text

    if told["timezone"]:
        raise UsageError("Days and hours are those of the atlas.", f"Its time zone is {atlas.config.timezone}.",
                         "Leave out --timezone; --times says what times without a zone mean.")  # fmt: skip
    order = {"day-first": True, "month-first": False}.get(told["dates"] or "")
    answers = {"person": told["whose"], "day_first": order, "times": told["times"],
               "columns": _columns(told["columns"])}  # fmt: skip
    try:
        strikes = read_strikes(told["strike"]) if told["strike"] else []
        examined = examine(
            atlas, list(files), **{key: one for key, one in answers.items() if one not in ("", None, {})}
        )
    except InputError as error:
        click.echo(json.dumps(error.report.to_dict(), indent=2, default=str) if is_json else error.report.to_text())
        sys.exit(FAULT)
    if not is_json:
        click.echo(examined.to_text())
    if not told["is_confirmed"]:
        if is_json or not sys.stdin.isatty():
            raise UsageError("Nothing was counted: somebody has to say that what was found is right.", do="Say --yes.")
        click.confirm("Are days, hours, people and the box right? Then the logs are counted", abort=True)
    consent = Consent(told["purpose"], told["keep_until"], told["readers"], told["chosen"], told["label"])
    done = admit(atlas, examined, consent, strikes=strikes, preset=told["preset"])
    if told["codes"]:
        with written_whole(Path(told["codes"])) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
            codes = [(guard_text(label), code) for label, code in sorted(done.codes.items())]
            csv.writer(stream).writerows([("person", "code"), *codes])
    if is_json:
        click.echo(json.dumps({"id": done.upload.id, "people": done.people_n, "removed": done.removed,
                               "struck_h": round(done.struck_h, 1)}))  # fmt: skip
        return
    click.echo(f"Kept {done.upload.id}: {done.people_n:,} people, until {done.upload.keep_until}. No fix was kept.")
    for rule, n in done.removed.items():
        click.echo(f"  left out by the rule {rule}: {n:,} fixes")
    if done.struck_h:
        click.echo(f"  struck out: {done.struck_h:,.1f} hours")
    found = done.upload.homes
    click.echo(f"  homes found within 250 m from what would be shown: {found['found']:,} of {found['people']:,}; "
               f"by guessing in the dark: {found['by_chance']:,}")  # fmt: skip
    click.echo("Give people their code, so that they can withdraw; it is kept nowhere else." if told["codes"] else
               "With --codes FILE you would have had a code for each person to withdraw with; "
               "without, only the whole upload can be withdrawn.")  # fmt: skip
    click.echo(f"Next: everyday build {atlas.folder}")


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for one in given:
        role, is_said, heading = one.partition("=")
        if not is_said:
            raise UsageError(f"--column {one!r} does not say which heading it is.", "Needed: ROLE=HEADING.")
        found[role.strip()] = heading.strip()
    return found


@click.group()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def gps(ctx: click.Context, folder: Path) -> None:
    """Uploads of GPS logs: list them, withdraw one or one person of it; choose whether rows tell numbers.

    \b
    Example: everyday gps atlases/newport list
             everyday gps atlases/newport numbers off
             everyday gps atlases/newport withdraw GPS-7K3M9Q2X --person 3f9a01bc
    """
    from everyday.facade import Atlas

    ctx.obj = Atlas(folder)


@gps.command("list")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
@click.pass_obj
def list_uploads(atlas: Atlas, is_json: bool) -> None:
    """What is kept, for what, and until when. What is over is deleted first.

    \b
    Example: everyday gps atlases/newport list
    """
    from everyday.movement import end_retention, listed_uploads

    over = end_retention(atlas)
    found = listed_uploads(atlas)
    if is_json:
        rows = [{"id": one.id, "label": one.label, "purpose": one.purpose, "keep_until": one.keep_until,
                 "readers": one.readers, "people": n, "made_at": one.made_at} for one, n in found]  # fmt: skip
        click.echo(json.dumps({"uploads": rows, "deleted": [one.upload_id for one in over]}, indent=2))
        return
    for gone in over:
        click.echo(gone.to_text())
    for one, n in found:
        click.echo(
            f"{one.id}  {n:>5,} people  until {one.keep_until}  for {one.readers:<12}  {one.label or one.purpose}"
        )
    if not found:
        click.echo("No GPS logs.")


@gps.command("withdraw")
@click.argument("upload")
@click.option("--person", default="", help="Code of one person; default: the whole upload.")
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
@click.pass_obj
def withdraw_upload(atlas: Atlas, upload: str, person: str, is_json: bool) -> None:
    """Delete an upload, or one person of it, and name the editions that still hold figures of it.

    \b
    Example: everyday gps atlases/newport withdraw GPS-7K3M9Q2X
             everyday gps atlases/newport withdraw GPS-7K3M9Q2X --person 3f9a01bc
    """
    from everyday.movement import withdraw

    gone = withdraw(atlas, upload, person)
    if is_json:
        click.echo(json.dumps({"id": gone.upload_id, "people": gone.people_n, "editions": list(gone.editions)}))
        return
    click.echo(gone.to_text())


@gps.command("numbers")
@click.argument("choice", type=click.Choice(["on", "off"]))
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
@click.pass_obj
def choose_numbers(atlas: Atlas, choice: str, is_json: bool) -> None:
    """Whether rows of a sample tell numbers (on), or only that people enough are behind them (off, as it begins).

    \b
    Example: everyday gps atlases/newport numbers on
             everyday gps atlases/newport numbers off
    """
    from everyday.atlas import tell_numbers
    from everyday.movement import NUMBERS_BRING, NUMBERS_COST

    tell_numbers(atlas, is_on=choice == "on")
    if is_json:
        click.echo(json.dumps({"numbers": atlas.config.observed.numbers}))
        return
    click.echo(f"{NUMBERS_BRING}\n{NUMBERS_COST}")
    click.echo(f"Numbers are {choice}. Next: everyday build {atlas.folder}")
