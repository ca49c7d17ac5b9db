"""The edits of a scenario: kept for this visit, put together in a form with the fields that their kinds declare."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from app.server import Shown, plain
from app.words import what_if as what_if_words
from everyday.scenario import EDIT_KINDS, SAME_PLACE_M, EditField, EditKind, read_edits
from everyday.timetables import DAYS, MODES
from geo.crs import haversine_m
from geo.errors import Report

__all__ = [
    "draw_scenario_edit_form",
    "fill_scenario_edit_form",
    "line_names",
    "scenario_edit_words",
    "scenario_edits",
    "set_scenario_edits",
    "stop_labels",
    "stop_names",
]

_EDITS = "what_if_edits"


def scenario_edits() -> list[dict[str, Any]]:
    """The changes put together so far in this session."""
    return list(st.session_state.get(_EDITS, []))


def set_scenario_edits(edits: list[dict[str, Any]]) -> None:
    """Keep these changes."""
    st.session_state[_EDITS] = edits


def line_names(shown: Shown) -> list[str]:
    """Lines as an edit can name them: "7", with its operator where two have the label."""
    lines = shown.lines
    if lines.empty:
        return []
    labels = lines["line"].astype(str)
    is_shared = labels.duplicated(keep=False)
    names = [
        f"{label} ({operator})" if shared and operator else label
        for label, operator, shared in zip(labels, lines["operator"].fillna("").astype(str), is_shared, strict=True)
    ]
    return sorted(dict.fromkeys(names), key=lambda name: (not name[:1].isdigit(), len(name.split(" ")[0]), name))


def stop_labels(shown: Shown) -> dict[str, str]:
    """Stop ids with what to call them: name, lines, and the id where that does not tell them apart."""
    stops = shown.stops
    if stops.empty:
        return {}
    labels = (
        stops["stop_name"].fillna("").astype(str) + " · " + stops["lines"].astype(str).str.replace("; ", ", ")
    ).tolist()
    counts: dict[str, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    pairs = zip(stops["stop_id"].astype(str), labels, strict=True)
    named = {stop: f"{label} · {stop}" if counts[label] > 1 else label for stop, label in pairs}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def stop_names(shown: Shown) -> dict[str, str]:
    """Stops of a new line: one entry for both sides of a street (by name), stops that only share a name by their id."""
    stops, labels = shown.stops, stop_labels(shown)
    if stops.empty:
        return {}
    found = {}
    for name, same in stops.groupby(stops["stop_name"].fillna("").astype(str)):
        lat, lon = (same[column].to_numpy(dtype=float) for column in ("lat", "lon"))
        wide = float(np.max(haversine_m(lat[:, None], lon[:, None], lat[None, :], lon[None, :])))
        if name and wide <= SAME_PLACE_M:
            lines = dict.fromkeys(line for words in same["lines"].astype(str) for line in words.split("; ") if line)
            found[str(name)] = f"{name} · {', '.join(lines)}"
        else:
            found.update({str(stop): labels[str(stop)] for stop in same["stop_id"]})
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def _title(kind: EditKind, item: EditField) -> str:
    words = what_if_words.EDIT_FIELDS.get(f"{kind.key}.{item.name}") or what_if_words.EDIT_FIELDS.get(item.name)
    return words or item.meaning.capitalize()


def _hint(item: EditField) -> str:
    default = "" if item.is_required else f" ({what_if_words.EDIT_OPTIONAL.format(default=item.default)})"
    return plain(f"{item.meaning[:1].upper()}{item.meaning[1:]}{default}.")


def _numbers(given: str) -> Any:
    try:
        return [float(part) for part in given.replace(";", ",").split(",") if part.strip()]
    except ValueError:
        return given


def _point(given: str) -> Any:
    numbers = _numbers(given)
    return {"lat": numbers[0], "lon": numbers[1]} if isinstance(numbers, list) and len(numbers) == 2 else given


def _stop(given: str, known: dict[str, str]) -> Any:
    """A known stop by its id; ``Name @ lat, lon`` as a new one; else what was typed."""
    if given in known:
        return given
    name, at, where = given.rpartition("@")
    point = _point(where) if at else None
    return {"name": name.strip(), **point} if isinstance(point, dict) else given


def _draw_field(shown: Shown, kind: EditKind, item: EditField) -> Any:
    """One field; None or an empty value where nothing was given."""
    title, hint, key = _title(kind, item), _hint(item), f"edit_{kind.key}_{item.name}"
    if item.name == "line" and (lines := line_names(shown)):
        return st.selectbox(title, lines, index=None, key=key, help=hint)
    if item.name == "stop" and (stops := stop_labels(shown)):
        return st.selectbox(title, list(stops), format_func=lambda stop: stops[stop], index=None, key=key, help=hint)
    if item.kind == "stops":
        known = stop_names(shown)
        chosen = st.multiselect(
            title, list(known), format_func=lambda stop: known.get(stop, stop), key=key, accept_new_options=True,
            help=f"{hint} {what_if_words.EDIT_STOPS_HINT}", placeholder=what_if_words.EDIT_STOPS_HINT, select_all=False,
        )  # fmt: skip
        return [_stop(stop, known) for stop in chosen]
    if item.kind == "direction":
        towards = sorted({way for words in shown.lines.get("towards", []) for way in str(words).split("; ") if way})
        words = {"": what_if_words.EITHER_WAY, **{way: way for way in towards}}
        return st.selectbox(title, list(words), format_func=lambda way: words[way], key=key, help=hint)
    if item.kind == "number":
        is_degrees = item.name in ("lat", "lon")
        usual = float(item.default) if item.default.isdigit() else None
        return st.number_input(
            title, min_value=None if item.low is None else float(item.low),
            max_value=None if item.high is None else float(item.high), value=usual, key=key, help=hint,
            step=0.0001 if is_degrees else 1.0, format="%.5f" if is_degrees else "%.0f",
        )  # fmt: skip
    return _draw_plain_field(item, title, hint, key)


def _draw_plain_field(item: EditField, title: str, hint: str, key: str) -> Any:
    if item.kind == "flag":
        return st.checkbox(title, value=item.default == "true", key=key, help=hint)
    if item.kind == "days":
        return st.pills(
            title,
            list(DAYS),
            selection_mode="multi",
            format_func=what_if_words.DAY_WORDS.__getitem__,
            key=key,
            help=hint,
            wrap=True,
        )
    if item.kind == "mode":
        return st.selectbox(title, list(MODES), index=list(MODES).index(item.default), key=key, help=hint)
    if item.kind == "points":
        given = st.text_area(title, key=key, help=hint, placeholder=what_if_words.EDIT_POINTS_HINT, max_chars=5000)
        return [_point(line) for line in given.splitlines() if line.strip()]
    placeholder = {
        "time": "07:30",
        "point": what_if_words.EDIT_POINT_HINT,
        "numbers": what_if_words.EDIT_NUMBERS_HINT,
    }.get(item.kind)
    given = st.text_input(title, key=key, help=hint, placeholder=placeholder, max_chars=200).strip()
    if not given:
        return None
    return {"point": _point, "numbers": _numbers}.get(item.kind, str)(given)


def draw_scenario_edit_form(shown: Shown) -> Report | None:
    """The form; adds a well-formed change to the list, else gives the report with all its faults."""
    name = st.selectbox(
        what_if_words.EDIT_KIND, list(EDIT_KINDS), format_func=lambda key: EDIT_KINDS[key].title, key="edit_kind"
    )
    kind = EDIT_KINDS[name]
    st.caption(plain(kind.meaning))
    with st.form(f"edit_form_{kind.key}", clear_on_submit=False, border=True):
        given: dict[str, Any] = {"kind": kind.key}
        narrow = [item for item in kind.fields if item.kind not in ("stops", "points")]
        for item in (one for one in kind.fields if one.kind in ("stops", "points")):
            given[item.name] = _draw_field(shown, kind, item)
        columns = st.columns(2)
        for place, item in enumerate(narrow):
            with columns[place % 2]:
                given[item.name] = _draw_field(shown, kind, item)
        is_sent = st.form_submit_button(what_if_words.EDIT_ADD, icon=":material/add:")
    if not is_sent:
        return None
    table = {field: value for field, value in given.items() if value is not None and value != "" and value != []}
    report = read_edits([table])[1]
    if report.is_usable:
        set_scenario_edits([*scenario_edits(), table])
        return None
    return report


def fill_scenario_edit_form(shown: Shown, edit: dict[str, Any]) -> None:
    """Put a change into the form, before it is drawn: to be looked at, changed and added."""
    kind = EDIT_KINDS[str(edit["kind"])]
    st.session_state["edit_kind"] = kind.key
    for item in kind.fields:
        key = f"edit_{kind.key}_{item.name}"
        st.session_state.pop(key, None)
        if item.name not in edit:
            continue
        value = edit[item.name]
        if item.kind == "number":
            value = float(value)
        elif item.kind == "point":
            value = f"{value['lat']:.6f}, {value['lon']:.6f}"
        elif item.name == "line":
            value = next((name for name in line_names(shown) if name == value or name.startswith(f"{value} (")), None)
        st.session_state[key] = value


def scenario_edit_words(shown: Shown, edit: dict[str, Any]) -> str:
    """A change in one line: "More or less often: 9, every 10 min, 07:00 to 19:00"."""
    kind = EDIT_KINDS[str(edit["kind"])]
    stops = stop_labels(shown)

    def told(value: Any) -> str:
        if isinstance(value, dict):
            where = f"{value['lat']:.5f}, {value['lon']:.5f}"
            return f"{value['name']} ({where})" if "name" in value else where
        if isinstance(value, list):
            return ", ".join(told(part) for part in value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        words = f"{value:g}" if isinstance(value, float) else str(value)
        return what_if_words.DAY_WORDS.get(words) or stops.get(words) or words

    parts = [f"{_title(kind, kind.field(name))}: {told(value)}" for name, value in edit.items() if name != "kind"]
    return f"{kind.title}. {'; '.join(parts)}"
