"""The paper map and the form of a session: what a table without a computer needs is printed, and can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from everyday import Atlas
from everyday.atlas.editions import Edition
from everyday.paper.form import session_form_pdf
from everyday.paper.map import session_map_pdf
from everyday.pictures.grid import grid_of_code, grid_of_edition
from geo.errors import NotFoundError, UsageError
from plan.taxonomy import Taxonomy, default_taxonomy
from tests.makers.plans.paper import HOSTILE, SESSION, pages_of, sizes_mm, words_of

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}")


class FewAreas(Edition):
    """An edition of the first three areas only, to print a page for each."""

    def areas(self) -> gpd.GeoDataFrame:
        return super().areas().head(3)


class OnlyAreas(Edition):
    """An edition of wards and nothing else: no street, no settlement. Tables of nothing do not know names as text."""

    def streets(self) -> pd.DataFrame:
        return super().streets().head(0).astype({"name": float})

    def settlements(self) -> pd.DataFrame:
        return super().settlements().head(0).astype({"name": float})


@pytest.fixture(scope="module")
def edition(demo_atlas: Atlas) -> Edition:
    return demo_atlas.edition()


@pytest.fixture(scope="module")
def town_map(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The map of the session on a paper, printed once for all tests that read it."""
    folder = tmp_path_factory.mktemp("maps")
    return cache(lambda paper: session_map_pdf(edition, folder / f"{paper}.pdf", paper=paper, session=SESSION))


@pytest.fixture(scope="module")
def hostile_map(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of a session whose words break things."""
    return session_map_pdf(edition, tmp_path_factory.mktemp("hostile") / "map.pdf", paper="A4", session=HOSTILE)


def inked(edition: Edition) -> list[str]:
    """Numbers of the squares that touch the town."""
    grid = grid_of_edition(edition)
    town = edition.areas().geometry.union_all()
    return [str(number) for number, name in enumerate(grid.names(), start=1) if town.intersects(grid.square(name))]


@pytest.mark.poppler
@pytest.mark.parametrize(("paper", "sides"), [("A3", {420, 297}), ("A4", {297, 210})])
def test_the_town_map_has_everything_a_table_needs(
    edition: Edition, town_map: Callable[[str], Path], paper: str, sides: set[int]
) -> None:
    path = town_map(paper)
    assert {side for size in sizes_mm(path) for side in size} == sides
    (page,) = pages_of(path)
    words = page.split()
    grid = grid_of_edition(edition)
    flat = " ".join(words)
    for part in ("Numbered map of", "Wrenmouth", "Getting about after", "26 November 2026", "Market hall", "Made-up",
                 "Squares are 500 m wide", "streets as of 1 June 2026"):  # fmt: skip
        assert all(word in flat for word in part.split()), part
    assert grid_of_code(CODE.search(page).group()) == grid  # type: ignore[union-attr]
    assert set(map(str, range(1, grid.squares_n + 1))) <= set(words)
    assert {"A", "Z", "20", "N", "0"} <= set(words)
    assert "I" not in words
    assert "km" in words
    assert set(edition.areas()["area_name"]) - {name for name in edition.areas()["area_name"] if " " in name} <= set(
        words
    )


@pytest.mark.poppler
def test_a_town_of_wards_only_can_be_printed(edition: Edition, tmp_path: Path) -> None:
    path = session_map_pdf(OnlyAreas(edition.folder), tmp_path / "map.pdf", paper="A4", session=SESSION)
    assert {"Samphire", "Wrenmouth"} <= set(pages_of(path)[0].split())


@pytest.mark.poppler
@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_numbers_can_be_read_and_nothing_is_printed_over_them(
    edition: Edition, town_map: Callable[[str], Path], paper: str
) -> None:
    words, wanted = words_of(town_map(paper)), inked(edition)
    numbers = [word for word in words if re.fullmatch(r"\d{2,3}", word.text) and word.text in wanted]
    assert len(numbers) >= len(wanted) - 9
    assert all(number.y1 - number.y0 > 6.4 for number in numbers)
    assert [(a.text, b.text) for a in numbers for b in words if a != b and a.hits(b)] == []


@pytest.mark.poppler
def test_nothing_is_printed_off_the_paper(edition: Edition, hostile_map: Path, tmp_path: Path) -> None:
    maps = [
        session_map_pdf(edition, tmp_path / f"{area_id}.pdf", paper="A4", session=HOSTILE, area_id=area_id)
        for area_id in map(str, edition.areas()["area_id"].iloc[[0, 10]])
    ]
    for path in (hostile_map, *maps):
        ((wide_mm, high_mm),) = sizes_mm(path)
        for word in words_of(path):
            assert word.x0 > 8
            assert word.x1 < wide_mm * 72 / 25.4 - 8, word
            assert word.y0 > 8
            assert word.y1 < high_mm * 72 / 25.4 - 8, word


@pytest.mark.poppler
def test_pages_of_areas_show_the_same_squares_larger(demo_atlas: Atlas, tmp_path: Path) -> None:
    edition = FewAreas(demo_atlas.edition().folder)
    path = session_map_pdf(edition, tmp_path / "all.pdf", paper="A4", with_areas=True)
    pages = pages_of(path)
    areas = edition.areas().sort_values("area_name")
    assert len(pages) == 1 + len(areas) == 4
    grid = grid_of_edition(edition)
    for page, row in zip(pages[1:], areas.itertuples(), strict=True):
        assert row.area_name.split()[0] in page
        assert grid.code in page
        middle = row.geometry.representative_point()
        assert str(grid.number_at(lat=middle.y, lon=middle.x)) in page.split()
    assert "stops and stations" in " ".join(pages[1].split())
    assert "stops and stations" not in " ".join(pages[0].split())


@pytest.mark.poppler
def test_one_area_alone(edition: Edition, tmp_path: Path) -> None:
    area = edition.areas().iloc[2]
    path = session_map_pdf(edition, tmp_path / "area.pdf", area_id=str(area["area_id"]), with_stops=False)
    (page,) = pages_of(path)
    assert "Numbered map of" in page
    assert area["area_name"] in page
    assert "stops and stations" not in page


@pytest.mark.poppler
def test_a_real_town_is_credited(newport_atlas: Atlas, tmp_path: Path) -> None:
    path = session_map_pdf(newport_atlas.edition(), tmp_path / "newport.pdf")
    flat = " ".join(" ".join(pages_of(path)).split())
    assert "OpenStreetMap" in flat
    assert "Office for National Statistics" in flat
    assert "Crown copyright" in flat
    assert "Made-up" not in flat
    assert "Squares are 1 km wide" in flat
    assert {"1", "207", "414", "A", "Y", "18"} <= set(flat.split())


@pytest.mark.poppler
def test_hostile_words_are_printed_as_words(hostile_map: Path) -> None:
    flat = "".join(pages_of(hostile_map)[0].split())
    assert "$\\frac{1}{2}$<imgsrc=x" in flat
    assert "</script>%s{braces}\\" in flat
    assert "not a date".replace(" ", "") in flat


def test_a_map_that_cannot_be_made_leaves_nothing_behind(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="A3 or A4"):
        session_map_pdf(edition, tmp_path / "map.pdf", paper="A5")
    with pytest.raises(NotFoundError, match="There are: "):
        session_map_pdf(edition, tmp_path / "map.pdf", area_id="E99999999")
    assert list(tmp_path.iterdir()) == []


# ---- the form --------------------------------------------------------------------------------------------------------
@pytest.mark.poppler
def test_the_form_has_room_for_several_pins_and_says_what_happens_with_it(edition: Edition, tmp_path: Path) -> None:
    path = session_form_pdf(edition, tmp_path / "form.pdf", taxonomy=default_taxonomy(), session=SESSION, pages_n=3)
    assert sizes_mm(path) == [(210, 297)] * 3
    pages = pages_of(path)
    for number, page in enumerate(pages, start=1):
        flat = " ".join(page.split())
        assert flat.count("In one sentence") == 3
        for label in ("Barrier", "Enabler", "Neighbourhood and city", "Social", "Economic", "Spatial", "Civic",
                      "Digital", "Square of the map", "Whom does it affect?"):  # fmt: skip
            assert flat.count(label) >= 3, label
        assert "National" not in flat
        assert "Please do not write the name, address or phone number of any person." in flat
        assert "until 30 November 2027" in flat
        assert all(f"{step}. " in flat for step in (1, 2, 3, 4))
        assert grid_of_edition(edition).code in flat
        assert f"Page {number} of 3" in flat
        assert "Made-up town" in flat
    assert [word for page in pages for word in re.findall(r"^ *(\d+) ", page, re.MULTILINE)] == list("123456789")


@pytest.mark.poppler
def test_who_keeps_a_form_and_until_when_can_be_filled_in_by_hand(edition: Edition, tmp_path: Path) -> None:
    path = session_form_pdf(edition, tmp_path / "form.pdf", taxonomy=default_taxonomy())
    flat = " ".join(pages_of(path)[0].split())
    assert re.search(r"kept by _{10,} until _{10,}, and then destroyed", flat)


@pytest.mark.poppler
def test_the_form_takes_the_words_of_the_town(edition: Edition, tmp_path: Path) -> None:
    base = default_taxonomy()
    terms = base.terms | {"dimensions": {f"d{n}": f"Dimension number {n}" for n in range(14)}}
    path = session_form_pdf(edition, tmp_path / "form.pdf", taxonomy=Taxonomy(terms, base.transitions, base.scale))
    flat = " ".join(pages_of(path)[0].split())
    assert flat.count("Dimension number 13") == flat.count("In one sentence") >= 2
    many = base.terms | {"dimensions": {f"d{n}": "Very long " * 12 for n in range(60)}}
    with pytest.raises(UsageError, match=r"taxonomy\.toml"):
        session_form_pdf(edition, tmp_path / "x.pdf", taxonomy=Taxonomy(many, base.transitions, base.scale))
    with pytest.raises(UsageError, match="1 to 20"):
        session_form_pdf(edition, tmp_path / "x.pdf", taxonomy=base, pages_n=0)
    assert [path.name for path in tmp_path.iterdir()] == ["form.pdf"]


@pytest.mark.poppler
def test_hostile_words_on_the_form_stay_words_on_the_paper(edition: Edition, tmp_path: Path) -> None:
    path = session_form_pdf(edition, tmp_path / "form.pdf", taxonomy=default_taxonomy(), session=HOSTILE)
    flat = " ".join(pages_of(path)[0].split())
    assert "<b>$x$</b> {who} %d" in flat
    assert flat.count("In one sentence") >= 2
    assert "kept by ____" in flat
    for word in words_of(path):
        assert 30 < word.x0 < word.x1 < 566, word
        assert 20 < word.y0 < word.y1 < 825, word
