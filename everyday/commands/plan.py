"""Commands that bring the plan in and out: import, export."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyday.acting import AUDIENCES
from everyday.commands.terminal import FAULT
from everyday.exchange import EXPORTS, REGISTER
from geo.errors import UsageError
from plan.exchange import EXCHANGES

if TYPE_CHECKING:
    from everyday.facade import Atlas
    from plan.records import Person

__all__ = ["export", "import_records", "person_here"]

REGISTER_FILE, LEVERS, TICKED = "register", "levers-sheet", "ticked-answers"


def person_here() -> Person:
    """Whoever types the command: a planner under the name of their account."""
    from plan.records import Person

    try:
        name = getpass.getuser()
    except (OSError, ImportError, KeyError):  # an account without a name
        name = ""
    return Person(name.strip() or "command line", "planner")


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice([*EXCHANGES, REGISTER_FILE, LEVERS]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--session", default="", help="Id of the session of new rows that name none.")
@click.option("--refused", type=click.Path(path_type=Path), help="Where rows that were not kept are written.")
@click.option("--all-or-nothing", "is_all_or_nothing", is_flag=True, help="Keep nothing if a row cannot be kept.")
@click.option("--match", "matches", multiple=True, help='Register: what a column is, "Our heading=title"; remembered.')
@click.option("--read", "meanings", multiple=True, help='Register: what words mean, "status:In hand=under_way".')
@click.option("--json", "is_json", is_flag=True, help="Print machine-readable results.")
def import_records(
    folder: Path,
    what: str,
    file: Path,
    session: str,
    refused: Path | None,
    is_all_or_nothing: bool,
    matches: tuple[str, ...],
    meanings: tuple[str, ...],
    is_json: bool,
) -> None:
    """Bring findings, actions, votes or corrections of a file into the plan, or the council's own register.

    \b
    Example: everyday import atlases/newport findings pins.xlsx --session S-7K3M9Q2X
             everyday import atlases/newport votes votes.csv
             everyday import atlases/newport named-areas neighbourhoods.geojson
             everyday import atlases/newport register action-plan.xlsx --match "Ref=reference" --match "Action=title"
             everyday import atlases/newport levers-sheet proposals.xlsx --session S-7K3M9Q2X
    FILE is .csv, .xlsx, .ods, .geojson or .gpkg, as everyday export writes it, or a session sheet. A row without an id
    is new; a row whose id is here changes that record, unless somebody else has changed it since. Rows that cannot be
    kept are written beside FILE with the reason, the others are kept; then the exit code is 1. A levers-sheet has what
    tables wrote on the worksheets.
    register: actions with the council's own headings and references (.csv, .xlsx, .ods). What is said with --match and
    --read is remembered. All of it is kept, or nothing and every problem is named by its cell.
    """
    from everyday.facade import Atlas

    if what == REGISTER_FILE:
        _import_register(Atlas(folder), file, matches, meanings, is_json)
        return
    if matches or meanings:
        raise UsageError("--match and --read say nothing for exchange files.", "Use them with register.")
    if what == LEVERS:
        _import_levers(Atlas(folder), file, session, refused, is_all_or_nothing=is_all_or_nothing)
        return
    result = Atlas(folder).import_plan(
        what, file, who=person_here(), session=session, refused_path=refused, is_all_or_nothing=is_all_or_nothing
    )
    click.echo(json.dumps(result.to_dict(), indent=2, default=str) if is_json else result.to_text())
    if not result.is_whole:
        sys.exit(FAULT)


def _import_register(
    atlas: Atlas, file: Path, matches: tuple[str, ...], meanings: tuple[str, ...], is_json: bool
) -> None:
    from everyday.exchange.council import bring_register, load_matching, with_meaning

    matching = load_matching(atlas.folder)
    for one in meanings:
        field, _, said = one.partition(":")
        words, is_said, meaning = said.rpartition("=")
        if not is_said:
            raise UsageError(f"{one!r} does not say what the words mean.", 'Needed: "status:In hand=under_way".')
        matching = with_meaning(matching, field.strip(), words, meaning.strip())
    columns = {}
    for one in matches:
        heading, is_said, name = one.rpartition("=")
        if not is_said:
            raise UsageError(f"{one!r} does not say what the column is.", 'Needed: "Our heading=title".')
        columns[" ".join(heading.split())] = name.strip()
    found = bring_register(atlas, file, who=person_here(), matching=matching, columns=columns)
    click.echo(json.dumps(found.to_dict(), indent=2, default=str) if is_json else found.to_text())
    if not found.is_whole:
        sys.exit(FAULT)


def _import_levers(atlas: Atlas, file: Path, session: str, refused: Path | None, *, is_all_or_nothing: bool) -> None:
    """Keep the proposals of a levers sheet; rows that cannot be placed are written beside it."""
    from everyday.exchange.sheet import read_levers, refused_levers
    from plan.records import Finding, Proposal

    store = atlas.plan()
    result = read_levers(
        file, findings=store.all(Finding), numbers=store.numbers(), taxonomy=atlas.taxonomy(), session=session,
        known=store.all(Proposal),
    )  # fmt: skip
    kept = [] if result.refused and is_all_or_nothing else store.add_all(result.proposals, person_here())
    click.echo(f"{len(kept):,} proposals kept, {result.twins_n:,} there already, {len(result.refused):,} refused.")
    for row in result.refused:
        click.echo(f"  row {row.row_number}: {row.reason}")
    if result.refused:
        target = refused or file.with_name(f"{file.stem}-refused{file.suffix}")
        click.echo(f"What was refused is in {refused_levers(result, target)}.")
        sys.exit(FAULT)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice([*EXPORTS, TICKED]))
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option("--session", default="", help="Only what belongs to the session of this id.")
@click.option("--all", "is_everything", is_flag=True, help="Also entries not shown, with all columns.")
@click.option("--with-photos", is_flag=True, help="Findings: shown photos too, in a folder; evidence: diaries.")
@click.option(
    "--paper", type=click.Choice(["A3", "A4"]), default=None, help="Of a figure (.pdf), session map or worksheet."
)
@click.option("--ward", default="", help="Session map: only this ward, by name or code.")
@click.option("--at", "place", default="", help="Page of a place: code of an area, or id of a cell.")
@click.option("--area", "areas", multiple=True, help="Action plan, transport, profile, evidence: this area, by code.")
@click.option("--finding", "findings", multiple=True, help="Evidence: about this finding, by id; may be repeated.")
@click.option("--action", default="", help="Evidence: about this action, by id.")
@click.option("--status", "statuses", multiple=True, help="Action plan: only this status, such as under_way.")
@click.option("--organisation", "organisations", multiple=True, help="Action plan: only this body, in any role.")
@click.option("--audience", type=click.Choice(AUDIENCES), default=None, help="Action plan: who may read the file.")
@click.option("--report", default="", help="Action plan: as it was reported, by the id of the frozen report.")
@click.option(
    "--week", default="", help="Activity gaps: any day of the week that is meant, YYYY-MM-DD; default: today."
)
@click.option("--language", default="en", show_default=True, help="Of documents and paper, such as cy.")
@click.option("--edition", help="Id of an edition; default: the one shown.")
def export(
    folder: Path,
    what: str,
    target: Path,
    session: str,
    is_everything: bool,
    with_photos: bool,
    paper: str | None,
    ward: str,
    place: str,
    areas: tuple[str, ...],
    findings: tuple[str, ...],
    action: str,
    statuses: tuple[str, ...],
    organisations: tuple[str, ...],
    audience: str | None,
    report: str,
    week: str,
    language: str,
    edition: str | None,
) -> None:
    """Write the plan, Figure 1, measures, the page of a place or paper for a session to a file.

    \b
    Example: everyday export atlases/newport findings --to findings.xlsx
             everyday export atlases/newport figure --to figure-1.docx --session S-7K3M9Q2X
             everyday export atlases/newport session-map --to map.pdf --paper A3
             everyday export atlases/newport place --at W05000851 --to ward.docx
             everyday export atlases/newport plan --to plan.docx --status under_way
             everyday export atlases/newport transport --to all-wards.pdf
             everyday export atlases/newport profile --to all-wards.docx
             everyday export atlases/newport evidence --to pack.docx --finding F-7K3M9Q2X
             everyday export atlases/newport activity-gaps --to gaps.csv --week 2026-12-07
             everyday export atlases/newport named-areas --to areas.geojson
             everyday export atlases/newport dpia --to dpia.docx
    findings, actions, corrections, activities, named-areas: .csv .xlsx .ods .geojson .gpkg (findings also .parquet);
    ticked-answers (the town's own questions, counted by area): .csv; votes, answers, members, groups, networks,
    helped: .csv .xlsx .ods .gpkg; activity-gaps: .csv .xlsx .ods .parquet; questions: .pdf; answer-sheet: .xlsx .ods
    .csv; figure, place, transport, profile, evidence, dpia (impact assessment of GPS logs): .docx .pdf; cells, areas:
    .csv .xlsx .ods .geojson .gpkg .parquet; session-map, form: .pdf; sheet: .xlsx .ods .csv; worksheet: .pdf, and the
    levers-sheet that takes what was written on it: .xlsx .ods .csv; poster (you said, we did): .pdf. The action plan:
    plan: .docx .pdf .html .xlsx .ods .geojson .gpkg; calendar: .ics; due: .csv (what is due, by organisation). Tables
    of it are for the team unless you say --audience, all else is for everybody. What findings, actions, votes,
    corrections, activities and named-areas are exported to can be imported again, .parquet apart.
    """
    from everyday.acting import Choice
    from everyday.exchange import Wish, export_to
    from everyday.facade import Atlas

    if what == TICKED:
        _export_ticked(Atlas(folder), target, edition)
        return
    is_plan = what in REGISTER
    choice = Choice(areas=areas if is_plan else (), statuses=statuses, organisations=organisations)
    if not is_plan and len(areas) > 1:
        raise UsageError(f"One page is of one area, not of {len(areas)}.", "Say --area once, or not at all.")
    wish = Wish(edition, session, is_everything, with_photos, paper or "", ward, language, place, choice or None,
                audience or "", "" if is_plan or not areas else areas[0], report, findings, action, week)  # fmt: skip
    click.echo(export_to(Atlas(folder), what, target, wish).said)


def _export_ticked(atlas: Atlas, path: Path, edition_id: str | None) -> None:
    """What was ticked of the town's own questions, by area, counted and hidden as on the page Voices."""
    from everyday.atlas import open_edition
    from everyday.disk import written_whole
    from everyday.exchange.records import chosen_records
    from everyday.voices import ticked_by_area, write_ticked

    if path.suffix.lower() != ".csv":
        raise UsageError(f"{path.name} ends in {path.suffix or 'nothing'}.", f"Needed for {TICKED}: .csv.")
    table = open_edition(atlas.edition(edition_id)).areas
    names = dict(zip(table["area_id"].astype(str), table["area_name"].astype(str), strict=True))
    found = ticked_by_area(chosen_records(atlas.plan(), "open-answers"), list(names))
    with written_whole(path) as beside:
        count = write_ticked(beside, found, names)
    click.echo(f"Wrote {count:,} rows of what was ticked, by area, to {path}.")
