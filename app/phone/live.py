"""What has changed in a session, for pages that stay open: asked by sixty phones every two seconds."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from typing import Any

from starlette.responses import Response

from app.phone.pages import NO_STORE
from app.phone.visits import Visit
from everyday.forum import session_state
from everyday.language import Language

__all__ = ["NOT_OWN_S", "pin_words", "serve_state"]

NOT_OWN_S = 1.0
"""How old what others did may be before a page shows it."""
_WORTH_PACKING_BYTES = 1_000


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


def serve_state(visit: Visit) -> Response:
    """``/join/state.json?since=N``: what is new after revision N; 204 where nothing is."""
    typed = visit.request.query_params.get("since", "0")
    since = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
    state = session_state(
        visit.atlas, visit.session.id, for_device=visit.device.device_id, since=since, max_age_s=NOT_OWN_S / 2,
        language=visit._,
    )  # fmt: skip
    if since and not state["is_whole"] and since == state["revision"]:
        return Response(status_code=204, headers=NO_STORE)
    for pin in state["pins"]:
        pin.update(pin_words(pin, visit._, visit.store.taxonomy))
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    is_packed = len(text) > _WORTH_PACKING_BYTES and "gzip" in visit.request.headers.get("accept-encoding", "")
    headers = NO_STORE | {"Vary": "Accept-Encoding"}
    if is_packed:
        return Response(_packed(text), media_type="application/json", headers=headers | {"Content-Encoding": "gzip"})
    return Response(text, media_type="application/json", headers=headers)


@lru_cache(maxsize=32)
def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=3, mtime=0)
