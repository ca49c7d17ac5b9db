"""Settings of the app: where things are, what is allowed, and how Streamlit should look."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = [
    "ASSETS", "ATLAS_VARIABLE", "FORUM_VARIABLE", "HOSTS_VARIABLE", "JOIN_PATH", "MAX_UPLOAD_MB", "ROOM_URL_VARIABLE",
    "SERVED_OPTIONS", "SIGN_IN_VARIABLE", "STREAMLIT_OPTIONS", "allowed_hosts", "atlas_folder", "is_forum",
    "sign_in_path",
]  # fmt: skip

ASSETS = Path(__file__).resolve().parents[1] / "assets"
ATLAS_VARIABLE = "EVERYDAY_ATLAS"
HOSTS_VARIABLE = "EVERYDAY_ALLOWED_HOSTS"
FORUM_VARIABLE = "EVERYDAY_FORUM"
ROOM_URL_VARIABLE = "EVERYDAY_ROOM_URL"
SIGN_IN_VARIABLE = "EVERYDAY_SIGN_IN"
JOIN_PATH = "/join"
MAX_UPLOAD_MB = 500

STREAMLIT_OPTIONS: dict[str, object] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": MAX_UPLOAD_MB,
    "server.enableStaticServing": False,
    "runner.postScriptGC": False,  # a full collection after every drawing costs more than the drawing; Python does it
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.base": "light",
    "theme.primaryColor": "#1d5b8f",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f4f3ef",
    "theme.textColor": "#16191d",
    "theme.linkColor": "#1d5b8f",
    "theme.borderColor": "#c9c6bd",
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseFontSize": 17,
    "theme.baseRadius": "small",
    "theme.showWidgetBorder": True,
}
"""Dotted Streamlit options, the same as in ``.streamlit/config.toml`` (a test compares them)."""

SERVED_OPTIONS: dict[str, object] = {
    "logger.hideWelcomeMessage": True,  # it would ask the internet for this computer's address
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableAgentApi": False,
}
"""More options where others than this computer are let in, whatever a settings file of the machine says."""


def atlas_folder() -> Path | None:
    """The atlas that is shown: the folder in ``EVERYDAY_ATLAS``, or None where it is not set."""
    value = os.environ.get(ATLAS_VARIABLE, "").strip()
    return Path(value) if value else None


def allowed_hosts() -> frozenset[str]:
    """Host names (without port) under which the server answers; more may be named in ``EVERYDAY_ALLOWED_HOSTS``."""
    more = os.environ.get(HOSTS_VARIABLE, "").split(",")
    return frozenset({"localhost", "127.0.0.1", "[::1]"} | {name.strip().lower() for name in more if name.strip()})


def is_forum() -> bool:
    """True if phones in the room may reach the phone page (``everyday serve --forum``)."""
    return os.environ.get(FORUM_VARIABLE, "").strip() == "1" and sign_in_path() is None


def sign_in_path() -> Path | None:
    """The sign-in file if the atlas is served to people who sign in, else None."""
    value = os.environ.get(SIGN_IN_VARIABLE, "").strip()
    return Path(value) if value else None
