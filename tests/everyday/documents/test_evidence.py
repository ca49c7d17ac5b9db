"""Photos and links of what happened, milestones over time: on card and in documents, for whom they are, till erased."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.action_plan.evidence import evidence_html, records_of_update
from app.server.atlases.which import asked
from everyday import Atlas
from everyday.acting import plan_rows, timeline_of
from everyday.documents.plan import plan_facts, plan_html_bytes, plan_pdf_bytes, plan_word_bytes
from everyday.language import language
from geo.errors import UsageError
from plan.records import Action, Attachment, Milestone, Update
from tests.makers.plans.action_plan import OFFICER, TODAY, copied, plan_into

Planned = tuple[Atlas, dict[str, Action]]


@pytest.fixture
def planned(demo_atlas: Atlas, tmp_path: Path) -> Iterator[Planned]:
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path / "atlas")
    yield atlas, plan_into(atlas)
    close_plans()


def photo(colour: str) -> bytes:
    """A JPEG as a phone takes it, with the place in it."""
    held, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "SECRET-PHONE"
    Image.new("RGB", (640, 480), colour).save(held, "JPEG", exif=exif)
    return held.getvalue()


def told(planned: Planned, visibility: str, colour: str, **more: str) -> list[Update | Attachment]:
    atlas, actions = planned
    records = records_of_update(actions["bus"].id, "It runs", "2026-11-01", visibility, photo=photo(colour),
                                alt=f"A {colour} bus", **more)  # type: ignore[arg-type]  # fmt: skip
    return atlas.plan().keep_together(records, [], OFFICER)[0]  # type: ignore[return-value]


def row(planned: Planned, audience: str = "team"):  # type: ignore[no-untyped-def]
    return next(one for one in plan_rows(planned[0].plan(), audience=audience, today=TODAY)
                if one.id == planned[1]["bus"].id)  # fmt: skip


def facts(planned: Planned, audience: str):  # type: ignore[no-untyped-def]
    atlas = planned[0]
    return plan_facts(atlas, atlas.edition(), language("en"), audience=audience, today=TODAY)


def test_a_photo_is_kept_without_what_is_not_the_picture_and_only_with_words(planned: Planned) -> None:
    _update, kept = told(planned, "everybody", "green")
    content = planned[0].plan().photo_bytes(kept.id, Attachment)
    assert content.startswith(b"\xff\xd8")
    assert b"SECRET-PHONE" not in content
    assert b"Exif" not in content
    with pytest.raises(UsageError, match="what the photo shows"):
        records_of_update("A-1", "It runs", TODAY, "everybody", photo=photo("green"))
    with pytest.raises(UsageError, match="PDF"):
        records_of_update("A-1", "It runs", TODAY, "everybody", photo=b"%PDF-1.7", alt="A bus")


def test_evidence_stands_on_the_card_and_in_documents_for_those_whom_it_is_for(planned: Planned) -> None:
    told(planned, "everybody", "green", address="https://example.org/minute", title="Minute 12")
    told(planned, "team", "red")
    assert all(words in evidence_html(row(planned)) for words in ("A green bus", "A red bus", "Minute 12"))
    public = evidence_html(row(planned, "everybody"))
    assert "A green bus" in public
    assert "A red bus" not in public
    token = asked.set("east")
    try:
        assert 'src="/atlas/east/plan/attachment/' in evidence_html(row(planned))
    finally:
        asked.reset(token)
    pictures = {"team": 2, "network": 1, "everybody": 1}
    for audience, count in pictures.items():
        found, said = facts(planned, audience), language("en")
        with zipfile.ZipFile(io.BytesIO(plan_word_bytes(found, said))) as archive:
            photos = [name for name in archive.namelist() if re.match(r"word/media/.*\.jpe?g$", name)]
            body = archive.read("word/document.xml").decode()
        page = plan_html_bytes(found, said).decode()
        assert (len(photos), page.count("data:image/jpeg")) == (count, count), audience
        for words, is_seen in (("A green bus", True), ("Minute 12", True), ("A red bus", audience == "team")):
            assert ((words in body), (words in page)) == (is_seen, is_seen), (audience, words)
        assert plan_pdf_bytes(found, said).count(b"/Subtype /Image") > count


def test_an_erasure_takes_the_photo_with_its_update_and_with_its_action(planned: Planned) -> None:
    store = planned[0].plan()
    update, first = told(planned, "everybody", "green")
    _other, second = told(planned, "everybody", "red")
    store.erase(OFFICER, record_ids=[update.id], reason="asked for")
    assert store.photo_bytes(first.id, Attachment) == b""
    assert store.photo_bytes(second.id, Attachment)
    assert len([photo for part in facts(planned, "team").sections for photo in part.photos]) == 1
    store.erase(OFFICER, record_ids=[planned[1]["bus"].id], reason="asked for")
    assert store.photo_bytes(second.id, Attachment) == b""


def test_milestones_over_time_show_what_is_late_done_dropped_and_moved(planned: Planned) -> None:
    store = planned[0].plan()
    talks = next(one for one in store.all(Milestone) if one.text == "Talks")
    store.save(replace(talks, dropped_on=TODAY, dropped_reason="Not needed"), OFFICER)
    found = {one.action.id: steps for one, steps in timeline_of(plan_rows(store, today=TODAY))}
    steps = {one.text: (one.day, one.state, one.earlier) for one in found[planned[1]["bus"].id]}
    assert steps == {
        "Survey": ("2026-09-10", "done", ("2026-09-01",)), "Talks": ("2026-10-01", "dropped", ()),
        "Timetable": ("2027-05-01", "next", ("2027-03-01",)),
    }  # fmt: skip
    (picture,) = facts(planned, "everybody").timeline
    assert "actions 1 over time: 3 of them, 0 late" in picture.alt
    assert Image.open(io.BytesIO(picture.content)).width > 1000
    page = plan_html_bytes(facts(planned, "everybody"), language("en")).decode()
    assert "Milestones over time" in page
    assert page.index("Milestones over time") < page.index("A direct bus")
