"""The form of a new pin: place, barrier or enabler, one sentence; the rest now or later."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.forum.here import Here, choose, here, tell_changed
from app.forum.pins.evidence import draw_evidence_of
from app.map import Flight, bounds_of, flight
from app.parts import Chosen, draw_search, forget_search, place_of_pin, set_place
from app.printed import text
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.forum import add_pin
from everyday.locate import Place, locate, locate_words
from geo.errors import AtlasError, UsageError
from plan.records import Finding, Photo
from plan.text import personal_data_in, personal_data_words, title_and_text, without_personal_data

__all__ = ["draw_pin_form", "forget_typed_place"]

TURN = "forum_turn"
SENTENCE = "forum_sentence"
_LISTS = {"dimensions": forum_words.DIMENSIONS, "themes": forum_words.THEMES, "policy_spheres": forum_words.SPHERES,
          "sectors": forum_words.SECTORS}  # fmt: skip


def _turn() -> int:
    """Which pin of this visit is being written: its fields are new when it is saved."""
    return int(st.session_state.setdefault(TURN, 1))


def _key(name: str) -> str:
    return f"forum_pin_{name}_{_turn()}"


def _searched(of: str) -> None:
    """A place was chosen in the search box; emptied, it keeps the place that is set."""
    at = here()
    st.session_state["forum_place_fault"] = None
    if at is None or not of:
        return
    try:
        place = locate_words(at.shown, of, grid_of=_grid_of(at))
        set_place(place)
        st.session_state["forum_flight"] = _flight(at, place)
    except AtlasError as error:
        set_place(None)
        st.session_state["forum_place_fault"] = error


def _grid_of(at: Here) -> Any:
    from everyday.pictures import grid_of_edition

    return grid_of_edition(at.shown.edition).square


def forget_typed_place() -> None:
    """The place was chosen in another way: the search box does not go on naming the one before."""
    forget_search(_key("place"))
    st.session_state["forum_place_fault"] = None


def _flight(at: Here, place: Place) -> Flight | None:
    """To a point; over an area, a line or a drawn outline; nowhere for the whole town."""
    if place.geometry is None:
        return flight(bounds=bounds_of(at.shown, Chosen("areas", place.area_id))) if place.area_id else None
    if place.geometry.geom_type == "Point":
        return flight(at=(place.geometry.y, place.geometry.x))
    west, south, east, north = place.geometry.bounds
    return flight(bounds=[[south - 0.004, west - 0.006], [north + 0.004, east + 0.006]])


def _whole_town() -> None:
    at = here()
    if at is not None:
        set_place(locate(at.shown, is_whole_town=True))
        forget_typed_place()


def _draw_place(at: Here) -> None:
    draw_search(
        at.shown, key=_key("place"), label=forum_words.PLACE, hint=forum_words.PLACE_HINT, on_found=_searched,
        wanted="pin", is_label_shown=True,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            forum_words.PLACE_HOW_LABEL, tuple(forum_words.PLACE_HOW), format_func=forum_words.PLACE_HOW.__getitem__,
            key="forum_draw", default="point", required=True, label_visibility="collapsed",
        )  # fmt: skip
        st.button(forum_words.PLACE_TOWN, on_click=_whole_town, key="forum_town")
    if (fault := st.session_state.get("forum_place_fault")) is not None:
        draw_fault(fault)
    place = place_of_pin()
    words = (
        f"<strong>{text(forum_words.PLACE_CHOSEN)}: {text(place.label)}</strong>"
        if place
        else text(forum_words.PLACE_NONE)
    )
    st.html(f'<p role="status" class="ea-place">{words}</p>')


def _draw_more(at: Here) -> dict[str, Any]:
    """Everything but the three fields."""
    taxonomy = at.atlas.taxonomy()
    levels = {key: label for key, label in taxonomy.labels("levels").items() if key != "national"}
    methods = taxonomy.labels("methods")
    more: dict[str, Any] = {}
    with st.expander(forum_words.MORE):
        more["level"] = st.segmented_control(
            forum_words.LEVEL, tuple(levels), format_func=levels.__getitem__, default="neighbourhood", required=True,
            key=_key("level"), wrap=True,
        )  # fmt: skip
        more["groups"] = tuple(
            st.multiselect(
                forum_words.GROUPS, _known_groups(at), accept_new_options=True, key=_key("groups"),
                placeholder=forum_words.GROUPS_HINT, select_all=False,
            )
        )  # fmt: skip
        for name, label in _LISTS.items():
            labels = taxonomy.labels(name)
            more[name] = tuple(
                st.multiselect(
                    label,
                    list(labels),
                    format_func=labels.__getitem__,
                    key=_key(name),
                    placeholder="",
                    select_all=False,
                )
            )
        more["method"] = st.selectbox(
            forum_words.METHOD, list(methods), format_func=methods.__getitem__, key=_key("method"),
            index=list(methods).index("community_forum") if "community_forum" in methods else 0,
        )  # fmt: skip
        more["text"] = st.text_area(forum_words.WORDS, key=_key("text"), max_chars=19_000, height=90)
        more["photo"] = st.file_uploader(
            forum_words.PHOTO, type=["jpg", "jpeg", "png", "webp", "heic"], key=_key("photo")
        )
        more["alt"] = st.text_input(forum_words.PHOTO_ALT, key=_key("alt"), max_chars=900)
    return more


def _known_groups(at: Here) -> list[str]:
    """Groups that were named before, so that they are named alike."""
    return sorted({group for one in at.store.all(Finding) for group in one.groups})


def draw_pin_form(at: Here) -> None:
    """Draw the form."""
    if (kept := st.session_state.pop("forum_pinned", "")) != "":
        st.success(forum_words.PINNED.format(title=plain(kept)), icon=":material/push_pin:")
    st.header(forum_words.NEW)
    _draw_place(at)
    kinds = at.atlas.taxonomy().labels("kinds")
    kind = st.segmented_control(
        forum_words.KIND,
        tuple(kinds),
        format_func=kinds.__getitem__,
        key=_key("kind"),
        default="barrier",
        required=True,
    )
    sentence = st.text_area(
        forum_words.SENTENCE, key=_key("sentence"), height=90, max_chars=10_000, placeholder=forum_words.SENTENCE_HINT
    )
    more = _draw_more(at)
    is_asked = _draw_personal(sentence, more["text"])
    if st.button(forum_words.SAVE, type="primary", key="forum_save", width="stretch", disabled=is_asked):
        _save(at, kind or "barrier", sentence, more)
    if (place := place_of_pin()) is not None:
        draw_evidence_of(at, place.geometry, place.area_id)


def _answer(name: str, value: str) -> None:
    """What is to become of a phone number, an address or a postcode in the words."""
    if value == "leave_out":
        for field in ("sentence", "text"):
            st.session_state[_key(field)] = without_personal_data(str(st.session_state.get(_key(field)) or ""))
    elif value == "keep":
        st.session_state["forum_personal_kept"] = name


def _draw_personal(sentence: str, more: str) -> bool:
    """Ask about what looks like a person's; True while nobody has answered."""
    whole = f"{sentence}\n{more}"
    found = personal_data_in(whole)
    if not found or st.session_state.get("forum_personal_kept") == whole:
        return False
    st.warning(plain(forum_words.PERSONAL.format(what=", ".join(personal_data_words(found)))))
    with st.container(horizontal=True):
        for label, value in ((forum_words.PERSONAL_LEAVE_OUT, "leave_out"), (forum_words.PERSONAL_KEEP, "keep")):
            st.button(label, on_click=_answer, args=(whole, value), key=f"forum_personal_{value}")
    st.html(f'<p class="ea-note">{text(forum_words.PERSONAL_CHANGE_HINT)}</p>')
    return True


def _save(at: Here, kind: str, sentence: str, more: dict[str, Any]) -> None:
    place = place_of_pin()
    title, whole = title_and_text(sentence)
    wanted = ((place, forum_words.LACKS_PLACE), (title, forum_words.LACKS_SENTENCE))
    missing = [words for value, words in wanted if not value]
    if missing or place is None:
        st.error(" ".join(missing))
        return
    finding = Finding(
        kind=kind, title=title, text="\n\n".join(part for part in (whole, more["text"]) if part), level=more["level"],
        dimensions=more["dimensions"], policy_spheres=more["policy_spheres"], sectors=more["sectors"],
        themes=more["themes"], groups=more["groups"], method=more["method"], session=at.session.id,
        area_id=place.area_id, geometry=place.geometry,
    )  # fmt: skip
    try:
        photo = _photo(more["photo"], more["alt"])
        kept = add_pin(at.atlas, at.shown, finding, at.who, where=place.label)
        if photo is not None:
            at.store.add(_of(photo, kept, at), at.who)
    except AtlasError as error:
        draw_fault(error)
        return
    tell_changed(at)
    st.session_state["forum_pinned"] = kept.title
    st.session_state[TURN] = _turn() + 1
    set_place(None)
    choose("")
    st.rerun()


def _photo(given: Any, alt: str) -> Any:
    """The photo without what it says of the phone and the place it was taken with."""
    if given is None:
        return None
    if not alt.strip():
        raise UsageError(forum_words.PHOTO_LACKS_ALT)
    from everyday.forum import clean_photo_apart

    return clean_photo_apart(given.getvalue()), alt


def _of(photo: Any, finding: Finding, at: Here) -> Photo:
    clean, alt = photo
    return Photo(
        finding_id=finding.id, session=at.session.id, alt=alt, moderation="shown", width_px=clean.width_px,
        height_px=clean.height_px, sha256=clean.sha256, content=clean.content,
    )  # fmt: skip
