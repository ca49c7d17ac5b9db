"""Once a week for five weeks: what is newer is fetched and built, what is old is said, what was lost is held back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from everyday import Atlas
from everyday.commands.fetching import fetch, refresh
from everyday.demo.build import demo_inputs, next_timetable
from tests.servers.open_demo import BUSES, CODE, demo_services, with_few_trips, with_timetable
from tests.servers.open_services import Services, catalogue_items, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    made = demo_services()
    with serving(made, tmp_path) as sources:
        monkeypatch.setenv("EVERYDAY_SOURCES", str(sources))
        yield made


class Weeks:
    """The atlas, and the command that a scheduled job runs each week."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services, self.folder = services, folder

    def week(self) -> str:
        self.services.asked.clear()
        done = CliRunner().invoke(refresh, [str(self.folder)])
        assert done.exit_code == 0, done.output
        return done.output

    def shown(self) -> str:
        return Atlas(self.folder).edition().id


def test_five_weeks(services: Services, tmp_path: Path) -> None:
    weeks = Weeks(services, tmp_path / "bristol")
    assert CliRunner().invoke(fetch, [str(weeks.folder), CODE]).exit_code == 0
    settings = weeks.folder / "atlas.toml"
    settings.write_text(re.sub(r"resolution = \d+", "resolution = 8", settings.read_text("utf-8")), "utf-8")
    first = Atlas(weeks.folder).build().id

    said = weeks.week()
    assert "Nothing is newer." in said
    assert (weeks.shown(), Atlas(weeks.folder).editions()) == (first, [first])
    assert not any(path.endswith(".osm.pbf") for path in services.asked), "an extract that has not changed"

    services.items += catalogue_items(("Wards (May 2027) Boundaries UK BGC", "WD_MAY_2027_UK_BGC"))
    services.layers["WD_MAY_2027_UK_BGC"] = [
        {**row, "properties": {key.replace("26", "27"): value for key, value in row["properties"].items()}}
        for row in services.layers["WD_MAY_2026_UK_BGC"]
    ]
    with_timetable(services, next_timetable().read_bytes())
    said = weeks.week()
    assert "Newer wards are there, those of May 2027" in said
    assert "wards are those of May 2026, and those of May 2027 are out" in said
    second = weeks.shown()
    assert second != first
    assert f"Edition {second}." in said
    assert "Changed against the edition shown before: lines 14 to 15" in said

    with_timetable(services, with_few_trips(demo_inputs()["gtfs"][0].read_bytes(), "WVB1"))
    said = weeks.week()
    assert "is built and not shown: it lost much." in said
    assert "Lines: 1 of 15 are left." in said
    assert weeks.shown() == second, "the week that lost its buses"
    held = Atlas(weeks.folder).editions()[-1]
    assert Atlas(weeks.folder).held_back(Atlas(weeks.folder).edition(held))

    del services.files[BUSES]
    services.asked.clear()
    done = CliRunner().invoke(refresh, [str(weeks.folder)])
    assert done.exit_code != 0
    assert "What was there before is kept." in done.output
    assert weeks.shown() == second

    with_timetable(services, next_timetable().read_bytes())
    said = weeks.week()
    assert f"Edition {second}." in said, "the buses are back: what was built of them is recognised"

    with_timetable(services, next_timetable().read_bytes(), weeks=1)
    said = weeks.week()
    assert weeks.shown() not in (first, second, held)
    assert "Changed against the edition shown before: nothing that is counted." in said
