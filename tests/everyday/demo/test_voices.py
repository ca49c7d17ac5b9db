"""What people of the made-up town say ties in with what was planted there."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from everyday import Atlas
from everyday.demo import add_example_plan
from everyday.voices import area_words_of, method_uses, readable, search
from plan.records import Person

FAY = Person("Fay", "facilitator")
TODAY = date.today()


def test_the_estate_that_the_bus_goes_round_says_so(demo_atlas: Atlas, tmp_path: Path) -> None:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    (tmp_path / "atlas" / "plan.gpkg").unlink(missing_ok=True)
    town = Atlas(tmp_path / "atlas")
    add_example_plan(town)
    answers = readable(town.plan(), FAY, TODAY)
    (samphire,) = [one for one in area_words_of(answers) if one.people_n]
    assert samphire.area_id == "E05999005"
    assert dict(samphire.words) == {"bus": 12}
    assert [hit.answer.kind for hit in search(answers, "fity minutes rhyne")] == ["interview"]
    states = {one.method: one.state for one in method_uses(town, TODAY)}
    assert (states["sectoral_interview"], states["photographs"], states["shadowing"]) == ("used", "planned", "unused")
