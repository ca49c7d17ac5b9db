"""Records for round trips: whatever people may have typed, as the store would keep it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import shapely
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from everyday import Atlas
from plan.ids import id_from
from plan.records import (
    Action,
    Activity,
    AdvocacyGroup,
    Answer,
    Correction,
    ExistingReport,
    Feedback,
    Finding,
    Helped,
    Membership,
    NamedArea,
    Network,
    Person,
    Record,
    Vote,
)
from plan.rules import problems_of
from plan.taxonomy import default_taxonomy
from plan.text.cleaning import clean_line, clean_record
from store.plan_store import PlanStore

TAXONOMY = default_taxonomy()
HOSTILE = (
    "<img src=x onerror=alert(1)>", "${alert(1)}", "</script>", '=HYPERLINK("http://x")', "'tis", "''=1+1", "'", "=",
    "+44", "-1", "@x", "\tx", "\rx", "_x000D_", "_x0041_x", "#N/A", "TRUE", "00123", "1e5", "2026-05-17", "a;b", "; ",
    "“quoted” \"double\" 'single'", "comma, comma", "line\nline\n\nline", "\u200fעברית\u200e",
    "😀👩‍👩‍👧", "\u202eabc", "é\u0301",
    "x" * 10_000, "null", "None", "nan", "\ufeffmark", "{}", "[1]", "\x85next", "\u2028", "\xa0blank",
)  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
lines = st.one_of(words, st.lists(words, max_size=4).map("\n".join))
names = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)).map(lambda one: one.replace(";", ",")[:300]), max_size=4
).map(tuple)
times = st.datetimes().map(lambda at: f"{max(at.year, 1000):04}-{at:%m-%dT%H:%M:%SZ}")


def keys(name: str) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(TAXONOMY.keys(name)), max_size=3, unique=True).map(tuple)


degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(lambda one: (one[0] + 0.0, one[1] + 0.0))


def _shape(points: list[tuple[float, float]]) -> shapely.geometry.base.BaseGeometry | None:
    if len(points) == 1:
        return shapely.Point(points[0])
    hull = shapely.MultiPoint(points).convex_hull
    return hull if hull.is_valid and not hull.is_empty else None


shapes = st.one_of(st.none(), degrees.map(shapely.Point), st.lists(degrees, min_size=1, max_size=5).map(_shape))
_own = {"version": st.integers(1, 10_000), "created_by": words.map(lambda one: one[:300]), "created_at": times,
        "updated_at": times}  # fmt: skip

findings = st.builds(
    Finding, **_own, kind=st.sampled_from(("barrier", "enabler")), title=words, text=lines,
    status=st.sampled_from(("proposed", "sense_checked", "agreed", "merged", "retired")),
    level=st.sampled_from(("neighbourhood", "city", "both")), dimensions=keys("dimensions"),
    policy_spheres=keys("policy_spheres"), sectors=keys("sectors"), themes=keys("themes"), groups=names,
    method=st.sampled_from(TAXONOMY.keys("methods")), session=words.map(lambda one: one[:40]),
    area_id=words.map(lambda one: one[:40]), geometry=shapes, suggestion_key=words.map(lambda one: one[:80]),
)  # fmt: skip
days = st.one_of(st.just(""), st.dates().map(lambda day: f"{day}"))
actions = st.builds(
    Action, **_own, title=words, interventions=names, finding_ids=names,
    level=st.sampled_from(TAXONOMY.keys("levels")), status=st.sampled_from(TAXONOMY.keys("action_status")),
    rag=st.sampled_from(("", "green", "amber", "red")), rag_reason=words.map(lambda one: one or "why"),
    responsible=names, contributes=names, benefits=names, policy_spheres=keys("policy_spheres"), area_ids=names,
    measure=words, baseline=st.one_of(st.none(), st.floats(-1e9, 1e9).map(lambda one: one + 0.0)),
    target=st.one_of(st.none(), st.floats(0, 1)),
    scenario=words, milestones=names, due_date=days, geometry=shapes, themes=keys("themes"),
    visibility=st.sampled_from(("team", "network", "everybody")), team_note=lines, is_lower_better=st.booleans(),
    baseline_on=days, reference=words, other_plans=names, cost_low=st.one_of(st.none(), st.floats(0, 1e7)),
    is_funded=st.sampled_from(("", "yes", "not_known")), waits_for=names,
)  # fmt: skip
votes = st.builds(
    Vote, **_own, finding_id=st.just("F-00000000"), session=words.map(lambda one: one[:40]),
    device_id=st.uuids().map(str),
    importance=st.one_of(st.none(), st.integers(1, 5)), amenability=st.one_of(st.none(), st.integers(1, 5)),
)  # fmt: skip
_stop = {"name": words.map(lambda one: one[:200]), "lat": st.floats(-90, 90), "lon": st.floats(-180, 180)}
_stops = st.lists(
    st.fixed_dictionaries(_stop),
    min_size=2, max_size=3, unique_by=lambda stop: (stop["lat"], stop["lon"]),
)  # fmt: skip
corrections = st.builds(
    Correction, **_own, kind=st.just("bus_missing"), name=words.map(lambda one: one[:150]), text=lines,
    details=st.fixed_dictionaries({
        "operator": words.map(lambda one: one[:100]), "stops": _stops, "days": st.just(["weekday"]),
        "first": st.just("07:00"), "last": st.just("19:00"), "headway_min": st.integers(1, 240),
    }),
    status=st.sampled_from(("proposed", "accepted", "rejected", "withdrawn")), status_reason=words, decided_by=words,
    decided_at=st.one_of(st.just(""), times), session=words.map(lambda one: one[:40]),
)  # fmt: skip
short = words.map(lambda one: one[:60])
verdicts = st.sampled_from(("yes", "in_part", "no"))
answers = st.builds(
    Feedback, **_own, action_id=st.just("A-1"), intervention_id=st.just(""), group=short,
    question=st.sampled_from(TAXONOMY.keys("advocacy_questions")), verdict=verdicts, answer=lines, given_on=days,
    led_to=st.just(""), session=short,
)  # fmt: skip
members = st.builds(
    Membership, **_own, organisation_id=st.just("O-1"), functions=keys("network_functions"), post=short,
    joined_on=st.just("2026-01-01"), left_on=st.sampled_from(("", "2026-12-31")),
)  # fmt: skip
groups = st.builds(
    AdvocacyGroup, **_own, name=words.map(lambda one: one[:200] or "Riders"), text=lines, action_ids=names,
    organisation_ids=names, next_meeting=days, ended_on=days,
)  # fmt: skip
_said = st.fixed_dictionaries({"verdict": verdicts, "text": short})
networks = st.builds(
    Network, **_own, name=words.map(lambda one: one[:200] or "Ours"), convened_by=short, text=lines, next_meeting=days,
    performs=st.dictionaries(st.sampled_from(TAXONOMY.keys("network_functions")), _said), agreed_on=days,
)  # fmt: skip
helped = st.builds(
    Helped, **_own, finding_id=st.just("F-00000000"), action_id=st.just("A-1"), device_id=st.uuids().map(str),
    verdict=verdicts,
)  # fmt: skip
open_answers = st.builds(
    Answer, **_own, kind=st.sampled_from(("answer", "interview", "observation")), title=short, text=lines,
    question=short, method=st.sampled_from(TAXONOMY.keys("methods")), sector=st.sampled_from(("", "care")),
    area_id=short, geometry=shapes, given_on=days, respondent=short, consent=words, is_quotable=st.booleans(),
    readers=st.sampled_from(("planner", "team")), retention_until=st.just("2099-05-17"),
    remarks=st.sampled_from(({}, {"along": [{"at": "08:10", "text": "No shelter; wet", "lat": 51.5, "lon": -3.0}]})),
    dimensions=keys("dimensions"), finding_ids=names,
)  # fmt: skip
existing_reports = st.builds(
    ExistingReport, **_own, title=words, publisher=short, year=st.just("2019"), pages=short, area_ids=names,
    link=st.sampled_from(("", "https://example.org/r")), text=lines, action_ids=names,
)  # fmt: skip
activities = st.builds(
    Activity, **_own, title=words, text=lines, kind=st.sampled_from(TAXONOMY.keys("activity_kinds")), venue=short,
    area_id=words.map(lambda one: one[:40]),
    geometry=st.one_of(st.none(), degrees.map(shapely.Point)), when=lines.map(lambda one: one[:2000]),
    valid_from=st.sampled_from(("", "2026-01-01")), valid_to=st.sampled_from(("", "2026-01-01", "2027-08-31")),
    organiser=short, cost=st.sampled_from(("", "free", "donation", "paid")), cost_words=short, language_support=short,
    contact=st.sampled_from(("", "https://example.org/a?b=1&c=2", "mailto:hello@example.org")),
    outcome_themes=keys("outcome_themes"), participation_areas=keys("participation_areas"),
    playbook_activities=keys("playbook_activities"), individual_outcomes=keys("individual_outcomes"),
    community_benefits=keys("community_benefits"), benefit_told=lines, playbook_barriers=keys("playbook_barriers"),
    last_confirmed=days, is_kept=st.booleans(), source=short, source_id=short,
)  # fmt: skip
outlines = degrees.map(lambda at: shapely.box(at[0] * 0.9, at[1] * 0.9, at[0] * 0.9 + 0.1, at[1] * 0.9 + 0.1))
_area_names = st.tuples(st.uuids(), short).map(lambda one: f"{one[0]} {one[1]}".strip())
named_areas = st.one_of(
    st.builds(NamedArea, **_own, name=_area_names, kind=st.just("wards"), text=lines,
              members=st.sampled_from((("E05000001",), ("E05000001", "W05000002")))),
    st.builds(NamedArea, **_own, name=_area_names, kind=st.just("shape"), text=lines, geometry=outlines),
    st.builds(NamedArea, **_own, name=_area_names, kind=st.just("small_areas"), text=lines, geometry=outlines,
              members=st.just(("E01014485", "E01014486"))),
)  # fmt: skip
STRATEGIES: dict[str, SearchStrategy[Record]] = {
    "findings": findings, "actions": actions, "votes": votes, "corrections": corrections, "answers": answers,
    "members": members, "groups": groups, "networks": networks, "helped": helped,
    "open-answers": open_answers, "existing-reports": existing_reports, "activities": activities,
    "named-areas": named_areas,
}  # fmt: skip


def as_kept(records: list[Record]) -> list[Record]:
    """Records as a store keeps them: clean, complete, with ids of their own, oldest first; wrong ones are left out."""
    found = []
    for number, record in enumerate(records):
        complete = replace(record, id=id_from(record.prefix, str(number)), created_by=record.created_by or "Ada")
        if isinstance(complete, Finding | Action):
            reason = "No longer so" if complete.status in ("retired", "dropped") else ""
            complete = replace(complete, title=clean_line(complete.title) or "Untitled", status_reason=reason)
        if isinstance(complete, Vote):
            complete = replace(complete, finding_id="F-00000000")
        found.append(clean_record(complete))
    sound = [one for one in found if one.created_by and not problems_of(one, TAXONOMY)]
    return sorted(sound, key=lambda one: (one.created_at, one.id))


PLANNER = Person("Ada", "planner")


def finding(**more: object) -> Finding:
    """A finding that can be kept."""
    return Finding(**{"kind": "barrier", "title": "No bus after six"} | more)  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as they stand there."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    """A CSV file with these rows, nothing guarded."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


class Town(Atlas):
    """An atlas before its first build, whose plan is the store it is given."""

    def __init__(self, folder: Path, store: PlanStore) -> None:
        (folder / "atlas.toml").write_text('name = "Town"\n', encoding="utf-8")
        super().__init__(folder)
        self._store = store

    def plan(self) -> PlanStore:
        return self._store


@contextmanager
def fresh_town(folder: Path, empty_plan: Path) -> Iterator[Town]:
    """A town with an empty plan of its own, copied from one that was made before."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(empty_plan, folder / "plan.gpkg")
    store = PlanStore(folder)
    try:
        yield Town(folder, store)
    finally:
        store.close()
