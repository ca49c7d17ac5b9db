"""Settings of the app: where things are, what is allowed, and how Streamlit should look."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["ASSETS", "ATLAS_VARIABLE", "MAX_UPLOAD_MB", "STREAMLIT_OPTIONS", "allowed_hosts", "atlas_folder"]

ASSETS = Path(__file__).resolve().parent / "assets"
ATLAS_VARIABLE = "EVERYDAY_ATLAS"
HOSTS_VARIABLE = "EVERYDAY_ALLOWED_HOSTS"
MAX_UPLOAD_MB = 500

STREAMLIT_OPTIONS: dict[str, object] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": MAX_UPLOAD_MB,
    "server.enableStaticServing": False,
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


def atlas_folder() -> Path | None:
    """The atlas that is shown: the folder in ``EVERYDAY_ATLAS``, or None where it is not set."""
    value = os.environ.get(ATLAS_VARIABLE, "").strip()
    return Path(value) if value else None


def allowed_hosts() -> frozenset[str]:
    """Host names (without port) under which the server answers; more may be named in ``EVERYDAY_ALLOWED_HOSTS``."""
    more = os.environ.get(HOSTS_VARIABLE, "").split(",")
    return frozenset({"localhost", "127.0.0.1", "[::1]"} | {name.strip().lower() for name in more if name.strip()})
