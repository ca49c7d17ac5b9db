"""The clock of a part of a page draws that part, and nothing else: it changes no page and clicks nothing.

A part with a clock (``run_every``) is asked for by the browser. On a busy computer Streamlit lets such a request do
more than it should, and somebody who works on the Forum met each within a few tries:

- Asked while another page is being drawn, it is kept until that page stands. Then the browser is told that the page
  before begins (it empties the one that it shows), the part is found to be gone, and that is the end: the new page has
  a head, a foot, and nothing between them.
- Asked before the new page has begun to be drawn, the two become one request: for the page before.
- Asked between a click (or a choice) and the sending of it, it carries that along. What follows is then done in the
  clock's drawing, and what the click's own request draws knows nothing of the address that was set there: the finding
  that was just pinned is not opened.

``findings/streamlit_clock_of_the_page_before.sh`` shows the first two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

__all__ = ["hold_back_clocks"]


def hold_back_clocks() -> None:
    """From now on a clock draws its part where it is still shown, and neither changes a page nor does anything else."""
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
        # What somebody has clicked or chosen meanwhile, the browser sends by itself.
        return ask(self, replace(new_data, widget_states=None) if new_data.is_auto_rerun else new_data)

    run_what_is_there.holds_back_clocks = True  # type: ignore[attr-defined]
    ScriptRunner._run_script = run_what_is_there  # type: ignore[method-assign]
    ScriptRequests._request_rerun_locked = ask_unless_a_page_waits  # type: ignore[method-assign]
