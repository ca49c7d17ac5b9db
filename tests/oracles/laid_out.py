"""Finished documents as other programs save them and lay them out."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests import needs

__all__ = ["all_saved_as", "as_pdf", "in_one_line", "pdf_pages", "saved_as"]


def in_one_line(words: str) -> str:
    """The words, however their lines are broken: between words, or behind a hyphen that the word has itself."""
    return re.sub(r"(?<=\w-) (?=\w)", "", " ".join(words.split()))


def pdf_pages(path: Path) -> list[str]:
    """Words of each page, :func:`in_one_line`: what is looked for in them, and has hyphens, goes the same way."""
    told = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return [in_one_line(page) for page in told.split("\f")[:-1]]


@cache
def _profile() -> str:
    """The settings of LibreOffice, for all files of this process: to make them anew is a fifth of what a file costs."""
    folder = Path(tempfile.mkdtemp(prefix="everyday-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder.as_uri()


def saved_as(source: Path, ending: str, folder: Path, *options: str) -> Path:
    """The file as LibreOffice saves it in ``folder``; ``ending`` may name a filter too (``csv:…``)."""
    return all_saved_as([source], ending, folder, *options)[0]


def all_saved_as(sources: Sequence[Path], ending: str, folder: Path, *options: str) -> list[Path]:
    """The same with files of different names: it is started once for all of them."""
    command = [needs.office(), f"-env:UserInstallation={_profile()}", "--headless", *options, "--convert-to", ending,
               "--outdir", folder, *sources]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    made = [folder / f"{one.stem}.{ending.partition(':')[0]}" for one in sources]
    assert all(one.is_file() for one in made), done.stderr
    return made


def as_pdf(content: bytes, folder: Path) -> Path:
    """A Word file as LibreOffice lays it out."""
    source = folder / "all.docx"
    source.write_bytes(content)
    return saved_as(source, "pdf", folder)
