"""A small OpenID Connect provider, so that a browser can really sign in without the internet."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

PEOPLE = {
    "viewer": {"sub": "1", "email": "vera@town.example", "email_verified": True, "name": "Vera <b>Viewer</b>"},
    "planner": {"sub": "2", "email": "planner@town.example", "email_verified": True, "name": "Paul Planner"},
    "stranger": {"sub": "3", "email": "eve@evil.example", "email_verified": True, "name": "Eve"},
    "unproved": {"sub": "4", "email": "planner@town.example", "email_verified": False, "name": "Mallory"},
}


@dataclass
class Provider:
    """A small OpenID Connect provider: whoever comes is ``person`` and need not prove it."""

    url: str
    person: str = "viewer"


def provider_app(provider: Provider) -> Any:
    """Discovery, authorisation, token and key, as the standard describes them; nothing more."""
    from urllib.parse import urlencode

    from joserfc import jwt
    from joserfc.jwk import RSAKey
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, RedirectResponse
    from starlette.routing import Route

    key = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
    asked: dict[str, dict[str, str]] = {}

    async def discovery(request: Request) -> Response:
        named = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse(
            {"issuer": provider.url, "response_types_supported": ["code"], "subject_types_supported": ["public"],
             "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"]}
            | {name: f"{provider.url}/{path}" for name, path in named.items()}
        )  # fmt: skip

    async def authorize(request: Request) -> Response:
        code = f"code-{len(asked)}"
        asked[code] = dict(request.query_params) | {"person": provider.person}
        back = urlencode({"code": code, "state": request.query_params["state"]})
        return RedirectResponse(f"{request.query_params['redirect_uri']}?{back}", 302)

    async def token(request: Request) -> Response:
        form = await request.form()
        before = asked.pop(str(form["code"]))
        now = int(time.time())
        said = PEOPLE[before["person"]] | {
            "iss": provider.url, "aud": "atlas", "iat": now, "exp": now + 300, "nonce": before["nonce"],
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "test"}, said, key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    async def keys(request: Request) -> Response:
        return JSONResponse({"keys": [key.as_dict(private=False)]})

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery), Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]), Route("/keys", keys),
        ]
    )  # fmt: skip
