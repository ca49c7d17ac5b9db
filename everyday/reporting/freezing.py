"""From the plan as it is to the content of a report that stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from everyday.acting import ActionRow, Choice, chosen, plan_rows
from everyday.documents.plan import Sources, sources_of
from everyday.language import language
from everyday.reporting.thawing import NAMES, PARTS, Frozen
from plan.exchange import record_to_json
from plan.records import Action, Milestone, Record, Report

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition
    from plan.records import Person

__all__ = ["freeze", "frozen_now"]

FORM = 1
_SUMMARY = ("id", "title", "status", "status_reason", "visibility", "goes_on_in", "goes_on_as")
_OF_PEOPLE = ("created_by", "device_id")


def freeze(
    atlas: AtlasFolder, edition: Edition, who: Person, *, name: str, round_name: str = "", choice: Choice | None = None,
    day: str = "", is_agreed: bool = False,
) -> Report:  # fmt: skip
    """Keep the plan as it is now.

    Args:
        edition: whose maps and measured numbers belong to it.
        who: a planner.
        name: what the report is called: of which meeting.
        round_name: the reporting round, such as ``2026 Q4``.
        choice: the filters in force; the whole plan without it.
        day: the day of the report, by which things are late; default: today.
        is_agreed: True where the network agreed the plan on that day.

    Raises:
        RecordFault: it has no name, or the day is none.
        NotAllowedError
    """
    now = frozen_now(atlas, edition, choice=choice, day=day)
    report = Report(
        kind="agreed" if is_agreed else "meeting", name=name.strip(), date=now.date, round=round_name.strip(),
        filters=dict(now.content["filters"]), content=dict(now.content),
    )  # fmt: skip
    return atlas.plan().add(report, who)


def frozen_now(atlas: AtlasFolder, edition: Edition, *, choice: Choice | None = None, day: str = "") -> Frozen:
    """The plan as it is, in the form of a report that nobody keeps: to lay beside one."""
    asked, today = choice or Choice(), day or date.today().isoformat()
    sources = sources_of(atlas, edition, language("en", folder=atlas.folder))
    rows = plan_rows(atlas.plan(), audience="team", today=today)
    taken = chosen(rows, asked, sources.organisations)
    content = {
        "form": FORM,
        "day": today,
        "filters": asked.as_json(),
        "edition": edition.id,
        "town": sources.town,
        "edition_words": sources.edition_words,
        "attributions": list(sources.attributions),
        "is_made_up": sources.is_made_up,
        "terms": {name: dict(found) for name, found in sources.taxonomy.terms.items()},
        "areas": dict(sources.areas),
        "organisations": [_content(one) for one in sources.organisations.known],
        "finding_numbers": {one.id: row.numbers[one.id] for row in taken for one in row.findings},
        "rows": [_row(row, sources) for row in taken],
        "whole": [_summary(row.action, sources) for row in rows],
    }
    return Frozen("", today, "", content)


def _content(record: Record, **more: Any) -> dict[str, Any]:
    """A record without who typed it."""
    content = record_to_json(record) | more
    return {name: value for name, value in content.items() if name not in _OF_PEOPLE}


def _summary(action: Action, sources: Sources) -> dict[str, Any]:
    return {name: _plain(getattr(action, name)) for name in _SUMMARY} | {"number": sources.numbers[action.id]}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _row(row: ActionRow, sources: Sources) -> dict[str, Any]:
    """One action with its parts. The words of its parts stand in the parts alone, where an erasure finds them."""
    parts: dict[str, Sequence[Record]] = {name: getattr(row, name) for name in PARTS}
    steps: list[Milestone] = [*row.milestones, *row.dropped]
    return {
        "id": row.id,
        "action": _content(replace(row.action, interventions=(), milestones=())),
        "areas": list(sources.area_ids(row)),
        "measures": list(sources.measures(row)),
        "reports": list(sources.reports(row)),
        "evidence": [
            {"id": evidence_id, "finding_id": one.id, "lines": list(lines)}
            for one in row.findings
            for evidence_id, lines in sources.evidence(one.id)
        ],
        **{name: [_content(one) for one in records] for name, records in (parts | {"milestones": steps}).items()},
        **{name: list(getattr(row, name)) for name in NAMES},
    }
