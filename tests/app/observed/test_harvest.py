"""All that two editions show or hand out is read as a stranger reads it, and the attackers get nothing else."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lxml.html
import numpy as np
import polars as pl
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from app.map import layer_bytes
from app.words import observed as said
from everyday import Atlas
from everyday.atlas import Edition, ObservedRules, observed_rules, open_edition
from everyday.evidence import evidence_lines, evidence_of
from everyday.exchange import EXPORTS
from everyday.forum import add_pin
from everyday.language import language
from everyday.movement import Consent, Observed, Sample, admit, disclosing, gathered
from everyday.movement.attacking import attack_on_homes, auc, membership_scores, singled_out, usual_of
from everyday.movement.counting import count
from everyday.movement.gathering import sample_of
from everyday.movement.ground import Ground, ground_of_atlas
from everyday.movement.tables import OBSERVED_SCHEMAS
from plan.records import Action, Finding, Person
from tests.makers.movement.atlas import PURPOSE, gps_atlas
from tests.makers.movement.editions import upload
from tests.makers.movement.exports import Read, read_exports
from tests.makers.movement.samples import drawn_alike, examined_of, keep_secret
from tests.makers.movement.town import at, fixes_of, gps_town
from tests.makers.pages import page_of

pytestmark = [pytest.mark.slow, pytest.mark.poppler]
PEOPLE_N, MORE_N, DAYS = 150, 40, 4
TOWN = gps_town(PEOPLE_N + MORE_N, days=DAYS, outside_n=200)
OUTSIDE, OTHERS = TOWN.outside[:100], TOWN.outside[100:]
OPEN = (
    "numbers = true\nk = 1\nshown_from = 1.0\nmoved = 0.0\nfew = 0.0\nshare_moved = 0.0\npeople_to = 1\nvisits_to = 1\n"
    "hours_to = 1\ndays_to = 1\nshare_to = 0.001\ncell_share_to = 0.001\nmost_share = 1.0\nzone_least_m = 1\n"
    "zone_most_m = 1\nslices_k = 1\n"
)
"""No protection at all, which atlas.toml does not allow."""
MIDDLE, PLANNER = (2_850.0, 3_250.0), Person("Ffion", "planner")
VIEWS = ("homes", "map", "flows", "places", "potential", "withheld")
PEOPLE = re.compile(r"(?<![\d,.])(\d[\d,]*) (?:of \d+ )?people")
FIRST, BARE = ("areas", "dpia"), ("cells", "areas", "dpia")
NOTHING = {"transport"}
"""Exports of which the made-up wards without streets and timetable have nothing."""
KEYS = {"observed": ["cell"], "observed_people": ["home_area"], "observed_flows": ["from_area", "to_area"]}


@dataclass(frozen=True)
class Harvest:
    """What was read of one edition: its tables, more rows where a page or file had some, and all sentences.

    ``more`` are those rows by table; ``counted`` the numbers of people, visits and trips of the sample in any table of
    an exported file and in any layer that the map fetches.
    """

    tables: dict[str, pl.DataFrame]
    more: dict[str, dict[tuple[str, ...], float]]
    sentences: list[str]
    exports: Read
    counted: set[float]

    def people_said(self) -> set[int]:
        """Every number of people in any sentence."""
        return {int(n.replace(",", "")) for one in self.sentences for n in PEOPLE.findall(one)}


@dataclass(frozen=True)
class Case:
    """Two editions, what was read of them, and whom an attacker is after; ``headings`` of columns of the sample."""

    headings: dict[str, str]
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


def read(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, folder: Path, names: Sequence[str]) -> Harvest:
    """Every page with every filter, every table, layer, suggestion, pin and document of the edition shown, and exports.

    Of the first edition and of one without protections few files are read: the others tell the same or hold the plan.
    """
    edition = atlas.edition()
    areas = dict(zip(edition.areas()["area_name"].astype(str), edition.areas()["area_id"].astype(str), strict=True))
    pages = {}
    for view, home in [*((view, "") for view in VIEWS), *(("potential", area) for area in sorted(areas.values())[:2])]:
        asked = {"view": view} | ({"home": home} if home else {})
        pages[view, home] = page_of("app.observed.page:draw_observed", atlas.folder, monkeypatch, **asked)
        assert not pages[view, home].exception
    sentences = [lxml.html.fromstring(f"<div>{body}</div>").text_content() for one in pages.values()
                 for body in html_of(one)]  # fmt: skip
    sentences += [str(one.value) for test in pages.values() for kind in ("markdown", "caption") for one in
                  test.get(kind)]  # fmt: skip
    tables = {name: pl.from_pandas(open_edition(edition).observed(name), nan_to_null=False)
              for name in OBSERVED_SCHEMAS}  # fmt: skip
    place = str(edition.areas()["area_id"].iloc[0])
    if names is EXPORTS:
        plan(atlas, edition, place)
    exports = read_exports(atlas, folder / edition.id, place, names)
    more = {name: more_rows(tables[name], name, found) for name, found in {
        "observed": cells_of(edition, pages["map", ""], exports),
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
    if (edition.folder / "suggestions.parquet").is_file():  # wards without streets and timetable have none
        sentences += edition.suggestions()["sentence"].astype(str).tolist()
    for area in areas.values():
        sentences += evidence_lines(evidence_of(edition, None, area), language("en"))
    sentences += [one for one in exports.sentences if "GPS" in one or "sample" in one]
    tables |= {name: with_rows(tables[name], name, found) for name, found in more.items()}
    return Harvest(tables, more, sentences, exports, counted_in(edition, exports))


def plan(atlas: Atlas, edition: Edition, area_id: str) -> None:
    """Findings of an area and of the middle of the town with the evidence of their places, and an action on them."""
    lat, lon = at(*MIDDLE)
    found = [
        add_pin(atlas, edition, Finding(kind="barrier", method="gps_logs", **where), PLANNER)
        for where in ({"title": "Nobody goes there", "area_id": area_id},
                      {"title": "All meet here", "geometry": shapely.Point(lon, lat)})
    ]  # fmt: skip
    about = tuple(one.id for one in found)
    atlas.plan().add(Action(title="Somewhere to sit", finding_ids=about, area_ids=(area_id,)), PLANNER)


def headings(edition: Edition) -> dict[str, str]:
    """Columns of the sample by the names that they have in files."""
    registry = open_edition(edition).registry
    names = [name for name in registry if name.startswith("observed_")]
    return {name: name for name in names} | {registry[name].heading: name for name in names}


def counted_in(edition: Edition, exports: Read) -> set[float]:
    """Every number of people, visits or trips of the sample in any table of any file, and in layers of the map."""
    known = headings(edition)
    layers = [layer_bytes(open_edition(edition), f"values-{name}") for name in set(known.values())]
    fetched = [json.loads(gzip.decompress(one)) for one in layers if one is not None]
    return {float(n) for layer in fetched for part in layer.values() for n in part if n is not None} | {
        number_of(value)
        for rows in exports.rows.values() for row in rows for name, value in row.items()
        if known.get(name, name).startswith("observed_") and known.get(name, name).endswith("_n")
        and np.isfinite(number_of(value))
    }  # fmt: skip


def cells_of(edition: Edition, page: AppTest, exports: Read) -> list[dict[str, str]]:
    """Cells in every form in which cells are exported, and those on the page whose name only one cell has."""
    known = headings(edition)
    cells = edition.cells()
    counted = cells[["cell", "observed_visitors_n"]].dropna()
    found = [{"cell": str(cell), "visitors_n": f"{n:.0f}"} for cell, n in counted.itertuples(index=False)]
    for row in (row for name, rows in exports.rows.items() if name.startswith("cells.") for row in rows):
        told = {known.get(name, name): value for name, value in row.items()}
        if "observed_visitors_n" in told:
            found.append({"cell": told.get("cell") or told["Cell"], "visitors_n": told["observed_visitors_n"]})
    names = cells["cell_name"].astype(str)
    is_single = ~names.duplicated(keep=False)
    single = dict(zip(names[is_single], cells["cell"].astype(str)[is_single], strict=True))
    rows = [row for row in rows_of(page, "Cell", "People") if row["Cell"] in single]
    return found + [{"cell": single[row["Cell"]], "visitors_n": row["People"]} for row in rows]


def number_column(name: str) -> str:
    return "visitors_n" if name == "observed" else "people_n"


def more_rows(table: pl.DataFrame, name: str, found: list[dict[str, str]]) -> dict[tuple[str, ...], float]:
    """People by row of what was read and the table has not, or has with another number."""
    number = number_column(name)
    shown = table.filter(pl.col("mark") == "") if "mark" in table.columns else table
    known = {row[:-1]: row[-1] for row in shown.select(*KEYS[name], number).rows()}
    told = [(tuple(one[column] for column in KEYS[name]), number_of(one[number])) for one in found]
    return {key: n for key, n in told if np.isfinite(n) and known.get(key) != n}


def with_rows(table: pl.DataFrame, name: str, more: dict[tuple[str, ...], float]) -> pl.DataFrame:
    """The table with what else was read."""
    rest = [row for row in table.rows(named=True) if tuple(row[column] for column in KEYS[name]) not in more]
    rows = rest + [
        {**dict(zip(KEYS[name], key, strict=True)), number_column(name): n, "mark": ""} for key, n in more.items()
    ]
    told = pl.DataFrame([{column: row.get(column) for column in table.columns} for row in rows], schema=table.schema)
    return told.with_columns(pl.col(pl.Float64).fill_null(float("nan")))


def case_of(folder: Path, settings: str, monkeypatch: pytest.MonkeyPatch, names: Sequence[str] = EXPORTS) -> Case:
    atlas = gps_atlas(folder / "atlas", settings)
    keep_secret(atlas.folder)
    consent = Consent(PURPOSE, "2099-01-01", "public", "asked at the library", "walks")
    harvests = []
    for people, seed, wanted in ((TOWN.inside[:PEOPLE_N], 1, FIRST), (TOWN.inside[PEOPLE_N:], 2, names)):
        examined = examined_of(atlas, fixes_of(people, DAYS, seed=seed))
        with drawn_alike(atlas.folder):
            admit(atlas, examined, consent, today=date(2098, 1, 1))
        atlas.build()
        harvests.append(read(Atlas(atlas.folder), monkeypatch, folder, wanted))
    ground = ground_of_atlas(atlas)
    rules = atlas.config.observed
    sample = gathered(atlas.folder, areas=ground.fingerprint, resolution=9, k=rules.k, today="2098-01-01")
    return Case(headings(atlas.edition()), *harvests, sample, ground, rules)


@pytest.fixture(scope="module")
def patched() -> Iterator[pytest.MonkeyPatch]:
    """Rows are not held to how much of the town they tell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(observed_rules, "_LEAST", dict.fromkeys(observed_rules._LEAST, 0.0))
        patch.setattr(observed_rules, "_MOST", {})
        yield patch


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, patched: pytest.MonkeyPatch) -> Case:
    return case_of(tmp_path_factory.mktemp("shown"), "", patched)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, patched: pytest.MonkeyPatch) -> Case:
    """Nor is it asked what attacks found: only planners would see such an edition, and no export would have it."""
    honest = disclosing.disclosure_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disclosing, "disclosure_of", lambda *given: honest(*given) | {"is_passed": True})
        return case_of(tmp_path_factory.mktemp("bare"), OPEN, patched, BARE)


BY_CHANCE = 0.063
"""By how much membership is told better or worse than by a coin with other codes of people (28 draws, mean 0.494).

Were people's scores independent, it would be 0.036, as it is where nothing is moved: but what moves a row moves the
scores of all who are in it.
"""


def differences(one: Case) -> set[float]:
    """By how many people rows of the two editions differ."""
    found = set()
    for name in KEYS:
        number = number_column(name)
        before, after = (
            {row[:-1]: row[-1] for row in harvest.tables[name].select(*KEYS[name], number).rows()
             if row[-1] is not None and np.isfinite(row[-1]) and row[0]}
            for harvest in (one.first, one.second)
        )  # fmt: skip
        found |= {abs(after.get(key, 0.0) - n) for key, n in before.items()}
        found |= {n for key, n in after.items() if key not in before}
    return found - {0.0}


def test_every_export_is_in_the_harvest(shown: Case) -> None:
    """A new export of an edition is read here as soon as it can be made; where there is nothing to export, see why."""
    exports = shown.second.exports
    assert {*exports.forms, *exports.empty} == set(EXPORTS)
    assert set(exports.empty) <= NOTHING, exports.empty
    assert {".csv", ".xlsx", ".ods", ".geojson", ".gpkg", ".parquet"} <= set(exports.forms["cells"])
    for ending in exports.forms["cells"]:
        assert any(value in ("20", "20.0") for row in exports.rows[f"cells{ending}"] for name, value in row.items()
                   if name in shown.headings), ending  # fmt: skip
    assert any("GPS sample: at least 20 of 190 people" in one for one in exports.sentences), "evidence of a pin"


def test_what_is_read_says_no_more_than_the_tables_do(shown: Case) -> None:
    """So whatever attacks on the tables find (``tests/everyday/movement/test_attacks.py``) is all that can be found."""
    assert shown.first.more == shown.second.more == {name: {} for name in KEYS}


def test_no_number_of_few_people_is_read_anywhere_or_left_by_subtraction(shown: Case, bare: Case) -> None:
    allowed = {PEOPLE_N, MORE_N, PEOPLE_N + MORE_N}
    for harvest in (shown.first, shown.second):
        assert PEOPLE_N in harvest.people_said() or PEOPLE_N + MORE_N in harvest.people_said(), "the pages were read"
        assert harvest.people_said() - allowed <= {0, 10, 20, 40, 60}, (
            "the least numbers of the rules, and nothing else"
        )
    assert shown.first.counted | shown.second.counted == {20.0}
    assert any(0 < n < 10 for n in bare.second.counted)
    assert differences(shown) <= {20.0}
    assert any(n < 10 for n in differences(bare))
    assert any(0 < n < 10 for n in bare.first.people_said())


def test_nobody_is_singled_out_by_what_was_read(shown: Case, bare: Case) -> None:
    def found(one: Case) -> int:
        return int(singled_out(one.sample, Observed(one.second.tables), one.rules)["found"])

    tables = [one for one in shown.second.tables.values() if "mark" in one.columns]
    assert any(len(one.filter(pl.col("mark") == "")) for one in tables), "something is said of the sample"
    assert found(shown) == 0
    assert found(bare) > (PEOPLE_N + MORE_N) / 2


def test_homes_are_found_no_better_than_in_the_dark_by_what_was_read(shown: Case, bare: Case) -> None:
    homes = {one.label: at(*one.home) for one in TOWN.inside}
    found = attack_on_homes(Observed(shown.second.tables), homes, shown.ground)
    assert found["found"] <= found["by_chance_most"]
    told = attack_on_homes(Observed(bare.second.tables), homes, bare.ground)
    assert told["found"] > told["by_chance_most"]


def test_membership_is_told_by_what_was_read_only_without_protections(shown: Case, bare: Case) -> None:
    def told(one: Case) -> float:
        outside, others = (
            sample_of([(upload(n), count(fixes_of(people, DAYS, seed=n), one.ground, preset="trackintel",
                                         secret=bytes(32), rules=one.rules).tables)])
            for n, people in ((3, OUTSIDE), (4, OTHERS))
        )  # fmt: skip
        usual = usual_of(others, PEOPLE_N + MORE_N, one.ground, one.rules)
        read_of = Observed(one.second.tables)
        scores = [membership_scores(read_of, who, usual, one.ground, one.rules) for who in (one.sample, outside)]
        return auc(*(list(score.values()) for score in scores))

    assert told(shown) <= 0.5 + 2.5 * BY_CHANCE
    members_n, others_n = PEOPLE_N + MORE_N, len(OUTSIDE)
    assert told(bare) > 0.5 + 3 * np.sqrt((members_n + others_n + 1) / (12 * members_n * others_n))
