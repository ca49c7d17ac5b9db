"""The colours of barriers and enablers are spelled in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.phone.pages import served_files
from everyday.pictures import colours
from tests.oracles.contrast import contrast_with_white

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = {".py", ".css", ".js", ".html", ".toml", ".md", ".svg"}


def spelled(colour: str) -> re.Pattern[str]:
    """A colour in any way that Python, CSS or JavaScript writes it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return re.compile(rf"{colour[1:]}|\b{red}\s*,\s*{green}\s*,\s*{blue}\b|\b{red} {green} {blue}\b", re.IGNORECASE)


@pytest.mark.parametrize("colour", sorted(colours.COLOURS.values()))
def test_no_other_file_spells_a_colour_of_barriers_and_enablers(colour: str) -> None:
    own = ROOT / "everyday" / "pictures" / "colours.py"
    files = [path for room in ("app", "everyday", "analysis", "plan") for path in (ROOT / room).rglob("*")]
    wanted = spelled(colour)
    others = [path for path in files if path.suffix in ENDINGS and path != own]
    assert len(others) > 300
    assert [path.name for path in others if wanted.search(path.read_text(encoding="utf-8"))] == []


def test_other_spellings_are_found() -> None:
    for words in ("#A63603", "rgb(166, 54, 3)", "rgb(166 54 3)", "RGBColor(166,54,3)"):
        assert spelled("#a63603").search(words)


def test_style_sheets_use_only_declared_names() -> None:
    sheets = dict.fromkeys(("page.css", "forum.css", "everyday_map.css"), colours.COLOURS)
    texts = {name: (ROOT / "app" / "assets" / name).read_text(encoding="utf-8") for name in sheets}
    sheets["phone.css"], texts["phone.css"] = colours.COLOURS, served_files()["phone.css"].decode()
    for name, palette in sheets.items():
        used = set(re.findall(r"var\(--ea-([a-z]+)\)", texts[name]))
        assert {"barrier", "enabler"} <= used <= {*palette, "abreast"}, name


def test_the_phone_gets_the_colours_with_its_style_sheet() -> None:
    sheet = served_files()["phone.css"].decode()
    assert sheet.startswith(colours.custom_properties(colours.COLOURS))
    assert colours.custom_properties({"barrier": "#010203"}) == ":root { --ea-barrier: #010203; }\n"


@pytest.mark.parametrize("colour", sorted(colours.COLOURS.values()))
def test_words_in_and_on_the_colours_can_be_read(colour: str) -> None:
    """Contrast with white as WCAG 2.2 defines it; 4.5 is asked for, and a projector takes some away."""
    assert contrast_with_white(colour) >= 6
