"""What has changed in a session, for pages that stay open: asked by sixty phones every two seconds."""

from __future__ import annotations

import json
import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from starlette.responses import Response

from app.phone.pages import NO_STORE, packed_answer
from app.phone.visits import Visit
from everyday.forum import NO_PIN, session_state
from everyday.language import Language
from plan.records import Finding

if TYPE_CHECKING:
    from everyday.atlas import PlanStore

__all__ = ["NOT_OWN_S", "pin_words", "serve_state"]

NOT_OWN_S = 1.0
"""How old what others did may be before a page shows it."""


def pin_words(pin: dict[str, Any], _: Language, taxonomy: Any) -> dict[str, Any]:
    """Sentences about a pin, as a list shows them."""
    most, votes = taxonomy.scale[1], pin["votes"]
    told = []
    if votes["importance_n"]:
        told.append(
            _.n("Importance {mean} of {most} ({n} vote)", "Importance {mean} of {most} ({n} votes)",
                votes["importance_n"], mean=_.number(votes["importance_mean"], 1), most=most)
        )  # fmt: skip
    if votes["amenability_n"]:
        told.append(
            _.n("Open to change {mean} of {most} ({n} vote)", "Open to change {mean} of {most} ({n} votes)",
                votes["amenability_n"], mean=_.number(votes["amenability_mean"], 1), most=most)
        )  # fmt: skip
    comments = _.n("{n} comment", "{n} comments", pin["comments_n"]) if pin["comments_n"] else ""
    state = ""
    if pin["moderation"] == "waiting":
        state = _("Only you see this until the facilitator shows it.")
    elif pin["moderation"] == "refused":
        state = _("The facilitator does not show this.")
    elif pin["is_mine"]:
        state = _("Sent from this phone.")
    return {
        "kind_words": _(taxonomy.label("kinds", pin["kind"])),
        "dimension_words": ", ".join(_(taxonomy.label("dimensions", key)) for key in pin["dimensions"]),
        "votes_words": " · ".join(told), "comments_words": comments, "state_words": state,
    }  # fmt: skip


@dataclass(frozen=True)
class _News:
    """What is new to every phone that has nothing of its own in it; ``ids`` are those of the pins that are told."""

    revision: int
    made_s: float
    order: list[str]
    ids: frozenset[str]
    content: bytes


_NEWS: WeakKeyDictionary[PlanStore, OrderedDict[tuple[str, str, int], _News]] = WeakKeyDictionary()
_MOST_NEWS_N, NEWS_LAST_S = 64, 5.0
_LOCK = threading.Lock()


def serve_state(visit: Visit) -> Response:
    """``/join/state.json?since=N``: what is new after revision N; 204 where nothing is."""
    typed = visit.request.query_params.get("since", "0")
    since = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
    seen = _state(visit, since, visit.device.device_id, only=NO_PIN)
    if since and not seen["is_whole"] and since == seen["revision"]:
        return Response(status_code=204, headers=NO_STORE)
    news = _news(visit, since, seen["revision"])
    own = visit.store.all(Finding, session=visit.session.id, device_id=visit.device.device_id)
    if news is not None and news.order == seen["order"] and news.ids.isdisjoint(one.id for one in own):
        content = news.content
    else:
        content = _written(visit, _state(visit, since, visit.device.device_id))
    return packed_answer(visit.request, content, "application/json", NO_STORE, is_for_many=True)


def _state(visit: Visit, since: int, device_id: str, *, only: str = "") -> dict[str, Any]:
    return session_state(
        visit.atlas, visit.session.id, for_device=device_id, since=since, max_age_s=NOT_OWN_S / 2, language=visit._,
        only=only,
    )  # fmt: skip


_Pieces = dict[tuple[str, str, bool], tuple[dict[str, Any], str]]
_PIECES: WeakKeyDictionary[PlanStore, tuple[float, _Pieces]] = WeakKeyDictionary()
"""Each pin as it was told last and as it was written then, by its id, the language, and whether the phone sent it; of
the last seconds, and since when."""


def _written(visit: Visit, state: dict[str, Any]) -> bytes:
    """A state as JSON. A pin that is told as it was is not put into words again: many phones are told the same."""
    since_s, pieces = _PIECES.get(visit.store, (-math.inf, {}))
    if time.monotonic() - since_s >= NEWS_LAST_S:
        pieces = {}
        _PIECES[visit.store] = time.monotonic(), pieces
    pins = []
    for pin in state.pop("pins"):
        key = (pin["id"], visit._.code, pin["is_mine"])
        known = pieces.get(key)
        if known is None or known[0] != pin:
            known = pieces[key] = (pin, _json(pin | pin_words(pin, visit._, visit.store.taxonomy)))
        pins.append(known[1])
    return f'{_json(state)[:-1]},"pins":[{",".join(pins)}]}}'.encode()


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _news(visit: Visit, since: int, revision: int) -> _News | None:
    """What a phone with nothing of its own is told, written once; None where there is something newer by now."""
    key, now_s = (visit.session.id, visit._.code, since), time.monotonic()
    with _LOCK:
        kept = _NEWS.setdefault(visit.store, OrderedDict())
        known = kept.get(key)
    if known is not None and known.revision == revision and now_s - known.made_s < NEWS_LAST_S:
        return known
    state = _state(visit, since, "")
    ids = frozenset(pin["id"] for pin in state["pins"])
    made = _News(state["revision"], now_s, state["order"], ids, _written(visit, state))
    with _LOCK:
        kept[key] = made
        kept.move_to_end(key)
        while len(kept) > _MOST_NEWS_N:
            kept.popitem(last=False)
    return made if made.revision == revision else None
