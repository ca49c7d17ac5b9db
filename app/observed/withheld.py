"""What cannot be shown and why, and what our own attacks found in what is shown."""

from __future__ import annotations

import streamlit as st

from app.observed.here import Here, beside, note
from app.printed import in_a_box, table, text
from app.words import observed as words

__all__ = ["draw_withheld"]


def draw_withheld(at: Here) -> None:
    """Draw both."""
    record = at.record
    st.header(words.WITHHELD, anchor=False)
    most = f"{100 * record['rules']['most_share']:.0f} %"
    all_ = (words.WITHHELD_SAYS[at.has_numbers], *words.WITHHELD_MORE, words.WITHHELD_MOVED[at.has_numbers])
    said = "".join(f"<li>{text(one.format(k=at.k, most=most, least=at.least))}</li>" for one in all_)
    st.html(f'<div class="ea-prose"><ul>{said}</ul></div>')
    rows = [(words.WITHHELD_TABLES[name], *(words.WITHHELD_SOME[bool(one[why])] for why in ("few", "beside")))
            for name, one in record["withheld"].items()]  # fmt: skip
    st.html(in_a_box(table(rows, words.WITHHELD_HEADS, words.WITHHELD_CAPTION), words.WITHHELD_CAPTION))
    beside(at)
    st.header(words.ATTACKS, anchor=False)
    found = record["disclosure"]
    st.html(f'<div class="ea-prose"><p>{text(words.ATTACKS_SAY)}</p></div>')
    told = [(words.ATTACK_NAMES[name], words.ATTACK[name].format(**_numbers(found[name]))) for name in words.ATTACK
            if name in found]  # fmt: skip
    if "homes_passed" in found:
        told.append((words.ATTACK_NAMES["homes"], words.ATTACK_HOMES[bool(found["homes_passed"])]))
    st.html(in_a_box(table(told, words.ATTACKS_HEADS, words.ATTACKS_CAPTION), words.ATTACKS_CAPTION))
    note(words.PASSED if found["is_passed"] else words.NOT_PASSED)
    if record["removed"]:
        left_out = [(rule.replace("_", " "), f"{n:,}") for rule, n in record["removed"].items()]
        st.html(in_a_box(table(left_out, words.REMOVED_HEADS, words.REMOVED), words.REMOVED))


def _numbers(found: dict[str, object]) -> dict[str, object]:
    return {
        **found, "most": found.get("chance_most", ""), "chance": found.get("by_chance", ""),
        "unprotected": found.get("unprotected", ""),
    }  # fmt: skip
