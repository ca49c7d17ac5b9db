"""What answers best to what was typed: the one order of every search, and the table that a build keeps for it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyday import Atlas, Edition
from everyday.atlas import filled
from everyday.atlas.opened import OpenEdition, open_edition
from everyday.locate.names import Names, names_of
from everyday.locate.ranking import BEGINS, CLOSE, CODE, EXACT, HOLDS, WORD, WORDS, ranked
from everyday.locate.spots import names_table
from everyday.locate.typed import fold
from geo.tables import NAMES, check_table


@pytest.fixture(scope="module")
def demo(demo_atlas: Atlas) -> Edition:
    """The made-up town."""
    return demo_atlas.edition()


@pytest.fixture(scope="module")
def newport(newport_atlas: Atlas) -> Edition:
    """The real town."""
    return newport_atlas.edition()


def found(edition: Edition, words: str) -> list[str]:
    return [spot.label for spot in names_of(open_edition(edition)).ranked(words)]


def ranks(wanted: str, *names: str, labels: tuple[str, ...] = (), codes: tuple[int, ...] = ()) -> list[int | None]:
    known = {hit.row: hit.rank for hit in ranked(wanted, names, labels, codes=codes)}
    return [known.get(row) for row in range(len(names))]


def test_each_way_to_answer_has_its_rank() -> None:
    names = ("bell row", "the bell", "bluebell mews", "bell", "church lane", "town hall")
    assert ranks("bell", *names, codes=(5,)) == [BEGINS, WORD, HOLDS, EXACT, None, CODE]
    assert ranks("church market", *names, labels=(*names[:4], "church lane street market", "")) == [
        None, None, None, None, WORDS, None,
    ]  # fmt: skip
    assert ranks("chruch lane", *names) == [None, None, None, None, CLOSE, None]
    assert ranks("", *names) == [None] * 6


def test_spellings_are_only_compared_where_no_name_answers() -> None:
    assert ranks("kings", "kings", "kinks", "kingston") == [EXACT, None, BEGINS]
    assert ranks("kimgs", "kings", "kingston") == [CLOSE, None]
    assert ranks("kimgston ro", "kingston road") == [CLOSE], "also while it is being typed"


def test_the_suburb_comes_before_the_streets_of_its_name(newport: Edition) -> None:
    assert found(newport, "duffryn")[0] == "Duffryn (suburb, Tredegar Park)"
    for misspelled in ("Dyffryn", "dufryn", "DUFFRIN"):
        assert found(newport, misspelled)[0] == "Duffryn (suburb, Tredegar Park)"
    assert found(newport, "Betws")[0] == "Bettws (area)", "the Welsh name of a ward"
    assert found(newport, "carleon")[0] == "Caerleon (area)"
    assert found(newport, "ward malpas") == ["Malpas (area)"]


def test_exact_before_beginnings_and_areas_before_places_stops_and_streets(demo: Edition) -> None:
    assert found(demo, "samphire")[:2] == ["Samphire (area)", "Samphire (suburb, Samphire)"]
    assert found(demo, "albert rd, priory")[0] == "Albert Road (street, Priory)"
    assert found(demo, "000260")[0].partition(" (")[2].startswith("stop")
    assert len(found(demo, "road")) == 10
    assert found(demo, "zzqqzz") == found(demo, " ") == []


def test_every_name_is_found_by_its_label_and_first_by_its_name_where_it_is_alone(demo: Edition) -> None:
    names = names_of(open_edition(demo))
    alone = pd.Series([fold(spot.name) for spot in names.spots.values()]).value_counts()
    for label, spot in list(names.spots.items())[::29]:
        assert names.ranked(label)[0].label == label
        if alone[fold(spot.name)] == 1:
            assert names.ranked(spot.name.upper())[0].label == label


def test_a_build_keeps_the_names_and_an_older_edition_makes_them(demo: Edition) -> None:
    kept = filled(pd.read_parquet(demo.folder / "names.parquet"))
    assert check_table(kept, NAMES) == []
    assert kept["label"].is_unique
    pd.testing.assert_frame_equal(kept, names_table(OpenEdition(demo)))
    older = OpenEdition(demo)
    older.__dict__["names"] = None
    assert Names(older).spots == names_of(open_edition(demo)).spots


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=8))
def test_whatever_is_typed_each_name_answers_at_most_once(wanted: str, names: list[str]) -> None:
    folded = [fold(name) for name in names]
    hits = ranked(fold(wanted), folded, folded)
    assert len({hit.row for hit in hits}) == len(hits)
    assert all(EXACT <= hit.rank <= CLOSE for hit in hits)
    for hit in hits:
        assert (hit.rank == EXACT) == (folded[hit.row] == fold(wanted))
