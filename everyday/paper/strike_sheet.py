"""A sheet for striking out on paper: what happens to a log, and rows for days, hours and places to leave out.

It is filled in before logs are handed in, or beside the planner, and typed into the form of the page Observed; then it
goes back to whose it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from everyday.paper.pen import EDGE, HIGH, LABEL_PT, TEXT_PT, TITLE_PT, WIDE, Pen

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.language import Language

__all__ = ["strike_sheet_pdf"]

_INNER = WIDE - 2 * EDGE
_ROW, _FOOT = 11.0, 12.0
_DAYS_N, _HOURS_N, _PLACES_N = 5, 4, 4


def strike_sheet_pdf(edition: Edition, target: Path, *, language: Language | None = None) -> Path:
    """Write the sheet (A4, one page).

    Args:
        edition: of the town whose name it bears.

    Returns:
        ``target``.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from everyday.disk import written_whole
    from everyday.documents import register_fonts
    from everyday.language import language as language_by_code

    _ = language or language_by_code(folder=edition.atlas_folder)
    title = _("What I strike out of my log, {town}", town=str(edition.manifest["name"]))
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=A4, lang=_.code, pageCompression=1)
        canvas.setTitle(title)
        pen = Pen(canvas)
        y = pen.paragraph(EDGE, EDGE - 3, title, TITLE_PT, _INNER, most=2, is_bold=True)
        if edition.manifest["is_made_up"]:
            y = pen.paragraph(EDGE, y, _("Made-up town: not a real place"), LABEL_PT, _INNER)
        for said in (
            _("Your log is looked at with you, on one screen. What you strike out is never counted, and you need not "
              "say why. Then only counts are kept, of ten people or more together; no point of your log is kept."),
            _("Keep this sheet, or tear it up: it is not collected."),
        ):  # fmt: skip
            y = pen.paragraph(EDGE, y + 2, said, TEXT_PT, _INNER)
        y = _table(pen, y + 6, _("Days"), (_("From day"), _("To day")), _DAYS_N)
        y = _table(pen, y + 5, _("Hours"), (_("From"), _("To"), _("On which days (empty: every day)")), _HOURS_N)
        y = _table(pen, y + 5, _("Places"), (_("Around which place or street"), _("How far, metres")), _PLACES_N)
        pen.paragraph(
            EDGE, HIGH - _FOOT - 4, _("My code, to withdraw later: ________________________"), TEXT_PT, _INNER
        )
        canvas.showPage()
        canvas.save()
    return target


def _table(pen: Pen, y: float, title: str, heads: tuple[str, ...], rows_n: int) -> float:
    """A title, heads and empty rows from ``y`` downwards; returns where it ends."""
    y = pen.paragraph(EDGE, y, title, TEXT_PT + 1, _INNER, is_bold=True) + 1.5
    wide = _INNER / len(heads)
    for column, head in enumerate(heads):
        pen.words(EDGE + column * wide + 1, y + 3.5, head, LABEL_PT, grey=0.3)
    y += 5
    for _row in range(rows_n):
        for column in range(len(heads)):
            pen.box(EDGE + column * wide, y, wide, _ROW)
        y += _ROW
    return y
