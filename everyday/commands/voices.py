"""What ``everyday add FOLDER answers`` does: a table of what people said, taken into the plan whole or not at all."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyday.commands.plan import person_here
from everyday.commands.terminal import FAULT
from geo.errors import NotFoundError

if TYPE_CHECKING:
    from everyday.facade import Atlas
    from everyday.voices import AnswersRead, Told

__all__ = ["add_answers"]

MOST_SAID = 40


def add_answers(atlas: Atlas, files: tuple[Path, ...], told: Told, *, personal: str, is_json: bool) -> None:
    """Read tables of answers and keep them; what is due to be erased is erased first.

    Args:
        personal: what is to become of phone numbers and the like in the words: ``keep``, ``leave-out``, or empty where
            nobody has said, when nothing is kept and the cells are named.
    """
    from everyday.voices import forget_due, read_open_answers, without_personal

    store, who, today = atlas.plan(), person_here(), date.today()
    if (done := forget_due(store, who, today)) is not None:
        click.echo(f"The time of {len(done.record_ids):,} records was over: erased. {done.says}", err=is_json)
    try:
        edition = atlas.edition()
    except NotFoundError:
        edition = None
    is_whole = True
    for path in files:
        read = read_open_answers(path, edition, atlas.taxonomy(), told, today=today)
        is_asked = bool(read.personal) and not personal
        is_kept = not read.problems and not is_asked
        if is_kept:
            answers = without_personal(read.answers) if personal == "leave-out" else read.answers
            store.add_all(answers, who)
        is_whole &= is_kept
        click.echo(json.dumps(read.to_dict() | {"kept": is_kept}, indent=2) if is_json else _said(path, read, is_kept))
    if not is_whole:
        sys.exit(FAULT)


def _said(path: Path, read: AnswersRead, is_kept: bool) -> str:
    people_n = len({one.respondent for one in read.answers})
    lines = [f"{path.name}: {len(read.answers):,} answers of {people_n:,} people. "
             + ("Kept in the plan; the file itself is not kept." if is_kept else "Nothing was kept.")]  # fmt: skip
    if read.is_own_survey:
        lines.append("  - Recognised as the town's own set of questions.")
    if read.refused_n:
        lines.append(f"  - {read.refused_n:,} people said no to the use of what they wrote: passed over.")
    lines += [f"  - {one}" for one in read.problems[:MOST_SAID]]
    if (more := len(read.problems) - MOST_SAID) > 0:
        lines.append(f"  - and {more:,} more.")
    if read.personal and not is_kept:
        cells = ", ".join(list(read.personal)[:MOST_SAID])
        lines.append(f"  - What looks like a phone number, an e-mail address or a postcode stands in: {cells}. "
                     "Say --personal leave-out or --personal keep.")  # fmt: skip
    return "\n".join([*lines, *(f"  - {one}" for one in read.report.sorted_problems())])
