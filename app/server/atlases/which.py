"""Which atlas a page or a request is about."""

from __future__ import annotations

import os
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import quote, unquote

from everyday.atlas import DATABASE_VARIABLE, FILE_NAME
from everyday.serving import ATLAS_PATH, ATLAS_VARIABLE, HOME_VARIABLE
from everyday.starting import folder_of

__all__ = [
    "HEADER", "address_of", "asked", "asked_folder", "asked_key", "home_folder", "own_path", "root_folder",
    "start_address",
]  # fmt: skip

HEADER = "x-everyday-atlas"
"""What the door writes for the pages: a browser session keeps the head of the request that opened it. What somebody
sends under this name is taken out."""
HOME_WITHOUT_COMMAND = "atlases"
asked: ContextVar[str] = ContextVar("asked_atlas", default="")
"""The key of the atlas that the request being answered is about."""


def root_folder() -> Path | None:
    """The one atlas at the root of the server (``EVERYDAY_ATLAS``), None where the start page is there."""
    value = os.environ.get(ATLAS_VARIABLE, "").strip()
    return Path(value) if value else None


def home_folder() -> Path | None:
    """The folder of atlases (``EVERYDAY_HOME``), None where the server is for one atlas alone.

    Where all plans go to one database, there is one atlas.
    """
    if os.environ.get(DATABASE_VARIABLE, "").strip():
        return None
    value = os.environ.get(HOME_VARIABLE, "").strip()
    if value:
        return Path(value)
    root = root_folder()
    if root is None:
        return Path.cwd() / HOME_WITHOUT_COMMAND
    return None if (root / FILE_NAME).is_file() else root


def asked_key() -> str:
    """The key of the atlas that is asked for by its own address, empty at the root of the server."""
    if key := asked.get():
        return key
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    import streamlit as st

    return unquote(str(st.context.headers.get(HEADER) or ""))


def asked_folder() -> Path | None:
    """The folder of the atlas that is asked for, None where there is none of that name."""
    if key := asked_key():
        home = home_folder()
        return folder_of(home, key) if home is not None else None
    return root_folder()


def address_of(key: str) -> str:
    """The address of an atlas, with a slash at its end."""
    return f"{ATLAS_PATH}/{quote(key, safe='')}/" if key else "/"


def own_path(path: str) -> str:
    """A path of this atlas (``/join``) as a browser must ask for it."""
    return address_of(asked_key()).rstrip("/") + path


def start_address() -> str:
    """Where the start page is, empty where this server has none."""
    if home_folder() is None:
        return ""
    root = root_folder()
    return "/start" if root is not None and (root / FILE_NAME).is_file() else "/"
