"""The vocabulary of the method as data, with what a town changed in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import UsageError

__all__ = ["FILE_NAME", "Taxonomy", "default_taxonomy", "load_taxonomy"]

FILE_NAME = "taxonomy.toml"
_SHIPPED = Path(__file__).resolve().parent / FILE_NAME
_KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
# What rules are written for: a town may rename these terms but neither add nor remove any.
_FIXED = ("kinds", "levels", "finding_status", "action_status", "rag", "roles", "stages", "forum_questions_levers")
_LONGEST_LABEL = 120


@dataclass(frozen=True)
class Taxonomy:
    """Labels by list and key, and the allowed changes of status."""

    terms: dict[str, dict[str, str]]
    transitions: dict[str, dict[str, tuple[str, ...]]]
    scale: tuple[int, int]

    def keys(self, name: str) -> tuple[str, ...]:
        """Keys of a list such as ``"dimensions"``, in order."""
        return tuple(self.terms[name])

    def labels(self, name: str) -> dict[str, str]:
        """Key to label."""
        return dict(self.terms[name])

    def label(self, name: str, key: str) -> str:
        """What people read for a key; the key itself where the town has switched the term off since."""
        return self.terms[name].get(key, key.replace("_", " "))

    def next_statuses(self, name: str, status: str) -> tuple[str, ...]:
        """Statuses that may follow; ``name`` is ``"finding"`` or ``"action"``."""
        return self.transitions[name].get(status, ())


def _merge(content: dict[str, Any], town: dict[str, Any], path: Path) -> dict[str, Any]:
    """The shipped lists with what the town changed; every fault of its file at once."""
    faults: list[str] = []
    merged = {name: dict(entries) for name, entries in content.items()}
    for name, entries in town.items():
        if name not in content or name.endswith("_transitions") or name == "votes":
            faults.append(f"[{name}] is not a list that can be changed")
            continue
        if not isinstance(entries, dict):
            faults.append(f"{name} has to be a table such as [{name}]")
            continue
        for key, label in entries.items():
            is_known = key in content[name]
            if not _KEY.match(key):
                faults.append(f"[{name}] {key!r}: keys are lower-case letters, digits and underscores")
            elif label is False and name not in _FIXED:
                merged[name].pop(key, None)
            elif isinstance(label, str) and label.strip() and len(label) <= _LONGEST_LABEL and ";" not in label:
                if is_known or name not in _FIXED:
                    merged[name][key] = label.strip()
                else:
                    faults.append(f"[{name}] takes no further terms ({key})")
            else:
                faults.append(f"[{name}] {key}: needed a label of 1 to {_LONGEST_LABEL} characters without ';'")
    faults += [f"[{name}] has no term left" for name, entries in merged.items() if not entries]
    if faults:
        raise UsageError(f"{path} has faults: {'; '.join(faults)}.", do="Correct them and try again.")
    return merged


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not a TOML file: {error}.", do="Correct it and try again.") from error


def _taxonomy(content: dict[str, Any]) -> Taxonomy:
    transitions = {
        name: {status: tuple(following) for status, following in content[f"{name}_transitions"].items()}
        for name in ("finding", "action")
    }
    votes = content["votes"]
    terms = {name: dict(found) for name, found in content.items() if name != "votes" and "_transitions" not in name}
    return Taxonomy(terms, transitions, (int(votes["scale_min"]), int(votes["scale_max"])))


@lru_cache(maxsize=1)
def default_taxonomy() -> Taxonomy:
    """The shipped vocabulary."""
    return _taxonomy(_read(_SHIPPED))


def load_taxonomy(folder: Path) -> Taxonomy:
    """The vocabulary of an atlas: the shipped one, with the changes of ``taxonomy.toml`` in its folder if there is one.

    Raises:
        UsageError: the file has faults; all of them are named.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return default_taxonomy()
    return _taxonomy(_merge(_read(_SHIPPED), _read(path), path))
