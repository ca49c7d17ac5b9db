"""Settings of the app, as the command told them: where things are and what is allowed."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from app.server.atlases import asked_folder
from everyday.serving import FORUM_VARIABLE, HOSTS_VARIABLE, SIGN_IN_VARIABLE

__all__ = ["ASSETS", "allowed_hosts", "atlas_folder", "is_forum", "sign_in_path"]

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def atlas_folder() -> Path | None:
    """The atlas that is shown: the one whose address was asked for, at the root that of the server; None without."""
    return asked_folder()


def allowed_hosts() -> frozenset[str]:
    """Host names (without port) under which the server answers; more may be named in ``EVERYDAY_ALLOWED_HOSTS``."""
    return _hosts(os.environ.get(HOSTS_VARIABLE, ""))


@lru_cache(maxsize=8)
def _hosts(more: str) -> frozenset[str]:
    named = (name.strip().lower() for name in more.split(","))
    return frozenset({"localhost", "127.0.0.1", "[::1]", *filter(None, named)})


def is_forum() -> bool:
    """True if phones in the room may reach the phone page (``everyday serve --forum``)."""
    return os.environ.get(FORUM_VARIABLE, "").strip() == "1" and sign_in_path() is None


def sign_in_path() -> Path | None:
    """The sign-in file if the atlas is served to people who sign in, else None."""
    value = os.environ.get(SIGN_IN_VARIABLE, "").strip()
    return Path(value) if value else None
