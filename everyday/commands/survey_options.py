"""Options of a survey or of small-area statistics on the command line, and the words in which inputs take them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["SURVEY_FLAGS", "survey_options", "taken_options"]

SURVEY_FLAGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("sampling", "--sampling", {"help": "survey: how people were chosen: random, invited or open."}),
    ("asked", "--asked", {"help": "survey: how many people were asked."}),
    ("answered", "--answered", {"help": "survey: how many people answered."}),
    ("base", "--base", {"help": "survey: who was asked, where it was not everybody."}),
    ("weighted", "--weighted", {"is_flag": True, "help": "survey: the publisher weighted the answers."}),
    ("comparator", "--comparator", {"help": "survey, statistics: what the town's value is, in words."}),
    ("polarity", "--polarity", {
        "multiple": True, "metavar": "KEY=WHICH",
        "help": "survey, statistics: which end is better: higher, lower, neither; all=guessed takes the guesses.",
    }),
    ("unit", "--unit", {
        "multiple": True, "metavar": "KEY=UNIT",
        "help": "survey, statistics: %, count, score, rank, rate or mean, where the table does not say.",
    }),
    ("breaks", "--break", {
        "multiple": True, "metavar": "[KEY=]YEAR: REASON", "help": "survey: where a series is broken, and why.",
    }),
    ("year", "--year", {"help": "survey, statistics: the year, where the table does not say."}),
    ("sheet", "--sheet", {"help": "survey, statistics: the one sheet of a workbook to read."}),
    ("by_name", "--by-name", {"is_flag": True, "help": "survey: join by names, after looking at the list."}),
    ("partial", "--partial", {"is_flag": True, "help": "survey: take the areas that fit, where others do not."}),
    ("lookup", "--lookup", {
        "type": click.Path(path_type=Path), "help": "survey: table from its codes to the atlas's, with people.",
    }),
    ("published", "--published", {
        "type": click.Path(path_type=Path), "help": "statistics: published people by area, to compare with.",
    }),
    ("suppressed_below", "--suppressed-below", {
        "metavar": "N", "help": "survey, statistics: a suppressed count is smaller than this; marks such as <5 say it.",
    }),
    ("sample_size", "--sample-size", {
        "type": click.Choice(["all", "indicator"]),
        "help": "survey: a number of answers beside several indicators: behind all percentages, or its own.",
    }),
    ("least", "--least", {"help": "survey: of single answers, fewer people than that never show; default 10."}),
)  # fmt: skip


def survey_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all options of surveys, passed on as keyword arguments."""
    for name, flag, settings in reversed(SURVEY_FLAGS):
        command = click.option(flag, name, **settings)(command)
    return command


def taken_options(given: dict[str, Any]) -> dict[str, str]:
    """Options as inputs take them: text, several joined by semicolons, a flag as yes; nothing where not given."""
    taken = {}
    for name, value in given.items():
        if isinstance(value, tuple):
            taken[name] = "; ".join(value)
        elif isinstance(value, bool):
            taken[name] = "yes" if value else ""
        else:
            taken[name] = str(value) if value else ""
    return {name: text for name, text in taken.items() if text}
