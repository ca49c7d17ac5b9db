"""Everything that leaves an atlas as a file, by name: measures, the plan, Figure 1, and paper for a session."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.acting import Choice, Organisations
from everyday.exchange.wishes import (
    ASKING,
    CALENDAR,
    DPIA,
    DUE,
    EVIDENCE,
    EXPORTS,
    FIGURE,
    GAPS,
    MEASURES,
    PLACE,
    PLAN,
    POSTER,
    PROFILE,
    QUESTIONS,
    REGISTER,
    TRANSPORT,
    Wish,
    check_wish,
)
from geo.errors import NotFoundError, UsageError
from plan.exchange import EXCHANGES
from plan.kinds import one_of_many

if TYPE_CHECKING:
    from everyday.acting import ActionRow
    from everyday.atlas import AtlasFolder, Edition
    from everyday.language import Language
    from plan.records import Finding, Session

__all__ = ["Exported", "export_to"]


@dataclass(frozen=True)
class Exported:
    """What was written: the number of rows (findings of a figure, 0 for paper), and a sentence about it."""

    rows_n: int
    said: str


def export_to(atlas: AtlasFolder, what: str, path: Path, wish: Wish | None = None) -> Exported:
    """Write something of an atlas to a file, whole or not at all.

    Args:
        what: one of ``EXPORTS``.
        path: its ending decides the format.

    Raises:
        UsageError: an unknown thing, an ending that it cannot have, or a wish that it does not know.
        NotFoundError: there is no edition, session or ward of that name.
    """
    asked = wish or Wish()
    if what not in EXPORTS:
        raise UsageError(f"{what!r} cannot be exported.", f"There are: {', '.join(EXPORTS)}.")
    check_wish(what, asked)
    if what in REGISTER and asked.area:
        from everyday.acting import Choice

        areas = (*asked.choice.areas, asked.area) if asked.choice else (asked.area,)
        asked = replace(asked, choice=replace(asked.choice or Choice(), areas=areas))
    if what in EXCHANGES:
        return _records(atlas, what, path, asked)
    if what in REGISTER:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _register(atlas, what, path, asked)
    edition = atlas.edition(asked.edition)
    if what in MEASURES:
        from everyday.exchange.measures import export_table

        rows = export_table(edition, what, path)
        return Exported(rows, f"Wrote {_counted(rows, what)} to {path}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == PLACE:
        return _place(atlas, edition, path, asked)
    if what in QUESTIONS:
        return _questions(atlas, edition, what, path, asked)
    if what in ASKING:
        return _asking(atlas, edition, what, path, asked)
    if what == TRANSPORT:
        return _transport(atlas, edition, path, asked)
    if what in (PROFILE, EVIDENCE, DPIA):
        return _blocks(atlas, edition, what, path, asked)
    if what == POSTER:
        return _poster(atlas, edition, path, asked)
    if what == GAPS:
        return _gaps(atlas, edition, path, asked)
    return _figure(atlas, edition, path, asked) if what == FIGURE else _paper(atlas, edition, what, path, asked)


def _records(atlas: AtlasFolder, what: str, path: Path, wish: Wish) -> Exported:
    from everyday.exchange.records import export_plan

    done = export_plan(atlas, what, path, session=wish.session, is_everything=wish.is_everything,
                       with_photos=wish.with_photos)  # fmt: skip
    photos = f" {_counted(done.photos_n, 'photos')} in {done.photos_folder}." if done.photos_folder else ""
    return Exported(done.rows_n, f"Wrote {_counted(done.rows_n, what)} to {path}.{photos}")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {one_of_many(what) if number == 1 else what}"


def _language(atlas: AtlasFolder, wish: Wish) -> Language:
    from everyday.language import language

    return language(wish.language, folder=atlas.folder)


def _suffix(path: Path, what: str, *endings: str) -> str:
    suffix = path.suffix.lower()
    if suffix not in endings:
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", f"Needed for {what}: {' or '.join(endings)}.")
    return suffix


def _figure(atlas: AtlasFolder, edition: Edition, path: Path, wish: Wish) -> Exported:
    from everyday.documents.figure import figure_of

    suffix = _suffix(path, FIGURE, ".docx", ".pdf")
    words = _language(atlas, wish)
    figure, facts = figure_of(atlas, edition, session=wish.session, language=words)
    if suffix == ".docx":
        from everyday.documents.figure import figure_word

        figure_word(figure, facts, path, words)
    else:
        from everyday.documents.figure import figure_pdf

        figure_pdf(figure, facts, path, words, paper=wish.paper or "A3")
    rows = len(figure.entries())
    return Exported(rows, f"Wrote Figure 1 with {_counted(rows, 'findings')} to {path}.")


def _asking(atlas: AtlasFolder, edition: Edition, what: str, path: Path, wish: Wish) -> Exported:
    """Forms to ask people with outside a session, and sheets to talk about goals with."""
    from everyday.exchange.own_survey import write_survey_form, write_survey_table
    from everyday.paper import prompt_sheet_pdf, survey_form_pdf, wall_sheet_pdf

    if what == "survey-form":
        _suffix(path, what, ".xlsx")
        return Exported(write_survey_form(path, edition), f"Wrote the XLSForm to {path}.")
    if what == "survey-table":
        _suffix(path, what, ".xlsx", ".ods")
        return Exported(write_survey_table(path, edition), f"Wrote the table to {path}.")
    _suffix(path, what, ".pdf")
    words, taxonomy = _language(atlas, wish), atlas.taxonomy()
    if what == "survey-sheet":
        survey_form_pdf(edition, path, language=words)
    elif what == "prompt-sheet":
        prompt_sheet_pdf(edition, path, taxonomy=taxonomy, language=words)
    else:
        wall_sheet_pdf(edition, path, taxonomy=taxonomy, language=words)
    return Exported(0, f"Wrote {what} to {path}.")


def _register(atlas: AtlasFolder, what: str, path: Path, wish: Wish) -> Exported:
    """The action plan, its calendar, or what is due."""
    from everyday.exchange.register import audience_for, checked_choice

    suffix = _suffix(path, what, *_REGISTER_ENDINGS[what])
    audience = audience_for(suffix, wish.audience)
    if wish.report:
        return _frozen(atlas, path, wish, audience)
    choice = checked_choice(atlas, wish.choice) if wish.choice else Choice()
    if what == PLAN:
        return _plan(atlas, path, wish, choice, audience)
    rows, organisations = _rows(atlas, choice, audience)
    if what == DUE:
        from everyday.exchange.register import write_due

        count = write_due(path, rows, atlas.taxonomy(), organisations, audience)
        return Exported(count, f"Wrote {_counted(count, 'rows')} of what is due, for {_FOR[audience]}, to {path}.")
    from everyday.exchange.register import write_calendar

    count = write_calendar(path, rows, atlas.config.name, atlas.taxonomy(), organisations, _language(atlas, wish))
    return Exported(count, f"Wrote {_counted(count, 'days')} to {path}.")


def _rows(atlas: AtlasFolder, choice: Choice, audience: str) -> tuple[list[ActionRow], Organisations]:
    from everyday.acting import chosen, plan_rows
    from plan.records import Organisation

    store = atlas.plan()
    organisations = Organisations(store.all(Organisation))
    return chosen(plan_rows(store, audience=audience), choice, organisations), organisations


def _plan(atlas: AtlasFolder, path: Path, wish: Wish, choice: Choice, audience: str) -> Exported:
    from everyday.disk import replace_bytes
    from everyday.documents.plan import plan_facts, plan_html_bytes, plan_pdf_bytes, plan_word_bytes
    from everyday.exchange.register import write_plan_book, write_plan_map

    words, suffix, edition = _language(atlas, wish), path.suffix.lower(), atlas.edition(wish.edition)
    pages = {".docx": plan_word_bytes, ".pdf": plan_pdf_bytes, ".html": plan_html_bytes}
    facts = plan_facts(atlas, edition, words, choice=choice, audience=audience, with_maps=suffix in pages)
    if suffix in pages:
        replace_bytes(path, pages[suffix](facts, words))
    elif suffix in (".xlsx", ".ods"):
        write_plan_book(path, facts, atlas.taxonomy(), _rows(atlas, choice, audience)[1], audience)
    else:
        write_plan_map(path, facts, edition)
    return Exported(len(facts.actions), f"Wrote the action plan, {facts.counts}, for {_FOR[audience]}, to {path}.")


def _frozen(atlas: AtlasFolder, path: Path, wish: Wish, audience: str) -> Exported:
    """The plan as it was reported."""
    from everyday.disk import replace_bytes
    from everyday.documents.plan import plan_html_bytes, plan_pdf_bytes, plan_word_bytes
    from everyday.exchange.register import write_plan_book
    from everyday.reporting import frozen_facts, thawed
    from plan.records import Report

    if wish.choice or wish.edition:
        raise UsageError("A frozen report has the filters and the edition that it was made with.",
                         do="Leave out --area, --status, --organisation and --edition.")  # fmt: skip
    pages = {".docx": plan_word_bytes, ".pdf": plan_pdf_bytes, ".html": plan_html_bytes}
    suffix = _suffix(path, "a frozen report", *pages, ".xlsx", ".ods")
    words, frozen = _language(atlas, wish), thawed(atlas.plan().get(Report, wish.report))
    facts = frozen_facts(atlas, frozen, words, audience=audience, with_maps=suffix in pages)
    if suffix in pages:
        replace_bytes(path, pages[suffix](facts, words))
    else:
        write_plan_book(path, facts, frozen.taxonomy, frozen.organisations, audience)
    return Exported(len(facts.actions), f"Wrote {facts.title} of {frozen.date}, {facts.counts}, for {_FOR[audience]}, "
                    f"to {path}.")  # fmt: skip


_REGISTER_ENDINGS = {
    PLAN: (".docx", ".pdf", ".html", ".xlsx", ".ods", ".geojson", ".gpkg"), CALENDAR: (".ics",), DUE: (".csv",),
}  # fmt: skip
_FOR = {"team": "the team", "network": "the network", "everybody": "everybody"}


def _place(atlas: AtlasFolder, edition: Edition, path: Path, wish: Wish) -> Exported:
    from everyday.disk import replace_bytes
    from everyday.documents.place import place_facts, place_pdf_bytes, place_word_bytes

    suffix = _suffix(path, PLACE, ".docx", ".pdf")
    if not wish.place:
        raise UsageError(
            "The page of a place needs the place.", "Say --at with the code of an area or the id of a cell."
        )
    words = _language(atlas, wish)
    facts = place_facts(edition, wish.place, words)
    write = place_word_bytes if suffix == ".docx" else place_pdf_bytes
    replace_bytes(path, write(facts, words))
    return Exported(len(facts.rows), f"Wrote the page of {facts.title} to {path}.")


def _transport(atlas: AtlasFolder, edition: Edition, path: Path, wish: Wish) -> Exported:
    from everyday.disk import replace_bytes
    from everyday.documents.transport import transport_facts, transport_pdf_bytes, transport_word_bytes

    suffix = _suffix(path, TRANSPORT, ".docx", ".pdf")
    words = _language(atlas, wish)
    pages = transport_facts(atlas, edition, words, area=wish.area)
    write = transport_word_bytes if suffix == ".docx" else transport_pdf_bytes
    replace_bytes(path, write(pages, words))
    return Exported(len(pages), f"Wrote transport in {_counted(len(pages), 'areas')} to {path}.")


def _blocks(atlas: AtlasFolder, edition: Edition, what: str, path: Path, wish: Wish) -> Exported:
    """A document that is said in blocks."""
    from everyday.disk import replace_bytes
    from everyday.documents.blocks import blocks_pdf_bytes, blocks_word_bytes
    from everyday.documents.pack import Scope, pack_paper
    from everyday.documents.profile import profile_paper

    suffix = _suffix(path, what, ".docx", ".pdf")
    words = _language(atlas, wish)
    if what == DPIA:
        from everyday.documents import dpia_paper

        paper = dpia_paper(atlas, edition, words)
        said = "the sheet for the impact assessment of GPS logs"
    elif what == PROFILE:
        paper = profile_paper(atlas, edition, words, area=wish.area)
        said = _counted(len(paper.sheets), "profiles")
    else:
        paper = pack_paper(atlas, edition, words, Scope(wish.findings, wish.area, wish.action, wish.with_photos))
        said = f"an evidence pack of {_counted(len(paper.sheets), 'parts')}"
    replace_bytes(path, (blocks_word_bytes if suffix == ".docx" else blocks_pdf_bytes)(paper, words))
    return Exported(len(paper.sheets), f"Wrote {said} to {path}.")


def _poster(atlas: AtlasFolder, edition: Edition, path: Path, wish: Wish) -> Exported:
    """You said, we did, for a wall."""
    from everyday.acting import what_became
    from everyday.disk import replace_bytes
    from everyday.documents.said import said_poster_bytes

    _suffix(path, POSTER, ".pdf")
    session = _session(atlas, wish.session)
    said = what_became(atlas.plan(), session=session.id if session else "")
    manifest = edition.manifest
    content = said_poster_bytes(said, _language(atlas, wish), town=str(manifest["name"]), taxonomy=atlas.taxonomy(),
                                is_made_up=bool(manifest["is_made_up"]))  # fmt: skip
    replace_bytes(path, content)
    return Exported(len(said), f"Wrote the poster with {_counted(len(said), 'entries')} to {path}.")


def _gaps(atlas: AtlasFolder, edition: Edition, path: Path, wish: Wish) -> Exported:
    from everyday.exchange.activities import export_gaps

    _suffix(path, GAPS, ".csv", ".xlsx", ".ods", ".parquet")
    return Exported(*export_gaps(atlas, edition, path, wish.week))


def _paper(atlas: AtlasFolder, edition: Edition, what: str, path: Path, wish: Wish) -> Exported:
    session = _session(atlas, wish.session)
    if what == "session-map":
        from everyday.paper import session_map_pdf

        _suffix(path, what, ".pdf")
        area = _area_id(edition, wish.ward) if wish.ward else None
        session_map_pdf(edition, path, paper=wish.paper or "A3", session=session, area_id=area,
                        language=_language(atlas, wish))  # fmt: skip
    elif what == "form":
        from everyday.paper import session_form_pdf

        _suffix(path, what, ".pdf")
        session_form_pdf(edition, path, taxonomy=atlas.taxonomy(), session=session, language=_language(atlas, wish))
    elif what in ("worksheet", "levers-sheet"):
        return _worksheet(atlas, edition, what, path, wish)
    else:
        from everyday.exchange.sheet import write_sheet
        from everyday.pictures import grid_of_edition

        _suffix(path, what, ".xlsx", ".ods", ".csv")
        write_sheet(path, taxonomy=atlas.taxonomy(), edition=edition, grid=grid_of_edition(edition))
    named = {"session-map": "the session map", "form": "the form", "sheet": "the sheet"}[what]
    return Exported(0, f"Wrote {named} to {path}.")


def _questions(atlas: AtlasFolder, edition: Edition, what: str, path: Path, wish: Wish) -> Exported:
    """The five questions on paper, and the table that the answers are typed into; of actions that were not dropped."""
    from everyday.acting import action_numbers
    from everyday.exchange.register import checked_choice

    choice = checked_choice(atlas, wish.choice) if wish.choice else Choice()
    rows = [row for row in _rows(atlas, choice, wish.audience or "everybody")[0] if row.action.status != "dropped"]
    numbers = action_numbers(atlas.plan())
    if what == QUESTIONS[0]:
        from everyday.paper import questions_pdf

        _suffix(path, what, ".pdf")
        questions_pdf(atlas, edition, rows, path, numbers=numbers, language=_language(atlas, wish))
        return Exported(len(rows), f"Wrote the five questions about {_counted(len(rows), 'actions')} to {path}.")
    from everyday.exchange.sheet import write_answers

    _suffix(path, what, ".xlsx", ".ods", ".csv")
    write_answers(path, rows, numbers, atlas.taxonomy())
    return Exported(len(rows), f"Wrote a table for answers about {_counted(len(rows), 'actions')} to {path}.")


def _worksheet(atlas: AtlasFolder, edition: Edition, what: str, path: Path, wish: Wish) -> Exported:
    """The blank worksheets of a session's findings, or of all; or the sheet into which they are typed."""
    session = _session(atlas, wish.session)
    found = _to_work_on(atlas, wish.session)
    if what == "levers-sheet":
        from everyday.exchange.sheet import write_levers

        _suffix(path, what, ".xlsx", ".ods", ".csv")
        write_levers(path, found)
        return Exported(len(found), f"Wrote the levers sheet of {_counted(len(found), 'findings')} to {path}.")
    from everyday.evidence import evidence_lines_of
    from everyday.paper import WorksheetPage, worksheet_pdf
    from plan.records import Evidence

    _suffix(path, what, ".pdf")
    store, words, taxonomy = atlas.plan(), _language(atlas, wish), atlas.taxonomy()
    votes = store.tally()
    pages = []
    for number, one in found:
        lines = tuple(evidence_lines_of(store.all(Evidence, finding_id=one.id), words))
        means = (votes[one.id].importance_mean, votes[one.id].amenability_mean) if one.id in votes else ()
        known = [math.nan if mean is None else mean for mean in means] or [math.nan, math.nan]
        pages.append(WorksheetPage(number, words(taxonomy.label("kinds", one.kind)), one.title, lines, *known))
    worksheet_pdf(
        pages, path, town=str(edition.manifest["name"]), taxonomy=taxonomy, language=words, session=session,
        is_made_up=bool(edition.manifest["is_made_up"]), paper=wish.paper or "A4",
    )  # fmt: skip
    return Exported(len(pages), f"Wrote {_counted(len(pages), 'worksheets')} to {path}.")


def _to_work_on(atlas: AtlasFolder, session: str) -> list[tuple[int, Finding]]:
    """Findings that something can be done about, with their numbers: those everybody sees, not merged or retired."""
    from plan.records import Finding

    store = atlas.plan()
    numbers = store.numbers()
    asked = {"session": session} if session else {}
    found = [one for one in store.all(Finding, moderation="shown", **asked) if one.status not in ("merged", "retired")]
    return sorted(((numbers[one.id], one) for one in found), key=lambda pair: pair[0])


def _session(atlas: AtlasFolder, session_id: str) -> Session | None:
    from plan.records import Session

    return atlas.plan().get(Session, session_id) if session_id else None


def _area_id(edition: Edition, ward: str) -> str:
    from everyday.locate import locate

    found = locate(edition, ward=ward)
    if not found.area_id:
        raise NotFoundError(f"There is no area {ward[:40]!r}.")
    return found.area_id
