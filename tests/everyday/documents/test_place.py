"""The page of a place: its numbers are those of the evidence, one A4 page, whole for people who do not see it."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from docx import Document

from everyday import Atlas
from everyday.documents.place import PlaceFacts, place_facts, place_pdf_bytes, place_word_bytes
from everyday.documents.place.facts import MOST_ROWS
from everyday.evidence import evidence_of, value_words
from everyday.exchange import Wish, export_to
from everyday.language import language
from geo.errors import NotFoundError, UsageError
from tests import needs
from tests.oracles.laid_out import as_pdf

ENGLISH = language()


def places(atlas: Atlas) -> list[str]:
    """An area and a cell where many live."""
    edition = atlas.edition()
    return [str(edition.areas()["area_id"].iloc[3]), str(edition.cells().sort_values("weight_n")["cell"].iloc[-1])]


@pytest.fixture(scope="module")
def both(demo_atlas: Atlas) -> list[tuple[str, PlaceFacts]]:
    """Both places and their facts."""
    return [(place, place_facts(demo_atlas.edition(), place, ENGLISH)) for place in places(demo_atlas)]


@pytest.fixture(params=[0, 1], ids=["area", "cell"])
def facts(request: pytest.FixtureRequest, both: list[tuple[str, PlaceFacts]]) -> tuple[str, PlaceFacts]:
    """The place and its facts."""
    return both[request.param]


def test_the_numbers_are_those_of_the_evidence(facts: tuple[str, PlaceFacts], demo_atlas: Atlas) -> None:
    place, found = facts
    edition = demo_atlas.edition()
    if place in set(edition.areas()["area_id"]):
        content = evidence_of(edition, None, place)
    else:
        from shapely.geometry import Point

        cell = edition.cells().set_index("cell").loc[place]
        content = evidence_of(edition, Point(cell["lon"], cell["lat"]), str(cell["area_id"]))
    told = {value_words(one, ENGLISH) for one in content["measures"]}
    assert 8 <= len(found.rows) <= MOST_ROWS
    assert {row.here for row in found.rows} <= told
    assert len({row.title for row in found.rows}) == len(found.rows)
    assert str(content["place"]["label"]) in found.title
    assert edition.id in found.edition_words
    assert found.attributions


def test_the_word_file_can_be_heard(facts: tuple[str, PlaceFacts]) -> None:
    _, found = facts
    document = Document(io.BytesIO(place_word_bytes(found, ENGLISH)))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]  # type: ignore[union-attr]
    assert headings[0] == found.title
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Measure", "Here", "Town", "Against the town"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [row.cells[1].text for row in table.rows[1:]] == [row.here for row in found.rows]
    assert found.map_alt in document.inline_shapes[0]._inline.xml


@pytest.mark.poppler
def test_the_pdf_is_one_page_with_everything_on_it(facts: tuple[str, PlaceFacts], tmp_path: Path) -> None:
    _, found = facts
    path = tmp_path / "place.pdf"
    path.write_bytes(place_pdf_bytes(found, ENGLISH))
    about = subprocess.run([needs.poppler("pdfinfo"), path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in about
    words = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for row in found.rows:
        assert row.here in words
    assert found.title.split(" · ")[0] in words
    assert "Made-up town" in words


@pytest.mark.poppler
@pytest.mark.slow
@pytest.mark.office
def test_the_word_file_is_one_page(facts: tuple[str, PlaceFacts], tmp_path: Path) -> None:
    _, found = facts
    laid_out = as_pdf(place_word_bytes(found, ENGLISH), tmp_path)
    about = subprocess.run([needs.poppler("pdfinfo"), laid_out], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in about


def test_it_is_exported_by_name(demo_atlas: Atlas, tmp_path: Path) -> None:
    area = places(demo_atlas)[0]
    said = export_to(demo_atlas, "place", tmp_path / "area.docx", Wish(place=area)).said
    assert "Wrote the page of" in said
    assert (tmp_path / "area.docx").stat().st_size > 20_000
    with pytest.raises(UsageError, match="--at"):
        export_to(demo_atlas, "place", tmp_path / "area.pdf")
    with pytest.raises(UsageError, match=r"\.docx or \.pdf"):
        export_to(demo_atlas, "place", tmp_path / "area.txt", Wish(place=area))
    with pytest.raises(NotFoundError, match="no area and no cell"):
        export_to(demo_atlas, "place", tmp_path / "other.pdf", Wish(place="W99999999"))
    assert not (tmp_path / "other.pdf").exists()
