"""Options of GPS logs on the command line: what the files themselves do not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

__all__ = ["gps_options"]

_FLAGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "whose",
        "--person",
        {
            "metavar": "WHOSE",
            "help": "gps: file, folder or one: whose a file is that does not say it.",
        },
    ),
    (
        "times",
        "--times",
        {"metavar": "ZONE", "help": "gps: utc, local or the name of a zone, of times that state none."},
    ),
    (
        "dates",
        "--dates",
        {
            "type": click.Choice(["day-first", "month-first"]),
            "help": "gps: how dates such as 05/07/2024 are meant.",
        },
    ),
    (
        "columns",
        "--column",
        {
            "multiple": True,
            "metavar": "ROLE=HEADING",
            "help": "gps: the column of lat, lon, time, date, person, device … of a table; unit=e7 or semicircles.",
        },
    ),
    ("timezone", "--timezone", {"metavar": "ZONE", "help": "gps: the time zone of the place; default Europe/London."}),
)


def gps_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all options of GPS logs, passed on as keyword arguments."""
    for name, flag, settings in reversed(_FLAGS):
        command = click.option(flag, name, **settings)(command)
    return command
