"""Figure 1 in words, one line at a time: what its screen, its Word file and its PDF share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.registry import rounded
from everyday.language import Language, writable
from plan.figure import NO_DIMENSION, STATUSES, Entry, Figure, number_findings
from plan.records import Session
from plan.taxonomy import Taxonomy

if TYPE_CHECKING:
    from everyday.documents.figure.facts import FigureFacts

__all__ = [
    "about_lines", "also_under", "column_label", "counts_line", "detail_lines", "entry_numbers", "figure_title",
    "how_to_read", "kind_word", "level_and_place", "made_up_line", "mean_words", "session_line", "status_word",
    "vote_lines", "where_of",
]  # fmt: skip


def session_line(_: Language, session: Session, taxonomy: Taxonomy) -> str:
    """In words: "Community forum, 17 May 2026, Town hall: 23 people took part (residents, two councillors)"."""
    parts = [session.name, _(taxonomy.label("forums", session.forum)), _.date(session.date), session.venue]
    line = ", ".join(dict.fromkeys(part for part in parts if part))
    came = session.attendance
    if session.attendance_n is not None:
        came = _.n("{n} person took part", "{n} people took part", session.attendance_n)
        came += f" ({session.attendance})" if session.attendance else ""
    return f"{line}: {came}" if came else line


def figure_title(_: Language, town: str) -> str:
    """Title of the figure and of the document."""
    return _("Barriers and enablers in {town}", town=writable(town))


def how_to_read(_: Language, figure: Figure) -> list[str]:
    """Sentences that explain the figure to somebody who was not there."""
    least, most = figure.taxonomy.scale
    status = {key: _(figure.taxonomy.label("finding_status", key)) for key in STATUSES}
    return [
        _("A barrier makes everyday life together harder, an enabler makes it easier. Each stands under the "
          "dimensions of everyday life that it belongs to, so some stand more than once."),
        _("{proposed}: somebody said it. {sense_checked}: the forum looked at it together. "
          "{agreed}: the forum stands by it.",
          proposed=status["proposed"], sense_checked=status["sense_checked"], agreed=status["agreed"]),
        _("Votes run from {least} to {most}: how important it is, and how open to change. One vote per phone.",
          least=least, most=most),
    ]  # fmt: skip


def counts_line(_: Language, figure: Figure) -> str:
    """How much is in the figure, in one line."""
    counts = figure.counts
    parts = [
        _.n("{n} barrier", "{n} barriers", counts.barriers_n),
        _.n("{n} enabler", "{n} enablers", counts.enablers_n),
        _.n("{n} agreed", "{n} agreed", counts.agreed_n),
        _.n("{n} sense-checked", "{n} sense-checked", counts.sense_checked_n),
        _.n("{n} proposed", "{n} proposed", counts.proposed_n),
    ]
    if counts.merged_n:
        parts.append(_.n("{n} duplicate merged", "{n} duplicates merged", counts.merged_n))
    return " · ".join(parts)


def made_up_line(_: Language, town: str) -> str:
    """Says that the town does not exist."""
    return _("{town} is a made-up town: nothing here is about a real place.", town=writable(town))


def about_lines(_: Language, facts: FigureFacts) -> list[str]:
    """Edition, credits and, where it is so, that the town does not exist."""
    lines = [made_up_line(_, facts.town) if facts.is_made_up else "", facts.edition_words, *facts.attributions]
    return [writable(line) for line in lines if line]


def entry_numbers(figure: Figure, facts: FigureFacts) -> dict[str, int]:
    """Numbers of all entries: those of the facts, or in the order of the figure where the facts have none."""
    return dict(facts.numbers) or number_findings(figure)


def column_label(_: Language, figure: Figure, key: str) -> str:
    """Heading of a dimension."""
    return writable(_(figure.dimension_label(key)))


def kind_word(_: Language, figure: Figure, entry: Entry) -> str:
    """In words: "Barrier" or "Enabler", as the town calls it."""
    return writable(_(figure.taxonomy.label("kinds", entry.kind)))


def status_word(_: Language, figure: Figure, entry: Entry) -> str:
    """In words: "Proposed", "Sense-checked" or "Agreed"."""
    return writable(_(figure.taxonomy.label("finding_status", entry.status)))


def where_of(_: Language, facts: FigureFacts, entry: Entry) -> str:
    """Words for the place of an entry; without any, the whole town."""
    return writable(facts.where.get(entry.finding_id) or entry.where) or _("Whole town")


def level_and_place(_: Language, figure: Figure, facts: FigureFacts, entry: Entry) -> str:
    """In words: "Agreed · Neighbourhood · Stow Hill": the line under a title."""
    level = writable(_(figure.taxonomy.label("levels", entry.level)))
    return " · ".join([status_word(_, figure, entry), level, where_of(_, facts, entry)])


def vote_lines(_: Language, figure: Figure, entry: Entry) -> list[str]:
    """In words: "Importance 4.2 of 5 (12 votes)", "Open to change 3.1 of 5 (10 votes)": what was voted on, in words."""
    most, tally = figure.taxonomy.scale[1], entry.tally
    lines = []
    if tally.importance_mean is not None:
        lines.append(_.n("Importance {mean} of {most} ({n} vote)", "Importance {mean} of {most} ({n} votes)",
                         tally.importance_n, mean=mean_words(_, tally.importance_mean), most=most))  # fmt: skip
    if tally.amenability_mean is not None:
        lines.append(_.n("Open to change {mean} of {most} ({n} vote)", "Open to change {mean} of {most} ({n} votes)",
                         tally.amenability_n, mean=mean_words(_, tally.amenability_mean), most=most))  # fmt: skip
    return lines


def mean_words(_: Language, mean: float) -> str:
    """A mean of votes: "4.2", rounded as on every page."""
    found = rounded(mean, "of 5")
    return _.number(found.number, found.decimals)


def also_under(_: Language, figure: Figure, entry: Entry) -> str:
    """In words: "Also under Spatial, Civic"; empty for an entry of one dimension."""
    others = [column_label(_, figure, key) for key in entry.also_in if key != NO_DIMENSION]
    return _("Also under {dimensions}", dimensions=", ".join(others)) if others else ""


def detail_lines(_: Language, figure: Figure, facts: FigureFacts, entry: Entry) -> list[str]:
    """Everything else about an entry: its text, who is affected, themes, what merged ones said, evidence."""
    lines = [entry.text] if entry.text and entry.text != entry.title else []
    if entry.groups:
        lines.append(_("Affects: {groups}", groups=", ".join(entry.groups)))
    if entry.themes:
        themes = [_(figure.taxonomy.label("themes", key)) for key in entry.themes]
        lines.append(_("Themes: {themes}", themes=", ".join(themes)))
    lines += [_("Also said: “{words}”", words=words) for words in facts.also_said.get(entry.finding_id, ())]
    lines += [_("Evidence: {line}", line=line) for line in facts.evidence.get(entry.finding_id, ())]
    return [writable(line) for line in lines]
