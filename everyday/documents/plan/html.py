"""The action plan as one HTML file: to read, to print, to put on a page; no script, and nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.documents.figure import made_up_line
from everyday.documents.plan.cells import cells_of, cover_lines, headings
from everyday.documents.plan.facts import Picture, PlanFacts
from everyday.language import Language

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["plan_html_bytes"]


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return pages.get_template("plan.html")


def _embedded(one: Picture) -> dict[str, str]:
    kind = "jpeg" if one.content.startswith(b"\xff\xd8") else "png"
    return {"kind": kind, "content": b64encode(one.content).decode("ascii"), "alt": one.alt, "caption": one.caption}


def plan_html_bytes(facts: PlanFacts, language: Language) -> bytes:
    """The plan as the bytes of an .html file. Whatever people typed is escaped."""
    _ = language
    sections = [
        {
            "key": f"part-{number}",
            "title": part.title,
            "caption": _("Actions: {where}", where=part.title),
            "map": b64encode(part.map_png).decode("ascii") if part.map_png is not None else "",
            "alt": part.map_alt,
            "also": _("Also for this area: {actions}", actions="; ".join(part.elsewhere)) if part.elsewhere else "",
            "photos": [_embedded(one) for one in part.photos],
            "rows": [{"key": one.row.id, "cells": cells_of(_, one)} for one in part.actions],
        }
        for number, part in enumerate(facts.sections, 1)
    ]
    page = _template().render(
        tag="en-GB" if _.code == "en" else _.code.replace("_", "-"),
        direction=_.direction,
        facts=facts,
        made_up=made_up_line(_, facts.town) if facts.is_made_up else "",
        cover=cover_lines(facts),
        sections=sections,
        headings=headings(_),
        contents=_("Contents"),
        timeline=[_embedded(one) for one in facts.timeline],
        timeline_title=_("Milestones over time"),
        empty="" if sections else _("There is no action in it."),
        sources=_("Where this comes from"),
        skip=_("Skip to the plan"),
    )
    return page.encode()
