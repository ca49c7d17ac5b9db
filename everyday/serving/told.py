"""What the command tells the server that it starts: environment variables, the phone page's path, Streamlit's options.

``everyday serve`` sets them; ``app.server.settings`` reads them. Nobody else spells these names.
"""

from __future__ import annotations

__all__ = [
    "ATLAS_PATH", "ATLAS_VARIABLE", "FORUM_VARIABLE", "HOME_VARIABLE", "HOSTS_VARIABLE", "JOIN_PATH", "MAX_UPLOAD_MB",
    "ROOM_URL_VARIABLE", "SERVED_OPTIONS", "SIGN_IN_VARIABLE", "STREAMLIT_OPTIONS",
]  # fmt: skip

ATLAS_VARIABLE = "EVERYDAY_ATLAS"
HOME_VARIABLE = "EVERYDAY_HOME"
HOSTS_VARIABLE = "EVERYDAY_ALLOWED_HOSTS"
FORUM_VARIABLE = "EVERYDAY_FORUM"
ROOM_URL_VARIABLE = "EVERYDAY_ROOM_URL"
SIGN_IN_VARIABLE = "EVERYDAY_SIGN_IN"
ATLAS_PATH = "/atlas"
"""Atlases of one folder are addressed below it, each by the name of its folder."""
JOIN_PATH = "/join"
MAX_UPLOAD_MB = 500

STREAMLIT_OPTIONS: dict[str, object] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": MAX_UPLOAD_MB,
    "server.enableStaticServing": False,
    "server.enableWebsocketCompression": True,  # what a page says is mostly what it said before: a fifth of the bytes
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
