"""The page Survey in a browser: confidence is drawn and not only coloured, maps move together, the CSV is the table."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from everyday import Atlas
from everyday.survey import survey_of
from tests.browser.visiting import PATIENCE_MS, Visit, Windows, serving, settled, visit

pytestmark = pytest.mark.browser

FRAME = "iframe[title*='st_folium']"
LEAVING = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
BELONG = "pct_who_feel_they_belong_to_their_neighbourhood"
SAMPHIRE = "E05999005"
MAP = "window.everydayLabels.layer()._map"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The demo town, with a value of the last year withheld."""
    import pandas as pd

    folder = tmp_path_factory.mktemp("survey") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    found = Atlas(folder)
    path = found.edition().folder / "survey.parquet"
    table = pd.read_parquet(path)
    is_it = (table["indicator"] == LEAVING) & (table["area_id"] == "E05999011") & (table["year"] == "2025/26")
    table.loc[is_it, ["value", "low", "high", "se"]] = float("nan")
    table.loc[is_it, "mark"] = "c"
    table.to_parquet(path)
    return found


address = serving("atlas")


@pytest.fixture(scope="module")
def seen(address: str, engine: Windows) -> Iterator[Visit]:
    """A browser at a desk."""
    with visit(address, engine) as found:
        yield found


def the_map(seen: Visit, side: int = 0) -> Any:
    return seen.page.frame_locator(FRAME).nth(side).locator("#map_div")


def go(seen: Visit, query: str, maps: int = 1) -> None:
    """Open the page and wait until its maps are painted and at rest."""
    seen.go(f"survey?{query}")
    for side in range(maps):
        painted = seen.page.frame_locator(FRAME).nth(side).locator("#map_div[data-painted]")
        painted.wait_for(state="attached", timeout=PATIENCE_MS)
    seen.page.locator(".ea-foot").wait_for(timeout=PATIENCE_MS)
    settled(seen.page)


def test_doubt_is_hatched_and_what_was_withheld_is_dotted(seen: Visit, atlas: Atlas) -> None:
    go(seen, f"question={LEAVING}")
    judged = survey_of(atlas.edition()).judged(LEAVING)
    doubtful = int((judged.wards["verdict"] == "same").sum())
    assert the_map(seen).get_attribute("data-doubtful") == str(doubtful)
    assert the_map(seen).get_attribute("data-withheld") == "1"
    assert 0 < doubtful < len(judged.wards)
    legend = the_map(seen).locator("xpath=..").inner_text()
    assert "Dotted: suppressed" in legend
    assert "against the rest of the town" in legend
    heights = [the_map(seen).locator(f".leaflet-{one}-pane").evaluate("(pane) => +getComputedStyle(pane).zIndex")
               for one in ("veil", "values")]  # fmt: skip
    assert heights[0] < heights[1], "wards are coloured whole, wherever the street map ends"


def test_a_click_chooses_a_ward_and_the_address_keeps_it(seen: Visit) -> None:
    go(seen, f"question={LEAVING}&area={SAMPHIRE}")
    assert "38 % (28 to 48 %; 116 answers)" in seen.page.locator("#ea-chosen").inner_text()
    the_map(seen).evaluate(f"() => {MAP}.panTo({MAP}.getCenter(), {{animate: false}})")
    box = the_map(seen).bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.65)
    seen.page.wait_for_function(f"() => !document.location.search.includes('{SAMPHIRE}')", timeout=PATIENCE_MS)
    settled(seen.page)
    assert "area=E0599" in seen.page.url
    assert "Samphire" not in seen.page.locator("#ea-chosen h2").inner_text()


def test_the_two_maps_move_together(seen: Visit) -> None:
    go(seen, f"question={LEAVING}&view=beside&measure=centre_min", maps=2)
    the_map(seen, 0).evaluate(f"() => {MAP}.setZoom({MAP}.getZoom() + 1, {{animate: false}})")
    seen.page.wait_for_timeout(900)
    zooms = [the_map(seen, side).evaluate(f"() => {MAP}.getZoom()") for side in (0, 1)]
    assert zooms[0] == zooms[1]
    assert the_map(seen, 0).get_attribute("data-painted").startswith("areas asked-")
    assert the_map(seen, 1).get_attribute("data-painted") == "areas values-centre_min_am"


def test_the_csv_is_the_table_with_its_comparator(seen: Visit, atlas: Atlas) -> None:
    go(seen, f"question={LEAVING}")
    seen.page.get_by_text("Show the table and its download").click()
    button = seen.page.get_by_role("button", name="CSV (spreadsheet)")
    button.wait_for(timeout=PATIENCE_MS)
    with seen.page.expect_download(timeout=PATIENCE_MS) as caught:
        button.click()
    rows = list(csv.DictReader(io.StringIO(Path(caught.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(atlas.edition().areas()) + 1
    by_name = {row["area"]: row for row in rows}
    assert by_name["Thornby"]["value (%)"] == ""
    assert by_name["Thornby"]["note"] == "suppressed, too few answers to be published"
    assert by_name["Samphire"]["against the rest of the town"] == "worse"
    assert rows[-1]["area"] == "Town"
