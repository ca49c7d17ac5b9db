"""Who is using the atlas: nobody in particular at this computer, or somebody who signed in.

Pages ask :func:`current_person`, plain routes :func:`person_of_request`; both read what Streamlit's own sign-in
(``st.login``) vouches for. The one place that knows how Streamlit keeps it is ``_cookie_claims``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.server.atlases import asked_key, home_folder, root_folder
from app.server.request import read_asked
from app.server.settings import allowed_hosts, sign_in_path
from app.words import access as access_words
from everyday.serving import SignIn, read_sign_in
from plan.records import Person
from plan.roles import LOCAL_ROLE, NotAllowedError, require

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import HTTPConnection
    from starlette.types import Scope

__all__ = [
    "LOCAL_NAME", "NAME_KEY", "admit", "current_person", "draw_account", "may_open", "name_person", "person_of_claims",
    "person_of_request", "require_role", "role_of_scope", "sign_in", "streamlit_secrets",
]  # fmt: skip

LOCAL_NAME = "Facilitator"
NAME_KEY = "ea_person_name"
_LONGEST_NAME = 80


@lru_cache(maxsize=2)
def _read(path: Path, folder: Path) -> SignIn:
    return read_sign_in(path, folder)


def sign_in() -> SignIn:
    """The sign-in file of this server, read once; only in sign-in mode.

    Raises:
        InputError: the file cannot be used.
        NotAllowedError: the server is not in sign-in mode.
    """
    path, folder = sign_in_path(), root_folder() or home_folder()
    if path is None or folder is None:
        raise NotAllowedError("This server has no sign-in.", do="Start it with everyday serve FOLDER --sign-in FILE.")
    return _read(path, folder)


def streamlit_secrets() -> dict[str, Any] | None:
    """What Streamlit must know for its sign-in, None where nobody signs in."""
    return {"auth": dict(sign_in().auth)} if sign_in_path() is not None else None


# Who it is


def _is_verified(claims: Mapping[str, Any]) -> bool:
    """False if the provider says that the address is not proved; providers of one organisation may say nothing."""
    return str(claims.get("email_verified", True)).strip().lower() == "true"


def _email(claims: Mapping[str, Any]) -> str:
    return str(claims.get("email") or "").strip()


def person_of_claims(claims: Mapping[str, Any]) -> Person | None:
    """Somebody with a role, from what the provider says of them; None without a role or a proved address."""
    email = _email(claims)
    if not claims.get("is_logged_in") or not email or not _is_verified(claims):
        return None
    role = _role_of(email, asked_key() or _name_at_root())
    if role is None:
        return None
    name = " ".join(str(claims.get("name") or email).split())
    return Person(name[:_LONGEST_NAME], role)


def _name_at_root() -> str:
    root = root_folder()
    return root.resolve().name if root is not None else ""


def _role_of(email: str, key: str) -> str | None:
    """The role in an atlas; where none is meant, whoever has a role in one of them may see the start page."""
    role = sign_in().role_of(email, key)
    return "viewer" if role is None and not key and sign_in().is_known(email) else role


def may_open(key: str) -> bool:
    """True if whoever looks at this page has a role in an atlas."""
    return sign_in_path() is None or _role_of(_email(_page_claims()), key) is not None


def _cookie_claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What Streamlit's signed cookie says, read with its own functions; empty if it is missing, forged or expired."""
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    secret = get_cookie_secret()

    def single(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1", "replace"))

    signed = get_cookie_with_chunks(single, USER_COOKIE_NAME)
    try:
        claims = json.loads(signed) if signed else {}
    except ValueError:
        return {}
    is_ours = isinstance(claims, dict) and claims.get("origin") == sign_in().origin
    return claims if is_ours else {}


def person_of_request(request: HTTPConnection) -> Person | None:
    """Who sent a request to a plain route: the person at this computer, somebody signed in with a role, or None."""
    if sign_in_path() is not None:
        return person_of_claims(_cookie_claims(request.cookies))
    is_here = read_asked(request.scope).is_this_computer(allowed_hosts())
    return Person(LOCAL_NAME, LOCAL_ROLE) if is_here else None


def role_of_scope(scope: Scope) -> tuple[bool, str | None]:
    """Whether somebody signed in, and the role they have (None without one); only in sign-in mode."""
    from starlette.requests import HTTPConnection

    claims = _cookie_claims(HTTPConnection(scope).cookies)
    person = person_of_claims(claims)
    return bool(claims.get("is_logged_in")), person.role if person else None


# Pages


def _page_claims() -> dict[str, Any]:
    import streamlit as st

    return dict(st.user)


def name_person(name: str) -> None:
    """Keep the name that somebody at this computer typed, for the records they write in this browser session."""
    import streamlit as st

    st.session_state[NAME_KEY] = " ".join(name.split())[:_LONGEST_NAME]


def current_person() -> Person:
    """Who looks at this page. At this computer: a planner, by the name typed on the Forum page.

    Raises:
        NotAllowedError: nobody has signed in, or they have no role.
    """
    import streamlit as st

    if sign_in_path() is None:
        return Person(str(st.session_state.get(NAME_KEY) or LOCAL_NAME), LOCAL_ROLE)
    person = person_of_claims(_page_claims())
    if person is None:
        raise NotAllowedError(access_words.NOT_YOURS, do=access_words.NO_ROLE_DO)
    return person


def require_role(operation: str, request: HTTPConnection | None = None) -> Person:
    """The person of this page, or of a request to a plain route, if their role allows ``operation`` (plan.roles).

    Raises:
        NotAllowedError
    """
    person = current_person() if request is None else person_of_request(request)
    if person is None:
        raise NotAllowedError(access_words.SIGN_IN_FIRST)
    require(person, operation)
    return person


def admit() -> bool:
    """True if the page may be drawn; otherwise a way to sign in, or a plain refusal, is drawn in its place."""

    if sign_in_path() is None:
        return True
    claims = _page_claims()
    if not claims.get("is_logged_in"):
        _draw_door(sign_in())
        return False
    if person_of_claims(claims) is not None:
        return True
    _draw_refusal(claims)
    return False


def _draw_refusal(claims: Mapping[str, Any]) -> None:
    """Why somebody who signed in is not let in. As HTML: Markdown would make a link of an address."""
    import streamlit as st

    from app.printed import text

    email = _email(claims)
    if not email:
        refusal, do = access_words.NO_EMAIL, access_words.NO_EMAIL_DO
    elif not _is_verified(claims):
        refusal, do = access_words.NOT_VERIFIED, access_words.NOT_VERIFIED_DO
    else:
        refusal, do = access_words.NO_ROLE, access_words.NO_ROLE_DO
    st.html(f'<p role="alert"><strong>{text(refusal.format(email=email))}</strong></p><p>{text(do)}</p>')
    st.button(access_words.SIGN_OUT, on_click=st.logout, key="sign_out")


def _draw_door(door: SignIn) -> None:
    import streamlit as st

    from app.server.faults import plain

    st.title(access_words.SIGN_IN)
    st.markdown(access_words.SIGN_IN_WHY)
    for provider in door.providers:
        label = access_words.SIGN_IN_WITH.format(provider=plain(provider.title())) if provider else access_words.SIGN_IN
        st.button(label, on_click=st.login, args=(provider or None,), type="primary", key=f"sign_in_{provider}")


def draw_account() -> None:
    """Who is signed in, and the way out; nothing at this computer."""
    import streamlit as st

    from app.printed import text

    if sign_in_path() is None:
        return
    person = current_person()
    st.html(f"<small>{text(access_words.SIGNED_IN_AS.format(name=person.name, role=person.role))}</small>")
    st.button(access_words.SIGN_OUT, on_click=st.logout, key="sign_out", type="tertiary")
