"""The blocks of a pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from everyday.activities import areas_holding
from everyday.documents.area import action_line, action_rows, late_first
from everyday.documents.blocks import Block, Grid, Heading, Paper, Picture, Sheet, Words
from everyday.documents.credits import attribution_lines, edition_words
from everyday.documents.figure import made_up_line
from everyday.documents.pack.scope import Held, Scope, Told, held_by
from everyday.documents.pack.statements import Statement, statements_of
from everyday.evidence import area_words, evidence_lines_of, where_words
from everyday.language import writable
from everyday.survey import rule_words, survey_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.activities import Listed
    from everyday.atlas import AtlasFolder, Edition, OpenEdition
    from everyday.language import Language
    from plan.records import Evidence, Finding

__all__ = ["pack_paper"]

MAP_INCHES, MAP_HIGH_MM, PHOTO_HIGH_MM = (7.0, 2.6), 60.0, 75.0
AROUND = 0.005
"""Degrees around a finding that its map shows at least."""
_ACTIONS, _SOURCES = (0.34, 0.21, 0.13, 0.14, 0.18), (0.18, 0.37, 0.45)


def pack_paper(
    atlas: AtlasFolder, edition: Edition, language: Language, scope: Scope, *, today: str = "", title: str = ""
) -> Paper:
    """The pack of a scope.

    Args:
        today: the day it is made, by which actions are late; default: the day it is.
        title: what it is called; default: what it is about.

    Raises:
        NotFoundError, UsageError: as :func:`everyday.documents.pack.scope.held_by`.
    """
    from datetime import date

    _ = language
    day = today or date.today().isoformat()
    held = held_by(atlas, edition, scope, today=day)
    opened = held.opened
    town = str(opened.manifest["name"])
    name = title or f"{_('Evidence: {what}', what=_about(held, scope, _))} · {town}"
    labels = atlas.taxonomy().labels("action_status")
    statuses = atlas.taxonomy().labels("finding_status")
    numbered = {one.key: (number, one) for number, one in enumerate(statements_of(held, _), 1)}
    sheets = [
        _cover(held, name, day, _),
        *(_finding(held, one, numbered, labels, statuses, _) for one in held.findings),
        *(_area(held, code, numbered, _) for code in held.areas),
        _sources(held, numbered, _),
    ]
    return Paper(name, sheets, f"{name} · {_.date(day)}")


def _about(held: Held, scope: Scope, _: Language) -> str:
    if scope.area:
        return area_words(held.opened, scope.area, _)
    if scope.action:
        row = next((one for one in held.rows if one.id == scope.action), None)
        return row.action.title if row is not None else scope.action
    return _.n("{n} barrier or enabler", "{n} barriers and enablers", len(held.findings))


def _named(held: Held, one: Finding, _: Language) -> str:
    kind = {"barrier": _("Barrier"), "enabler": _("Enabler")}[one.kind]
    return f"{kind} {held.numbers.get(one.id, '')}".strip() + f": {one.title}"


def _cover(held: Held, name: str, day: str, _: Language) -> Sheet:
    manifest = held.opened.manifest
    blocks: list[Block] = []
    if manifest["is_made_up"]:
        blocks.append(Words(made_up_line(_, str(manifest["name"])), "strong"))
    blocks += [
        Words(_("Made on {day}. {edition}.", day=_.date(day), edition=edition_words(_, manifest))),
        Words(_("Each sentence that holds a number bears one in brackets: the last part says what it comes from and "
                "which command makes it again. What people said is in their own words, and no name stands beside it.")),
        Heading(_("What is in it")),
        *(Words(_named(held, one, _), "item") for one in held.findings),
        *(Words(area_words(held.opened, code, _), "item") for code in held.areas),
    ]  # fmt: skip
    if held.gone:
        blocks.append(Words(_("No longer shown in the plan, and left out: {ids}", ids=", ".join(held.gone)), "quiet"))
    return Sheet("cover", name, blocks)


Numbered = Mapping[str, tuple[int, Statement]]
"""Sentences by key, with the number by which the list of sources names each."""


def _lines(numbered: Numbered, start: str, *, without: str = "") -> list[Block]:
    """The sentences whose key begins so, each with its number."""
    return [
        Words(f"{one.words.removeprefix(without)} [{number}]", "item")
        for key, (number, one) in numbered.items()
        if key.startswith(start)
    ]


def _finding(
    held: Held,
    one: Finding,
    numbered: Numbered,
    labels: Mapping[str, str],
    statuses: Mapping[str, str],
    _: Language,
) -> Sheet:
    kept = held.evidence.get(one.id, [])
    where = where_words(held.opened, one, kept, _)
    blocks: list[Block] = [
        Words(f"{where} · {statuses.get(one.status, one.status)} · {_.date(one.created_at[:10])}", "quiet"),
    ]
    if one.text and one.text != one.title:
        blocks.append(Words(one.text))
    if one.geometry is not None:
        alt = _("Map around {where} with {finding}.", where=where, finding=_named(held, one, _))
        pin = (held.numbers.get(one.id, 0), one.kind, one.geometry)
        blocks.append(Picture(_picture(held.opened, pin, _.code), writable(alt), MAP_HIGH_MM))
    if measured := _lines(numbered, f"{one.id} "):
        blocks += [Heading(_("Measured there")), *measured]
    blocks += _then(kept, _)
    blocks += [Words(one.title, "item") for one in kept if one.kind == "quote" and one.title]
    blocks += [block for each in held.told.get(one.id, ()) for block in _shown(each, _)]
    mine = late_first([row for row in held.rows if any(other.id == one.id for other in row.findings)])
    title = _("What is being done about it")
    if mine:
        heads, rows = action_rows([action_line(row, labels, _) for row in mine], _)
        blocks += [Heading(title), Grid(title, heads, rows, _ACTIONS)]
    else:
        blocks.append(Words(_("nothing yet"), mark=f"{title}:"))
    return Sheet(one.id, _named(held, one, _), blocks, begins_page=False)


def _shown(told: Told, _: Language) -> list[Block]:
    """Pictures of a diary, or remarks along a journey: the month and no place."""
    answer = told.answer
    kind = _("From a photo diary") if answer.kind == "diary" else _("Along a journey that was shadowed")
    month = f", {_.date(answer.given_on).split(' ', 1)[1]}" if answer.given_on else ""
    blocks: list[Block] = [Heading(f"{kind}{month}")]
    for content, alt, words in told.pictures:
        blocks.append(Picture(content, writable(alt), PHOTO_HIGH_MM))
        if words:
            blocks.append(Words(f"“{words}”"))
    for remark in answer.along:
        blocks.append(Words(f"{remark.get('at', '')} {remark.get('text', '')}".strip(), "item"))
    return [*blocks, Words(_("Shown as was agreed with the person."), "quiet")] if len(blocks) > 1 else []


def _then(kept: Sequence[Evidence], _: Language) -> list[Block]:
    """The numbers as they were when it was pinned, and whatever else backs it."""
    frozen = [one for one in kept if one.kind != "quote"]
    lines = evidence_lines_of(frozen, _)
    if not lines:
        return []
    days = sorted({one.created_at[:10] for one in frozen})
    source = _("Kept with it on {day}", day=_.date(days[0]))
    editions = sorted({one.edition_id for one in frozen if one.edition_id})
    if editions:
        source += " · " + _("Edition {id}", id=", ".join(editions))
    return [
        Heading(_("As it was when it was pinned")),
        *(Words(line, "item") for line in lines),
        Words(source, "quiet"),
    ]


def _area(held: Held, code: str, numbered: Numbered, _: Language) -> Sheet:
    name = area_words(held.opened, code, _)
    outline = held.opened.areas.geometry.iloc[held.opened.area_row[code]]
    alt = _("Map of {name} and what lies around it; its outline is drawn heavily.", name=name)
    blocks: list[Block] = [Picture(_area_picture(held.opened, outline, _.code), alt, MAP_HIGH_MM)]
    said = _lines(numbered, f"{code} survey ")
    measured = [line for line in _lines(numbered, f"{code} ", without=f"{name}: ") if line not in said]
    if measured:
        blocks += [Heading(_("Getting about near home and across town")), *measured]
    blocks += _activities(held, code, _)
    blocks.append(Heading(_("What people say")))
    blocks += said or [Words(_nothing_said(held, _))]
    if said and (why := _why_not_judged(held, code)):
        blocks.append(Words(why, "quiet"))
    return Sheet(code, name, blocks, begins_page=False)


def _nothing_said(held: Held, _: Language) -> str:
    if survey_of(held.opened).indicators:
        return _("Nothing in the surveys stands out here.")
    return _("No survey has been added.")


def _why_not_judged(held: Held, code: str) -> str:
    """Why what people say is told without better or worse; empty where some of it is judged."""
    survey = survey_of(held.opened)
    judged = [survey.judged(key) for key, one in survey.indicators.items() if one.kind == "survey"]
    if any((ward := one.ward(code)) is not None and ward["verdict"] for one in judged):
        return ""
    return " ".join(dict.fromkeys(rule_words(one) for one in judged))


def _activities(held: Held, code: str, _: Language) -> list[Block]:
    """What people can go to in an area, with the barriers of the playbook and the benefits that were told, counted."""
    found = [one for one in held.activities if code in areas_holding(held.opened, one)]
    if not found:
        return []
    lines: list[Block] = [Words(f"{one.record.title} ({one.when_said})", "item") for one in found]
    told = [one.record for one in found if one.record.benefit_told or one.record.community_benefits]
    against = [one.record for one in found if one.record.playbook_barriers]
    counts = _("What they have brought is told of {n} of {all}, which barrier they address of {m}.", n=len(told),
               all=len(found), m=len(against))  # fmt: skip
    barriers, benefits = (_counted(held, name, found) for name in ("playbook_barriers", "community_benefits"))
    if barriers:
        counts += " " + _("Barriers they address: {counted}.", counted=barriers)
    if benefits:
        counts += " " + _("Community benefits told: {counted}.", counted=benefits)
    return [Heading(_("What people can go to")), *lines, Words(counts)]


def _counted(held: Held, name: str, found: Sequence[Listed]) -> str:
    """How many activities name each key of a list of the taxonomy, the most first."""
    counts = Counter(key for one in found for key in getattr(one.record, name))
    return "; ".join(f"{held.taxonomy.label(name, key)} {count}" for key, count in counts.most_common())


def _sources(held: Held, numbered: Numbered, _: Language) -> Sheet:
    """Where each number comes from: a row for the sentences that one command makes again."""
    title = _("Where each number comes from")
    together: dict[tuple[str, str], list[int]] = {}
    for number, one in numbered.values():
        together.setdefault((one.source, one.command), []).append(number)
    rows = [[_listed(numbers), source, command] for (source, command), numbers in together.items()]
    blocks: list[Block] = [Words(line, "item") for line in attribution_lines(_, held.opened.manifest)]
    if rows:
        heads = [_("Sentences"), _("Source"), _("Made again by (FOLDER is the atlas)")]
        blocks.append(Grid(title, heads, rows, _SOURCES))
    return Sheet("sources", title, blocks, begins_page=False)


def _listed(numbers: Sequence[int]) -> str:
    """``"1–4, 7"``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in parts)


@lru_cache(maxsize=64)
def _area_picture(opened: OpenEdition, outline: BaseGeometry, code: str) -> bytes:
    from everyday.pictures import bounds_around, town_map_png

    bounds = bounds_around(outline, MAP_INCHES[0] / MAP_INCHES[1])
    return town_map_png(opened.edition, size_inches=MAP_INCHES, bounds=bounds, outlines=[outline], language=code)


@lru_cache(maxsize=64)
def _picture(opened: OpenEdition, pin: tuple[int, str, BaseGeometry], code: str) -> bytes:
    """The map around a finding; drawn once for both forms."""
    from everyday.pictures import bounds_around, town_map_png

    bounds = bounds_around(pin[2].buffer(AROUND), MAP_INCHES[0] / MAP_INCHES[1])
    return town_map_png(opened.edition, size_inches=MAP_INCHES, bounds=bounds, pins=[pin], language=code)
