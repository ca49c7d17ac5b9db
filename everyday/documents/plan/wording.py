"""The action plan in words, one line at a time: what its Word file, PDF, HTML, spreadsheets and calendar share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.registry import value_words
from everyday.acting import asked_of, value_at
from everyday.activities import activity_measure
from everyday.language import Language, later, writable
from everyday.survey import survey_day

if TYPE_CHECKING:
    from everyday.acting import ActionRow, Organisations
    from everyday.atlas import AtlasFolder, OpenEdition
    from plan.records import Ask, Attachment, ExistingReport, Intervention, Milestone
    from plan.taxonomy import Taxonomy

__all__ = [
    "MARKS", "ask_words", "attachment_words", "audience_words", "finding_label", "intervention_words", "measure_lines",
    "milestone_words", "note_lines", "rag_words", "report_line", "responsible_words", "shown_owner", "status_words",
    "when_words",
]  # fmt: skip

MARKS = {"green": "●", "amber": "▲", "red": "■"}
"""A shape for each state, so that it reads without its colour."""
AUDIENCE_WORDS = {
    "team": later("For the team: not to be passed on."),
    "network": later("For the integration network: not to be published."),
    "everybody": later("For everybody."),
}
ANSWERS = {"yes": later("yes"), "in_part": later("in part"), "no": later("no"), "": later("no answer yet")}


def audience_words(_: Language, audience: str) -> str:
    """Who may read a file."""
    return _(AUDIENCE_WORDS[audience])


def shown_owner(row: ActionRow, owner: str, organisations: Organisations, audience: str) -> str:
    """Who has a milestone or begins an intervention, as an audience may read it.

    What everybody reads names organisations, and whoever the action names itself; the name of anybody else, who may be
    an officer, stays with the team and the network.
    """
    if audience != "everybody" or not owner or organisations.is_named(owner):
        return owner
    named = {one.casefold() for one in (*row.action.responsible, *row.action.contributes)}
    return owner if owner.casefold() in named else ""


def finding_label(_: Language, taxonomy: Taxonomy, kind: str, number: int | None) -> str:
    """In words: "Barrier 12"."""
    label = writable(_(taxonomy.label("kinds", kind)))
    return f"{label} {number}" if number else label


def responsible_words(_: Language, row: ActionRow) -> list[str]:
    """Who is responsible: the lead first; what is a kind of body still to be named, or is no more, as such."""
    lead = row.action.lead
    names = sorted(row.action.responsible, key=lambda name: name != lead)
    found = []
    for name in names:
        told = [_("lead")] if name == lead else []
        told += [_("has ceased")] if name in row.ceased else []
        told += [_("still to be named")] if name in row.unnamed else []
        found.append(f"{writable(name)} ({', '.join(told)})" if told else writable(name))
    return found


def status_words(_: Language, row: ActionRow, taxonomy: Taxonomy) -> str:
    """In words: "Under way", with the reason where it has one."""
    label = writable(_(taxonomy.label("action_status", row.action.status)))
    return _with_reason(label, row.action.status_reason)


def rag_words(_: Language, row: ActionRow, taxonomy: Taxonomy) -> str:
    """In words with a shape: "▲ Amber: acceptable, needs watching: talks were put off"; empty without one."""
    key = row.action.rag
    if not key:
        return ""
    label = f"{MARKS.get(key, '')} {_(taxonomy.label('rag', key))}".strip()
    return writable(_with_reason(label, row.action.rag_reason))


def _with_reason(label: str, reason: str) -> str:
    return f"{label}. {writable(reason)}" if reason else label


def when_words(_: Language, row: ActionRow) -> str:
    """When it is due or looked at next: never an end for what is ongoing, nothing for what is over."""
    action = row.action
    if row.is_over:
        return ""
    if action.is_ongoing:
        line = _("Ongoing; next look on {day}", day=_.date(action.next_look)) if action.next_look else _("Ongoing")
        return line + "; " + _("a milestone is late") if row.is_late else line
    if not action.due_date:
        return _("Overdue: a milestone is late") if row.is_overdue else ""
    if action.due_date < row.today:
        return _("Overdue: was due on {day}", day=_.date(action.due_date))
    line = _("Due on {day}", day=_.date(action.due_date))
    return line + "; " + _("a milestone is late") if row.is_overdue else line


def intervention_words(
    _: Language, row: ActionRow, one: Intervention, taxonomy: Taxonomy, organisations: Organisations, audience: str
) -> str:
    """An intervention with its level where it is another, who begins, its state and its day."""
    told = []
    if one.level and one.level != row.action.level:
        told.append(_(taxonomy.label("levels", one.level)))
    if lead := shown_owner(row, one.lead, organisations, audience):
        told.append(_("begun by {name}", name=lead))
    if one.status not in ("", "proposed"):
        told.append(_(taxonomy.label("action_status", one.status)))
    if one.due_date and one.status != "done":
        told.append(_("due on {day}", day=_.date(one.due_date)))
    return writable(f"{one.text} ({'; '.join(told)})" if told else one.text)


def milestone_words(_: Language, row: ActionRow, one: Milestone, organisations: Organisations, audience: str) -> str:
    """A milestone with its day, owner, the days that it was moved from, and what became of it."""
    line = f"{_.date(one.date)}: {one.text}" if one.date else one.text
    if owner := shown_owner(row, one.owner, organisations, audience):
        line += f" ({owner})"
    told = []
    if one.earlier_dates:
        told.append(_("moved from {days}", days=", ".join(_.date(day) for day in one.earlier_dates)))
    if one.dropped_on:
        told.append(_("dropped on {day}", day=_.date(one.dropped_on)))
        told += [one.dropped_reason] if one.dropped_reason else []
    elif one.done_on:
        told.append(_("done on {day}", day=_.date(one.done_on)))
    elif one in row.late:
        told.append(_("late"))
    return writable("; ".join([line, *told]))


def ask_words(_: Language, one: Ask) -> str:
    """Who was asked when, and the answer in their words."""
    line = _("{name}, asked on {day}: {answer}", name=one.organisation, day=_.date(one.asked_on) or "–",
             answer=_(ANSWERS.get(one.answer, one.answer)))  # fmt: skip
    line += f" ({_.date(one.answered_on)})" if one.answered_on else ""
    line += f". “{one.answer_text}”" if one.answer_text else ""
    return writable(line + (f" ({one.source})" if one.source else ""))


def attachment_words(_: Language, one: Attachment) -> str:
    """What a photo shows, or where a minute, letter or page stands."""
    if one.kind == "photo":
        title = f"{one.title}: " if one.title else ""
        return writable(_("Photo: {words}", words=f"{title}{one.alt}"))
    return writable(f"{one.title} ({one.address})" if one.title else one.address)


def report_line(_: Language, one: ExistingReport) -> str:
    """A report that is there already, as an action cites it."""
    said = _("Report: {report}", report=one.cited)
    return writable(f"{said} ({one.link})" if one.link else said)


def note_lines(_: Language, row: ActionRow) -> list[str]:
    """What is for the team alone; empty for everybody else, since the rows hold none of it then."""
    found = [_("Note for the team: {words}", words=row.action.team_note)] if row.action.team_note else []
    if row.action.unasked_reason:
        found.append(_("Agreed without asking: {words}", words=row.action.unasked_reason))
    if row.unasked:
        found.append(_("Never asked: {names}", names=", ".join(row.unasked)))
    if row.unanswered:
        found.append(_("No answer for 60 days: {names}", names=", ".join(row.unanswered)))
    return [writable(line) for line in found]


def measure_lines(_: Language, row: ActionRow, atlas: AtlasFolder, opened: OpenEdition) -> list[str]:
    """What success is measured by: a baseline, a forecast, the last value and a target, each with its day."""
    action = row.action
    measure = opened.registry.get(action.measure) if action.measure_kind == "measure" else None
    if action.measure_kind == "activities":
        measure = activity_measure(action.measure, atlas.taxonomy())
    asked = asked_of(opened, action)
    title = measure.full_title if measure else asked.title if asked else action.own_measure or action.measure
    if not title:
        return []

    def said(value: float) -> str:
        if math.isinf(value):
            return _(measure.absent) if measure and measure.absent else _("none")
        if asked:
            return asked.write(value)
        return value_words(value, measure.unit, measure.nouns) if measure else value_words(value, "count")

    lines = [_("Measured by: {title}", title=title)]
    if action.baseline is not None:
        year = next((one for one in asked.years if survey_day(one) == action.baseline_on), "") if asked else ""
        day = f" ({year or _.date(action.baseline_on)})" if action.baseline_on else ""
        lines.append(_("Baseline: {value}", value=said(action.baseline)) + day)
    if (forecast := _forecast(atlas, row)) is not None:
        lines.append(_("Forecast: {value}", value=said(forecast)))
    if told := [one for one in row.outcomes if one.value is not None]:
        last = max(told, key=lambda one: (one.measured_on, one.created_at))
        day = f" ({_.date(last.measured_on)})" if last.measured_on else ""
        lines.append(_("Measured: {value}", value=said(float(last.value or 0.0))) + day)
    if action.target is not None:
        line = _("Target: {value}", value=said(action.target))
        lines.append(line + " " + _("by {day}", day=_.date(action.target_by)) if action.target_by else line)
    return [writable(line) for line in lines]


def _forecast(atlas: AtlasFolder, row: ActionRow) -> float | None:
    """The value in the edition that forecasts it; None without one, where it is gone, or does not know it."""
    from everyday.atlas import open_edition
    from geo.errors import NotFoundError

    if not row.action.scenario:
        return None
    try:
        edition = open_edition(atlas.edition(row.action.scenario))
    except NotFoundError:
        return None
    value = value_at(edition, row.action, row.findings)
    return None if math.isnan(value) else value


def joined(names: Sequence[str]) -> str:
    """Names in a line."""
    return ", ".join(writable(name) for name in names)
