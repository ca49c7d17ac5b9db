"""What the commands share: reports, a progress bar, and reading of coordinates and dates."""

from __future__ import annotations

import json
import sys
from datetime import date as Date

import click

from geo.errors import Report, UsageError

__all__ = ["FAULT", "WRONG_USE", "ProgressBar", "parse_day", "parse_pair", "say_report"]

FAULT, WRONG_USE = 1, 2


def say_report(report: Report, is_json: bool) -> None:
    click.echo(json.dumps(report.to_dict(), indent=2, default=str) if is_json else report.to_text())


class ProgressBar:
    """A bar with the name of the step; silent where nobody watches."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._last = ""

    def __call__(self, step: str, share: float) -> None:
        if self._is_shown:
            filled = int(share * 28)
            bar = "█" * filled + "·" * (28 - filled)
            click.echo(f"\r{bar} {share:4.0%}  {step:<46}", nl=False, err=True)
        elif step != self._last:
            click.echo(f"{share:4.0%}  {step}", err=True)
        self._last = step

    def close(self) -> None:
        if self._is_shown and self._last:
            click.echo(err=True)


def parse_pair(text: str | None, name: str) -> tuple[float, float] | None:
    if not text:
        return None
    parts = text.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError as error:
        raise UsageError(f"{name} is {text!r}.", "Needed: LAT,LON in degrees, such as 51.588,-2.998.") from error
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise UsageError(f"{name} is {text!r}.", "Needed: LAT,LON in degrees, such as 51.588,-2.998.")
    return lat, lon


def parse_day(text: str | None) -> Date | None:
    if not text:
        return None
    try:
        return Date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"The date is {text!r}.", "Needed: YYYY-MM-DD, such as 2024-03-05.") from error
