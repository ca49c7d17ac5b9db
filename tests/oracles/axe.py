"""axe-core in the browser tests: what it finds in a page or in the frame of the map, as words a person can act on.

axe-core (MPL 2.0) comes with the package ``axe-playwright-python`` and only serves the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = ["GRAVE", "TAGS", "Violation", "grave", "violations"]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
"""WCAG 2.0, 2.1 and 2.2, levels A and AA; axe's own "best practices" are left out."""
GRAVE = ("serious", "critical")
_OPTIONS = {
    "runOnly": {"type": "tag", "values": list(TAGS)},
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2; axe leaves it out unless asked
    "resultTypes": ["violations"],
    "iframes": False,  # frames are looked at one by one
}

_RUN = """options => Promise.race([
  window.axe.run(document, options),
  new Promise((_, refuse) => setTimeout(() => refuse(new Error("axe did not come to an end")), 120000)),
])"""


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule; ``selector`` leads to it, ``html`` is how it begins, ``why`` is the reason."""

    impact: str
    rule: str
    selector: str
    html: str
    why: str

    def __str__(self) -> str:
        return f"{self.impact} {self.rule} at {self.selector}\n    {self.html}\n    {self.why}"


@lru_cache(maxsize=1)
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


def _selector(target: list[Any]) -> str:
    return " ".join(" ".join(part) if isinstance(part, list) else str(part) for part in target)


def violations(page_or_frame: Any) -> list[Violation]:
    """Everything axe finds in a page, or in a frame of it (a Playwright ``Page`` or ``Frame``), as it is now."""
    if not page_or_frame.evaluate("typeof window.axe === 'object'"):
        page_or_frame.evaluate(_script())
    found = page_or_frame.evaluate(_RUN, _OPTIONS)
    return [
        Violation(
            impact=str(node.get("impact") or rule["impact"]),
            rule=rule["id"],
            selector=_selector(node["target"]),
            html=" ".join(node["html"].split())[:160],
            why=" ".join(str(node.get("failureSummary", "")).split()),
        )
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


MOVED = """() => Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))"""
"""Waits until what moves, for a while only, stands still."""


def grave(page_or_frame: Any) -> list[Violation]:
    """What is serious or critical among them once nothing moves: what is half faded in is pale to axe.

    Where it finds something it looks again: a hint may have begun to fade in while it looked.
    """
    found: list[Violation] = []
    for _ in range(2):
        page_or_frame.evaluate(MOVED)
        found = [one for one in violations(page_or_frame) if one.impact in GRAVE]
        if not found:
            break
    return found
