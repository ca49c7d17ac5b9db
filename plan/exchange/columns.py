"""Records as rows of exchange files: one table of columns a kind of record, which writes and reads all of them.

A cell is text, a whole or decimal number, a tuple of texts (a list), a dict (JSON) or None. :func:`cells_of` gives the
cells of a record; :mod:`plan.exchange.reading` makes a record of cells. What becomes of cells in a file is
``everyday.exchange.tables``'s: in CSV and XLSX lists are separated by ``; `` and text is guarded
(:mod:`plan.exchange.spreadsheet`).

The contract's columns come first, in order. ``further`` columns follow where somebody asks for everything, and in
formats that are not tables to type in (GeoJSON, GeoPackage): they are what a copy without loss needs beside.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError
from plan.exchange.as_json import wkt_of
from plan.exchange.lists import text_of_items
from plan.exchange.spreadsheet import guard_text
from plan.kinds import one_of_many
from plan.records import (
    FINDING_COLUMNS,
    Action,
    Activity,
    AdvocacyGroup,
    Answer,
    Correction,
    ExistingReport,
    Feedback,
    Finding,
    Helped,
    Membership,
    NamedArea,
    Network,
    Record,
    Vote,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "EXCHANGES", "GEOMETRY_COLUMNS", "Cell", "Column", "Exchange", "cells_of", "exchange_of", "place_cells",
    "text_of_cell",
]  # fmt: skip

Cell = str | int | float | tuple[str, ...] | dict[str, Any] | None
GEOMETRY_COLUMNS = ("lat", "lon", "geometry_wkt")


@dataclass(frozen=True)
class Column:
    """One column of an exchange file.

    Attributes:
        name: its heading; the field of the record is called the same.
        form: ``text``, ``list``, ``key`` and ``keys`` (of the taxonomy's list ``terms``), ``whole``, ``number``,
            ``flag`` (yes or no), ``date``, ``time``, ``json``, or ``place`` (a part of the record's geometry).
        terms: list of the taxonomy that the keys come from.
        must: True if an empty cell means "the default" or "as it was", since the field is never empty.
    """

    name: str
    form: str = "text"
    terms: str = ""
    must: bool = False

    @property
    def is_list(self) -> bool:
        """True for several entries in one cell."""
        return self.form in ("list", "keys")

    @property
    def is_number(self) -> bool:
        """True if the cell is a number in XLSX."""
        return self.form in ("whole", "number") or self.name in ("lat", "lon")


@dataclass(frozen=True)
class Exchange:
    """How one kind of record goes out and comes in.

    Attributes:
        what: its name on the command line, and the name of the layer and the sheet.
        record: the kind of record.
        columns: the contract's columns, in order.
        further: further columns of a copy without loss.
        needed: headings without which a file cannot be used.
    """

    what: str
    record: type[Record]
    columns: tuple[Column, ...]
    further: tuple[Column, ...]
    needed: tuple[str, ...]

    @property
    def one(self) -> str:
        """A single one in words: ``"finding"``."""
        return one_of_many(self.what)

    @property
    def has_place(self) -> bool:
        """True if its records have a geometry, so that maps can show them."""
        return any(column.form == "place" for column in (*self.columns, *self.further))

    def shown(self, *, with_further: bool = False) -> tuple[Column, ...]:
        """The columns of a file."""
        return self.columns + self.further if with_further else self.columns

    def column(self, name: str) -> Column | None:
        """The column of that heading."""
        return next((one for one in (*self.columns, *self.further) if one.name == name), None)


_COLUMNS = {
    column.name: column
    for column in (
        Column("version", "whole"), Column("dimensions", "keys", "dimensions"),
        Column("policy_spheres", "keys", "policy_spheres"), Column("sectors", "keys", "sectors"),
        Column("themes", "keys", "themes"), Column("level", "key", "levels", must=True), Column("groups", "list"),
        Column("method", "key", "methods", must=True), Column("rag", "key", "rag"), Column("created_at", "time"),
        Column("updated_at", "time"), Column("decided_at", "time"), Column("due_date", "date"),
        Column("baseline", "number"), Column("target", "number"), Column("importance", "whole"),
        Column("amenability", "whole"), Column("details", "json"), Column("moderation", must=True),
        Column("performs", "json"), Column("remarks", "json"), Column("functions", "keys", "network_functions"),
        Column("question", "key", "advocacy_questions", must=True),
        *(Column(name, "place") for name in GEOMETRY_COLUMNS),
        *(Column(name, "list") for name in ("interventions", "finding_ids", "responsible", "contributes", "benefits",
                                            "area_ids", "milestones", "other_plans", "waits_for", "action_ids",
                                            "organisation_ids", "goes_on_in", "members")),
        Column("readers", must=True), Column("is_quotable", "flag"), Column("retention_until", "date"),
        *(Column(name, "number") for name in ("cost_low", "cost_high")),
        *(Column(name, "date") for name in ("baseline_on", "target_by", "next_value_on", "next_look", "given_on",
                                            "decided_on", "joined_on", "left_on", "next_meeting", "ended_on",
                                            "agreed_on", "valid_from", "valid_to",
                                            "last_confirmed")),
        *(Column(name, "flag") for name in ("is_lower_better", "is_ongoing", "is_ward_only", "is_kept", "is_unlisted",
                                            "is_removed")),
        *(Column(name, "keys", name) for name in ("outcome_themes", "participation_areas", "playbook_activities",
                                                  "individual_outcomes", "community_benefits",
                                                  "playbook_barriers")),
        Column("given", "json"),
        *(Column(name, must=True) for name in ("visibility", "measure_kind")),
    )
}  # fmt: skip


def _columns(names: str | tuple[str, ...], **special: Column) -> tuple[Column, ...]:
    listed = names.split(",") if isinstance(names, str) else names
    return tuple(special.get(name) or _COLUMNS.get(name) or Column(name) for name in listed)


_ACTION_COLUMNS = (
    "id,version,title,interventions,finding_ids,level,status,rag,rag_reason,responsible,contributes,benefits,"
    "policy_spheres,area_ids,measure,baseline,target,scenario,milestones,due_date,created_by,created_at,updated_at,"
    "lat,lon,geometry_wkt"
)
_FURTHER_OF_ACTIONS = (
    "status_reason,lead,sectors,themes,visibility,team_note,measure_kind,own_measure,is_lower_better,baseline_edition,"
    "baseline_on,target_by,next_value_on,is_ongoing,next_look,carried_out,helped,result,unasked_reason,reference,"
    "other_plans,cost_low,cost_high,cost_per,cost_source,is_funded,waits_for,freed_by,goes_on_in,goes_on_as"
)
_VOTE_COLUMNS = "id,version,finding_id,session,device_id,importance,amenability,created_by,created_at,updated_at"
_ANSWER_COLUMNS = (
    "id,version,action_id,intervention_id,group,question,verdict,answer,given_on,session,created_by,created_at,"
    "updated_at"
)
_FURTHER_OF_ANSWERS = "change,change_of,change_status,decided_by,decided_on,decided_reason,led_to,moderation,device_id"
_MEMBER_COLUMNS = "id,version,organisation_id,functions,post,joined_on,left_on,created_by,created_at,updated_at"
_GROUP_COLUMNS = (
    "id,version,name,text,action_ids,organisation_ids,next_meeting,ended_on,created_by,created_at,updated_at"
)
_NETWORK_COLUMNS = "id,version,name,convened_by,text,next_meeting,performs,agreed_on,created_by,created_at,updated_at"
_HELPED_COLUMNS = "id,version,finding_id,action_id,device_id,verdict,created_by,created_at,updated_at"
_OPEN_ANSWER_COLUMNS = (
    "id,version,kind,title,text,question,method,sector,area_id,district,lat,lon,geometry_wkt,given_on,remarks,"
    "respondent,consent,is_quotable,readers,retention_until,dimensions,finding_ids,created_by,created_at,updated_at"
)
_REPORT_COLUMNS = "id,version,title,publisher,year,pages,area_ids,link,text,action_ids,created_by,created_at,updated_at"
_CORRECTION_COLUMNS = (
    "id,version,kind,name,text,place_id,place_kind,lat,lon,geometry_wkt,details,status,status_reason,decided_by,"
    "decided_at,session,created_by,created_at,updated_at"
)
_NAMED_AREA_COLUMNS = "id,version,name,kind,members,text,created_by,created_at,updated_at,lat,lon,geometry_wkt"
_ACTIVITY_COLUMNS = (
    "id,version,title,text,kind,venue,area_id,is_ward_only,when,valid_from,valid_to,organiser,cost,cost_words,"
    "language_support,contact,outcome_themes,participation_areas,playbook_activities,individual_outcomes,"
    "community_benefits,benefit_told,playbook_barriers,last_confirmed,is_kept,source,source_id,created_by,created_at,"
    "updated_at,lat,lon,geometry_wkt"
)

EXCHANGES: dict[str, Exchange] = {
    exchange.what: exchange
    for exchange in (
        Exchange(
            "findings",
            Finding,
            _columns(
                FINDING_COLUMNS,
                kind=Column("kind", "key", "kinds", must=True),
                status=Column("status", "key", "finding_status", must=True),
            ),
            _columns("status_reason,merged_into,moderation"),
            needed=("kind", "title"),
        ),
        Exchange(
            "actions",
            Action,
            _columns(_ACTION_COLUMNS, status=Column("status", "key", "action_status", must=True)),
            _columns(_FURTHER_OF_ACTIONS),
            needed=("title",),
        ),
        Exchange("votes", Vote, _columns(_VOTE_COLUMNS), (), needed=("finding_id", "device_id")),
        Exchange(
            "corrections",
            Correction,
            _columns(_CORRECTION_COLUMNS, kind=Column("kind", must=True), status=Column("status", must=True)),
            _columns("moderation"),
            needed=("kind",),
        ),
        Exchange(
            "answers",
            Feedback,
            _columns(_ANSWER_COLUMNS),
            _columns(_FURTHER_OF_ANSWERS),
            needed=("action_id", "question"),
        ),
        Exchange("members", Membership, _columns(_MEMBER_COLUMNS), (), needed=("organisation_id",)),
        Exchange("groups", AdvocacyGroup, _columns(_GROUP_COLUMNS), (), needed=("name",)),
        Exchange("networks", Network, _columns(_NETWORK_COLUMNS), (), needed=("name",)),
        Exchange(
            "open-answers",
            Answer,
            _columns(
                _OPEN_ANSWER_COLUMNS,
                kind=Column("kind", must=True),
                sector=Column("sector", "key", "sectors"),
                question=Column("question"),
            ),
            (),
            needed=("consent", "retention_until"),
        ),
        Exchange("existing-reports", ExistingReport, _columns(_REPORT_COLUMNS), (), needed=("title",)),
        Exchange(
            "named-areas",
            NamedArea,
            _columns(_NAMED_AREA_COLUMNS, kind=Column("kind", must=True)),
            _columns("is_removed"),
            needed=("name",),
        ),
        Exchange(
            "activities",
            Activity,
            _columns(_ACTIVITY_COLUMNS, kind=Column("kind", "key", "activity_kinds", must=True)),
            _columns("is_unlisted,unlisted_reason,given"),
            needed=("title",),
        ),
        Exchange("helped", Helped, _columns(_HELPED_COLUMNS), (), needed=("finding_id", "action_id", "device_id")),
    )
}
"""The kinds of records that files bring and take, by name."""


def exchange_of(what: str) -> Exchange:
    """The exchange of that name.

    Raises:
        UsageError: there is none; those that there are are named.
    """
    if what not in EXCHANGES:
        raise UsageError(f"{what!r} cannot be imported or exported.", f"There are: {', '.join(EXCHANGES)}.")
    return EXCHANGES[what]


def place_cells(geometry: BaseGeometry | None) -> dict[str, Cell]:
    """A point as latitude and longitude, a line or an area as WKT: never both, so that they cannot disagree."""
    if geometry is None:
        return dict.fromkeys(GEOMETRY_COLUMNS)
    if geometry.geom_type == "Point" and not geometry.is_empty:
        return {"lat": geometry.y + 0.0, "lon": geometry.x + 0.0, "geometry_wkt": None}  # type: ignore[attr-defined]
    return {"lat": None, "lon": None, "geometry_wkt": wkt_of(geometry)}


def cells_of(exchange: Exchange, record: Record, *, with_further: bool = False) -> dict[str, Cell]:
    """Cells of a record by column, in the order of the columns."""
    columns = exchange.shown(with_further=with_further)
    place = place_cells(getattr(record, "geometry", None))
    return {column.name: place[column.name] if column.form == "place" else getattr(record, column.name)
            for column in columns}  # fmt: skip


def text_of_cell(cell: Cell, *, is_guarded: bool = True) -> str:
    """A cell as text: what stands in a CSV file. Numbers are not guarded, since they are not text.

    Raises:
        UsageError: an entry of a list holds a semicolon.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dict):
        cell = json.dumps(cell, ensure_ascii=False, sort_keys=True, allow_nan=False) if cell else ""
    text = text_of_items(cell) if isinstance(cell, tuple) else cell
    return guard_text(text) if is_guarded else text
