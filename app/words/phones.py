"""Words of the phones in a session, for the facilitator."""

from __future__ import annotations

JOINED_N = "{n} phones have joined"
JOINED_ONE = "1 phone has joined"
JOINED_NONE = "No phone has joined yet"
FROM_ONE = "{n} from one address"
OUT_N = "{n} not let in"
LIST = "Phones"
LIST_TITLE = "The phones in this session"
LIST_SAYS = (
    "A phone counts once. Many from one address can be a hall behind one router, or one person who votes often. A "
    "phone that is sent out adds nothing more and its votes are set aside; let in again, they count again. What it "
    "wrote stays, and can be refused one by one. New phones from the address of one that was sent out wait here until "
    "they are let in."
)
LIST_CHOOSE, LIST_HINT = "Phones to send out or let in", "Choose phones, or all of an address"
LIST_OUT, LIST_IN = "Send out", "Let in"
LIST_ADDRESS = "address {n}"
LIST_ALL_OF = "All {n} phones of address {address}"
LIST_HEAD = ("Phone", "Group or table", "State", "Address", "Votes", "Entries", "Joined")
LIST_IS_IN, LIST_IS_OUT = "in", "not let in"
