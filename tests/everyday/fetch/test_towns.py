"""A town by its name: every match, told apart, and nobody asked."""

from __future__ import annotations

from everyday.fetch import find_towns


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
