"""What went wrong with an input, said so that a person can act on it.

The error tree (all derive from :class:`AtlasError` and from the builtin a programmer would catch)::

    AtlasError
    ├── InputError      (ValueError)    a file cannot be used; carries the whole Report
    ├── UsageError      (ValueError)    an option or argument is wrong
    ├── NotFoundError   (LookupError)   an atlas, edition or file is not there
    ├── BuildError      (RuntimeError)  a build could not finish; the last edition is untouched
    ├── FetchError      (RuntimeError)  an open service did not give what was asked for
    ├── BusyError       (RuntimeError)  others were in the way; sent again, it will do
    └── CancelledError  (RuntimeError)  somebody asked to stop

Every message has three parts: what was found, what was needed, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Literal

__all__ = [
    "AtlasError",
    "BuildError",
    "BusyError",
    "CancelledError",
    "FetchError",
    "InputError",
    "NotFoundError",
    "Problem",
    "Report",
    "UsageError",
]

Severity = Literal["refused", "repaired", "warning", "note"]
_ORDER: dict[str, int] = {"refused": 0, "repaired": 1, "warning": 2, "note": 3}
_WORDS: dict[str, str] = {
    "refused": "Cannot be used",
    "repaired": "Repaired",
    "warning": "Please check",
    "note": "For information",
}
MOST_EXAMPLES = 5


class AtlasError(Exception):
    """Base of every error that Everyday Atlas raises on purpose.

    Args:
        found: what was found.
        needed: what was needed instead.
        do: what the person can do now.
    """

    def __init__(self, found: str, needed: str = "", do: str = "") -> None:
        self.found, self.needed, self.do = found, needed, do
        super().__init__(" ".join(part for part in (found, needed, do) if part))


class UsageError(AtlasError, ValueError):
    """An option or argument is wrong (exit code 2 on the command line)."""


class NotFoundError(AtlasError, LookupError):
    """An atlas, an edition or a file is not where it was looked for."""


class BuildError(AtlasError, RuntimeError):
    """A build could not finish. The edition shown before is untouched."""


class FetchError(AtlasError, RuntimeError):
    """An open service did not give what was asked for. What was there before is untouched."""


class BusyError(AtlasError, RuntimeError):
    """Others were in the way for as long as one may be kept waiting. Nothing is wrong with what was sent."""


class CancelledError(AtlasError, RuntimeError):
    """Somebody asked to stop. Nothing half-written is left behind."""


def _ended(words: str) -> str:
    """A sentence with its full stop."""
    return words if words.endswith((".", "!", "?", "…", ":")) else f"{words}."


@dataclass(frozen=True)
class Problem:
    """One kind of fault in an input, with how often and where it occurs.

    ``severity``: ``refused`` (the file cannot be used), ``repaired`` (used after the change named in
    ``action``), ``warning`` (used as it stands, somebody should look), ``note`` (information).
    ``where`` holds at most a few examples such as ``"stop_times.txt row 12"``; ``count`` is the true number.
    """

    severity: Severity
    code: str
    found: str
    needed: str = ""
    action: str = ""
    where: tuple[str, ...] = ()
    count: int = 1

    def __str__(self) -> str:
        text = f"{_WORDS[self.severity]}: {self.found}"
        if self.needed:
            text += f" Needed: {_ended(self.needed)}"
        if self.action:
            text += f" {'What to do' if self.severity == 'refused' else 'What was done'}: {_ended(self.action)}"
        if self.where:
            more = "" if self.count <= len(self.where) else f" and {self.count - len(self.where):,} more"
            text += f" Where: {', '.join(self.where)}{more}."
        return text


@dataclass
class Report:
    """Everything that was noticed about one input, and plain facts about it.

    ``facts`` maps a sentence-case label to a value a person reads ("Stops": 577).
    """

    source: str
    kind: str
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    def add(
        self,
        severity: Severity,
        code: str,
        found: str,
        *,
        needed: str = "",
        action: str = "",
        where: Iterable[object] = (),
        count: int | None = None,
    ) -> None:
        """Add one problem. ``where`` may be long: only the first few are kept, ``count`` defaults to all."""
        places = [str(place) for place in where]
        number = count if count is not None else max(len(places), 1)
        self.problems.append(Problem(severity, code, found, needed, action, tuple(places[:MOST_EXAMPLES]), number))

    @property
    def is_usable(self) -> bool:
        """True unless some problem refuses the file."""
        return not any(problem.severity == "refused" for problem in self.problems)

    def raise_if_refused(self) -> None:
        """Raise :class:`InputError` with this report if any problem refuses the file."""
        if not self.is_usable:
            raise InputError(self)

    def sorted_problems(self) -> list[Problem]:
        """Problems, the gravest first."""
        return sorted(self.problems, key=lambda problem: _ORDER[problem.severity])

    def to_dict(self) -> dict[str, object]:
        """For ``--json`` and the manifest."""
        return {
            "source": self.source,
            "kind": self.kind,
            "usable": self.is_usable,
            "facts": dict(self.facts.items()),
            "problems": [asdict(problem) | {"where": list(problem.where)} for problem in self.sorted_problems()],
        }

    def to_text(self) -> str:
        """The report as a person reads it."""
        verdict = "can be used" if self.is_usable else "cannot be used"
        if self.is_usable and any(problem.severity == "repaired" for problem in self.problems):
            verdict = "can be used, after the repairs named below"
        lines = [f"{self.source}: {self.kind}, {verdict}."]
        lines += [f"  {label}: {value}" for label, value in self.facts.items()]
        lines += [f"  - {problem}" for problem in self.sorted_problems()]
        return "\n".join(lines)


class InputError(AtlasError, ValueError):
    """An input cannot be used. ``report`` names every problem, not just the first."""

    def __init__(self, report: Report) -> None:
        self.report = report
        refused = [problem for problem in report.sorted_problems() if problem.severity == "refused"]
        first = refused[0] if refused else None
        super().__init__(
            found=first.found if first else f"{report.source} cannot be used.",
            needed=f"Needed: {first.needed}" if first and first.needed else "",
            do=first.action if first else "",
        )

    def __str__(self) -> str:
        return self.report.to_text()
