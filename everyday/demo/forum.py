"""The example plan of the made-up town: one forum session with its findings, votes and comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from everyday.demo.build import demo_activities
from plan.ids import id_from
from plan.records import Comment, Correction, Finding, NamedArea, Person, Session, Vote

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition
    from everyday.facade import Atlas
    from plan.records import Record

__all__ = ["add_example_plan"]

FACILITATOR = Person("Example facilitator", "planner")
HELD_AT = "2026-03-12T18:30:00Z"
TABLES = ("Table 1", "Table 2", "Table 3", "Table 4", "Table 5")


@dataclass(frozen=True)
class _Said:
    """Something somebody said, where, and how the tables voted: importance and openness to change, one each a table."""

    kind: str
    title: str
    where: str
    level: str
    dimensions: tuple[str, ...]
    status: str = "proposed"
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    importance: str = ""
    amenability: str = ""
    comment: str = ""
    same_as: str = ""


_ROUND_BY_THE_DOCKS = "From the estate the bus goes all round the docks: 50 minutes to the centre"
_SAID = (
    _Said("barrier", _ROUND_BY_THE_DOCKS, "Samphire (area)",
          "city", ("spatial", "economic"), "agreed", groups=("Shift workers", "Young people"), importance="55545",
          amenability="43444", comment="I can walk it faster than the bus, but not with the pushchair."),
    _Said("barrier", "You cannot get out of Samphire without changing at the bus station", "Samphire (area)", "city",
          ("spatial",), importance="4 5", same_as=_ROUND_BY_THE_DOCKS),
    _Said("barrier", "No bus at all on Sundays, so no visits and no church", "Highfield (area)", "city",
          ("spatial", "social"), "agreed", groups=("Older people",), importance="54454", amenability="34343"),
    _Said("barrier", "The railway cuts Newtown in two: the next crossing is a quarter of an hour away",
          "Newtown (area)", "neighbourhood", ("spatial", "social"), "sense_checked", groups=("School children",),
          importance="45444", amenability="22132"),
    _Said("barrier", "Nowhere to sit down together indoors without buying something", "Marsh End (area)",
          "neighbourhood", ("social",), "sense_checked", ("economic_precarity",), ("Young people", "Unemployed people"),
          "34445", "45445"),
    _Said("barrier", "Evening shifts end after the last bus has gone", "Whole town", "city", ("economic", "spatial"),
          "sense_checked", ("economic_precarity",), ("Night workers",), "55455", "33423"),
    _Said("barrier", "Housing letters come in English only, and there is nobody to ask", "Whole town", "both",
          ("civic", "social"), "proposed", ("racism_exclusion",), ("People new to English",), "44535", "54454"),
    _Said("barrier", "The library's computers are the only internet for many, and it closes at five",
          "Abbey Library", "neighbourhood", ("digital", "civic"), "proposed", (), (), "33434", "54545"),
    _Said("barrier", "Shop rents near the market drive the small cafés out", "Market (area)", "city", ("economic",),
          "proposed", ("gentrification",), (), "33243", "21223"),
    _Said("enabler", "The Saturday market is where everybody meets everybody", "Wrenmouth Market", "city",
          ("social", "economic"), "agreed", (), (), "55454", "44444", "Keep the free pitches for beginners."),
    _Said("enabler", "Parents of three schools run the breakfast club together", "Brickfields (area)", "neighbourhood",
          ("social",), "sense_checked", (), ("Parents",), "44544", "45445"),
    _Said("enabler", "Line 4 comes so often that nobody needs a timetable", "Abbey (area)", "city", ("spatial",),
          "sense_checked", (), (), "34443", "33333"),
    _Said("enabler", "The allotments bring old and new neighbours together", "Samphire Allotments",
          "neighbourhood", ("social",), "proposed", (), (), "34344", "44343"),
    _Said("enabler", "The residents' forum in Longmoor gets answers from the council within a week", "Longmoor (area)",
          "neighbourhood", ("civic",), "proposed", (), (), "33343", "44544"),
)  # fmt: skip


def _session() -> Session:
    return Session(
        id=id_from("S", "example"), name="Community forum (example)", date="2026-03-12",
        venue="Brickfields Community Centre",
        agenda=(
            {"part": "present", "title": "What the maps and the survey say", "minutes": 20},
            {"part": "discuss", "title": "Is that so?", "minutes": 30},
            {"part": "surface", "title": "Five tables, one dimension each", "minutes": 40},
            {"part": "draw_together", "title": "Our Figure 1", "minutes": 30},
        ),
        groups=tuple(
            {"name": name, "dimension": dimension, "members_n": 6}
            for name, dimension in zip(TABLES, ("social", "economic", "spatial", "civic", "digital"), strict=True)
        ),
        step="draw", attendance_n=30, attendance="Made-up people of a made-up town", closed_at="2026-03-12T20:45:00Z",
        retention_until="2027-03-12", notice="Made up, like the town.", created_by=FACILITATOR.name, created_at=HELD_AT,
    )  # fmt: skip


def _finding(opened: OpenEdition, said: _Said, session: Session) -> tuple[Finding, str]:
    """The finding and the words for its place."""
    from everyday.locate import locate_words

    place = locate_words(opened, said.where)
    same = id_from("F", "example", said.same_as) if said.same_as else ""
    finding = Finding(
        id=id_from("F", "example", said.title), kind=said.kind, title=said.title, level=said.level,
        dimensions=said.dimensions, themes=said.themes, groups=said.groups, session=session.id, area_id=place.area_id,
        geometry=place.geometry, status="merged" if same else said.status, merged_into=same,
        status_reason=f"The same as {same}" if same else "", created_by=TABLES[len(said.title) % len(TABLES)],
        created_at=HELD_AT,
    )  # fmt: skip
    return finding, place.label


def _votes(finding: Finding, said: _Said, session: Session) -> list[Vote]:
    """A vote of each table; a blank stands for a table that did not vote."""
    found = []
    for number, table in enumerate(TABLES):
        pair = [answers[number : number + 1].strip() for answers in (said.importance, said.amenability)]
        if any(pair):
            importance, amenability = (int(answer) if answer else None for answer in pair)
            found.append(
                Vote(
                    finding_id=finding.id, session=session.id, device_id=f"example {number}", importance=importance,
                    amenability=amenability, created_by=table, created_at=HELD_AT,
                )
            )  # fmt: skip
    return found


def add_example_plan(atlas: Atlas, *, has_actions: bool = True) -> None:
    """Put the example into the plan of the made-up town, unless it has one already: a forum, what it led to, and what
    people said outside it.

    Args:
        atlas: of the made-up town.
        has_actions: False for the evening of the forum, when nothing has been planned yet and nobody else was asked.
    """
    from everyday.atlas import has_plan, open_edition
    from everyday.demo.actions import example_actions
    from everyday.demo.voices import example_voices
    from everyday.evidence import evidence_of
    from plan.records import Evidence

    if has_plan(atlas.folder):
        return
    opened = open_edition(atlas.edition())
    session = _session()
    records: list[Record] = [session]
    for said in _SAID:
        finding, label = _finding(opened, said, session)
        content = evidence_of(opened, finding.geometry, finding.area_id, label=label)
        frozen = Evidence(finding_id=finding.id, kind="measures", edition_id=opened.id, content=content)
        records += [finding, frozen, *_votes(finding, said, session)]
        if said.comment:
            records.append(
                Comment(
                    finding_id=finding.id,
                    session=session.id,
                    text=said.comment,
                    created_by="Table 2",
                    created_at=HELD_AT,
                )
            )
    records.append(
        Correction(
            kind="bus_missing", name="Marsh End minibus", text="The church minibus takes anybody, in no timetable",
            session=session.id, created_by="Table 3", created_at=HELD_AT,
            details={
                "operator": "St Botolph's Church", "days": ["weekday"], "first": "09:30", "last": "15:30",
                "headway_min": 120, "is_both_ways": True,
                "stops": [_stop(opened, "Marsh End (area)"), _stop(opened, "Market Place")],
            },
        )
    )  # fmt: skip
    if has_actions:
        records += example_actions(opened, [one for one in records if isinstance(one, Finding)])
        records += example_voices(date.today())
        records += _named_areas(opened)
    atlas.plan().add_all(records, FACILITATOR)
    if has_actions:
        atlas.add_activities(demo_activities(), who=FACILITATOR)


def _named_areas(opened: OpenEdition) -> list[NamedArea]:
    """Two areas that people use: a committee of two wards, and the estate that the bus goes round, as it was drawn."""
    import shapely

    codes = dict(zip(opened.areas["area_name"].astype(str), opened.areas["area_id"].astype(str), strict=True))
    ward = opened.areas.geometry.iloc[opened.area_row[codes["Samphire"]]]
    cells = opened.cells_of(codes["Samphire"])
    lived_in = cells[cells["population_n"] > 0]
    estate = shapely.MultiPoint(lived_in[["lon", "lat"]].to_numpy()).convex_hull.buffer(0.002, quad_segs=2)
    return [
        NamedArea(
            name="Northern area committee", kind="wards", members=(codes["Highfield"], codes["Westfield"]),
            text="The council's committee of the two northern wards", created_by=FACILITATOR.name, created_at=HELD_AT,
        ),
        NamedArea(
            name="Samphire estate", kind="shape", geometry=estate.intersection(ward),
            text="The homes that the bus goes round, as the forum drew them", created_by=FACILITATOR.name,
            created_at=HELD_AT,
        ),
    ]  # fmt: skip


def _stop(opened: OpenEdition, words: str) -> dict[str, object]:
    """A stop of the minibus at a place of the town."""
    from everyday.locate import locate_words

    place = locate_words(opened, words)
    shape = place.geometry
    if shape is None:
        shape = opened.areas.geometry.iloc[opened.area_row[place.area_id]]
    point = shape.representative_point()
    return {"name": place.label, "lat": round(float(point.y), 5), "lon": round(float(point.x), 5)}
