"""Rules for what people say, and for the sessions they say it in."""

from __future__ import annotations

from collections.abc import Iterator

from plan.records import Comment, Correction, Device, Dismissal, Erasure, Evidence, Finding, Photo, Session, Vote
from plan.rules.ground import geometry, is_date, known, rule, titled
from plan.taxonomy import Taxonomy

__all__: list[str] = []


@rule(Finding)
def _finding(record: Finding, taxonomy: Taxonomy) -> Iterator[str]:
    yield from titled(record)
    yield from known(taxonomy, "kinds", record.kind, "The kind")
    yield from known(taxonomy, "levels", record.level, "The level")
    if record.level == "national":
        yield "The level 'national' is for actions only."
    yield from known(taxonomy, "finding_status", record.status, "The status")
    yield from known(taxonomy, "methods", record.method, "The method")
    yield from geometry(record.geometry)
    if record.status == "retired" and not record.status_reason:
        yield "A finding is retired with a reason."


@rule(Session)
def _session(record: Session, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name:
        yield "The session has no name."
    if not is_date(record.date):
        yield f"The date {record.date!r} is not a date such as 2026-05-17."
    yield from known(taxonomy, "forums", record.forum, "The forum")
    yield from known(taxonomy, "stages", record.stage, "The stage")
    if record.attendance_n is not None and not 0 <= record.attendance_n <= 100_000:
        yield f"{record.attendance_n} people cannot have been there."
    for part in record.agenda:
        yield from known(taxonomy, "forum_agenda", str(part.get("part", "")), "The agenda part")
    for group in record.groups:
        if not str(group.get("name", "")):
            yield "A group has no name."
        if dimension := group.get("dimension"):
            yield from known(taxonomy, "dimensions", str(dimension), "The group's dimension")


@rule(Device)
def _device(record: Device, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.session:
        yield "A phone belongs to a session."


@rule(Comment)
def _comment(record: Comment, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text:
        yield "There is nothing to read in the comment."


@rule(Vote)
def _vote(record: Vote, taxonomy: Taxonomy) -> Iterator[str]:
    least, most = taxonomy.scale
    for name in ("importance", "amenability"):
        value = getattr(record, name)
        if value is not None and not least <= value <= most:
            yield f"A vote is {least} to {most}, not {value}."
    if not record.device_id:
        yield "A vote belongs to a device."


@rule(Evidence)
def _evidence(record: Evidence, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.content:
        yield "There is nothing in the evidence."


@rule(Photo)
def _photo(record: Photo, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.alt:
        yield "Say in a few words what the photo shows, for people who cannot see it."
    if not record.version and not record.content.startswith(b"\xff\xd8"):
        yield "The photo is not a JPEG."


@rule(Correction)
def _correction(record: Correction, taxonomy: Taxonomy) -> Iterator[str]:
    from plan.corrections import problems_of_correction

    yield from problems_of_correction(record)
    yield from geometry(record.geometry)


@rule(Dismissal)
def _dismissal(record: Dismissal, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.suggestion_key:
        yield "It is not said which suggestion is dismissed."
    if not record.reason:
        yield "A suggestion is dismissed with a reason."


@rule(Erasure)
def _erasure(record: Erasure, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.reason:
        yield "An erasure is recorded with its reason, such as 'asked for by the person'."
