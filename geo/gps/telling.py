"""What is said of all files together: facts, questions, and whether a fault of one file stops the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import polars as pl

from geo.errors import Report
from geo.gps.fixes import FileFacts, Option, Question
from geo.gps.settling import Doubt

__all__ = ["STOPS", "questions_of", "say_facts", "settle_severity"]

STOPS = frozenset(
    {"too_many_fixes", "too_many_files", "too_large", "zip_bomb", "zip_unsafe", "xml_entities", "xml_deep", "xml_piece"}
)
"""Faults after which nothing of what was handed in is used: it would be a part taken for the whole, or does harm."""


def settle_severity(report: Report, has_fixes: bool) -> None:
    """Where other files have fixes, a file that cannot be used is left out and said; else it refuses everything."""
    if not has_fixes:
        return
    report.problems = [
        replace(one, severity="warning", action=f"the file was left out. {one.action}")
        if one.severity == "refused" and one.code not in STOPS
        else one
        for one in report.problems
    ]


def questions_of(
    doubts: list[Doubt], unordered: list[str], person: Question | None, timezone: str
) -> tuple[Question, ...]:
    """What only a person can decide, each question once for all files that it concerns."""
    questions = [person] if person is not None else []
    if unordered:
        questions.append(
            Question(
                "day_first", "Dates such as 05/07/2024 can be read either way, and no row decides it.",
                (Option("true", "the day stands first: 5 July"), Option("false", "the month stands first: 7 May")),
                tuple(unordered),
            )
        )  # fmt: skip
    for default in ("", "utc"):
        some = [doubt for doubt in doubts if doubt.default == default]
        if some:
            questions.append(_zone_question(some, default, timezone))
    return tuple(questions)


def _zone_question(doubts: list[Doubt], default: str, timezone: str) -> Question:
    total = sum(doubt.fixes_n for doubt in doubts)
    first = min(doubt.first for doubt in doubts)

    def night(count: int) -> str:
        return f"{100 * count / total:.0f} % of them lie between 1 and 5 at night in {timezone}"

    state = "time states" if total == 1 else "times state"
    why = " The format's rules say UTC." if default else ""
    return Question(
        "times", f"{total:,} {state} no zone, the first {first:%Y-%m-%d %H:%M}.{why}",
        (
            Option("utc", f"they are UTC: {night(sum(doubt.night_utc_n for doubt in doubts))}"),
            Option("local", f"they are times of {timezone}: {night(sum(doubt.night_local_n for doubt in doubts))}"),
        ),
        tuple(doubt.file for doubt in doubts), default,
    )  # fmt: skip


def say_facts(
    report: Report, fixes: pl.DataFrame, files: tuple[FileFacts, ...], questions: tuple[Question, ...], logs_n: int
) -> None:
    """What a planner compares with what they know of the sample, and the questions that are open."""
    facts = report.facts
    facts["Files with fixes"] = logs_n
    formats = sorted({one.format for one in files})
    if formats:
        facts["Formats"] = ", ".join(formats[:20])
    facts["Fixes"] = fixes.height
    for label, number in (
        ("Without a time that can be used", sum(one.without_time_n for one in files)),
        ("Without a position", sum(one.without_position_n for one in files)),
        ("Twice in their file", sum(one.duplicates_n for one in files)),
    ):
        if number:
            facts[label] = number
    for one in files:
        for label, number in one.further.items():
            key = label[:1].upper() + label[1:]
            facts[key] = int(str(facts.get(key, 0))) + number
    if fixes.height:
        facts["People"] = fixes["person"].n_unique()
        devices = fixes.filter(pl.col("device") != "").select("person", "device").n_unique()
        if devices:
            facts["Devices"] = devices
        edges = fixes.select(
            pl.col("time").min().alias("first"),
            pl.col("time").max().alias("last"),
            pl.col("lon").min().alias("west"),
            pl.col("lat").min().alias("south"),
            pl.col("lon").max().alias("east"),
            pl.col("lat").max().alias("north"),
        ).row(0, named=True)
        facts["First and last"] = "{first:%Y-%m-%d %H:%M:%S} to {last:%Y-%m-%d %H:%M:%S} UTC".format(**edges)
        facts["Box"] = "{west:.4f}, {south:.4f}, {east:.4f}, {north:.4f} (west, south, east, north)".format(**edges)
    zones = sorted({one.zone for one in files if one.zone})
    if zones:
        facts["Time zone"] = "; ".join(zones[:4])
    shared = [label for label, times in Counter(label for one in files for label in one.people).items() if times > 1]
    if shared:
        report.add(
            "warning", "label_in_several_files", f"{len(shared):,} labels of people stand in several files.",
            needed="labels that mean one person everywhere",
            action="each was taken for one person; if they are several, hand in the files one after the other",
            count=len(shared),
        )  # fmt: skip
    for question in questions:
        options = "; ".join(f"{option.value}: {option.words}" for option in question.options)
        report.add(
            "note" if question.default else "warning", f"asked_{question.key}", question.words,
            needed="" if question.default else "an answer before anything is counted",
            action=f"{question.key} = {options}", where=question.files, count=max(len(question.files), 1),
        )  # fmt: skip
