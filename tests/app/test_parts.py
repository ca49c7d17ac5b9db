"""Parts of the app that draw nothing: addresses, classes, layers, search, who may ask, and what a card says."""

from __future__ import annotations

import ast
import gzip
import io
import json
import re
import tomllib
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware

from analysis.registry import people_words
from app.data.editions import changes
from app.data.inputs import age_warnings
from app.explore.facts import HOURS, brief, furthest, profile_of
from app.map.classes import class_breaks, class_labels, class_weights, classes_of, nice_breaks, town_median
from app.map.legend import class_legend
from app.parts.choices import families
from app.parts.search import find, options_for
from app.parts.table_twin import file_bytes, twin
from app.parts.view import Chosen, View, offered_overlays, read_view, view_parameters
from app.printed import date_words
from app.routes import ROUTES, PhoneDoor
from app.server.guard import HostGuard, is_allowed
from app.server.shown import Shown, shown_edition
from everyday import Atlas
from everyday.atlas.config import InputRecord
from everyday.serving.told import ATLAS_VARIABLE, STREAMLIT_OPTIONS
from tests import ROOT
from tests.servers.asgi_client import Client


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> Shown:
    """The demo town's edition."""
    return Shown(demo_atlas.edition())


@pytest.fixture
def client(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The plain routes of the server on the demo town."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(demo_atlas.folder))
    return Client(Starlette(routes=ROUTES, middleware=[Middleware(HostGuard), Middleware(PhoneDoor)]))


# Addresses


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["level", "measure", "band", "by", "at", "layers", "reach", "map"]),
        st.one_of(
            st.text(max_size=30), st.sampled_from(["near", "across", "both", "sunday", "cells", "51,0,12", "bus"])
        ),
    )
)
def test_any_address_gives_a_view_that_survives_its_own_address(shown: Shown, parameters: dict[str, str]) -> None:
    view = read_view(parameters, shown)
    of_the_map = {name: parameters[name] for name in ("map", "layers") if name in parameters}
    again = read_view(view_parameters(view) | of_the_map, shown)
    assert again == view
    assert view.level == "both" or view.family in families(shown, view.level)


def test_a_whole_view_comes_back_from_its_address(shown: Shown) -> None:
    cell = shown.cells["cell"].iloc[3]
    view = View(
        level="across", family="centre_min", band="sunday", unit="cells", chosen=Chosen("cells", cell),
        overlays=offered_overlays(shown), reach="foot",
    )  # fmt: skip
    layers = {"layers": ",".join(offered_overlays(shown))}  # the map writes these
    assert read_view(view_parameters(view) | layers, shown) == view


# Classes


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(0, 1000)), min_size=1, max_size=60),
    st.integers(2, 5),
)
def test_breaks_ascend_and_every_weight_is_in_one_class(rows: list[tuple[float, float]], count: int) -> None:
    values, weights = np.array(rows).T
    breaks = nice_breaks(values, weights, count)
    assert list(breaks) == sorted(set(breaks))
    assert len(breaks) <= count - 1
    sums, unknown = class_weights(np.append(values, np.nan), np.append(weights, 7.0), breaks)
    assert sum(sums) == pytest.approx(weights.sum())
    assert unknown == 7.0


def test_colours_mean_the_same_at_all_times_of_the_week(shown: Shown) -> None:
    family = families(shown, "across")["centre_min"]
    breaks = class_breaks(shown, family)
    assert len(breaks) == 4
    for band in ("am", "evening", "sunday"):
        assert classes_of(shown, family, band, "cells").breaks == breaks


def test_the_legend_counts_everybody_and_marks_the_median(shown: Shown) -> None:
    family = families(shown, "across")["centre_min"]
    classes = classes_of(shown, family, "am", "areas")
    assert sum(classes.weights) + classes.unknown == pytest.approx(shown.areas["weight_n"].sum())
    words = class_legend(shown, family, "am", "areas")
    assert all(label in words for label in class_labels(classes))
    assert classes.measure.format_value(town_median(shown, "centre_min_am")) in words
    assert words.index("worse") < words.index("better")


# Layers


def test_cells_values_and_outlines_belong_together(client: Client, shown: Shown) -> None:
    cells = client.get(f"/data/{shown.id}/cells.json").json()
    values = client.get(f"/data/{shown.id}/values-centre_min_am.json").json()
    assert cells["ids"] == shown.cells["cell"].tolist()
    assert len(cells["rings"]) == len(values["cells"]) == len(shown.cells)
    there = np.array([np.nan if value is None else value for value in values["cells"]])
    np.testing.assert_allclose(there, shown.cells["centre_min_am"], rtol=1e-3)
    whole = shown.cells["inside_share"].to_numpy() == 1
    lon, lat = np.cumsum(np.array(cells["rings"][int(np.argmax(whole))][0]).reshape(-1, 2), axis=0).T / 1e5
    row = shown.cells[whole].iloc[0]
    assert lat.min() < row["lat"] < lat.max()
    assert lon.min() < row["lon"] < lon.max()


def test_layers_may_be_kept_for_ever_and_come_packed(client: Client, shown: Shown) -> None:
    answer = client.get(f"/data/{shown.id}/background.json")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    plain = client.get(f"/data/{shown.id}/background.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == answer.json()
    assert answer.json()["layers"].keys() >= {"road_major", "road_minor", "water"}


@pytest.mark.parametrize(
    "layer",
    [
        "nothing",
        "values-cell_name",
        "values-lat",
        "values-__class__",
        "reach-am-zzz",
        "reach-cell-{cell}",
        "..%2F..%2Fatlas",
    ],
)
def test_only_what_exists_is_served(client: Client, shown: Shown, layer: str) -> None:
    name = layer.replace("{cell}", shown.cells["cell"].iloc[0])
    assert client.get(f"/data/{shown.id}/{name}.json").status_code == 404


@pytest.mark.parametrize("edition", ["20200101T000000Z-000000000000", "..", "%2e%2e", "CURRENT"])
def test_only_editions_that_exist_are_served(client: Client, edition: str) -> None:
    assert client.get(f"/data/{edition}/cells.json").status_code == 404


def test_the_search_is_answered_for_the_edition_and_kept_by_nobody(client: Client, shown: Shown) -> None:
    answer = client.get(f"/data/{shown.id}/find.json?q=samphire%20shops")
    assert answer.headers["cache-control"] == "no-store"
    first = answer.json()["options"][0]
    assert set(first) == {"id", "label", "name", "what", "lat", "lon"}
    assert (first["name"], first["what"], first["id"]) == ("Samphire Shops", "stop, Samphire", first["label"])
    assert len(client.get(f"/data/{shown.id}/find.json?q=a").json()["options"]) == 10
    assert client.get(f"/data/{shown.id}/find.json?q={'x' * 5000}").json()["options"] == []
    assert client.get(f"/data/{shown.id}/find.json").json() == {"options": [], "fault": ""}
    assert client.get("/data/20200101T000000Z-000000000000/find.json?q=a").status_code == 404


def test_the_map_fetches_leaflet_and_its_own_scripts_as_one(client: Client) -> None:
    answer = client.get("/assets/map.js")
    assert "Leaflet 1.9" in answer.text[:300]
    assert set(re.findall(r"window\.everyday(\w+) =", answer.text)) == {
        "Access", "Activities", "Alike", "Cover", "Found", "Ground", "Heaps", "Icons", "Labels", "Map", "Picture",
        "Pins", "Shapes", "Slices", "Symbols", "Together", "Tools",
    }  # fmt: skip
    assert "Supercluster" in answer.text
    assert "immutable" in answer.headers["cache-control"]


def test_leaflet_and_its_licence_come_from_the_package(client: Client) -> None:
    assert "Leaflet 1.9" in client.get("/assets/leaflet/leaflet.js").text[:300]
    assert "BSD 2-Clause" in client.get("/assets/leaflet/LICENSE").text
    assert "ISC License" in client.get("/assets/supercluster/LICENSE").text
    assert "MIT" in client.get("/assets/svgcanvas/LICENSE").text
    assert client.get("/assets/../settings.py").status_code == 404


def test_health_names_the_edition(client: Client, shown: Shown) -> None:
    assert client.get("/health").json() == {"status": "ok", "edition": shown.id}


@pytest.mark.parametrize(
    ("host", "origin", "allowed"),
    [
        ("localhost:8501", None, True),
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("[::1]:8501", "http://[::1]:8501", True),
        ("evil.example", None, False),
        ("localhost:8501", "http://evil.example", False),
        ("localhost:8501", "http://localhost:9999", False),
        ("localhost:8501", "null", False),
        ("localhost.evil.example", None, False),
        ("", None, False),
    ],
)
def test_foreign_hosts_and_origins_are_refused(client: Client, host: str, origin: str | None, allowed: bool) -> None:
    assert is_allowed(host, origin) is allowed
    headers = {"host": host} | ({"origin": origin} if origin else {})
    assert client.get("/health", headers=headers).status_code == (200 if allowed else 403)


# Search, facts, table


def test_areas_places_stops_and_streets_are_found(shown: Shown) -> None:
    area = find(shown, "Samphire (area)")
    assert area is not None
    assert (area.label, area.chosen, area.lat) == ("Samphire", Chosen("areas", "E05999005"), None)
    kinds = {option["what"].split(",")[0] for word in ("road", "lib", "bell", "sam") for option in asked(shown, word)}
    assert {"area", "stop", "street", "library", "pub"} <= kinds
    stop = shown.stops.iloc[0]
    typed = find(shown, f"{stop['lat']:.6f}, {stop['lon']:.6f}")
    assert typed is not None
    assert typed.chosen == Chosen("cells", str(shown.cell_at(stop["lat"], stop["lon"])))
    assert typed.lat == pytest.approx(stop["lat"], abs=1e-6)


def asked(shown: Shown, words: str) -> list[dict[str, object]]:
    return options_for(shown, words)[0]


def test_what_is_typed_is_looked_up_or_said_to_be_unknown(shown: Shown) -> None:
    cell = shown.cells["cell"].iloc[5]
    found = find(shown, f"  {cell.upper()} ")
    assert found is not None
    assert found.chosen == Chosen("cells", cell)
    assert asked(shown, "samphire")[0]["id"] == "Samphire (area)"
    options, fault = options_for(shown, "0, 0")
    assert (options, find(shown, "0, 0")) == ([], None)
    assert "outside Wrenmouth" in fault
    options, fault = options_for(shown, "<script>alert(1)</script>")
    assert options == []
    assert fault.startswith("Nothing here is called “<script>")
    assert options_for(shown, "   ") == ([], "")
    assert find(shown, "   ") is None


def test_enter_in_a_list_takes_the_best_match_and_never_all_or_something_new() -> None:
    """Streamlit puts "Select all" of a multiselect, and "Add" of a selectbox, before the best match."""
    found: dict[str, int] = {}
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                if node.func.attr == "multiselect":
                    assert given.get("select_all") == "False", where
                if node.func.attr == "selectbox":
                    assert "accept_new_options" not in given, where
                found[node.func.attr] = found.get(node.func.attr, 0) + 1
    assert found["multiselect"] > 5
    assert found["selectbox"] > 5


def test_the_place_of_a_pin_may_be_a_shape_a_square_or_the_whole_town(shown: Shown) -> None:
    for words, name in (("whole town", "Whole town"), ("line 52.94 0.26; 52.945, 0.27", "Line of 870 m")):
        options = options_for(shown, words, wanted="pin")[0]
        assert options[0]["name"].startswith(name)
        assert options[0]["id"] == words
        assert asked(shown, words)[:1] != options[:1]


def test_the_profile_of_a_cell_says_what_the_table_says(shown: Shown) -> None:
    row = shown.cells[shown.cells["on_network"]].iloc[50]
    profile = profile_of(shown, Chosen("cells", row["cell"]))
    assert (profile.name, profile.area) == (row["cell_name"], row["area_name"])
    times = {band: here for band, here, _, _ in profile.centre}
    assert times["evening"] == pytest.approx(row["centre_min_evening"], nan_ok=True)
    assert all(minutes <= 15 for _, minutes in profile.within)
    assert "pub" in dict(profile.within) or row["nearest_pub_min"] > 15 or np.isnan(row["nearest_pub_min"])


def test_departures_by_hour_are_those_of_the_table_for_every_cell(shown: Shown) -> None:
    bars_n = 0
    for cell in shown.cells["cell"][::40]:
        stops = profile_of(shown, Chosen("cells", cell)).stops
        assert stops is not None
        for day, counts in stops.by_hour.items():
            ids = set(shown.stops["stop_id"][shown.stops["stop_name"] == stops.busiest])
            rows = shown.departures[(shown.departures["day"] == day) & shown.departures["stop_id"].isin(ids)]
            by_stop = [
                [int(mine["departures_n"][mine["hour"] == hour].sum()) for hour in HOURS]
                for _, mine in rows.groupby("stop_id")
            ]
            assert counts in [*by_stop, [0] * len(HOURS)]
            assert any(counts) or not by_stop or len(by_stop) < len(ids)
            bars_n += sum(map(bool, counts))
    assert bars_n > 100


def test_the_estate_furthest_out_is_named_and_four_numbers_are_given(shown: Shown) -> None:
    sentences = furthest(shown, families(shown, "across")["city_reach_45min_share"], "am")
    assert len(sentences) == 3
    assert sentences[0].startswith("Samphire: ")
    assert len(brief(shown)) == 4


def test_the_table_and_its_files_are_the_editions_numbers(shown: Shown) -> None:
    view = View(level="across", family="centre_min", band="evening", unit="cells")
    table = twin(shown, view)
    pd.testing.assert_series_equal(table["centre_min_evening"], shown.cells["centre_min_evening"])
    geo = gpd.read_parquet(io.BytesIO(file_bytes(shown, view, "parquet")))
    assert geo.crs.to_epsg() == 4326
    pd.testing.assert_series_equal(geo["centre_min_evening"], shown.cells["centre_min_evening"])
    package = file_bytes(shown, View(unit="areas"), "gpkg", is_everything=True)
    assert package.startswith(b"SQLite format 3")
    text = file_bytes(shown, view, "csv").decode("utf-8-sig")
    assert text.splitlines()[0] == "cell,cell_name,area_name,lat,lon,weight_n,centre_min_evening"


# Cards and words


def _record(kind: str, name: str, day: str) -> InputRecord:
    return InputRecord(kind, name, name, "0" * 64, "2026-01-01T00:00:00Z", date=day)


def test_old_and_unequal_inputs_are_said() -> None:
    records = [_record("osm", "map.pbf", "2023-06-13"), _record("gtfs", "bus.zip", "2024-02-26 to 2024-11-22")]
    words = " ".join(age_warnings(records, date(2026, 11, 22)))
    assert "ended on 22 November 2024" in words
    assert "street map is of 13 June 2023" in words
    assert "about 8 months older" in words
    assert age_warnings([_record("gtfs", "bus.zip", "2026-01-01 to 2027-01-01")], date(2026, 11, 22)) == []


def test_what_changed_between_editions(shown: Shown) -> None:
    older = json.loads(json.dumps(shown.manifest))
    assert changes(older, shown.manifest) == ["Nothing but the moment it was built"]
    older["weekday"], older["rows"]["stops"] = "2020-01-07", 1
    older["inputs"] = older["inputs"][:-1]
    found = " ".join(changes(older, shown.manifest))
    assert "New input" in found
    assert "stops: 1 before" in found
    assert date_words(shown.manifest["weekday"]) in found


def test_numbers_read_as_people_write_them() -> None:
    assert people_words(12_345, "residents", 154_000) == "about 12,300 residents (8 %)"
    assert people_words(1, "small areas") == "1 small area"
    assert people_words(0.2, "residents", 1000).endswith("(under 1 %)")
    assert date_words("2024-03-05T10:00:00Z") == "5 March 2024"


def test_the_theme_file_and_the_options_of_the_command_agree() -> None:
    table = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert {f"{section}.{name}": value for section, options in table.items() for name, value in options.items()} == (
        STREAMLIT_OPTIONS
    )


def test_without_an_atlas_nothing_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ATLAS_VARIABLE, str(tmp_path / "none"))
    assert shown_edition() is None
    monkeypatch.delenv(ATLAS_VARIABLE)
    assert shown_edition() is None


def test_packed_layers_are_kept(shown: Shown) -> None:
    from app.map.layers import layer_bytes

    assert layer_bytes(shown, "areas") is layer_bytes(shown, "areas")
    names = json.loads(gzip.decompress(layer_bytes(shown, "areas") or b""))["names"]
    assert names == shown.areas["area_name"].tolist()


def test_what_is_out_of_date_is_said_on_every_page_and_not_of_a_made_up_town():
    from datetime import date

    from everyday.fetch import ages_of_edition

    inputs = [
        {"kind": "gtfs", "name": "bus.zip", "date": "2024-01-01 to 2024-06-30"},
        {"kind": "osm", "name": "streets.osm.pbf", "date": "2023-06-13"},
    ]
    found = ages_of_edition({"inputs": inputs}, date(2026, 11, 29))
    assert [age.kind for age in found] == ["gtfs", "osm"]
    assert ages_of_edition({"inputs": inputs, "is_made_up": True}, date(2026, 11, 29)) == []
