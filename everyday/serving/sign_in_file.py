"""The sign-in file of a served atlas: where people prove who they are, and what each of them may do.

A TOML file that the town's IT keeps outside the atlas folder. ``[auth]`` is what Streamlit documents for ``st.login``;
``[roles]`` lists e-mail addresses, with ``*`` for any letters on one side of the ``@``, under the names of
``plan.roles``. Somebody whom no line matches is refused.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geo.errors import Report
from plan.roles import ROLES

__all__ = ["SignIn", "read_sign_in"]

_CALLBACK = "/oauth2callback"
_SECRET_LEAST = 32
_PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")
_SHARED_KEYS = {"redirect_uri", "cookie_secret", "expose_tokens", "client_kwargs", *_PROVIDER_KEYS}
_HERE = {"localhost", "127.0.0.1", "::1"}
_PATTERN = re.compile(r"[^@\s]+@[^@\s]+")
# Microsoft's shared doors let accounts of any organisation in, with an e-mail address of their own choosing.
_ANY_TENANT = re.compile(r"login\.microsoftonline\.com/(common|organizations|consumers)/", re.IGNORECASE)


@dataclass(frozen=True)
class SignIn:
    """A sign-in file that can be used. ``origin`` is the address people use, such as ``https://atlas.example.org``.

    ``auth`` is the section for Streamlit; ``providers`` holds their names, an empty one for the only one without a
    name; ``roles`` maps a role to e-mail patterns, for every atlas of the server; ``by_atlas`` does so for one, by the
    name of its folder, beside them.
    """

    origin: str
    auth: Mapping[str, Any] = field(repr=False)
    providers: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    by_atlas: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Host and port of ``origin``."""
        return urlsplit(self.origin).netloc

    def role_of(self, email: str, atlas: str = "") -> str | None:
        """The highest role that a line gives to an e-mail address in an atlas, None if no line names it."""
        own = self.by_atlas.get(atlas, {})
        for role in reversed(ROLES):
            if any(_matches(pattern, email) for pattern in (*self.roles.get(role, ()), *own.get(role, ()))):
                return role
        return None

    def is_known(self, email: str) -> bool:
        """True if a line gives the address a role in any atlas."""
        return any(self.role_of(email, atlas) for atlas in ("", *self.by_atlas))


def _matches(pattern: str, email: str) -> bool:
    """``*`` stands for anything but an ``@``; a to z match whatever their case, other signs only themselves."""
    parts = [re.escape(part) for part in pattern.split("*")]
    return re.fullmatch("[^@]*".join(parts), email, re.IGNORECASE | re.ASCII) is not None


def read_sign_in(path: Path, atlas_folder: Path) -> SignIn:
    """Read and check a sign-in file.

    Raises:
        InputError: it cannot be used; the report names every fault at once.
    """
    report = Report(str(path), "sign-in file")
    content = _read(path, atlas_folder, report)
    report.raise_if_refused()
    auth, roles = content.get("auth"), content.get("roles")
    origin, providers = _check_auth(auth, report)
    by_atlas = _check_by_atlas(content.get("atlas", {}), report)
    patterns = {} if roles is None and by_atlas else _check_roles(roles, report)
    _check_packages(report)
    report.raise_if_refused()
    return SignIn(origin, dict(auth or {}), providers, patterns, by_atlas)


def _read(path: Path, atlas_folder: Path, report: Report) -> dict[str, Any]:
    """The tables of the file; faults of the place where it lies go to the report."""
    if not path.is_file():
        report.add("refused", "missing", "There is no such file.", action="Write one as docs/running.md shows.")
        return {}
    _check_place(path, atlas_folder, report)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        report.add("refused", "toml", f"It is not TOML: {error}.", action="Correct that line.")
    except OSError as error:
        report.add("refused", "unreadable", f"It cannot be read: {error.strerror}.", action="Let this account read it.")
    return {}


def _check_place(path: Path, atlas_folder: Path, report: Report) -> None:
    if path.resolve().is_relative_to(atlas_folder.resolve()):
        report.add(
            "refused", "inside", "It lies in the atlas folder, which is copied and handed on.",
            needed="a place of its own for secrets.", action="Move it out of the folder.",
        )  # fmt: skip
    if os.name != "nt" and path.stat().st_mode & 0o077:
        report.add(
            "refused", "open", "Other accounts of this computer can read or change it, and it holds secrets.",
            needed="only its owner.", action=f"chmod 600 {path}",
        )  # fmt: skip


def _check_auth(auth: object, report: Report) -> tuple[str, tuple[str, ...]]:
    """The origin and the names of the providers."""
    if not isinstance(auth, dict):
        report.add("refused", "auth", "There is no [auth] section.", action="Add it as docs/running.md shows.")
        return "", ()
    origin = _check_redirect(auth.get("redirect_uri"), report)
    secret = auth.get("cookie_secret")
    if not isinstance(secret, str) or len(secret) < _SECRET_LEAST:
        report.add(
            "refused", "cookie_secret", "cookie_secret is missing or short: whoever guesses it can sign in as anybody.",
            needed=f"at least {_SECRET_LEAST} letters made at random.",
            action='python -c "import secrets; print(secrets.token_urlsafe(48))"',
        )  # fmt: skip
    named = {name: section for name, section in auth.items() if isinstance(section, dict) and name != "client_kwargs"}
    if not named or any(key in auth for key in _PROVIDER_KEYS):
        named = {"": auth} | named
    for name, section in named.items():
        _check_provider(name, section, report)
    for key in sorted(set(auth) - _SHARED_KEYS - set(named)):
        report.add("refused", "unknown", f"[auth] has {key}, which means nothing.", action="Take it out or correct it.")
    return origin, tuple(named)


def _check_redirect(address: object, report: Report) -> str:
    """The origin of ``redirect_uri``, empty if it cannot be used."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    if parts.path != _CALLBACK or not parts.hostname or parts.scheme not in ("http", "https") or "{" in parts.netloc:
        report.add(
            "refused", "redirect_uri", f"redirect_uri is {address!r}.",
            needed=f"the address people use, followed by {_CALLBACK}.",
            action=f'redirect_uri = "https://atlas.example.org{_CALLBACK}"',
        )  # fmt: skip
        return ""
    if parts.scheme == "http" and parts.hostname not in _HERE:
        report.add(
            "refused", "tls", f"redirect_uri begins with http: anybody on the way to {parts.hostname} could take over.",
            needed="https.", action="Put a web server with a certificate in front, as docs/running.md shows.",
        )  # fmt: skip
    return f"{parts.scheme}://{parts.netloc}".lower()


def _check_provider(name: str, section: Mapping[str, Any], report: Report) -> None:
    label = f"[auth.{name}]" if name else "[auth]"
    lacks = [key for key in _PROVIDER_KEYS if not isinstance(section.get(key), str) or not section[key].strip()]
    if lacks:
        report.add(
            "refused", "provider", f"{label} lacks {', '.join(lacks)}.",
            action="Copy them from where the app is registered with the town's accounts.",
        )  # fmt: skip
    if "_" in name:
        report.add("refused", "provider", f"{label}: a name may hold no underscore.", action="Rename it.")
    address = str(section.get("server_metadata_url") or "")
    parts = urlsplit(address)
    if address and not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)):
        report.add("refused", "metadata", f"{label}: server_metadata_url is {address!r}.", needed="https.")
    if _ANY_TENANT.search(address):
        report.add(
            "refused", "tenant", f"{label} accepts accounts of every organisation, with any e-mail address they like.",
            needed="the address with your own tenant's id in place of common, organizations or consumers.",
        )  # fmt: skip


def _check_roles(roles: object, report: Report, where: str = "[roles]") -> dict[str, tuple[str, ...]]:
    known = ", ".join(reversed(ROLES))
    if not isinstance(roles, dict) or not any(roles.values()):
        report.add("refused", "roles", f"{where} gives nobody a role.", needed=f"{known}, with e-mail addresses.")
        return {}
    found = {}
    for role, patterns in roles.items():
        if role not in ROLES:
            report.add("refused", "role", f"{where} has {role!r}.", needed=f"one of {known}.")
            continue
        listed = patterns if isinstance(patterns, list) else [patterns]
        wrong = [entry for entry in listed if not isinstance(entry, str) or not _PATTERN.fullmatch(entry.strip())]
        if wrong:
            report.add(
                "refused", "address", f"{role}: {', '.join(repr(entry) for entry in wrong)} is no e-mail address.",
                needed='addresses such as "a@b.org", or "*@b.org" for everybody there.',
            )  # fmt: skip
        found[role] = tuple(entry.strip() for entry in listed if entry not in wrong)
        if role != "viewer" and any(set(entry) <= set("*@.") for entry in found[role]):
            report.add("refused", "anybody", f'{role}: "*@*" is everybody who has any account.', action="Name them.")
    return found


def _check_by_atlas(tables: object, report: Report) -> dict[str, dict[str, tuple[str, ...]]]:
    """Roles in one atlas: ``[atlas.NAME]`` with the lines of ``[roles]``."""
    if not isinstance(tables, dict):
        report.add("refused", "atlas", "atlas is no table.", needed="[atlas.NAME] with roles and addresses.")
        return {}
    return {str(name): _check_roles(roles, report, f"[atlas.{name}]") for name, roles in tables.items()}


def _check_packages(report: Report) -> None:
    lacks = [] if find_spec("authlib") else ["Authlib"]
    if find_spec("httpx") is None and find_spec("httpx2") is None:
        lacks.append("httpx")
    if lacks:
        report.add(
            "refused", "package", f"Sign-in needs {' and '.join(lacks)}, which this installation lacks.",
            action='pip install "everyday-atlas[signin]"',
        )  # fmt: skip
