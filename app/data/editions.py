"""The editions there are, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from app.printed import date_words
from app.server import plain
from app.words import common as common_words
from app.words import corrections as corrections_words
from app.words import data as data_words
from everyday.facade import Atlas
from geo.errors import AtlasError

__all__ = ["changes", "draw_editions", "draw_held_back"]


def _by_sha(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["sha256"]: entry for entry in manifest.get("inputs", [])}


def changes(older: dict[str, Any], newer: dict[str, Any]) -> list[str]:
    """What changed between two editions, a sentence each: inputs, dates, settings, the program, rows."""
    before, after = _by_sha(older), _by_sha(newer)
    scenario = newer.get("scenario")
    found = [common_words.SCENARIO_OF.format(name=scenario["name"])] if scenario else []
    found += [data_words.CHANGE_ADDED.format(name=after[sha]["name"]) for sha in after if sha not in before]
    found += [data_words.CHANGE_GONE.format(name=before[sha]["name"]) for sha in before if sha not in after]
    if older.get("weekday") != newer.get("weekday") and newer.get("weekday"):
        found.append(data_words.CHANGE_DAY.format(day=date_words(str(newer["weekday"]))))
    if older.get("parameters") != newer.get("parameters"):
        found.append(data_words.CHANGE_SETTINGS)
    if older.get("code") != newer.get("code"):
        found.append(data_words.CHANGE_CODE)
    found += _corrected(older.get("corrections", []), newer.get("corrections", []))
    rows_before, rows_after = older.get("rows", {}), newer.get("rows", {})
    for name in ("cells", "areas", "places", "stops", "lines"):
        one, two = rows_before.get(name), rows_after.get(name)
        if one is not None and two is not None and one != two:
            found.append(data_words.CHANGE_ROWS.format(what=name, before=f"{one:,}", after=f"{two:,}"))
    return found or [data_words.CHANGE_NONE]


def _corrected(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    """A sentence if other corrections went into the newer edition."""
    if [entry["what"] for entry in before] == [entry["what"] for entry in after]:
        return []
    return [corrections_words.CHANGED.format(before=len(before), after=len(after))]


def draw_held_back(reasons: Iterable[str]) -> None:
    """What an edition that was built and is not shown has lost, and what to do."""
    lines = "\n".join(f"- {plain(reason)}" for reason in reasons)
    st.warning(f"**{data_words.HELD_BACK}**\n\n{lines}\n\n{data_words.HELD_BACK_DO}")


def _draw_edition(
    atlas: Atlas,
    edition_id: str,
    manifest: dict[str, Any],
    lines: list[str],
    *,
    is_current: bool,
    held: Sequence[str] = (),
) -> None:
    with st.container(border=True):
        built = str(manifest.get("built_at", ""))
        shown = f" · **{data_words.SHOWN_NOW}**" if is_current else ""
        st.markdown(f"**{data_words.BUILT_ON} {plain(date_words(built))}, {plain(built[11:16])} UTC**{shown}")
        days = [
            words.format(day=date_words(str(manifest[name])))
            for name, words in (("weekday", data_words.TIMETABLE_OF), ("map_date", data_words.MAP_OF))
            if manifest.get(name)
        ]
        rows = manifest.get("rows", {})
        counts = ", ".join(f"{rows[name]:,} {name}" for name in ("areas", "cells", "places", "stops") if name in rows)
        st.markdown(plain(" · ".join([*days, counts])))
        if held:
            draw_held_back(held)
        for line in lines:
            st.markdown(f"- {plain(line)}")
        _draw_notes(manifest)
        st.caption(plain(edition_id))
        if not is_current:
            st.button(
                data_words.SHOW_EDITION, key=f"show_{edition_id}", on_click=atlas.show_edition, args=(edition_id,)
            )


def _draw_notes(manifest: dict[str, Any]) -> None:
    reports = manifest.get("reports", [])
    problems = [(report, problem) for report in reports for problem in report.get("problems", [])]
    notes = manifest.get("notes", [])
    if not notes and not problems:
        return
    with st.expander(data_words.NOTES.format(count=len(notes) + len(problems))):
        for note in notes:
            st.markdown(f"- {plain(note)}")
        for report, problem in problems:
            parts = (problem.get("found", ""), problem.get("action", ""))
            st.markdown(f"- {plain(report.get('source', ''))}: {plain(' '.join(part for part in parts if part))}")


def draw_editions(atlas: Atlas) -> None:
    """Editions, the newest first, each with what changed since the one before."""
    st.header(data_words.EDITIONS)
    ids = atlas.editions()
    if not ids:
        st.markdown(data_words.NO_EDITION_YET)
        return
    current = atlas.edition().id
    manifests: dict[str, dict[str, Any]] = {}
    for edition_id in ids:
        try:
            manifests[edition_id] = atlas.edition(edition_id).manifest
        except (AtlasError, OSError, ValueError):
            st.warning(data_words.EDITION_BROKEN.format(id=plain(edition_id)))
    known = list(manifests)
    for place in range(len(known) - 1, -1, -1):
        lines = changes(manifests[known[place - 1]], manifests[known[place]]) if place else [data_words.FIRST_EDITION]
        is_newest = place == len(known) - 1 and "scenario" not in manifests[known[place]]
        _draw_edition(
            atlas, known[place], manifests[known[place]], lines, is_current=known[place] == current,
            held=atlas.held_back(atlas.edition(known[place])) if is_newest else (),
        )  # fmt: skip
