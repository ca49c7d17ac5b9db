"""What another program changed in the plan, on the Data page as Streamlit's test runner draws it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box
from streamlit.testing.v1 import AppTest

from app.data import outside
from everyday import Atlas
from everyday.atlas.open_plan import close_plans
from everyday.commands.group import cli
from everyday.serving.told import ATLAS_VARIABLE
from plan.records import Finding, Person
from tests.makers.pages import pressed, words

pytestmark = pytest.mark.slow  # draws whole pages

ANN = Person("Ann", "planner")


def at_data(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, role: str = "planner") -> AppTest:
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))
    monkeypatch.setattr(outside, "current_person", lambda: Person("Ann", role))

    def page() -> None:
        from app.data.outside import draw_outside
        from app.server import open_atlas
        from app.server.faults import shown_faults

        with shown_faults():
            draw_outside(open_atlas())

    return AppTest.from_function(page, default_timeout=180).run()


def changed_outside(atlas: Atlas, finding: Finding) -> None:
    """As a table that lost its guards."""
    with closing(sqlite3.connect(atlas.folder / "plan.gpkg", isolation_level=None)) as other:
        other.execute("DROP TRIGGER guard_findings_update")
        other.execute("UPDATE findings SET title = 'Theirs [x](y)' WHERE id = ?", (finding.id,))


def test_it_is_said_and_settled_by_a_planner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    wards = tmp_path / "wards.geojson"
    wards.write_text(gpd.GeoDataFrame({"code": ["W1"], "name": ["Ward"]}, geometry=[box(-3, 51, -2.9, 51.1)]).to_json())
    atlas = Atlas.new(tmp_path / "atlas", name="Town", boundaries=wards)
    finding = atlas.plan().add(Finding(title="Ours"), ANN)
    assert words(at_data(atlas, monkeypatch)) == "", "nothing is said where nothing was changed"
    changed_outside(atlas, finding)
    atlas.plan().revision()
    page = at_data(atlas, monkeypatch)
    assert "Changed by another program" in words(page)
    assert f"The finding {finding.id} (row 1) was changed (title)." in words(page).replace("\\", "")
    assert "title: before “Ours”, now “Theirs [x](y)”" in words(page)
    assert any("Theirs \\[x\\](y)" in one.value for one in page.markdown), "what somebody wrote is never a link"
    looking = at_data(atlas, monkeypatch, "facilitator")
    assert "was changed (title)" in words(looking)
    assert "Theirs" not in words(looking), "people's words are for who may settle them"
    page = pressed(at_data(atlas, monkeypatch), "Put back what was there")
    assert "Put back." in words(page)
    assert "Changed by another program" not in words(page)
    assert atlas.plan().get(Finding, finding.id).title == "Ours"
    changed_outside(atlas, finding)
    close_plans()
    told = CliRunner().invoke(cli, ["settle", str(atlas.folder)])
    assert (told.exit_code, "was changed (title)" in told.output) == (1, True)
    assert "title: before “Ours”, now “Theirs [x](y)”" in told.output
    done = CliRunner().invoke(cli, ["settle", str(atlas.folder), "--take", "--as", "Ada"])
    assert (done.exit_code, "Taken over." in done.output) == (0, True)
    assert atlas.plan().history(finding.id)[-1].actor == "Ada"
    last = CliRunner().invoke(cli, ["settle", str(atlas.folder)])
    assert (last.exit_code, "nothing was changed by another program" in last.output) == (0, True)
    close_plans()
