"""The search box that every page has: ``assets/everyday_search.js`` round the address that answers it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

import streamlit as st

from app.server import ASSETS, Shown, own_path
from app.words import common as common_words

__all__ = ["draw_search", "forget_search"]

_SERIALS = "search_serials"
_LOADER = """const own = (location.pathname.match(new RegExp("^/atlas/[^/]+")) || [""])[0];
const ours = import(new URL(own + "/assets/everyday_search.js?v={version}", document.baseURI).href);
export default function (component) {{ ours.then((search) => search.default(component)); }}"""


@cache
def _component() -> Any:
    """Streamlit mounts it in the page itself: the list may hang over what is below.

    It sends a component's script with every drawing: here only the address of ours (its style stands with the page's).
    """
    version = hashlib.sha256((ASSETS / "everyday_search.js").read_bytes()).hexdigest()[:8]
    return st.components.v2.component(
        "everyday_search",
        html='<div class="ea-search"></div>',
        js=_LOADER.format(version=version),
        isolate_styles=False,
    )


def forget_search(key: str, shown_words: str = "") -> None:
    """Empty a search box at its next drawing, or have it show other words."""
    serials = st.session_state.setdefault(_SERIALS, {})
    serials[key] = (serials.get(key, (0, ""))[0] + 1, shown_words)


def draw_search(
    shown: Shown,
    *,
    key: str,
    label: str,
    hint: str,
    on_found: Callable[[str], None],
    wanted: str = "all",
    is_label_shown: bool = False,
) -> None:
    """Draw a search box.

    Args:
        shown: the edition whose names are searched.
        key: of the widget, for :func:`forget_search`.
        label: what can be found, for everybody who cannot see where the box stands.
        hint: what stands in the empty box.
        on_found: called with the id of what was chosen before the page is drawn again; with an empty text when the box
            was emptied.
        wanted: what may be found, as ``app.parts.search.options_for`` has it.
        is_label_shown: whether the label stands above the box.
    """

    def told() -> None:
        chosen = getattr(st.session_state.get(key), "chosen", None)
        if isinstance(chosen, dict):
            on_found(str(chosen.get("id") or "")[:400])

    serial, words = st.session_state.get(_SERIALS, {}).get(key, (0, ""))
    _component()(
        key=key,
        data={
            "url": own_path(f"/data/{quote(shown.id)}/find.json?for={quote(wanted)}&q="),
            "label": label, "hint": hint, "is_label_shown": is_label_shown, "words": common_words.SEARCH,
            "serial": serial, "shown": words,
        },
        on_chosen_change=told,
    )  # fmt: skip
