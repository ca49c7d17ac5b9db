"""Finished documents as other programs lay them out."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests import needs

__all__ = ["as_pdf", "pdf_pages"]


def pdf_pages(path: Path) -> list[str]:
    """Words of each page."""
    told = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return told.split("\f")[:-1]


def as_pdf(content: bytes, folder: Path) -> Path:
    """A Word file as LibreOffice lays it out."""
    source = folder / "all.docx"
    source.write_bytes(content)
    command = [needs.office(), "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf",
               "--outdir", folder, source]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return folder / "all.pdf"
