"""A question on the map, and beside it who answered, by which rule, who stands out, and the area that is chosen."""

from __future__ import annotations

import streamlit as st

from app.map import (
    MapStart,
    Message,
    asked_breaks,
    asked_field,
    asked_fills,
    asked_legend,
    asked_title,
    draw_map,
    last_click,
    map_and_panel,
    whole_town,
)
from app.parts import Chosen, draw_findings_here, draw_pin_here, draw_place_ready
from app.printed import text
from app.survey.here import Here, go_to, note
from app.survey.named import draw_named, draw_named_choice, mark_of
from app.words import survey as words
from everyday.survey import Judged, about_words, against_words, rule_words, town_words, ward_words

__all__ = ["about_html", "draw_map_and_panel", "message_of", "start_of"]

MAP_KEY = "survey_map"


def start_of(at: Here, key: str) -> MapStart:
    """Where the map opens: the same for the visit."""
    known = st.session_state.get(key)
    if known is None or known.edition_id != at.shown.id:
        known = st.session_state[key] = whole_town(at.shown, label=words.MAP_LABEL)
    return known  # type: ignore[no-any-return]


def message_of(at: Here) -> Message:
    """The question in its classes."""
    breaks = asked_breaks(at.shown, at.indicator.key)
    return Message(
        "areas", only="areas", everywhere=True, fields=(asked_field(at.shown, at.judged, breaks),),
        colours=asked_fills(at.judged, len(breaks) + 1),
        chosen=Chosen("areas", at.area) if at.area and at.ground is None else None, found=mark_of(at),
        heading=words.MAP_HEADING.format(title=asked_title(at.judged), unit="{unit}"),
        legend=asked_legend(at.judged, breaks),
    )  # fmt: skip


def _clicked() -> None:
    from app.server import shown_edition

    click, shown = last_click(MAP_KEY), shown_edition(st.query_params.get("edition"))
    if click is None or shown is None:
        return
    go_to(area="" if click.is_home else shown.area_at(click.lat, click.lon) or "")


def about_html(at: Here) -> str:
    """Title, who answered, the town and the rule: before anything that was said."""
    indicator, judged = at.indicator, at.judged
    title = words.ASKED_TITLE.format(title=indicator.title, year=judged.year)
    lines = [about_words(indicator), town_words(judged), rule_words(judged),
             words.SOURCE.format(source=indicator.source)]  # fmt: skip
    told = "".join(f"<p>{text(line)}</p>" for line in lines if line)
    return f'<div class="ea-prose"><h2>{text(title)}</h2>{told}</div>'


def _standing_out(judged: Judged) -> str:
    if not judged.is_judged:
        return ""
    out = judged.wards[judged.wards["verdict"].isin(["better", "worse", "higher", "lower"])]
    against = against_words(judged)
    if out.empty:
        return f"<p>{text(words.NONE_STANDING_OUT.format(against=against))}</p>"
    lines = "".join(
        f"<li>{text(ward_words(judged, row))}</li>"
        for row in out.sort_values("value", ascending=False).to_dict("records")
    )
    return f"<h3>{text(words.STANDING_OUT.format(against=against))}</h3><ul>{lines}</ul>"


def draw_map_and_panel(at: Here) -> None:
    """Draw both."""
    left, panel = map_and_panel("survey")
    with left:
        draw_map(start_of(at, "survey_map_start"), message_of(at), key=MAP_KEY, on_click=_clicked)
    with panel:
        if at.ground is not None:
            draw_named(at)
        elif at.area:
            _draw_area(at)
        draw_named_choice(at)
        st.html(about_html(at))
        if not at.area:
            note(words.HINT)
        st.html(f'<div class="ea-prose">{_standing_out(at.judged)}</div>')


def _draw_area(at: Here) -> None:
    ward = at.judged.ward(at.area)
    if ward is None:
        return
    chosen = Chosen("areas", at.area)
    st.html(f'<div class="ea-prose" id="ea-chosen"><h2>{text(ward["area_name"])}</h2>'
            f"<p>{text(ward_words(at.judged, ward))}</p></div>")  # fmt: skip
    draw_pin_here(at.shown, chosen)
    draw_place_ready(chosen)
    draw_findings_here(at.shown, chosen)
