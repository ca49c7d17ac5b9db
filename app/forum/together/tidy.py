"""Tidying up: the figure as widgets, with a box to tick at each finding and what can be done with the ticked ones."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import streamlit as st

from app.forum.here import Here, choose, chosen_finding, here, rest_until_written
from app.forum.pins import draw_card, mark
from app.forum.together.alike import Pair, likely_pairs
from app.forum.together.done import (
    KEPT_KEY,
    SHOWN_KEY,
    draw_said,
    give_lists,
    merge_ticked,
    numbers_words,
    set_ticked,
    status_words,
    take_out,
    tick,
    tick_key,
    ticked,
    untick,
)
from app.forum.together.figure import SIGNS, Drawn, drawn_together
from app.printed import text
from app.server import plain
from app.words import forum as forum_words
from everyday.documents.figure import also_under, status_word, vote_lines
from everyday.language import Language, language, shortened
from plan.figure import Entry, FigureColumn
from plan.merging import kept_one, merged_map
from plan.records import Finding

__all__ = ["draw_tidy"]

EVERY_S = 2.0
_MOST_PAIRS = 12
_ABREAST, _ABREAST_BESIDE_CARD = 6, 3


@st.fragment
def draw_tidy(scope: str, dimension: str) -> None:
    """Draw what is ticked, the figure to tick in, likely duplicates and merged ones.

    Args:
        scope: id of a session, or empty for all sessions.
        dimension: as in :func:`app.forum.together.figure.drawn_together`.
    """
    at = here()
    if at is None:
        return
    drawn = st.session_state[SHOWN_KEY] = drawn_together(at, scope, dimension=dimension)
    # Each part has a place of its own: what is below stays where it is, with the focus, when something comes or goes.
    told, news = st.container(), st.container()
    bar = st.container(key="together_bar", border=True)
    pairs, merged = st.container(), st.container()
    with news:
        _draw_news(scope, dimension)
    with bar:
        _draw_bar(at, drawn)
    with pairs:
        _draw_pairs(drawn)
    with merged:
        _draw_merged(at, drawn)
    finding, words = chosen_finding(at), language(folder=at.atlas.folder)
    if finding is None:
        _draw_columns(drawn, words, _ABREAST)
    else:
        left, right = st.columns([2, 1], gap="medium")
        with left:
            _draw_columns(drawn, words, _ABREAST_BESIDE_CARD)
        with right, st.container(key="together_card"):
            draw_card()
    with told:
        draw_said()


@st.fragment(run_every=EVERY_S)
def _draw_news(scope: str, dimension: str) -> None:
    """That others have changed findings since: the figure is not moved about under somebody's hand."""
    at, drawn = here(), st.session_state.get(SHOWN_KEY)
    if at is None or not isinstance(drawn, Drawn):
        return
    rest_until_written(at)
    now = drawn_together(at, scope, dimension=dimension).findings
    ids = {*now, *drawn.findings}
    changed_n = sum(_version(now, one) != _version(drawn.findings, one) for one in ids)
    if not changed_n:
        return
    words = forum_words.SINCE_ONE if changed_n == 1 else forum_words.SINCE_N.format(n=changed_n)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p role="status"><strong>{text(words)}</strong></p>', width="content")
        if st.button(forum_words.SHOW_NEW, key="together_new", icon=":material/refresh:"):
            st.rerun(scope="app")


def _version(findings: dict[str, Finding] | object, finding_id: str) -> int:
    found = findings.get(finding_id) if isinstance(findings, dict) else None
    return found.version if found else 0


# ---- the ticked ones -------------------------------------------------------------------------------------------------


def _draw_bar(at: Here, drawn: Drawn) -> None:
    chosen = ticked(drawn)
    if not chosen:
        st.html(f'<p class="ea-note">{text(forum_words.NOTHING_TICKED)}</p>')
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        words = forum_words.TICKED_ARE.format(n=len(chosen), numbers=numbers_words(drawn, chosen))
        st.html(f'<p role="status"><strong>{text(words)}</strong></p>', width="content")
        _draw_statuses(at, chosen)
        _draw_lists(at, chosen)
        st.button(forum_words.UNTICK, key="together_untick", on_click=untick, type="tertiary")
    _draw_merge(drawn, chosen)


def _draw_merge(drawn: Drawn, chosen: Sequence[Finding]) -> None:
    if len(chosen) < 2:
        st.html(f'<p class="ea-note">{text(forum_words.MERGE_TWO)}</p>')
        return
    titles = {one.id: f"{drawn.numbers[one.id]} · {shortened(one.title)}" for one in chosen}
    if st.session_state.get(KEPT_KEY) not in titles:
        st.session_state[KEPT_KEY] = chosen[0].id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(forum_words.KEEP, list(titles), format_func=titles.__getitem__, key=KEPT_KEY, width=720)
        st.button(forum_words.MERGE_DO, key="together_merge", on_click=merge_ticked, type="primary")


def _draw_statuses(at: Here, chosen: Sequence[Finding]) -> None:
    """A button for each status that at least one of the ticked may have."""
    taxonomy = at.atlas.taxonomy()
    for status, label in status_words().items():
        able_n = sum(status in taxonomy.next_statuses("finding", one.status) for one in chosen)
        if able_n:
            words = forum_words.STATUS_OF.format(status=label, n=able_n, all=len(chosen))
            st.button(
                label if able_n == len(chosen) else words, key=f"together_{status}", on_click=set_ticked, args=(status,)
            )


def _draw_lists(at: Here, chosen: Sequence[Finding]) -> None:
    """Dimensions and themes; filled in where all of the ticked have the same."""
    mark_of_chosen = zlib.crc32(" ".join(one.id for one in chosen).encode())
    labels = {"dimensions": forum_words.DIMENSIONS, "themes": forum_words.THEMES}
    keys = {name: f"together_{name}_{mark_of_chosen}" for name in labels}
    with st.popover(forum_words.SET_LISTS):
        for name, label in labels.items():
            had = {getattr(one, name) for one in chosen}
            common = next(iter(had)) if len(had) == 1 else ()
            options = at.atlas.taxonomy().labels(name)
            st.multiselect(
                label, list(options), [one for one in common if one in options], format_func=options.__getitem__,
                key=keys[name], select_all=False,
            )  # fmt: skip
        st.html(f'<p class="ea-note">{text(forum_words.SET_LISTS_HINT)}</p>')
        st.button(forum_words.SET_DO, key="together_lists", on_click=give_lists, args=(keys,), type="primary")


# ---- the figure ------------------------------------------------------------------------------------------------------


def _draw_columns(drawn: Drawn, _: Language, abreast: int) -> None:
    """Dimensions side by side; each finding has its box where it stands first."""
    first: set[str] = set()
    columns = drawn.figure.columns
    with st.container(key="together_tidy"):
        for start in range(0, len(columns), abreast):
            row = columns[start : start + abreast]
            for place, column in zip(st.columns(max(len(row), min(abreast, len(columns)))), row, strict=False):
                with place, st.container(gap="xsmall"):
                    _draw_column(drawn, column, first, _)


def _draw_column(drawn: Drawn, column: FigureColumn, first: set[str], _: Language) -> None:
    st.html(f'<h2 class="ea-tidy-dimension" dir="auto">{text(column.label)}</h2>')
    for kind, label, entries in (
        ("barrier", forum_words.BARRIERS, column.barriers),
        ("enabler", forum_words.ENABLERS, column.enablers),
    ):
        st.html(f'<h3 class="ea-tidy-{kind}">{text(label)} ({len(entries)})</h3>')
        for entry in entries:
            _draw_entry(drawn, entry, _, has_box=entry.finding_id not in first)
            first.add(entry.finding_id)
        if not entries:
            st.html(f'<p class="ea-note">{text(forum_words.FIGURE_EMPTY)}</p>')


def _draw_entry(drawn: Drawn, entry: Entry, _: Language, *, has_box: bool) -> None:
    number, title = drawn.numbers[entry.finding_id], shortened(entry.title)
    shape = mark({"kind": entry.kind, "seq": number})
    if not has_box:
        st.html(f'<p class="ea-item">{shape} <span dir="auto">{text(title)}</span></p>')
        return
    lines = [entry.where, *vote_lines(_, drawn.figure, entry), also_under(_, drawn.figure, entry)]
    if entry.merged_n:
        lines.append(_.n("{n} said the same", "{n} said the same", entry.merged_n + 1))
    status = f'<span aria-hidden="true">{SIGNS[entry.status]}</span> {text(status_word(_, drawn.figure, entry))}'
    rest = " · ".join(f"<bdi>{text(line)}</bdi>" for line in lines if line)
    with st.container(gap=None, key=f"tidy_{entry.finding_id}"):
        with st.container(horizontal=True, wrap=False):
            st.checkbox(
                forum_words.TICK_ONE.format(number=number, title=plain(title)), key=tick_key(entry.finding_id),
                width="stretch", wrap=True,
            )  # fmt: skip
            if st.button(
                forum_words.OPEN_ONE.format(number=number), key=f"open_{entry.finding_id}", type="tertiary",
                on_click=choose, args=(entry.finding_id,),
            ):  # fmt: skip
                st.rerun(scope="app")
        st.html(f'<p class="ea-note">{status} · {rest}</p>')


# ---- likely duplicates and merged ones -------------------------------------------------------------------------------


def _pairs(drawn: Drawn) -> list[Pair]:
    """Likely duplicates, looked for again only when a finding has changed."""
    state = tuple((one.id, one.version) for one in drawn.findings.values())
    known = st.session_state.get("forum_together_pairs")
    if known is None or known[0] != state:
        by_number = sorted(drawn.findings.values(), key=lambda one: drawn.numbers[one.id])
        known = st.session_state["forum_together_pairs"] = (state, likely_pairs(by_number))
    return list(known[1])


def _why(pair: Pair) -> str:
    """In words: "both say: bus, evening · 120 m apart"."""
    parts = [forum_words.ALIKE_WORDS.format(words=", ".join(pair.words[:8]))]
    if pair.is_town:
        parts.append(forum_words.ALIKE_TOWN)
    elif pair.distance_m is not None:
        metres = round(pair.distance_m, -1)
        parts.append(forum_words.ALIKE_METRES.format(metres=f"{metres:,.0f}") if metres
                     else forum_words.ALIKE_HERE)  # fmt: skip
    if pair.is_same_area:
        parts.append(forum_words.ALIKE_AREA)
    return " · ".join(parts)


def _draw_pairs(drawn: Drawn) -> None:
    pairs = _pairs(drawn)
    if not pairs:
        return
    count = forum_words.ALIKE_ONE if len(pairs) == 1 else forum_words.ALIKE_N.format(n=len(pairs))
    with st.expander(count, icon=":material/content_copy:", key="together_alike"):
        st.html(f'<p class="ea-note">{text(forum_words.ALIKE_HINT)}</p>')
        for pair in pairs[:_MOST_PAIRS]:
            both = [drawn.findings[pair.first], drawn.findings[pair.second]]
            lines = "".join(f"<li>{_named(drawn, one)}</li>" for one in both)
            st.html(f'<ul class="ea-tidy-pair">{lines}</ul><p class="ea-note"><bdi>{text(_why(pair))}</bdi></p>')
            label = forum_words.TICK_BOTH.format(first=drawn.numbers[pair.first], second=drawn.numbers[pair.second])
            st.button(label, key=f"both_{pair.first}_{pair.second}", on_click=tick, args=([one.id for one in both],))
        if len(pairs) > _MOST_PAIRS:
            words = forum_words.ALIKE_MORE.format(n=len(pairs) - _MOST_PAIRS)
            st.html(f'<p class="ea-note">{text(words)}</p>')


def _named(drawn: Drawn, finding: Finding) -> str:
    number = mark({"kind": finding.kind, "seq": drawn.numbers[finding.id]})
    return f'{number} <span dir="auto">{text(shortened(finding.title))}</span>'


def _draw_merged(at: Here, drawn: Drawn) -> None:
    """What was merged into the findings shown; a planner can take it out again."""
    merged = merged_map(at.store.all(Finding))
    found = [at.store.get(Finding, one) for one in merged if kept_one(one, merged) in drawn.findings]
    found = [one for one in found if one.id in drawn.numbers]
    if not found:
        return
    count = forum_words.MERGED_ONE if len(found) == 1 else forum_words.MERGED_N.format(n=len(found))
    with st.expander(count, icon=":material/merge:", key="together_merged"):
        if not at.may("reopen"):
            st.html(f'<p class="ea-note">{text(forum_words.ONLY_PLANNERS)}</p>')
        for one in found:
            words = forum_words.MERGED_LINE.format(
                title=shortened(one.title), kept=drawn.numbers[kept_one(one.id, merged)]
            )
            number = mark({"kind": one.kind, "seq": drawn.numbers[one.id]})
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(f'<p class="ea-item">{number} <bdi>{text(words)}</bdi></p>')
                if at.may("reopen"):
                    label = forum_words.TAKE_OUT.format(number=drawn.numbers[one.id])
                    st.button(label, key=f"take_out_{one.id}", on_click=take_out, args=(one,))
