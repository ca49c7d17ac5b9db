"""Evidence of an action: photos and links of what happened, added with an update and shown on its card."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.action_plan.desk import desk, try_to
from app.printed import text
from app.server import own_path
from app.words import action_plan as words
from everyday.acting import ActionRow
from geo.errors import UsageError
from plan.ids import new_id
from plan.records import Attachment, Update

__all__ = ["draw_update_form", "evidence_html", "records_of_update"]

_ENDINGS = ["jpg", "jpeg", "png", "webp"]


def evidence_html(row: ActionRow) -> str:
    """Photos and links, the newest first; nothing where there are none."""
    parts = []
    for one in reversed(row.attachments):
        title = f'<figcaption dir="auto">{text(one.title or one.alt)}</figcaption>'
        if one.kind == "photo":
            source = text(own_path(f"/plan/attachment/{one.id}.jpg"))
            parts.append(f'<figure><img class="ea-photo" src="{source}" alt="{text(one.alt)}">{title}</figure>')
        elif one.address.startswith(("https://", "http://")):
            link = f'<a href="{text(one.address)}" rel="noopener noreferrer" target="_blank">'
            parts.append(f'<p dir="auto">{link}{text(one.title or one.address)}</a></p>')
    return f"<h3>{text(words.EVIDENCE.format(n=len(parts)))}</h3>{''.join(parts)}" if parts else ""


def records_of_update(
    action_id: str, said: str, happened_on: str, visibility: str, *, photo: bytes = b"", alt: str = "",
    address: str = "", title: str = "",
) -> list[Update | Attachment]:  # fmt: skip
    """An update with its evidence; a photo is freed of everything that is not the picture.

    Raises:
        UsageError: the photo cannot be used, or nobody says what it shows.
    """
    update = Update(id=new_id(Update.prefix), action_id=action_id, text=said, happened_on=happened_on,
                    visibility=visibility)  # fmt: skip
    found: list[Update | Attachment] = [update]
    if photo:
        if not alt:
            raise UsageError(words.UPDATE_ALT_NEEDED)
        from everyday.forum import clean_photo_apart

        clean = clean_photo_apart(photo)
        found.append(
            Attachment(action_id=action_id, update_id=update.id, kind="photo", alt=alt, visibility=visibility,
                       width_px=clean.width_px, height_px=clean.height_px, sha256=clean.sha256, content=clean.content)
        )  # fmt: skip
    if address:
        found.append(Attachment(action_id=action_id, update_id=update.id, kind="link", address=address, title=title,
                                visibility=visibility))  # fmt: skip
    return found


def _value(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _add(action_id: str, today: str) -> None:
    at, given = desk(), st.session_state.get("plan_update_photo")
    if at is None:
        return

    def work() -> Any:
        records = records_of_update(
            action_id, _value("plan_update_text"), _value("plan_update_on") or today,
            _value("plan_update_seen") or "everybody", photo=given.getvalue() if given is not None else b"",
            alt=_value("plan_update_alt"), address=_value("plan_update_link"), title=_value("plan_update_link_title"),
        )  # fmt: skip
        return at.store.keep_together(records, [], at.person)

    try_to(work)


def draw_update_form(row: ActionRow, today: str) -> None:
    """What happened, with a photo or a link, and who may see it."""
    st.text_area(words.UPDATE_TEXT, key="plan_update_text", max_chars=5000)
    st.text_input(words.UPDATE_ON, key="plan_update_on", max_chars=10)
    st.file_uploader(words.UPDATE_PHOTO, type=_ENDINGS, key="plan_update_photo")
    st.text_input(words.UPDATE_ALT, key="plan_update_alt", max_chars=900)
    st.text_input(words.UPDATE_LINK, key="plan_update_link", max_chars=1000)
    st.text_input(words.UPDATE_LINK_TITLE, key="plan_update_link_title", max_chars=300)
    st.radio(words.UPDATE_SEEN, list(words.SEEN), format_func=words.SEEN.__getitem__, key="plan_update_seen",
             horizontal=True)  # fmt: skip
    st.button(words.UPDATE_SAVE, key="plan_update", type="primary", on_click=_add, args=(row.id, today))
