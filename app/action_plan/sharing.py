"""You said, we did: the address of the page for everybody, given out and withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from app.action_plan.desk import Desk, desk, try_to
from app.parts import draw_download, stem_of
from app.printed import date_words, text
from app.server import page_url
from app.words import action_plan as words
from everyday.acting import share_key
from plan.records import ShareKey

__all__ = ["draw_sharing"]


def _host() -> str:
    """The address that this page was asked under."""
    return str(st.context.headers.get("Host") or "localhost")


def _give() -> None:
    at = desk()
    if at is not None:
        name = str(st.session_state.get("plan_share_name") or "").strip()
        is_asking = bool(st.session_state.get("plan_share_asks"))
        try_to(lambda: share_key(at.store, at.person, name=name, is_asking=is_asking))


def _withdraw(key_id: str) -> None:
    at = desk()
    if at is not None:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        try_to(lambda: at.store.save(replace(at.store.get(ShareKey, key_id), withdrawn_at=now), at.person))


def _write_poster(path: Path, at: Desk) -> None:
    from everyday.exchange import Wish, export_to

    export_to(at.atlas, "poster", path, Wish(edition=at.shown.id))


def draw_sharing(at: Desk) -> None:
    """Addresses that are open, a new one, and how one is closed."""
    if not at.may("session"):
        return
    with st.popover(words.SHARE, icon=":material/campaign:"):
        st.markdown(words.SHARE_SAYS)
        base = page_url(_host())
        for one in (one for one in at.store.all(ShareKey, opens="said") if not one.withdrawn_at):
            name = text(one.name or words.SHARE_UNNAMED)
            asks = f" · {text(words.SHARE_IS_ASKING)}" if one.is_asking else ""
            st.html(f"<p><strong>{name}</strong> · {text(date_words(one.created_at))}{asks}</p>")
            st.code(f"{base}/said/{one.key}", language=None)
            st.button(words.SHARE_WITHDRAW, key=f"plan_unshare_{one.id}", on_click=_withdraw, args=(one.id,))
        stem = stem_of(f"{at.shown.manifest.get('name', '')} you said we did", "you-said-we-did")
        draw_download(words.POSTER, stem, "pdf", lambda path: _write_poster(path, at), key="plan_poster")
        st.text_input(words.SHARE_NAME, key="plan_share_name", max_chars=200)
        st.checkbox(words.SHARE_ASKS, key="plan_share_asks", help=words.SHARE_ASKS_HELP)
        st.button(words.SHARE_GIVE, key="plan_share", type="primary", on_click=_give)
