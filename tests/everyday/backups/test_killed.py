"""Work that is killed in the middle: back-ups, restores, new plans and old ones through every migration, photos."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers.prepared import told

if TYPE_CHECKING:
    from everyday import Atlas


KINDS = ("backup", "restore", "open", "migrate", "photo")


@pytest.mark.fork
def test_what_is_killed_loses_nothing_acknowledged_and_leaves_nothing(demo_atlas: Atlas, tmp_path: Path) -> None:
    """A few kills of each quick kind; ``python -m tests.servers.killed.work ATLAS FOLDER 50`` does all, and more."""
    walk = "from tests.servers.killed.work import main; main()"
    code, said, faults = told(walk, demo_atlas.folder, tmp_path / "work", 3, *KINDS)
    assert code == 0, faults[-2000:]
    results = {one["kind"]: one for one in map(json.loads, said.splitlines())}
    assert set(results) == set(KINDS)
    assert {kind: one["wrong"] for kind, one in results.items() if one["wrong"]} == {}
    assert results["photo"]["before_the_end"] == 3, "work that never ends was killed each time"
