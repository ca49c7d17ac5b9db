"""The panel beside the map: the town in brief, or the chosen spot in words and small charts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from analysis.registry import Measure, minutes_words, share_words, short_words
from app.charts import Bar, Column, bars, columns_chart
from app.explore.depth import draw_depth
from app.explore.facts import HOURS, Profile, Stops, brief, furthest, profile_of
from app.explore.place_page import draw_place_page
from app.explore.reach import draw_reach
from app.explore.showing import current_view, draw_clear, fly_to_town, set_view
from app.explore.spread import spread_of
from app.explore.suggestions import draw_list, draw_suggested_here, draw_suggestion
from app.parts import (
    Chosen,
    Family,
    View,
    draw_compare,
    draw_findings_here,
    draw_pin_here,
    draw_place_ready,
    noun_of,
    shown_families,
    why_unknown,
)
from app.printed import big_numbers, text
from app.server import Shown
from app.words import common as common_words
from app.words import explore as explore_words

__all__ = ["draw_panel", "profile_words", "stops_words"]


def draw_panel(shown: Shown, view: View) -> None:
    """Draw what belongs to the view."""
    if view.suggestion:
        draw_suggestion(shown, view.suggestion)
    elif view.chosen is None and view.level == "suggested":
        draw_list(shown)
    elif view.chosen is None:
        _draw_town(shown, view)
    elif view.reach:
        draw_reach(shown, view, view.chosen)
    else:
        _draw_profile(shown, view.chosen)


def _draw_town(shown: Shown, view: View) -> None:
    noun = noun_of(shown)
    st.header(explore_words.TOWN_IN_BRIEF)
    st.html(f'<p class="ea-note">{explore_words.NOTHING_CHOSEN}</p>{big_numbers(brief(shown))}')
    left_out = float((shown.manifest.get("on_network") or {}).get("left_out_share") or 0.0)
    notes = [explore_words.BRIEF_NOTE.format(noun=noun)]
    if left_out > 0.005:
        notes.append(explore_words.LEFT_OUT.format(share=share_words(left_out), noun=noun))
    st.html(f'<p class="ea-note">{text(" ".join(notes))}</p>')
    for family in shown_families(shown, view):
        if not _reason(shown, family, view.band):
            _draw_spread(shown, family, view.band, is_named=view.level == "both")
    for family in shown_families(shown, view)[-1:]:
        sentences = [] if _reason(shown, family, view.band) else furthest(shown, family, view.band)
        if sentences:
            items = "".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
            title = text(f"{explore_words.FURTHEST}: {family.measure(view.band).full_title}")
            st.html(f'<div class="ea-prose"><h3>{title}</h3><ul>{items}</ul></div>')


def _reason(shown: Shown, family: Family, band: str) -> str:
    measure = family.measure(band)
    return why_unknown(shown, measure.band) if measure.band else ""


def _draw_spread(shown: Shown, family: Family, band: str, *, is_named: bool) -> None:
    measure, noun = family.measure(band), noun_of(shown)
    spread = spread_of(shown, measure)
    if spread is None:
        return
    form = explore_words.SPREAD_OF if is_named else explore_words.SPREAD
    words = form.format(measure=measure.full_title, noun=noun, median=spread.median)
    tallest = max(spread.columns, key=lambda column: column.value)
    chart = columns_chart(
        spread.columns, sentence=spread.sentence, last_label=spread.last_label, top_words=tallest.words,
        caption=explore_words.SPREAD_CAPTION.format(measure=measure.full_title, noun=noun),
        headings=(measure.heading, noun.capitalize()), mark=explore_words.SPREAD_MEDIAN,
    )  # fmt: skip
    st.html(f'<div class="ea-prose"><p>{text(words)}</p>{chart}</div>')


def _draw_show_reach(shown: Shown) -> None:
    if st.button(explore_words.SHOW_REACH, type="primary", key="show_reach"):
        set_view(replace(current_view(), reach="bus"))
        fly_to_town(shown)
        st.rerun(scope="app")


def _draw_profile(shown: Shown, chosen: Chosen) -> None:
    profile = profile_of(shown, chosen)
    where = " · ".join(part for part in (profile.area, profile.people) if part)
    st.html(f'<h2 id="ea-chosen">{text(profile.name)}</h2><p class="ea-note">{text(where)}</p>')
    with st.container(horizontal=True):
        if profile.is_known:
            _draw_show_reach(shown)
        _draw_compare(chosen)
        draw_pin_here(shown, chosen)
        draw_place_page(shown, chosen, profile.name)
        draw_clear(shown)
    draw_place_ready(chosen)
    is_first = current_view().level == "suggested"
    if is_first:
        draw_suggested_here(shown, chosen)
    if profile.outside_share > 0.005 and profile.is_known:
        st.html(f'<p class="ea-note">{text(_outside_words(shown, profile.outside_share))}</p>')
    if not profile.is_known:
        st.info(explore_words.OUTSIDE_STREETS)
    else:
        draw_depth(shown, chosen)
        st.html(profile_words(profile))
    if not is_first:
        draw_suggested_here(shown, chosen)
    draw_findings_here(shown, chosen)
    if profile.stops is not None:
        st.html(stops_words(profile.stops, is_area=profile.is_area))


def _draw_compare(chosen: Chosen) -> None:
    view = current_view()
    measure = view.family if view.level in ("near", "across") else ""
    draw_compare(chosen.id, measure=measure, band=view.band, by=view.unit)


def _outside_words(shown: Shown, share: float) -> str:
    return explore_words.PARTLY_OUTSIDE.format(share=share_words(share), noun=noun_of(shown))


def profile_words(profile: Profile) -> str:
    """A place against the town, the way to the centre, and what is near."""
    against = [_against_town(measure, value, town) for measure, value, town in profile.values]
    parts = [bars(against, caption=explore_words.AGAINST_TOWN)] if against else []
    if profile.centre:
        parts.append(_centre_words(profile))
    parts.append(_within_words(profile))
    return f'<div class="ea-prose">{"".join(parts)}</div>'


def _against_town(measure: Measure, value: float, town: float) -> Bar:
    title = explore_words.SHORT_TITLES.get(measure.family, measure.title)
    words = explore_words.WITH_TOWN.format(value=measure.short(value), town=measure.short(town))
    if not np.isfinite(value):
        return Bar(title, None, words)
    scale = _scale(value, town, measure.unit)
    return Bar(title, value / scale, words, mark=town / scale if np.isfinite(town) else None)


def _scale(value: float, town: float, unit: str) -> float:
    """What the full width of a bar stands for: all for shares and points, for counts twice the town's median or, where
    that is more, the value itself: no bar is cut."""
    if unit == "share":
        return 1.0
    if unit == "of 100":
        return 100.0
    return max(2 * town if np.isfinite(town) else 0.0, value) or 1.0


def _centre_words(profile: Profile) -> str:
    known = [value for _, here, town, _ in profile.centre for value in (here, town) if np.isfinite(value)]
    longest = max([60.0, *known])
    rows = []
    for band, here, town, why in profile.centre:
        title = explore_words.BANDS[band]
        if why:
            rows.append(Bar(title, None, common_words.NOT_KNOWN))
            continue
        is_there = bool(np.isfinite(here))
        words = minutes_words(here) if is_there else explore_words.UNREACHABLE.format(limit=120)
        if np.isfinite(town):
            words = explore_words.WITH_TOWN.format(value=words, town=short_words(town, "minutes"))
        mark = town / longest if np.isfinite(town) else None
        rows.append(Bar(title, here / longest if is_there else 1.0, words, mark=mark, is_beyond=not is_there))
    return bars(rows, caption=explore_words.TO_CENTRE)


def _within_words(profile: Profile) -> str:
    title = explore_words.WITHIN_15_AREA if profile.is_area else explore_words.WITHIN_15
    near = ", ".join(f"{kind} {minutes_words(minutes)}" for kind, minutes in profile.within)
    parts = [f"<h3>{text(title)}</h3>", f"<p>{text(near or explore_words.NOTHING_AT_ALL)}</p>"]
    missing = ", ".join(profile.missing)
    words = (
        f"<strong>{text(explore_words.NOTHING_WITHIN)}:</strong> {text(missing)}"
        if missing
        else text(explore_words.ALL_WITHIN)
    )
    return "".join([*parts, f"<p>{words}</p>"])


def stops_words(stops: Stops, *, is_area: bool) -> str:
    """Stops in an area or near a cell, and when buses leave at the busiest."""
    title = explore_words.STOPS_IN_AREA if is_area else explore_words.STOPS_NEAR
    if not stops.near:
        none = explore_words.NO_STOPS_AREA if is_area else explore_words.NO_STOPS
        return f'<div class="ea-prose"><h3>{title}</h3><p>{none}</p></div>'
    parts = [f"<h3>{text(title)}</h3>"]
    if is_area:
        parts.append(f"<p>{text(explore_words.LINES_HERE.format(lines=stops.lines))}</p>")
    else:
        items = [
            explore_words.STOP_LINE.format(
                name=name, lines=lines.replace("; ", ", "), metres=max(10 * round(metres / 10), 10)
            )
            for name, lines, metres in stops.near
        ]
        parts.append(f"<ul>{''.join(f'<li>{text(item)}</li>' for item in items)}</ul>")
    most = max((max(counts) for counts in stops.by_hour.values()), default=0)
    parts += [_departures_chart(stops, day, top=most) for day in stops.by_hour]
    return f'<div class="ea-prose">{"".join(parts)}</div>'


def _departures_chart(stops: Stops, day: str, *, top: int) -> str:
    """Departures by hour, on one scale for all days: ``top`` departures fill the height."""
    counts, title = stops.by_hour[day], explore_words.BY_HOUR[day].format(stop=stops.busiest)
    columns = [
        Column(count, _clock(hour), f"{count:,}", str(hour % 24) if hour % 3 == 0 else "")
        for hour, count in zip(HOURS, counts, strict=True)
    ]
    most, all_n = max(counts), sum(counts)
    if not all_n:
        return f"<p>{text(explore_words.BY_HOUR_NONE.format(chart=title))}</p>"
    chart = columns_chart(
        columns, caption=title, headings=explore_words.BY_HOUR_HEADS, top=top,
        top_words=explore_words.BY_HOUR_TOP.format(most=f"{top:,}"),
        sentence=explore_words.BY_HOUR_SENTENCE.format(
            chart=title, all=f"{all_n:,}", most=f"{most:,}", from_hour=_clock(HOURS[counts.index(most)]),
            none_n=counts.count(0), hours_n=len(counts),
        ),
    )  # fmt: skip
    line = explore_words.BY_HOUR_LINE.format(chart=title, most=f"{most:,}", all=f"{all_n:,}")
    return f"<p>{text(line)}</p>{chart}"


def _clock(hour: int) -> str:
    return f"{hour % 24}:00"
