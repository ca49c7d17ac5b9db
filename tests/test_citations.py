"""What one file says of another can be looked up: every citation and every link leads to a heading that is there.

Code and tests cite a section of a page by its address in the repository, ``docs/definitions.md#ptal``.
"""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "pyproject.toml").is_file())
KINDS = (".md", ".py", ".toml")
# A page by its address, with or without a section. What follows may be a full stop or a bracket.
CITATION = re.compile(r"(?<![\w/.-])docs/[\w-]+\.md(?:#[\w-]+)?")
MARKDOWN_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^()\s]+)\)")
PAGE_LINK = re.compile(r"\[[^\]\n]*\]\(([\w./-]*\.md(?:#[\w-]+)?|#[\w-]+)\)")
ANY_PAGE = re.compile(r"(?<![\w*{}-])[\w-]+\.md\b")
ADDRESS = re.compile(r"https?://[^\s)]+")
# Sections by number are those of a text that is not here: our own pages have none.
NUMBERED = re.compile(r"\.md,? (?:sections? )?\d+\.?\d*\b|\bdesign,? section \d")
ELSEWHERE = ("http:", "https:", "mailto:", "data:")


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading: its text in small letters, without marks, spaces as hyphens."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip())
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def anchors(page: str) -> set[str]:
    """Anchors of a page; a heading that comes again gets ``-1``, ``-2`` …; code blocks have none."""
    found: set[str] = set()
    is_code = False
    for line in page.splitlines():
        if re.match(r" {0,3}(```|~~~)", line):
            is_code = not is_code
        heading = re.match(r" {0,3}#{1,6} +(.*?)(?: +#+)? *$", line)
        if heading is None or is_code:
            continue
        first = name = slug(heading.group(1))
        number = 0
        while name in found:
            number += 1
            name = f"{first}-{number}"
        found.add(name)
    return found


@lru_cache(maxsize=256)
def anchors_of(path: Path) -> frozenset[str]:
    return frozenset(anchors(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def tracked() -> list[Path]:
    """Files of the repository, in a copy without git those that look like it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not any(part[0] == "." for part in path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.suffix in KINDS and path.is_file())


def faults(text: str, path: Path) -> list[str]:
    """Everything that a text at ``path`` cites and that cannot be found."""
    found = []
    for citation in CITATION.findall(text):
        page, _, section = citation.partition("#")
        if not _leads(ROOT / page, section):
            found.append(f"{citation} is cited")
    is_page = path.suffix == ".md"
    for target in (MARKDOWN_LINK if is_page else PAGE_LINK).findall(text):
        if target.startswith(ELSEWHERE):
            continue
        place, _, section = target.partition("#")
        # What a program writes into a page of docs is a link from there.
        folders = (path.parent,) if is_page else (path.parent, ROOT / "docs", ROOT)
        starts = [folder / place if place else path for folder in folders]
        if not any(_leads(start, section) for start in starts):
            found.append(f"{target} is linked")
    here = {file.name.lower() for file in tracked() if file.suffix == ".md"}
    found += [f"{page} is named" for page in ANY_PAGE.findall(ADDRESS.sub("", text)) if page.lower() not in here]
    found += [f"“{part}” is a section by number" for part in NUMBERED.findall(text)]
    return found


def _leads(path: Path, section: str) -> bool:
    if not path.exists():
        return False
    return not section or (path.suffix == ".md" and section in anchors_of(path.resolve()))


def test_every_citation_and_link_can_be_looked_up() -> None:
    itself = Path(__file__).resolve()
    wrong = [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in tracked()
        if path.resolve() != itself
        for fault in faults(path.read_text(encoding="utf-8"), path)
    ]
    assert wrong == []


def test_the_definitions_are_cited() -> None:
    """Each section is there for somebody: the registry, the code or another page leads to it."""
    itself = Path(__file__).resolve()
    text = "\n".join(path.read_text(encoding="utf-8") for path in tracked() if path.resolve() != itself)
    page = ROOT / "docs" / "definitions.md"
    sections = set(re.findall(r"(?:definitions\.md|\()#([\w-]+)", text))
    assert anchors_of(page) - {"definitions", "sources"} <= sections


@pytest.mark.parametrize(
    "text",
    [
        "The index (docs/definitions.md#ptal).",
        "See docs/definitions.md, or `docs/definitions.md#scores-and-types`.",
        "[Waits](definitions.md#headways-and-waits) and [elsewhere](https://example.org/a.md#b)",
        "[Front page](../README.md) of [this page](#a-heading)\n\n## A heading",
    ],
)
def test_what_can_be_looked_up_is_no_fault(text: str) -> None:
    place = ROOT / "docs" / "definitions.md"
    assert faults(text.replace("#a-heading", "#ptal"), place) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The index (docs/definitions.md#ptall).", "docs/definitions.md#ptall is cited"),
        ("See docs/definition.md.", "docs/definition.md is cited"),
        ("[Waits](definitions.md#Headways-and-waits)", "definitions.md#Headways-and-waits is linked"),
        ("[Waits](#headway)", "#headway is linked"),
        ("[Picture](images/none.png)", "images/none.png is linked"),
        ("as in planning-notes.md", "planning-notes.md is named"),
        ("worked values (measures.md 2.1)", "“.md 2.1” is a section by number"),
        ("worked values (measures.md, section 2)", "“.md, section 2” is a section by number"),
        ("Rules (design, section 5):", "“design, section 5” is a section by number"),
    ],
)
def test_what_cannot_be_looked_up_is_found(text: str, fault: str) -> None:
    assert fault in faults(text, ROOT / "docs" / "definitions.md")


def test_code_may_hold_a_link_of_a_page_it_writes() -> None:
    code = ROOT / "everyday" / "registry.py"
    assert faults('"[Definitions](definitions.md#ptal)", table[name](value), words["a"](b)', code) == []
    assert faults('"[Definitions](definitions.md#ptall)"', code) == ["definitions.md#ptall is linked"]


def test_anchors_are_those_of_github() -> None:
    page = "# 2SFCA & `E2SFCA`: how?\n## Café, *now*\n## Same\n## Same\n### [Link](x.md) here ##\n```\n# code\n```\n"
    assert anchors(page) == {"2sfca--e2sfca-how", "café-now", "same", "same-1", "link-here"}
