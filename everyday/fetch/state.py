"""What of a town was fetched, when and from where: one small file in the atlas, written after each piece."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from everyday.atlas import replace_bytes
from geo.errors import UsageError

__all__ = ["FETCHED", "Done", "State", "load_state"]

FETCHED = "fetched"
"""Folder of an atlas with the state and with what is kept beside the inputs, such as boundaries of LSOAs."""


@dataclass(frozen=True)
class Done:
    """A part that is there: what became of it, and by what it is recognised when it is asked for again.

    ``inputs`` are fingerprints of the atlas's inputs that it is; ``version`` is the publisher's own mark of it.
    """

    words: str
    date: str
    sha256: str
    licence: str
    address: str
    asked_at: str
    version: str = ""
    size: int = 0
    inputs: tuple[str, ...] = ()


@dataclass
class State:
    """The file in memory: the town, what is done by key, downloads that are whole and not yet used."""

    path: Path
    town: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    whole: dict[str, dict[str, Any]] = field(default_factory=dict)

    def save(self) -> None:
        """Write it, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "town": self.town,
            "options": self.options,
            "done": {key: asdict(done) for key, done in sorted(self.done.items())},
            "whole": self.whole,
        }
        replace_bytes(self.path, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())

    def finish(self, key: str, done: Done) -> None:
        """Note that a part is there."""
        self.done[key] = done
        self.save()


def load_state(folder: Path) -> State:
    """The state of an atlas folder; an empty one where nothing was fetched.

    Raises:
        UsageError: the file cannot be read.
    """
    path = folder / FETCHED / "state.json"
    if not path.is_file():
        return State(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        done = {
            str(key): Done(**{**entry, "inputs": tuple(entry.get("inputs", ()))})
            for key, entry in content["done"].items()
        }
        return State(path, content["town"], content.get("options", {}), done, content.get("whole", {}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} cannot be read ({error}).", do="Take it away: what is there is then asked anew."
        ) from error


def now_text() -> str:
    """The moment as it is written, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
