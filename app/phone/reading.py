"""What has been said: the list, and the page of one pin with its numbers, comments, photos and votes."""

from __future__ import annotations

import hashlib
import re
from typing import Any, TypeVar

from starlette.responses import Response

from app.phone.live import NOT_OWN_S, pin_words
from app.phone.pages import see_other, show
from app.phone.visits import Refusal, Visit, new_token
from app.server import join_path
from everyday.forum import NO_PIN, session_state
from everyday.language import later
from plan.merging import kept_one, merged_map
from plan.records import Comment, Finding, Photo, Proposal, Vote

__all__ = ["next_to_vote", "seen_finding", "serve_photo", "show_list", "show_next_vote", "show_pin", "state_of"]

ON_A_PAGE = 50
_PHOTO_ID = re.compile(r"P-[0-9A-Z]{8}")
Said = TypeVar("Said", Comment, Proposal)
_NOT_THERE = later("This is not here any more")


def state_of(visit: Visit, *, is_fresh: bool = False, only: str = "") -> dict[str, Any]:
    """The session as this phone sees it; with ``only`` no pin but this one, or none for ``NO_PIN``."""
    return session_state(
        visit.atlas, visit.session.id, for_device=visit.device.device_id, max_age_s=0.0 if is_fresh else NOT_OWN_S,
        language=visit._, only=only,
    )  # fmt: skip


def _in_words(visit: Visit, pin: dict[str, Any]) -> dict[str, Any]:
    return pin | pin_words(pin, visit._, visit.store.taxonomy)


def _own_votes(visit: Visit) -> dict[str, Vote]:
    """This phone's votes by the finding they count for."""
    votes = visit.store.all(Vote, session=visit.session.id, device_id=visit.device.device_id)
    merged = merged_map(visit.store.all(Finding, status="merged"))
    return {kept_one(vote.finding_id, merged): vote for vote in votes}


def show_list(visit: Visit) -> Response:
    """``GET /join/list``: newest first, fifty on a page; ``?kind=``, ``?dimension=`` and ``?mine=1`` choose."""
    query, taxonomy, _ = visit.request.query_params, visit.store.taxonomy, visit._
    state = state_of(visit, is_fresh="said" in query)
    kind = query.get("kind", "") if query.get("kind") in taxonomy.terms["kinds"] else ""
    dimension = query.get("dimension", "") if query.get("dimension") in taxonomy.terms["dimensions"] else ""
    is_mine = query.get("mine") == "1"
    pins = [
        pin for pin in reversed(state["pins"])
        if kind in ("", pin["kind"]) and (not dimension or dimension in pin["dimensions"])
        and (not is_mine or pin["is_mine"])
    ]  # fmt: skip
    pages_n = max(1, -(-len(pins) // ON_A_PAGE))
    typed = query.get("page", "1")
    page = min(max(int(typed), 1), pages_n) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    pins_here = [_in_words(visit, pin) for pin in pins[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]]
    chosen = {"kind": kind, "dimension": dimension, "mine": "1" if is_mine else ""}
    return show(
        visit, "list.html", state=state, pins=pins_here, found_n=len(pins),
        page=page, pages_n=pages_n, chosen=chosen, voted=set(_own_votes(visit)), said=query.get("said", ""),
        kinds=[(key, _(label)) for key, label in taxonomy.labels("kinds").items()],
        dimensions=[(key, _(label)) for key, label in taxonomy.labels("dimensions").items()],
    )  # fmt: skip


def seen_finding(visit: Visit, finding_id: str) -> Finding:
    """A finding of this session that this phone may see, itself or the one it was merged into.

    Raises:
        Refusal: there is none.
    """
    merged = merged_map(visit.store.all(Finding, session=visit.session.id, status="merged"))
    found = next(iter(visit.store.all(Finding, id=kept_one(finding_id, merged), session=visit.session.id)), None)
    is_own = found is not None and found.device_id == visit.device.device_id
    if found is None or found.status in ("merged", "retired") or not (is_own or found.moderation == "shown"):
        raise Refusal(404, _NOT_THERE, later("It may have been put together with another one. Look at the list."))
    return found


def _pin_of(visit: Visit, finding_id: str, *, is_fresh: bool) -> dict[str, Any]:
    """The same as screens show it; one that has just come is looked for again."""
    found = seen_finding(visit, finding_id)
    for is_anew in (is_fresh, True):
        for pin in state_of(visit, is_fresh=is_anew, only=found.id)["pins"]:
            return _in_words(visit, pin)
    raise Refusal(404, _NOT_THERE)


def _comments(visit: Visit, finding_id: str) -> list[Comment]:
    """Comments on a pin and on what was merged into it, oldest first: those shown, and this phone's own."""
    said = _said_of(visit, Comment, finding_id, session=visit.session.id)
    return [one for one in said if one.moderation == "shown" or one.device_id == visit.device.device_id]


def _said_of(visit: Visit, kind: type[Said], finding_id: str, **where: str) -> list[Said]:
    """Records of a kind about a pin and about what was merged into it, oldest first."""
    merged = merged_map(visit.store.all(Finding, status="merged", **where))
    if not merged:
        return visit.store.all(kind, finding_id=finding_id, **where)
    return [one for one in visit.store.all(kind, **where) if kept_one(one.finding_id, merged) == finding_id]


def _proposals(visit: Visit, finding_id: str) -> list[Proposal]:
    """What the room thinks could be done about a pin, oldest first: what is shown, and this phone's own."""
    own = visit.device.device_id
    said = _said_of(visit, Proposal, finding_id)
    return [one for one in said if one.moderation == "shown" or (one.device_id and one.device_id == own)]


def show_pin(
    visit: Visit, *, problems: dict[str, str] | None = None, comment: str = "", alt: str = "", proposal: str = "",
    lever: str = "",
) -> Response:  # fmt: skip
    """``GET /join/pin/{id}``, or the same page with what is wrong with what a phone sent."""
    asked, query = visit.request.path_params["pin"], visit.request.query_params
    pin = _pin_of(visit, asked, is_fresh=visit.request.method == "POST" or "saved" in query)
    if pin["id"] != asked and visit.request.method in ("GET", "HEAD"):
        return see_other(f"{join_path()}/pin/{pin['id']}")
    own_photos = visit.store.all(Photo, session=visit.session.id, device_id=visit.device.device_id)
    least, most = visit.store.taxonomy.scale
    return show(
        visit, "pin.html", 422 if problems else 200, pin=pin, comments=_comments(visit, pin["id"]),
        vote=_own_votes(visit).get(pin["id"]), problems=problems or {}, comment=comment, alt=alt, nonce=new_token(),
        is_about_levers=visit.session.stage == "levers", proposals=_proposals(visit, pin["id"]), proposal=proposal,
        lever=lever,
        scale=range(least, most + 1), is_voting=visit.session.is_voting, saved=query.get("saved", ""),
        questions=visit.store.taxonomy.labels("forum_questions_levers"), left_n=len(_left(visit)),
        waiting_photos_n=sum(one.finding_id == pin["id"] and one.moderation == "waiting" for one in own_photos),
    )  # fmt: skip


def _to_vote(visit: Visit) -> list[str]:
    """Pins this phone has not voted on, in an order of its own: so that not everybody votes on the same ones first."""
    device_id = visit.device.device_id
    return sorted(_left(visit), key=lambda one: hashlib.sha256(f"{device_id} {one}".encode()).digest())


def _left(visit: Visit) -> list[str]:
    """Pins that are shown and that this phone has not voted on."""
    own = visit.store.all(Finding, session=visit.session.id, device_id=visit.device.device_id)
    done = {*_own_votes(visit), *(one.id for one in own if one.moderation != "shown")}
    return [one for one in state_of(visit, only=NO_PIN)["order"] if one not in done]


def next_to_vote(visit: Visit) -> str:
    """Address of the next pin to vote on; of the list once there is none."""
    left = _to_vote(visit)
    return f"{join_path()}/pin/{left[0]}#vote" if left else f"{join_path()}/list?said=all-voted"


def show_next_vote(visit: Visit) -> Response:
    """``GET /join/vote``: on to the next pin that this phone has not voted on."""
    return see_other(next_to_vote(visit) if visit.session.is_voting else f"{join_path()}/list")


def serve_photo(visit: Visit) -> Response:
    """``GET /join/photo/{id}.jpg``: a photo of this session that is shown, on a pin that is shown."""
    photo_id = visit.request.path_params["photo"]
    found = visit.store.all(Photo, id=photo_id, session=visit.session.id) if _PHOTO_ID.fullmatch(photo_id) else []
    if not found or found[0].moderation != "shown":
        raise Refusal(404, _NOT_THERE)
    seen_finding(visit, found[0].finding_id)
    content = visit.store.photo_bytes(photo_id)
    if not content:
        raise Refusal(404, _NOT_THERE)
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})
