"""What the operating system says of a disk, as a person understands it: full, read-only, not allowed, gone, broken."""

from __future__ import annotations

import errno

from geo.errors import AtlasError, BuildError

__all__ = ["DiskError", "build_fault", "disk_fault"]


class DiskError(AtlasError, RuntimeError):
    """A file could not be read or written. What was there before is untouched."""


_KINDS = {
    "full": (
        (errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "The disk is full",
        "Make room on it, then try again. What was there before is untouched.",
    ),
    "read_only": (
        (errno.EROFS,), "The folder is on a read-only disk",
        "Copy the atlas to a disk that can be written, or give another file for the result.",
    ),
    "not_allowed": (
        (errno.EACCES, errno.EPERM), "This user may not read or write there",
        "Ask for the right to it, close the program that has the file open, or give another folder.",
    ),
    "gone": (
        (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO), "The file or folder is not there",
        "Was a drive pulled out, or something moved meanwhile? Bring it back, then try again.",
    ),
    "taken": (
        (errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY), "Something else of that name is in the way",
        "Give another name.",
    ),
    "long": ((errno.ENAMETOOLONG,), "The name is too long for this disk", "Give a shorter one."),
    "many": ((errno.EMFILE, errno.ENFILE), "Too many files are open", "Close other programs, then try again."),
    "memory": ((errno.ENOMEM,), "There is not enough memory", "Close other programs, then try again."),
    "broken": (
        (errno.EIO, errno.ESTALE), "The drive did not answer as it should",
        "Is it still plugged in, or the network share still there? Look at it before you go on.",
    ),
}  # fmt: skip
_OTHER = ("A file could not be read or written", "Look at the disk and the folder, then try again.")


def disk_fault(error: OSError) -> DiskError:
    """The fault in words, with the file where the system names it."""
    found, do = next(((found, do) for codes, found, do in _KINDS.values() if error.errno in codes), _OTHER)
    named = [str(one) for one in (error.filename, error.filename2) if one is not None]
    where = f": {' and '.join(named)}" if named else ""
    said = error.strerror or str(error).partition("\n")[0] or type(error).__name__
    return DiskError(f"{found}{where} ({said}).", do=do)


def build_fault(what: str, error: OSError) -> BuildError:
    """The fault of a work that ends with nothing changed: ``what`` could not be done, and why."""
    told = disk_fault(error)
    return BuildError(f"{what}: {told.found[0].lower()}{told.found[1:]}", do=told.do)
