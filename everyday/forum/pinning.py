"""A pin: what somebody said about a place, kept together with the numbers of that place as they were then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from plan.ids import id_from, new_id
from plan.records import Evidence, Finding, Person, Record
from plan.rules import RecordFault
from plan.text import clean_record

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition, OpenEdition

__all__ = ["add_pin", "add_pins", "frozen_evidence", "pinned_before"]


def add_pin(
    atlas: AtlasFolder, edition: Edition | OpenEdition, finding: Finding, who: Person, *, where: str = "",
    more: tuple[Evidence, ...] = (),
) -> Finding:  # fmt: skip
    """Keep a finding and, in the same transaction, the evidence of its place.

    A finding that brings an id (``plan.ids.id_from``) and has been kept already by the same device is given back as it
    is kept: a phone may send an entry twice.

    Args:
        atlas: whose plan it goes into.
        edition: whose numbers are frozen with it.
        finding: with geometry or area, or neither for the whole town.
        who: the person or phone that says it.
        where: the place in words (``everyday.locate.place.Place.label``).
        more: further evidence (such as the suggestion it came from); ``finding_id`` is filled in.

    Returns:
        The finding as it was kept.

    Raises:
        RecordFault: names everything that is wrong with it.
        NotAllowedError: the role does not allow it, or the session is over.
    """
    if (known := _kept_before(atlas, finding, who)) is not None:
        return known
    finding = replace(finding, id=finding.id or new_id(Finding.prefix))
    frozen = frozen_evidence(edition, finding, where)
    others = [replace(one, finding_id=finding.id) for one in (*_activities(atlas, finding), *more)]
    try:
        kept = atlas.plan().add_all([finding, frozen, *others], who)[0]
    except RecordFault:
        if (known := _kept_before(atlas, finding, who)) is not None:  # the same entry came twice at once
            return known
        raise
    if not isinstance(kept, Finding):
        raise TypeError(f"The store gave back a {type(kept).__name__} for a finding.")
    return kept


def frozen_evidence(edition: Edition | OpenEdition, finding: Finding, where: str) -> Evidence:
    """The numbers of a finding's place as they are now."""
    from everyday.evidence import evidence_of

    return Evidence(
        id=id_from(Evidence.prefix, finding.id, "measures"),
        finding_id=finding.id,
        kind="measures",
        edition_id=edition.id,
        content=evidence_of(edition, finding.geometry, finding.area_id, label=where),
    )


def _activities(atlas: AtlasFolder, finding: Finding) -> tuple[Evidence, ...]:
    """How many community activities are known to run in the finding's area; nothing where the plan has none at all."""
    from everyday.activities import listed

    rows = listed(atlas.plan(), date.today())
    if not rows or not finding.area_id:
        return ()
    here = [one for one in rows if one.record.area_id == finding.area_id and one.state == "running"]
    content = {"n": len(here), "area_id": finding.area_id, "counted_on": date.today().isoformat()}
    return (Evidence(id=id_from(Evidence.prefix, finding.id, "activities"), kind="activities", content=content),)


def add_pins(
    atlas: AtlasFolder, edition: Edition | OpenEdition, pins: Sequence[tuple[Finding, str]], who: Person
) -> list[Finding]:
    """Keep many findings, each with the evidence of its place, in one transaction: all of them or none.

    Args:
        atlas: whose plan they go into.
        edition: whose numbers are frozen with them.
        pins: new findings, each with its place in words, such as the rows of a session sheet.
        who: the person that brings them.

    Returns:
        The findings as they were kept, in order.

    Raises:
        RecordFault: names everything that is wrong with them.
        NotAllowedError: the role does not allow it.
    """
    findings = [replace(finding, id=finding.id or new_id(Finding.prefix)) for finding, _ in pins]
    frozen = [frozen_evidence(edition, one, where) for one, (_, where) in zip(findings, pins, strict=True)]
    counted = [replace(one, finding_id=finding.id) for finding in findings for one in _activities(atlas, finding)]
    records: list[Record] = [*findings, *frozen, *counted]
    kept = atlas.plan().add_all(records, who)
    return [one for one in kept if isinstance(one, Finding)]


def pinned_before(findings: Iterable[Finding], known: Iterable[Finding]) -> list[bool]:
    """For each finding, whether ``known`` has one that says the same about the same place, as when a sheet comes twice.

    Capitals and blanks make no difference; a barrier and an enabler do.
    """
    said = {_essence(one) for one in known}
    return [_essence(one) in said for one in findings]


def _essence(finding: Finding) -> tuple[str, str, str]:
    """What is said, and where: a shape, an area or the whole town."""
    where = finding.area_id
    if finding.geometry is not None:
        import shapely

        where = shapely.to_wkt(shapely.normalize(finding.geometry), rounding_precision=6)
    return finding.kind, clean_record(finding).title.casefold(), where


def _kept_before(atlas: AtlasFolder, finding: Finding, who: Person) -> Finding | None:
    """The finding as it is kept already, if the same device sent it before."""
    if not finding.id or not who.device_id:
        return None
    known = atlas.plan().all(Finding, id=finding.id)
    is_theirs = bool(known) and (known[0].session, known[0].device_id) == (who.session, who.device_id)
    return known[0] if is_theirs else None
