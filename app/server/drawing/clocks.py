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

A part that says what it shows (:func:`rest_until_changed`) is not drawn again by its clock while that is the same: a
browser draws the whole page anew for each, and three pages of a forum at which nothing happened took a third of a
processor. Where others write all the time, it shows the first change at once and then one every few seconds: sixty
phones change something ten times a second, and drawing each look of each clock took more of the computer than the
phones. What somebody does on the page itself is drawn at once, always.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from app.server.drawing.giving_way import is_crowded
from everyday.atlas import at_one_moment
from geo.errors import AtlasError

__all__ = ["hold_back_clocks", "rest_until_changed"]

REST = 4.0
"""Times as long as drawing took, measured on the clock: a busy computer makes it longer by itself."""
_RESTED_AT: WeakKeyDictionary[Any, dict[str, float]] = WeakKeyDictionary()
"""When each part of a page may be drawn by its clock again, by what Streamlit keeps a page's parts in."""


STANDS_S = 3.0
"""What several screens share for a moment may be as old; so a part is drawn once more after that."""
BETWEEN_S = 5.0
"""Between two changes that others make, of which each is drawn by itself; what happens meanwhile is drawn after it."""
PUT_OFF_S = 15.0
"""While forms of phones stand in line, a part whose clock strikes is drawn so much later at the latest."""
ANYWAY_S = 30.0
"""A part is drawn as often at least: what it says may grow old by itself."""


@dataclass(frozen=True)
class _Shown:
    """What a part showed when it was drawn last, how to ask for it again, and since when it has been so."""

    source: Callable[[], object]
    value: object
    stands_s: float
    since_s: float
    drawn_s: float

    def is_due(self, now_s: float) -> bool:
        """Whether the part is to be drawn now: it would show something else."""
        if now_s - self.drawn_s >= ANYWAY_S:
            return True
        try:
            is_same = self.source() == self.value
        except AtlasError:
            return True  # whoever draws the part says what is wrong
        return self.drawn_s - self.since_s < self.stands_s if is_same else now_s - self.since_s >= BETWEEN_S


_SHOWN: WeakKeyDictionary[Any, dict[str, _Shown]] = WeakKeyDictionary()
"""The same of each part that has said what it shows."""


def rest_until_changed(source: Callable[[], object], *, is_exact: bool = False) -> None:
    """Said by a part that has a clock: the clock need not draw it again while ``source`` gives the same.

    Args:
        source: called now, and in another thread whenever the clock strikes; the revision of a plan, for one.
        is_exact: it gives what is shown, no newer. Else the part may show what was so a moment before: it is drawn once
            more when ``source`` has stood for some seconds.
    """
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

    context = get_script_run_ctx(suppress_warning=True)
    part = ThreadState.get().fragment_id if context is not None else None
    if context is None or not part:
        return
    now, value, known = time.monotonic(), source(), _SHOWN.setdefault(context.fragment_storage, {})
    before = known.get(part)
    since_s = before.since_s if before is not None and before.value == value else now
    known[part] = _Shown(source, value, 0.0 if is_exact else STANDS_S, since_s, now)


def _rested(data: Any, storage: Any, parts: list[str]) -> list[str]:
    """The parts to be drawn: all that somebody asked for, and of a clock's those that have rested and show another."""
    if not data.is_auto_rerun or (data.widget_states is not None and data.widget_states.widgets):
        return parts
    now, known, shown = time.monotonic(), _RESTED_AT.get(storage, {}), _SHOWN.get(storage, {})
    put_off_s = PUT_OFF_S if is_crowded() else 0.0
    rested = [one for one in parts if known.get(one, now - PUT_OFF_S) <= now - put_off_s]
    with at_one_moment():
        return [one for one in rested if one not in shown or shown[one].is_due(now)]


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
            # A part that a clock draws reads the plan a dozen times, and waits for nobody.
            with at_one_moment() if rerun_data.is_auto_rerun and there else nullcontext():
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
