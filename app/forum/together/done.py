"""What is done with the ticked findings: merged, agreed, given dimensions, taken out of a merge again.

Everything is done to the findings as they were drawn: where somebody has changed one since, the store refuses, both
versions are told, and the figure is drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from app.forum.here import Here, here
from app.forum.together.figure import Drawn
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.language import shortened
from geo.errors import AtlasError
from plan.changes import EditConflict
from plan.records import Finding

__all__ = [
    "KEPT_KEY", "SHOWN_KEY", "draw_said", "give_lists", "merge_ticked", "numbers_words", "set_ticked", "status_words",
    "take_out", "tick", "tick_key", "ticked", "untick",
]  # fmt: skip

SHOWN_KEY = "forum_together_drawn"
"""Key of the :class:`Drawn` that is on the screen."""
KEPT_KEY = "together_kept"
"""Key of the choice of the finding that others are merged into."""
_SAID = "forum_together_said"
_LISTS = {
    "status": "finding_status",
    "kind": "kinds",
    "level": "levels",
    "dimensions": "dimensions",
    "themes": "themes",
}


def tick_key(finding_id: str) -> str:
    """Key of the checkbox at a finding."""
    return f"tick_{finding_id}"


def ticked(drawn: Drawn) -> list[Finding]:
    """Findings whose box is ticked, in the order of the figure."""
    return [one for key, one in drawn.findings.items() if st.session_state.get(tick_key(key))]


def tick(finding_ids: Sequence[str]) -> None:
    """Tick these and no others."""
    untick()
    for one in finding_ids:
        st.session_state[tick_key(one)] = True


def untick() -> None:
    """Take all ticks away."""
    for key in [key for key in st.session_state if str(key).startswith(tick_key(""))]:
        st.session_state[key] = False


def numbers_words(drawn: Drawn, findings: Sequence[Finding]) -> str:
    """``"3, 7, 12"``."""
    return ", ".join(str(number) for number in sorted(drawn.numbers[one.id] for one in findings))


def _say(kind: str, words: Any) -> None:
    st.session_state.setdefault(_SAID, []).append((kind, words))


def draw_said() -> None:
    """What came of the last thing that was done."""
    for kind, words in st.session_state.pop(_SAID, []):
        if isinstance(words, AtlasError):
            draw_fault(words)
        elif kind == "success":
            st.success(plain(words))
        else:
            st.warning(plain(words))


def _now() -> tuple[Here, Drawn] | None:
    """Where we are and what is on the screen; None if either is gone."""
    at, drawn = here(), st.session_state.get(SHOWN_KEY)
    return (at, drawn) if at is not None and isinstance(drawn, Drawn) else None


def _tried(at: Here, drawn: Drawn, work: Callable[[], Any]) -> bool:
    """Do it, or say why it was not done."""
    try:
        work()
    except EditConflict as conflict:
        _say("warning", _conflict_words(at, drawn, conflict))
    except AtlasError as error:
        _say("error", error)
    else:
        return True
    return False


# ---- merging ---------------------------------------------------------------------------------------------------------


def merge_ticked() -> None:
    """Merge the ticked ones into the one that was chosen."""
    if (now := _now()) is None:
        return
    at, drawn = now
    chosen = ticked(drawn)
    kept = next((one for one in chosen if one.id == st.session_state.get(KEPT_KEY)), None)
    others = [one for one in chosen if kept is not None and one.id != kept.id]
    if kept is None or not others:
        _say("warning", forum_words.MERGE_TWO)
        return
    if len({one.kind for one in chosen}) > 1:
        _say("warning", _kinds_words(at, drawn, chosen))
        return
    if _tried(at, drawn, partial(at.store.merge, kept, others, at.who)):
        _say("success", forum_words.MERGED_INTO.format(
            numbers=numbers_words(drawn, others), kept=drawn.numbers[kept.id]))  # fmt: skip
        untick()


def _kinds_words(at: Here, drawn: Drawn, chosen: Sequence[Finding]) -> str:
    label = at.atlas.taxonomy().labels("kinds")
    return forum_words.MERGE_KINDS.format(
        barriers=numbers_words(drawn, [one for one in chosen if one.kind == "barrier"]),
        enablers=numbers_words(drawn, [one for one in chosen if one.kind != "barrier"]),
        barrier_word=label["barrier"].lower(), enabler_word=label["enabler"].lower(),
    )  # fmt: skip


def take_out(finding: Finding) -> None:
    """Let a merged finding, as it was drawn, stand by itself again."""
    if (now := _now()) is None:
        return
    at, drawn = now
    if _tried(at, drawn, partial(at.store.set_status, finding, "proposed", at.who)):
        _say("success", forum_words.TAKEN_OUT.format(number=drawn.numbers[finding.id]))


# ---- status, dimensions and themes -----------------------------------------------------------------------------------


def set_ticked(status: str) -> None:
    """Give the ticked ones a status, those that may have it; say which could not."""
    if (now := _now()) is None:
        return
    at, drawn = now
    taxonomy = at.atlas.taxonomy()
    chosen = ticked(drawn)
    able = [one for one in chosen if status in taxonomy.next_statuses("finding", one.status)]
    done = [one for one in able if _tried(at, drawn, partial(at.store.set_status, one, status, at.who))]
    after = taxonomy.label("finding_status", status)
    if done:
        _say("success", forum_words.NOW_STATUS.format(status=after, numbers=numbers_words(drawn, done)))
    unable = [one for one in chosen if one not in able and one.status != status]
    for before in dict.fromkeys(one.status for one in unable):
        words = forum_words.CANNOT_STATUS.format(
            before=taxonomy.label("finding_status", before), after=after,
            numbers=numbers_words(drawn, [one for one in unable if one.status == before]),
        )  # fmt: skip
        _say("warning", words)
    untick()


def give_lists(keys: Mapping[str, str]) -> None:
    """Give the ticked ones dimensions and themes.

    Args:
        keys: name of the list (``dimensions``, ``themes``) to the key of the widget that holds it.
    """
    if (now := _now()) is None:
        return
    at, drawn = now
    lists = {name: tuple(st.session_state.get(key) or ()) for name, key in keys.items()}
    given: dict[str, Any] = {name: chosen for name, chosen in lists.items() if chosen}
    if not given:
        _say("warning", forum_words.NOTHING_CHANGED)
        return
    wanted = ticked(drawn)
    done = [one for one in wanted if _tried(at, drawn, partial(at.store.save, replace(one, **given), at.who))]
    if done:
        _say("success", forum_words.LISTS_SET.format(numbers=numbers_words(drawn, done)))
    untick()


# ---- somebody else was faster ----------------------------------------------------------------------------------------


def _conflict_words(at: Here, drawn: Drawn, conflict: EditConflict) -> str:
    """Who changed what: the version that was on the screen and the one that is kept."""
    before, after = drawn.findings.get(conflict.theirs.id), conflict.theirs
    if not isinstance(before, Finding):
        before = conflict.yours if isinstance(conflict.yours, Finding) else None
    if before is None or not isinstance(after, Finding):
        return str(conflict)
    history = at.store.history(after.id)
    by = next((entry.actor for entry in reversed(history) if entry.change != "not_saved"), after.created_by)
    changes = [
        forum_words.CHANGED_FIELD.format(field=label, before=_shown(at, before, name), after=_shown(at, after, name))
        for name, label in forum_words.FIELDS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    return forum_words.CHANGED_BY.format(
        number=drawn.numbers[after.id], name=by, changes=" ".join(changes) or forum_words.CHANGED_SOMEHOW
    )


def _shown(at: Here, finding: Finding, name: str) -> str:
    value, taxonomy = getattr(finding, name), at.atlas.taxonomy()
    items = value if isinstance(value, tuple) else (value,) if value else ()
    words = [taxonomy.label(_LISTS[name], one) if name in _LISTS else shortened(one) for one in items]
    return ", ".join(words) or forum_words.NO_ONE


def status_words() -> dict[str, str]:
    """What the room may decide about ticked findings, in order."""
    return {key: forum_words.STATUS_DO[key] for key in ("sense_checked", "agreed", "proposed")}
