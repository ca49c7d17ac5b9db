"""The page Network as a person reads it, and what its forms do."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.acting import share_key
from everyday.atlas import has_plan
from plan.records import (
    Action,
    AdvocacyGroup,
    Dismissal,
    Feedback,
    Finding,
    Intervention,
    Membership,
    Network,
    Organisation,
    Person,
)
from tests.makers.pages import page_of, pressed, words
from tests.makers.towns import with_edition

pytestmark = pytest.mark.slow  # draws whole pages

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"


def at_network(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    return page_of("app.network.page:draw_network", atlas.folder, monkeypatch, **query)


@pytest.fixture
def empty(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    (tmp_path / "atlas" / "plan.gpkg").unlink(missing_ok=True)
    return Atlas(tmp_path / "atlas")


@pytest.fixture
def town(empty: Atlas) -> Atlas:
    store = empty.plan()
    store.add(Organisation(name="Wrenmouth Council", kind="local_authority"), ANN)
    store.add(Action(title="A direct bus", interventions=("A line", "Fares"), area_ids=(SAMPHIRE,),
                     responsible=("Wrenmouth Council",), benefits=("Night workers",)), ANN)  # fmt: skip
    return empty


def test_looking_makes_no_plan_and_a_button_starts_the_network(empty: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_network(empty, monkeypatch)
    assert "There is no network yet" in words(page)
    assert not has_plan(empty.folder)
    page = pressed(page, "Start the network")
    assert [one.name for one in empty.plan().all(Network)] == ["Integration network"]
    assert "Nobody is in the network yet." in words(page)


def test_a_member_is_added_with_a_new_organisation_and_changed(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_network(town, monkeypatch)
    assert "Nobody is in the network yet." in words(page)
    page.selectbox(key="member_body").set_value("-")
    page.text_input(key="member_name").set_value("Night Workers Union")
    page.selectbox(key="member_kind").set_value("vcse")
    page.text_input(key="member_post_").set_value("Secretary")
    page.multiselect(key="member_functions_").set_value(["feedback"])
    page = pressed(page, "Save")
    (body,) = [one for one in town.plan().all(Organisation) if one.kind == "vcse"]
    (member,) = town.plan().all(Membership)
    assert (member.organisation_id, member.post, member.functions) == (body.id, "Secretary", ("feedback",))
    assert member.joined_on == date.today().isoformat()
    seen = words(page)
    assert "Saved: the membership." in seen
    assert "Night Workers Union Voluntary, community or social enterprise Secretary" in seen
    assert "Responsible for an action and not in the network: Wrenmouth Council." in seen
    assert "Night workers" not in seen.partition("What is missing")[2], "somebody speaks by name for them"
    page.selectbox(key="member_which").set_value(member.id).run()
    page.text_input(key=f"member_post_{member.id}").set_value("Chair")
    page = pressed(page, "Save")
    assert town.plan().get(Membership, member.id).post == "Chair"
    page.selectbox(key="member_which").set_value(member.id).run()
    assert "post: Secretary → Chair" in words(page), "who changed what"


def test_a_member_without_an_organisation_is_refused(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_network(town, monkeypatch)
    page.selectbox(key="member_body").set_value("-")
    page = pressed(page, "Save")
    assert "A member of the network is an organisation." in words(page)
    assert town.plan().all(Membership) == []


def test_what_the_network_performs_is_said_with_a_sentence(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_network(town, monkeypatch)
    page.radio(key="performs_accountability").set_value("no")
    page.text_input(key="performs_text_accountability").set_value("Nobody asks the operators")
    page.radio(key="performs_feedback").set_value("in_part")
    next(one for one in page.button if one.label == "Save" and "performs" in str(one.form_id)).click().run()
    (network,) = town.plan().all(Network)
    assert network.performs == {
        "accountability": {"verdict": "no", "text": "Nobody asks the operators"},
        "feedback": {"verdict": "in_part", "text": ""},
    }
    seen = words(page)
    assert "Holds lever-holders to account No Nobody asks the operators" in seen
    assert "The network does not do this: Holds lever-holders to account." in seen


def test_a_group_clusters_round_actions(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_network(town, monkeypatch, view="groups")
    (action,), (council,) = town.plan().all(Action), town.plan().all(Organisation)
    page.text_input(key="group_name_").set_value("Riders")
    page.multiselect(key="group_bodies_").set_value([council.id])
    page.multiselect(key="group_actions_").set_value([action.id])
    page.date_input(key="group_meets_").set_value(date(2099, 1, 5))
    page = pressed(page, "Save")
    (group,) = town.plan().all(AdvocacyGroup)
    assert (group.name, group.action_ids, group.next_meeting) == ("Riders", (action.id,), "2099-01-05")
    assert "Riders Wrenmouth Council 1 · A direct bus 5 January 2099" in words(page)


def test_the_five_questions_are_answered_again_and_again(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    (action,) = town.plan().all(Action)
    line = next(one for one in town.plan().all(Intervention) if one.text == "A line")
    town.plan().add(
        Feedback(action_id=action.id, group="Riders", question="effective", verdict="no", given_on="2026-01-05"), ANN
    )
    page = at_network(town, monkeypatch, view="questions")
    page.text_input(key=f"answer_name_{action.id}").set_value("Riders")
    page.selectbox(key=f"answer_about_{action.id}").set_value(line.id)
    page.date_input(key=f"answer_day_{action.id}").set_value(date(2026, 2, 5))
    page.radio(key=f"answer_verdict_{action.id}_effective").set_value("in_part")
    page.text_area(key=f"answer_words_{action.id}_effective").set_value("Only by day")
    page = pressed(page, "Keep these answers")
    assert [one.given_on for one in town.plan().all(Feedback)] == ["2026-01-05", "2026-02-05"]
    seen = words(page)
    assert "In part Only by day Riders · answered 5 February 2026, typed" in seen
    assert "about intervention 1" in seen
    assert "Riders – No, 5 January 2026 –" in seen, "what the group said last, in a table"
    assert "Riders, about intervention 1 – In part, 5 February 2026 –" in seen
    assert seen.index("In part Only by day") < seen.index("answered 5 January 2026"), "the newest first"
    page = pressed(page, "Keep these answers")
    assert "Answer at least one of the questions." in words(page)


def test_an_answer_changes_the_action_once_somebody_accepts(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    (action,) = town.plan().all(Action)
    answer = town.plan().add(
        Feedback(action_id=action.id, group="Riders", question="further", answer="Buses until midnight"), ANN
    )
    page = at_network(town, monkeypatch, view="questions")
    page = pressed(page, "Propose it")
    assert "Add the intervention “Buses until midnight”" in words(page)
    assert town.plan().get(Action, action.id).interventions == ("A line", "Fares")
    page.button(key=f"accept_{answer.id}").click().run()
    assert town.plan().get(Action, action.id).interventions == ("A line", "Fares", "Buses until midnight")
    seen = words(page)
    assert "Accepted: the action was changed" in seen
    assert "a change was accepted" in seen


def test_an_answer_becomes_a_finding(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    (action,) = town.plan().all(Action)
    answer = town.plan().add(
        Feedback(action_id=action.id, group="Riders", question="in_the_way", answer="The gate is locked at night"), ANN
    )
    page = at_network(town, monkeypatch, view="questions")
    page.toggle(key=f"find_{answer.id}").set_value(True).run()
    assert page.text_input(key=f"find_title_{answer.id}").value == "The gate is locked at night"
    page = pressed(page, "Keep the finding")
    (finding,) = town.plan().all(Finding)
    assert (finding.title, finding.kind, finding.area_id) == ("The gate is locked at night", "barrier", SAMPHIRE)
    assert town.plan().get(Feedback, answer.id).led_to == finding.id
    assert not [one for one in page.toggle if one.key == f"find_{answer.id}"], "once is enough"


def test_what_phones_doubt_is_asked_of_the_network(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    store = town.plan()
    pin = store.add(Finding(kind="barrier", title="No bus"), ANN)
    done = store.add(Action(title="A shelter", finding_ids=(pin.id,), status="done", carried_out="wholly"), ANN)
    key = share_key(store, ANN, is_asking=True)
    for number in range(3):
        store.say_helped(key.id, pin.id, done.id, Person("phone", "participant", device_id=str(number)), verdict="no")
    page = at_network(town, monkeypatch)
    assert "2 · A shelter: it was carried out, and 3 of 3 phones say that it did not help." in words(page)
    page.button(key=f"raised_ask_{done.id}").click().run()
    assert page.selectbox(key="network_action").value == done.id
    page.text_area(key=f"answer_words_{done.id}_in_the_way").set_value("It faces the wrong way")
    page.text_input(key=f"answer_name_{done.id}").set_value("Riders")
    page = pressed(page, "Keep these answers")
    assert "For the network to look at" not in words(page)


def test_what_is_newly_suggested_is_pinned_or_dismissed(town: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    with_edition(town, "20200101T000000Z-aaaaaaaaaaaa", "2020-01-01T00:00:00Z", without=2)
    first, second = town.edition().suggestions()["key"].tolist()[:2]
    page = at_network(town, monkeypatch, view="emerging")
    assert "Nothing of the plan has been agreed yet" in words(page)
    town.plan().add(Network(name="Ours", agreed_on="2026-04-23"), ANN)
    page.run()
    assert "when the plan was agreed on 23 April 2026" in words(page)
    page.button(key=f"emerging_pin_{first}").click().run()
    assert [one.suggestion_key for one in town.plan().all(Finding)] == [first]
    assert "It is finding 1 now." in words(page)
    page.button(key=f"emerging_dismiss_{second}").click().run()
    assert "A suggestion is dismissed with a reason." in words(page)
    page.text_input(key=f"emerging_why_{second}").set_value("A path exists")
    page.button(key=f"emerging_dismiss_{second}").click().run()
    assert [(one.suggestion_key, one.reason) for one in town.plan().all(Dismissal)] == [(second, "A path exists")]
    assert "2 more are new and decided on already" in words(page)
