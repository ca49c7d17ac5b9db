"""The room's phones: the code in the corner, who has joined, and what waits for the facilitator's nod."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from app.forum.here import Here, here, tell_changed
from app.forum.session.devices import draw_devices, phones_line
from app.printed import text
from app.server import draw_fault, own_path, page_url, room_url
from app.server.drawing import rest_until_changed
from app.words import forum as forum_words
from everyday.forum import is_open
from geo.errors import AtlasError, NotFoundError
from plan.ids import shown_code
from plan.records import Comment, Correction, Feedback, Finding, Photo, Proposal

__all__ = ["draw_phones", "draw_waiting", "join_address"]

WAITING_EVERY_S = 2.5
JOINED_EVERY_S = 5.0
FEW, MOST = 3, 20
"""So many entries that wait are shown without being asked for; so many at once."""
_WAITS = (Finding, Comment, Photo, Correction, Proposal, Feedback)
Waiting = Finding | Comment | Photo | Correction | Proposal | Feedback


def _host() -> str:
    return str(st.context.headers.get("host") or "")


def join_address(code: str) -> str:
    """What the QR code says: the phone page with the code filled in; empty where no phone can come in."""
    url = page_url(_host()) if room_url(_host()) else ""
    return f"{url}?{urlencode({'code': shown_code(code)})}" if url and code else ""


@lru_cache(maxsize=16)
def _qr(address: str) -> str:
    """A QR code as an address of the picture itself."""
    import segno

    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=8, border=3)
    return f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"


def _join_html(code: str, *, is_large: bool) -> str:
    address, url = join_address(code), room_url(_host())
    if not url:
        return f'<p class="ea-note">{forum_words.JOIN_NO_ROOM}</p>'
    size = "ea-join-large" if is_large else "ea-join"
    return (
        f'<div class="{size}"><img src="{_qr(address)}" alt="{text(forum_words.JOIN_ALT.format(address=url))}">'
        f"<div><p>{text(forum_words.JOIN_AT)}</p><p><strong>{text(url.removeprefix('http://'))}</strong></p>"
        f"<p>{text(forum_words.JOIN_CODE)} <strong>{text(shown_code(code))}</strong></p></div></div>"
        + (f'<p class="ea-note">{text(forum_words.JOIN_PLAIN)}</p>' if is_large else "")
    )


@st.dialog(forum_words.JOIN_AT, width="large")
def _large_dialog(code: str) -> None:
    st.html(_join_html(code, is_large=True))


def draw_phones(at: Here) -> None:
    """The code in the corner, enlargeable; not for who only looks: whoever has it could add to the session."""
    if not is_open(at.session) or not at.may("add"):
        return
    st.html(_join_html(at.session.join_code, is_large=False))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        _draw_joined()
        draw_devices(at)
        if room_url(_host()) and st.button(forum_words.JOIN_ENLARGE, key="forum_enlarge", icon=":material/qr_code_2:"):
            _large_dialog(at.session.join_code)


@st.fragment(run_every=JOINED_EVERY_S)
def _draw_joined() -> None:
    at = here()
    if at is None:
        return
    rest_until_changed(lambda: phones_line(at), is_exact=True)
    st.html(f'<p class="ea-note" role="status">{text(phones_line(at))}</p>')


def _waiting(at: Here) -> list[Waiting]:
    found: list[Waiting] = []
    for kind in _WAITS:
        found += at.store.all(kind, session=at.session.id, moderation="waiting")
    return sorted(found, key=lambda one: one.created_at)


def _decide(kind: str, record_id: str, is_shown: bool) -> None:
    at = here()
    if at is None:
        return
    chosen: Any = next(one for one in _WAITS if one.__name__ == kind)
    try:
        at.store.moderate(at.store.get(chosen, record_id), at.who, is_shown=is_shown)
        tell_changed(at)
    except NotFoundError:
        return
    except AtlasError as error:
        st.session_state["forum_fault"] = error


@st.fragment(run_every=WAITING_EVERY_S)
def draw_waiting() -> None:
    """What came from phones and waits; nothing where nothing does."""
    at = here()
    if (fault := st.session_state.pop("forum_fault", None)) is not None:
        draw_fault(fault)
    if at is None or not at.may("moderate"):
        return
    rest_until_changed(lambda: [(one.id, one.version) for one in _waiting(at)], is_exact=True)
    waiting = _waiting(at)
    if not waiting:
        return
    title = forum_words.WAITING_ONE if len(waiting) == 1 else forum_words.WAITING_N.format(n=len(waiting))
    st.html(f'<p class="ea-note" role="status"><strong>{text(title)}</strong></p>')
    # Drawn while somebody looks at it: twenty photos on each page else took as much of a busy room as the phones.
    box = st.expander(
        forum_words.WAITING_OPEN, expanded=len(waiting) <= FEW, key="forum_waiting", on_change="rerun",
        icon=":material/front_hand:",
    )  # fmt: skip
    if box.open:
        with box:
            for one in waiting[:MOST]:
                _draw_waiting_one(at, one)


def _draw_waiting_one(at: Here, one: Waiting) -> None:
    kind = type(one).__name__
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p><strong>{text(forum_words.WAITING_KINDS[kind])}</strong> · "
            f'<span dir="auto">{text(_words_of(one))}</span> <span class="ea-note">{text(one.created_by)}</span></p>',
            width="stretch",
        )
        if isinstance(one, Photo):
            # By its address: drawn from its bytes, it would be unpacked and made smaller at each look for new ones.
            source = own_path(f"/plan/photo/{one.id}.jpg")
            st.html(f'<img class="ea-photo" src="{text(source)}" alt="{text(one.alt)}">', width=240)
        for label, is_shown in ((forum_words.WAITING_SHOW, True), (forum_words.WAITING_REFUSE, False)):
            st.button(
                label, key=f"{label}_{one.id}", on_click=_decide, args=(kind, one.id, is_shown),
                type="primary" if is_shown else "secondary",
            )  # fmt: skip


def _words_of(one: Waiting) -> str:
    if isinstance(one, Finding):
        return one.title
    if isinstance(one, Photo):
        return one.alt
    if isinstance(one, Comment):
        return one.text
    if isinstance(one, Feedback):
        said = " ".join(part for part in (forum_words.VERDICTS.get(one.verdict, ""), one.answer) if part)
        return forum_words.ANSWER_ONE.format(question=one.question, group=one.group, said=said).replace("_", " ")
    if isinstance(one, Proposal):
        return f"{one.text} ({one.lever})" if one.lever else one.text
    from plan.corrections import correction_words

    return correction_words(one)
