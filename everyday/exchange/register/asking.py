"""What somebody asks for: for whom a file of the plan is, and which actions, checked word by word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from everyday.acting import AUDIENCES, Choice, Organisations, plan_rows
from geo.errors import NotFoundError, UsageError
from plan.records import Organisation

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder

__all__ = ["AUDIENCE_OF", "audience_for", "checked_choice"]

AUDIENCE_OF = {
    ".xlsx": "team", ".ods": "team", ".csv": "team", ".docx": "everybody", ".pdf": "everybody", ".html": "everybody",
    ".geojson": "everybody", ".gpkg": "everybody", ".ics": "everybody",
}  # fmt: skip
"""For whom a file is unless somebody says otherwise: tables to work with are the team's, the others get about."""


def audience_for(suffix: str, asked: str) -> str:
    """For whom a file with this ending is.

    Raises:
        UsageError: there is no such audience; or a calendar, which leaves the house, for fewer than everybody.
    """
    if asked and asked not in AUDIENCES:
        raise UsageError(f"There is no audience {asked[:20]!r}.", f"There are: {', '.join(AUDIENCES)}.")
    if suffix == ".ics" and asked not in ("", "everybody"):
        raise UsageError(
            "A calendar is for everybody: it is passed on and copied, and nobody can call it back.",
            "Needed: no audience, or everybody.", "For the team export due or plan as a table.",
        )  # fmt: skip
    return asked or AUDIENCE_OF[suffix]


def checked_choice(atlas: AtlasFolder, choice: Choice) -> Choice:
    """The choice with keys of the vocabulary for its statuses, which may be written as their labels too.

    Raises:
        UsageError: there is no such status.
        NotFoundError: the town has no such area, or no action names such an organisation.
    """

    labels = atlas.taxonomy().labels("action_status")
    by_words = {words.casefold(): key for key, label in labels.items() for words in (key, label)}
    if wrong := [one for one in choice.statuses if one.casefold() not in by_words]:
        raise UsageError(f"There is no status {wrong[0][:40]!r}.", f"There are: {', '.join(labels)}.")
    if choice.areas:
        from everyday.atlas import open_edition

        known = open_edition(atlas.edition()).area_row
        if missing := [one for one in choice.areas if one not in known]:
            raise NotFoundError(f"There is no area {missing[0][:40]!r}.", "Needed: the code of an area.")
    if choice.organisations:
        store = atlas.plan()
        organisations = Organisations(store.all(Organisation))
        named = {organisations.key(name) for row in plan_rows(store)
                 for name in (*row.action.responsible, *row.action.contributes, *row.action.benefits)}  # fmt: skip
        for name in choice.organisations:
            if organisations.find(name) is None and organisations.key(name) not in named:
                raise NotFoundError(f"The plan has no organisation {name[:60]!r}, and no action names one.")
    return replace(choice, statuses=tuple(by_words[one.casefold()] for one in choice.statuses))
