"""All that two editions show or hand out is read as a stranger reads it, and the attackers get nothing else."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lxml.html
import numpy as np
import pandas as pd
import polars as pl
import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from app.words import observed as said
from everyday import Atlas
from everyday.atlas import Edition, ObservedRules, observed_rules
from everyday.commands import main
from everyday.movement import Consent, Observed, Sample, admit, counting, gathered
from everyday.movement.attacking import attack_on_homes, singled_out
from everyday.movement.ground import Ground, ground_of_atlas
from everyday.serving.told import ATLAS_VARIABLE
from tests.makers.movement.atlas import PURPOSE, gps_atlas
from tests.makers.movement.samples import examined_of, keep_secret
from tests.makers.movement.town import at, fixes_of, gps_town

pytestmark = pytest.mark.slow
PEOPLE_N, MORE_N, DAYS = 150, 40, 4
TOWN = gps_town(PEOPLE_N + MORE_N, days=DAYS)
OPEN = (
    "numbers = true\nk = 1\nshown_from = 1.0\nmoved = 0.0\nfew = 0.0\nshare_moved = 0.0\npeople_to = 1\nvisits_to = 1\n"
    "hours_to = 1\ndays_to = 1\nshare_to = 0.001\ncell_share_to = 0.001\nmost_share = 1.0\nzone_least_m = 1\n"
    "zone_most_m = 1\nslices_k = 1\n"
)
"""No protection at all, which atlas.toml does not allow."""
VIEWS = ("homes", "map", "flows", "places", "potential", "withheld")
PEOPLE = re.compile(r"(?<![\d,.])(\d[\d,]*) (?:of \d+ )?people")
KEYS = {"observed": ["cell"], "observed_people": ["home_area"], "observed_flows": ["from_area", "to_area"]}


@dataclass(frozen=True)
class Harvest:
    """What was read of one edition: its tables as exported, more rows where a page or file had some, all sentences."""

    tables: dict[str, pl.DataFrame]
    sentences: list[str]

    def people_said(self) -> set[int]:
        """Every number of people in any sentence."""
        return {int(n.replace(",", "")) for one in self.sentences for n in PEOPLE.findall(one)}


@dataclass(frozen=True)
class Case:
    """Two editions, what was read of them, and whom an attacker is after."""

    first: Harvest
    second: Harvest
    sample: Sample
    ground: Ground
    rules: ObservedRules


def html_of(page: AppTest) -> list[str]:
    return [element.proto.body for element in page.get("html")]


def rows_of(page: AppTest, first: str, needed: str) -> list[dict[str, str]]:
    """Rows of tables on a page that begin with one heading and have another, by the heading of each column."""
    found = []
    for body in html_of(page):
        for one in lxml.html.fromstring(f"<div>{body}</div>").iter("table"):
            names = [cell.text_content().strip() for cell in one.iterfind(".//thead//th")]
            if names[:1] == [first] and needed in names:
                rows = [[cell.text_content().strip() for cell in row] for row in one.iterfind(".//tbody//tr")]
                found += [dict(zip(names, row, strict=True)) for row in rows]
    return found


def number_of(text: str) -> float:
    found = re.search(r"\d[\d,]*", text)
    return float(found[0].replace(",", "")) if found else float("nan")


def read(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Harvest:
    """Every page with every filter, every table, export and document of the edition shown."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))

    def page() -> None:
        from app.observed.page import draw_observed
        from app.server.faults import shown_faults

        with shown_faults():
            draw_observed()

    edition = atlas.edition()
    areas = dict(zip(edition.areas()["area_name"].astype(str), edition.areas()["area_id"].astype(str), strict=True))
    pages = {}
    for view, home in [*((view, "") for view in VIEWS), *(("potential", area) for area in sorted(areas.values())[:2])]:
        test = AppTest.from_function(page, default_timeout=180)
        test.query_params["view"] = view
        if home:
            test.query_params["home"] = home
        pages[view, home] = test.run()
        assert not test.exception
    sentences = [lxml.html.fromstring(f"<div>{body}</div>").text_content() for one in pages.values()
                 for body in html_of(one)]  # fmt: skip
    sentences += [str(one.value) for test in pages.values() for kind in ("markdown", "caption") for one in
                  test.get(kind)]  # fmt: skip
    names = ("", "_people", "_flows", "_hours", "_places", "_kinds")
    tables = {
        f"observed{name}": pl.from_pandas(edition.observed(f"observed{name}"), nan_to_null=False) for name in names
    }
    tables |= {name: more_rows(tables[name], name, found) for name, found in {
        "observed": cells_of(edition, pages["map", ""], folder),
        "observed_people": [
            {"home_area": areas.get(row[said.HOMES_HEADS[0]], ""), "people_n": row[said.HOMES_HEADS[2]].split("·")[-1]}
            for row in rows_of(pages["homes", ""], said.HOMES_HEADS[0], said.HOMES_HEADS[2])
        ],
        "observed_flows": [
            {"from_area": areas[row["From"]], "to_area": areas[row["To"].removeprefix("within ")],
             "people_n": row["People"]}
            for row in rows_of(pages["flows", ""], "From", "People")
        ],
    }.items()}  # fmt: skip
    sheet = folder / "dpia.docx"
    with contextlib.suppress(SystemExit):
        main(["export", str(atlas.folder), "dpia", "--to", str(sheet)])
    paper = Document(str(sheet))
    sentences += [one.text for one in paper.paragraphs]
    sentences += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return Harvest(tables, sentences)


def cells_of(edition: Edition, page: AppTest, folder: Path) -> list[dict[str, str]]:
    """Cells in the exported table of all cells, and those on the page whose name only one cell has."""
    main_to = folder / "cells.csv"
    cells = edition.cells()
    cells.drop(columns="geometry", errors="ignore").to_csv(main_to, index=False)
    exported = pd.read_csv(main_to, dtype={"cell": str})
    known = exported[exported["observed_visitors_n"].notna()]
    found = [{"cell": str(cell), "visitors_n": f"{n:.0f}"} for cell, n in
             zip(known["cell"], known["observed_visitors_n"], strict=True)]  # fmt: skip
    names = exported["cell_name"].astype(str)
    single = dict(zip(names[~names.duplicated(keep=False)], exported["cell"], strict=False))
    rows = [row for row in rows_of(page, "Cell", "People") if row["Cell"] in single]
    return found + [{"cell": single[row["Cell"]], "visitors_n": row["People"]} for row in rows]


def more_rows(table: pl.DataFrame, name: str, found: list[dict[str, str]]) -> pl.DataFrame:
    """The table with what else was read: rows that it has not, or another number of people."""
    number = "visitors_n" if name == "observed" else "people_n"
    shown = table.filter(pl.col("mark") == "") if "mark" in table.columns else table
    known = {row[:-1]: row[-1] for row in shown.select(*KEYS[name], number).rows()}
    new = {}
    for one in found:
        key, n = tuple(one[column] for column in KEYS[name]), number_of(one[number])
        if np.isfinite(n) and known.get(key) != n:
            new[key] = n
    rest = [row for row in table.rows(named=True) if tuple(row[column] for column in KEYS[name]) not in new]
    rows = rest + [{**dict(zip(KEYS[name], key, strict=True)), number: n, "mark": ""} for key, n in new.items()]
    told = pl.DataFrame([{column: row.get(column) for column in table.columns} for row in rows], schema=table.schema)
    return told.with_columns(pl.col(pl.Float64).fill_null(float("nan")))


def case_of(folder: Path, settings: str, monkeypatch: pytest.MonkeyPatch) -> Case:
    atlas = gps_atlas(folder / "atlas", settings)
    keep_secret(atlas.folder)
    consent = Consent(PURPOSE, "2099-01-01", "public", "asked at the library", "walks")
    harvests = []
    for people, seed in ((TOWN.inside[:PEOPLE_N], 1), (TOWN.inside[PEOPLE_N:], 2)):
        admit(atlas, examined_of(atlas, fixes_of(people, DAYS, seed=seed)), consent, today=date(2098, 1, 1))
        atlas.build()
        harvests.append(read(Atlas(atlas.folder), monkeypatch, folder))
    ground = ground_of_atlas(atlas)
    rules = atlas.config.observed
    sample = gathered(atlas.folder, areas=ground.fingerprint, resolution=9, k=rules.k, today="2098-01-01")
    return Case(*harvests, sample, ground, rules)


@pytest.fixture(scope="module")
def patched() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(observed_rules, "_LEAST", dict.fromkeys(observed_rules._LEAST, 0.0))
        patch.setattr(observed_rules, "_MOST", {})
        patch.setattr(counting, "_pseudonyms", lambda number: [f"{one:08x}" for one in range(number)])
        yield patch


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, patched: pytest.MonkeyPatch) -> Case:
    return case_of(tmp_path_factory.mktemp("shown"), "", patched)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, patched: pytest.MonkeyPatch) -> Case:
    return case_of(tmp_path_factory.mktemp("bare"), OPEN, patched)


def differences(one: Case) -> set[float]:
    """By how many people rows of the two editions differ."""
    found = set()
    for name in KEYS:
        number = "visitors_n" if name == "observed" else "people_n"
        before, after = (
            {row[:-1]: row[-1] for row in harvest.tables[name].select(*KEYS[name], number).rows()
             if row[-1] is not None and np.isfinite(row[-1]) and row[0]}
            for harvest in (one.first, one.second)
        )  # fmt: skip
        found |= {abs(after.get(key, 0.0) - n) for key, n in before.items()}
        found |= {n for key, n in after.items() if key not in before}
    return found - {0.0}


def test_no_number_of_few_people_is_read_anywhere_or_left_by_subtraction(shown: Case, bare: Case) -> None:
    allowed = {PEOPLE_N, MORE_N, PEOPLE_N + MORE_N}
    for harvest in (shown.first, shown.second):
        assert PEOPLE_N in harvest.people_said() or PEOPLE_N + MORE_N in harvest.people_said(), "the pages were read"
        assert harvest.people_said() - allowed <= {0, 10, 20, 40, 60}, (
            "the least numbers of the rules, and nothing else"
        )
    assert differences(shown) <= {20.0}
    assert any(n < 10 for n in differences(bare))
    assert any(0 < n < 10 for n in bare.first.people_said())


def test_nobody_is_singled_out_by_what_was_read(shown: Case, bare: Case) -> None:
    def found(one: Case) -> int:
        return int(singled_out(one.sample, Observed(one.second.tables), one.rules)["found"])

    assert len(shown.second.tables["observed_flows"].filter(pl.col("mark") == ""))
    assert found(shown) == 0
    assert found(bare) > (PEOPLE_N + MORE_N) / 2


def test_homes_are_found_no_better_than_in_the_dark_by_what_was_read(shown: Case, bare: Case) -> None:
    homes = {one.label: at(*one.home) for one in TOWN.inside}
    found = attack_on_homes(Observed(shown.second.tables), homes, shown.ground)
    assert found["found"] <= found["by_chance_most"]
    told = attack_on_homes(Observed(bare.second.tables), homes, bare.ground)
    assert told["found"] > told["by_chance_most"]
