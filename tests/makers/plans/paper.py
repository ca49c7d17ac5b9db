"""Sheets for a session on paper, as somebody reads them off: words and their boxes; and sessions to print."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from plan.records import Session
from tests import needs

__all__ = ["HOSTILE", "SESSION", "Word", "pages_of", "sizes_mm", "tool", "words_of"]

SESSION = Session(
    name="Getting about after dark", date="2026-11-26", venue="Market hall", retention_until="2027-11-30"
)  # fmt: skip
HOSTILE = Session(
    name="$\\frac{1}{2}$ <img src=x onerror=alert(1)> ${alert(1)} \u202eright to left\u202c 🚌 " + "long " * 2000,
    date="not a date", venue="</script>\x00\x07%s {braces} \\", notice="<b>$x$</b> {who} %d 🚌 " * 100,
)  # fmt: skip


class Word(NamedTuple):
    """A printed word and its box in points, from the top left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    def hits(self, other: Word) -> bool:
        """True if the boxes overlap by more than a hair."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        return wide > 0.5 and min(self.y1, other.y1) - max(self.y0, other.y0) > 1.5


def tool(name: str, *arguments: object) -> str:
    """What a program of poppler says."""
    done = subprocess.run([needs.poppler(name), *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(path: Path) -> list[str]:
    """Words of each page of a PDF."""
    return tool("pdftotext", "-layout", path, "-").removesuffix("\f").split("\f")


def sizes_mm(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page."""
    found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", tool("pdfinfo", "-l", 999, path))
    return [(round(float(wide) * 25.4 / 72), round(float(high) * 25.4 / 72)) for wide, high in found]


def words_of(path: Path, page: int = 1) -> list[Word]:
    """Every word of a page with its box."""
    marked = tool("pdftotext", "-bbox", "-f", page, "-l", page, path, "-")
    pattern = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    return [Word(text, *map(float, box)) for *box, text in re.findall(pattern, marked)]
