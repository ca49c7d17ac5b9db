"""A mark typed into every form that a phone of the room may send: an erasure leaves it nowhere, in both databases."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from everyday.atlas import DATABASE_VARIABLE
from plan.records import Comment, Correction, Device, Finding, Photo, Proposal, Session
from plan.text import fold
from tests.makers.plans.marks import MARK, SPELLINGS, everything_kept
from tests.servers.phone_client import DESK, room_of

if TYPE_CHECKING:
    from everyday import Atlas


def test_what_phones_typed_leaves_every_record_and_every_file(
    demo_atlas: Atlas, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database_url:
        monkeypatch.setenv(DATABASE_VARIABLE, database_url)
    for module in ("live", "reading"):
        monkeypatch.setattr(f"app.phone.{module}.NOT_OWN_S", 0.0)
    stream = BytesIO()
    Image.new("RGB", (60, 40)).save(stream, "JPEG", comment=MARK.encode())
    with room_of(demo_atlas, tmp_path / "atlas") as room:
        assert room.store.is_file == (not database_url)
        session = room.session()
        phone, other = room.phone(session, name=MARK), room.phone(session, name="Bo")
        pin = phone.pinned(f"{SPELLINGS[1]} cannot cross", more=f"So says {SPELLINGS[2]}")
        page = f"/join/pin/{pin}"
        photo = phone.fields(phone.get(page).text, f"{page}/photo") | {"alt": f"{MARK} at the stop"}
        sent = [
            other.comment(pin, f"I know {SPELLINGS[3]}"),
            phone.vote(pin, importance="5"),
            phone.post(f"{page}/photo", photo, files={"photo": ("x.jpg", stream.getvalue(), "image/jpeg")}),
        ]
        room.store.save(replace(room.store.get(Session, session.id), stage="levers"), DESK)
        sent.append(phone.send(page, f"{page}/proposal", proposal=f"Ask {SPELLINGS[4]}", lever=SPELLINGS[5]))
        asked = "/join/correction?kind=place_missing"
        words = {"place_kind": "green_space", "name": f"Garden of {MARK}", "text": SPELLINGS[5], "where": "52.94, 0.26"}
        sent.append(
            phone.post("/join/correction", phone.fields(phone.get(asked).text, "/join/correction") | words
                       | {"kind": "place_missing"})
        )  # fmt: skip
        assert [one.status_code for one in sent] == [303] * len(sent), [one.text[-2000:] for one in sent]
        store, folder = room.store, tmp_path / "atlas"
        assert {kind for kind in (Comment, Correction, Device, Finding, Photo, Proposal) if store.all(kind)} == {
            Comment, Correction, Device, Finding, Photo, Proposal,
        }  # fmt: skip
        assert fold(MARK) in everything_kept(store, folder)
        done = store.erase(DESK, words=MARK, reason="asked for")
        assert done.state in ("gone", "vacuumed")
        assert store.holding(MARK) == {}
        assert fold(MARK) not in everything_kept(store, folder)
        assert "o'quill" not in everything_kept(store, folder)
        for path in (page, "/join/list", "/join/state.json?since=0"):
            assert "Quill" not in other.get(path).text, path
