"""GPS logs on the command line, and the sheet for an impact assessment."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import docx
import polars as pl
import pytest

from everyday import Atlas
from everyday.atlas import Edition
from everyday.commands import main
from everyday.movement import listed_uploads, read_strikes
from geo.errors import InputError
from tests.makers.movement.atlas import PURPOSE, add_sample, gps_atlas, people_of, written_logs

PEOPLE = people_of(14, seed=4)
CONSENT = ("--purpose", PURPOSE, "--keep-until", "2035-01-01", "--readers", "participants", "--person", "file")


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return [str(one) for one in written_logs(tmp_path_factory.mktemp("logs"), PEOPLE, 2)]


def run(*arguments: str) -> int:
    try:
        main(list(arguments))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def test_from_the_logs_to_the_sheet_and_out_again(tmp_path: Path, logs: list[str], capsys):
    folder, codes = str(tmp_path / "atlas"), tmp_path / "codes.csv"
    atlas = gps_atlas(tmp_path / "atlas")
    assert run("add", folder, "gps", *logs, *CONSENT, "--chosen", "at the library") == 2
    assert "--yes" in capsys.readouterr().err
    assert listed_uploads(atlas) == [], "nothing is counted before somebody has confirmed it"

    assert run("add", folder, "gps", *logs, *CONSENT, "--label", "spring", "--yes", "--codes", str(codes)) == 0
    said = capsys.readouterr().out
    assert "Days: 2026-05-03 to 2026-05-05" in said
    assert "People: 14" in said
    assert "No fix was kept" in said
    upload = listed_uploads(atlas)[0][0].id
    with open(codes, encoding="utf-8", newline="") as stream:
        code = {row["person"]: row["code"] for row in csv.DictReader(stream)}
    assert sorted(code) == sorted(one.label for one in PEOPLE)

    assert run("build", folder) == 0
    assert run("gps", folder, "list") == 0
    said = capsys.readouterr().out
    assert upload in said
    assert "14 people" in said
    assert "participants" in said

    sheet = tmp_path / "dpia.docx"
    assert run("export", folder, "dpia", "--to", str(sheet)) == 0
    document = docx.Document(str(sheet))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(one.text for one in document.paragraphs), *cells])
    expected = (
        PURPOSE, "2035-01-01", "the people who took part", "14", "350 to 550 m", "Singled out", "Homes within 250 m",
        "data protection officer", "Wrenmouth is made up",
    )  # fmt: skip
    for told in expected:
        assert told in words, told

    assert run("gps", folder, "withdraw", upload, "--person", code[PEOPLE[0].label], "--json") == 0
    gone = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (gone["people"], len(gone["editions"])) == (1, 1)
    assert listed_uploads(atlas)[0][1] == 13
    assert run("export", folder, "dpia", "--to", str(sheet)) == 0
    assert any("deleted with a withdrawal" in cell.text for table in docx.Document(str(sheet)).tables
               for row in table.rows for cell in row.cells)  # fmt: skip
    assert run("gps", folder, "withdraw", upload) == 0
    assert listed_uploads(atlas) == []


def words_of(sheet: Path) -> str:
    document = docx.Document(str(sheet))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_numbers_are_chosen_without_toml_and_come_with_the_next_build(tmp_path: Path, capsys):
    """75 people, with numbers: rows from ten people on, NaN or no row under ten, no remainder of fewer than ten."""
    folder, sheet = tmp_path / "atlas", tmp_path / "dpia.docx"
    atlas = gps_atlas(folder)
    written = folder / "atlas.toml"
    written.write_text(f"# ours\n{written.read_text(encoding='utf-8')}", encoding="utf-8")
    add_sample(atlas, written_logs(tmp_path / "logs", people_of(75, seed=4), 3))
    assert run("build", str(folder)) == 0
    before = len(Atlas(folder).edition().observed("observed"))

    assert run("gps", str(folder), "numbers", "on") == 0
    said = capsys.readouterr().out
    assert "from 10 people on instead of about 40" in said
    assert "in 58 of 100 pairs, where a coin gives 50" in said
    assert "# ours" in written.read_text(encoding="utf-8")
    assert len(Atlas(folder).edition().observed("observed")) == before, "an edition that is there stays"

    assert run("build", str(folder)) == 0
    edition = Atlas(folder).edition()
    assert edition.manifest["observed"]["rules"]["numbers"] is True
    cells, flows = edition.observed("observed"), edition.observed("observed_flows")
    assert len(cells) > before
    assert cells["visitors_n"].min() >= 10
    assert cells["visits_n"].notna().any()
    shown = flows[flows["mark"] != "c"]
    assert len(shown) >= 3
    assert shown["people_n"].min() >= 10
    assert flows.loc[flows["mark"] == "c", ["people_n", "trips_n"]].isna().all(axis=None)
    assert edition.observed("observed_people")["rg_km_median"].notna().any()
    behind = {name: people_of_rows(folder, edition, name) for name in ("flows", "homes")}
    for name, (told, hidden) in behind.items():
        assert told or name == "homes", name
        assert all(len(who) >= 10 for who in told), name
        assert not 0 < len(hidden) < 10, f"{name}: what a total leaves is told of ten or of nobody"

    assert run("export", str(folder), "dpia", "--to", str(sheet)) == 0
    assert "Numbers, as planners chose" in words_of(sheet)
    assert run("gps", str(folder), "numbers", "off") == 0
    assert run("build", str(folder)) == 0
    assert len(Atlas(folder).edition().observed("observed")) == before
    assert run("export", str(folder), "dpia", "--to", str(sheet)) == 0
    assert "No numbers" in words_of(sheet)
    assert "as planners chose" not in words_of(sheet)


def people_of_rows(folder: Path, edition: Edition, name: str) -> tuple[list[frozenset[str]], frozenset[str]]:
    """Who stands behind each row that is shown, and who behind all the others together."""
    kept = next(iter(sorted((folder / "private" / "gps").glob("GPS-*"))))
    if name == "homes":
        table, given = edition.observed("observed_people"), pl.read_parquet(kept / "people.parquet")
        rows = set(table.loc[table["mark"] != "c", "home_area"]) - {""}
        keys = given["home_area"].to_list()
    else:
        table, given = edition.observed("observed_flows"), pl.read_parquet(kept / "trips.parquet")
        given = given.filter((pl.col("from_area") != "") & (pl.col("to_area") != ""))
        table = table[table["mark"] != "c"]
        rows = set(zip(table["from_area"], table["to_area"], strict=True))
        keys = given.select("from_area", "to_area").rows()
    behind: dict[object, set[str]] = {}
    for key, person in zip(keys, given["person"].to_list(), strict=True):
        behind.setdefault(key, set()).add(person)
    told = [frozenset(who) for key, who in behind.items() if key in rows]
    hidden = frozenset(one for key, who in behind.items() if key not in rows for one in who)
    return told, hidden


def test_a_consent_sheet_with_gaps_is_wrong_use(tmp_path: Path, logs: list[str], capsys):
    gps_atlas(tmp_path / "atlas")
    assert run("add", str(tmp_path / "atlas"), "gps", *logs, "--person", "file", "--yes") == 2
    said = capsys.readouterr().err
    assert "purpose" in said
    assert "YYYY-MM-DD" in said
    assert not (tmp_path / "atlas" / "private").exists()


def test_a_question_that_is_open_stops_the_import(tmp_path: Path, logs: list[str], capsys):
    gps_atlas(tmp_path / "atlas")
    whole = [one for one in CONSENT if one not in ("--person", "file")]
    assert run("add", str(tmp_path / "atlas"), "gps", *logs, *whole, "--yes") == 2
    assert "Somebody has to decide first" in capsys.readouterr().err


def test_without_logs_there_is_no_sheet(tmp_path: Path, capsys):
    atlas = gps_atlas(tmp_path / "atlas")
    atlas.build()
    assert run("export", str(atlas.folder), "dpia", "--to", str(tmp_path / "dpia.docx")) == 1
    assert "no GPS logs" in capsys.readouterr().err


def test_faults_of_what_is_struck_out_are_named_by_row(tmp_path: Path):
    path = tmp_path / "strikes.csv"
    path.write_text(
        "person,first,start,end,lat,lon,radius_m\np1,2026-05-04,,,,,\n,,22:00,,,,\n,,,,51.5,x,\n,5 May,,,,,\n"
    )
    with pytest.raises(InputError) as fault:
        read_strikes(path)
    said = str(fault.value)
    assert all(row in said for row in ("row 3", "row 4", "row 5"))
    assert "row 2" not in said
    path.write_text("person,first,start,end\np1,2026-05-04,22:00,06:00\n")
    assert [(one.person, one.first, one.start) for one in read_strikes(path)] == [("p1", "2026-05-04", "22:00")]


@pytest.mark.parametrize(
    ("setting", "told"),
    [("k = 2", "k is 2"), ("moved = 9", "moved is 9"), ("zones = 1", "zones"), ("k = 10.5", "k is 10.5")],
)
def test_settings_that_would_protect_nobody_are_refused(tmp_path: Path, setting: str, told: str, capsys):
    atlas = gps_atlas(tmp_path / "atlas")
    text = (atlas.folder / "atlas.toml").read_text(encoding="utf-8")
    (atlas.folder / "atlas.toml").write_text(f"{text}\n[gps]\n{setting}\n", encoding="utf-8")
    assert run("gps", str(atlas.folder), "list") == 2
    assert told in capsys.readouterr().err
