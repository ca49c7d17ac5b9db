"""A forum with findings to draw together: what the tests of Figure 1 look at."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import shapely

from everyday import Atlas
from plan.records import Finding, Person, Session

PLANNER = Person("Plan Team", "planner")
FACILITATOR = Person("Facilitator", "facilitator")
HOSTILE = [
    "<img src=x onerror=alert(1)>", "`${alert(1)}` </script> **bold** [x](http://evil.example)",
    '=HYPERLINK("http://x")', "‏שלום‏ ‮abc‬ مرحبا", "emoji 🚌 👩‍👩‍👧", "W" * 10_000,
]  # fmt: skip
SAID = [
    "The last bus from the estate leaves at seven in the evening",
    "The library lets us meet for nothing",
    "No bus from the estate after seven in the evening",
    "The park café is where everybody meets on a Saturday",
    "Nobody knows whom to ask at the council",
    "The allotments bring old and new neighbours together",
    "There is no crossing of the dual carriageway by the school",
    "The community centre has a free English class on Tuesdays",
    "Broadband is too slow to apply for a job from home",
    "The mosque and the church share a food bank",
]
DIMENSIONS = [
    ("spatial",),
    ("social", "civic"),
    ("spatial", "social"),
    ("social",),
    ("civic",),
    ("economic",),
    ("digital",),
]
THEMES = [("economic_precarity",), (), ("racism_exclusion",), (), ("economic_precarity", "gentrification")]


def copied(atlas: Atlas, folder: Path) -> Atlas:
    """The atlas in a folder of its own, with an empty plan."""
    shutil.copytree(atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(folder)


def session_of(atlas: Atlas, *, name: str = "Spring forum", step: str = "draw") -> Session:
    """A session that draws together."""
    return atlas.plan().add(Session(name=name, date="2026-11-26", venue="Town hall", step=step), FACILITATOR)


def said(atlas: Atlas, session: Session, title: str, **more: object) -> Finding:
    """One finding of a session."""
    record = replace(Finding(title=title, kind="barrier", dimensions=("spatial",), session=session.id), **more)
    return atlas.plan().add(record, FACILITATOR)


def many(atlas: Atlas, session: Session, count: int) -> list[Finding]:
    """Findings of all kinds, places, dimensions and themes, always the same."""
    areas = atlas.edition().areas()
    points = areas.geometry.representative_point()
    kept = []
    for number in range(count):
        row = number % len(areas)
        place = points.iloc[row]
        kept.append(
            said(
                atlas, session, SAID[number % len(SAID)] + ("" if number < len(SAID) else f", said {number}"),
                kind="enabler" if number % 2 else "barrier", dimensions=DIMENSIONS[number % len(DIMENSIONS)],
                themes=THEMES[number % len(THEMES)], area_id=str(areas["area_id"].iloc[row]),
                geometry=shapely.Point(place.x, place.y) if number % 3 else None,
            )
        )  # fmt: skip
    return kept


def vote(atlas: Atlas, finding: Finding, device: str, importance: int, amenability: int | None = None) -> None:
    """A vote from a phone's place at the desk."""
    who = replace(FACILITATOR, session=finding.session, device_id=device)
    atlas.plan().vote(finding.id, who, importance=importance, amenability=amenability)
