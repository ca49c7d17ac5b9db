"""The page Voices as somebody of the team reads it, and what its forms do."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from plan.records import Answer, DiaryPhoto, Evidence, ExistingReport, Finding, Person, PlannedMethod
from tests.makers.pages import page_of, pressed, words

pytestmark = pytest.mark.slow  # draws whole pages

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"
TODAY = date.today().isoformat()


def at_voices(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    return page_of("app.voices.page:draw_voices", atlas.folder, monkeypatch, **query)


def offered(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, role: str) -> str:
    """The titles of the pages that the navigation offers to a role."""
    from everyday.serving.told import ATLAS_VARIABLE

    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))

    def titles(role: str) -> None:
        import streamlit as st

        from app.pages import pages_for

        st.write(", ".join(page.title for page in pages_for(role)))

    return str(AppTest.from_function(titles, args=(role,), default_timeout=60).run().markdown[0].value)


def of(widgets: Any, label: str) -> Any:
    """The field with this label."""
    return next(one for one in widgets if one.label == label)


def starting(widgets: Any, key: str) -> Any:
    """The field whose key begins so: several have the same label."""
    return next(one for one in widgets if str(one.key).startswith(key))


def answer(**more: object) -> Answer:
    given = {"text": "The buses stop at six", "consent": "Without a name", "retention_until": "2090-01-01",
             "given_on": "2026-10-05"}  # fmt: skip
    return Answer(**given | more)  # type: ignore[arg-type]


@pytest.fixture
def town(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    (tmp_path / "atlas" / "plan.gpkg").unlink(missing_ok=True)
    return Atlas(tmp_path / "atlas")


def test_viewers_have_no_such_page_and_read_nothing(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    town.plan().add(answer(), ANN)
    for role in ("viewer", "participant"):
        assert "Voices" not in offered(town, monkeypatch, role)
        monkeypatch.setattr("app.parts.drawing.current_person", lambda role=role: Person("Guest", role))
        for view in ("answers", "words", "methods"):
            seen = words(at_voices(town, monkeypatch, view=view))
            assert "Your role does not allow you to read it" in seen
            assert "buses" not in seen
    assert "Voices" in offered(town, monkeypatch, "facilitator")


def test_a_facilitator_reads_what_is_for_the_team(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    town.plan().add_all([answer(), answer(text="Fares are dear", readers="team")], ANN)
    monkeypatch.setattr("app.parts.drawing.current_person", lambda: Person("Fay", "facilitator"))
    page = at_voices(town, monkeypatch)
    assert "Fares are dear" in words(page)
    assert "buses" not in words(page)
    assert "1 answer" in words(page)


def test_a_search_forgives_and_marks(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    town.plan().add_all([answer(), answer(text="Walking home is frightening <b>at night</b>")], ANN)
    page = at_voices(town, monkeypatch)
    of(page.text_input, "Search in what was said").set_value("frightning walks").run()
    drawn = " ".join(one.proto.body for one in page.get("html"))
    assert "<mark>Walking</mark> home is <mark>frightening</mark> &lt;b&gt;at night" in drawn
    assert "stop at six" not in drawn
    of(page.text_input, "Search in what was said").set_value("aeroplane").run()
    assert "Nothing that you may read holds this." in words(page)


def test_an_answer_is_tagged_and_pinned_with_a_quote(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    one = store.add(answer(area_id=SAMPHIRE, is_quotable=True), ANN)
    page = at_voices(town, monkeypatch, answer=one.id)
    of(page.multiselect, "Dimensions (given by you, never by the program)").set_value(["spatial"]).run()
    assert store.get(Answer, one.id).dimensions == ("spatial",)
    page = pressed(page, "Pin it")
    assert "Say in one sentence what it is." in words(page)
    of(page.text_area, "One sentence, in your words").set_value("Evening buses are missing")
    of(page.text_area, "Quote, as it stands in the answer (may be left empty)").set_value("buses stop at six")
    page.run()
    page = pressed(page, "Pin it")
    (finding,) = store.all(Finding)
    assert (finding.title, finding.area_id, finding.dimensions) == ("Evening buses are missing", SAMPHIRE, ("spatial",))
    quotes = [one.title for one in store.all(Evidence, finding_id=finding.id, kind="quote")]
    assert quotes == ["“buses stop at six” (City-wide survey, October 2026)"]
    assert "Pinned as finding 1." in words(page)
    assert "Pinned as 1" in words(page)


def test_without_consent_to_quote_there_is_no_field_for_one(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    one = town.plan().add(answer(), ANN)
    page = at_voices(town, monkeypatch, answer=one.id)
    assert "The consent does not cover quoting" in words(page)
    assert [field.label for field in page.text_area] == ["One sentence, in your words"]


def test_an_interview_is_typed_in_and_personal_data_asked_about(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_voices(town, monkeypatch, view="add")
    of(page.segmented_control, "What it is").set_value("interview").run()
    page = pressed(page, "Keep it")
    assert "Say what was agreed with the person" in words(page)
    assert "until when it may be kept" in words(page)
    of(page.text_area, "What was said (no names)").set_value("Ring 07700 900123").run()
    assert "This looks personal: phone number" in words(page)
    assert of(page.button, "Keep it").disabled
    of(page.text_area, "What was said (no names)").set_value("No bus at night")
    of(page.text_input, "Where").set_value("ward Samphire")
    starting(page.text_input, "add_consent").set_value("Yes")
    starting(page.date_input, "add_until").set_value(date(2090, 1, 1))
    page.run()
    page = pressed(page, "Keep it")
    (kept,) = town.plan().all(Answer)
    assert (kept.kind, kept.method, kept.area_id) == ("interview", "neighbourhood_interview", SAMPHIRE)
    assert (kept.readers, kept.is_quotable, kept.retention_until) == ("planner", False, "2090-01-01")
    assert "Only those you chose can read it." in words(page)


def test_an_answer_past_its_day_is_erased_when_a_planner_looks(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    one = store.add(answer(retention_until="2026-01-01"), ANN)
    monkeypatch.setattr("app.parts.drawing.current_person", lambda: Person("Fay", "facilitator"))
    seen = words(at_voices(town, monkeypatch))
    assert "The time of 1 answers is over" in seen
    assert "buses" not in seen
    assert store.get(Answer, one.id).text == "The buses stop at six"
    monkeypatch.undo()
    seen = words(at_voices(town, monkeypatch))
    assert "was over: erased" in seen
    assert store.holding("buses stop") == {}


def test_what_was_agreed_is_changed(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    one = store.add(answer(is_quotable=True), ANN)
    page = at_voices(town, monkeypatch, answer=one.id)
    of(page.checkbox, "This covers quoting").set_value(False)
    of(page.radio, "Who may read it").set_value("team")
    of(page.date_input, "Erase it on").set_value(date(2089, 1, 1))
    page = pressed(page, "Save")
    kept = store.get(Answer, one.id)
    assert (kept.is_quotable, kept.readers, kept.retention_until) == (False, "team", "2089-01-01")
    seen = words(page)
    assert "not to be quoted" in seen
    assert "Erased on 1 January 2089." in seen


def test_somebody_asks_for_erasure(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    one = store.add(answer(), ANN)
    page = at_voices(town, monkeypatch, answer=one.id)
    of(page.text_input, "Reason (do not repeat the words or a name here)").set_value("Asked for").run()
    page = pressed(page, "Erase it now")
    assert "Erased: 1 answer." in words(page)
    assert store.holding("buses stop") == {}
    assert "Nothing has been taken in yet" in words(page)


def test_a_diary_shows_its_pictures_to_who_may_read_it(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    store = town.plan()
    one = store.add(answer(kind="diary", text="", title="A week"), ANN)
    store.add(DiaryPhoto(answer_id=one.id, number=1, alt="A wet bench", text="I wait here", content=stream.getvalue()),
              ANN)  # fmt: skip
    page = at_voices(town, monkeypatch, answer=one.id)
    drawn = " ".join(part.proto.body for part in page.get("html"))
    assert 'alt="A wet bench" src="data:image/jpeg;base64,' in drawn
    assert "I wait here" in drawn


def test_words_are_counted_by_ward_above_ten_people(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [answer(area_id=SAMPHIRE, respondent=f"r{n}") for n in range(10)]
    few = [answer(area_id="E05999001", respondent=f"x{n}", text="My secret garden") for n in range(9)]
    town.plan().add_all([*many, *few], ANN)
    seen = words(at_voices(town, monkeypatch, view="words"))
    assert "Samphire 10 buses (10)" in seen.replace("  ", " ")
    assert "fewer than 10" in seen
    assert "garden" not in seen


def test_how_we_know_lists_every_method_with_its_findings(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    store.add(Finding(title="No shelter", method="shadowing"), ANN)
    page = at_voices(town, monkeypatch, view="methods")
    seen = words(page)
    assert "Shadowing ● Used 1 · No shelter" in " ".join(seen.split())
    assert "GPS logs ○ Not used" in " ".join(seen.split())
    of(page.selectbox, "Method").set_value("gps_logs")
    of(page.text_input, "When, in words").set_value("Spring 2027")
    page = pressed(page, "Save")
    assert "GPS logs ◐ Planned; Spring 2027" in " ".join(words(page).split())
    page = pressed(page, "It came to nothing: GPS logs, Spring 2027")
    assert [one.is_dropped for one in store.all(PlannedMethod)] == [True]
    assert "GPS logs ○ Not used" in " ".join(words(page).split())


def test_a_report_is_registered_and_cited_by_a_finding(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    finding = store.add(Finding(title="No bus after six"), ANN)
    page = at_voices(town, monkeypatch, view="reports")
    assert "No report is registered yet." in words(page)
    given = {"Title": "Buses after six", "Published by": "Council", "Year": "2019", "Page or pages": "12"}
    for label, said in given.items():
        of(page.text_input, label).set_value(said)
    of(page.multiselect, "Findings that cite it").set_value([finding.id])
    page = pressed(page, "Save")
    (report,) = store.all(ExistingReport)
    assert (report.title, report.pages) == ("Buses after six", "12")
    seen = " ".join(words(page).split())
    assert "Buses after six (Council, 2019), page 12 Whole town 1 · No bus after six" in seen


def test_forms_and_sheets_are_there_to_be_taken(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_voices(town, monkeypatch, view="ask")
    labels = [one.proto.label for one in page.get("download_button")]
    assert labels == [
        "XLSForm for KoboToolbox or ODK", "Paper form (PDF)", "Table to type paper forms into (XLSX)",
        "Prompt sheet (PDF)", "Wall sheet (PDF)",
    ]  # fmt: skip


def test_what_was_ticked_stands_by_ward_with_small_counts_hidden(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    from everyday.asking import QUESTIONS

    across = next(one for one in QUESTIONS if one.key == "across_town")
    cost, rare = across.choices["cost"], across.choices["rare"]
    made = [
        Answer(text="; ".join([cost, rare] if number < 15 else [rare]), question=across.words, area_id="E05999005",
               given_on="2026-05-01", respondent=f"t{number}", consent="As the form says", retention_until="2099-01-01")
        for number in range(30)
    ]  # fmt: skip
    town.plan().add_all(made, ANN)
    page = at_voices(town, monkeypatch, view="words")
    said = " ".join(str(one.value) for one in page.get("html"))
    assert "What was ticked" in " ".join(str(one.value) for one in page.header)
    assert f"{rare} (100 %), {cost} (50 %)" in said
    assert "Of 30 people, by the ward they named." in said
