"""Finished documents as other programs save them and lay them out."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests import needs

__all__ = ["as_pdf", "pdf_pages", "saved_as"]


def pdf_pages(path: Path) -> list[str]:
    """Words of each page."""
    told = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return told.split("\f")[:-1]


@cache
def _profile() -> str:
    """The settings of LibreOffice, for all files of this process: to make them anew is a fifth of what a file costs."""
    folder = Path(tempfile.mkdtemp(prefix="everyday-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder.as_uri()


def saved_as(source: Path, ending: str, folder: Path, *options: str) -> Path:
    """The file as LibreOffice saves it in ``folder``; ``ending`` may name a filter too (``csv:…``)."""
    command = [needs.office(), f"-env:UserInstallation={_profile()}", "--headless", *options, "--convert-to", ending,
               "--outdir", folder, source]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    made = folder / f"{source.stem}.{ending.partition(':')[0]}"
    assert made.is_file(), done.stderr
    return made


def as_pdf(content: bytes, folder: Path) -> Path:
    """A Word file as LibreOffice lays it out."""
    source = folder / "all.docx"
    source.write_bytes(content)
    return saved_as(source, "pdf", folder)
