"""The paper form of a session: pins written by hand, several on a page, on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.paper.pen import BOX, EDGE, HIGH, LABEL_PT, TEXT_PT, TITLE_PT, WIDE, Pen, measuring_pen, width_mm
from everyday.pictures import Grid, grid_of_edition
from geo.errors import UsageError

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from everyday.atlas import Edition
    from everyday.language import Language
    from plan.records import Session
    from plan.taxonomy import Taxonomy

__all__ = ["session_form_pdf"]

MOST_PAGES = 20
_LINE = 9.5  # from one handwritten line to the next
_NOTICE_LINES, _LONGEST_NOTICE = 4, 400
_PAD, _GAP, _FOOT = 3.0, 2.5, 4.0
_LINES_N, _MOST_STRETCH = 5, 3.0  # handwritten lines of a pin, and how much further apart they may be to fill a page
_BLANK = "____________________"


@dataclass(frozen=True)
class _Form:
    """What every page of a form says."""

    town: str
    is_made_up: bool
    code: str
    words: Language
    taxonomy: Taxonomy
    session: Session | None


def session_form_pdf(
    edition: Edition,
    target: Path,
    *,
    taxonomy: Taxonomy,
    session: Session | None = None,
    language: Language | None = None,
    pages_n: int = 2,
    grid: Grid | None = None,
) -> Path:
    """Write the form as a PDF: privacy notice and instructions on top of each page, below as many pins as fit.

    Args:
        taxonomy: whose kinds, levels and dimensions can be ticked.
        session: whose name and date are printed, with its privacy notice and the date of its retention.
        pages_n: so many equal pages; two for both sides of a sheet.
        grid: of the map that lies on the table; the edition's own without it.

    Returns:
        ``target``.

    Raises:
        UsageError: no pages, or more than 20.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from everyday.disk import written_whole
    from everyday.documents import register_fonts
    from everyday.language import language as language_by_code

    if not 1 <= pages_n <= MOST_PAGES:
        raise UsageError(f"A form cannot have {pages_n} pages.", f"Needed: 1 to {MOST_PAGES}.")
    words = language or language_by_code(folder=edition.atlas_folder)
    manifest = edition.manifest
    code = (grid or grid_of_edition(edition)).code
    form = _Form(str(manifest["name"]), bool(manifest["is_made_up"]), code, words, taxonomy, session)
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=A4, lang=words.code, pageCompression=1)
        canvas.setTitle(_title(form))
        number = 1
        for page in range(1, pages_n + 1):
            number = _page(canvas, form, page, pages_n, number)
            canvas.showPage()
        canvas.save()
    return target


def _title(form: _Form) -> str:
    from everyday.paper.map_frame import one_line

    _ = form.words
    return one_line(_("What makes it harder or easier? {town}", town=form.town), 100)


def _page(canvas: Canvas, form: _Form, page: int, pages_n: int, number: int) -> int:
    """One page; returns the number of the next pin."""
    pen = Pen(canvas)
    top, foot = _head(pen, form), HIGH - EDGE
    high = _pin(None, form, 0, number) + _GAP
    pins_n = int((foot - _FOOT - top) // high)
    if pins_n < 1:
        raise UsageError(
            "The levels and dimensions to tick fill more than a page.", do="Shorten their labels in taxonomy.toml."
        )
    line = _LINE + min((foot - _FOOT - top - pins_n * high) / pins_n / _LINES_N, _MOST_STRETCH)
    for _ in range(pins_n):
        top = _pin(pen, form, top, number, line) + _GAP
        number += 1
    _foot(pen, form, foot, page, pages_n)
    return number


def _head(pen: Pen, form: _Form) -> float:
    """Title, session, privacy notice, instructions; returns where the pins begin."""
    from everyday.paper.map_frame import one_line

    _, wide = form.words, WIDE - 2 * EDGE
    y = pen.paragraph(EDGE, EDGE - 3, _title(form), TITLE_PT, wide, most=2, is_bold=True) + 1
    session = form.session
    told = [session.name, _.date(session.date), session.venue] if session else []
    told += [_("Made-up town: not a real place")] if form.is_made_up else []
    line = one_line(" · ".join(part for part in told if part), 180)
    y = pen.paragraph(EDGE, y, line, TEXT_PT, wide, most=2) + 2 if line else y + 2
    lines = _instructions(_)
    inner = wide - 2 * _PAD
    end = _notice_and_steps(pen, form, y, lines, inner)
    pen.box(EDGE, y, wide, end - y + _PAD, width_pt=0.5)
    return end + _PAD + 4


def _notice_and_steps(pen: Pen, form: _Form, y: float, lines: Iterable[str], inner: float) -> float:
    left = EDGE + _PAD
    for paragraph in _notice(form):
        y = pen.paragraph(left, y + 0.7, paragraph, LABEL_PT, inner, most=_NOTICE_LINES, is_bold=True)
    y += 1.5
    for step, line in enumerate(lines, start=1):
        y = pen.paragraph(left, y, f"{step}. {line}", TEXT_PT, inner)
    return y


def _notice(form: _Form) -> list[str]:
    """What happens with the sheet: the session's own words; who keeps it and until when is never left out."""
    from everyday.paper.map_frame import one_line

    _, session = form.words, form.session
    own = one_line(session.notice, _LONGEST_NOTICE) if session and session.notice.strip() else ""
    until = _.date(session.retention_until) if session and session.retention_until else "__________________"
    please = _("Please do not write the name, address or phone number of any person.")
    kept = _("This sheet is kept by {who} until {date}, and then destroyed.", who="____________________", date=until)
    return [own or please, kept]


def _instructions(_: Language) -> list[str]:
    return [
        _("Tick whether it is a barrier (makes it harder) or an enabler (makes it easier)."),
        _("Say where: the number of the square on the map, or the name of a ward, street, stop or place."),
        _("Say in one sentence what it is like."),
        _("Tick and fill in the rest if you can; what you leave empty can be added later."),
    ]


def _pin(pen: Pen | None, form: _Form, top: float, number: int, line: float = _LINE) -> float:
    """One pin from ``top`` downwards; returns where it ends. Without a pen it is only measured."""
    if pen is None:
        pen = measuring_pen()
    _, taxonomy = form.words, form.taxonomy
    left, right = EDGE + _PAD, WIDE - EDGE - _PAD
    y = top + 8
    at = pen.words(left, y, str(number), 13.0, is_bold=True) + 5
    kinds = [_(label) for label in taxonomy.labels("kinds").values()]
    pen.tick_boxes(at, y, kinds, at, right)
    at = at + sum(BOX + 6.6 + width_mm(kind, TEXT_PT) for kind in kinds) + 4
    at = pen.words(at, y, _("Square of the map"), LABEL_PT, grey=0.25) + 2
    pen.box(at, y - 6.2, 24, 8.4)
    y += line
    at = pen.words(left, y, _("or ward, street, stop or place"), LABEL_PT, grey=0.25) + 2
    pen.rule(at, y + 0.8, right - at)
    y += line
    at = pen.words(left, y, _("In one sentence"), LABEL_PT, grey=0.25) + 2
    pen.rule(at, y + 0.8, right - at)
    y += line
    pen.rule(left, y + 0.8, right - left)
    dimensions = [_(label) for label in taxonomy.labels("dimensions").values()]
    y = _ticks(pen, _("Level"), _levels(form), left, y + line - 1.5, right)
    y = _ticks(pen, _("Dimensions"), dimensions, left, y + 7.4, right)
    y += line - 1
    at = pen.words(left, y, _("Whom does it affect?"), LABEL_PT, grey=0.25) + 2
    pen.rule(at, y + 0.8, right - at)
    end = y + _PAD + 0.6
    pen.box(EDGE, top, WIDE - 2 * EDGE, end - top)
    return end


def _ticks(pen: Pen, label: str, choices: Sequence[str], left: float, y: float, right: float) -> float:
    at = pen.words(left, y, label, LABEL_PT, grey=0.25) + 3
    return pen.tick_boxes(at, y, choices, at, right)


def _levels(form: _Form) -> list[str]:
    """Levels that a finding can have: national ones belong to actions."""
    return [form.words(label) for key, label in form.taxonomy.labels("levels").items() if key != "national"]


def _foot(pen: Pen, form: _Form, foot: float, page: int, pages_n: int) -> None:
    _ = form.words
    left = _("Code of the map: {code}", code=form.code)
    right = _("Page {page} of {pages}", page=page, pages=pages_n)
    pen.words(EDGE, foot, left, 8.5, grey=0.25)
    pen.words(WIDE - EDGE - width_mm(right, 8.5), foot, right, 8.5, grey=0.25)
