"""Atlases that stand side by side in one folder, called by the names of their own folders."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from everyday.atlas import FILE_NAME, edition_ids, load_config
from geo.errors import AtlasError, UsageError

__all__ = ["OnShelf", "atlases_in", "folder_of", "named_folder", "new_folder"]

LONGEST = 40
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


@dataclass(frozen=True)
class OnShelf:
    """One atlas of a folder of atlases.

    Attributes:
        key: the name of its folder, by which it is addressed.
        folder: where it is.
        name: of the town; the key where ``atlas.toml`` has faults.
        is_built: it has an edition.
        is_made_up: the town is invented.
        fault: what is wrong with ``atlas.toml``, else empty.
    """

    key: str
    folder: Path
    name: str
    is_built: bool = False
    is_made_up: bool = False
    fault: str = ""


def _folders(home: Path) -> list[Path]:
    try:
        entries = sorted(home.iterdir(), key=lambda entry: entry.name.casefold())
    except OSError:
        return []
    return [entry for entry in entries if not entry.name.startswith(".") and (entry / FILE_NAME).is_file()]


def atlases_in(home: Path) -> list[OnShelf]:
    """The atlases of a folder, by name; one with faults is among them. It raises nothing."""
    found = []
    for folder in _folders(home):
        try:
            config = load_config(folder)
        except AtlasError as error:
            found.append(OnShelf(folder.name, folder, folder.name, fault=str(error)))
            continue
        found.append(OnShelf(folder.name, folder, config.name, bool(edition_ids(folder)), config.is_made_up))
    return sorted(found, key=lambda one: (one.name.casefold(), one.key))


def folder_of(home: Path, key: str) -> Path | None:
    """The folder of an atlas by its key, None where there is none. What is asked for is compared, never joined on."""
    return next((folder for folder in _folders(home) if folder.name == key), None)


def _stem(name: str) -> str:
    """Letters, digits and dashes that every system takes as the name of a folder."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    if not stem:  # no letter of it is a Latin one
        return f"atlas-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    return f"{stem}-atlas" if _TAKEN_BY_WINDOWS.fullmatch(stem) else stem


def named_folder(home: Path, name: str) -> Path:
    """The folder that an atlas of that name has, whether or not it is there; for work that can be gone on with.

    Raises:
        UsageError: there is no name.
    """
    words = " ".join(name.split())
    if not words:
        raise UsageError("The atlas has no name.", needed="the name of the town.", do="Type it.")
    return home / _stem(words)


def new_folder(home: Path, name: str) -> Path:
    """Where an atlas of that name goes.

    Args:
        home: the folder of atlases; it need not be there yet.
        name: of the town, as it was typed.

    Raises:
        UsageError: there is no name, or one that is there already.
    """
    words, stem = " ".join(name.split()), named_folder(home, name).name
    taken = {entry.name.casefold() for entry in home.iterdir()} if home.is_dir() else set()
    names = {one.name.casefold(): one.key for one in atlases_in(home)}
    if stem in taken or words.casefold() in names:
        raise UsageError(
            f"There is already something called “{names.get(words.casefold(), stem)}” among the atlases.",
            needed="a name of its own.", do="Choose another name, such as one with the year.",
        )  # fmt: skip
    return home / stem
