"""Sign-in files for tests, written as a town's IT would write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SECRET = "a-secret-of-more-than-thirty-two-letters-for-tests"
AUTH = {
    "redirect_uri": "https://atlas.example.org/oauth2callback", "cookie_secret": SECRET, "client_id": "atlas",
    "client_secret": "shared", "server_metadata_url": "https://accounts.example.org/.well-known/openid-configuration",
}  # fmt: skip
ROLES = {"planner": ["planner@town.example"], "viewer": ["*@town.example"]}


def written(path: Path, auth: dict[str, Any] | None, roles: dict[str, Any] | None, extra: str = "") -> Path:
    """A sign-in file that only its owner reads."""
    lines = []
    for name, section in (("auth", auth), ("roles", roles)):
        if section is not None:
            lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in section.items())]
    path.write_text("\n".join([*lines, extra]), encoding="utf-8")
    path.chmod(0o600)
    return path
