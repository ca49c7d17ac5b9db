"""A town by its name: every match, told apart, and nobody asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from everyday.fetch import ask_towns, choose_town, find_towns
from everyday.fetch.following import ended_words
from everyday.fetch.towns import region_of, rows_of
from geo.errors import FetchError, UsageError
from tests.servers.open_demo import nominatim_place
from tests.servers.open_services import HTML, Answer, Services, serving


def test_newport_is_several_places_and_none_is_picked() -> None:
    found = find_towns("newport")
    assert (found[0].code, found[0].kind, found[0].country) == ("W06000022", "authority", "Wales")
    same = [town for town in found if town.name == "Newport"]
    assert len(same) >= 5
    assert len({town.title for town in same}) == len(same), "each is told from the others"
    assert any("24,884 people" in town.title and "England" in town.title for town in same), "that of the Isle of Wight"


def test_names_as_people_write_them() -> None:
    assert [town.code for town in find_towns("City of Bristol")][:1] == ["E06000023"]
    assert [town.code for town in find_towns("Hull") if town.kind == "authority"] == ["E06000010"]
    assert [town.code for town in find_towns("dundee")][:1] == ["S12000042"]
    assert find_towns("Keighley")[0].kind == "place", "Keighley lies in Bradford and is no authority"
    assert "Keighley" in [town.name for town in find_towns("Kieghley")], "a slip of the keyboard"


def test_codes() -> None:
    assert [town.name for town in find_towns(" w06000022 ")] == ["Newport"]
    assert find_towns("E06999999") == []
    assert find_towns("  ") == []
    assert find_towns("Qqqqzzz") == []


def test_the_list_of_authorities_is_whole_and_of_the_right_form() -> None:
    rows = rows_of("authorities.csv")
    codes = [row["code"] for row in rows]
    assert len(rows) == len(set(codes)) == 361
    assert len({(row["name"], row["code"][0]) for row in rows}) == 361, "no name twice in a country"
    patterns = {"England": r"E0[6-9]", "Wales": "W06", "Scotland": "S12", "Northern Ireland": "N09"}
    for code in codes:
        assert any(re.fullmatch(rf"{start}\d{{6}}", code) for start in patterns.values()), code
    by_kind = Counter(code[:3] for code in codes)
    assert by_kind == {"E06": 63, "E07": 164, "E08": 36, "E09": 33, "N09": 11, "S12": 32, "W06": 22}
    by_region = Counter(region_of(code) for code in codes)
    assert (by_region["London"], by_region["North East"], by_region["South West"]) == (33, 12, 27)
    assert len(by_region) == 12
    districts = {(row["county"], row["region"]) for row in rows if row["code"].startswith("E07")}
    assert len(districts) == len({county for county, _ in districts}) == 21, "a county lies in one region"


def test_people_are_those_that_ons_published() -> None:
    people = Counter[str]()
    for row in rows_of("authorities.csv"):
        people[row["code"][0]] += int(row["people"] or 0)
    assert people == {"E": 57_690_323, "W": 3_164_404, "S": 0, "N": 0}, "mid-2023; none were found for the others"
    assert find_towns("E06000023")[0].people == 482_998


def test_codes_that_ended_lead_to_what_follows() -> None:
    today = date(2026, 11, 29)
    assert ended_words("E07000246", today) == (
        "Somerset West and Taunton ended on 1 April 2023; Somerset (E06000066) follows it."
    )
    assert ended_words("E07000209", today) == "Guildford ends on 1 April 2027; West Surrey follows it."
    assert ended_words("E08000019", today).endswith("the code is E08000039 now.")
    assert ended_words("E06000023", today) == ""
    with pytest.raises(UsageError, match=r"Cumberland \(E06000063\) follows it"):
        choose_town("E07000026")
    there = {row["code"] for row in rows_of("authorities.csv")}
    for row in rows_of("follow.csv"):
        assert (row["code"] in there) == (row["ends"] > today.isoformat()), row
        assert not row["follows_code"] or row["follows_code"] in there


SEARCH = "nominatim.openstreetmap.org/search"


@pytest.fixture
def searched(tmp_path: Path) -> Iterator[Services]:
    """The search of OpenStreetMap, which knows two wards that no list has, and something without a point."""
    made = Services(places=[
        nominatim_place("Utley Moor", 53.88, -1.92, town="Keighley", city="Bradford", state="England"),
        nominatim_place("Utley Moor", 51.4, -2.6, city="Bristol", state="England"),
        nominatim_place("Utley Moor", "here", -2.6, state="England"),
        nominatim_place("Utley Moor", 53.0, -6.0, state="Leinster", country_code="ie"),
    ])  # fmt: skip
    with serving(made, tmp_path):
        yield made


def test_the_search_of_openstreetmap_knows_what_no_list_has(searched: Services, tmp_path: Path) -> None:
    waited: list[float] = []
    found = ask_towns("utley  moor", sources=tmp_path / "sources.toml", sleep=waited.append, clock=lambda: 7000.0)
    assert [(town.title, town.code, town.point) for town in found] == [
        ("Utley Moor (place, Keighley, Bradford, England)", "", (53.88, -1.92)),
        ("Utley Moor (place, Bristol, England)", "", (51.4, -2.6)),
    ]
    (path,) = searched.asked
    assert path.startswith(SEARCH)
    assert "q=utley+moor&" in path
    assert "countrycodes=gb" in path
    assert all(agent.startswith("EverydayAtlas/") for agent in searched.agents), "an own User-Agent"
    waited.clear()
    ask_towns("Utley", sources=tmp_path / "sources.toml", sleep=waited.append, clock=lambda: 7000.25)
    assert sum(waited) == 0.75, "the second question waits until the second is over"
    assert ask_towns("  ", sources=tmp_path / "sources.toml") == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(200, HTML, "text/html"), "HTML instead of JSON"),
        (Answer(200, b'{"error": "too busy"}'), "something else than a list of places"),
        (Answer(403), "refuses the request"), (Answer(302, headers={"Location": "http://localhost:9/"}), "not listed"),
        (Answer(429, headers={"Retry-After": "3600"}), "asks to wait 60 minutes"),
    ],
)  # fmt: skip
def test_what_the_search_does_not_answer_is_said(
    searched: Services, tmp_path: Path, answer: Answer, words: str
) -> None:
    searched.faults = [(SEARCH, [answer])]
    with pytest.raises(FetchError, match=words):
        ask_towns("Utley Moor", sources=tmp_path / "sources.toml", sleep=lambda _s: None)


def test_the_search_is_asked_only_by_whoever_wants_it(searched: Services, tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    with pytest.raises(UsageError, match="ask OpenStreetMap's search with --search"):
        choose_town("Utley Moor", sources=sources)
    assert choose_town("Keighley", is_asking=True, sources=sources).name == "Keighley"
    assert searched.asked == [], "what a list has is not asked for"
    with pytest.raises(UsageError, match=r"(?s)2 places fit 'Utley Moor'.*Keighley, Bradford.*Bristol"):
        choose_town("Utley Moor", is_asking=True, sources=sources)
    chosen = choose_town("Utley Moor (place, Bristol, England)", is_asking=True, sources=sources)
    assert chosen.point == (51.4, -2.6)
