"""Rules for what people said outside a session, and for reports that are there already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plan.records import Answer, DiaryPhoto, ExistingReport, PlannedMethod
from plan.rules.ground import geometry, is_date, known, rule, titled
from plan.taxonomy import Taxonomy
from plan.text import personal_data_in

__all__: list[str] = []

_MOST_REMARKS = 100
_DISTRICT = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?$")
_CLOCK = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_WITHOUT_WORDS = ("diary", "journey")


@rule(Answer)
def _answer(record: Answer, taxonomy: Taxonomy) -> Iterator[str]:
    yield from known(taxonomy, "methods", record.method, "The method")
    if record.sector:
        yield from known(taxonomy, "sectors", record.sector, "The sector")
    if not record.text and record.kind not in _WITHOUT_WORDS:
        yield "There is nothing to read: write what was said or seen."
    if not record.consent:
        yield "Say what was agreed with the person, such as 'may be used in the plan without a name'."
    if not is_date(record.retention_until):
        yield "Say until when it may be kept, as a date such as 2028-05-17."
    yield from geometry(record.geometry)
    yield from _district(record)
    if record.kind == "journey":
        yield from _journey(record)


def _district(record: Answer) -> Iterator[str]:
    if not record.district:
        return
    if personal_data_in(record.district):
        yield "A full postcode tells a few homes apart: keep its first half only, such as BS5."
    elif not _DISTRICT.match(record.district):
        yield f"{record.district[:20]!r} is not a postcode district such as BS5."
    if record.geometry is not None or record.area_id:
        yield "The place is given twice: keep the postcode district, or the area or point."


def _journey(record: Answer) -> Iterator[str]:
    if record.geometry is None or not record.geometry.geom_type.endswith("LineString"):
        yield "A journey is a line: draw it, or write down its points in order."
    if len(record.along) > _MOST_REMARKS:
        yield f"The journey has {len(record.along)} remarks; at most {_MOST_REMARKS} can be kept."
    for number, remark in enumerate(record.along, start=1):
        yield from _remark(number, remark)


def _remark(number: int, remark: dict[str, Any]) -> Iterator[str]:
    if not str(remark.get("text", "")).strip():
        yield f"Remark {number} has no words."
    at = str(remark.get("at", ""))
    if at and not _CLOCK.match(at):
        yield f"Remark {number}: {at[:20]!r} is not a time such as 08:10."


@rule(DiaryPhoto)
def _photo(record: DiaryPhoto, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.answer_id:
        yield "A picture belongs to a photo diary."
    if not record.alt:
        yield "Say in a few words what the photo shows, for people who cannot see it."
    if not record.version and not record.content.startswith(b"\xff\xd8"):
        yield "The photo is not a JPEG."
    yield from geometry(record.geometry)


@rule(ExistingReport)
def _report(record: ExistingReport, taxonomy: Taxonomy) -> Iterator[str]:
    yield from titled(record)
    if not record.publisher:
        yield "Say who published the report."
    if not re.match(r"^(1[89]|20)\d\d$", record.year):
        yield f"The year {record.year[:20]!r} is not a year such as 2019."
    if record.link and not record.link.startswith(("https://", "http://")):
        yield "The link does not begin with https:// or http://."


@rule(PlannedMethod)
def _planned(record: PlannedMethod, taxonomy: Taxonomy) -> Iterator[str]:
    yield from known(taxonomy, "methods", record.method, "The method")
    if not record.planned_for:
        yield "Say when it is planned for, such as 'spring 2027'."
