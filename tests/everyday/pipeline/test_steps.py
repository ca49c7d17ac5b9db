"""A build says what it does: every long piece of work stands inside a named step."""

from __future__ import annotations

import importlib

import pytest

from everyday import Atlas
from everyday.atlas.progress import Steps
from everyday.demo.build import add_demo_inputs, demo_inputs

WORK = {
    "everyday.pipeline.reading": (
        "read_input", "streets_of", "_read_areas", "_read_streets", "_read_timetables", "_place_population",
    ),
    "everyday.pipeline.merged": ("timetable_of",),
    "everyday.pipeline.across_town": (
        "build_timetable", "stop_departures", "weighted_centres", "snap_points", "city_level",
        "direct_departures_to_centre", "usual_journeys_to_centre", "legs_table",
    ),
    "everyday.pipeline.measuring": (
        "_ground", "cell_weights", "_near_home", "_centre", "_names", "_deepened", "baseline_of", "scores_of",
        "suggestions_of", "_areas", "_facts",
    ),
    "everyday.pipeline.building": ("code_version", "_before", "write_tables", "edition_manifest"),
}  # fmt: skip
"""What takes time, by the module that calls it."""


@pytest.mark.slow
def test_whatever_takes_time_stands_inside_a_step(tmp_path, monkeypatch):
    inputs = demo_inputs()
    atlas = Atlas.new(tmp_path / "demo", name="Made-up town", boundaries=inputs["boundaries"][0], is_made_up=True)
    add_demo_inputs(atlas, inputs)
    open_steps, outside, called, told = [], [], set(), []
    step = Steps.step

    class Watched:
        def __init__(self, steps, title):
            self.inner, self.title = step(steps, title), title

        def __enter__(self):
            open_steps.append(self.title)
            return self.inner.__enter__()

        def __exit__(self, *fault):
            open_steps.pop()
            return self.inner.__exit__(*fault)

    def watch(module, name):
        real = getattr(module, name)

        def wrapped(*arguments, **options):
            called.add(name)
            if not open_steps:
                outside.append(name)
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, wrapped)

    monkeypatch.setattr(Steps, "step", lambda self, title: Watched(self, title))
    for name, functions in WORK.items():
        module = importlib.import_module(name)
        for function in functions:
            watch(module, function)
    edition = atlas.build(progress=lambda title, share: told.append((title, share)))
    # The times across town are told by the bands themselves, which open their own steps.
    assert [name for name in outside if name != "city_level"] == []
    assert called >= {"_read_streets", "city_level", "usual_journeys_to_centre", "suggestions_of", "edition_manifest"}
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    for title in ("Preparing the engines", "Finding what holds places back", "Writing the edition"):
        assert len({share for step_title, share in told if step_title == title}) >= 3, title
    titles = {title for title, _ in told if "near a street" not in title}
    assert [title for title, _ in told if "of one processor" in title and title.startswith("This takes")]
    assert set(edition.manifest["seconds"]) == titles | {"whole"}
