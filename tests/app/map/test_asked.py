"""Surveys on the map: classes and legend, and the three ways of not knowing."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from app.map import asked_breaks, asked_fills, asked_legend, layer_bytes, palettes
from app.map.palettes import OPACITY
from everyday import Atlas
from everyday.atlas import OpenEdition, open_edition
from everyday.survey import survey_of
from tests.everyday.survey.making import asked, rows, survey
from tests.oracles.contrast import contrast_with_white

LEAVING = "pct_for_whom_transport_prevents_leaving_home_when_they_want"


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> OpenEdition:
    return open_edition(demo_atlas.edition())


def layer(shown: OpenEdition, key: str, year: int = -1) -> dict:  # type: ignore[type-arg]
    known = survey_of(shown).indicators
    number = range(len(known[key].years))[year]
    content = layer_bytes(shown, f"asked-{list(known).index(key)}-{number}")
    assert content is not None
    return dict(json.loads(gzip.decompress(content)))


def test_the_layer_has_a_value_a_doubt_and_words_for_each_area(shown: OpenEdition) -> None:
    judged, content = survey_of(shown).judged(LEAVING), layer(shown, LEAVING)
    place = shown.areas["area_id"].tolist().index("E05999005")
    assert content["areas"][place] == pytest.approx(judged.ward("E05999005")["value"] / 100, abs=1e-4)
    assert content["is_doubtful"][place] == 0, "Samphire is apart from the rest"
    assert sum(content["is_doubtful"]) == (judged.wards["verdict"] == "same").sum()
    assert content["notes"][place] == "38 % (28 to 48 %; 116 answers)"


def test_what_is_not_there_is_no_layer(shown: OpenEdition) -> None:
    assert layer_bytes(shown, "asked-999-0") is None
    assert layer_bytes(shown, "asked-0-99") is None


def test_breaks_are_the_same_in_all_years_and_the_legend_counts_every_area(shown: OpenEdition) -> None:
    breaks = asked_breaks(shown, LEAVING)
    for year in ("2023/24", "2025/26"):
        legend = asked_legend(survey_of(shown).judged(LEAVING, year), breaks)
        items = re.findall(r"<li><i.*?<span>(\d+) areas?", legend)
        assert sum(map(int, items)) + len(re.findall("Dotted", legend)) == len(shown.areas)
        assert year in legend
        assert "against the rest of the town" in legend
    assert "Hatched: cannot be told apart from the rest of the town" in legend


def test_a_legend_has_its_colours_as_the_map_shows_them_and_white_words_on_the_darkest_can_be_read(
    shown: OpenEdition,
) -> None:
    judged, breaks = survey_of(shown).judged(LEAVING), asked_breaks(shown, LEAVING)
    drawn = re.findall(r'<i style="background:(#\w{6})"', asked_legend(judged, breaks))
    fills = asked_fills(judged, len(breaks) + 1)[::-1]
    ground, cover = 0xFA, OPACITY  # the middle byte, green, stands for all
    assert [int(one[3:5], 16) for one in drawn] == [
        round(cover * int(fill[3:5], 16) + (1 - cover) * ground) for fill in fills
    ]
    ramps = [palettes.colours(level, 5, is_lower_better=False) for level in ("near", "across")]
    for darkest in (*(ramp[-1] for ramp in ramps), palettes.changes(is_lower_better=False)[-1]):
        assert contrast_with_white(palettes.swatch(darkest)) >= 4.5


def test_colours_say_whether_one_end_may_be_called_better() -> None:
    judged = survey([rows([10.0, 20, 30, 40], se=[1.0] * 4)], people=[1.0] * 4).judged("home")
    turned = survey([rows([10.0, 20, 30, 40], se=[1.0] * 4)], asked(polarity="higher"), people=[1.0] * 4).judged("home")
    unknown = survey([rows([10.0, 20, 30, 40])], people=[1.0] * 4).judged("home")
    neither = survey([rows([10.0, 20, 30, 40], se=[1.0] * 4)], asked(polarity="neither"), people=[1.0] * 4)
    anybody = survey([rows([10.0, 20, 30, 40])], asked(sampling="open"), people=[1.0] * 4).judged("home")
    assert asked_fills(judged, 5) == asked_fills(turned, 5)[::-1], "dark is the better end"
    assert asked_fills(unknown, 5) == asked_fills(neither.judged("home"), 5)
    assert len({asked_fills(one, 5)[4] for one in (turned, unknown, anybody)}) == 3
    assert "better" in asked_legend(judged, (0.2,))
    plain = asked_legend(unknown, (0.2,))
    assert "· better" not in plain
    assert "nothing is called better or worse" in plain


def test_suppressed_and_blank_are_two_lines_of_the_legend_and_zero_is_a_class() -> None:
    table = rows([0.0, float("nan"), float("nan"), 40], se=[1.0] * 4)
    table["mark"] = ["", "c", "missing", ""]
    legend = asked_legend(survey([table], people=[1.0] * 4).judged("home"), (0.2,))
    assert re.search(r'ea-withheld"><i></i><strong>Dotted: suppressed</strong><span>1 area<', legend)
    assert re.search(r"<strong>Blank, or not asked here</strong><span>1 area<", legend)
    assert re.search(r"<strong>under 20 %</strong><span>1 area", legend)
