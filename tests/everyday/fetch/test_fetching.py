"""Newport by its name, from a server that answers as the open services do: whole, or plain words, and never half."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import box, mapping

from everyday import Atlas
from everyday.fetch import FetchPlan, FetchReport, ages_of_edition, choose_town, fetch_town, plan_fetch, refresh_town
from geo.errors import BuildError, UsageError
from tests.servers.open_newport import CODE, GEOFABRIK, newport_services
from tests.servers.open_services import HTML, Answer, Services, catalogue_items, serving

SMALL = ("wards", "people", "deprivation")
"""Pieces that take no time."""


@pytest.fixture(scope="module")
def open_newport(real_data: Path) -> Services:
    return newport_services(real_data)


@pytest.fixture
def services(open_newport: Services, tmp_path: Path) -> Iterator[Services]:
    open_newport.faults, open_newport.page, open_newport.empty_pages = [], 2000, 0
    with serving(open_newport, tmp_path):
        open_newport.asked.clear()
        yield open_newport


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this computer is asked, and no name is looked up."""
    looked_up = socket.getaddrinfo

    def only_here(host: object, *args: object, **kwargs: object) -> object:
        assert host in ("127.0.0.1", "localhost", None), f"{host} was looked up"
        return looked_up(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


def planned(tmp_path: Path, *keys: str, **how: object) -> FetchPlan:
    plan = plan_fetch(tmp_path / "np", choose_town(CODE), sources=tmp_path / "sources.toml", **how)  # type: ignore[arg-type]
    return replace(plan, pieces=tuple(piece for piece in plan.pieces if piece.key in keys)) if keys else plan


def fetched(plan: FetchPlan, **how: object) -> FetchReport:
    return fetch_town(plan, sleep=lambda _s: None, **how)  # type: ignore[arg-type]


def statuses(report: FetchReport) -> dict[str, str]:
    return {piece.key: piece.status for piece in report.pieces}


def said(report: FetchReport, key: str) -> str:
    return next(piece.words for piece in report.pieces if piece.key == key)


def test_the_small_pieces_and_nothing_a_second_time(services: Services, tmp_path: Path) -> None:
    plan = planned(tmp_path, *SMALL)
    report = fetched(plan)
    assert statuses(report) == dict.fromkeys(SMALL, "fetched")
    assert said(report, "wards") == "20 wards of May 2026, chosen by the catalogue of ONS."
    assert "511 output areas" in said(report, "people"), "the one outside the town is left out"
    assert "95 LSOAs" in said(report, "deprivation")
    atlas = Atlas(plan.folder)
    assert {record.kind for record in atlas.config.inputs} == {"boundaries", "population", "statistics"}
    assert all("Open Government Licence" in record.licence for record in atlas.config.inputs)
    people = atlas.own_people()
    assert people is not None
    assert people["count"].sum() == services.counts[CODE]
    services.asked.clear()
    again = fetched(planned(tmp_path, *SMALL))
    assert statuses(again) == dict.fromkeys(SMALL, "unchanged")
    assert services.asked == []
    checked = fetched(planned(tmp_path, "wards", "people"), is_checking=True)
    assert statuses(checked) == {"wards": "unchanged", "people": "unchanged"}
    assert [path.split("?")[0] for path in services.asked] == ["www.arcgis.com/sharing/rest/search"]


def test_pages_of_a_hundred_and_empty_ones(services: Services, tmp_path: Path) -> None:
    services.page, services.empty_pages = 100, 2
    assert "511 output areas" in said(fetched(planned(tmp_path, "wards", "people")), "people")


def test_without_the_catalogue_the_dated_list_is_used_and_said(services: Services, tmp_path: Path) -> None:
    services.faults = [("sharing/rest/search", [Answer(200, HTML, "text/html")])]
    words = said(fetched(planned(tmp_path, "wards")), "wards")
    assert "May 2026, chosen by the list of 2026-11-28" in words
    assert "HTML instead of JSON" in words


def test_wards_of_the_year_of_a_survey(services: Services, tmp_path: Path) -> None:
    report = fetched(planned(tmp_path, "wards", wards=2025))
    assert "wards of December 2025" in said(report, "wards")


def test_one_broken_source_is_named_and_the_rest_goes_on(services: Services, tmp_path: Path) -> None:
    services.faults = [("nomisweb", [Answer(200, b"Rate limit", "text/csv")]), ("wimd", [Answer(404)])]
    report = fetched(planned(tmp_path, *SMALL))
    assert statuses(report) == {"wards": "fetched", "people": "failed", "deprivation": "failed"}
    assert "no table of counts but “Rate limit”" in said(report, "people")
    assert "stats.gov.wales" in said(report, "deprivation"), "with the manual step"
    assert (tmp_path / "np/fetched/lsoa.geojson").is_file(), "which needs the boundaries"
    services.faults = []
    assert statuses(fetched(planned(tmp_path, *SMALL))) == {
        "wards": "unchanged", "people": "fetched", "deprivation": "fetched",
    }  # fmt: skip


def test_people_are_set_against_the_authoritys_own_total(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(services.counts, CODE, round(services.counts[CODE] * 1.2))
    report = fetched(planned(tmp_path, "wards", "people"))
    assert statuses(report)["people"] == "failed"
    assert "Needed: sums that agree" in said(report, "people")
    assert Atlas(tmp_path / "np").config.inputs_of("population") == []
    monkeypatch.delitem(services.counts, CODE)
    report = fetched(planned(tmp_path, "wards", "people"))
    assert "newer than the census" in said(report, "people"), "an authority that Nomis does not know"


def test_without_wards_there_is_no_atlas(services: Services, tmp_path: Path) -> None:
    services.faults = [("WD_MAY_2026", [Answer(200, b'{"error": {"code": 504, "message": "Time out"}}')])]
    report = fetched(planned(tmp_path))
    assert statuses(report) == {"wards": "failed"}
    assert "Time out (504)" in said(report, "wards")
    assert not (tmp_path / "np").exists()
    services.faults = []
    services.layers["WD_MAY_2026_UK_BGC"], kept = [], services.layers["WD_MAY_2026_UK_BGC"]
    try:
        assert "may have ended" in said(fetched(planned(tmp_path)), "wards"), "an authority that is gone"
    finally:
        services.layers["WD_MAY_2026_UK_BGC"] = kept


@pytest.mark.slow
def test_an_error_that_comes_as_a_zip_leaves_the_timetable_that_was_there(services: Services, tmp_path: Path) -> None:
    fetched(planned(tmp_path, "wards", "buses"))
    before = [record.sha256 for record in Atlas(tmp_path / "np").config.inputs_of("gtfs")]
    assert len(before) == 1, "that of the south west calls nowhere in the town"
    services.faults = [("gtfs-file/wales", [Answer(200, b'{"detail": "error"}', "application/zip")])]
    report = fetched(planned(tmp_path, "buses"), is_checking=True)
    assert statuses(report) == {"buses": "failed"}
    assert "no whole zip" in said(report, "buses")
    assert "What was there before is kept" in said(report, "buses")
    assert [record.sha256 for record in Atlas(tmp_path / "np").config.inputs_of("gtfs")] == before
    assert list((tmp_path / "np/fetched").glob("**/*.zip")) == []
    services.faults = []
    assert statuses(fetched(planned(tmp_path, "buses"), is_checking=True)) == {"buses": "unchanged"}


EXTRACT = f"{GEOFABRIK}-261127.osm.pbf"


def test_a_fetch_that_was_ended_goes_on(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = ("wards", "people", "streets")
    report = fetched(planned(tmp_path, *keys), stop=lambda: EXTRACT in services.asked)
    assert report.is_stopped
    assert "goes on from here" in report.to_text()
    assert statuses(report) == {"wards": "fetched", "people": "fetched"}
    assert list((tmp_path / "np/fetched/raw").glob("*.pbf")) == [], "never a half one"

    def killed(*_args: object, **_how: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.osm.cropping.crop_osm", killed)
    services.asked.clear()
    with pytest.raises(KeyboardInterrupt):
        fetched(planned(tmp_path, *keys))
    assert services.asked.count(EXTRACT) == 1
    assert not any("nomisweb" in path or "WD_MAY_2026" in path for path in services.asked), (
        "what is there is not asked for"
    )
    services.asked.clear()
    with pytest.raises(KeyboardInterrupt):
        fetched(planned(tmp_path, *keys))
    assert EXTRACT not in services.asked, "it came whole before the fetch was ended"


def test_an_extract_that_is_not_what_its_checksum_says(services: Services, tmp_path: Path) -> None:
    services.faults = [(f"{GEOFABRIK}-latest.osm.pbf.md5", [Answer(200, b"0" * 32 + b"  wales.osm.pbf")])]
    report = fetched(planned(tmp_path, "wards", "streets"))
    assert "not what its checksum says" in said(report, "streets")
    assert Atlas(tmp_path / "np").config.inputs_of("osm") == []


def test_what_would_be_fetched_asks_nobody(services: Services, tmp_path: Path) -> None:
    plan = planned(tmp_path, rail=True)
    assert [piece.key for piece in plan.pieces] == [
        "wards", "people", "deprivation", "streets", "buses", "stops", "rail",
    ]  # fmt: skip
    assert all(piece.licence and piece.source for piece in plan.pieces)
    assert "disagree" in plan.pieces[-1].note
    assert services.asked == []
    assert not (tmp_path / "np").exists()


def test_a_place_leads_to_its_authority(services: Services, tmp_path: Path) -> None:
    plan = plan_fetch(tmp_path / "k", choose_town("Keighley"), sources=tmp_path / "sources.toml")
    assert (plan.town.code, plan.town.name) == ("E08000032", "Bradford")


def test_scotland_and_northern_ireland_have_named_steps(services: Services, tmp_path: Path) -> None:
    def manual(code: str) -> dict[str, str]:
        plan = plan_fetch(tmp_path / code, choose_town(code), sources=tmp_path / "sources.toml")
        return {piece.key: piece.manual for piece in plan.pieces if piece.manual}

    assert set(manual("S12000042")) == {"people", "deprivation"}
    assert "every cell weighs the same" in manual("S12000042")["people"]
    assert set(manual("N09000003")) == {"people", "deprivation", "buses"}


def test_several_places_of_one_name_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"W06000022 +Newport \(local authority, Wales, 163,628 people in mid-2023\)"):
        choose_town("Newport")
    assert choose_town("Bristol").code == "E06000023"
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "file").touch()
    with pytest.raises(UsageError, match="not empty and was not fetched"):
        plan_fetch(folder, choose_town(CODE))


def test_what_is_newer_is_fetched_and_wards_stay(services: Services, tmp_path: Path) -> None:
    fetched(planned(tmp_path, "wards", "people", wards=2025))
    before = Atlas(tmp_path / "np").config.inputs
    services.asked.clear()
    services.faults = [("gtfs-file", [Answer(500)]), ("geofabrik", [Answer(500)]), ("naptan", [Answer(500)])]
    report = refresh_town(tmp_path / "np", sources=tmp_path / "sources.toml", sleep=lambda _s: None)
    assert "Newer wards are there, those of May 2026" in said(report, "wards")
    assert statuses(report)["wards"] == "unchanged"
    assert statuses(report)["buses"] == "failed"
    assert not any("WD_MAY_2026" in path and "returnGeometry=true" in path for path in services.asked), (
        "the areas of a plan do not change by themselves"
    )
    kept = [record for record in Atlas(tmp_path / "np").config.inputs if record.kind != "statistics"]
    assert kept == list(before)
    with pytest.raises(UsageError, match="was not fetched"):
        refresh_town(tmp_path / "other")


def test_an_authority_that_ended_is_said_with_what_follows_and_its_wards_stay(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(planned(tmp_path, "wards"))
    before = Atlas(tmp_path / "np").config.inputs
    lad26 = "Local_Authority_Districts_May_2026_Boundaries_UK_BGC"
    newer = catalogue_items(
        ("Wards (May 2027) Boundaries UK BGC", "W27"),
        (
            "Local Authority Districts (May 2026) Boundaries UK BGC",
            lad26,
        ),
        ("Local Authority Districts (May 2027) Boundaries UK BGC", "LAD27"),
    )
    monkeypatch.setattr(services, "items", services.items + newer)
    monkeypatch.setitem(services.layers, "W27", [])
    lad27 = [
        {"type": "Feature", "properties": {"LAD27CD": code, "LAD27NM": name}, "geometry": mapping(box(*edges))}
        for code, name, edges in (
            ("W06000099", "Gwent", (-3.3, 51.3, -2.7, 52.0)), ("E06000024", "North Somerset", (-3.2, 51.2, -2.6, 51.4)),
        )
    ]  # fmt: skip
    monkeypatch.setitem(services.layers, "LAD27", lad27)
    services.faults = [(part, [Answer(500)]) for part in ("gtfs-file", "geofabrik", "naptan", "nomis", "LSOA", "Lower")]
    report = refresh_town(tmp_path / "np", sources=tmp_path / "sources.toml", sleep=lambda _s: None)
    words = said(report, "wards")
    assert "In the wards of May 2027 there is no Newport (W06000022) any more. Gwent (W06000099) follows it." in words
    assert "are kept" in words
    assert statuses(report)["wards"] == "unchanged"
    assert Atlas(tmp_path / "np").config.inputs == before
    manifest = {"inputs": [vars(one) for one in before]}
    assert ages_of_edition(manifest, date(2026, 11, 29)) == [], "the newest that the product knows"
    (age,) = ages_of_edition(manifest, date(2026, 11, 29), tmp_path / "np")
    assert age.words == "wards are those of May 2026, and those of May 2027 are out"


def test_the_one_file_of_nomis_when_its_service_does_not_give_counts(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.faults = [("nomisweb.co.uk/api", [Answer(200, b"Rate limit", "text/csv")])]
    sources = tmp_path / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        text.replace("one_file_areas_n = 188880", f"one_file_areas_n = {len(services.counts) - 1}"), "utf-8"
    )
    made = io.BytesIO()
    head = "date,geography,geography code,Residence type: Total; measures: Value\n"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = [f"2021,x,{code},{count}\n" for code, count in services.counts.items()]
        archive.writestr("census2021-ts001-oa.csv", head + "".join(row for row in rows if CODE not in row))
        archive.writestr("census2021-ts001-ltla.csv", head + "".join(row for row in rows if CODE in row))
    name = "www.nomisweb.co.uk/output/census/2021/census2021-ts001.zip"
    monkeypatch.setitem(services.files, name, made.getvalue()[:-40])
    words = said(fetched(planned(tmp_path, "wards", "people")), "people")
    assert "no table of counts but “Rate limit”" in words
    assert "The one file of Nomis cannot be read" in words
    assert Atlas(tmp_path / "np").config.inputs_of("population") == []
    monkeypatch.setitem(services.files, name, made.getvalue())
    words = said(fetched(planned(tmp_path, "people")), "people")
    assert "in 511 output areas, Census 2021, from the one file of Nomis (Nomis gave no table of counts" in words
    assert f"The authority's own total is {services.counts[CODE]:,}." in words
    people = Atlas(tmp_path / "np").own_people()
    assert people is not None
    assert people["count"].sum() == services.counts[CODE]


def test_two_fetches_into_one_folder_do_not_meet(services: Services, tmp_path: Path) -> None:
    plan, met = planned(tmp_path, "wards", "people"), []

    def tell(key: str, _done: int, _total: int | None) -> None:
        if key == "people" and not met:
            with pytest.raises(BuildError, match="Another program is at work") as fault:
                fetched(planned(tmp_path, "wards", "people"))
            met.append(fault)

    assert statuses(fetched(plan, tell=tell)) == {"wards": "fetched", "people": "fetched"}
    assert met
    assert statuses(fetched(planned(tmp_path, "wards", "people"))) == {"wards": "unchanged", "people": "unchanged"}


@pytest.mark.slow
def test_newport_by_its_code_ends_in_a_built_atlas(services: Services, tmp_path: Path) -> None:
    report = fetched(planned(tmp_path))
    assert set(statuses(report).values()) == {"fetched"}
    assert report.can_build
    assert "called inactive there and are served: kept" in said(report, "stops")
    settings = tmp_path / "np/atlas.toml"
    settings.write_text(re.sub(r"resolution = \d+", "resolution = 8", settings.read_text("utf-8")), "utf-8")
    edition = Atlas(tmp_path / "np").build()
    assert edition.manifest["rows"]["areas"] == 20
    assert edition.manifest["rows"]["departures"] > 0
    assert edition.manifest["rows"]["survey"] > 0
