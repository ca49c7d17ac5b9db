"""A room full of phones on a real server: nothing is lost and nobody sees an error, on both databases."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from everyday import Atlas
from tests import ROOT

pytestmark = pytest.mark.browser(about_s=30)  # most of it is waiting: not beside other modules that wait

sys.path.insert(0, str(ROOT / "benchmarks"))


@pytest.mark.slow
def test_sixty_phones_lose_nothing(demo_atlas: Atlas, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from room import measure

    from everyday.atlas.open_plan import DATABASE_VARIABLE

    monkeypatch.setenv(DATABASE_VARIABLE, database_url)  # put back afterwards
    # A busy machine takes longer for as much: they stop when there is enough.
    seen = measure(demo_atlas.folder, phones=60, pages=0, seconds=240, enough=20, database=database_url)["room"]
    assert (seen["lost"], seen["faults"], seen["examples"]) == (0, 0, [])
    assert seen["pins"] > 20
    assert seen["votes"] > 20


@pytest.mark.slow
def test_open_pages_show_every_pin_and_no_fault(chromium: Path, demo_atlas: Atlas) -> None:
    from room import measure

    seen = measure(demo_atlas.folder, phones=12, pages=2, seconds=15)["room"]
    assert (seen["lost"], seen["faults"], seen["page_faults"]) == (0, 0, [])
    assert seen["pins_on_pages"] == [seen["pins_kept"]] * 2
