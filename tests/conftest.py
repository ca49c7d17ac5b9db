"""Where the tests find real data, a browser and other things that a machine may lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("EVERYDAY_REQUIRE_ALL") == "1"


def missing(what: str) -> None:
    """Skip at home, fail where everything is required (``EVERYDAY_REQUIRE_ALL=1``)."""
    if REQUIRE_ALL:
        pytest.fail(f"{what} (EVERYDAY_REQUIRE_ALL is set, so this may not be skipped)")
    pytest.skip(what)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real test data; never committed."""
    folder = Path(os.environ.get("EVERYDAY_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        missing(f"no real test data at {folder}: set EVERYDAY_TEST_DATA to the folder that has it")
    return folder
