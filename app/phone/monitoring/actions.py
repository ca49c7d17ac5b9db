"""The five questions on the phone: the actions of the plan, each with its answers, and a form for further ones."""

from __future__ import annotations

from datetime import date
from weakref import WeakKeyDictionary

from starlette.responses import JSONResponse, Response

from app.phone.endpoints import Form, keep_pace
from app.phone.limits import ENTRIES
from app.phone.pages import NO_STORE, see_other, show
from app.phone.personal_data import is_changing, settle_personal_data
from app.phone.visits import Refusal, Visit, new_token
from app.server import join_path
from everyday.acting import WORDS_ONLY, ActionRow, action_numbers, day_answered, groups_now, plan_rows
from everyday.atlas import PlanStore
from everyday.language import later
from plan.ids import id_from
from plan.records import Feedback, Record
from plan.rules import RecordFault
from plan.text import clean_line, clean_text

__all__ = ["show_action", "show_actions", "take_answers"]

LONGEST_ANSWER, LONGEST_GROUP = 2_000, 100
MOST_SHOWN = 100


def _must_monitor(visit: Visit) -> None:
    """Raises Refusal: the session is about something else."""
    if visit.session.stage != "monitoring":
        raise Refusal(
            404, later("This session is not about the plan"), later("Look at the list of what has been said.")
        )


_KEPT: WeakKeyDictionary[PlanStore, tuple[int, str, list[ActionRow]]] = WeakKeyDictionary()
"""Rows by plan, with the revision and the day that they are of: a room asks for the same ones at once."""


def _rows(visit: Visit) -> list[ActionRow]:
    """Actions that everybody may see and that were not dropped."""
    store, today = visit.store, date.today().isoformat()
    revision, known = store.revision(), _KEPT.get(visit.store)
    if known is not None and known[:2] == (revision, today):
        return known[2]
    rows = [row for row in plan_rows(store, audience="everybody", today=today) if row.action.status != "dropped"]
    _KEPT[store] = revision, today, rows
    return rows


def show_actions(visit: Visit) -> Response:
    """``GET /join/actions``: the plan, to choose an action from."""
    _must_monitor(visit)
    numbers, own = action_numbers(visit.store), visit.store.all(Feedback, device_id=visit.device.device_id)
    answered = {one.action_id for one in own}
    entries = [
        {"id": row.id, "number": numbers[row.id], "title": row.action.title, "is_answered": row.id in answered,
         "status": visit._(visit.store.taxonomy.label("action_status", row.action.status)),
         "answers_n": len(row.feedback)}
        for row in _rows(visit)
    ]  # fmt: skip
    return show(visit, "actions.html", entries=entries)


def _row(visit: Visit, action_id: str) -> ActionRow:
    found = next((row for row in _rows(visit) if row.id == action_id), None)
    if found is None:
        raise Refusal(404, later("This is not here any more"), later("Look at the list of the plan."))
    return found


def show_action(visit: Visit, *, form: Form | None = None, problems: dict[str, str] | None = None) -> Response:
    """``GET /join/action/{id}``, or the same page with what is wrong with what was sent."""
    _must_monitor(visit)
    row, _, taxonomy = _row(visit, visit.request.path_params["action"]), visit._, visit.store.taxonomy
    groups = [one.name for one in groups_now(visit.store, date.today().isoformat()) if row.id in one.action_ids]
    usual = visit.device.name or (groups[0] if len(groups) == 1 else "")
    questions = [(key, _(label), key not in WORDS_ONLY) for key, label in taxonomy.labels("advocacy_questions").items()]
    return show(
        visit, "action.html", 422 if problems else 200, row=row, number=action_numbers(visit.store)[row.id],
        state=_(taxonomy.label("action_status", row.action.status)), questions=questions,
        verdicts=_verdicts(visit), answers=_answers(visit, row), form=form or Form({"group": [usual]}),
        problems=problems or {}, nonce=new_token(), saved=visit.request.query_params.get("saved", ""),
        longest=LONGEST_ANSWER,
    )  # fmt: skip


def _verdicts(visit: Visit) -> list[tuple[str, str]]:
    return [("yes", visit._("Yes")), ("in_part", visit._("In part")), ("no", visit._("No"))]


def _answers(visit: Visit, row: ActionRow) -> dict[str, list[dict[str, str]]]:
    """Answers by question, newest first: those shown, and this phone's own that are not."""
    own = [one for one in visit.store.all(Feedback, action_id=row.id, device_id=visit.device.device_id)
           if one.moderation != "shown"]  # fmt: skip
    labels = dict(_verdicts(visit))
    questions = visit.store.taxonomy.terms["advocacy_questions"]
    found: dict[str, list[dict[str, str]]] = {key: [] for key in questions}
    for one in [*reversed(own), *reversed(row.feedback[-MOST_SHOWN:])]:
        found.setdefault(one.question, []).append({
            "verdict": labels.get(one.verdict, ""), "text": one.answer, "group": one.group,
            "day": visit._.date(day_answered(one)), "moderation": one.moderation,
        })  # fmt: skip
    return found


def take_answers(visit: Visit, form: Form) -> Response:
    """``POST /join/action/{id}``: answers to one or more of the questions, kept together."""
    _must_monitor(visit)
    _, row = visit._, _row(visit, visit.request.path_params["action"])
    if is_changing(form):
        return show_action(visit, form=form)
    questions = visit.store.taxonomy.labels("advocacy_questions")
    if problems := _problems(visit, row, form, list(questions)):
        if visit.wants_json:
            return JSONResponse({"is_saved": False, "problems": problems}, 422, NO_STORE)
        return show_action(visit, form=form, problems=problems)
    fields = ("group", *(f"words_{key}" for key in questions))
    settled = settle_personal_data(visit, form, fields, f"{join_path()}/action/{row.id}")
    if isinstance(settled, Response):
        return settled
    keep_pace(visit, ENTRIES)
    nonce, today = form.one("nonce"), date.today().isoformat()
    records: list[Record] = []
    for key in questions:
        verdict, words = settled.one(f"verdict_{key}"), clean_text(settled.one(f"words_{key}"))
        if verdict or words:
            made = id_from("K", visit.device.device_id, row.id, nonce, key) if nonce else ""
            records.append(
                Feedback(id=made, action_id=row.id, intervention_id=form.one("about"), question=key, verdict=verdict,
                         answer=words, group=clean_line(settled.one("group")), given_on=today)
            )  # fmt: skip
    try:
        visit.store.add_all(records, visit.person)
    except RecordFault:
        if not (nonce and visit.store.all(Feedback, id=records[0].id, device_id=visit.device.device_id)):
            raise
    return see_other(f"{join_path()}/action/{row.id}?saved=1#saved")


def _problems(visit: Visit, row: ActionRow, form: Form, questions: list[str]) -> dict[str, str]:
    """What is wrong with what was sent, by field."""
    _, found = visit._, {}
    verdicts = {key for key, _label in _verdicts(visit)}
    given = [form.one(f"{part}_{key}") for key in questions for part in ("verdict", "words")]
    if not any(given):
        found[f"verdict_{questions[0]}"] = _("Answer at least one of the questions.")
    if form.one("about") not in {"", *(one.id for one in row.interventions)}:
        found["about"] = _("This intervention is not part of the action any more.")
    if len(form.one("group")) > LONGEST_GROUP:
        found["group"] = _.n("There is room for {n} letter.", "There is room for {n} letters.", LONGEST_GROUP)
    for key in questions:
        verdict = form.one(f"verdict_{key}")
        if verdict and (verdict not in verdicts or key in WORDS_ONLY):
            found[f"verdict_{key}"] = _("Choose one of the answers.")
        if len(form.one(f"words_{key}")) > LONGEST_ANSWER:
            found[f"words_{key}"] = _.n(
                "There is room for {n} letter.", "There is room for {n} letters.", LONGEST_ANSWER
            )
    return found
