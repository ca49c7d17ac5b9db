"""Charts tell the truth: what is drawn is measured in the page against the numbers that stand beside it."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import numpy as np
import pytest

from analysis.registry import rule_for_browser, value_words
from everyday import Atlas
from tests.browser.visiting import Visit, settled

pytestmark = pytest.mark.browser

# Height of each column and the box they stand in, and what the table under them says.
COLUMNS = """chart => ({
  drawn: [...chart.querySelectorAll('.ea-columns > i')].map(bar => bar.getBoundingClientRect().height),
  box: chart.querySelector('.ea-columns').clientHeight,
  feet: [...chart.querySelectorAll('.ea-columns > i')].map(bar => bar.getBoundingClientRect().bottom),
  said: [...chart.querySelectorAll('tbody td')].map(cell => cell.textContent),
  names: [...chart.querySelectorAll('tbody th')].map(cell => cell.textContent),
})"""
BARS = """table => [...table.querySelectorAll('tr')].map(row => {
  const track = row.querySelector('.ea-bar > span'), bar = track.querySelector('i'), mark = track.querySelector('b');
  const from = track.getBoundingClientRect();
  return { words: row.querySelector('.ea-bar-words').textContent, track: from.width,
    bar: bar ? bar.getBoundingClientRect().width : null,
    mark: mark ? mark.getBoundingClientRect().left + 1 - from.left : null };
})"""


def number(words: str) -> float:
    """The number that some words say: 25,400 of "about 25,400 residents (25 %)"."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    assert found, words
    return float(found.group().replace(",", ""))


def columns(chart: Any, *, top: float | None = None) -> dict[str, Any]:
    """What a chart draws and says; each bar is as tall as its number to a pixel, and stands on the common line."""
    found: dict[str, Any] = chart.evaluate(COLUMNS)
    numbers = [number(words) for words in found["said"]]
    assert len(numbers) == len(found["drawn"]) > 4
    expected = np.array(numbers) / (top or max(numbers)) * found["box"]
    np.testing.assert_allclose(found["drawn"], expected, atol=1.0)
    np.testing.assert_allclose(found["feet"], found["feet"][0], atol=0.1)
    return found | {"numbers": numbers}


@pytest.mark.parametrize(
    "query",
    ["", "?level=across&measure=centre_min&band=sunday", "?level=across&measure=city_reach_45min_share", "?level=both"],
)
def test_the_bars_of_a_histogram_are_as_tall_as_their_numbers(town: Visit, demo_atlas: Atlas, query: str) -> None:
    town.open(query)
    town.page.locator(".ea-chart").first.wait_for(state="attached")
    settled(town.page)
    charts = town.page.locator(".ea-chart").all()
    assert len(charts) == (2 if "both" in query else 1)
    cells = demo_atlas.edition().cells()
    people = cells["weight_n"][cells["on_network"]].sum()
    for width, chart in product((1440, 390), charts):
        town.page.set_viewport_size({"width": width, "height": 900})
        town.page.wait_for_function("width => innerWidth === width", arg=width)
        settled(town.page)
        found = columns(chart)
        assert sum(found["numbers"]) == pytest.approx(people, rel=0.02)
        assert len(set(found["names"])) == len(found["names"])
        assert not any("100 % or more" in name for name in found["names"])
        assert sum("holds the town’s median" in words for words in found["said"]) == 1


def test_departures_by_hour_share_one_scale_and_are_those_of_the_timetable(town: Visit, demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    area = edition.areas().sort_values("weight_n").iloc[-1]
    town.open(f"?level=across&at={area['area_id']}")
    town.page.locator(".ea-chart").nth(1).wait_for(state="attached")
    settled(town.page)
    charts = {name: town.page.locator(".ea-chart").nth(place) for place, name in enumerate(("weekday", "sunday"))}
    stop = re.search(r"at (.*), weekday", charts["weekday"].locator("caption").text_content())
    assert stop
    ids = edition.stops().query("stop_name == @stop.group(1)")["stop_id"]
    rows = edition.departures()
    rows = rows[rows["stop_id"].isin(ids) & rows["hour"].between(5, 25)]
    said = {day: chart.evaluate(COLUMNS)["said"] for day, chart in charts.items()}
    top = max(number(words) for found in said.values() for words in found)
    for day, chart in charts.items():
        found = columns(chart, top=top)
        ours = rows[rows["day"] == day].pivot_table("departures_n", "stop_id", "hour", "sum", fill_value=0)
        assert found["numbers"] in ours.reindex(columns=range(5, 26), fill_value=0).to_numpy(float).tolist()


def test_horizontal_bars_and_their_marks_are_as_long_as_their_numbers(town: Visit, demo_atlas: Atlas) -> None:
    cells = demo_atlas.edition().cells()
    for cell in (cells.loc[cells["weight_n"].idxmax()], cells.loc[cells["bumping_places_15min_n"].idxmax()]):
        town.open(f"?by=cells&at={cell['cell']}")
        town.page.get_by_role("table", name="To the town centre").wait_for()
        settled(town.page)
        tables = [one.evaluate(BARS) for one in town.page.locator(".ea-bars").all() if one.is_visible()]
        assert len(tables) == 3
        scores, against, centre = tables
        for row in scores:
            here, of, median = (float(one) for one in re.findall(r"\d+", row["words"]))
            assert row["bar"] / row["track"] == pytest.approx(here / of, abs=0.006)
            assert row["mark"] / row["track"] == pytest.approx(median / of, abs=0.02)
        for row in against:
            here, median = (number(one) for one in row["words"].split("("))
            assert row["bar"] <= row["track"] + 0.1
            assert row["bar"] / row["mark"] == pytest.approx(here / median, rel=0.05)
        lengths = [row["bar"] / number(row["words"]) for row in centre]
        assert lengths == pytest.approx([lengths[0]] * 3, rel=0.08)


def test_a_chart_says_its_sentence_and_opens_its_table_by_keyboard(town: Visit) -> None:
    town.open("?level=across&measure=centre_min")
    picture = town.page.get_by_role("img", name=re.compile("Minutes to the town centre, weekday morning: a bar for"))
    picture.wait_for()
    sentence = picture.get_attribute("aria-label")
    assert re.search(r"The tallest, \d+ to \d+, holds about [\d,]+ residents \(\d+ %\)\.", sentence)
    assert re.search(r"The town’s median is \d+ minutes\.", sentence)
    assert not town.page.get_by_role("row", name=re.compile("holds the town’s median")).count()
    town.page.get_by_text("The numbers of this chart").focus()
    town.page.keyboard.press("Enter")
    town.page.get_by_role("row", name=re.compile("holds the town’s median")).wait_for()
    assert town.page.get_by_role("columnheader", name=re.compile("Minutes to the town centre")).count()


def test_the_pointer_reads_what_the_pages_read(town: Visit) -> None:
    rng = np.random.default_rng(7)
    spread = [0.0, 0.004, 0.0049, 0.005, 0.3, 0.5, 0.994, 0.995, 0.999, 1.0, 1.265, 9.94, 9.95, 99.4, 99.5, 994.9,
              995.0, 99_949.0, 99_950.0, 1_234_567.0, *10 ** rng.uniform(-4, 6, 200)]  # fmt: skip
    asked, expected = [], []
    units: dict[str, tuple[str, str]] = {
        "share": ("", ""), "people": ("person", "people"), "minutes": ("", ""), "hours": ("", ""), "m²": ("", ""),
        "departures an hour": ("", ""), "count": ("place", "places"), "ratio": ("", ""), "of 100": ("", ""),
        "index": ("", ""), "weight": ("", ""), "degrees": ("", ""),
    }  # fmt: skip
    for unit, nouns in units.items():
        for value in spread:
            asked.append([float(value), rule_for_browser(unit, nouns)])
            expected.append(value_words(float(value), unit, nouns))
    town.open()
    written = town.map.evaluate(
        "(element, asked) => asked.map(([value, rule]) => window.everydayMap.written(value, rule))", asked
    )
    assert written == expected
