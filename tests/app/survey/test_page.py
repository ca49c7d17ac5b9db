"""The page Survey as a person reads it: who answered, what can be told apart, and what is beside it."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from analysis.survey import Together, beside
from everyday import Atlas
from everyday.atlas import open_edition
from everyday.named_areas import named_edition
from everyday.serving.told import ATLAS_VARIABLE
from everyday.survey import survey_of
from plan.records import NamedArea, Person
from tests.makers.pages import page_of, words

pytestmark = pytest.mark.slow  # draws whole pages

LEAVING = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
SAMPHIRE = "E05999005"
CAUSES = re.compile(r"because|therefore|caus|leads? to|due to|effect of|explains|thanks to", re.IGNORECASE)


def at_survey(folder: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    return page_of("app.survey:draw_survey", folder, monkeypatch, **query)


def test_the_estate_that_the_bus_goes_round_says_so(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    text = words(at_survey(demo_atlas.folder, monkeypatch, question=LEAVING))
    assert text.index("A random sample: 8,000 asked") < text.index("Samphire: 38 %"), "who answered comes first"
    assert "by the standard error of the difference" in text
    assert "would stand out by chance" in text
    assert "higher than the rest of the town (21 %), which is worse." in text
    assert "Standing out from the rest of the town" in text
    assert not CAUSES.search(text)


def test_what_the_page_shows_first_is_worked_out_before_somebody_asks(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.server import shown_edition
    from app.survey import read_survey_ahead

    monkeypatch.setenv(ATLAS_VARIABLE, str(demo_atlas.folder))
    shown = shown_edition()
    assert shown is not None
    read_survey_ahead(shown)
    monkeypatch.setattr("everyday.survey.of_edition.beside", lambda *given: pytest.fail("a pair was worked out again"))
    assert "Spearman" in words(at_survey(demo_atlas.folder, monkeypatch, view="beside"))


def test_a_change_smaller_than_a_point_is_told_in_words_and_all_before_rounding(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = survey_of(demo_atlas.edition()).change(LEAVING, "2024/25", "2025/26").wards
    tiny = change[change["change"].abs() < 0.5]
    assert len(tiny), "the demo has one"
    text = words(at_survey(demo_atlas.folder, monkeypatch, question=LEAVING, view="years"))
    assert "Changes are worked out before rounding." in text
    assert text.count("just over 0 (") + text.count("just under 0 (") == len(tiny)
    assert "+under" not in text
    assert "−under" not in text


def test_one_map_of_both_names_the_question_whose_town_is_not_known(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = survey_of(demo_atlas.edition())
    other = next(key for key in known.indicators if key != LEAVING)
    without = dataclasses.replace(known.judged(other), town=float("nan"))
    monkeypatch.setitem(known._judged, (other, without.year), without)
    text = words(at_survey(demo_atlas.folder, monkeypatch, question=LEAVING, view="beside", measure=f"asked:{other}",
                           maps="one"))  # fmt: skip
    assert f"value of “{without.indicator.title}, {without.year}” is not known" in text


def test_a_chosen_area_is_told_and_can_be_pinned(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_survey(demo_atlas.folder, monkeypatch, question=LEAVING, area=SAMPHIRE)
    assert words(page).index("17 percentage points") < words(page).index("A random sample")
    assert page.button(key="pin_here").label == "Pin a barrier here"


@pytest.fixture
def with_areas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The town with a committee of two wards, and a drawn area that cuts one."""
    shutil.copytree(demo_atlas.folder, tmp_path / "named", ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(tmp_path / "named")
    ward = open_edition(atlas.edition()).areas.set_index("area_id").geometry[SAMPHIRE]
    west, south, east, north = ward.bounds
    committee = NamedArea(name="Northern committee", kind="wards", members=("E05999008", "E05999009"))
    estate = NamedArea(
        name="The estate", kind="shape", geometry=ward.intersection(shapely.box(west, south, (west + east) / 2, north))
    )
    atlas.plan().add_all([committee, estate], Person("Ann", "planner"))
    return atlas


def test_areas_that_people_use_stand_beside_wards_pooled_or_with_the_reason(
    with_areas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    committee, estate = with_areas.plan().all(NamedArea)
    pooled = survey_of(named_edition(with_areas, with_areas.edition())).judged(LEAVING).ward(committee.id)
    page = at_survey(with_areas.folder, monkeypatch, question=LEAVING)
    page.selectbox(key="survey_named").select(committee.id).run()
    said = words(page)
    assert f"Northern committee: {pooled['value']:.0f} %" in said
    assert f"{pooled['n']:.0f} answers" in said
    assert "made of: " in said
    page.selectbox(key="survey_named").select(estate.id).run()
    assert "the area cuts Samphire" in words(page)
    page.button(key="survey_named_back").click().run()
    assert "Click an area on the map" in words(page)
    ranking = words(at_survey(with_areas.folder, monkeypatch, question=LEAVING, view="ranking"))
    assert ranking.index("Westfield") < ranking.index("Northern committee"), "they take no ward's place"
    assert "the area cuts Samphire" in ranking
    years = at_survey(with_areas.folder, monkeypatch, question=LEAVING, view="years", area=committee.id)
    assert not years.exception
    assert "Northern committee, by year" in words(years)
    for maps in ("two", "one"):
        beside = at_survey(
            with_areas.folder, monkeypatch, question=LEAVING, view="beside", maps=maps, area=committee.id
        )
        assert not beside.exception


def test_what_an_address_asks_for_is_checked(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_survey(demo_atlas.folder, monkeypatch, question="nothing", year="1066", view="x", area="<b>", measure="?")
    assert "% who feel lonely often or always, 2025/26" in words(page), "the first question, the last year"
    assert not page.exception


def test_the_ranking_has_every_area_with_its_interval(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_survey(demo_atlas.folder, monkeypatch, question=LEAVING, view="ranking")
    text = words(page)
    assert "38 % (28 to 48 %; 116 answers) · worse · place 1 (between 1 and 7)" in text
    assert "24 % (2 to 46 %; 20 answers, fewer than 30) · cannot be told apart" in text
    names = demo_atlas.edition().areas()["area_name"]
    drawn = next(one.proto.body for one in page.get("html") if "ea-ranges" in one.proto.body)
    assert [name for name in names if f'<th scope="row">{name}</th>' not in drawn] == []
    assert "2025/26" in drawn, "the year stands on the chart"


def test_a_broken_series_has_a_gap_and_no_change_across_it(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_survey(demo_atlas.folder, monkeypatch, question="pct_who_feel_lonely", view="years")
    text = words(page)
    assert "Broken after 2024/25" in text
    assert "the two years are not compared" in text
    page.selectbox(key="survey_before_pct_who_feel_lonely").set_value("2023/24").run()
    page.selectbox(key="survey_after_pct_who_feel_lonely_2023/24").set_value("2024/25").run()
    assert "no change that can be told from chance" in words(page)


def test_beside_a_measure_come_two_maps_a_scatter_and_who_is_out_of_line(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_survey(demo_atlas.folder, monkeypatch, question=LEAVING, view="beside", measure="centre_min")
    text = words(page)
    assert "Spearman 0.59, p = 0.01" in text
    assert "18 areas" in text
    assert "13 pairs were tried" in text
    assert "Castle: in the worse half of areas in the survey, in the better half by the measure." in text
    pins = [one.label for one in page.button if one.label.startswith("Pin it")]
    assert pins == ["Pin it: Longmoor", "Pin it: Castle"]
    assert not CAUSES.search(text)
    drawn = "".join(one.proto.body for one in page.get("html"))
    assert 'alt="Scatter of 18 areas: Areas with a higher value' in drawn
    assert drawn.count('<th scope="row">Samphire</th>') == 1, "the numbers of the picture as a table"


def test_the_table_twin_is_what_is_on_the_map(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_survey(demo_atlas.folder, monkeypatch, question=LEAVING)
    assert not page.dataframe, "sent when somebody opens it"
    page.session_state["survey_table"] = True
    table = page.run().dataframe[0].value
    survey = demo_atlas.edition().survey()
    rows = survey[(survey["indicator"] == LEAVING) & (survey["year"] == "2025/26")].set_index("area_id")
    shown = table.set_index("code")["value (%)"]
    np.testing.assert_allclose(shown.drop(""), rows["value"].reindex(shown.index.drop("")), atol=0.05)
    assert table.iloc[-1]["area"] == "Town"
    assert "against the rest of the town" in table


def test_an_edition_without_a_survey_says_what_to_do(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    for name in ("survey", "survey_indicators"):
        next((folder / "editions").glob(f"*/{name}.parquet")).unlink()
    assert "No survey is in this atlas yet" in words(at_survey(folder, monkeypatch))


def test_without_mobility_the_page_says_why_nothing_is_beside(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = demo_atlas.inputs_folder()
    atlas = Atlas.new(tmp_path / "atlas", name="Bare", boundaries=next(inputs.glob("boundaries-*")))
    atlas.add("survey", next(inputs.glob("survey-*")))
    atlas.build()
    text = words(at_survey(atlas.folder, monkeypatch, question=LEAVING, view="beside"))
    assert "This edition knows no measure of mobility by area" in text
    assert "How people were chosen is not stated" in text, "the page says what it knows all the same"
    page = at_survey(atlas.folder, monkeypatch, question=LEAVING, view="beside", measure="asked:pct_who_feel_lonely")
    text = words(page)
    assert "Another question: % who feel lonely often or always, 2025/26" in text
    assert "18 areas" in text
    assert "12 pairs were tried" in text


def test_a_rerun_works_out_nothing_again(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long each rerun takes with 300 questions of 200 wards: ``benchmarks/asked/survey_page.py``."""
    from everyday.survey import of_edition

    draw = np.random.default_rng(3)
    opened = open_edition(demo_atlas.edition())
    ids = opened.areas["area_id"].tolist()
    rows = [
        {"indicator": f"q{q}", "area_id": area, "year": str(year), "value": draw.uniform(5, 60), "low": np.nan,
         "high": np.nan, "se": 3.0, "n": 90.0, "mark": ""}
        for year in range(2023, 2025) for q in range(3) for area in ids
    ]  # fmt: skip
    known = demo_atlas.edition().survey_indicators().iloc[:1]
    indicators = pd.concat([known.assign(indicator=f"q{q}", title=f"Question {q}", breaks="") for q in range(3)])
    tried: list[int] = []

    def counted(one: np.ndarray, others: list[np.ndarray]) -> list[Together]:
        tried.append(len(others))
        return beside(one, others)

    monkeypatch.setattr(of_edition, "beside", counted)
    survey = of_edition.SurveyOf(opened, pd.DataFrame(rows), indicators)
    assert survey.judged("q0") is survey.judged("q0", "2024")
    of_first, of_other = (survey.beside(key, "2024", "centre_min_am") for key in ("q0", "q1"))
    assert tried == [3], "all questions beside a measure at once, whichever is looked at"
    assert of_first.pairs_n == of_other.pairs_n == 3
    survey.beside("q1", "2023", "centre_min_am")
    assert tried == [3, 1], "of another year its own pair alone"
    assert survey_of(opened) is survey_of(demo_atlas.edition()), "one for everybody"
