"""What people said outside a session, each with its method and consent; and reports that others have written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plan.kinds import ANY_SHAPE, Names, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Answer", "DiaryPhoto", "ExistingReport", "PlannedMethod"]


@dataclass(frozen=True, kw_only=True)
class Answer(
    Record,
    prefix="AN",
    table="open_answers",
    add="edit",
    emptied=("geometry", "remarks", "district", "respondent"),
    keys="method sector dimensions finding_ids",
    stays="area_id",
    shapes=ANY_SHAPE,
    days=("given_on", "retention_until"),
    choices={"kind": ("answer", "interview", "journey", "diary", "observation"), "readers": ("planner", "team")},
):
    """What one person said or showed, or what somebody saw, outside a session of the forum.

    Its place is ``geometry`` (point, line, polygon) with the area it lies in, or the area ``area_id`` alone, or the
    postcode district ``district`` (``BS5``); without any it is the whole town. A place of a person's own never goes to
    a map or a document.

    Attributes:
        kind: ``answer`` (to an open question), ``interview``, ``journey`` (shadowed: a line with remarks), ``diary``
            (pictures, :class:`DiaryPhoto`) or ``observation``.
        title: a short name for who works with it; ``question`` is what was asked.
        method, sector: keys of ``methods`` and ``sectors``; the sector may be empty.
        given_on: the day on which it was said.
        remarks: of a journey, ``{"along": [{"at": "08:10", "text": str, "lat": float, "lon": float}]}`` in order.
        respondent: a sign for the person, drawn by lot at entry, so that people are counted and not answers.
        consent: what was agreed with the person, in words. ``is_quotable`` where that covers quoting.
        readers: who may read it: ``planner`` or ``team`` (facilitators too).
        retention_until: the day on which nobody reads it any more and it is erased.
        dimensions: given by a person who read it.
        finding_ids: findings that it was pinned as.
    """

    kind: str = "answer"
    title: str = ""
    text: str = ""
    question: str = ""
    method: str = "city_survey"
    sector: str = ""
    area_id: str = ""
    geometry: BaseGeometry | None = None
    district: str = ""
    given_on: str = ""
    remarks: dict[str, Any] = field(default_factory=dict)
    respondent: str = ""
    consent: str = ""
    is_quotable: bool = False
    readers: str = "planner"
    retention_until: str = ""
    dimensions: Names = ()
    finding_ids: Names = ()

    @property
    def along(self) -> list[dict[str, Any]]:
        """The remarks of a journey in order."""
        return list(self.remarks.get("along", ()))


@dataclass(frozen=True, kw_only=True)
class DiaryPhoto(
    Record,
    prefix="DP",
    table="diary_photos",
    add="edit",
    keys="answer_id",
    emptied=("geometry",),
    shapes=ANY_SHAPE,
):
    """A picture of a photo diary: a JPEG without EXIF (``content``), words for those who do not see it (``alt``), what
    the person says of it (``text``), and where it was taken. Read by whoever may read its answer; erased with it.
    """

    answer_id: str = ""
    number: int = 0
    alt: str = ""
    text: str = ""
    geometry: BaseGeometry | None = None
    width_px: int = 0
    height_px: int = 0
    sha256: str = ""
    content: bytes = b""


@dataclass(frozen=True, kw_only=True)
class ExistingReport(Record, prefix="RP", table="existing_reports", add="plan", keys="action_ids", stays="area_ids"):
    """A report that is there already and that findings and actions can cite.

    ``pages`` are those that are meant (``12`` or ``12 to 15``), ``area_ids`` the areas that it is about (the whole town
    without any), ``link`` is where it can be read, ``text`` what it says for this town. ``action_ids`` cite it; a
    finding cites it by evidence of the kind ``link``.
    """

    title: str = ""
    publisher: str = ""
    year: str = ""
    pages: str = ""
    area_ids: Names = ()
    link: str = ""
    text: str = ""
    action_ids: Names = ()

    @property
    def cited(self) -> str:
        """``"Buses after six (Council, 2019), page 12"``."""
        pages = self.pages.strip()
        mark = "pages" if " " in pages or "-" in pages else "page"
        return f"{self.title} ({self.publisher}, {self.year}){f', {mark} {self.pages}' if pages else ''}"


@dataclass(frozen=True, kw_only=True)
class PlannedMethod(Record, prefix="PM", table="planned_methods", add="plan", keys="method"):
    """A method of the toolkit that the town means to use: ``planned_for`` when, in words, ``text`` by whom and with
    whom. One that came to nothing ``is_dropped``; one that has been used says so by what it brought.
    """

    method: str = ""
    planned_for: str = ""
    text: str = ""
    is_dropped: bool = False
