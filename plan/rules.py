"""What makes a record acceptable: every problem is named, not only the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import AtlasError
from plan.records import (
    RECORDS,
    Action,
    Comment,
    Correction,
    Device,
    Dismissal,
    Erasure,
    Evidence,
    Feedback,
    Finding,
    Organisation,
    Outcome,
    Photo,
    Record,
    Session,
    Update,
    Vote,
)  # fmt: skip
from plan.taxonomy import Taxonomy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["CHECKS", "MODERATION", "RecordFault", "check_record", "problems_of"]

LONGEST_TITLE = 10_000
LONGEST_TEXT = 20_000
LONGEST_NAME = 300
MOST_ITEMS = 50
MOST_POINTS = 500
MODERATION = ("shown", "waiting", "refused")
_SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
# Lists of a record whose items are keys of the taxonomy.
_KEYS = {"dimensions": "dimensions", "policy_spheres": "policy_spheres", "sectors": "sectors", "themes": "themes"}
_STEPS = ("know", "discuss", "add", "draw")


class RecordFault(AtlasError, ValueError):
    """A record cannot be kept as it is; ``problems`` names everything that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("This was not saved.", " ".join(problems), "Correct it and save again.")


Kept = TypeVar("Kept", bound=Record)
Check = Callable[[Kept, Taxonomy], Iterator[str]]
CHECKS: dict[type[Record], Check[Any]] = {}
"""When a record of a kind is complete: the function gives what is wrong with it, in sentences."""


def _rule(kind: type[Kept]) -> Callable[[Check[Kept]], Check[Kept]]:
    """The function below is the rule for records of this kind."""

    def keep(check: Check[Kept]) -> Check[Kept]:
        CHECKS[kind] = check
        return check

    return keep


def _is_date(words: str) -> bool:
    if not _DATE.match(words):
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _lengths(record: Record) -> Iterator[str]:
    for name, value in vars(record).items():
        if isinstance(value, str):
            most = {"title": LONGEST_TITLE, "text": LONGEST_TEXT, "alt": 1000}.get(name, LONGEST_TEXT)
            if name in ("name", "venue", "area_id", "created_by", "method", "group"):
                most = LONGEST_NAME
            if len(value) > most:
                yield f"The {name} has {len(value):,} characters; at most {most:,} can be kept."
        elif isinstance(value, tuple) and value and isinstance(value[0], str) and name != "record_ids":
            if len(value) > MOST_ITEMS:
                yield f"{name} has {len(value)} entries; at most {MOST_ITEMS} can be kept."
            for item in value:
                if ";" in item:
                    yield f"{name}: {item[:60]!r} holds a semicolon, which separates entries. Write it without."
                elif len(item) > LONGEST_NAME:
                    yield f"{name}: an entry is longer than {LONGEST_NAME} characters."


def _known(taxonomy: Taxonomy, name: str, key: str, what: str) -> Iterator[str]:
    if key not in taxonomy.terms[name]:
        known = ", ".join(f"{label} ({one})" for one, label in taxonomy.labels(name).items())
        yield f"{what} {key[:60]!r} is not known. There are: {known}."


def _lists(record: Record, taxonomy: Taxonomy) -> Iterator[str]:
    for field_name, name in _KEYS.items():
        for key in getattr(record, field_name, ()):
            yield from _known(taxonomy, name, key, name.replace("_", " ").capitalize().rstrip("s") + ":")


def _geometry(geometry: BaseGeometry | None) -> Iterator[str]:
    if geometry is None:
        return
    import shapely

    if geometry.geom_type not in _SHAPES:
        yield f"A place is a point, a line or an area, not a {geometry.geom_type}."
        return
    if geometry.is_empty:
        yield "The place has no points."
        return
    if geometry.has_z:
        yield "The place has heights: only longitude and latitude are kept."
    points = shapely.get_coordinates(geometry)
    if len(points) > MOST_POINTS:
        yield f"The outline has {len(points)} points; at most {MOST_POINTS} can be kept."
    if not ((abs(points[:, 0]) <= 180).all() and (abs(points[:, 1]) <= 90).all()):
        yield "The place is not in degrees of longitude and latitude."
    elif not geometry.is_valid:
        yield f"The outline is not valid: {shapely.is_valid_reason(geometry)}."


def _titled(record: Any) -> Iterator[str]:
    if not record.title:
        yield "There is no sentence: say in a few words what it is."


def _moderated(record: Any) -> Iterator[str]:
    if record.moderation not in MODERATION:
        yield f"Moderation {record.moderation!r} is not known. There are: {', '.join(MODERATION)}."


@_rule(Finding)
def _finding(record: Finding, taxonomy: Taxonomy) -> Iterator[str]:
    yield from _titled(record)
    yield from _known(taxonomy, "kinds", record.kind, "The kind")
    yield from _known(taxonomy, "levels", record.level, "The level")
    if record.level == "national":
        yield "The level 'national' is for actions only."
    yield from _known(taxonomy, "finding_status", record.status, "The status")
    yield from _known(taxonomy, "methods", record.method, "The method")
    yield from _moderated(record)
    yield from _geometry(record.geometry)
    if record.status == "retired" and not record.status_reason:
        yield "A finding is retired with a reason."


@_rule(Action)
def _action(record: Action, taxonomy: Taxonomy) -> Iterator[str]:
    yield from _titled(record)
    yield from _known(taxonomy, "levels", record.level, "The level")
    yield from _known(taxonomy, "action_status", record.status, "The status")
    yield from _geometry(record.geometry)
    yield from _rag(record.rag, record.rag_reason, taxonomy)
    if record.due_date and not _is_date(record.due_date):
        yield f"The due date {record.due_date!r} is not a date such as 2026-05-17."
    if record.status == "dropped" and not record.status_reason:
        yield "An action is dropped with a reason."


def _rag(rag: str, reason: str, taxonomy: Taxonomy) -> Iterator[str]:
    if rag:
        yield from _known(taxonomy, "rag", rag, "The colour")
    if rag in ("amber", "red") and not reason:
        yield f"{rag.capitalize()} needs a reason."


@_rule(Update)
def _update(record: Update, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text:
        yield "An update says what happened."
    yield from _rag(record.rag, record.rag_reason, taxonomy)
    if record.status:
        yield from _known(taxonomy, "action_status", record.status, "The status")


@_rule(Feedback)
def _feedback(record: Feedback, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.answer:
        yield "There is no answer."
    yield from _known(taxonomy, "advocacy_questions", record.question, "The question")


@_rule(Outcome)
def _outcome(record: Outcome, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.measure:
        yield "An outcome names its measure."


@_rule(Organisation)
def _organisation(record: Organisation, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name or ";" in record.name:
        yield "An organisation has a name, without semicolons."
    yield from _known(taxonomy, "organisation_kinds", record.kind, "The kind of organisation")


@_rule(Session)
def _session(record: Session, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name:
        yield "The session has no name."
    if not _is_date(record.date):
        yield f"The date {record.date!r} is not a date such as 2026-05-17."
    if record.retention_until and not _is_date(record.retention_until):
        yield f"The retention date {record.retention_until!r} is not a date such as 2027-05-17."
    yield from _known(taxonomy, "forums", record.forum, "The forum")
    yield from _known(taxonomy, "stages", record.stage, "The stage")
    if record.step not in _STEPS:
        yield f"The step {record.step!r} is not known. There are: {', '.join(_STEPS)}."
    if record.attendance_n is not None and not 0 <= record.attendance_n <= 100_000:
        yield f"{record.attendance_n} people cannot have been there."
    for part in record.agenda:
        yield from _known(taxonomy, "forum_agenda", str(part.get("part", "")), "The agenda part")
    for group in record.groups:
        if not str(group.get("name", "")):
            yield "A group has no name."
        if dimension := group.get("dimension"):
            yield from _known(taxonomy, "dimensions", str(dimension), "The group's dimension")


@_rule(Device)
def _device(record: Device, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.session:
        yield "A phone belongs to a session."


@_rule(Comment)
def _comment(record: Comment, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text:
        yield "There is nothing to read in the comment."
    yield from _moderated(record)


@_rule(Vote)
def _vote(record: Vote, taxonomy: Taxonomy) -> Iterator[str]:
    least, most = taxonomy.scale
    for name in ("importance", "amenability"):
        value = getattr(record, name)
        if value is not None and not least <= value <= most:
            yield f"A vote is {least} to {most}, not {value}."
    if not record.device_id:
        yield "A vote belongs to a device."


@_rule(Evidence)
def _evidence(record: Evidence, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.content:
        yield "There is nothing in the evidence."


@_rule(Photo)
def _photo(record: Photo, taxonomy: Taxonomy) -> Iterator[str]:
    yield from _moderated(record)
    if not record.alt:
        yield "Say in a few words what the photo shows, for people who cannot see it."
    if not record.version and not record.content.startswith(b"\xff\xd8"):
        yield "The photo is not a JPEG."


@_rule(Correction)
def _correction(record: Correction, taxonomy: Taxonomy) -> Iterator[str]:
    from plan.corrections import problems_of_correction

    yield from problems_of_correction(record)
    yield from _moderated(record)
    yield from _geometry(record.geometry)
    if record.status not in ("proposed", "accepted", "rejected", "withdrawn"):
        yield f"The status {record.status!r} is not known."


@_rule(Dismissal)
def _dismissal(record: Dismissal, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.suggestion_key:
        yield "It is not said which suggestion is dismissed."
    if not record.reason:
        yield "A suggestion is dismissed with a reason."


@_rule(Erasure)
def _erasure(record: Erasure, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.reason:
        yield "An erasure is recorded with its reason, such as 'asked for by the person'."


if _without := [kind.__name__ for kind in RECORDS if kind not in CHECKS]:
    raise TypeError(f"These kinds of records have no rule: {', '.join(_without)}. Each needs a function with @_rule.")


def problems_of(record: Record, taxonomy: Taxonomy) -> list[str]:
    """Everything that is wrong with a (cleaned) record, in sentences; empty if it can be kept."""
    found = [*_lengths(record), *_lists(record, taxonomy), *CHECKS[type(record)](record, taxonomy)]
    return list(dict.fromkeys(found))


def check_record(record: Record, taxonomy: Taxonomy) -> None:
    """Refuse a record that cannot be kept.

    Raises:
        RecordFault: names everything that is wrong with it.
    """
    if problems := problems_of(record, taxonomy):
        raise RecordFault(problems)
