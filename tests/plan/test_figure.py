"""Figure 1: nothing that people said is lost, counted twice or put where it does not belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.figure import NO_DIMENSION, STATUSES, Figure, draw_together, number_findings
from plan.merging import merged_map
from plan.records import Finding, Session, Vote
from plan.taxonomy import default_taxonomy
from plan.votes import Tally, tally_votes

TAXONOMY = default_taxonomy()
KEYS = [f"F-{letter}" for letter in "ABCDEF"]


def root_of(finding_id: str, merged_into: Mapping[str, str]) -> str:
    """The oracle's own way along a chain."""
    for _ in merged_into:
        finding_id = merged_into.get(finding_id, finding_id)
    return finding_id


def oracle(votes: Sequence[Vote], merged_into: Mapping[str, str]) -> dict[str, Tally]:
    """Every kept finding, device and question looked at by itself."""
    tallies = {}
    for kept in {root_of(vote.finding_id, merged_into) for vote in votes}:
        mine = [vote for vote in votes if root_of(vote.finding_id, merged_into) == kept]
        means: list[float | None] = []
        counts: list[int] = []
        for question in ("importance", "amenability"):
            answers = []
            for device in {vote.device_id for vote in mine}:
                given_ones = [vote for vote in mine if vote.device_id == device and getattr(vote, question) is not None]
                if given_ones:
                    last = max(given_ones, key=lambda vote: (vote.updated_at, vote.id))
                    answers.append(getattr(last, question))
            means.append(sum(answers) / len(answers) if answers else None)
            counts.append(len(answers))
        tallies[kept] = Tally(means[0], counts[0], means[1], counts[1])
    return tallies


@st.composite
def forests(draw: st.DrawFn) -> dict[str, str]:
    """Merges without circles: each finding only into one that comes earlier."""
    merged = {}
    for place, key in enumerate(KEYS[1:], start=1):
        target = draw(st.sampled_from(["", *KEYS[:place]]))
        if target:
            merged[key] = target
    return merged


scale = st.one_of(st.none(), st.integers(1, 5))
ballots = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(["d1", "d2", "d3"]), scale, scale, st.integers(0, 3)), max_size=25
)


def votes_of(rows: Sequence[tuple[str, str, int | None, int | None, int]]) -> list[Vote]:
    return [
        Vote(
            id=f"V-{place:02d}", finding_id=key, device_id=device, importance=importance, amenability=amenability,
            updated_at=f"2026-11-26T12:0{minute}:00Z",
        )
        for place, (key, device, importance, amenability, minute) in enumerate(rows)
    ]  # fmt: skip


@given(ballots, forests())
def test_votes_are_counted_as_the_slow_way_counts_them(
    rows: list[tuple[str, str, int | None, int | None, int]], merged: dict[str, str]
) -> None:
    votes = votes_of(rows)
    assert tally_votes(votes, merged) == oracle(votes, merged)
    assert tally_votes(reversed(votes), merged) == tally_votes(votes, merged)


def test_one_phone_has_one_vote_on_findings_that_were_merged() -> None:
    votes = votes_of([("F-A", "d1", 1, 2, 0), ("F-B", "d1", 5, None, 1), ("F-C", "d2", 3, None, 0)])
    merged = {"F-B": "F-A", "F-C": "F-B"}
    assert tally_votes(votes, {})["F-B"] == Tally(5.0, 1, None, 0)
    # The later answer on importance counts; saying nothing about amenability takes nothing back.
    assert tally_votes(votes, merged) == {"F-A": Tally(4.0, 2, 2.0, 1)}
    assert tally_votes([], merged) == {}


def test_a_circle_of_merges_does_not_hang() -> None:
    votes = votes_of([("F-A", "d1", 4, 4, 0), ("F-B", "d2", 2, 2, 0)])
    assert sum(tally.importance_n for tally in tally_votes(votes, {"F-A": "F-B", "F-B": "F-A"}).values()) == 2


# ---- the figure ----------------------------------------------------------------------------------------------------


dimension_lists = st.lists(st.sampled_from([*TAXONOMY.keys("dimensions"), "spirit"]), max_size=3).map(tuple)
theme_lists = st.lists(st.sampled_from([*TAXONOMY.keys("themes"), "damp"]), max_size=2).map(tuple)
finding_lists = st.lists(
    st.builds(
        Finding,
        kind=st.sampled_from(["barrier", "enabler"]),
        title=st.text(max_size=8),
        status=st.sampled_from([*STATUSES, "retired"]),
        moderation=st.sampled_from(["shown", "shown", "shown", "waiting", "refused"]),
        dimensions=dimension_lists,
        themes=theme_lists,
    ),
    max_size=len(KEYS),
).map(lambda found: [replace(one, id=key) for key, one in zip(KEYS, found, strict=False)])


def with_merges(findings: list[Finding], merged: Mapping[str, str]) -> list[Finding]:
    known = {one.id for one in findings}
    return [
        replace(one, status="merged", merged_into=merged[one.id]) if merged.get(one.id) in known else one
        for one in findings
    ]


def drawn(findings: list[Finding], tallies: Mapping[str, Tally] | None = None) -> Figure:
    return draw_together(findings, tallies or {}, TAXONOMY)


@given(finding_lists, forests())
def test_every_shown_finding_stands_exactly_once_under_each_of_its_dimensions(
    findings: list[Finding], merged: dict[str, str]
) -> None:
    findings = with_merges(findings, merged)
    figure = drawn(findings)
    shown = {one.id: one for one in findings if one.moderation == "shown" and one.status in STATUSES}
    stands = [
        (column.key, entry.finding_id, entry.kind, side)
        for column in figure.columns
        for side, entries in (("barrier", column.barriers), ("enabler", column.enablers))
        for entry in entries
    ]
    wanted = [
        (key, one.id, one.kind, one.kind) for one in shown.values() for key in set(one.dimensions) or {NO_DIMENSION}
    ]
    assert sorted(stands) == sorted(wanted)
    assert {entry.finding_id for entry in figure.entries()} == set(shown)
    assert sorted(number_findings(figure).values()) == list(range(1, len(shown) + 1))
    carried = {(theme.key, one) for theme in figure.themes for one in theme.finding_ids}
    assert carried == {(theme, one.id) for one in shown.values() for theme in one.themes}


@given(finding_lists, forests())
def test_counts_add_up(findings: list[Finding], merged: dict[str, str]) -> None:
    findings = with_merges(findings, merged)
    figure = drawn(findings)
    counts, entries = figure.counts, figure.entries()
    assert counts.barriers_n + counts.enablers_n == len(entries)
    assert counts.agreed_n + counts.sense_checked_n + counts.proposed_n == len(entries)
    merges = merged_map(findings)
    ids = {entry.finding_id for entry in entries}
    assert counts.merged_n == sum(root_of(one, merges) in ids for one in merges)


def test_dimensions_keep_the_order_of_the_method_and_all_five_are_there() -> None:
    figure = drawn([])
    assert [column.label for column in figure.columns] == ["Social", "Economic", "Spatial", "Civic", "Digital"]
    assert figure.themes == ()
    figure = drawn([Finding(id="F-A", title="x"), Finding(id="F-B", title="y", dimensions=("old_one",))])
    assert [column.label for column in figure.columns[5:]] == ["old one", "No dimension yet"]


def test_agreed_comes_first_then_what_matters_most() -> None:
    titles = ["minor", "major", "agreed", "checked", "also major"]
    statuses = ["proposed", "proposed", "agreed", "sense_checked", "proposed"]
    findings = [
        Finding(id=f"F-{title}", title=title, status=status, dimensions=("social",))
        for title, status in zip(titles, statuses, strict=True)
    ]
    tallies = {
        "F-minor": Tally(2.0, 9, 5.0, 9), "F-major": Tally(4.5, 3, 1.0, 3), "F-also major": Tally(4.5, 8, None, 0),
    }  # fmt: skip
    column = drawn(findings, tallies).columns[0]
    assert [entry.title for entry in column.barriers] == ["agreed", "checked", "also major", "major", "minor"]


def test_a_finding_of_several_dimensions_says_where_else_it_stands() -> None:
    finding = Finding(id="F-A", title="Bus", dimensions=("social", "spatial", "social"))
    figure = drawn([finding])
    stands = {column.key: [entry.also_in for entry in column.barriers] for column in figure.columns if column.barriers}
    assert stands == {"social": [("spatial",)], "spatial": [("social",)]}
    assert figure.counts.barriers_n == 1


def test_merged_findings_are_read_through_and_counted() -> None:
    findings = [
        Finding(id="F-A", title="Last bus at six", dimensions=("spatial",), groups=("young people",)),
        Finding(id="F-B", title="No late bus", status="merged", merged_into="F-A"),
        Finding(id="F-C", title="Bus!", status="merged", merged_into="F-B"),
        Finding(id="F-D", title="Retired", status="retired"),
        Finding(id="F-E", title="Waiting", moderation="waiting"),
    ]
    votes = votes_of([("F-A", "d1", 4, 3, 0), ("F-C", "d2", 2, None, 0)])
    sessions = [Session(id="S-1", attendance_n=20), Session(id="S-2"), Session(id="S-3", attendance_n=3)]
    figure = draw_together(
        findings, tally_votes(votes, merged_map(findings)), TAXONOMY, where={"F-A": "Stow Hill"}, sessions=sessions
    )
    (entry,) = figure.entries()
    assert (entry.title, entry.merged_n, entry.where) == ("Last bus at six", 2, "Stow Hill")
    assert entry.tally.importance_mean == pytest.approx(3.0)
    assert (figure.counts.sessions_n, figure.counts.attendance_n, figure.counts.groups) == (3, 23, ("young people",))
    assert drawn(findings).counts.attendance_n is None
