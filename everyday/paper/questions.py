"""The five questions on paper: a page for each action with its numbers, to be written on by a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.paper.pen import EDGE, HIGH, LABEL_PT, TEXT_PT, TITLE_PT, WIDE, Pen, width_mm
from geo.errors import UsageError

if TYPE_CHECKING:
    from everyday.acting import ActionRow
    from everyday.atlas import AtlasFolder, Edition
    from everyday.language import Language
    from plan.taxonomy import Taxonomy

__all__ = ["questions_pdf"]

MOST_SHEETS = 500
MOST_INTERVENTIONS, _MOST_LINES = 8, 2
_LINE, _FURTHEST = 8.5, 13.0  # from one handwritten line to the next: at least, and at most where the page has room
_LEAST_LINES = 2
_QUESTION = 6.0  # of its printed line


@dataclass(frozen=True)
class _Sheets:
    """What every page says."""

    town: str
    is_made_up: bool
    words: Language
    taxonomy: Taxonomy
    group: str


def questions_pdf(
    atlas: AtlasFolder,
    edition: Edition,
    rows: Sequence[ActionRow],
    target: Path,
    *,
    numbers: dict[str, int],
    language: Language | None = None,
    group: str = "",
    today: str = "",
) -> Path:
    """Write a sheet (A4) for each action: what it is, its numbers, its interventions, and the five questions.

    Args:
        rows: of the plan, as whoever gets the paper may see them.
        numbers: what each action is called, by its id; people write it into the table that the answers are typed into.
        group: the advocacy group that the sheets are for; a line to write it on without.
        today: the day by which days have passed; default: the day it is.

    Returns:
        ``target``.

    Raises:
        UsageError: there is no action, or more than 500.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from everyday.disk import written_whole
    from everyday.documents import register_fonts
    from everyday.language import language as language_by_code

    if not 1 <= len(rows) <= MOST_SHEETS:
        raise UsageError(f"There are {len(rows)} actions to print.", f"Needed: 1 to {MOST_SHEETS}.")
    words = language or language_by_code(folder=edition.atlas_folder)
    manifest = edition.manifest
    sheets = _Sheets(str(manifest["name"]), bool(manifest["is_made_up"]), words, atlas.taxonomy(), group)
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=A4, lang=words.code, pageCompression=1)
        canvas.setTitle(words("The five questions"))
        for page, row in enumerate(rows, start=1):
            _page(Pen(canvas), sheets, row, numbers[row.id], _measured(atlas, row, today))
            _foot(Pen(canvas), words, page, len(rows))
            canvas.showPage()
        canvas.save()
    return target


def _measured(atlas: AtlasFolder, row: ActionRow, today: str) -> str:
    """Its success measure in words; empty where it has none."""
    from everyday.impact import impact_of

    series = impact_of(atlas, row, today=today)
    return series.sentence if series is not None else ""


def _page(pen: Pen, sheets: _Sheets, row: ActionRow, number: int, measured: str) -> None:
    _, wide = sheets.words, WIDE - 2 * EDGE
    y = _head(pen, sheets, row, number, measured)
    y = _who(pen, sheets, y + 5)
    questions = list(sheets.taxonomy.labels("advocacy_questions").items())
    left_mm = HIGH - EDGE - 8 - y
    lines_n = max(_LEAST_LINES, int((left_mm / len(questions) - _QUESTION) // _LINE))
    line = min((left_mm / len(questions) - _QUESTION) / lines_n, _FURTHEST)
    for place, (key, label) in enumerate(questions, start=1):
        y = _question(pen, sheets, y, f"{place}. {_(label)}", key, lines_n, line, wide)


def _head(pen: Pen, sheets: _Sheets, row: ActionRow, number: int, measured: str) -> float:
    """What the action is, how it stands, and its interventions; returns where that ends."""
    _, wide, action = sheets.words, WIDE - 2 * EDGE, row.action
    town = f"{sheets.town} · {_('Made-up town: not a real place')}" if sheets.is_made_up else sheets.town
    y = pen.paragraph(EDGE, EDGE - 4, town, LABEL_PT, wide, most=1)
    y = pen.paragraph(EDGE, y + 1, _("Action {number}: {title}", number=number, title=action.title), TITLE_PT - 2,
                      wide, most=3, is_bold=True)  # fmt: skip
    facts = [_(sheets.taxonomy.label("action_status", action.status))]
    if action.responsible:
        facts.append(_("responsible: {names}", names=", ".join(action.responsible)))
    if action.due_date and not action.is_ongoing:
        facts.append(_("due {day}", day=_.date(action.due_date)))
    done, whole = row.progress
    if whole:
        facts.append(_("{done} of {all} steps done", done=done, all=whole))
    y = pen.paragraph(EDGE, y + 1, " · ".join(facts), TEXT_PT, wide, most=2)
    if measured:
        y = pen.paragraph(EDGE, y + 1, measured, TEXT_PT, wide, most=4)
    shown = row.interventions[:MOST_INTERVENTIONS]
    for place, one in enumerate(shown, start=1):
        y = pen.paragraph(EDGE + 3, y + 0.6, f"{place}. {one.text}", TEXT_PT, wide - 3, most=_MOST_LINES)
    if more := len(row.interventions) - len(shown):
        y = pen.paragraph(EDGE + 3, y + 0.6, _.n("and {n} more", "and {n} more", more), TEXT_PT, wide - 3)
    return y


def _who(pen: Pen, sheets: _Sheets, y: float) -> float:
    """Who answers, on which day, about what; returns where that ends."""
    _, right = sheets.words, WIDE - EDGE
    pen.rule(EDGE, y - 3, right - EDGE, width_pt=1.2, grey=0.2)
    y += 5
    at = pen.words(EDGE, y, _("Group (no names of people, please)"), LABEL_PT, grey=0.25) + 2
    if sheets.group:
        pen.words(at, y, sheets.group[:50], TEXT_PT, is_bold=True)
    else:
        pen.rule(at, y + 0.8, 148 - at)
    at = pen.words(150, y, _("Day"), LABEL_PT, grey=0.25) + 2
    pen.rule(at, y + 0.8, right - at)
    y += 8
    at = pen.words(EDGE, y, _("About"), LABEL_PT, grey=0.25) + 3
    label = _("the whole action")
    pen.tick_boxes(at, y, [label], at, right)
    at += width_mm(label, TEXT_PT) + 14
    at = pen.words(at, y, _("or intervention number"), LABEL_PT, grey=0.25) + 2
    pen.box(at, y - 5, 12, 7)
    return y + 4


def _question(
    pen: Pen, sheets: _Sheets, y: float, label: str, key: str, lines_n: int, line: float, wide: float
) -> float:
    from everyday.acting import WORDS_ONLY

    _ = sheets.words
    y += _QUESTION
    at = pen.words(EDGE, y, label, TEXT_PT, is_bold=True) + 5
    if key not in WORDS_ONLY:
        pen.tick_boxes(at, y, [_("Yes"), _("In part"), _("No")], at, WIDE)
    for _place in range(lines_n):
        y += line
        pen.rule(EDGE, y - 1, wide)
    return y


def _foot(pen: Pen, words: Language, page: int, pages_n: int) -> None:
    left = words("Type it into the table of answers, by the number of the action.")
    right = words("Page {page} of {pages}", page=page, pages=pages_n)
    pen.words(EDGE, HIGH - EDGE + 3, left, 8.5, grey=0.25)
    pen.words(WIDE - EDGE - width_mm(right, 8.5), HIGH - EDGE + 3, right, 8.5, grey=0.25)
