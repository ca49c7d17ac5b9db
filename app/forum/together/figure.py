"""Figure 1 as HTML for the projector: dimensions side by side, barriers above enablers, themes across the foot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.charts import percent
from app.forum.here import Here, state_of
from app.forum.pins import mark
from app.printed import text
from everyday.documents.figure import (
    also_under,
    column_label,
    counts_line,
    figure_title,
    kind_word,
    made_up_line,
    mean_words,
    status_word,
    vote_lines,
)
from everyday.language import shortened
from plan.figure import Entry, Figure, FigureColumn, draw_together
from plan.merging import merged_map
from plan.records import Finding, Session

if TYPE_CHECKING:
    from everyday.language import Language

__all__ = ["EVERY_DIMENSION", "SIGNS", "Drawn", "drawn_together", "figure_html"]

EVERY_DIMENSION = "*"
SIGNS = {"agreed": "●", "sense_checked": "◐", "proposed": "○"}
"""Signs of the statuses: a circle that fills up."""
_ABREAST = 6  # dimensions side by side
# Most findings for large and for middling letters; more of them have small ones.
_FEW, _SOME = 10, 40


@dataclass(frozen=True)
class Drawn:
    """The figure with the numbers that its findings have on the map of the session.

    Attributes:
        figure: what stands where.
        numbers: number of each finding, also of merged ones, by its id.
        findings: the findings that stand in the figure, as they were read.
        town: its name.
        is_made_up: True for a town that does not exist.
    """

    figure: Figure
    numbers: Mapping[str, int]
    findings: Mapping[str, Finding]
    town: str
    is_made_up: bool


def drawn_together(
    at: Here, scope: str, *, dimension: str = EVERY_DIMENSION, language: Language | None = None
) -> Drawn:
    """Draw the findings together as they are now.

    Args:
        at: where the facilitator is.
        scope: id of a session, or empty for all sessions.
        dimension: only this one; empty for findings that have none.
        language: of the places' names; English without it.
    """
    pins = _pins(at, scope, language)
    numbers = {pin["id"]: pin["seq"] for pin in pins}
    everything = {one.id: one for one in at.store.all(Finding)}
    chosen = [everything[one] for one in numbers if one in everything and _is_of(everything[one], dimension)]
    figure = draw_together(
        chosen, at.store.tally(scope), at.atlas.taxonomy(), merged=merged_map(everything.values()),
        where={pin["id"]: pin["where"] for pin in pins},
        sessions=[at.store.get(Session, scope)] if scope else at.store.all(Session),
    )  # fmt: skip
    if dimension != EVERY_DIMENSION:
        figure = replace(figure, columns=tuple(column for column in figure.columns if column.key == dimension))
    shown = {entry.finding_id: everything[entry.finding_id] for entry in figure.entries()}
    manifest = at.shown.manifest
    return Drawn(figure, numbers, shown, str(manifest.get("name", "")), bool(manifest.get("is_made_up")))


def _pins(at: Here, scope: str, language: Language | None) -> list[dict[str, Any]]:
    from everyday.forum import session_state
    from everyday.language import DEFAULT

    if language is None or language.code == DEFAULT:
        return list(state_of(at, scope)["pins"])
    return list(session_state(at.atlas, scope, is_facilitator=at.may("edit"), language=language)["pins"])


def _is_of(finding: Finding, dimension: str) -> bool:
    if dimension == EVERY_DIMENSION:
        return True
    return dimension in finding.dimensions if dimension else not finding.dimensions


def figure_html(drawn: Drawn, _: Language, *, is_alone: bool = False) -> str:
    """The whole figure. Everything that somebody typed, or translated, is escaped.

    Args:
        drawn: what stands in it.
        _: the language of its words.
        is_alone: the page shows it without what usually stands above it.
    """
    figure = drawn.figure
    entries_n = len(figure.entries())
    size = "few" if entries_n <= _FEW else "some" if entries_n <= _SOME else "many"
    one = " ea-figure-one" if len(figure.columns) == 1 else ""
    made_up = ""
    if is_alone and drawn.is_made_up:  # what the page says otherwise
        made_up = f'<p class="ea-madeup">{text(made_up_line(_, drawn.town))}</p>'
    alone = " ea-figure-alone" if is_alone else ""
    sets_n = -(-len(figure.columns) // _ABREAST)
    abreast = -(-len(figure.columns) // max(sets_n, 1))
    columns = "".join(_column(place, column, drawn, _) for place, column in enumerate(figure.columns))
    return (
        f'<section class="ea-figure ea-figure-{size}{one}{alone}" lang="{text(_.code.replace("_", "-"))}" '
        f'dir="{text(_.direction)}" aria-labelledby="ea-figure-name">'
        f'<div class="ea-figure-head"><h2 id="ea-figure-name" dir="auto">'
        f"{text(figure_title(_, drawn.town))}</h2>"
        f'<p class="ea-figure-counts">{text(counts_line(_, figure))}</p>{made_up}</div>'
        f'<div class="ea-figure-columns" style="--ea-abreast:{abreast}">{columns}</div>{_themes(drawn, _)}</section>'
    )


def _column(place: int, column: FigureColumn, drawn: Drawn, _: Language) -> str:
    """One dimension."""
    label = column_label(_, drawn.figure, column.key)
    return (
        f'<section class="ea-figure-column" aria-labelledby="ea-figure-{place}">'
        f'<h3 id="ea-figure-{place}" dir="auto">{text(label)}</h3>'
        f"{_side('barrier', _('Barriers'), column.barriers, drawn, _)}"
        f"{_side('enabler', _('Enablers'), column.enablers, drawn, _)}</section>"
    )


def _side(kind: str, label: str, entries: tuple[Entry, ...], drawn: Drawn, _: Language) -> str:
    """Barriers or enablers of a dimension."""
    items = "".join(_entry(entry, drawn, _) for entry in entries)
    body = f"<ul>{items}</ul>" if items else f'<p class="ea-figure-none">{text(_("Nothing yet."))}</p>'
    return (
        f'<div class="ea-figure-side ea-figure-{kind}"><h4>{text(label)} <span>({len(entries)})</span></h4>{body}</div>'
    )


def _entry(entry: Entry, drawn: Drawn, _: Language) -> str:
    """One finding: number, words, status and place, votes, and where else it stands."""
    figure, where = drawn.figure, entry.where or _("Whole town")
    number = mark({"kind": entry.kind, "seq": drawn.numbers[entry.finding_id]})
    more = [
        _.n("{n} said the same", "{n} said the same", entry.merged_n + 1) if entry.merged_n else "",
        also_under(_, figure, entry),
    ]
    extra = " · ".join(text(part) for part in more if part)
    return (
        f'<li class="ea-figure-entry ea-figure-{text(entry.status)}">'
        f'<p class="ea-figure-words">{number} <span dir="auto">{text(shortened(entry.title))}</span></p>'
        f'<p><span aria-hidden="true">{SIGNS[entry.status]}</span> <b>{text(status_word(_, figure, entry))}</b> · '
        f"<bdi>{text(where)}</bdi></p>{_votes(entry, figure, _)}"
        + (f'<p class="ea-figure-more">{extra}</p>' if extra else "")
        + "</li>"
    )


def _votes(entry: Entry, figure: Figure, _: Language) -> str:
    """A small bar for each question that was voted on; in words for who does not see it."""
    tally, most = entry.tally, figure.taxonomy.scale[1]
    asked = [
        (_("Importance"), tally.importance_mean, tally.importance_n),
        (_("Open to change"), tally.amenability_mean, tally.amenability_n),
    ]
    answered = [(label, mean, count) for label, mean, count in asked if mean is not None]
    rows = "".join(
        f'<li><span class="ea-unseen">{text(line)}</span><span aria-hidden="true">{text(label)}</span>'
        f'<span class="ea-figure-bar" aria-hidden="true"><i style="width:{percent(mean / most)}"></i></span>'
        f'<span aria-hidden="true"><b>{text(mean_words(_, mean))}</b> ({count})</span></li>'
        for line, (label, mean, count) in zip(vote_lines(_, figure, entry), answered, strict=True)
    )
    return f'<ul class="ea-figure-votes">{rows}</ul>' if rows else ""


def _themes(drawn: Drawn, _: Language) -> str:
    """The themes across the foot, with the numbers of the findings that carry them."""
    kinds = {entry.finding_id: entry for entry in drawn.figure.entries()}
    items = []
    for theme in drawn.figure.themes:
        numbers = "".join(
            f'<li><span class="ea-unseen">{text(kind_word(_, drawn.figure, kinds[one]))} </span>'
            f"{mark({'kind': kinds[one].kind, 'seq': drawn.numbers[one]})}</li>"
            for one in theme.finding_ids
        )
        items.append(f'<div><h4 dir="auto">{text(_(theme.label))}</h4><ul>{numbers}</ul></div>')
    body = "".join(items) or f'<p class="ea-figure-none">{text(_("No themes yet."))}</p>'
    return f'<div class="ea-figure-themes"><h3>{text(_("Cross-cutting themes"))}</h3><div>{body}</div></div>'
