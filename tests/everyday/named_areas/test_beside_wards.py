"""Areas that people use: measured as wards are, checked before they are kept, and the same wherever they stand."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from docx import Document

from app.explore.named import named_csv
from everyday import Atlas
from everyday.activities import activity_gaps, listed, sentences_of
from everyday.atlas import OpenEdition, open_edition, with_named_areas
from everyday.demo.build import demo_activities
from everyday.documents.blocks import Grid, Words, blocks_word_bytes
from everyday.documents.profile import profile_paper
from everyday.documents.transport import transport_facts, transport_word_bytes
from everyday.exchange import Wish, export_to
from everyday.language import language
from everyday.named_areas import checked_area, made_of_words, named_edition, people_shared_words, shape_from_file
from everyday.survey import survey_of, value_words
from geo.errors import UsageError
from plan.records import NamedArea, Person

ANN = Person("Ann", "planner")
ENGLISH = language()
HIGHFIELD, WESTFIELD, SAMPHIRE = "E05999008", "E05999009", "E05999005"
HOSTILE = '=HYPERLINK("http://x")<img src=x onerror=alert(1)>'
TODAY = "2026-11-28"
CROSSED = shapely.Polygon([(-3, 51), (-2, 52), (-2, 51), (-3, 52)])


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with a committee of two wards and a drawn estate that cuts a third."""
    folder = tmp_path_factory.mktemp("named") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    found = Atlas(folder)
    assert found.add_activities(demo_activities(), who=ANN).is_whole
    opened = open_edition(found.edition())
    outline = opened.areas.set_index("area_id").geometry[SAMPHIRE].buffer(0.002)
    for area in (
        NamedArea(name="Northern committee", kind="wards", members=(HIGHFIELD, WESTFIELD), text="So the council meets"),
        NamedArea(name=HOSTILE, kind="shape", geometry=outline),
    ):
        found.plan().add(checked_area(opened, area, found.plan().all(NamedArea)), ANN)
    return found


@pytest.fixture(scope="module")
def plain(atlas: Atlas) -> OpenEdition:
    return open_edition(atlas.edition())


@pytest.fixture(scope="module")
def opened(atlas: Atlas) -> OpenEdition:
    return named_edition(atlas, atlas.edition())


def code_of(opened: OpenEdition, kind: str) -> str:
    codes = [str(code) for code in opened.areas["area_id"] if opened.named(str(code)) is not None]
    return next(code for code in codes if opened.named(code).record.kind == kind)  # type: ignore[union-attr]


def measured(opened: OpenEdition, area: NamedArea) -> tuple[OpenEdition, str]:
    made = replace(area, id="AU-TEST", version=1)
    return with_named_areas(opened, [made]), made.id


@pytest.mark.parametrize("kind", ["wards", "shape"])
def test_an_area_that_is_one_ward_has_every_number_of_that_ward(plain: OpenEdition, kind: str) -> None:
    outline = plain.areas.set_index("area_id").geometry[SAMPHIRE]
    area = NamedArea(name="All of it", kind="wards", members=(SAMPHIRE,))
    if kind == "shape":
        area = NamedArea(name="All of it", kind="shape", geometry=outline)
    edition, code = measured(plain, area)
    ward, same = (edition.areas.iloc[edition.area_row[one]] for one in (SAMPHIRE, code))
    columns = [name for name in edition.registry if name in edition.areas and edition.areas[name].dtype == float]
    assert len(columns) > 50
    for name in columns:
        assert same[name] == pytest.approx(ward[name], rel=1e-6, nan_ok=True), name


def test_a_measure_is_the_mean_over_people_of_every_part_of_every_cell(opened: OpenEdition) -> None:
    """Counted one by one, without the program's own functions."""
    row = opened.areas.iloc[opened.area_row[code_of(opened, "wards")]]
    cells = opened.cells.set_index("cell")
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    people = 0.0
    for piece in opened.ward_pieces.itertuples():
        if piece.area_id not in (HIGHFIELD, WESTFIELD):
            continue
        people += piece.population_n
        for name in ("centre_min_am", "amenity_completeness_share", "people_15min_n"):
            value = cells.at[piece.cell, name]
            if not np.isnan(value):
                sums[name][0] += piece.weight_n * value
                sums[name][1] += piece.weight_n
    assert row["population_n"] == pytest.approx(people)
    for name, (top, below) in sums.items():
        assert row[name] == pytest.approx(top / below), name


def test_an_area_and_the_rest_of_the_town_share_its_people_between_them(plain: OpenEdition) -> None:
    town = shapely.union_all(plain.areas.geometry.to_numpy())
    west, south, east, north = town.bounds
    half = shapely.box(west, south, (west + east) / 2 + 0.0007, north)
    found = [
        measured(plain, NamedArea(name="x", kind="shape", geometry=shape)) for shape in (half, town.difference(half))
    ]
    rows = [edition.areas.iloc[edition.area_row[code]] for edition, code in found]
    for name in ("population_n", "area_m2"):
        assert sum(row[name] for row in rows) == pytest.approx(plain.areas[name].sum(), rel=1e-6), name
    ground = found[0][0].named("AU-TEST")
    assert ground is not None
    assert ground.cut
    assert 0 < ground.shared_n < 0.2 * rows[0]["population_n"]
    assert "live in cells that its outline cuts" in people_shared_words(found[0][0], ground)


def test_the_town_stays_what_it_was(plain: OpenEdition, opened: OpenEdition) -> None:
    assert len(opened.areas) == len(plain.areas) + 2
    assert opened.wards is plain.areas
    for name in ("centre_min_am", "people_15min_n"):
        assert opened.town_median(name) == plain.town_median(name)
    samphire = plain.areas.set_index("area_id").geometry[SAMPHIRE].representative_point()
    assert opened.area_at(samphire.y, samphire.x) == SAMPHIRE, "a pin stands in its ward"
    key = next(iter(survey_of(plain).indicators))
    assert survey_of(opened).judged(key).town == survey_of(plain).judged(key).town


def test_what_it_is_made_of_is_said(opened: OpenEdition) -> None:
    ground = opened.named(code_of(opened, "wards"))
    assert ground is not None
    assert made_of_words(opened, ground) == "An area that people use, made of: Highfield, Westfield."
    drawn = opened.named(code_of(opened, "shape"))
    assert drawn is not None
    assert drawn.whole == (SAMPHIRE,)
    assert "a part of Abbey (" in made_of_words(opened, drawn)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "  northern   COMMITTEE "}, "already"),
        ({"name": "samphire"}, "one of the atlas's own areas"),
        ({"name": " "}, "no name"),
        ({"members": ("E0",)}, "no area E0"),
        ({"members": ()}, "made of"),
        ({"kind": "shape", "members": ()}, "no outline"),
        ({"kind": "shape", "members": (), "geometry": shapely.box(0, 51, 0.1, 51.1)}, "None of the area lies in"),
        ({"kind": "shape", "members": (), "geometry": "tiny"}, "smaller than one cell"),
        ({"kind": "shape", "members": (), "geometry": CROSSED}, "cross"),
    ],
)  # fmt: skip
def test_what_cannot_be_named_is_refused_in_words(
    atlas: Atlas, plain: OpenEdition, changes: dict[str, object], said: str
) -> None:
    if changes.get("geometry") == "tiny":
        at = plain.areas.geometry.iloc[0].representative_point()
        changes = changes | {"geometry": at.buffer(0.0001)}
    area = replace(NamedArea(name="New", kind="wards", members=(SAMPHIRE,)), **changes)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=said):
        checked_area(plain, area, atlas.plan().all(NamedArea))


def test_a_removed_one_frees_its_name_and_stands_nowhere(atlas: Atlas, plain: OpenEdition) -> None:
    kept = atlas.plan().add(checked_area(plain, NamedArea(name="For a while", members=(SAMPHIRE,)), []), ANN)
    assert kept.id in named_edition(atlas, plain).area_row
    atlas.plan().save(replace(kept, is_removed=True), ANN)
    assert kept.id not in named_edition(atlas, plain).area_row
    assert checked_area(plain, NamedArea(name="For a while", members=(SAMPHIRE,)), atlas.plan().all(NamedArea))


def test_an_edition_with_other_wards_cannot_have_it(plain: OpenEdition) -> None:
    edition, code = measured(plain, NamedArea(name="Old wards", members=("E05000001",)))
    assert code not in edition.area_row


def test_a_file_gives_an_outline(plain: OpenEdition, tmp_path: Path) -> None:
    outline = plain.areas.set_index("area_id").geometry[SAMPHIRE]
    path = tmp_path / "estate.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(outline)}]}))  # fmt: skip
    assert shape_from_file(path).equals_exact(outline, 1e-6) or shape_from_file(path).equals(outline)
    path.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(Exception, match=r"no|holds 0"):
        shape_from_file(path)


def test_profile_and_transport_page_have_the_numbers_of_explore(atlas: Atlas, opened: OpenEdition) -> None:
    for kind in ("wards", "shape"):
        code = code_of(opened, kind)
        row = opened.areas.iloc[opened.area_row[code]]
        paper = profile_paper(atlas, atlas.edition(), ENGLISH, area=code, today=TODAY)
        (sheet,) = paper.sheets
        grids = {one.title: one for one in sheet.blocks if isinstance(one, Grid)}
        near = {one[0]: one[1] for one in grids["Near home, beside the town"].rows}
        for name in ("amenity_completeness_share", "bumping_places_15min_n"):
            measure = opened.registry[name]
            assert near[measure.full_title] == measure.format_value(row[name]), name
        (facts,) = transport_facts(atlas, atlas.edition(), ENGLISH, area=code, today=TODAY)
        title, pairs = facts.numbers[0]
        assert title == opened.registry["centre_min_am"].title
        assert pairs[0][0] == opened.registry["centre_min_am"].format_value(row["centre_min_am"])
        across = grids["Across town, beside the town"].rows[0]
        assert across[1].startswith(pairs[0][0])
        made_of = made_of_words(opened, opened.named(code), ENGLISH)  # type: ignore[arg-type]
        assert made_of in facts.about
        assert any(made_of in one.words for one in sheet.blocks if isinstance(one, Words))


def test_the_survey_is_pooled_for_whole_wards_and_not_for_parts(atlas: Atlas, opened: OpenEdition) -> None:
    whole, cut = code_of(opened, "wards"), code_of(opened, "shape")
    paper = profile_paper(atlas, atlas.edition(), ENGLISH, area=whole, today=TODAY)
    rows = next(one for one in paper.sheets[0].blocks if isinstance(one, Grid) and one.title == "What people say").rows
    survey = survey_of(opened)
    told = {f"{one.indicator.title} ({one.year})": value_words(one, one.ward(whole))  # type: ignore[arg-type]
            for one in map(survey.judged, survey.indicators)}  # fmt: skip
    assert len(rows) > 3
    assert all(here == told[title] for title, here, *_ in rows)
    assert all("answers" in here for _, here, *_ in rows)
    other = profile_paper(atlas, atlas.edition(), ENGLISH, area=cut, today=TODAY)
    said = [f"{one.mark} {one.words}" for one in other.sheets[0].blocks if isinstance(one, Words)]
    assert any(one.startswith("What people say: Not available: the area cuts Abbey.") for one in said)


def test_a_name_is_text_in_every_file(atlas: Atlas, opened: OpenEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(opened, "shape")
    paper = profile_paper(atlas, atlas.edition(), ENGLISH, area=code, today=TODAY)
    document = Document(io.BytesIO(blocks_word_bytes(paper, ENGLISH)))
    assert document.paragraphs[0].text == f"Profile of {HOSTILE} · Wrenmouth"
    facts = transport_facts(atlas, atlas.edition(), ENGLISH, area=code, today=TODAY)
    assert HOSTILE in Document(io.BytesIO(transport_word_bytes(facts, ENGLISH))).paragraphs[0].text
    from everyday.serving.told import ATLAS_VARIABLE

    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))
    rows = list(csv.DictReader(io.StringIO(named_csv(open_edition(atlas.edition())).decode("utf-8-sig"))))
    assert {row["area_name"] for row in rows} == {f"'{HOSTILE}", "Northern committee"}
    row = next(row for row in rows if row["area_name"] == "Northern committee")
    value = opened.areas.iloc[opened.area_row[code_of(opened, "wards")]]["centre_min_am"]
    assert float(row["centre_min_am"]) == pytest.approx(value)


def test_the_gap_map_has_them_and_its_sums_do_not(atlas: Atlas, plain: OpenEdition, opened: OpenEdition) -> None:
    monday, taxonomy = date(2026, 11, 30), atlas.taxonomy()
    rows = listed(atlas.plan(), date(2026, 11, 28))
    alone, beside = (activity_gaps(one, rows, taxonomy, monday) for one in (plain, opened))
    code = code_of(opened, "wards")
    assert beside.named == {code, code_of(opened, "shape")}
    wards = beside.table[~beside.table["area_id"].isin(beside.named)].reset_index(drop=True)
    assert wards.equals(alone.table.reset_index(drop=True))
    for key, part in beside.table.groupby(["by", "key"]):
        own = part.set_index("area_id")
        for name in ("people_n", "none_n", "term_only_n", "held_here_n"):
            assert own.loc[code, name] == pytest.approx(own.loc[[HIGHFIELD, WESTFIELD], name].sum()), (key, name)
    assert any(said.startswith("Northern committee: ") for said in sentences_of(beside))


def test_the_file_of_gaps_and_all_profiles_have_them(atlas: Atlas, opened: OpenEdition, tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    export_to(atlas, "activity-gaps", path, Wish(week="2026-11-30"))
    text = path.read_text(encoding="utf-8-sig")
    assert "Northern committee" in text
    assert f",{HOSTILE}" not in text
    pages = transport_facts(atlas, atlas.edition(), ENGLISH, today=TODAY)
    assert [one.code for one in pages] == [str(code) for code in opened.areas["area_id"]]
