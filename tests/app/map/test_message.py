"""What a page tells the map: the script and the page know the same fields."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from analysis.registry.table import measures
from app.map.message import Field, Flight, Mark, Message, Pins, Shapes, field_of
from app.map.palettes import OPACITY
from app.parts.view import Chosen
from app.server.settings import ASSETS

PINS = Pins("../../plan/pins/all.json", "", None, None, None, {"finish": "Finish"})


def read_by(script: str, *names: str) -> set[str]:
    """Fields that a script reads of the message."""
    text = (ASSETS / script).read_text(encoding="utf-8")
    return {found for name in names for found in re.findall(rf"\b{name}\.([a-z_]+)\b(?!\()", text)}


@pytest.mark.parametrize(
    ("script", "kind", "names"),
    [
        ("everyday_map.js", Message, ("wanted", "state")),
        ("everyday_shapes.js", Shapes, ("wanted",)),
        ("everyday_pins.js", Pins, ("wanted", "state")),
        ("everyday_map.js", Field, ("field",)),
    ],
)
def test_the_script_reads_only_what_the_message_has(script: str, kind: type, names: tuple[str, ...]) -> None:
    found = read_by(script, *names)
    assert found
    assert found <= {field.name for field in fields(kind)}


def test_every_field_of_a_message_is_read() -> None:
    assert {field.name for field in fields(Message)} == read_by("everyday_map.js", "wanted", "state")
    assert {field.name for field in fields(Mark)} == read_by("everyday_found.js", "found")
    assert {field.name for field in fields(Flight)} == read_by("everyday_found.js", "to")
    assert {field.name for field in fields(Pins)} == read_by("everyday_pins.js", "wanted", "state")


def test_what_is_left_out_stays_as_usual() -> None:
    told = json.loads(json.dumps(Message("areas").plain()))
    assert told == {
        "unit": "areas", "fields": [], "colours": [], "only": None, "hide_unknown": False, "shapes": None,
        "opacity": OPACITY, "overlays": [], "chosen": None, "found": None, "fly": None, "anchor": None,
        "everywhere": False, "heading": "", "legend": "",
    }  # fmt: skip


def test_a_message_as_the_browser_gets_it() -> None:
    measure = measures(())["centre_min_am"]
    message = Message(
        "cells", (field_of(measure, (10.0, 20.0), layer="change"),), ("#ffffff", None, "#000000"),
        shapes=Shapes("suggestions"), chosen=Chosen("areas", "W1"), fly=Flight(7, at=(1.0, 2.0)), pins=PINS,
    )  # fmt: skip
    told = json.loads(json.dumps(message.plain()))
    assert told["fields"] == [
        {
            "layer": "change-centre_min_am", "breaks": [10.0, 20.0], "title": measure.title,
            "rule": {
                "times": 1.0, "steps": [[None, 0]], "fixed": False, "about": None, "most": None, "sign": "",
                "one": "minute", "many": "minutes", "none": "",
            },
        }
    ]  # fmt: skip
    assert told["colours"] == ["#ffffff", None, "#000000"]
    assert told["shapes"] == {"layer": "suggestions", "chosen": "", "only": None}
    assert told["fly"] == {"serial": 7, "bounds": None, "at": [1.0, 2.0], "zoom": 15.0}
    assert told["chosen"] == {"unit": "areas", "id": "W1"}
    assert told["pins"]["words"] == {"finish": "Finish"}
