"""What is on every screen of a session, worked out once for each change and shared by phones and projector.

Records that have not changed are the same objects in the store's mirror, so an entry is made anew only where something
behind it is another object than before. Each entry knows the revision at which it last changed: a screen that says
what it has gets only what is new to it.
"""

from __future__ import annotations

import math
import operator
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from plan.merging import kept_one, merged_map
from plan.records import Comment, Device, Evidence, Finding, Photo, Session, Vote
from plan.votes import NO_VOTES, Tally, counted_votes, tally_votes

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, OpenEdition
    from everyday.language import Language
    from store.plan_store import PlanStore

__all__ = ["NO_PIN", "is_open", "refresh_state", "session_state"]

State = dict[str, Any]
Said = TypeVar("Said", Comment, Evidence, Photo, Vote)
EVERY_SESSION = Session(is_voting=False)
"""Stands for the session where the findings of all are asked for."""
NO_PIN = "-"
"""In place of the id of a pin: none of them is asked for."""
_HIDDEN = ("merged", "retired")
_FOR_FACILITATOR = ("device_id", "waiting_n", "merged_into", "status_reason", "suggestion_key", "version")
"""What only the facilitator's screen is told of a pin."""


def is_open(session: Session, now: str = "") -> bool:
    """True while phones may join and add; ``now`` as ``2026-11-26T12:50:00Z``, default the time now."""
    moment = now or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return bool(session.join_code) and not session.closed_at and session.expires_at > moment


@dataclass
class _Entry:
    """A finding as screens show it. ``behind`` are the objects it was made from, ``at`` the revision it changed at.

    ``votes`` were counted for it: of a thousand votes one has changed, and those of the other findings are not counted
    again.
    """

    behind: tuple[Any, ...]
    votes: list[Vote]
    tally: Tally
    pin: State
    at: int


@dataclass
class _Kept:
    """The entries of one session in one language; which of them everybody sees, and which only their own phone."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    revision: int = -1
    changed_at: int = -1
    first: int = -1
    made_at_s: float = 0.0
    session: Session | None = None
    edition_id: str = ""
    entries: dict[str, _Entry] = field(default_factory=dict)
    public: dict[str, None] = field(default_factory=dict)
    own: dict[str, set[str]] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[PlanStore, dict[tuple[str, str], _Kept]] = WeakKeyDictionary()
_LOCK = threading.Lock()


def session_state(
    atlas: AtlasFolder,
    session_id: str,
    *,
    for_device: str = "",
    is_facilitator: bool = False,
    since: int = 0,
    max_age_s: float = 0.0,
    language: Language | None = None,
    only: str = "",
) -> State:
    """A session as a screen shows it.

    Args:
        atlas: whose plan it is in.
        session_id: the session; empty for the findings of all sessions, also of none.
        for_device: a phone: it gets what is shown, and its own entries that wait (or were refused).
        is_facilitator: everything, also what waits, was refused, merged or retired, and the devices' ids.
        since: the ``revision`` of the state that the screen has; only pins that changed after it are in ``pins``.
        max_age_s: a state as old as this will do.
        language: of the words for places and evidence; English without it.
        only: the id of a pin: ``pins`` holds no other, and none for :data:`NO_PIN`. ``order`` has all the same.

    Returns:
        ``revision`` (to ask with next time), ``is_whole`` (False where ``pins`` holds changes only), ``session_id``,
        ``name``, ``date``, ``is_open``, ``is_voting``, ``is_moderated``, ``step``, ``notice``, ``order`` (ids of all
        pins, oldest first) and ``pins``: each with ``id``, ``seq`` (its number), ``kind``, ``title``, ``text``,
        ``status``, ``level``, ``dimensions``, ``themes``, ``groups``, ``where``, ``area_id``, ``lat``, ``lon``,
        ``geometry`` (GeoJSON or None), ``votes``, ``comments_n``, ``by``, ``at``, ``moderation``, ``is_mine``,
        ``evidence`` (lines), ``photos`` (``id``, ``alt``), ``merged`` (titles of the ones merged into it).

    Raises:
        NotFoundError: there is no such session.
    """
    store = atlas.plan()
    session = store.get(Session, session_id) if session_id else EVERY_SESSION
    kept = _kept(store, (session_id, language.code if language else ""))
    with kept.lock:
        if time.monotonic() - kept.made_at_s >= max_age_s or kept.revision < 0:
            _refresh(kept, atlas, store, session_id, language)
        entries, session, revision = kept.entries, kept.session or session, kept.changed_at
        is_whole = since < kept.first or since > revision
        seen = list(entries) if is_facilitator else _seen_ids(kept, for_device)
    told = ([only] if only in entries and only in seen else []) if only else seen
    wanted = [entries[id_] for id_ in told if is_whole or entries[id_].at > since]
    return {
        "revision": revision, "is_whole": is_whole, "session_id": session.id, "name": session.name,
        "date": session.date, "is_open": is_open(session), "is_voting": session.is_voting,
        "is_moderated": session.is_moderated, "step": session.step, "notice": session.notice, "order": seen,
        "pins": [_as_told(entry.pin, for_device, is_facilitator) for entry in wanted],
    }  # fmt: skip


def refresh_state(atlas: AtlasFolder, session_id: str) -> None:
    """Make the next state of a session anew, however young the last one is: somebody has just added to it."""
    store = atlas.plan()
    with _LOCK:
        entries = [kept for (id_, _), kept in _KEPT.get(store, {}).items() if id_ == session_id]
    for kept in entries:
        kept.made_at_s = -math.inf


def _seen_ids(kept: _Kept, device_id: str) -> list[str]:
    """Pins that a phone sees, oldest first: those shown, and its own that are not."""
    own = kept.own.get(device_id) if device_id else None
    return [id_ for id_ in kept.entries if id_ in kept.public or id_ in own] if own else list(kept.public)


def _as_told(pin: State, device_id: str, is_facilitator: bool) -> State:
    told = pin | {"is_mine": bool(device_id) and pin["device_id"] == device_id}
    if not is_facilitator:
        for name in _FOR_FACILITATOR:
            del told[name]
        told["photos"] = [photo for photo in pin["photos"] if photo["moderation"] == "shown"]
    return told


def _kept(store: PlanStore, key: tuple[str, str]) -> _Kept:
    with _LOCK:
        return _KEPT.setdefault(store, {}).setdefault(key, _Kept())


def _refresh(kept: _Kept, atlas: AtlasFolder, store: PlanStore, session_id: str, language: Language | None) -> None:
    """Bring what is kept up to the store's revision. The old entries are left as they are for who reads them."""
    opened = _opened(atlas)
    edition_id = opened.id if opened else ""
    revision = store.revision()
    kept.made_at_s = time.monotonic()
    if revision == kept.revision and edition_id == kept.edition_id:
        return
    session = store.get(Session, session_id) if session_id else EVERY_SESSION
    is_first = kept.revision < 0 or edition_id != kept.edition_id
    before = {} if is_first else kept.entries
    touched = None if is_first else _touched(store, before, kept.revision)
    entries = _entries(store, session_id, before, touched, revision, lambda *behind: _pin(opened, language, *behind))
    is_changed = session is not kept.session or any(entry.at == revision for entry in entries.values())
    kept.first = revision if kept.first < 0 or edition_id != kept.edition_id else kept.first
    kept.changed_at = revision if is_changed or kept.changed_at < 0 else kept.changed_at
    kept.entries, kept.session, kept.revision, kept.edition_id = entries, session, revision, edition_id
    pins = [entry.pin for entry in entries.values() if entry.pin["status"] not in _HIDDEN]
    kept.public = {pin["id"]: None for pin in pins if pin["moderation"] == "shown"}
    kept.own = {}
    for pin in pins:
        if pin["moderation"] != "shown":
            kept.own.setdefault(pin["device_id"], set()).add(pin["id"])


def _opened(atlas: AtlasFolder) -> OpenEdition | None:
    """The edition shown, None before the first build."""
    from everyday.atlas import edition_ids, open_edition

    return open_edition(atlas.edition()) if edition_ids(atlas.folder) else None


Behind = tuple[Finding, Tally, Sequence[Comment], Sequence[Photo], Sequence[Evidence], Sequence[Finding]]


def _touched(store: PlanStore, before: dict[str, _Entry], revision: int) -> set[str] | None:
    """Findings behind whose entries something may have changed since a revision; None where all are looked at."""
    changed = store.recently_changed(revision)
    if changed is None:
        return None
    touched, merged = set(), merged_map(store.all(Finding, status="merged"))
    for record in changed:
        if isinstance(record, Vote | Comment | Photo):
            touched.add(kept_one(record.finding_id, merged))
        elif isinstance(record, Evidence):
            touched.add(record.finding_id)
        elif isinstance(record, Finding):
            known = before.get(record.id)
            if "merged" in (record.status, known.pin["status"] if known else ""):
                return None  # what hangs on it counts for another, or no more
            touched.add(record.id)
        elif isinstance(record, Device) and (record.is_blocked or record.version > 1):
            return None  # its votes are set aside, or count again
    return touched


def _entries(
    store: PlanStore, session_id: str, before: dict[str, _Entry], touched: set[str] | None, revision: int,
    made: Callable[..., State],
) -> dict[str, _Entry]:  # fmt: skip
    """Entries by finding, oldest first; those with nothing new behind them are the ones from before.

    Only those ``touched`` are looked at, or all.
    """
    findings = store.all(Finding, session=session_id) if session_id else store.all(Finding)
    merged = merged_map(store.all(Finding, status="merged"))
    ours = {one.id for one in findings} if touched is None else touched
    # Where nothing was merged, what was said about a finding is found by its id.
    few = None if merged else touched
    votes = _by_kept(counted_votes(_said(store, Vote, few), store.all(Device)), merged, ours)
    comments, photos = (_by_kept(_said(store, kind, few), merged, ours) for kind in (Comment, Photo))
    evidence = _by_kept(_said(store, Evidence, few), {}, ours)
    members: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.id in merged:
            members.setdefault(kept_one(finding.id, merged), []).append(finding)
    entries = {} if touched is None else dict(before)
    numbers = store.numbers()
    for finding in (one for one in findings if one.id in ours):
        groups = [found.get(finding.id, []) for found in (comments, photos, evidence, members)]
        behind = (finding, *(one for group in groups for one in group))
        known, given = before.get(finding.id), votes.get(finding.id, [])
        is_counted = known is not None and _are_same(known.votes, given)
        tally = known.tally if known and is_counted else tally_votes(given, merged).get(finding.id, NO_VOTES)
        if known is None or known.tally != tally or not _are_same(known.behind, behind):
            pin = made(finding, tally, *groups) | {"seq": numbers[finding.id]}
            known = _Entry(behind, given, tally, pin, revision)
        entries[finding.id] = known if is_counted else replace(known, votes=given)
    return entries


def _said(store: PlanStore, kind: type[Said], about: set[str] | None) -> list[Said]:
    """Records of a kind about some findings, or about any."""
    if about is None:
        return store.all(kind)
    return [record for finding_id in about for record in store.all(kind, finding_id=finding_id)]


def _are_same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _by_kept(records: Iterable[Any], merged: dict[str, str], wanted: set[str]) -> dict[str, list[Any]]:
    """Records by the finding that stands for theirs, where that is wanted."""
    found: dict[str, list[Any]] = {}
    for record in records:
        finding_id = record.finding_id
        if finding_id in merged:
            finding_id = kept_one(finding_id, merged)
        if finding_id in wanted:
            found.setdefault(finding_id, []).append(record)
    return found


def _pin(
    opened: OpenEdition | None, language: Language | None, finding: Finding, tally: Tally, comments: Sequence[Comment],
    photos: Sequence[Photo], evidence: Sequence[Evidence], members: Sequence[Finding],
) -> State:  # fmt: skip
    from everyday.evidence import evidence_lines_of, point_of, where_words

    lat, lon = point_of(opened, finding)
    shown_n = sum(comment.moderation == "shown" for comment in comments)
    return {
        "id": finding.id, "version": finding.version, "kind": finding.kind, "title": finding.title,
        "text": finding.text, "status": finding.status, "status_reason": finding.status_reason, "level": finding.level,
        "dimensions": list(finding.dimensions), "themes": list(finding.themes), "groups": list(finding.groups),
        "where": where_words(opened, finding, evidence, language), "area_id": finding.area_id,
        "lat": lat, "lon": lon, "geometry": _geojson(finding),
        "votes": {
            "importance_mean": tally.importance_mean, "importance_n": tally.importance_n,
            "amenability_mean": tally.amenability_mean, "amenability_n": tally.amenability_n,
        },
        "comments_n": shown_n, "waiting_n": sum(_is_waiting(one) for one in (*comments, *photos)),
        "by": finding.created_by, "at": finding.created_at, "moderation": finding.moderation,
        "device_id": finding.device_id, "merged_into": finding.merged_into, "suggestion_key": finding.suggestion_key,
        "evidence": evidence_lines_of(evidence, language),
        "photos": [{"id": one.id, "alt": one.alt, "moderation": one.moderation} for one in photos],
        "merged": [one.title for one in members if one.moderation == "shown"],
    }  # fmt: skip


def _is_waiting(record: Any) -> bool:
    return bool(record.moderation == "waiting")


def _geojson(finding: Finding) -> State | None:
    if finding.geometry is None:
        return None
    import json

    import shapely

    content: State = json.loads(shapely.to_geojson(finding.geometry))
    return content
