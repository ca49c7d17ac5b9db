"""What a drawing has said reaches the browser, also when a part of the page is drawn again before it was sent.

Streamlit gathers what it has to send for some milliseconds. When a fragment begins to be drawn in that time (its clock
has struck, somebody clicked), Streamlit throws away what the same fragment has in there from the drawing before, the
box round it and all, and keeps what comes after it, and that the drawing was finished. The browser then takes the old
box for gone, moves up what follows, and the fragment is drawn over its neighbour: the foot of the page vanishes, or the
page ends in "'setIn' cannot be called on an ElementNode". It also takes back that a fragment was finished, and what the
fragment no longer shows stays on the page. ``findings/streamlit_fragment_over_its_neighbour.sh`` shows it.

Keeping all is the same as having sent it a moment earlier, which happens anyway as long as nobody is busy.
"""

from __future__ import annotations

from typing import Any

__all__ = ["keep_unsent"]


def keep_unsent() -> None:
    """From now on the beginning of a fragment's drawing takes nothing out of what is to be sent."""
    from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

    clear = ForwardMsgQueue.clear
    if getattr(clear, "keeps_unsent", False):
        return

    def clear_unless_fragment(
        self: Any, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        if retain_lifecycle_msgs and fragment_ids_this_run is not None:
            self._delta_index_map = {}  # what comes now is not put in the place of what an earlier drawing said
        else:
            clear(self, retain_lifecycle_msgs, fragment_ids_this_run)

    clear_unless_fragment.keeps_unsent = True  # type: ignore[attr-defined]
    ForwardMsgQueue.clear = clear_unless_fragment  # type: ignore[method-assign]
