"""Figure 1 as Word, PDF and picture: what people said is in it, whatever they typed."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import numpy as np
import pytest
import shapely
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure as Sheet
from PIL import Image

from everyday.documents.credits import attribution_lines
from everyday.documents.figure.facts import FigureFacts
from everyday.documents.figure.gathering import figure_facts
from everyday.documents.figure.pdf import figure_pdf, figure_pdf_bytes
from everyday.documents.figure.word import figure_word, figure_word_bytes
from everyday.documents.figure.wording import session_line
from everyday.language.plain_text import shortened, writable
from everyday.language.words import language
from everyday.pictures.town import town_bounds, town_map_axes, town_map_png
from geo.errors import UsageError
from plan.figure import Figure, draw_together, number_findings
from plan.records import Finding, Session
from plan.taxonomy import default_taxonomy
from plan.votes import Tally
from tests import needs
from tests.oracles.laid_out import saved_as

if TYPE_CHECKING:
    from everyday import Atlas

TAXONOMY = default_taxonomy()
ENGLISH = language()
HOSTILE = [
    "<img src=x onerror=alert(1)>", "`${alert(1)}` </script>", '=HYPERLINK("http://x")', "</para><b>bold & bare",
    "{n} %s $x^2$ \\end", "tŷ Ŵ ŷ 中文", "emoji 🚌 👩‍👩‍👧", "‏שלום‏ ‮abc‬ مرحبا", "&amp; &#60; ]]>",
]  # fmt: skip


def finding(number: int, title: str, **more: object) -> Finding:
    kind = "barrier" if number % 2 else "enabler"
    return replace(Finding(id=f"F-{number:03d}", title=title, kind=kind, dimensions=("spatial",)), **more)


def figure_of(*findings: Finding, tallies: dict[str, Tally] | None = None) -> Figure:
    return draw_together(findings, tallies or {}, TAXONOMY)


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def word_lines(content: bytes) -> list[str]:
    """Paragraphs in the body and in table cells."""
    body = opened(content).element.body
    return [docx.text.paragraph.Paragraph(paragraph, None).text for paragraph in body.iter(qn("w:p"))]


def pdf_text(content: bytes, folder: Path) -> str:
    (folder / "figure.pdf").write_bytes(content)
    command = [needs.poppler("pdftotext"), "-layout", folder / "figure.pdf", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def sample() -> tuple[Figure, FigureFacts]:
    findings = [
        finding(1, "The 14 stops at six", status="agreed", dimensions=("spatial", "social"), groups=("young people",),
                themes=("economic_precarity",), text="She walks home along the dual carriageway."),
        finding(2, "The library lets us meet for nothing", status="sense_checked"),
        finding(3, "Nobody knows whom to ask", dimensions=()),
    ]  # fmt: skip
    figure = figure_of(*findings, tallies={"F-001": Tally(4.25, 12, 3.0, 1)})
    facts = FigureFacts(
        town="Wrenmouth",
        session_lines=["Spring forum, Community forum, 17 May 2026, Town hall: 23 people took part"],
        edition_words="Timetable of 6 January 2026 · Edition 20261126T125131Z-35a3ddf5d2ea",
        attributions=["© OpenStreetMap contributors. Licence: ODbL"],
        is_made_up=True,
        evidence={"F-001": ["To the centre: 31 minutes in the morning, 74 on Sundays"]},
        also_said={"F-001": ["Last bus too early"]},
        where={"F-001": "Stow Hill"},
        numbers=number_findings(figure),
    )
    return figure, facts


SAID = (
    "Barriers and enablers in Wrenmouth", "Wrenmouth is a made-up town", "17 May 2026", "Timetable of 6 January 2026",
    "20261126T125131Z-35a3ddf5d2ea", "© OpenStreetMap contributors. Licence: ODbL", "The 14 stops at six",
    "Agreed · Neighbourhood · Stow Hill", "Sense-checked · Neighbourhood · Whole town", "No dimension yet",
    "Importance 4.3 of 5 (12 votes)", "Open to change 3.0 of 5 (1 vote)", "Also under Social", "Affects: young people",
    "Also said: “Last bus too early”", "Evidence: To the centre: 31 minutes in the morning, 74 on Sundays",
    "She walks home along the dual carriageway.", "Economic precarity", "Cross-cutting themes",
)  # fmt: skip


# ---- Word ----------------------------------------------------------------------------------------------------------


def test_the_word_file_says_everything() -> None:
    lines = word_lines(figure_word_bytes(*sample(), ENGLISH))
    text = "\n".join(lines)
    assert [words for words in SAID if words not in text] == []
    assert lines.count("1. The 14 stops at six") == 3  # under both dimensions, and under its theme
    assert text.count("She walks home") == 1


def test_the_word_file_can_be_read_by_everybody() -> None:
    figure, facts = sample()
    png = io.BytesIO()
    Image.new("RGB", (40, 20)).save(png, "PNG")
    facts = replace(facts, map_png=png.getvalue(), map_alt="Map with 1 pin <&>")
    content = figure_word_bytes(figure, facts, ENGLISH, is_landscape=True)
    document = opened(content)
    assert document.core_properties.title == "Barriers and enablers in Wrenmouth"
    assert (document.core_properties.language, document.core_properties.author) == ("en-GB", "Everyday Atlas")
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert headings == ["Social", "Economic", "Spatial", "Civic", "Digital", "No dimension yet", "Economic precarity"]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["Map with 1 pin <&>"]
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_are_words_in_word(title: str) -> None:
    figure = figure_of(finding(1, title, text=f"{title} again", groups=(title,), themes=(title,)))
    facts = FigureFacts(town=title, session_lines=[title], evidence={"F-001": [title]}, also_said={"F-001": [title]},
                        where={"F-001": title}, attributions=[title], edition_words=title)  # fmt: skip
    content = figure_word_bytes(figure, facts, ENGLISH)
    lines = word_lines(content)
    assert f"1. {title}" in lines
    assert f"Evidence: {title}" in lines
    assert f"Also said: “{title}”" in lines
    with ZipFile(io.BytesIO(content)) as packed:
        relations = packed.read("word/_rels/document.xml.rels").decode()
    assert "http://x" not in relations  # nothing became a link


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_title_survives_word_and_breaks_no_pdf(title: str) -> None:
    figure = figure_of(finding(1, title))
    lines = word_lines(figure_word_bytes(figure, FigureFacts(town="T"), ENGLISH))
    assert f"1. {writable(title)}" in lines
    assert figure_pdf_bytes(figure, FigureFacts(town="T"), ENGLISH, paper="A4").startswith(b"%PDF")


def test_what_no_document_can_hold_is_seen_to_be_missing() -> None:
    assert writable("a\x00b\ud800c\r\nd\x85") == "a�b�c\nd\x85"
    lines = word_lines(figure_word_bytes(figure_of(finding(1, "bell \x07")), FigureFacts(town="T"), ENGLISH))
    assert "1. bell �" in lines


def test_titles_are_shortened_where_they_stand_again() -> None:
    assert shortened("x" * 200) == "x" * 200
    assert shortened("x" * 201) == "x" * 199 + "…"


@pytest.mark.poppler
def test_ten_thousand_letters_without_a_blank_are_all_there(tmp_path: Path) -> None:
    long = "".join(chr(97 + number % 26) for number in range(10_000))
    figure = figure_of(finding(1, long), finding(2, "short"))
    assert f"1. {long}" in word_lines(figure_word_bytes(figure, FigureFacts(town="T"), ENGLISH))
    for paper in ("A3", "A4"):
        text = pdf_text(figure_pdf_bytes(figure, FigureFacts(town="T"), ENGLISH, paper=paper), tmp_path)
        pieces = [piece for piece in re.findall(r"[a-z]{2,}", text) if piece in long]
        assert sum(map(len, pieces)) >= len(long)
        assert "short" in text


@pytest.mark.poppler
@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_opens_the_word_file(tmp_path: Path) -> None:
    figure = figure_of(*(finding(number, title) for number, title in enumerate(HOSTILE[:5], start=1)))
    figure_word(figure, FigureFacts(town="Wrenmouth"), tmp_path / "figure.docx", ENGLISH)
    made = saved_as(tmp_path / "figure.docx", "pdf", tmp_path)
    text = " ".join(pdf_text(made.read_bytes(), tmp_path).split())
    for title in HOSTILE[:5]:
        assert title in text


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    figure, facts = sample()
    for name, write in (("figure.docx", figure_word), ("figure.pdf", figure_pdf)):
        target = tmp_path / name
        target.write_text("the last one")
        with pytest.raises((UnrecognizedImageError, OSError)):
            write(figure, replace(facts, map_png=b"not a picture"), target, ENGLISH)  # type: ignore[operator]
        assert target.read_text() == "the last one"
        write(figure, facts, target, ENGLISH)  # type: ignore[operator]
        assert target.stat().st_size > 5_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figure.docx", "figure.pdf"]


# ---- PDF -----------------------------------------------------------------------------------------------------------


@pytest.mark.poppler
@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_the_pdf_says_everything(tmp_path: Path, paper: str) -> None:
    text = pdf_text(figure_pdf_bytes(*sample(), ENGLISH, paper=paper), tmp_path)
    pressed = re.sub(r"\s+", "", text)
    lost = [words for words in SAID if not _is_in(words, text, pressed)]
    assert lost == []


def _is_in(words: str, text: str, pressed: str) -> bool:
    """Lines of columns stand side by side in the extracted text, so that long ones are looked for word by word."""
    return re.sub(r"\s+", "", words) in pressed or all(word in text for word in words.split())


@pytest.mark.poppler
@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_are_words_in_the_pdf(tmp_path: Path, title: str) -> None:
    figure = figure_of(finding(1, title, text=title, groups=(title,), themes=(title,)))
    facts = FigureFacts(town=title, session_lines=[title], evidence={"F-001": [title]}, also_said={"F-001": [title]},
                        where={"F-001": title}, attributions=[title], edition_words=title)  # fmt: skip
    for paper in ("A3", "A4"):
        text = pdf_text(figure_pdf_bytes(figure, facts, ENGLISH, paper=paper), tmp_path)
        if title.isascii():
            assert all(word in text for word in title.split())
    if "Ŵ" in title:
        assert "tŷ" in text
        assert "Ŵ" in text


@pytest.mark.poppler
def test_a_full_figure_goes_on_over_sheets_and_loses_nothing(tmp_path: Path) -> None:
    dimensions = TAXONOMY.keys("dimensions")
    findings = [
        finding(number, f"Finding-{number:03d} said at a table", dimensions=(dimensions[number % 5],))
        for number in range(1, 151)
    ]
    findings += [finding(200 + number, f"More-{number}", dimensions=(f"own_{number}",)) for number in range(9)]
    for paper in ("A3", "A4"):
        text = pdf_text(figure_pdf_bytes(figure_of(*findings), FigureFacts(town="T"), ENGLISH, paper=paper), tmp_path)
        for one in findings:
            assert text.count(one.title.split()[0]) == 2  # in the figure and in the list
        assert text.count("\f") >= 4


@pytest.mark.poppler
def test_an_empty_figure_is_a_page_that_says_so(tmp_path: Path) -> None:
    empty = figure_of()
    assert "Nothing yet." in word_lines(figure_word_bytes(empty, FigureFacts(town="T"), ENGLISH))
    for paper in ("A3", "A4"):
        assert "No themes yet." in pdf_text(
            figure_pdf_bytes(empty, FigureFacts(town="T"), ENGLISH, paper=paper), tmp_path
        )
    with pytest.raises(UsageError, match="A3, A4"):
        figure_pdf_bytes(empty, FigureFacts(town="T"), ENGLISH, paper="A0")


# ---- the map, and facts of a real edition --------------------------------------------------------------------------


def test_facts_of_a_town_carry_pins_numbers_and_merged_words(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    areas = edition.areas()
    findings = [
        finding(1, "Pinned", geometry=areas.geometry.iloc[0].representative_point()),
        finding(2, "Of an area", area_id=str(areas["area_id"].iloc[1])),
        finding(3, "Whole town"),
        finding(4, "The same", status="merged", merged_into="F-001", text="in other words"),
        finding(5, "Refused", status="merged", merged_into="F-001", moderation="refused"),
    ]
    figure = figure_of(*findings)
    session = Session(name="Spring", date="2026-05-17", venue="Town hall", attendance_n=1, attendance="a councillor")
    facts = figure_facts(edition, figure, findings, ENGLISH, sessions=[session])
    assert facts.is_made_up
    assert facts.also_said == {"F-001": ["The same", "in other words"]}
    assert facts.numbers == number_findings(figure)
    assert "2 numbered pins" in facts.map_alt
    assert facts.session_lines == [
        "Spring, Community forum, 17 May 2026, Town hall: 1 person took part (a councillor)"
    ]  # fmt: skip
    assert any("made-up town" in line.casefold() for line in facts.attributions)
    assert edition.id in facts.edition_words
    assert len(opened(figure_word_bytes(figure, facts, ENGLISH)).inline_shapes) == 1
    assert b"/Image" in figure_pdf_bytes(figure, facts, ENGLISH)


def test_the_map_shows_the_town_and_its_pins(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    point = edition.areas().geometry.iloc[0].representative_point()
    plain = Image.open(io.BytesIO(town_map_png(edition, size_inches=(6, 4), dpi=80)))
    pinned = Image.open(io.BytesIO(town_map_png(edition, size_inches=(6, 4), dpi=80, pins=[(1, "barrier", point)])))
    assert plain.size == pinned.size
    assert plain.width <= 480
    assert plain.height <= 320
    west, south, east, north = town_bounds(edition)
    at = (
        int((point.x - west) / (east - west) * plain.width) + 3,
        int((north - point.y) / (north - south) * plain.height) + 3,
    )
    red, green, _ = pinned.convert("RGB").getpixel(at)  # type: ignore[misc]
    assert red > green + 40  # the pin's colour, which the quiet map has nowhere
    colours = {colour for _, colour in plain.convert("RGB").getcolors(1 << 20)}  # type: ignore[union-attr]
    assert (195, 219, 232) in colours  # water


def test_on_paper_too_the_sea_ends_with_the_street_map_and_not_in_a_rectangle(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    west, south, east, north = town_bounds(edition)
    bounds = (west, south, east + (east - west) / 2, north)
    picture = Image.open(io.BytesIO(town_map_png(edition, size_inches=(8, 6), dpi=80, bounds=bounds))).convert("RGB")
    mapped = shapely.buffer(shapely.geometry.shape(edition.manifest["extent"]), 0.0005)
    lon, lat = np.meshgrid(
        np.linspace(bounds[0], bounds[2], picture.width), np.linspace(bounds[3], bounds[1], picture.height)
    )
    is_water = (np.asarray(picture) == (195, 219, 232)).all(axis=2)
    is_mapped = shapely.contains_xy(mapped, lon, lat)
    assert (is_water & is_mapped).sum() > 500
    assert not (is_water & ~is_mapped).any()
    sheet = Sheet(figsize=(8, 6))
    axes = sheet.add_axes((0, 0, 1, 1))
    town_map_axes(axes, edition, bounds)
    (words,) = [text for text in axes.texts if text.get_text() == "not mapped"]
    assert not shapely.contains_xy(mapped, *words.xy)


def test_pins_in_one_place_do_not_hide_each_other(demo_atlas: Atlas) -> None:
    from everyday.pictures.pins import pins_on_map

    edition = demo_atlas.edition()
    sheet = Sheet(figsize=(6, 4))
    axes = sheet.add_axes((0, 0, 1, 1))
    town_map_axes(axes, edition, town_bounds(edition), with_names=False)
    point = edition.areas().geometry.iloc[0].representative_point()
    line = shapely.LineString([(point.x, point.y), (point.x + 0.001, point.y)])
    pins = [(number, "enabler" if number % 2 else "barrier", point) for number in range(1, 13)]
    pins_on_map(axes, [*pins, (13, "barrier", line), (14, "enabler", point.buffer(0.001))])
    spots = [axes.transData.transform(text.get_position()) for text in axes.texts if text.get_text().isdigit()]
    assert len(spots) == 14
    apart = [max(abs(a - b)) for at, a in enumerate(spots) for b in spots[:at]]
    assert min(apart) >= 15 * sheet.dpi / 72


def test_names_on_the_map_cannot_break_it(demo_atlas: Atlas, tmp_path: Path) -> None:
    edition = demo_atlas.edition()
    areas = edition.areas()
    areas["area_name"] = [f"$\\frac{{{number}$ <b> & \x07" for number in range(len(areas))]
    areas["area_name_cy"] = "Ŵ" * 300

    class Renamed:
        background_path = edition.background_path
        manifest = edition.manifest

        def areas(self) -> object:
            return areas

    assert town_map_png(Renamed(), size_inches=(4, 3), dpi=60).startswith(b"\x89PNG")  # type: ignore[arg-type]


def test_credits_stand_once_each() -> None:
    inputs = [{"attribution": "© A.", "licence": "ODbL"}] * 2 + [{"attribution": "", "licence": ""}, {"licence": "OGL"}]
    assert attribution_lines(ENGLISH, {"inputs": inputs}) == ["© A. Licence: ODbL", "OGL"]
    assert session_line(ENGLISH, Session(name="N", date="2026-05-17", venue=""), TAXONOMY) == (
        "N, Community forum, 17 May 2026"
    )
