"""You said, we did: a page to read, for whoever has its address. It shows no names.

With a key that asks, it also asks whether what was carried out has helped (``app.phone.monitoring``).
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.phone.monitoring import asking_of, remember_device
from app.phone.pages import refusal_answer, show_public
from app.phone.visits import Refusal, the_language
from app.server import open_atlas, shown_edition
from everyday.acting import Said, shared_by, what_became
from everyday.evidence import where_words
from everyday.language import later
from plan.worksheet import is_carried_out

__all__ = ["serve_said"]

LONGEST_KEY = 100
_CLOSED = Refusal(
    404, later("This page is not open"),
    later("Its address was withdrawn, or is not complete. Ask whoever gave it to you for the new one."),
)  # fmt: skip


async def serve_said(request: Request) -> Response:
    """``GET /join/said/KEY``."""
    return await asyncio.to_thread(_answer, request)


def _answer(request: Request) -> Response:
    atlas, key = open_atlas(), str(request.path_params["key"])
    store = atlas.plan() if atlas else None
    found = shared_by(store, key) if store is not None and len(key) <= LONGEST_KEY else None
    if atlas is None or store is None or found is None:
        return refusal_answer(request, _CLOSED)
    words = the_language(request, atlas)
    said = what_became(store, session=found.only_session)
    counts = {became: sum(one.became == became for one in said) for became in ("action", "merged", "retired", "open")}
    town = str(getattr(shown_edition(), "manifest", {}).get("name", ""))
    asking = asking_of(request, store, found)
    entries = [_entry(one, words, store.taxonomy, asking.said if asking else None) for one in reversed(said)]
    is_asked = asking is not None and any(action["is_asked"] for one in entries for action in one["actions"])
    answer = show_public(
        request, "said.html", town=town, entries=entries, counts=counts, is_asked=is_asked, key=key,
        token=asking.form_token if asking else "",
        verdicts=[("yes", words("Yes")), ("in_part", words("Partly")), ("no", words("No"))],
    )  # fmt: skip
    if asking is not None and is_asked:
        remember_device(request, answer, asking)
    return answer


def _entry(one: Said, words: Any, taxonomy: Any, verdicts: dict[tuple[str, str], str] | None) -> dict[str, Any]:
    """A pin as the page shows it; ``verdicts`` are those of the device, None where nothing is asked."""
    return {
        "id": one.finding.id, "kind": one.finding.kind, "number": one.number, "title": one.finding.title,
        "where": where_words(shown_edition(), one.finding, (), words), "became": one.became,
        "into": one.into_number, "reason": one.reason,
        "actions": [
            {
                "id": row.id, "is_asked": verdicts is not None and is_carried_out(row.action),
                "verdict": (verdicts or {}).get((one.finding.id, row.id), ""), "title": row.action.title,
                "status": words(taxonomy.label("action_status", row.action.status)),
                "who": ", ".join(row.action.responsible), "steps": row.progress,
                "updates": [(update.happened_on or update.created_at[:10], update.text)
                            for update in reversed(row.updates) if update.text][:3],
                "helped": row.action.helped, "carried_out": row.action.carried_out,
            }
            for row in one.actions
        ],
    }  # fmt: skip
