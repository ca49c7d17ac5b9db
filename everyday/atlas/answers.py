"""Answers of single people on their way into an atlas: counted in memory, and only the counts are kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.atlas.inputs import is_table
from geo.errors import Report

if TYPE_CHECKING:
    from everyday.atlas.folder import AtlasFolder
    from geo.survey import Counted

__all__ = ["are_answers", "counted"]

_LEAST_ALLOWED = 5


def are_answers(source: Path) -> bool:
    """Whether a file is the export of a form with a row for each person."""
    from geo.survey import holds_answers

    return source.is_file() and is_table(source) and holds_answers(source)


@contextmanager
def counted(
    atlas: AtlasFolder, source: Path, given: dict[str, str], *, is_replacing: bool
) -> Iterator[tuple[Path, dict[str, str], Report]]:
    """A survey table of the answers by area, in a file that is there for as long as it is read, with its options.

    Raises:
        InputError: the answers cannot be counted, or would show single people beside those that are kept.
    """
    from geo.survey import count_answers

    least = _least(given)
    found = count_answers(
        source,
        atlas.own_areas(),
        least=least,
        year=given.get("year", ""),
        lookup=given.get("lookup", ""),
        is_by_name=given.get("by_name", "").lower() in ("yes", "true", "1"),
    )
    if not is_replacing:
        _refuse_near(atlas, found, least)
    found.report.raise_if_refused()
    options = {key: value for key, value in given.items() if key not in ("year", "lookup", "by_name")}
    if "sampling" not in options:
        options["sampling"] = "open"
        found.report.add(
            "note", "open_form", "nobody has said how people were chosen.",
            action="Taken as an open form: no interval and no better or worse. Say it (sampling) where it is not.",
        )  # fmt: skip
    options |= {"answered": str(found.answered_n), "answers_of": found.questions_of, "least": str(least)}
    options["people_of"] = ";".join(str(n) if n >= least else "c" for n in found.people)
    with tempfile.TemporaryDirectory(prefix="everyday-counts-") as folder:
        table = Path(folder) / f"{source.stem}-counted.csv"
        table.write_text(found.text, encoding="utf-8", newline="\n")
        yield table, options, found.report


def _least(given: dict[str, str]) -> int:
    from geo.errors import UsageError
    from geo.survey import LEAST_PEOPLE

    text = given.get("least", str(LEAST_PEOPLE))
    if not text.isdigit() or int(text) < _LEAST_ALLOWED:
        raise UsageError(f"The smallest number of people shown is {text!r}, needed a number from {_LEAST_ALLOWED}.")
    return int(text)


def _refuse_near(atlas: AtlasFolder, found: Counted, least: int) -> None:
    """Refuse answers that differ from kept ones of the same form by so few people that these could be worked out."""
    for record in atlas.config.inputs_of("survey"):
        if record.options.get("answers_of") != found.questions_of:
            continue
        held = record.options.get("people_of", "").split(";")
        near = [
            str(area)
            for area, before, now in zip(atlas.own_areas()["area_id"], held, found.people, strict=False)
            if before.isdigit() and 0 < abs(int(before) - now) < least
        ]
        total = abs(int(record.options.get("answered", "0")) - found.answered_n)
        if near or 0 < total < least:
            found.report.add(
                "refused", "too_near",
                f"{record.name} of the same form is kept already, and differs by fewer than {least} people"
                + (f" in {len(near):,} areas." if near else "."),
                needed="files that differ by nobody or by more: side by side they would show what these few answered.",
                action="Replace the earlier file (--replace), or wait for more answers.", where=near,
            )  # fmt: skip
