"""Pages of the phone: Jinja2 templates with everything escaped, in the language of whoever reads them."""

from __future__ import annotations

import gzip
import hashlib
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.phone.visits import (
    Refusal,
    Visit,
    is_script,
    name_of_language,
    remember_language,
    the_language,
)
from app.server import join_path, open_atlas, own_path
from everyday.language import Language
from everyday.pictures import COLOURS, custom_properties
from plan.ids import shown_code

__all__ = ["NO_STORE", "packed_answer", "refusal_answer", "see_other", "serve_file", "show", "show_public"]

FOLDER = Path(__file__).resolve().parent
NO_STORE = {"Cache-Control": "no-store"}
_FILES = {"phone.js": "text/javascript", "phone_map.js": "text/javascript", "phone.css": "text/css"}
_FOREVER = "public, max-age=31536000, immutable"
_WORTH_PACKING_BYTES = 1_000


class _JoinPath:
    """The phone page of the atlas that is asked for, in templates: read when one is written out."""

    def __str__(self) -> str:
        return join_path()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(file_address=file_address, join_path=_JoinPath(), shown_code=shown_code)
    return made


@lru_cache(maxsize=1)
def served_files() -> dict[str, bytes]:
    """Our files as they are served: the style sheet with the colours that are declared for all."""
    found = {name: (FOLDER / name).read_bytes() for name in _FILES}
    return found | {"phone.css": custom_properties(COLOURS).encode() + found["phone.css"]}


def file_address(name: str) -> str:
    """Address of one of our files, another one for each version of it."""
    return f"{join_path()}/{name}?v={hashlib.sha256(served_files()[name]).hexdigest()[:12]}"


def packed_answer(
    request: Request, content: bytes, media_type: str, headers: Mapping[str, str], status: int = 200, *,
    is_for_many: bool = False,
) -> Response:  # fmt: skip
    """An answer of some text, packed where that is worth it and whoever asks can unpack it.

    Args:
        request: what is answered.
        content: the text.
        media_type: what it is.
        headers: to send with it.
        status: of the answer.
        is_for_many: others will be sent the same: it is packed once.
    """
    head = {**headers, "Vary": "Accept-Encoding"}
    if len(content) > _WORTH_PACKING_BYTES and "gzip" in request.headers.get("accept-encoding", ""):
        content, head = (_packed_once if is_for_many else _packed)(content), {**head, "Content-Encoding": "gzip"}
    return Response(content, status, head, media_type)


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=3, mtime=0)


_packed_once = lru_cache(maxsize=32)(_packed)


def serve_file(request: Request) -> Response:
    """``/join/phone.js`` and its like."""
    name = request.url.path.rpartition("/")[2]
    return packed_answer(request, served_files()[name], _FILES[name], {"Cache-Control": _FOREVER}, is_for_many=True)


def _choices_of_language(request: Request, _: Language) -> list[tuple[str, str, str]]:
    """Code, name in its own words, and address of this page in it; empty where there is only one."""
    if len(_.available) < 2 or request.method != "GET":
        return []
    atlas = open_atlas()
    folder = atlas.folder if atlas else None
    names = {code: name_of_language(code, folder) for code in _.available if code != _.code}
    return [(code, name, str(request.url.include_query_params(lang=code).query)) for code, name in names.items()]


def _page(request: Request, template: str, _: Language, status: int, context: Mapping[str, Any]) -> Response:
    content = _environment().get_template(template).render(
        {"_": _, "languages": _choices_of_language(request, _), "here": own_path(request.url.path), "is_plain_http":
         request.url.scheme != "https"} | dict(context)
    )  # fmt: skip
    answer = packed_answer(request, content.encode(), "text/html", NO_STORE, status)
    remember_language(request, answer, _)
    return answer


def show(visit: Visit, template: str, status: int = 200, **context: Any) -> Response:
    """A page for a phone that has joined."""
    return _page(visit.request, template, visit._, status, {"visit": visit, "session": visit.session} | context)


def show_public(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page for anybody."""
    return _page(request, template, the_language(request, open_atlas()), status, {"visit": None} | context)


def see_other(address: str) -> RedirectResponse:
    """After a form: the page to go on with, so that loading it again sends nothing twice."""
    return RedirectResponse(address, 303, NO_STORE)


def refusal_answer(
    request: Request, refusal: Refusal, *, typed: str = "", again: Sequence[tuple[str, str]] = ()
) -> Response:
    """A refusal as a page, or as JSON for a script.

    The page gives back the words that were typed; where nothing was wrong with them, as the whole form (``again``: its
    fields), which a button sends once more.
    """
    _ = the_language(request, open_atlas())
    headers = dict(NO_STORE)
    if refusal.wait_s:
        headers["Retry-After"] = str(math.ceil(refusal.wait_s))
    answer: Response
    if is_script(request):
        content = {"is_saved": False, "message": " ".join(filter(None, (_(refusal.title), _(refusal.words))))}
        answer = JSONResponse(content, refusal.status, headers)
    elif refusal.is_to_join and request.method in ("GET", "HEAD"):
        answer = see_other(join_path())
    else:
        answer = show_public(
            request, "message.html", refusal.status, refusal=refusal, typed=typed,
            again=again if refusal.is_passing else (),
        )  # fmt: skip
        answer.headers.update(headers)
    return answer
