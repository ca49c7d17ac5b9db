"""The browser of these tests reaches this computer only, and says whom else a page asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.visiting import free_port, visit

pytestmark = pytest.mark.browser
ELSEWHERE = ["http://example.org/a.png", "http://192.0.2.7/b.png", "https://127.0.0.3/c.png"]


def test_other_hosts_are_out_of_reach_and_written_down(engine: Any) -> None:
    with visit(f"http://127.0.0.1:{free_port()}", engine) as seen:
        failed: list[str] = []
        seen.page.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
        seen.page.set_content("".join(f"<img src='{address}'>" for address in ELSEWHERE), wait_until="load")
        assert sorted(seen.foreign) == sorted(ELSEWHERE)
        assert sorted(failed) == sorted(f"{address} net::ERR_NAME_NOT_RESOLVED" for address in ELSEWHERE)
