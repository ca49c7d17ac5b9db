"""What can be exported, and how somebody may want it."""

from __future__ import annotations

from dataclasses import dataclass

from everyday.acting import Choice
from geo.errors import UsageError
from plan.exchange import EXCHANGES

__all__ = [
    "ASKING", "CALENDAR", "DPIA", "DUE", "EVIDENCE", "EXPORTS", "FIGURE", "GAPS", "MEASURES", "PAPERS", "PLACE", "PLAN",
    "POSTER", "PROFILE", "QUESTIONS", "REGISTER", "TRANSPORT", "Wish", "check_wish",
]  # fmt: skip

MEASURES = ("cells", "areas")
FIGURE, PLACE, TRANSPORT, POSTER = "figure", "place", "transport", "poster"
PROFILE, EVIDENCE, GAPS, DPIA = "profile", "evidence", "activity-gaps", "dpia"
PLAN, CALENDAR, DUE = REGISTER = ("plan", "calendar", "due")
PAPERS = ("session-map", "form", "sheet", "worksheet", "levers-sheet")
QUESTIONS = ("questions", "answer-sheet")
ASKING = ("survey-form", "survey-table", "survey-sheet", "prompt-sheet", "wall-sheet")
EXPORTS = (
    *EXCHANGES, FIGURE, *REGISTER, *MEASURES, PLACE, PROFILE, EVIDENCE, TRANSPORT, POSTER, GAPS, *PAPERS, *QUESTIONS,
    *ASKING, DPIA,
)  # fmt: skip
"""What can be exported, in the order of a session's work."""
_ONLY_FOR = {
    "session": (*EXCHANGES, FIGURE, POSTER, *PAPERS), "is_everything": tuple(EXCHANGES),
    "with_photos": ("findings", EVIDENCE),
    "paper": (FIGURE, "session-map", "worksheet"), "ward": ("session-map",), "place": (PLACE,),
    "choice": (*REGISTER, *QUESTIONS), "audience": (*REGISTER, *QUESTIONS),
    "area": (TRANSPORT, PROFILE, EVIDENCE, *REGISTER), "findings": (EVIDENCE,), "action": (EVIDENCE,),
    "report": (PLAN,), "week": (GAPS,),
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """How somebody wants an export.

    Attributes:
        edition: id of the edition; default: the one shown.
        session: id of a session: only what belongs to it, or whose name the paper bears.
        is_everything: also entries that wait or were refused, with all columns.
        with_photos: also the photos of the findings, in a folder beside; of evidence the diaries and journeys whose
            person agreed to be quoted.
        paper: ``"A3"`` or ``"A4"``; empty for what is usual.
        ward: name or code of the area that a session map shows.
        place: code of an area or id of a cell, for the page of a place.
        choice: which actions of the plan; all without it.
        audience: for whom a file of the plan is: ``team``, ``network`` or ``everybody``; empty for what is usual
            (``everyday.exchange.register.AUDIENCE_OF``).
        area: code of the area of a profile, a pack, a transport page or the action plan; default: all areas.
        report: id of a frozen report: the plan as it was then, with the filters of then.
        language: code of the language of documents and paper.
        findings, action: ids of what an evidence pack is about.
        week: a day of the week of the gap map of activities; default: today.
    """

    edition: str | None = None
    session: str = ""
    is_everything: bool = False
    with_photos: bool = False
    paper: str = ""
    ward: str = ""
    language: str = "en"
    place: str = ""
    choice: Choice | None = None
    audience: str = ""
    area: str = ""
    report: str = ""
    findings: tuple[str, ...] = ()
    action: str = ""
    week: str = ""


def check_wish(what: str, wish: Wish) -> None:
    """Refuse a wish that says nothing for what is exported.

    Raises:
        UsageError: it names what would fit.
    """
    wrong = [name for name, known in _ONLY_FOR.items() if getattr(wish, name) and what not in known]
    if wrong:
        known = "; ".join(f"{_OPTIONS[name]} with {', '.join(_ONLY_FOR[name])}" for name in wrong)
        raise UsageError(f"{' and '.join(_OPTIONS[name] for name in wrong)} says nothing for {what}.",
                         f"Use {known}.")  # fmt: skip


_OPTIONS = {
    "session": "--session", "is_everything": "--all", "with_photos": "--with-photos", "paper": "--paper",
    "ward": "--ward", "place": "--at", "choice": "--area, --status and --organisation", "audience": "--audience",
    "area": "--area", "report": "--report", "findings": "--finding", "action": "--action",
    "week": "--week",
}  # fmt: skip
