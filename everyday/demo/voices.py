"""What people of the made-up town said outside a session: made up like the rest, kept like the real thing."""

from __future__ import annotations

from datetime import date

from everyday.asking import CONSENT, QUESTIONS
from plan.ids import id_from
from plan.records import Answer, ExistingReport, PlannedMethod, Record

__all__ = ["example_voices"]

_SAMPHIRE, _KEPT_YEARS = "E05999005", 2
_ACROSS = next(one.words for one in QUESTIONS if one.key == "across_town_words")
_FROM_THE_ESTATE = (
    "The bus goes round by the docks. I could walk faster.", "One bus an hour and it is never the hour on the paper.",
    "I change buses at the station, and the second bus does not wait.", "After seven there is no bus home.",
    "With the pushchair two buses are two fights.", "My daughter missed the bus and with it the interview.",
    "The bus is warm and the driver knows us, that much is good.", "No bus on Sunday, so no church.",
    "Two buses to the hospital and one and a half hours.", "I pay for the bus twice because I change.",
    "You wait for a bus in the rain: the shelter went in the storm.", "We need a bus that goes straight in.",
)  # fmt: skip
_ELSEWHERE = (
    ("E05999001", "I walk everywhere, it is all here."), ("E05999001", "The market is where I hear the news."),
    ("E05999003", "The footbridge is steep, and I go round."), ("", "Make one ticket for all of it."),
)  # fmt: skip


def example_voices(today: date) -> list[Record]:
    """Answers of the town's own survey, an interview with a night worker, a report, and a method that is planned."""
    until = today.replace(year=today.year + _KEPT_YEARS, day=min(today.day, 28)).isoformat()
    said = [(_SAMPHIRE, one) for one in _FROM_THE_ESTATE] + list(_ELSEWHERE)
    found: list[Record] = [
        Answer(
            id=id_from(Answer.prefix, "example", str(number)), text=text, question=_ACROSS, area_id=area_id,
            given_on=f"2026-02-{number + 1:02}", respondent=f"example{number}", consent=CONSENT,
            is_quotable=number % 3 != 0, readers="team", retention_until=until,
        )
        for number, (area_id, text) in enumerate(said)
    ]  # fmt: skip
    found.append(
        Answer(
            id=id_from(Answer.prefix, "example", "nights"), kind="interview", title="Care worker, nights",
            text="My shift ends at eleven. The last bus has gone by then, so I walk along the rhyne, fifty minutes, "
            "with the phone in my hand. When it floods I sleep in the staff room.",
            method="sectoral_interview", sector="care", given_on="2026-02-20", respondent="example-nights",
            consent="May be used and quoted without a name or a place of work", is_quotable=True, readers="team",
            retention_until=until, dimensions=("economic", "spatial"),
        )
    )  # fmt: skip
    found.append(
        ExistingReport(
            id=id_from(ExistingReport.prefix, "example"), title="Getting to work in Wrenmouth",
            publisher="Wrenmouth Chamber of Trade (made up)", year="2023", pages="12 to 15", area_ids=(_SAMPHIRE,),
            text="One in five who turned a job down named the journey.",
        )
    )  # fmt: skip
    found.append(
        PlannedMethod(id=id_from(PlannedMethod.prefix, "example"), method="photographs", planned_for="Spring 2027",
                      text="Two schools")
    )  # fmt: skip
    return found
