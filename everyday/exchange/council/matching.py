"""What each column of the council's register is, and what its words mean: said by a person once, and remembered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from everyday.disk import fingerprint_of, replace_bytes
from geo.errors import UsageError
from plan.text import fold

__all__ = [
    "FIELDS", "FILE_NAME", "LEFT_OUT", "NEW", "Matching", "folded", "forget_words", "guessed", "load_matching",
    "remembered_n", "save_matching", "with_columns", "with_meaning",
]  # fmt: skip

FILE_NAME = "register.json"
LEFT_OUT, NEW = "left_out", "new"
FIELDS: dict[str, str] = {
    "reference": "The council's reference (the key)",
    "title": "What is to be done, in a sentence (needed)",
    "interventions": "Steps or interventions",
    "responsible": "Responsible",
    "lead": "Who leads",
    "contributes": "Can contribute",
    "benefits": "Who benefits",
    "status": "Status",
    "rag": "Red, amber or green",
    "rag_reason": "Why red, amber or green",
    "due_date": "Due, or that it is ongoing",
    "area": "Area or ward",
    "level": "Level",
    "policy_spheres": "Policy spheres",
    "cost": "Cost (£)",
    "cost_source": "Who pays",
    "update": "Latest update",
    "team_note": "Note for the team",
    "other_plan": "Reference in another plan (the heading is its name)",
    "other_plans": "Other plans, by name and reference",
    LEFT_OUT: "Left out",
}
"""What a column can be, in words."""
MEANINGS = ("status", "rag", "level", "area", "organisation", "policy_spheres")
"""Fields whose words can be given a meaning."""
_MOST = 5_000

_GUESSES: dict[str, tuple[str, ...]] = {
    "reference": ("ref", "reference", "ref no", "action ref", "id", "action id", "no", "action no", "number", "code"),
    "title": ("action", "title", "action title", "objective", "description", "what", "actions", "action description"),
    "interventions": ("steps", "how", "interventions", "measures", "activities", "tasks", "key tasks"),
    "responsible": ("responsible", "owner", "lead organisation", "responsible body", "delivery lead", "action owner",
                    "who", "organisation", "responsible organisation"),
    "lead": ("lead", "lead officer", "lead body"),
    "contributes": ("partners", "supporting", "delivery partners", "support", "other partners"),
    "benefits": ("beneficiaries", "who benefits"),
    "status": ("status", "progress status", "state", "current status"),
    "rag": ("rag", "rag status", "rag rating", "traffic light"),
    "rag_reason": ("rag reason", "reason for rag", "reason"),
    "due_date": ("due", "due date", "deadline", "target date", "completion date", "end date", "timescale", "by when",
                 "target completion date"),
    "area": ("ward", "area", "wards", "location", "neighbourhood", "ward s"),
    "level": ("level", "scale"),
    "policy_spheres": ("policy area", "policy sphere"),
    "cost": ("cost", "budget", "estimated cost", "cost £", "cost gbp"),
    "cost_source": ("funding", "funding source", "funder", "who pays"),
    "update": ("update", "latest update", "progress", "progress update", "comments", "commentary"),
    "team_note": ("notes", "note", "internal notes"),
    "other_plan": ("bsip", "lcwip", "bsip ref", "lcwip ref", "local plan ref", "local plan", "bsip reference",
                   "lcwip reference", "ltp ref", "ltp"),
    "other_plans": ("other plans", "related plans", "linked plans"),
}  # fmt: skip


@dataclass(frozen=True)
class Matching:
    """What somebody said about the register.

    Attributes:
        columns: a heading (:func:`folded`) and the field that it is.
        meanings: by field of :data:`MEANINGS`, what the council's words mean there: a key of the vocabulary, the code
            of an area, the name of an organisation, or :data:`NEW`.
        seen: by reference and field, fingerprints of what the cell said when it came in last: what has not changed in
            the register says nothing new.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meaning(self, name: str, words: str) -> str:
        """What words of the council mean; empty where nobody has said."""
        return self.meanings.get(name, {}).get(folded(words), "")

    def is_news(self, reference: str, name: str, words: str) -> bool:
        """True unless the cell said the same when it came in last."""
        return self.seen.get(folded(reference), {}).get(name) != fingerprint_of(words)


def folded(words: str) -> str:
    """Words without the differences that nobody means: case, spaces, full stops, brackets, dashes."""
    seen = "".join(one for one in unicodedata.normalize("NFC", words) if unicodedata.category(one) != "Cf")
    return " ".join(re.sub(r"[^\w£]+", " ", seen.casefold().replace("_", " ")).split())


def guessed(headings: Sequence[str], known: Matching | None = None) -> dict[str, str]:
    """What each heading most likely is: as somebody said it before, else by its words; each field but ``other_plan``
    once."""
    found: dict[str, str] = {}
    remembered = known.columns if known else {}
    for heading in headings:
        plain = folded(heading)
        if not plain:
            continue
        name = remembered.get(plain) or next((key for key, words in _GUESSES.items() if plain in words), LEFT_OUT)
        is_taken = name in found.values() and name not in (LEFT_OUT, "other_plan")
        found[heading] = LEFT_OUT if is_taken else name
    return found


def load_matching(folder: Path) -> Matching:
    """What is remembered of an atlas; nothing without the file.

    Raises:
        UsageError: the file was damaged.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Matching()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Matching(*({**content[name]} for name in ("columns", "meanings", "seen")))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be read ({type(error).__name__}).",
                         do="Delete it: the columns are then matched anew.") from error  # fmt: skip


def save_matching(folder: Path, matching: Matching) -> None:
    """Remember, whole or not at all."""
    nested = {name: {key: dict(one) for key, one in getattr(matching, name).items()} for name in ("meanings", "seen")}
    content = {"columns": dict(matching.columns), **nested}
    replace_bytes(folder / FILE_NAME, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _without(matching: Matching, words: str) -> tuple[Matching, int]:
    """What is remembered without all that holds some words: of headings, meanings and references; and how many held
    them."""
    wanted = fold(folded(words))

    def stays(*said: str) -> bool:
        return not any(wanted in fold(folded(one)) for one in said)

    if not wanted:
        return matching, 0
    columns = {heading: name for heading, name in matching.columns.items() if stays(heading)}
    meanings = {name: {key: meaning for key, meaning in of_field.items() if stays(key, meaning)}
                for name, of_field in matching.meanings.items()}  # fmt: skip
    seen = {reference: slots for reference, slots in matching.seen.items() if stays(reference)}
    left = Matching(columns, meanings, seen)
    return left, _entries_n(matching) - _entries_n(left)


def _entries_n(matching: Matching) -> int:
    return len(matching.columns) + len(matching.seen) + sum(map(len, matching.meanings.values()))


def remembered_n(folder: Path, words: str) -> int:
    """How much that an atlas remembers of the register holds some words: headings, meanings, references.

    Raises:
        UsageError: the file was damaged.
    """
    return _without(load_matching(folder), words)[1]


def forget_words(folder: Path, words: str) -> int:
    """Take out what holds some words, which is then asked about anew; gives how many.

    Raises:
        UsageError: the file was damaged.
    """
    left, going_n = _without(load_matching(folder), words)
    if going_n:
        save_matching(folder, left)
    return going_n


def with_columns(matching: Matching, columns: Mapping[str, str]) -> Matching:
    """With what somebody said of headings.

    Raises:
        UsageError: a field is not known, two columns are the same, or none is the title.
    """
    if wrong := [one for one in columns.values() if one not in FIELDS]:
        raise UsageError(f"There is no field {wrong[0][:40]!r}.", f"There are: {', '.join(FIELDS)}.")
    used = [one for one in columns.values() if one not in (LEFT_OUT, "other_plan")]
    if doubled := sorted({one for one in used if used.count(one) > 1}):
        raise UsageError(f"Two columns are said to be {FIELDS[doubled[0]]!r}.", do="Keep one of them.")
    if "title" not in used:
        raise UsageError("No column says what is to be done.", "Needed: one column that is the title.")
    return replace(matching, columns={**matching.columns, **{folded(key): name for key, name in columns.items()}})


def with_meaning(matching: Matching, name: str, words: str, meaning: str) -> Matching:
    """With what somebody said that words of the council mean.

    Raises:
        UsageError: words of that field have no meaning to be said.
    """
    if name not in MEANINGS:
        raise UsageError(f"Words of {name[:40]!r} are taken as they are.", f"Needed: {', '.join(MEANINGS)}.")
    of_field = {**matching.meanings.get(name, {}), folded(words): meaning}
    return replace(matching, meanings={**matching.meanings, name: of_field})
