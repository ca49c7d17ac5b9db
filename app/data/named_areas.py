"""Areas that people use, on the Data page: named from a list of wards, from small areas, drawn or from a file."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.data.area_map import DRAWN, draw_area_map, drawn_shape
from app.parts import Saving
from app.printed import date_words, text
from app.server import Shown, current_person, draw_fault, explored, plain, shown_edition
from app.words import areas as words
from everyday.atlas import has_plan
from everyday.disk import safe_name
from everyday.facade import Atlas
from everyday.locate import area_names_of, size_words
from everyday.named_areas import (
    checked_area,
    made_of_words,
    named_areas,
    people_shared_words,
    shape_from_file,
    small_areas_of_atlas,
    what_words,
)
from geo.errors import AtlasError
from plan.records import NamedArea
from plan.roles import may

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["draw_named_areas"]

SAVING = Saving("named_areas")
CHANGED = "named_areas_changed"


def draw_named_areas(atlas: Atlas) -> None:
    """Draw the list and the form."""
    st.header(words.TITLE)
    st.markdown(words.EXPLAINED)
    SAVING.draw_told()
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        st.info(words.NO_EDITION)
        return
    known = named_areas(atlas.plan()) if has_plan(atlas.folder) else []
    may_edit = may(current_person().role, "edit")
    if not known:
        st.html(f'<p class="ea-note">{text(words.NONE)}</p>')
    for one in known:
        _draw_one(atlas, shown, one, may_edit=may_edit)
    if may_edit:
        changed = next((one for one in known if one.id == st.session_state.get(CHANGED)), None)
        _draw_form(atlas, shown, changed)


def _draw_one(atlas: Atlas, shown: Shown, area: NamedArea, *, may_edit: bool) -> None:
    edition = explored(shown)
    ground = edition.named(area.id)
    by = words.BY.format(what=what_words(area), who=area.created_by, day=date_words(area.created_at[:10]))
    said = [area.text, words.LACKING] if ground is None else [
        area.text, made_of_words(edition, ground), people_shared_words(edition, ground)]  # fmt: skip
    with st.container(border=True):
        told = "".join(f"<p>{text(one)}</p>" for one in said if one)
        st.html(f'<div class="ea-prose"><h3>{text(area.name)}</h3>{told}</div><p class="ea-note">{text(by)}</p>')
        if may_edit:
            with st.container(horizontal=True):
                st.button(words.EDIT, key=f"named_change_{area.id}", on_click=_change, args=(area.id,))
                st.button(words.REMOVE, key=f"named_remove_{area.id}", on_click=_remove, args=(atlas, area))


def _change(area_id: str) -> None:
    st.session_state[CHANGED] = area_id
    st.session_state.pop(DRAWN, None)


def _remove(atlas: Atlas, area: NamedArea) -> None:
    SAVING.try_to(lambda: atlas.plan().save(replace(area, is_removed=True), current_person()),
                  words.REMOVED.format(name=area.name))  # fmt: skip


def _draw_form(atlas: Atlas, shown: Shown, area: NamedArea | None) -> None:
    """A new one, or one that is changed."""
    st.subheader(words.CHANGE.format(name=plain(area.name)) if area else words.NEW, anchor=False)
    turn = f"{area.id}_{area.version}" if area else SAVING.of_new()
    given = area or NamedArea()
    name = st.text_input(words.NAME, given.name, key=f"named_name_{turn}", max_chars=120)
    kind = st.segmented_control(
        words.KIND, list(words.KINDS), format_func=words.KINDS.__getitem__, default=given.kind, required=True,
        key=f"named_kind_{turn}", wrap=True,
    )  # fmt: skip
    why = st.text_area(words.WHY, given.text, key=f"named_why_{turn}", max_chars=2000, height=80)
    made = replace(given, name=name, kind=str(kind), text=why, members=(), geometry=None)
    if kind == "wards":
        made = replace(made, members=_ask_wards(shown, given, turn))
    elif kind == "small_areas":
        made = _ask_small_areas(atlas, made, given, turn)
    else:
        made = replace(made, geometry=_ask_shape(shown, given, turn))
    with st.container(horizontal=True):
        if st.button(words.SAVE, type="primary", key=f"named_save_{turn}"):
            _save(atlas, shown, made)
        if area:
            st.button(words.CANCEL, key=f"named_cancel_{turn}", on_click=_change, args=("",))


def _ask_wards(shown: Shown, given: NamedArea, turn: str) -> tuple[str, ...]:
    names = dict(zip(shown.areas["area_id"].astype(str), shown.areas["area_name"].astype(str), strict=True))
    chosen = [one for one in given.members if one in names] if given.kind == "wards" else []
    return tuple(st.multiselect(words.WARDS, list(names), chosen, format_func=names.__getitem__,
                                key=f"named_wards_{turn}", select_all=False, placeholder=""))  # fmt: skip


def _ask_small_areas(atlas: Atlas, made: NamedArea, given: NamedArea, turn: str) -> NamedArea:
    """Codes from the list, and their outlines together as they are now."""
    known = small_areas_of_atlas(atlas)
    if known is None:
        st.info(words.NO_SMALL_AREAS)
        return made
    codes = known["area_id"].astype(str)
    names = {code: code if code == name else f"{code} {name}"
             for code, name in zip(codes, known["area_name"].astype(str), strict=True)}  # fmt: skip
    before = [one for one in given.members if one in names] if given.kind == "small_areas" else []
    chosen = st.multiselect(words.SMALL_AREAS, list(names), before, format_func=names.__getitem__,
                            key=f"named_small_{turn}", select_all=False, placeholder="")  # fmt: skip
    if not chosen:
        return made
    import shapely

    outline = shapely.union_all(known.geometry[codes.isin(chosen).to_numpy()].to_numpy())
    return replace(made, members=tuple(chosen), geometry=outline)


def _ask_shape(shown: Shown, given: NamedArea, turn: str) -> BaseGeometry | None:
    """A file, else what is drawn, else the outline as it was."""
    file = st.file_uploader(words.FILE, type=["geojson", "json", "gpkg", "zip"], key=f"named_file_{turn}")
    if file is not None:
        return _from_file(file)
    draw_area_map(shown, given.geometry if given.kind == "shape" else None)
    shape = drawn_shape()
    if shape is None:
        return given.geometry if given.kind == "shape" else None
    where = ", ".join(area_names_of(shown, shape)[:3])
    st.html(f'<p role="status">{text(words.DRAWN.format(size=size_words(shape), names=where))}</p>')
    st.button(words.FORGET, key=f"named_forget_{turn}", on_click=lambda: st.session_state.pop(DRAWN, None))
    return shape


def _from_file(given: Any) -> BaseGeometry | None:
    with tempfile.TemporaryDirectory(prefix="everyday-area-") as folder:
        path = Path(folder) / safe_name(given.name)
        path.write_bytes(given.getvalue())
        try:
            return shape_from_file(path)
        except AtlasError as error:
            draw_fault(error)
            return None


def _save(atlas: Atlas, shown: Shown, made: NamedArea) -> None:
    store, who = atlas.plan(), current_person()

    def keep() -> NamedArea:
        checked = checked_area(shown, made, store.all(NamedArea))
        return store.save(checked, who) if checked.id else store.add(checked, who)

    def told(kept: NamedArea) -> str:
        st.session_state.pop(CHANGED, None)
        st.session_state.pop(DRAWN, None)
        return words.KEPT.format(name=kept.name)

    SAVING.save_now(keep, told)
