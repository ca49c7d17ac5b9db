"""You said, we did, for a wall: large enough for two metres, moderated entries only, nobody's name."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.documents.said.poster import LEAST_PT
from everyday.exchange import Wish, export_to
from geo.errors import UsageError
from plan.records import Action, Finding
from tests import needs
from tests.makers.plans.action_plan import OFFICER, SECRETS, copied, plan_into
from tests.oracles.laid_out import in_one_line


@pytest.fixture
def town(demo_atlas: Atlas, tmp_path: Path) -> Iterator[Atlas]:
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path / "atlas")
    plan_into(atlas)
    store = atlas.plan()
    store.add(Finding(kind="barrier", title="SECRET-WAITING", moderation="waiting"), OFFICER)
    store.add(Finding(kind="barrier", title="No path", status="retired", status_reason="There is one"), OFFICER)
    shut = store.add(Finding(kind="barrier", title="The lift is shut", created_by="Pat Smith"), OFFICER)
    store.add(Action(title="SECRET-LAND", finding_ids=(shut.id,), visibility="team"), OFFICER)
    store.add(Finding(kind="barrier", title="Long " * 200), OFFICER)
    yield atlas
    close_plans()


@pytest.mark.poppler
def test_the_poster_says_what_became_of_every_pin_and_nothing_else(town: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    assert export_to(town, "poster", path).said.startswith("Wrote the poster with 5 entries to ")
    said = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    told = in_one_line(said)
    for words in ("You said, we did", "No direct bus", "A direct bus – Proposed (Wren Buses, Wrenmouth Council)",
                  "There is one", "2 more entries are not decided yet.", "made-up"):  # fmt: skip
        assert words in told, words
    assert [words for words in (*SECRETS, "SECRET-WAITING") if words in told] == []
    with pytest.raises(UsageError):
        export_to(town, "poster", tmp_path / "poster.docx", Wish())


@pytest.mark.poppler
def test_every_word_that_matters_can_be_read_from_two_metres_on_a3(town: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    export_to(town, "poster", path)
    boxes = subprocess.run(
        [needs.poppler("pdftotext"), "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    wide, high = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)[0]
    assert (round(float(wide)), round(float(high))) == (842, 1191)
    tops = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    heights = [float(bottom) - float(top) for top, bottom in tops]
    large = [one for one in heights if one >= LEAST_PT]
    assert len(large) > 0.75 * len(heights), "all but the foot of each page"
