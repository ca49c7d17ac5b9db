"""The clock of a part of a page draws nothing once that page is gone, and never takes the place of what somebody asked.

A part with a clock (``run_every``) is asked for by the browser. Asked while another page is being drawn, Streamlit
keeps the request until that page stands, tells the browser that the page before begins (it then empties the one that it
shows), finds that the part is no longer there, and ends: the new page has a head, a foot, and nothing between them.
Where the new page has not begun to be drawn, the two requests become one, and the page before is drawn instead of the
one that was clicked. ``findings/streamlit_clock_of_the_page_before.sh`` shows both.

Somebody who leaves the Forum on a busy computer met it within a few tries.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

__all__ = ["hold_back_clocks"]


def hold_back_clocks() -> None:
    """From now on parts of a page that is gone are not begun, and a clock leaves a waiting page as it was asked for."""
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
    from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

    run, ask = ScriptRunner._run_script, ScriptRequests._request_rerun_locked
    if getattr(run, "holds_back_clocks", False):
        return

    def run_what_is_there(self: Any, rerun_data: Any) -> None:
        asked, page = rerun_data.fragment_id_queue, rerun_data.page_script_hash
        is_other_page = bool(page) and page != self._pages_manager.current_page_script_hash
        there = [one for one in asked if not is_other_page and self._fragment_storage.contains(one)]
        if there or not asked:
            run(self, replace(rerun_data, fragment_id_queue=there))

    def ask_unless_a_page_waits(self: Any, new_data: Any) -> bool:
        is_waiting = self._state == ScriptRequestType.RERUN and not self._rerun_data.fragment_id_queue
        if is_waiting and new_data.is_auto_rerun:
            return True  # the whole page will be drawn, and this part of it, if it is still there
        return ask(self, new_data)

    run_what_is_there.holds_back_clocks = True  # type: ignore[attr-defined]
    ScriptRunner._run_script = run_what_is_there  # type: ignore[method-assign]
    ScriptRequests._request_rerun_locked = ask_unless_a_page_waits  # type: ignore[method-assign]
