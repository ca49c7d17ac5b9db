"""The worksheet on paper: a page for each finding with its numbers, and lines for what could be done and by whom.

It is laid out for A4; on A3 the same page is larger, for a table of many hands. What is written on it is typed into the
levers sheet (``everyday.exchange.sheet``), whose rows name the finding by the number that stands on the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.paper.pen import EDGE, HIGH, LABEL_PT, TEXT_PT, TITLE_PT, WIDE, Pen, width_mm
from geo.errors import UsageError

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from everyday.language import Language
    from plan.records import Session
    from plan.taxonomy import Taxonomy

__all__ = ["WORKSHEET_PAPERS", "WorksheetPage", "worksheet_pdf"]

WORKSHEET_PAPERS = ("A4", "A3")
MOST_PAGES = 200
_PAD, _FOOT, _LINE = 3.0, 4.0, 9.5
_NUMBERS, _SENTENCE_LINES = 6, 4
_PROPOSALS, _LEAST_ROW, _MOST_ROW = 6, 21.0, 30.0
_BLANK = "____________________"


@dataclass(frozen=True)
class WorksheetPage:
    """A finding as its page shows it.

    Attributes:
        number: by which everybody calls it.
        kind: label, such as Barrier.
        title: in one sentence.
        numbers: of its place, a line each.
        importance, amenability: means of the votes; NaN without votes.
    """

    number: int
    kind: str
    title: str
    numbers: tuple[str, ...]
    importance: float = math.nan
    amenability: float = math.nan


def worksheet_pdf(
    pages: Sequence[WorksheetPage],
    target: Path,
    *,
    town: str,
    taxonomy: Taxonomy,
    language: Language,
    session: Session | None = None,
    is_made_up: bool = False,
    paper: str = "A4",
) -> Path:
    """Write the blank worksheets as a PDF, a page for each finding.

    Args:
        pages: the findings.
        town: its name.
        taxonomy: whose levels can be ticked.
        session: whose name, date and retention are printed.
        paper: ``"A4"`` or ``"A3"``.

    Raises:
        UsageError: no findings, more than 200, or another paper.
    """
    from reportlab.lib import pagesizes
    from reportlab.pdfgen.canvas import Canvas

    from everyday.disk import written_whole
    from everyday.documents import register_fonts

    if paper not in WORKSHEET_PAPERS:
        raise UsageError(f"There is no worksheet on {paper}.", f"Needed: {' or '.join(WORKSHEET_PAPERS)}.")
    if not 1 <= len(pages) <= MOST_PAGES:
        raise UsageError(
            f"Worksheets for {len(pages)} findings cannot be printed.", f"Needed: 1 to {MOST_PAGES}.",
            "Pin what gets in the way or helps first, or name a session.",
        )  # fmt: skip
    size = getattr(pagesizes, paper)
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=size, lang=language.code, pageCompression=1)
        canvas.setTitle(language("What could be done? {town}", town=town))
        head = _head_words(town, session, is_made_up, language)
        for place, page in enumerate(pages, start=1):
            canvas.saveState()
            canvas.scale(size[0] / pagesizes.A4[0], size[1] / pagesizes.A4[1])
            _page(canvas, page, head, taxonomy, language, session)
            _foot(Pen(canvas), language, page, place, len(pages))
            canvas.restoreState()
            canvas.showPage()
        canvas.save()
    return target


def _head_words(town: str, session: Session | None, is_made_up: bool, _: Language) -> tuple[str, str]:
    from everyday.paper.map_frame import one_line

    told = [session.name, _.date(session.date), session.venue] if session else []
    told += [_("Made-up town: not a real place")] if is_made_up else []
    title = one_line(_("What could be done? {town}", town=town), 100)
    return title, one_line(" · ".join(part for part in told if part), 180)


def _page(
    canvas: Canvas, page: WorksheetPage, head: tuple[str, str], taxonomy: Taxonomy, _: Language,
    session: Session | None,
) -> None:  # fmt: skip
    pen, wide, left = Pen(canvas), WIDE - 2 * EDGE, EDGE + _PAD
    y = pen.paragraph(EDGE, EDGE - 3, head[0], TITLE_PT, wide, most=2, is_bold=True) + 1
    y = pen.paragraph(EDGE, y, head[1], TEXT_PT, wide, most=2) + 2 if head[1] else y + 2
    y = pen.paragraph(EDGE, y, _notice(_, session), LABEL_PT, wide, most=4, is_bold=True) + 4
    top = y
    y = pen.paragraph(left, y + 2, f"{page.kind} {page.number}", TITLE_PT, wide - 2 * _PAD, is_bold=True)
    y = pen.paragraph(left, y + 1, page.title, 12.0, wide - 2 * _PAD, most=_SENTENCE_LINES, is_bold=True) + 1
    for line in page.numbers[:_NUMBERS]:
        y = pen.paragraph(left, y, f"· {line}", TEXT_PT, wide - 2 * _PAD, most=2)
    if votes := _votes(page, _):
        y = pen.paragraph(left, y, votes, TEXT_PT, wide - 2 * _PAD)
    pen.box(EDGE, top, wide, y + _PAD - top, width_pt=1.2)
    y = pen.paragraph(EDGE, y + _PAD + 2, _steps(_), TEXT_PT, wide, most=3) + 3
    room = HIGH - EDGE - _FOOT - y
    rows_n = min(_PROPOSALS, int(room // _LEAST_ROW))
    high = min(room / rows_n, _MOST_ROW)
    for number in range(1, rows_n + 1):
        _proposal(pen, _, taxonomy, y, high - 2, number)
        y += high


def _notice(_: Language, session: Session | None) -> str:
    until = _.date(session.retention_until) if session and session.retention_until else _BLANK
    please = _("Please do not write the name, address or phone number of any person.")
    return f"{please} {_('This sheet is kept by {who} until {date}, and then destroyed.', who=_BLANK, date=until)}"


def _steps(_: Language) -> str:
    return _(
        "One proposal in each box: what could be done, and which organisation or group could do it. A call for "
        "national policy is a proposal too."
    )


def _votes(page: WorksheetPage, _: Language) -> str:
    if math.isnan(page.importance) and math.isnan(page.amenability):
        return ""
    said = ["–" if math.isnan(mean) else f"{mean:.1f}" for mean in (page.importance, page.amenability)]
    return _(
        "Votes, of 5: importance {importance}, open to change {amenability}", importance=said[0], amenability=said[1]
    )


def _proposal(pen: Pen, _: Language, taxonomy: Taxonomy, top: float, high: float, number: int) -> None:
    """A box with the lines of one proposal."""
    left, right = EDGE + _PAD, WIDE - EDGE - _PAD
    pen.box(EDGE, top, WIDE - 2 * EDGE, high)
    step = (high - _PAD) / 3
    y = top + step
    at = pen.words(left, y - 1, str(number), 13.0, is_bold=True) + 4
    at = pen.words(at, y - 1, _("What could be done"), LABEL_PT, grey=0.25) + 2
    pen.rule(at, y, right - at)
    y += step
    pen.rule(left, y, right - left)
    y += step
    levels = [_(label) for key, label in taxonomy.labels("levels").items() if key != "both"]
    wide = sum(12.0 + width_mm(label, TEXT_PT) for label in levels)
    at = pen.words(left, y - 1, _("Who could do it"), LABEL_PT, grey=0.25) + 2
    pen.rule(at, y, max(right - wide - at - 2, 20.0))
    pen.tick_boxes(right - wide, y - 1, levels, right - wide, right + 6)


def _foot(pen: Pen, _: Language, page: WorksheetPage, number: int, pages_n: int) -> None:
    foot = HIGH - EDGE
    pen.words(EDGE, foot, _("In the sheet: finding {number}", number=page.number), 8.5, grey=0.25)
    right = _("Page {page} of {pages}", page=number, pages=pages_n)
    pen.words(WIDE - EDGE - width_mm(right, 8.5), foot, right, 8.5, grey=0.25)
