"""Each phone of a session for the facilitator: how many came from one address, and who is sent out or let in again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from app.forum.here import Here, here, tell_changed
from app.printed import text
from app.server import ARRIVALS, draw_fault
from app.words import phones as phone_words
from geo.errors import AtlasError, NotFoundError
from plan.records import Comment, Correction, Device, Feedback, Finding, Photo, Proposal, Vote

__all__ = ["draw_devices", "phones_line"]

CHOSEN, FAULT = "forum_devices_chosen", "forum_devices_fault"
MANY_N = 3
"""As many phones from one address are said beside the count."""
_ENTRIES = (Finding, Comment, Photo, Correction, Proposal, Feedback)


@dataclass(frozen=True)
class _Phone:
    """A phone as the list has it: its number in the order of joining, and 0 for an address that is not known."""

    device: Device
    number: int
    address: int
    votes_n: int
    entries_n: int

    @property
    def label(self) -> str:
        """``"3 · Table 4 · address 1"``."""
        parts = (str(self.number), self.device.name, self.address_words)
        return " · ".join(part for part in parts if part)

    @property
    def address_words(self) -> str:
        """Which address it is at."""
        return phone_words.LIST_ADDRESS.format(n=self.address) if self.address else ""


def _phones(at: Here) -> list[_Phone]:
    """Those that have joined, the first first."""
    session = at.session.id
    numbers = ARRIVALS.numbers(session)
    votes = Counter(one.device_id for one in at.store.all(Vote, session=session))
    entries = Counter(
        str(getattr(one, "device_id", "")) for kind in _ENTRIES for one in at.store.all(kind, session=session)
    )
    joined = sorted(at.store.all(Device, session=session), key=lambda one: one.created_at)
    return [
        _Phone(one, number, numbers.get(one.device_id, 0), votes[one.device_id], entries[one.device_id])
        for number, one in enumerate(joined, start=1)
    ]


def phones_line(at: Here) -> str:
    """How many phones have joined, how many of them are out, and how many came from one address if those are many."""
    devices = at.store.all(Device, session=at.session.id)
    joined = sum(not one.is_blocked for one in devices)
    words = {0: phone_words.JOINED_NONE, 1: phone_words.JOINED_ONE}.get(joined, phone_words.JOINED_N.format(n=joined))
    parts = [words]
    numbers = ARRIVALS.numbers(at.session.id)
    most = max(Counter(numbers[one.device_id] for one in devices if one.device_id in numbers).values(), default=0)
    if most >= MANY_N:
        parts.append(phone_words.FROM_ONE.format(n=most))
    if out := len(devices) - joined:
        parts.append(phone_words.OUT_N.format(n=out))
    return ", ".join(parts)


def draw_devices(at: Here) -> None:
    """The button to the list, for those who may send phones out."""
    if at.may("moderate") and at.store.all(Device, session=at.session.id):
        label = phone_words.LIST
        if st.button(label, key="forum_devices", icon=":material/phonelink_setup:", type="tertiary"):
            _devices_dialog()


@st.dialog(phone_words.LIST_TITLE, width="large")
def _devices_dialog() -> None:
    draw_devices_contents()


def draw_devices_contents() -> None:
    """The list, and what is done with the phones that are chosen."""
    at = here()
    if at is None or not at.may("moderate"):
        return
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    phones = _phones(at)
    st.html(f'<p class="ea-note">{text(phone_words.LIST_SAYS)}</p>')
    labels = _choices(phones)
    st.multiselect(
        phone_words.LIST_CHOOSE, list(labels), key=CHOSEN, format_func=lambda one: labels.get(one, one),
        placeholder=phone_words.LIST_HINT, select_all=False,
    )  # fmt: skip
    chosen = bool(st.session_state.get(CHOSEN))
    with st.container(horizontal=True):
        st.button(
            phone_words.LIST_OUT, key="devices_out", on_click=_send, args=(True,), disabled=not chosen,
            type="primary",
        )  # fmt: skip
        st.button(phone_words.LIST_IN, key="devices_in", on_click=_send, args=(False,), disabled=not chosen)
    st.html(_table(phones))


def _choices(phones: list[_Phone]) -> dict[str, str]:
    """Every phone by its id, and before them all phones of an address from which several came."""
    counted = Counter(one.address for one in phones if one.address)
    several = {
        f"@{address}": phone_words.LIST_ALL_OF.format(n=n, address=address)
        for address, n in counted.most_common()
        if n > 1
    }
    return several | {one.device.id: one.label for one in phones}


def _table(phones: list[_Phone]) -> str:
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in phone_words.LIST_HEAD)
    rows = "".join(
        f'<tr><th scope="row">{one.number}</th><td dir="auto">{text(one.device.name)}</td>'
        f"<td>{text(phone_words.LIST_IS_OUT if one.device.is_blocked else phone_words.LIST_IS_IN)}</td>"
        f"<td>{text(one.address_words)}</td><td>{one.votes_n}</td><td>{one.entries_n}</td>"
        f"<td>{text(_clock(one.device.created_at))}</td></tr>"
        for one in phones
    )
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{text(phone_words.LIST_TITLE)}">'
        f'<table class="ea-evidence"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _clock(moment: str) -> str:
    """``"13:50"``, in the time of this computer."""
    from datetime import UTC, datetime

    try:
        at = datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
    except ValueError:
        return ""
    return f"{at:%H:%M}"


def _send(is_out: bool) -> None:
    """Send the chosen phones out, or let them in again."""
    at, chosen = here(), [str(one) for one in st.session_state.get(CHOSEN) or ()]
    if at is None:
        return
    known = {one.device.id: one for one in _phones(at)}
    addresses = {int(one[1:]) for one in chosen if one.startswith("@")}
    wanted = [one for one in known.values() if one.device.id in chosen or one.address in addresses - {0}]
    try:
        for one in wanted:
            if one.device.is_blocked != is_out:
                at.store.send_out(one.device, at.who, is_out=is_out)
    except NotFoundError:
        return
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    finally:
        tell_changed(at)
    st.session_state[CHOSEN] = []
