"""What goes wrong with a zip file, however it was made: one list for all who open one."""

from __future__ import annotations

import lzma
import zipfile
import zlib

__all__ = ["ZIP_FAULTS"]

ZIP_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError,
)  # fmt: skip
"""Broken or cut off, an unknown way of packing, a password, a name or a size that cannot be."""
