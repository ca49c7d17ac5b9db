"""``everyday fetch`` and ``refresh`` as a person types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from everyday.commands.group import cli, main
from tests.servers.open_newport import newport_services
from tests.servers.open_services import Answer, Services, serving


@pytest.fixture
def services(real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    made = newport_services(real_data)
    with serving(made, tmp_path) as sources:
        monkeypatch.setenv("EVERYDAY_SOURCES", str(sources))
        yield made


def test_what_would_be_fetched_and_then_it_is(services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "np"
    said = CliRunner().invoke(cli, ["fetch", str(folder), "W06000022", "--dry-run"])
    assert said.exit_code == 0
    assert "Newport (local authority, Wales, 163,628 people in mid-2023), into" in said.output
    assert "Bus timetables: about 60.0 MB, Bus Open Data Service" in said.output
    assert "Without trains" in said.output
    assert services.asked == []
    assert not folder.exists()
    services.faults = [(part, [Answer(404)]) for part in ("geofabrik", "gtfs-file")]
    done = CliRunner().invoke(cli, ["fetch", str(folder), "W06000022"])
    assert done.exit_code == 1, "something failed"
    assert "Wards: fetched. 20 wards of May 2026" in done.output
    assert "Streets and places: failed." in done.output
    assert "everyday build" not in done.output, "without streets a build says nothing"
    newer = CliRunner().invoke(cli, ["refresh", str(folder), "--no-build"])
    assert newer.exit_code == 1
    assert "Wards: unchanged." in newer.output
    assert "Edition" not in newer.output


def test_a_name_of_several_places_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["fetch", str(tmp_path / "np"), "Newport"])
    assert leaving.value.code == 2
    said = capsys.readouterr().err
    assert "W06000022" in said
    assert "24,884 people" in said, "that of the Isle of Wight"
