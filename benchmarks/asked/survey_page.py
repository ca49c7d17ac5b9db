"""Seconds of each rerun of the Survey page: 300 indicators, 10 years and 200 wards.

    python benchmarks/asked/survey_page.py [--keep FOLDER]

The made-up town's ground is parted into 200 squares that stand for wards, with the long table of
``benchmarks/survey_tables.py``. The page is drawn by Streamlit's own test runner, without a browser: what is printed is
what the server needs, in processor seconds and on the clock. A rerun of the page has to stay under 0.5 s.
``--keep`` makes the town in a folder and leaves it there; a town that is there already is taken.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box, mapping

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from streamlit.testing.v1 import AppTest  # noqa: E402
from survey_tables import WARDS, areas, write_long  # noqa: E402

from everyday import Atlas  # noqa: E402
from everyday.demo.build import demo_inputs  # noqa: E402
from tests.makers.pages import opened, page_of  # noqa: E402

ACROSS = 20
OTHER_MEASURES = ("centre_min", "departures_per_h", "nearest_stop_min")


def write_wards(path: Path, source: Path) -> None:
    """Squares side by side, as many as there are wards in the table."""
    west, south, east, north = gpd.read_file(source).total_bounds
    xs, ys = np.linspace(west, east, ACROSS + 1), np.linspace(south, north, WARDS // ACROSS + 1)
    squares = [box(xs[i], ys[j], xs[i + 1], ys[j + 1]) for j in range(len(ys) - 1) for i in range(ACROSS)]
    features = [
        {"type": "Feature", "properties": {"WD24CD": code, "WD24NM": name}, "geometry": mapping(square)}
        for (code, name), square in zip(areas().itertuples(index=False), squares, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def made(folder: Path, work: Path) -> Atlas:
    """The town, built."""
    inputs = demo_inputs()
    write_wards(work / "wards.geojson", inputs["boundaries"][0])
    write_long(work / "long.csv", random.Random(1))
    atlas = Atlas.new(folder, name="Two hundred wards", boundaries=work / "wards.geojson")
    for kind in ("osm", "gtfs", "population"):
        for path in inputs[kind]:
            atlas.add(kind, path)
    atlas.add("survey", work / "long.csv", options={"sampling": "random", "weighted": "yes", "polarity": "all=guessed"})
    atlas.build()
    return atlas


def read_ahead() -> None:
    """What a server reads of a survey soon after its first map was drawn."""
    from app.server import shown_edition
    from app.survey import read_survey_ahead

    shown = shown_edition(None)
    assert shown is not None
    read_survey_ahead(shown)


def timed(title: str, page: AppTest) -> None:
    """Draw the page and say what it took."""
    clock, cpu = time.perf_counter(), time.process_time()
    page.run()
    if page.exception:
        raise SystemExit(f"{title}: {page.exception[0].message}")
    print(f"{title}: {time.process_time() - cpu:.2f} s CPU, {time.perf_counter() - clock:.2f} s", flush=True)


def reruns(page: AppTest) -> None:
    """What a person chooses on the page, one after the other."""
    questions = list(page.selectbox(key="survey_question").options)
    for number in (7, 150):
        page.selectbox(key="survey_question").select_index(number)
        timed(f"another question ({questions[number][:40]})", page)
    page.selectbox(key="survey_year").select_index(4)
    timed("another year", page)
    page.query_params["area"] = "E05000057"
    timed("a ward", page)
    for view in ("ranking", "years", "beside"):
        page.segmented_control(key="survey_view").set_value(view)
        timed(f"the view {view}", page)
    for measure in [one for one in OTHER_MEASURES if one in _values(page)]:
        _choose(page, measure)
        timed(f"beside another measure ({measure})", page)
    page.segmented_control(key="survey_maps").set_value("one")
    timed("both in one map", page)
    for number in (3, 40):
        asked = [one for one in _values(page) if one.startswith("asked:")][number]
        _choose(page, asked)
        timed("beside another question", page)
    page.selectbox(key="survey_question").select_index(20)
    timed("another question beside it", page)
    page.selectbox(key="survey_year").select_index(2)
    timed("another year beside it", page)


def _values(page: AppTest) -> list[str]:
    from app.server import shown_edition
    from app.survey.here import QUESTION, measures_of
    from everyday.survey import survey_of

    shown = shown_edition(None)
    assert shown is not None
    return [*measures_of(shown), *(QUESTION + key for key in survey_of(shown).indicators)]


def _choose(page: AppTest, measure: str) -> None:
    page.query_params["measure"] = measure


def main() -> None:
    """Make the town, draw the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with ExitStack() as held:
        work = Path(held.enter_context(tempfile.TemporaryDirectory()))
        kept = options.keep or work / "atlas"
        if not kept.exists():
            made(kept, work)
        folder = work / "copy"
        shutil.copytree(kept, folder)
        patch = held.enter_context(pytest.MonkeyPatch.context())
        clock, cpu = time.perf_counter(), time.process_time()
        opened(folder, patch)
        print(f"the server and Explore: {time.process_time() - cpu:.2f} s CPU, {time.perf_counter() - clock:.2f} s")
        clock, cpu = time.perf_counter(), time.process_time()
        read_ahead()
        print(f"read ahead of that: {time.process_time() - cpu:.2f} s CPU, {time.perf_counter() - clock:.2f} s")
        clock, cpu = time.perf_counter(), time.process_time()
        page = page_of("app.survey:draw_survey", folder, patch)
        print(f"Survey for the first time: {time.process_time() - cpu:.2f} s CPU, {time.perf_counter() - clock:.2f} s")
        timed("the same again", page)
        reruns(page)


if __name__ == "__main__":
    main()
