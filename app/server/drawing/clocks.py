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

And a part rests after it was drawn, four times as long as that took: on a quiet computer less than its clock asks for,
and where sixty phones send at once it keeps the pages from taking the time in which the phones are answered.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

__all__ = ["hold_back_clocks"]

REST = 4.0
"""Times as long as drawing took, measured on the clock: a busy computer makes it longer by itself."""
_RESTED_AT: WeakKeyDictionary[Any, dict[str, float]] = WeakKeyDictionary()
"""When each part of a page may be drawn by its clock again, by what Streamlit keeps a page's parts in."""


def _rested(data: Any, storage: Any, parts: list[str]) -> list[str]:
    """The parts to be drawn: all that somebody asked for, and of a clock's those that have rested."""
    if not data.is_auto_rerun or (data.widget_states is not None and data.widget_states.widgets):
        return parts
    now, known = time.monotonic(), _RESTED_AT.get(storage, {})
    return [one for one in parts if known.get(one, now) <= now]


def _rest(storage: Any, parts: list[str], begun_s: float) -> None:
    now = time.monotonic()
    _RESTED_AT.setdefault(storage, {}).update(dict.fromkeys(parts, now + REST * (now - begun_s)))


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
        there = _rested(rerun_data, self._fragment_storage, there)
        if there or not asked:
            begun_s = time.monotonic()
            run(self, replace(rerun_data, fragment_id_queue=there))
            _rest(self._fragment_storage, there, begun_s)

    def ask_unless_a_page_waits(self: Any, new_data: Any) -> bool:
        is_waiting = self._state == ScriptRequestType.RERUN and not self._rerun_data.fragment_id_queue
        if is_waiting and new_data.is_auto_rerun:
            return True  # the whole page will be drawn, and this part of it, if it is still there
        # What somebody has clicked or chosen meanwhile, the browser sends by itself.
        return ask(self, replace(new_data, widget_states=None) if new_data.is_auto_rerun else new_data)

    run_what_is_there.holds_back_clocks = True  # type: ignore[attr-defined]
    ScriptRunner._run_script = run_what_is_there  # type: ignore[method-assign]
    ScriptRequests._request_rerun_locked = ask_unless_a_page_waits  # type: ignore[method-assign]
