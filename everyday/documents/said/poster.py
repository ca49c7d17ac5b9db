"""The poster: large letters, few words, as many sheets as it takes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageTemplate,
    Spacer,
)

from everyday.acting import Said
from everyday.documents.figure import made_up_line
from everyday.documents.pdf import BARRIER, ENABLER, INK, QUIET, REGULAR, register_fonts, written
from everyday.language import Language, writable

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["said_poster_bytes"]

LEAST_PT = 26.0
"""No word that has to be read from two metres is smaller: its capitals are 6.6 mm high, for which signs allow 2 m."""
_TITLE_PT, _HEAD_PT, _SAID_PT = 76.0, 30.0, 34.0
_FOOT_PT = 14.0
_MARGIN, _FOOT = 20 * mm, 12 * mm
_MOST_SIGNS, _MOST_ACTIONS = 150, 2
_ORDER = ("action", "merged", "retired")
_LINE = HexColor("#8d8a84")


def said_poster_bytes(
    said: Sequence[Said], language: Language, *, town: str, taxonomy: Taxonomy, is_made_up: bool, today: str = ""
) -> bytes:
    """The poster as the bytes of an A3 PDF.

    Args:
        said: what became of every pin (``everyday.acting.what_became``): what everybody may see, nodded through.
        town: its name.
        taxonomy: the town's vocabulary.
        is_made_up: True for a town that does not exist, which the poster says.
        today: the day it is made.
    """
    _, held, day = language, io.BytesIO(), today or date.today().isoformat()
    register_fonts()
    title = _("You said, we did")
    foot = f"{writable(town)} · {_('Made on {day}', day=_.date(day))}"
    wide = A3[0] - 2 * _MARGIN

    def numbered(canvas: Canvas, _document: Any) -> None:
        canvas.setFont(REGULAR, _FOOT_PT)
        canvas.setFillColor(QUIET)
        canvas.drawString(_MARGIN, _MARGIN * 0.7, foot)
        canvas.drawRightString(_MARGIN + wide, _MARGIN * 0.7, _("Page {n}", n=canvas.getPageNumber()))

    tag = "en-GB" if _.code == "en" else _.code.replace("_", "-")
    document = BaseDocTemplate(held, pagesize=A3, title=f"{title}: {writable(town)}", author="Everyday Atlas", lang=tag)
    frame = Frame(_MARGIN, _MARGIN + _FOOT, wide, A3[1] - 2 * _MARGIN - _FOOT, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("poster", [frame], onPage=numbered)])
    document.build(_parts(_, said, title, town, taxonomy, is_made_up=is_made_up))
    return held.getvalue()


def _parts(
    _: Language, said: Sequence[Said], title: str, town: str, taxonomy: Taxonomy, *, is_made_up: bool
) -> list[Flowable]:
    parts: list[Flowable] = [written(title, _TITLE_PT, is_bold=True), written(town, _HEAD_PT, colour=QUIET)]
    if is_made_up:
        parts.append(written(made_up_line(_, town), LEAST_PT, is_bold=True))
    told = [one for became in _ORDER for one in reversed(said) if one.became == became]
    parts += [KeepTogether(_entry(_, one, taxonomy)) for one in told]
    if open_n := sum(one.became == "open" for one in said):
        line = _.n("{n} more entry is not decided yet.", "{n} more entries are not decided yet.", open_n)
        parts += [Spacer(1, 24), written(line, LEAST_PT)]
    if not said:
        parts += [Spacer(1, 24), written(_("Nothing has been said yet."), _SAID_PT)]
    return parts


def _entry(_: Language, one: Said, taxonomy: Taxonomy) -> list[Flowable]:
    colour = BARRIER if one.finding.kind == "barrier" else ENABLER
    parts: list[Flowable] = [Spacer(1, 20), HRFlowable(width="100%", thickness=1.5, color=_LINE), Spacer(1, 10)]
    kind = _(taxonomy.label("kinds", one.finding.kind))
    parts += [
        written(f"{_('You said')} · {kind} {one.number}", LEAST_PT, colour=colour, is_bold=True),
        written(_short(one.finding.title), _SAID_PT),
        Spacer(1, 8),
    ]  # fmt: skip
    return parts + [written(line, LEAST_PT, mark=f"{_('We did')}:" if place == 0 else "", colour=INK)
                    for place, line in enumerate(_became(_, one, taxonomy))]  # fmt: skip


def _became(_: Language, one: Said, taxonomy: Taxonomy) -> list[str]:
    lines = []
    for row in one.actions[:_MOST_ACTIONS]:
        status = _(taxonomy.label("action_status", row.action.status)).split(",")[0]
        who = f" ({', '.join(row.action.responsible[:2])})" if row.action.responsible else ""
        lines.append(f"{_short(row.action.title)} – {status}{who}")
    if not lines and one.into_number is not None:
        lines.append(_("Put together with entry {n}.", n=one.into_number))
    if not lines:
        lines.append(_short(one.reason) or _("Not taken further."))
    return lines


def _short(words: str) -> str:
    return shorten(writable(words), _MOST_SIGNS, placeholder=" …")
