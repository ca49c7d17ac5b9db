"""Rules for community activities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan.records import Activity
from plan.rules.ground import geometry, is_date, known, rule
from plan.taxonomy import Taxonomy
from plan.text import personal_data_in

__all__: list[str] = []

_KEYS = (
    "outcome_themes", "participation_areas", "playbook_activities", "individual_outcomes", "community_benefits",
    "playbook_barriers",
)  # fmt: skip
_ADDRESS = re.compile(r"^(?:https?://[^\s<>\"]{3,500}|mailto:[^\s<>\"]{3,200})$")
LONGEST_WHEN = 2_000
_TOLD = ("title", "text", "when", "organiser", "cost_words", "language_support", "benefit_told")


@rule(Activity)
def _activity(record: Activity, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.title:
        yield "The title is empty: say in a few words what it is."
    yield from known(taxonomy, "activity_kinds", record.kind, "The kind")
    for name in _KEYS:
        for key in getattr(record, name):
            yield from known(taxonomy, name, key, f"{name}:")
    if is_date(record.valid_from) and is_date(record.valid_to) and record.valid_to < record.valid_from:
        yield f"The valid to {record.valid_to!r} is before it is valid from."
    yield from geometry(record.geometry)
    if record.geometry is not None and record.geometry.geom_type != "Point":
        yield "An activity is held at a point; one without a point can name its area."
    if record.is_ward_only:
        if record.geometry is not None or record.venue:
            yield "An activity known to the ward only has no point and no venue: nothing but the area is kept."
        if not record.area_id:
            yield "An activity known to the ward only names its area."
        for name in _TOLD:
            if any(found.kind == "postcode" for found in personal_data_in(getattr(record, name))):
                yield f"The {name.replace('_', ' ')} holds a postcode, which says more than the ward: take it out."
    if len(record.when) > LONGEST_WHEN:
        yield f"The when has {len(record.when):,} characters; at most {LONGEST_WHEN:,} can be understood."
    if record.contact and not _ADDRESS.match(record.contact):
        yield f"The contact {record.contact[:60]!r} is not the address of a page, such as https://example.org/sewing."
