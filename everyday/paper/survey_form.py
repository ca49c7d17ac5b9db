"""The town's own short survey on paper: both sides of a sheet for one person, large boxes, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.asking import CONSENT, QUESTIONS, Question
from everyday.paper.pen import BOX, EDGE, HIGH, LABEL_PT, TEXT_PT, TITLE_PT, WIDE, Pen, width_mm

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.language import Language

__all__ = ["survey_form_pdf"]

_SIDES = (("may_use", "ward", "district", "near_home", "near_home_words"),
          ("across_town", "across_town_words", "helps_words", "change_words"))  # fmt: skip
_LINE, _LEAST_LINES, _BETWEEN = 9.5, 2, 5.0
_INNER = WIDE - 2 * EDGE


def survey_form_pdf(edition: Edition, target: Path, *, language: Language | None = None) -> Path:
    """Write the form (A4, two pages).

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
    town = str(edition.manifest["name"])
    title = _("How do you get about? {town}", town=town)
    by_key = {one.key: one for one in QUESTIONS}
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=A4, lang=_.code, pageCompression=1)
        canvas.setTitle(title)
        for page, keys in enumerate(_SIDES, start=1):
            pen = Pen(canvas)
            y = EDGE - 3
            if page == 1:
                y = pen.paragraph(EDGE, y, title, TITLE_PT, _INNER, most=2, is_bold=True)
                if edition.manifest["is_made_up"]:
                    y = pen.paragraph(EDGE, y, _("Made-up town: not a real place"), LABEL_PT, _INNER)
                y = pen.paragraph(EDGE, y + 1, _(CONSENT), TEXT_PT, _INNER, is_bold=True) + 2
            _side(pen, _, [by_key[key] for key in keys], y)
            _foot(pen, _, page)
            canvas.showPage()
        canvas.save()
    return target


def _side(pen: Pen, _: Language, questions: Sequence[Question], top: float) -> None:
    """Questions from ``top`` downwards; what room is left goes to the lines for people's own words."""
    open_n = sum(one.form == "words" for one in questions)
    from everyday.paper.pen import measuring_pen

    bare = top
    for one in questions:
        bare = _question(measuring_pen(), _, one, bare, 0)
    lines_n = max(_LEAST_LINES, int((HIGH - EDGE - 8 - bare) / _LINE / open_n))
    y = top
    for one in questions:
        y = _question(pen, _, one, y, lines_n)


def _question(pen: Pen, _: Language, one: Question, y: float, lines_n: int) -> float:
    y = pen.paragraph(EDGE, y + _BETWEEN, _(one.words), TEXT_PT + 1, _INNER, is_bold=True)
    if one.hint:
        y = pen.paragraph(EDGE, y, _(one.hint), LABEL_PT, _INNER)
    if one.form == "words":
        for _place in range(lines_n):
            y += _LINE
            pen.rule(EDGE, y - 1, _INNER)
        return y
    if one.form in ("ward", "district"):
        wide = _INNER if one.form == "ward" else 40.0
        pen.box(EDGE, y + 2, wide, 9)
        return y + 11
    for label in one.choices.values():
        y += BOX + 2.8
        pen.box(EDGE, y - BOX + 0.7, BOX, BOX)
        pen.words(EDGE + BOX + 2.2, y, _(label), TEXT_PT)
    return y + 1


def _foot(pen: Pen, _: Language, page: int) -> None:
    left = _("Please do not write the name, address or phone number of any person.")
    right = _("Page {page} of {pages}", page=page, pages=len(_SIDES))
    pen.words(EDGE, HIGH - EDGE + 3, left, 8.5, grey=0.25)
    pen.words(WIDE - EDGE - width_mm(right, 8.5), HIGH - EDGE + 3, right, 8.5, grey=0.25)
