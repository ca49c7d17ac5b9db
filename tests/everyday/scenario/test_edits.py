"""EDITS.toml: what is well formed is read, and everything that is not is named at once."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from everyday.scenario.edits import EditPoint, NewStop, edits_essence, plain_edits, read_edits
from everyday.scenario.kinds import EDIT_KINDS, edits_help
from geo.errors import InputError


def test_the_examples_of_the_help_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text("\n\n".join(kind.example for kind in EDIT_KINDS.values()), encoding="utf-8")
    edits, report = read_edits(path)
    assert report.problems == []
    assert [edit.kind for edit in edits] == list(EDIT_KINDS)
    line = edits[0].fields
    assert (line["headway_min"], line["start"], line["days"]) == (15.0, 6.5 * 3600, ("weekday", "saturday"))
    assert line["stops"][2] == NewStop("Garden Centre", 52.95, 0.27)
    assert edits[5].fields["from"] == EditPoint(52.9401, 0.245)


def test_the_help_names_every_kind_and_field() -> None:
    text = edits_help()
    for kind in EDIT_KINDS.values():
        assert f'kind = "{kind.key}"' in text
        assert all(f"  {item.name} " in text for item in kind.fields)


def test_every_fault_is_named_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text(
        """
        [[edit]]
        kind = "headway"
        line = "7"
        headway_min = 0
        every = 5
        [[edit]]
        kind = "teleport"
        [[edit]]
        line = "7"
        [[edit]]
        kind = "new_line"
        name = "20"
        stops = ["A", "A"]
        start = "25:61"
        end = "07:00"
        days = ["monday"]
        mode = "balloon"
        both_ways = "yes"
        [[edit]]
        kind = "new_line"
        name = "21"
        stops = ["A", "B", "C"]
        headway_min = 10
        start = "09:00"
        end = "08:00"
        run_min = [3]
        [[edit]]
        kind = "extend_hours"
        line = "7"
        [[edit]]
        kind = "new_footpath"
        from = { lat = 51.5, lon = -3.0 }
        [[edit]]
        kind = "move_stop"
        stop = "A"
        lat = 100
        lon = nan
        """,
        encoding="utf-8",
    )
    edits, report = read_edits(path)
    assert edits == []
    text = report.to_text()
    for said in (
        "Edit 1 (headway) has every", "Edit 1 (headway): headway_min is 0", "Edit 2 has the kind 'teleport'",
        "Edit 3 has no kind", "Edit 4 (new_line) lacks headway_min", "Edit 4 (new_line): stops is",
        "Edit 4 (new_line): start is '25:61'", "days is ['monday']", "mode is 'balloon'", "both_ways is 'yes'",
        "Edit 5 (new_line) ends at or before its start", "Edit 5 (new_line) has 3 stops and 1 run times",
        "Edit 6 (extend_hours) says neither", "Edit 7 (new_footpath) has from", "Edit 8 (move_stop): lat is 100",
        "Edit 8 (move_stop): lon is nan",
    ):  # fmt: skip
        assert said in text, said
    with pytest.raises(InputError):
        report.raise_if_refused()


@pytest.mark.parametrize(("text", "said"), [
    ("[[edit]\nkind=", "not TOML"), ("", "no edit"), ("[edit]\nkind = 'headway'", "two brackets"),
    ("[[edits]]\nkind = 'headway'", "edits"),
])  # fmt: skip
def test_a_file_that_is_no_list_of_edits(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "edits.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_edits(path)[1].raise_if_refused()
    with pytest.raises(InputError, match="no file"):
        read_edits(tmp_path / "other.toml")


def test_times_as_toml_writes_them_and_lines_that_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text('[[edit]]\nkind = "extend_hours"\nline = 7\nuntil = 22:30:00\n', encoding="utf-8")
    edits, report = read_edits(path)
    assert report.is_usable
    assert edits[0].fields == {"line": "7", "until": 22.5 * 3600}
    table = {"kind": "extend_hours", "line": 7, "until": time(22, 30)}
    again, _ = read_edits([table])
    assert edits_essence(again) == edits_essence(edits)


def test_edits_kept_in_a_record_are_the_same_when_read_again(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text("\n\n".join(kind.example for kind in EDIT_KINDS.values()), encoding="utf-8")
    edits, _ = read_edits(path)
    again, report = read_edits(plain_edits(edits))
    assert report.is_usable
    assert edits_essence(again) == edits_essence(edits)
