"""A fine grid without a timetable on a real town: the page says why, and a click is still quick to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest

from everyday import Atlas
from tests.browser.visiting import Visit, served

pytestmark = [pytest.mark.browser, pytest.mark.data]
LEAST_CELLS = 7000
LEAST_KM2 = 115


@pytest.fixture(scope="module")
def fine_atlas(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The largest wards of Newport in cells of resolution 10, streets only."""
    folder = tmp_path_factory.mktemp("fine") / "atlas"
    wards = gpd.read_file(real_data / "newport/boundaries/wards_2011.geojson")
    wards = wards.assign(km2=wards.to_crs(27700).area / 1e6).sort_values("km2", ascending=False)
    boundaries = folder.parent / "wards.geojson"
    wards[wards["km2"].cumsum() - wards["km2"] < LEAST_KM2].drop(columns="km2").to_file(boundaries)
    atlas = Atlas.new(folder, name="Newport", boundaries=boundaries, resolution=10)
    atlas.add("osm", real_data / "newport/osm/newport-2023-06-13.osm.pbf")
    atlas.build()
    return atlas


@pytest.fixture(scope="module")
def address(chromium: Path, fine_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """That atlas, served."""
    with served(fine_atlas.folder, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


def test_thousands_of_cells_are_on_screen_and_every_click_changes_the_profile(town: Visit, fine_atlas: Atlas) -> None:
    cells = fine_atlas.edition().cells()
    assert len(cells) >= LEAST_CELLS
    town.open("?by=cells")
    town.map.evaluate("element => { element.dataset.same = 'yes' }")
    inner = cells[cells["on_network"]].sort_values("lat")["cell"].iloc[:: max(len(cells) // 60, 1)]
    spots = town.map.evaluate(
        """(element, at) => at.map(([lat, lon]) => {  // cells that nothing of ours on the map covers
          const map = window.everydayLabels.layer()._map, size = map.getSize();
          const point = map.latLngToContainerPoint([lat, lon]);
          const hit = document.elementFromPoint(point.x, point.y), isFree = hit && !hit.closest('.leaflet-control');
          return isFree ? [point.x / size.x, point.y / size.y] : null;
        }).filter((spot) => spot).slice(0, 5)""",
        cells.set_index("cell").loc[inner, ["lat", "lon"]].to_numpy().tolist(),
    )
    found = [town.click_cell(across, down) for across, down in spots]
    assert len(set(found)) == 5
    name = cells.set_index("cell").loc[found[-1], "cell_name"]
    town.page.locator("#ea-chosen", has_text=name).wait_for()
    assert set(found) <= set(cells["cell"])
    assert town.map.get_attribute("data-same") == "yes"
    assert sum("/cells.json" in url for url in town.asked) == 1
    assert sum("/background.json" in url for url in town.asked) == 1


def test_across_town_says_that_there_is_no_timetable(town: Visit) -> None:
    town.open()
    town.page.get_by_role("radio", name="Across town").click()
    town.page.get_by_text("This atlas has no timetable").first.wait_for()
    assert town.frame.locator(".ea-legend").count() == 0
