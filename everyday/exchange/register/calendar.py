"""The days of the action plan as a calendar (.ics): milestones, due dates and next looks, each as a whole day.

Somebody who imports the file again, or subscribes to it, sees a moved day moved: an entry's UID is its record's id, its
SEQUENCE the record's version (and that of the action it is part of). A calendar is passed on and cannot be called back,
so it holds what everybody may see and no name of a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.acting import Organisations
from everyday.disk import replace_bytes
from everyday.documents.plan import shown_owner
from everyday.language import Language, writable
from plan.rules import is_date

if TYPE_CHECKING:
    from icalendar import Event

    from everyday.acting import ActionRow
    from plan.records import Record
    from plan.taxonomy import Taxonomy

__all__ = ["calendar_bytes", "write_calendar"]

_PRODUCT = "-//Everyday Atlas//Action plan//EN"
_DOMAIN = "everyday-atlas"


def write_calendar(
    path: Path,
    rows: Sequence[ActionRow],
    town: str,
    taxonomy: Taxonomy,
    organisations: Organisations,
    language: Language,
) -> int:
    """Write the calendar, whole or not at all; returns the number of entries."""
    content, count = calendar_bytes(rows, town, taxonomy, organisations, language)
    replace_bytes(path, content)
    return count


def calendar_bytes(
    rows: Sequence[ActionRow], town: str, taxonomy: Taxonomy, organisations: Organisations, language: Language
) -> tuple[bytes, int]:
    """The calendar and the number of its entries.

    Args:
        rows: as everybody may see them (:func:`everyday.acting.plan_rows` for ``everybody``).
        town: name of the town.
    """
    from icalendar import Calendar

    _ = language
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Action plan of {town}", town=writable(town)))
    events = [event for row in rows for event in _events(row, taxonomy, organisations, _)]
    for event in events:
        found.add_component(event)
    return found.to_ical(), len(events)


def _events(row: ActionRow, taxonomy: Taxonomy, organisations: Organisations, _: Language) -> Iterator[Event]:
    action = row.action
    is_dropped, is_done = action.status == "dropped", action.status == "done"
    told = [
        "; ".join(f"{taxonomy.label('kinds', one.kind)} {row.numbers.get(one.id, '')}: {one.title}"
                  for one in row.findings),
        _("Responsible: {names}", names="; ".join(action.responsible)) if action.responsible else "",
        _("Status: {status}", status=_(taxonomy.label("action_status", action.status))),
    ]  # fmt: skip
    if day := action.next_look if action.is_ongoing else action.due_date:
        title = (
            _("Look again: {title}", title=action.title) if action.is_ongoing else _("Due: {title}", title=action.title)
        )
        yield _event((action,), day, title, told, is_done=is_done, is_dropped=is_dropped, _=_)
    for one in (*row.milestones, *row.dropped):
        if one.date:
            owner = shown_owner(row, one.owner, organisations, "everybody")
            lines = [_("Part of: {title}", title=action.title), *told, _("Owner: {name}", name=owner) if owner else ""]
            yield _event((one, action), one.date, one.text, lines, is_done=bool(one.done_on),
                         is_dropped=is_dropped or bool(one.dropped_on), _=_)  # fmt: skip


def _event(
    records: Sequence[Record],
    day: str,
    title: str,
    lines: Sequence[str],
    *,
    is_done: bool,
    is_dropped: bool,
    _: Language,
) -> Event:
    """One whole day of the first record; what it says comes from all, so that it is newer when any of them is."""
    from icalendar import Event

    begins = date.fromisoformat(day) if is_date(day) else None
    if begins is None:
        raise ValueError(f"{records[0].id} has no day: {day!r}")
    found = Event()
    found.add("uid", f"{records[0].id}@{_DOMAIN}")
    found.add("sequence", sum(max(one.version - 1, 0) for one in records))
    found.add("dtstamp", max(_moment(one.updated_at or one.created_at) for one in records))
    found.add("dtstart", begins)
    found.add("dtend", begins + timedelta(days=1))
    found.add("summary", writable(_("Done: {title}", title=title) if is_done else title))
    found.add("description", writable("\n".join(line for line in lines if line)))
    found.add("status", "CANCELLED" if is_dropped else "CONFIRMED")
    found.add("transp", "TRANSPARENT")
    return found


def _moment(words: str) -> datetime:
    """A moment of the record, in UTC."""
    found = datetime.fromisoformat(words.replace("Z", "+00:00"))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
