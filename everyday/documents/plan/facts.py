"""What a document says of the action plan: everything in words already, for one audience, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from everyday.acting import ActionRow

__all__ = ["ActionFacts", "FindingFacts", "Picture", "PlanFacts", "Section"]


@dataclass(frozen=True)
class Picture:
    """A photo or a drawing: PNG or JPEG, words for people who do not see it, and what stands below."""

    content: bytes
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class FindingFacts:
    """A barrier or an enabler that an action is about.

    ``label`` is "Barrier 12", ``title`` and ``text`` its sentences, ``numbers`` the measured numbers of its place.
    """

    label: str
    title: str
    text: str = ""
    numbers: Sequence[str] = ()


@dataclass(frozen=True)
class ActionFacts:
    """One action in words.

    Attributes:
        row: where the words come from, as the audience may see it.
        number: its number in the whole plan, whatever is filtered.
        title: what is to be done.
        findings: what it is about.
        measures: baseline, forecast, measured value and target, a sentence each.
        interventions: numbered by their order.
        milestones: days, owners, changed days and dropped ones, a line each.
        responsible: the lead first, each with what is to be known of it.
        contributes, benefits: as they are called.
        level, status, rag, when, where: a line each; empty where there is nothing to say.
        asks: who was asked and what they answered.
        evidence: photos and links, a line each; ``photos`` are the pictures themselves.
        notes: for the team alone: its note, and why it was agreed without asking.
    """

    row: ActionRow
    number: int
    title: str
    findings: Sequence[FindingFacts]
    measures: Sequence[str]
    interventions: Sequence[str]
    milestones: Sequence[str]
    responsible: Sequence[str]
    contributes: Sequence[str]
    benefits: Sequence[str]
    level: str
    status: str
    rag: str
    when: str
    where: str
    asks: Sequence[str] = ()
    evidence: Sequence[str] = ()
    photos: Sequence[Picture] = ()
    notes: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Its number and title: "7. A direct bus"."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True)
class Section:
    """The actions of one area, or those without a place.

    Attributes:
        title: name of the area.
        actions: those that stand here in full.
        elsewhere: actions that are for this area too and stand in full under another: name and that area.
        map_png: the area with the numbers of its actions; None where there is no place to draw.
        map_alt: what the map shows, for people who do not see it.
    """

    title: str
    actions: Sequence[ActionFacts]
    elsewhere: Sequence[str] = ()
    map_png: bytes | None = None
    map_alt: str = ""

    @property
    def photos(self) -> list[Picture]:
        """Photos of its actions, in their order."""
        return [photo for one in self.actions for photo in one.photos]


@dataclass(frozen=True)
class PlanFacts:
    """The plan, or a part of it, for a document.

    Attributes:
        title: of the document.
        town: its name.
        counts: "37 of 112 actions", or "112 actions, the whole plan".
        filters: the filters in force, a sentence each.
        audience: who may read it, in words.
        made_on: the day it was made, ``2026-11-28``, by which things are late.
        made_words: that day in words.
        edition_words, attributions: dates and id of the edition; credits, a line each.
        is_made_up: True for a town that does not exist.
        sections: areas in the order of their names, then what has no place.
        is_for_all: True where it is for everybody.
        timeline: pictures of the milestones, none where there are none with a day; the same stands in words with
            every action.
    """

    title: str
    town: str
    counts: str
    filters: Sequence[str]
    audience: str
    made_on: str
    made_words: str
    edition_words: str
    attributions: Sequence[str]
    is_made_up: bool
    sections: Sequence[Section]
    is_for_all: bool = True
    timeline: Sequence[Picture] = ()

    @property
    def actions(self) -> list[ActionFacts]:
        """Every action once, by its number."""
        return sorted((one for part in self.sections for one in part.actions), key=lambda one: one.number)
