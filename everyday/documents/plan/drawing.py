"""Milestones as a picture for Word, PDF and HTML: a line for each action, shapes for states, earlier days shown."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from everyday.acting import Step, timeline_of
from everyday.documents.plan.facts import Picture
from everyday.language import Language, later, writable

if TYPE_CHECKING:
    from everyday.acting import ActionRow

__all__ = ["STATE_WORDS", "timeline_pictures"]

STATE_WORDS = {
    "late": later("late"), "next": later("to come"), "done": later("done"), "dropped": later("dropped"),
    "earlier": later("planned for before"),
}  # fmt: skip
MOST_LINES, MOST_PICTURES = 18, 2
_WIDE_INCHES, _LINE_INCHES, _DPI = 10.0, 0.27, 130
_MARKERS = {"late": "s", "next": "o", "done": "o", "dropped": "x", "earlier": "D"}
_COLOURS = {"late": "#9b1c1c", "next": "#123c4a", "done": "#123c4a", "dropped": "#4a4640", "earlier": "#4a4640"}


def timeline_pictures(_: Language, rows: Sequence[ActionRow], numbers: Mapping[str, int]) -> list[Picture]:
    """Pictures of the milestones, each of as many actions as can be read; the ones that are due first come first."""
    found = timeline_of(rows)
    parts = [found[start : start + MOST_LINES] for start in range(0, len(found), MOST_LINES)][:MOST_PICTURES]
    shown = [one for part in parts for _row, steps in part for one in steps]
    days = [day for one in shown for day in (one.day, *one.earlier)]
    return [Picture(_drawn(_, part, numbers, days), _alt(_, part, numbers)) for part in parts]


def _alt(_: Language, part: Sequence[tuple[ActionRow, list[Step]]], numbers: Mapping[str, int]) -> str:
    count = sum(len(steps) for _row, steps in part)
    late = sum(one.state == "late" for _row, steps in part for one in steps)
    named = ", ".join(str(numbers[row.id]) for row, _steps in part)
    said = _(
        "Milestones of the actions {numbers} over time: {n} of them, {late} late.", numbers=named, n=count, late=late
    )
    return writable(f"{said} {_('Each stands in words with its action.')}")


def _drawn(
    _: Language, part: Sequence[tuple[ActionRow, list[Step]]], numbers: Mapping[str, int], days: Sequence[str]
) -> bytes:
    """PNG with one line an action."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
    from matplotlib.figure import Figure

    high = _LINE_INCHES * len(part) + 0.95
    figure = Figure(figsize=(_WIDE_INCHES, high), dpi=_DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.34, 0.4 / high, 0.64, 1 - 0.85 / high))
    at = {day: float(date2num(date.fromisoformat(day))) for day in days}  # type: ignore[no-untyped-call]
    for line, (row, steps) in enumerate(part):
        axes.axhline(line, color="#d9d4ca", linewidth=0.8, zorder=0)
        for one in steps:
            _step(axes, one, line, at)
        name = shorten(writable(f"{numbers[row.id]}. {row.action.title}"), 54, placeholder=" …").replace("$", "\\$")
        axes.text(-0.015, line, name, ha="right", va="center", fontsize=7.5, transform=axes.get_yaxis_transform())
    today = float(date2num(date.fromisoformat(part[0][0].today)))  # type: ignore[no-untyped-call]
    axes.axvline(today, color="#1f1f1f", linewidth=1, linestyle="--")
    axes.text(today, -0.75, _("today"), fontsize=7, ha="center", va="bottom")
    axes.set_ylim(len(part) - 0.4, -0.7)
    room = max((max(at.values()) - min(at.values())) * 0.03, 20)
    axes.set_xlim(min(min(at.values()), today) - room, max(max(at.values()), today) + room)
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", labelsize=7.5)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    handles = [axes.plot([], [], label=_(said), **_look(state))[0] for state, said in STATE_WORDS.items()]
    figure.legend(handles=handles, loc="upper right", ncol=len(handles), fontsize=7.5, frameon=False)
    held = io.BytesIO()
    figure.savefig(held, format="png")
    return held.getvalue()


def _look(state: str) -> dict[str, Any]:
    is_filled = state in ("late", "done")
    return {"marker": _MARKERS[state], "color": _COLOURS[state], "linestyle": "", "markersize": 5.5,
            "markerfacecolor": _COLOURS[state] if is_filled else "white", "markeredgewidth": 1.3}  # fmt: skip


def _step(axes: Any, one: Step, line: int, at: Mapping[str, float]) -> None:
    if one.earlier:
        path = [at[day] for day in (*one.earlier, one.day)]
        axes.plot(path, [line] * len(path), color="#4a4640", linewidth=1, linestyle=":")
        axes.plot(path[:-1], [line] * (len(path) - 1), **_look("earlier"))
    axes.plot([at[one.day]], [line], **_look(one.state))
