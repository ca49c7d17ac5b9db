"""An action's row and its parts say the same, whichever side was written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.records import Action, Intervention, Milestone
from plan.worksheet import live, milestone_of, parts_of_words, with_words, words_of_milestone

TODAY = "2026-11-28"
words = st.text(st.sampled_from("ab 2[]()-0"), min_size=1, max_size=30).map(str.strip).filter(bool)
days = st.dates().map(str)
written = st.one_of(
    words,
    st.builds(lambda day, text: f"{day} {text}", days, words),
    st.builds(lambda day, text, who, done: f"{day} {text} ({who}) [done {done}]", days, words, words, days),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2027-03-01 Talks (Newport Bus) [done 2027-02-20]", ("2027-03-01", "Talks", "Newport Bus", "2027-02-20")),
        ("2027-03-01 Talks", ("2027-03-01", "Talks", "", "")),
        ("Talks (Newport Bus)", ("", "Talks", "Newport Bus", "")),
        ("Talks [done 2027-02-20]", ("", "Talks", "", "2027-02-20")),
        ("2027-02-31 Talks", ("", "2027-02-31 Talks", "", "")),
        ("Spring: talks", ("", "Spring: talks", "", "")),
    ],
)
def test_a_milestone_is_read_by_the_contract(said: str, expected: tuple[str, ...]) -> None:
    found = milestone_of(said)
    assert (found.date, found.text, found.owner, found.done_on) == expected


@given(written)
def test_reading_and_writing_a_milestone_changes_no_letter(said: str) -> None:
    assert words_of_milestone(milestone_of(said)) == said


def applied(action: Action, interventions: list[Intervention], milestones: list[Milestone]) -> tuple[list, list]:  # type: ignore[type-arg]
    """All parts after the row was written, as a store has them."""
    parts = parts_of_words(action, interventions, milestones, TODAY)
    after = ({one.id: one for one in interventions}, {one.id: one for one in milestones})
    for kept, new in zip(after, (parts.interventions, parts.milestones), strict=True):
        for one in new:
            kept[one.id] = replace(one, version=one.version + 1)  # type: ignore[index,assignment]
    return list(after[0].values()), list(after[1].values())


@given(st.lists(st.tuples(st.lists(words, max_size=5), st.lists(written, max_size=5)), min_size=1, max_size=5))
def test_whatever_row_is_written_the_parts_say_it_and_nothing_is_lost(rows: list[tuple[list[str], list[str]]]) -> None:
    interventions: list[Intervention] = []
    milestones: list[Milestone] = []
    for how, when in rows:
        action = Action(id="A-1", title="x", interventions=tuple(how), milestones=tuple(when))
        ids = {one.id for one in (*interventions, *milestones)}
        interventions, milestones = applied(action, interventions, milestones)
        assert with_words(action, interventions, milestones) == action
        assert ids <= {one.id for one in (*interventions, *milestones)}, "what was dropped stays"
        again = parts_of_words(action, interventions, milestones, TODAY)
        assert not again, "the same row changes nothing"


def test_a_milestone_that_was_moved_keeps_its_id_and_its_earlier_day() -> None:
    old = Milestone(id="M-1", version=1, action_id="A-1", number=1, text="Talks", date="2027-03-01", owner="Bus")
    other = Milestone(id="M-2", version=1, action_id="A-1", number=2, text="Timetable", date="2027-06-01")
    action = Action(id="A-1", milestones=("2027-06-01 Timetable", "2027-04-15 Talks (Bus) [done 2027-04-20]"))
    changed = {one.id: one for one in parts_of_words(action, [], [old, other], TODAY).milestones}
    assert changed["M-1"] == replace(
        old, number=2, date="2027-04-15", done_on="2027-04-20", earlier_dates=("2027-03-01",)
    )
    assert changed["M-2"] == replace(other, number=1)


def test_what_is_taken_out_of_the_row_is_dropped_with_a_reason_and_not_deleted() -> None:
    old = Milestone(id="M-1", version=1, action_id="A-1", number=1, text="Talks")
    how = Intervention(id="I-1", version=1, action_id="A-1", number=1, text="Buses")
    parts = parts_of_words(Action(id="A-1"), [how], [old], TODAY)
    assert parts.milestones == (replace(old, dropped_on=TODAY, dropped_reason="Taken out of the action."),)
    assert parts.interventions == (replace(how, status="dropped"),)
    assert live(parts.milestones) == []
    assert live(parts.interventions) == []


def test_an_intervention_that_was_reworded_is_the_same_one() -> None:
    how = [
        Intervention(id=f"I-{number}", version=1, action_id="A-1", number=number, text=text, status="under_way")
        for number, text in enumerate(("Audit", "Policy", "Plan"), 1)
    ]
    action = Action(id="A-1", interventions=("Audit", "A policy of default yes", "Plan", "Campaign"))
    parts = parts_of_words(action, how, [], TODAY).interventions
    assert [(one.id, one.text, one.status) for one in parts if one.version] == [
        ("I-2", "A policy of default yes", "under_way")
    ]
    assert [(one.text, one.number) for one in parts if not one.version] == [("Campaign", 4)]
