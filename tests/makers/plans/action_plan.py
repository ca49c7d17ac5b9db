"""An action plan to write out: the three rows of the toolkit's Table 2, and actions with what must stay inside."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import shapely

from everyday import Atlas
from plan.records import Action, Ask, Attachment, Finding, Intervention, Milestone, Organisation, Person, Update
from plan.worksheet import moved

OFFICER = Person("Olive Officer", "planner")
TODAY = "2026-11-28"
SECRETS = (
    "Olive Officer", "Pat Smith", "Kim Brown", "SECRET-NOTE", "SECRET-LAND", "SECRET-ASK", "SECRET-UPDATE",
    "SECRET-REASON", "SECRET-STEP", "SECRET-LETTER",
)  # fmt: skip
"""Names of officers, notes for the team, what nobody has answered yet: never in a file for everybody."""
HOSTILE = "<script>alert(1)</script> & =HYPERLINK(1)"

TABLE_2 = (
    Action(
        title="Rules and bureaucracy which prevent local people and community groups being able to take over and use "
        "spaces like empty shops, unused pieces of land etc.",
        interventions=(
            "Local authority adopts a policy of ‘default yes’ to facilitating community use and appoints a coordinator "
            "and point of contact for all community groups looking to convert empty or under-used spaces to community "
            "use.",
            "Introduction of streamlined processes to encourage small-scale applications to quickly bring about "
            "community use or meanwhile use of under-used spaces.",
            "VCSE groups conduct an audit of empty or underused spaces that could be repurposed for community use.",
            "Local authority agrees a plan of action to facilitate repurposing to community use as many of the spaces "
            "arising out of the VCSE audit as possible.",
        ),
        responsible=("Local authority", "retail and other property owners"),
        contributes=("Community centres", "residents associations", "VCSE groups", "VCSE forum",
                     "retailers and other businesses"),
        benefits=("All residents", "community groups", "local businesses"),
    ),
    Action(
        title="‘Bumping places’: inclusionary community spaces where people routinely come together, e.g. community "
        "centres, green spaces, pocket parks.",
        interventions=(
            "Local authority adopts a policy to support the creation and maintenance of more micro ‘bumping places’ "
            "across the city and in all neighbourhoods, and puts in place modest funding to support this aim.",
            "Community organisations can identify existing bumping spaces in need of support or improvement.",
            "Joined-up VCSE campaign to promote street parties/playing out.",
        ),
        responsible=("Local authority",),
        contributes=("Community organisations", "VCSE forums"),
        benefits=("All residents", "community groups", "local businesses", "children and young people"),
    ),
    Action(
        title="Poor transport links and distance from the city centre means that X neighbourhood is relatively "
        "isolated from the rest of the city.",
        interventions=(
            "Improved transport links for X neighbourhood to become a priority for investment in new provision.",
            "Investment in expansion of bus services to X neighbourhood. Reduction in fares for existing services.",
            "Improved active travel facilities, including provision of ‘free to borrow’ bikes.",
        ),
        responsible=("Local authority", "national government", "transport companies"),
        contributes=("Large businesses", "service users forum"),
        benefits=("Residents of x neighbourhood",
                  "businesses and institutions in other parts of the city that can benefit from improved mobilities of "
                  "customers and service users"),
    ),
)  # fmt: skip
"""What, how and who of the toolkit's Table 2, in its own words."""


def copied(atlas: Atlas, folder: Path) -> Atlas:
    """A copy of a built town with an empty plan."""
    shutil.copytree(atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(folder)


def plan_into(atlas: Atlas) -> dict[str, Action]:
    """Fill the plan of a built town; returns its actions by a short name."""
    store = atlas.plan()
    areas = atlas.edition().areas().sort_values("area_id")
    first, second = (str(areas["area_id"].iloc[place]) for place in (1, 2))
    inside = shapely.Point(areas.geometry.iloc[1].representative_point().coords[0])
    for name, kind in (("Wrenmouth Council", "local_authority"), ("Wren Buses", "transport_operator")):
        store.add(Organisation(name=name, kind=kind), OFFICER)
    barrier = store.add(Finding(kind="barrier", title="No direct bus", text="It goes all round.", geometry=inside,
                                area_id=first), OFFICER)  # fmt: skip
    enabler = store.add(Finding(kind="enabler", title="The square is busy", area_id=second), OFFICER)
    bus = store.add(
        Action(
            title="A direct bus", finding_ids=(barrier.id,), responsible=("Wren Buses", "Wrenmouth Council"),
            lead="Wrenmouth Council", contributes=("transport companies",), benefits=("All residents",),
            interventions=("A direct line", HOSTILE), rag="amber", rag_reason="Talks were put off.",
            milestones=("2026-10-01 Talks (Wren Buses)", "2027-03-01 Timetable (Pat Smith)", "2026-09-01 Survey"),
            measure="centre_min_am", baseline=48.4, baseline_on="2024-03-05", target=35.0, target_by="2028-03-01",
            due_date="2027-12-01", team_note="SECRET-NOTE", unasked_reason="SECRET-REASON",
        ),
        OFFICER,
    )  # fmt: skip
    steps = {one.text: one for one in store.all(Milestone)}
    store.save(moved(steps["Timetable"], replace(steps["Timetable"], date="2027-05-01")), OFFICER)
    store.save(replace(steps["Survey"], done_on="2026-09-10"), OFFICER)
    (line,) = [one for one in store.all(Intervention) if one.text == "A direct line"]
    store.save(replace(line, lead="Kim Brown", level="city"), OFFICER)
    store.add(Ask(action_id=bus.id, organisation="Wren Buses", asked_on="2026-11-01", text="SECRET-ASK"), OFFICER)
    store.add(Ask(action_id=bus.id, organisation="Wrenmouth Council", asked_on="2026-06-01", answered_on="2026-06-20",
                  answer="in_part", answer_text="If it is funded.", source="Minute 12"), OFFICER)  # fmt: skip
    store.add(Update(action_id=bus.id, text="SECRET-UPDATE", happened_on="2026-10-02", visibility="team"), OFFICER)
    store.add(Attachment(action_id=bus.id, kind="link", title="SECRET-LETTER", address="https://example.org/",
                         visibility="team"), OFFICER)  # fmt: skip
    square = store.add(
        Action(title="Keep the square as it is", finding_ids=(enabler.id,), is_ongoing=True, next_look="2027-02-01",
               responsible=("Local authority",)), OFFICER)  # fmt: skip
    policy = store.add(Action(title="Ask for cheaper fares", level="national", due_date="2026-10-15",
                              responsible=("national government",)), OFFICER)  # fmt: skip
    land = store.add(
        Action(title="SECRET-LAND", visibility="team", area_ids=(first,), due_date="2027-01-15",
               milestones=("2027-01-10 SECRET-STEP",), responsible=("Wrenmouth Council",)), OFFICER)  # fmt: skip
    return {name: store.get(Action, one.id)
            for name, one in {"bus": bus, "square": square, "policy": policy, "land": land}.items()}  # fmt: skip
