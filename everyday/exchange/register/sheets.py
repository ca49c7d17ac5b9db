"""The action plan as a workbook for people (.xlsx or .ods): cover, contents, notes, a sheet for each kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.documents.plan import MARKS, shown_owner
from everyday.exchange.tables import Sheet, write_book
from plan.rules import is_date

if TYPE_CHECKING:
    from everyday.acting import Organisations
    from everyday.documents.plan import ActionFacts, PlanFacts
    from plan.taxonomy import Taxonomy

__all__ = ["write_plan_book"]

NOTHING = "[z]"
_WIDTHS = {
    "Action": 36.0, "What it is about": 50.0, "Interventions": 50.0, "Milestone": 44.0, "Intervention": 50.0,
    "What was asked": 40.0, "Answer in their words": 40.0, "Notes for the team": 40.0, "How success is measured": 36.0,
    "Red, amber or green": 30.0, "Responsible": 30.0, "Can contribute": 30.0, "Benefits": 30.0,
}  # fmt: skip
_USUAL = 20.0
_NOTES = [
    (NOTHING, "Not applicable: there is nothing to say here."),
    ("Red, amber or green",
     f"In words, with a shape: {MARKS['green']} green, {MARKS['amber']} amber, {MARKS['red']} red."),
    ("Dates", "Days are real dates, so that they can be sorted and counted with."),
    ("Progress", "Milestones and interventions done, of all that count. It is counted, never typed."),
    ("Ongoing", "An action without an end has a next look in place of a due date, and is never overdue itself."),
    ("Id and version", "What an action is called in the plan, and how often it was changed. To edit and bring in "
     "again, use the flat file: everyday export FOLDER actions."),
]  # fmt: skip


def write_plan_book(
    path: Path, facts: PlanFacts, taxonomy: Taxonomy, organisations: Organisations, audience: str
) -> None:
    """Write the workbook, whole or not at all; the ending says whether as Excel or OpenDocument.

    Raises:
        UsageError: another ending, or a text that is longer than a cell can be.
    """
    tables = [
        _sheet("Actions", _actions(facts, taxonomy), with_notes=not facts.is_for_all),
        _sheet("Interventions", _interventions(facts, taxonomy, organisations, audience)),
        _sheet("Milestones", _milestones(facts, organisations, audience)),
        _sheet("Asks", _asks(facts)),
    ]
    about = {
        "Cover": "What this workbook is, for whom, when it was made and which filters were in force",
        "Contents": "This list",
        "Notes": "Shorthand, and how to read the columns",
        "Actions": "The action plan, one row for each action",
        "Interventions": "What is to be done for each action, one row for each intervention",
        "Milestones": "Steps with a day, dropped ones too, one row for each",
        "Asks": "Who was asked for an action and what they answered, one row for each",
    }
    sheets = [
        Sheet("Cover", ["About", facts.title], list(_cover(facts))),
        Sheet("Contents", ["Sheet", "What is in it"], list(about.items())),
        Sheet("Notes", ["Note", "What it says"], _NOTES),
        *tables,
    ]
    write_book(path, facts.title, sheets)


def _cover(facts: PlanFacts) -> Iterator[tuple[str, object]]:
    yield "Place", facts.town
    if facts.is_made_up:
        yield "Please note", "A made-up town: nothing here is about a real place."
    yield "How much of the plan", facts.counts
    for number, words in enumerate(facts.filters, 1):
        yield f"Filter {number}", words
    if not facts.filters:
        yield "Filters", "None: this is the whole plan."
    yield "For whom", facts.audience
    yield "Made on", _day(facts.made_on)
    yield "Edition", facts.edition_words
    for number, words in enumerate(facts.attributions, 1):
        yield f"Source {number}", words


Row = dict[str, object]


def _sheet(title: str, rows: Iterable[Row], *, with_notes: bool = False) -> Sheet:
    """A sheet of rows that all have the same headings; what is empty is said in shorthand."""
    held = list(rows)
    headings = _HEADINGS[title] + (["Notes for the team"] if with_notes else [])
    cells = [[_shown(row[name]) for name in headings] for row in held]
    return Sheet(title, headings, cells, formats=["General"] * len(headings),
                 widths=[_WIDTHS.get(name, _USUAL) for name in headings])  # fmt: skip


_HEADINGS = {
    "Actions": [
        "Number", "Action", "What it is about", "Interventions", "Responsible", "Can contribute", "Benefits", "Where",
        "Level", "Status", "Red, amber or green", "When", "Due date", "Next look", "Next milestone", "Done so far",
        "How success is measured", "Policy spheres", "Themes", "Sectors", "Reference", "Other plans", "Lowest cost (£)",
        "Highest cost (£)", "Cost is per", "Who pays", "Funded", "Last look", "Last change", "Id", "Version",
    ],
    "Interventions": [
        "Action number", "Action", "Number", "Intervention", "Level", "Begun by", "Status", "Due date", "Id",
    ],
    "Milestones": [
        "Action number", "Action", "Milestone", "Owner", "Date", "State", "Done on", "Earlier dates", "Dropped on",
        "Why", "Id",
    ],
    "Asks": [
        "Action number", "Action", "Organisation", "Asked on", "What was asked", "Answer", "Answered on",
        "Answer in their words", "Where it stands", "Id",
    ],
}  # fmt: skip


def _actions(facts: PlanFacts, taxonomy: Taxonomy) -> Iterator[Row]:
    for one in facts.actions:
        row, action = one.row, one.row.action
        done, whole = row.progress
        waiting = row.next_milestone

        def labels(terms: str, keys: Sequence[str]) -> str:
            return "; ".join(taxonomy.label(terms, key) for key in keys)

        yield {
            **_named(one),
            "Number": float(one.number),
            "What it is about": "\n".join(f"{found.label}: {found.title}" for found in one.findings),
            "Interventions": "\n".join(f"{number}. {words}" for number, words in enumerate(one.interventions, 1)),
            "Responsible": "; ".join(one.responsible), "Can contribute": "; ".join(one.contributes),
            "Benefits": "; ".join(one.benefits), "Where": one.where, "Level": one.level, "Status": one.status,
            "Red, amber or green": one.rag, "When": one.when,
            "Due date": "" if action.is_ongoing or row.is_over else _day(action.due_date),
            "Next look": _day(action.next_look) if action.is_ongoing and not row.is_over else "",
            "Next milestone": _day(waiting.date) if waiting else "",
            "Done so far": f"{done} of {whole}" if whole else "",
            "How success is measured": "\n".join(one.measures),
            "Policy spheres": labels("policy_spheres", action.policy_spheres),
            "Themes": labels("themes", action.themes),
            "Sectors": labels("sectors", action.sectors), "Reference": action.reference,
            "Other plans": "; ".join(action.other_plans), "Lowest cost (£)": action.cost_low,
            "Highest cost (£)": action.cost_high, "Cost is per": action.cost_per, "Who pays": action.cost_source,
            "Funded": action.is_funded.replace("_", " "), "Last look": _day(row.last_look),
            "Last change": _day(row.last_change), "Id": row.id, "Version": float(action.version),
            "Notes for the team": "\n".join(one.notes),
        }  # fmt: skip


def _interventions(facts: PlanFacts, taxonomy: Taxonomy, organisations: Organisations, audience: str) -> Iterator[Row]:
    for action in facts.actions:
        for number, one in enumerate(action.row.interventions, 1):
            yield {
                **_named(action), "Number": float(number), "Intervention": one.text,
                "Level": taxonomy.label("levels", one.level or action.row.action.level),
                "Begun by": shown_owner(action.row, one.lead, organisations, audience),
                "Status": taxonomy.label("action_status", one.status), "Due date": _day(one.due_date), "Id": one.id,
            }  # fmt: skip


def _milestones(facts: PlanFacts, organisations: Organisations, audience: str) -> Iterator[Row]:
    for action in facts.actions:
        row = action.row
        for one in (*row.milestones, *row.dropped):
            state = "Dropped" if one.dropped_on else "Done" if one.done_on else "Late" if one in row.late else "To come"
            yield {
                **_named(action), "Milestone": one.text, "State": state, "Date": _day(one.date),
                "Owner": shown_owner(row, one.owner, organisations, audience), "Done on": _day(one.done_on),
                "Earlier dates": "; ".join(one.earlier_dates), "Dropped on": _day(one.dropped_on),
                "Why": one.dropped_reason, "Id": one.id,
            }  # fmt: skip


def _asks(facts: PlanFacts) -> Iterator[Row]:
    answers = {"yes": "Yes", "in_part": "In part", "no": "No", "": "No answer yet"}
    for action in facts.actions:
        for one in action.row.asks:
            yield {
                **_named(action), "Organisation": one.organisation, "Asked on": _day(one.asked_on),
                "What was asked": one.text, "Answer": answers.get(one.answer, one.answer),
                "Answered on": _day(one.answered_on), "Answer in their words": one.answer_text,
                "Where it stands": one.source, "Id": one.id,
            }  # fmt: skip


def _named(one: ActionFacts) -> Row:
    return {"Action number": float(one.number), "Action": one.title}


def _day(words: str) -> object:
    """A day as one, so that it sorts; what is none stays text."""
    return date.fromisoformat(words) if is_date(words) else words


def _shown(value: object) -> object:
    return NOTHING if value is None or value == "" else value
