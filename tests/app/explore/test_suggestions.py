"""Suggested barriers, scores and types on the Explore page: what a person reads and can take away."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from app.explore.suggestions import suggestion_bytes, suggestion_table
from app.map.layers import layer_bytes
from app.map.place_types import weight_by_type
from app.parts.suggested import evidence_rows, suggestions, touching
from app.parts.view import Chosen
from app.server.shown import Shown
from everyday import Atlas
from plan.records import Finding, Person, Session
from tests.makers.pages import asked, map_message, opened, with_table, words

pytestmark = pytest.mark.slow  # draws whole pages


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> Shown:
    """The demo town."""
    return Shown(demo_atlas.edition())


def layer(shown: Shown, name: str) -> dict[str, list[object]]:
    """A layer as the browser gets it."""
    import gzip

    packed = layer_bytes(shown, name)
    assert packed is not None
    content: dict[str, list[object]] = json.loads(gzip.decompress(packed))
    return content


def test_the_list_names_every_suggestion_barriers_first(
    demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(demo_atlas.folder, monkeypatch, level="suggested")
    labels = [button.label.replace("\\", "") for button in page.button if (button.key or "").startswith("list_")]
    expected = [f"**{one.code}** · {one.title}" for one in suggestions(shown)]
    assert labels == expected
    kinds = [one.kind for one in suggestions(shown)]
    assert kinds == sorted(kinds)
    seen = words(page)
    for one in suggestions(shown):
        assert one.sentence.replace("'", "&#x27;") in seen or one.sentence in seen


def test_choosing_one_shows_its_evidence_and_leads_back(
    demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(item for item in suggestions(shown) if item.rule == "indirect_bus")
    page = opened(demo_atlas.folder, monkeypatch, level="suggested")
    page.button(key=f"list_{one.key}").click().run()
    seen = words(page)
    assert one.title in seen
    assert "Evidence, against the town" in seen
    here = shown.cells[shown.cells["cell"].isin(one.cells)]
    minutes = next(row for row in evidence_rows(shown, one) if row[0].startswith("Minutes to the town centre"))
    assert " ".join(minutes) in seen
    assert here["centre_min_am"].min() <= float(minutes[1].split()[0]) <= here["centre_min_am"].max()
    assert float(minutes[2].split()[0]) < here["centre_min_am"].min()
    assert "fares" in seen
    assert asked(page, "suggestion") == one.key
    page.button(key="suggestion_back").click().run()
    assert "Evidence, against the town" not in words(page)
    assert "suggestion" not in page.query_params


def test_a_suggestion_is_pinned_where_its_evidence_is_read_into_the_session_that_is_open(
    demo_atlas: Atlas, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Atlas(shutil.copytree(demo_atlas.folder, tmp_path / "atlas"))
    (town.folder / "plan.gpkg").unlink(missing_ok=True)
    first, second = suggestions(shown)[:2]
    page = opened(town.folder, monkeypatch, level="suggested")
    page.button(key=f"list_{first.key}").click().run()
    page.button(key=f"emerging_pin_{first.key}").click().run()
    assert not page.exception
    assert "It is finding 1 now." in words(page)
    assert f"emerging_pin_{first.key}" not in {button.key for button in page.button}, "it is decided on"
    going = town.plan().add(Session(name="Forum", date="2026-11-28"), Person("Ann", "planner"))
    page.button(key="suggestion_back").click().run()
    page.button(key=f"list_{second.key}").click().run()
    page.button(key=f"emerging_pin_{second.key}").click().run()
    kept = {one.suggestion_key: one for one in town.plan().all(Finding)}
    assert [kept[one.key].session for one in (first, second)] == ["", going.id]
    assert kept[second.key].geometry is not None
    assert "It is finding 2 now." in words(page)


def test_an_address_brings_a_suggestion_back_and_a_wrong_one_does_no_harm(
    demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = suggestions(shown)[0]
    assert "Evidence" in words(opened(demo_atlas.folder, monkeypatch, level="suggested", suggestion=one.key))
    for wrong in ("<script>", "no-such-key", "x" * 500):
        page = opened(demo_atlas.folder, monkeypatch, level="suggested", suggestion=wrong)
        assert not page.exception
        assert "What holds places back" in words(page)


def test_a_cell_shows_what_touches_it(demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    one = next(item for item in suggestions(shown) if item.rule == "tight_but_cut_off")
    cell = sorted(one.cells)[0]
    page = opened(demo_atlas.folder, monkeypatch, level="suggested", at=cell)
    here = {button.key for button in page.button if (button.key or "").startswith("here_")}
    assert here == {f"here_{item.key}" for item in touching(shown, Chosen("cells", cell))}
    assert f"here_{one.key}" in here
    page = opened(demo_atlas.folder, monkeypatch, level="near", at=one.area_ids[0])
    page.button(key=f"here_{one.key}").click().run()
    assert asked(page, "level") == "suggested"
    assert asked(page, "suggestion") == one.key


def test_a_self_contained_cell_says_so_with_its_scores_and_its_journey(
    demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(item for item in suggestions(shown) if item.rule == "indirect_bus")
    cells = shown.cells[shown.cells["cell"].isin(one.cells) & (shown.cells["typology"] == "self-contained")]
    row = cells.iloc[0]
    page = opened(demo_atlas.folder, monkeypatch, level="near", by="cells", at=row["cell"])
    seen = words(page)
    assert "Self-contained : much within a walk, little of the town within reach." in seen
    assert f"{round(row['neighbourhood_score'])} of 100" in seen
    assert f"{round(row['city_score'])} of 100" in seen
    assert "bus 9 (" in seen
    assert "The usual bus goes round by" in seen
    assert f"(PTAL): {row['ptal_band']}" in seen


def test_parts_of_an_areas_scores_are_means_over_its_people(
    demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = shown.areas.iloc[4]
    rows = np.flatnonzero((shown.cells["area_id"] == area["area_id"]).to_numpy())
    weights = shown.weights("cells")[rows]
    assert shown.ranks is not None
    ranks = shown.ranks["amenity_completeness_share"].to_numpy(float)[rows]
    known = np.isfinite(ranks) & (weights > 0)
    mean = float(np.average(ranks[known], weights=weights[known]))
    page = opened(demo_atlas.folder, monkeypatch, level="near", at=area["area_id"])
    seen = words(page)
    assert f"Everyday amenities within 15 minutes&#x27; walk {mean:.0f}" in seen.replace("'", "&#x27;")
    assert "Of its residents:" in seen


def test_types_have_a_legend_with_everybody_in_it(
    demo_atlas: Atlas, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(demo_atlas.folder, monkeypatch, level="both", show="types")
    legend = map_message(page)["legend"]
    assert "ea-type-cut-off" in legend
    for title in ("Connected", "Self-contained", "Pass-through", "Cut off"):
        assert title in legend
    assert sum(weight_by_type(shown).values()) == pytest.approx(shown.cells["weight_n"].sum())
    outlines = layer(shown, "types")
    assert outlines["keys"] == ["connected", "self-contained", "pass-through", "cut-off"]
    twin = with_table(page).dataframe[-1].value
    assert twin["typology"].tolist() == shown.cells.set_index("cell")["typology"].loc[twin["cell"]].tolist()
    page.segmented_control(key="control_types").set_value("scores").run()
    seen = words(page)
    assert "Near home: score" in seen
    assert "Across town: score" in seen
    assert "show" not in page.query_params


def test_the_table_and_its_files_hold_every_suggestion(shown: Shown, tmp_path: object) -> None:
    table = suggestion_table(shown)
    assert table["code"].tolist() == [one.code for one in suggestions(shown)]
    assert sorted(table["key"]) == sorted(shown.suggestions["key"])
    from_csv = pd.read_csv(io.BytesIO(suggestion_bytes(shown, "csv")))
    assert from_csv["sentence"].tolist() == table["sentence"].tolist()
    package = gpd.read_file(io.BytesIO(suggestion_bytes(shown, "gpkg")))
    assert package["code"].tolist() == table["code"].tolist()
    assert package.geometry.notna().all()


def test_the_layer_has_the_codes_of_the_list_and_lines_for_what_severs(shown: Shown) -> None:
    content = layer(shown, "suggestions")
    assert content["codes"] == [one.code for one in suggestions(shown)]
    lines = {key for key, is_line in zip(content["keys"], content["is_line"], strict=True) if is_line}
    assert lines == {one.key for one in suggestions(shown) if one.is_line}


def test_evidence_never_shows_a_bare_column_name(shown: Shown) -> None:
    for one in suggestions(shown):
        rows = evidence_rows(shown, one)
        assert rows
        for title, here, _ in rows:
            assert "_" not in title
            assert here
