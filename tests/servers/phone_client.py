"""A phone without a browser: asks the server's own application, keeps cookies, fills in the forms of the pages."""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from plan.ids import new_code
from plan.records import Person, Session

if TYPE_CHECKING:
    from everyday.facade import Atlas
    from store.plan_store import PlanStore

DESK = Person("Facilitator", "planner")
HOST = "http://localhost:8501"
_INPUT = re.compile(r"<input\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z_-]+)="([^"]*)"')
_FORM = re.compile(r'<form\b[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)


@dataclass
class Phone:
    """One phone. ``address`` is where it calls from."""

    application: Any
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request; cookies are kept as a browser keeps them."""
        return asyncio.run(self.ask_in_loop(method, path, **more))

    async def ask_in_loop(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The same where a loop runs already."""
        transport = httpx.ASGITransport(app=self.application, client=(self.address, 5000))
        headers = {"host": "localhost:8501", **self.headers, **more.pop("headers", {})}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers.setdefault("origin", HOST)
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            answer = await client.request(method, path, headers=headers, **more)
        for line in answer.headers.get_list("set-cookie"):
            self.set_cookies.append(line)
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET, without following."""
        return self.ask("GET", path, **more)

    def post(self, path: str, fields: dict[str, Any], **more: Any) -> httpx.Response:
        """POST of a form, without following."""
        return self.ask("POST", path, data=fields, **more)

    def join(self, code: str, name: str = "") -> Phone:
        """Join a session."""
        answer = self.post("/join", {"code": code, "name": name})
        if answer.status_code != 303:
            raise AssertionError(f"{answer.status_code}: {answer.text}")
        return self

    def fields(self, page: str, action: str) -> dict[str, str]:
        """Hidden fields of the form of a page that goes to ``action``."""
        for found, content in _FORM.findall(page):
            if html.unescape(found).partition("#")[0] == action:
                inputs = [dict(_ATTRIBUTE.findall(attributes)) for attributes in _INPUT.findall(content)]
                return {
                    one["name"]: html.unescape(one.get("value", "")) for one in inputs if one.get("type") == "hidden"
                }
        raise AssertionError(f"no form goes to {action}")

    def pin(self, words: str, where: str = "whole town", kind: str = "barrier", **more: Any) -> httpx.Response:
        """Open the form, fill it in, send it."""
        fields = self.fields(self.get("/join/pin").text, "/join/pin")
        return self.post("/join/pin", fields | {"kind": kind, "words": words, "where": where} | more)

    def pinned(self, words: str, where: str = "whole town", **more: Any) -> str:
        """Pin something; gives its id."""
        answer = self.pin(words, where, **more)
        if answer.status_code != 303:
            raise AssertionError(f"{answer.status_code}: {answer.text}")
        return urlsplit(answer.headers["location"]).path.rpartition("/")[2]

    def send(self, page: str, action: str, **more: Any) -> httpx.Response:
        """Open a page and send its form to ``action``."""
        return self.post(action, self.fields(self.get(page).text, action) | more)

    def vote(self, pin: str, **answers: Any) -> httpx.Response:
        """Vote on a pin."""
        return self.send(f"/join/pin/{pin}", f"/join/pin/{pin}/vote", **answers)

    def comment(self, pin: str, words: str) -> httpx.Response:
        """Comment on a pin."""
        return self.send(f"/join/pin/{pin}", f"/join/pin/{pin}/comment", comment=words)


@dataclass
class Room:
    """A server with an atlas of its own, without a network."""

    atlas: Any
    application: Any

    @property
    def store(self) -> PlanStore:
        """The plan."""
        return self.atlas.plan()

    def session(self, name: str = "First forum", **more: Any) -> Session:
        """A session that phones may join."""
        session = Session(name=name, date="2026-11-26", join_code=new_code(), expires_at="2100-01-01T00:00:00Z", **more)
        return self.store.add(session, DESK)

    def phone(self, session: Session, name: str = "", **more: Any) -> Phone:
        """A phone that has joined."""
        return Phone(self.application, **more).join(session.join_code, name)

    def stranger(self, **more: Any) -> Phone:
        """A phone that has not."""
        return Phone(self.application, **more)


@contextmanager
def room_of(atlas: Atlas, folder: Path) -> Iterator[Room]:
    """A room with a copy of an atlas in ``folder``; the environment is as before afterwards."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware

    from app.routes import ROUTES, PhoneDoor
    from app.server.guard import HostGuard
    from everyday.atlas.open_plan import close_plans
    from everyday.facade import Atlas

    shutil.copytree(atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    before = os.environ.get("EVERYDAY_ATLAS")
    os.environ["EVERYDAY_ATLAS"] = str(folder)
    try:
        yield Room(Atlas(folder), Starlette(routes=ROUTES, middleware=[Middleware(HostGuard), Middleware(PhoneDoor)]))
    finally:
        close_plans()
        if before is None:
            del os.environ["EVERYDAY_ATLAS"]
        else:
            os.environ["EVERYDAY_ATLAS"] = before
