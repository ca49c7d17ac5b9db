"""Whose each file is: a column says it, a folder, the file's name, or the person who hands it in."""

from __future__ import annotations

from geo.errors import UsageError
from geo.gps.fixes import Option, Question
from geo.gps.opening import Source

__all__ = ["WAYS", "labels_of", "person_question"]

WAYS = ("file", "folder", "one")
"""How somebody says whose a file is that does not say it itself."""


def _by_folder(sources: list[Source]) -> dict[str, str]:
    """Label of each file: the first folder (or zip) in which the files differ, else its own name."""
    chains = [source.folders for source in sources]
    level = 0
    while chains and all(len(chain) > level for chain in chains) and len({chain[level] for chain in chains}) == 1:
        level += 1
    return {
        source.label: _bare(source.folders[level]) if len(source.folders) > level else source.stem for source in sources
    }


def _bare(name: str) -> str:
    return name[:-4] if name.lower().endswith((".zip", ".kmz")) else name


def _by_name(sources: list[Source]) -> dict[str, str]:
    """Label of each file: its name; files of one name in several folders are told apart by the folder."""
    stems = [source.stem for source in sources]
    return {
        source.label: source.stem if stems.count(source.stem) == 1 else "/".join((*source.folders, source.stem))
        for source in sources
    }


def labels_of(sources: list[Source], person: str) -> dict[str, str]:
    """Label of the person of each file that names nobody itself.

    Args:
        sources: the files.
        person: ``file``, ``folder``, ``one``, ``one:LABEL``, or "" where nothing was said.

    Raises:
        UsageError: ``person`` is none of these.
    """
    if person.split(":")[0] not in ("", *WAYS):
        raise UsageError(f"There is no way {person!r} to say whose a file is.", f"There are: {', '.join(WAYS)}.")
    if person.startswith("one"):
        label = person.partition(":")[2] or "one person"
        return {source.label: label for source in sources}
    if person == "file":
        return _by_name(sources)
    by_folder = _by_folder(sources)
    if person == "folder" or len(set(by_folder.values())) > 1:
        return by_folder
    return _by_name(sources)


def person_question(sources: list[Source]) -> Question | None:
    """What to ask where several files do not say whose they are; None for a single file."""
    if len(sources) < 2:
        return None
    files, folders = len(set(_by_name(sources).values())), len(set(_by_folder(sources).values()))
    options = [Option("file", f"each file is another person: {files:,} people")]
    if folders not in (1, files):
        options.append(Option("folder", f"each folder is another person: {folders:,} people"))
    options.append(Option("one", "all files are of one person"))
    return Question(
        "person",
        f"{len(sources):,} files do not say whose they are. One person counted as several would weaken what protects "
        "everybody.",
        tuple(options),
        tuple(source.label for source in sources),
    )
