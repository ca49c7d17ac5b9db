"""Milestones as a picture on the page: a line for each action, a shape and a word for each state, earlier days too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.action_plan.desk import Desk
from app.printed import date_words, text
from app.words import action_plan as words
from everyday.acting import STATES, ActionRow, Step, timeline_of

__all__ = ["timeline_html"]

MOST_LINES = 40


def timeline_html(at: Desk) -> str:
    """HTML of the picture; empty where no action has a milestone with a day."""
    found = timeline_of(at.chosen)
    shown = found[:MOST_LINES]
    if not shown:
        return ""
    days = [day for _row, steps in shown for one in steps for day in (one.day, *one.earlier)]
    scale = _Scale(days, shown[0][0].today)
    key = "".join(f'<li><span class="ea-step ea-step-{state}" aria-hidden="true">{sign}</span> '
                  f"{text(words.TIMELINE_STATES[state])}</li>" for state, sign in STATES.items())  # fmt: skip
    lines = "".join(_line(at, row, steps, scale) for row, steps in shown)
    says = words.TIMELINE_SAYS.format(shown=len(shown), all=len(found))
    return (
        f'<section class="ea-timeline" aria-label="{text(words.TIMELINE)}"><h2>{text(words.TIMELINE)}</h2>'
        f'<p class="ea-note">{text(says)}</p><ul class="ea-timeline-key">{key}</ul>'
        f'<div class="ea-timeline-years" aria-hidden="true">{scale.years()}</div><ol>{lines}</ol></section>'
    )


class _Scale:
    """From days to places of the line, in percent."""

    def __init__(self, days: Sequence[str], today: str) -> None:
        numbers = [date.fromisoformat(day).toordinal() for day in (*days, today)]
        room = max((max(numbers) - min(numbers)) // 25, 20)
        self.first, self.last = min(numbers) - room, max(numbers) + room
        self.today = self.at(today)

    def at(self, day: str) -> float:
        """Place of a day."""
        return round(100 * (date.fromisoformat(day).toordinal() - self.first) / (self.last - self.first), 2)

    def years(self) -> str:
        """The beginnings of the years."""
        begins = range(date.fromordinal(self.first).year + 1, date.fromordinal(self.last).year + 1)
        return "".join(f'<span style="left:{self.at(f"{year}-01-01")}%">{year}</span>' for year in begins)


def _line(at: Desk, row: ActionRow, steps: Sequence[Step], scale: _Scale) -> str:
    marks = [f'<span class="ea-timeline-today" style="left:{scale.today}%"></span>']
    for one in steps:
        following = (*one.earlier[1:], one.day)
        marks += [_moved(before, after, scale) for before, after in zip(one.earlier, following, strict=False)]
        marks += [_mark("earlier", day, scale) for day in one.earlier]
    marks += [_mark(one.state, one.day, scale) for one in steps]
    said = "; ".join(_words(one) for one in steps)
    title = f"A{at.numbers[row.id]}: {row.action.title}"
    return (f'<li><span class="ea-timeline-title" dir="auto">{text(title)}</span>'
            f'<span class="ea-timeline-line" aria-hidden="true">{"".join(marks)}</span>'
            f'<span class="ea-timeline-said">{text(said)}</span></li>')  # fmt: skip


def _mark(state: str, day: str, scale: _Scale) -> str:
    return f'<span class="ea-step ea-step-{state}" style="left:{scale.at(day)}%">{STATES[state]}</span>'


def _moved(before: str, after: str, scale: _Scale) -> str:
    first, last = sorted((scale.at(before), scale.at(after)))
    return f'<span class="ea-timeline-moved" style="left:{first}%;width:{round(last - first, 2)}%"></span>'


def _words(one: Step) -> str:
    step = words.TIMELINE_STEP.format(state=words.TIMELINE_STATES[one.state], what=one.text, day=date_words(one.day))
    if not one.earlier:
        return step
    return words.TIMELINE_MOVED.format(step=step, days=", ".join(date_words(day) for day in one.earlier))
