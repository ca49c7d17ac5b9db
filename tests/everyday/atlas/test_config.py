"""``atlas.toml`` can be read and edited by a person; faults are named all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.parameters import BANDS, Parameters
from everyday.atlas.config import AtlasConfig, InputRecord, load_config, save_config, save_setting
from geo.errors import NotFoundError, UsageError

RECORD = InputRecord(
    kind="gtfs", file="gtfs-1234-bus.zip", name="bus.zip", sha256="1234", added_at="2026-11-22T10:00:00Z",
    attribution='Timetable of "Bws" Cyf', options={"a": "b"}, problems=("Repaired: 3 stops",),
)  # fmt: skip


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    config = AtlasConfig("Casnewydd: y dref", resolution=8, centre=(51.588, -2.998), inputs=(RECORD,))
    save_config(tmp_path, config)
    assert load_config(tmp_path) == config


def test_comments_and_parameters_of_a_person_survive(tmp_path: Path) -> None:
    save_config(tmp_path, AtlasConfig("Newport"))
    path = tmp_path / "atlas.toml"
    text = path.read_text().replace("walk_kmh = 4.8", "walk_kmh = 3.6  # older people")
    path.write_text(text.replace('start = "07:00"', 'start = "06:30"'))
    save_config(tmp_path, load_config(tmp_path))
    config = load_config(tmp_path)
    assert config.parameters.walk_kmh == 3.6
    assert config.parameters.bands[0].start_s == 6.5 * 3600
    assert "# older people" in path.read_text()


def test_defaults_are_the_documented_ones(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text('name = "X"\n')
    config = load_config(tmp_path)
    assert config.parameters == Parameters()
    assert [(band.name, band.start_s / 3600, band.end_s / 3600) for band in BANDS] == [
        ("am", 7, 9),
        ("evening", 19, 21),
        ("sunday", 10, 12),
    ]


def test_every_fault_is_named(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text(
        'name = "X"\ntimezone = "Europe/Newport"\nresolution = 99\n'
        '[parameters]\nwalk_kmh = "fast"\nwalk_mph = 3\nmax_rides = 0\n'
        '[bands.am]\nstart = "7 o\'clock"\n[bands.night]\nstart = "23:00"\n'
        '[[input]]\nkind = "gtfs"\n'
        '[[input]]\nkind = "gtfs"\nfile = "../../secret"\nname = "a"\nsha256 = "b"\nadded_at = "c"\n'
    )
    with pytest.raises(UsageError) as fault:
        load_config(tmp_path)
    for word in ("Europe/Newport", "99", "fast", "walk_mph", "max_rides", "7 o'clock", "night", "input 1", "secret"):
        assert word in str(fault.value)


def test_no_atlas_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="everyday new"):
        load_config(tmp_path)


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text("name = \n")
    with pytest.raises(UsageError, match="line 1"):
        load_config(tmp_path)


def test_numbers_are_chosen_in_the_file_and_what_else_a_person_wrote_there_stays(tmp_path: Path) -> None:
    save_config(tmp_path, AtlasConfig("Newport", inputs=(RECORD,)))
    path = tmp_path / "atlas.toml"
    before = path.read_text()
    save_setting(tmp_path, "gps", "numbers", True)
    rules = load_config(tmp_path).observed
    assert (rules.numbers, rules.shown_from, rules.moved, rules.share_moved, rules.least) == (True, 1.0, 1.0, 0.0, 10)
    assert load_config(tmp_path).inputs == (RECORD,)
    assert path.read_text().startswith(before.rstrip())
    path.write_text(f"{before}\n[gps]  # agreed in May\nshown_from = 3.0\n")
    save_setting(tmp_path, "gps", "numbers", True)
    rules = load_config(tmp_path).observed
    assert (rules.numbers, rules.shown_from, rules.moved) == (True, 3.0, 1.0)
    assert "# agreed in May" in path.read_text()
    save_setting(tmp_path, "gps", "numbers", False)
    assert load_config(tmp_path).observed.moved == 2.0
    save_config(tmp_path, load_config(tmp_path))
    assert "# agreed in May" in path.read_text()
