"""The prompt sheet for talking with people about their goals, a page a theme, and the wall sheet with all four."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.asking import OPENING, THEMES, WALL, Theme
from everyday.paper.pen import EDGE, HIGH, LABEL_PT, MM, TEXT_PT, TITLE_PT, WIDE, Pen

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from everyday.atlas import Edition
    from everyday.language import Language
    from plan.taxonomy import Taxonomy

__all__ = ["prompt_sheet_pdf", "wall_sheet_pdf"]

_INNER = WIDE - 2 * EDGE
_LINE = 9.5
_WALL_PT, _WALL_SMALL_PT = 15.0, 12.0
_A3_HIGH, _A3_WIDE = 297.0, 420.0  # lying


def prompt_sheet_pdf(edition: Edition, target: Path, *, taxonomy: Taxonomy, language: Language | None = None) -> Path:
    """Write the prompt sheet: how to begin, then a page (A4) for each theme with room for the person's own words.

    Args:
        taxonomy: whose labels the themes and barriers have.

    Returns:
        ``target``.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from everyday.disk import written_whole
    from everyday.documents import register_fonts
    from everyday.language import language as language_by_code

    _ = language or language_by_code(folder=edition.atlas_folder)
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=A4, lang=_.code, pageCompression=1)
        canvas.setTitle(_("Talking about goals"))
        _opening(Pen(canvas), _, str(edition.manifest["name"]), taxonomy)
        canvas.showPage()
        for theme in THEMES:
            _theme(Pen(canvas), _, theme, taxonomy)
            canvas.showPage()
        canvas.save()
    return target


def _listed(pen: Pen, _: Language, y: float, items: Sequence[str], size_pt: float = TEXT_PT) -> float:
    for one in items:
        pen.words(EDGE + 1, y + size_pt / MM * 1.25 + 1.2, "•", size_pt)
        y = pen.paragraph(EDGE + 5, y + 1.2, _(one), size_pt, _INNER - 5)
    return y


def _heading(pen: Pen, y: float, words: str) -> float:
    return pen.paragraph(EDGE, y + 5, words, TEXT_PT + 1, _INNER, is_bold=True)


def _opening(pen: Pen, _: Language, town: str, taxonomy: Taxonomy) -> None:
    y = pen.paragraph(EDGE, EDGE - 4, town, LABEL_PT, _INNER, most=1)
    y = pen.paragraph(EDGE, y + 1, _("Talking about goals"), TITLE_PT, _INNER, is_bold=True)
    y = _heading(pen, y, _("How to begin"))
    y = _listed(pen, _, y, OPENING)
    y = _heading(pen, y, _("What may be in the way"))
    y = _listed(pen, _, y, list(taxonomy.labels("playbook_barriers").values()))
    y = _heading(pen, y, _("Where people take part"))
    y = _listed(pen, _, y, list(taxonomy.labels("participation_areas").values()))
    y = _heading(pen, y, _("The next pages, one for each theme"))
    labels = taxonomy.labels("outcome_themes")
    y = _listed(pen, _, y, [labels.get(theme.key, theme.key) for theme in THEMES])
    _own_words(pen, y + 2, _("What would make a good week? In their words, with their leave:"))


def _theme(pen: Pen, _: Language, theme: Theme, taxonomy: Taxonomy) -> None:
    label = taxonomy.label("outcome_themes", theme.key)
    y = pen.paragraph(EDGE, EDGE - 4, _(label), TITLE_PT, _INNER, is_bold=True)
    y = pen.paragraph(EDGE, y + 1, _(theme.about), TEXT_PT + 1, _INNER)
    y = _heading(pen, y, _("To begin with"))
    y = _listed(pen, _, y, theme.prompts, TEXT_PT + 1)
    y = _heading(pen, y, _("What they may notice when it goes well"))
    y = _listed(pen, _, y, theme.signs)
    y = _heading(pen, y, _("What a group can offer"))
    y = _listed(pen, _, y, theme.helps)
    y = _heading(pen, y, _("What the neighbourhood gains"))
    y = pen.paragraph(EDGE, y + 1.2, _(theme.together), TEXT_PT, _INNER)
    _own_words(pen, y + 2, _("In their words, with their leave. No names, please:"))


def _own_words(pen: Pen, y: float, label: str) -> None:
    """Lines to write on down to the foot of the page."""
    y = _heading(pen, y, label)
    while (y := y + _LINE) < HIGH - EDGE:
        pen.rule(EDGE, y, _INNER)


def wall_sheet_pdf(edition: Edition, target: Path, *, taxonomy: Taxonomy, language: Language | None = None) -> Path:
    """Write the wall sheet: the four themes side by side on A3, lying, with room for notes under each.

    Returns:
        ``target``.
    """
    from reportlab.pdfgen.canvas import Canvas

    from everyday.disk import written_whole
    from everyday.documents import register_fonts
    from everyday.language import language as language_by_code

    _ = language or language_by_code(folder=edition.atlas_folder)
    register_fonts()
    with written_whole(target) as beside:
        canvas = Canvas(str(beside), pagesize=(_A3_WIDE * MM, _A3_HIGH * MM), lang=_.code, pageCompression=1)
        canvas.setTitle(_("What matters to people here"))
        _wall(canvas, _, str(edition.manifest["name"]), taxonomy)
        canvas.showPage()
        canvas.save()
    return target


def _wall(canvas: Canvas, _: Language, town: str, taxonomy: Taxonomy) -> None:
    """A3 lying is as high as A4 standing, so the pen's millimetres from the top hold."""
    pen = Pen(canvas)
    wide = _A3_WIDE - 2 * EDGE
    y = pen.paragraph(EDGE, EDGE - 4, _("What matters to people here"), 30.0, wide, most=1, is_bold=True)
    y = pen.paragraph(EDGE, y + 1, town, _WALL_PT, wide, most=1)
    top, gap = y + 6, 6.0
    column = (wide - gap * (len(THEMES) - 1)) / len(THEMES)
    foot = HIGH - EDGE - 22
    for place, theme in enumerate(THEMES):
        left = EDGE + place * (column + gap)
        pen.box(left, top, column, foot - top, width_pt=1.2)
        at = pen.paragraph(left + 4, top + 2, _(taxonomy.label("outcome_themes", theme.key)), 20.0, column - 8,
                           is_bold=True)  # fmt: skip
        at = pen.paragraph(left + 4, at + 2, _(theme.about), _WALL_SMALL_PT, column - 8)
        for prompt in theme.prompts:
            at = pen.paragraph(left + 4, at + 4, _(prompt), _WALL_PT, column - 8)
        pen.rule(left + 4, at + 6, column - 8)
    y = foot + 4
    pen.paragraph(EDGE, y, "   ·   ".join(_(one) for one in WALL), _WALL_SMALL_PT + 1, wide, most=2, is_bold=True)
