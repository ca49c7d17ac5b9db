"""The accessibility statement as a page of the app, with whom to ask in this town."""

from __future__ import annotations

from app.server import ASSETS, plain

__all__ = ["NOBODY_NAMED", "STATEMENT", "draw_accessibility", "statement"]

STATEMENT = ASSETS / "accessibility.md"
"""The text itself; ``docs/accessibility.md`` is the same, and a test compares them."""
NOBODY_NAMED = "whoever gave you the address of this atlas"
"""What the text says where ``atlas.toml`` has no ``contact``."""
_WIDTH_PX = 860


def statement(contact: str = "") -> str:
    """The statement as Markdown; ``contact`` (any text, it is escaped) says whom to ask."""
    words = STATEMENT.read_text(encoding="utf-8")
    return words.replace(NOBODY_NAMED, plain(contact)) if contact.strip() else words


def draw_accessibility() -> None:
    """Draw the page."""
    import streamlit as st

    from app.server import open_atlas

    atlas = open_atlas()
    with st.container(width=_WIDTH_PX):
        st.markdown(statement(atlas.config.contact if atlas else ""))
