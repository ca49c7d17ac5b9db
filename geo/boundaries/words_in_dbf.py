"""In which encoding the words of a Shapefile stand: its ``.cpg`` part may be missing or wrong.

UTF-8 shows itself: accents that stand in it hardly ever arise from another encoding by chance. Else the mark in the
head of the ``.dbf`` part (language driver) or the ``.cpg`` decides, and where neither says it, what the words look
like: a letter within a word is likelier than a sign of drawing.
"""

from __future__ import annotations

import codecs
import re
import struct
from pathlib import Path

from geo.errors import Report

__all__ = ["encoding_of_dbf"]

_DRIVERS = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252",
    0x37: "cp850", 0x10: "cp850", 0x64: "cp852", 0xC8: "cp1250",
}  # fmt: skip
_CANDIDATES = ("cp1252", "cp850", "mac_roman")
_NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "cp850": "code page 850", "mac_roman": "Mac Roman"}


def encoding_of_dbf(dbf: Path, cpg: Path | None, report: Report) -> str | None:
    """Python's name of the encoding to read a ``.dbf`` part in; None where it is plain ASCII or cannot be told.

    Args:
        dbf: the table part.
        cpg: the part that names the encoding, if there is one.
        report: gets what was decided, where the file did not say it rightly itself.
    """
    content = dbf.read_bytes()
    texts = [text for text in _texts(content) if any(byte > 127 for byte in text)]
    if not texts:
        return None
    declared = _declared(cpg)
    driver = _DRIVERS.get(content[29]) if len(content) > 29 else None
    said = declared or driver
    if all(_is_utf8(text) for text in texts):
        chosen = "utf-8"
    elif said and said != "utf-8":
        chosen = said
    else:
        chosen = max(_CANDIDATES, key=lambda name: (_likeness(texts, name), -_CANDIDATES.index(name)))
    if chosen != said:
        why = (
            f"says that its words are in {_NAMES.get(said, said)}, which they are not"
            if said
            else "does not say in which encoding its words are (no .cpg part)"
        )
        report.add(
            "repaired",
            "encoding_recognised",
            f"the Shapefile {why}.",
            action=f"Read as {_NAMES.get(chosen, chosen)} by what the words look like; please look at the names.",
        )
    return chosen


def _declared(cpg: Path | None) -> str | None:
    if cpg is None:
        return None
    name = cpg.read_bytes()[:64].decode("ascii", errors="ignore").strip()
    if name.isdigit():
        name = f"cp{name}" if name != "65001" else "utf-8"
    if match := re.match(r"^(?:ansi|oem)[ _]?(\d{3,4})$", name, re.IGNORECASE):
        name = f"cp{match.group(1)}"
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return "cp1252" if found == "iso8859-1" else found  # what Windows wrote as "Latin-1" has its own quotes


def _texts(content: bytes) -> list[bytes]:
    """Text fields of a dBASE table, without the blanks that fill them up; empty where it is damaged (GDAL says it)."""
    if len(content) < 33:
        return []
    rows, head, width = struct.unpack("<IHH", content[4:12])
    fields, at, offset = [], 32, 1
    while at + 32 <= min(head, len(content)) and content[at] != 0x0D:
        length = content[at + 16]
        if content[at + 11 : at + 12] == b"C":
            length += content[at + 17] << 8
            fields.append((offset, offset + length))
        offset += length
        at += 32
    if width < 1 or head < 33:
        return []
    rows = min(rows, (len(content) - head) // width)
    names = [content[at : at + 11].split(b"\0")[0] for at in range(32, max(head - 32, 32), 32)]
    found = [name for name in names if name]
    for row in range(rows):
        start = head + row * width
        found += [content[start + first : start + last].rstrip(b" \0") for first, last in fields]
    return found


def _is_utf8(text: bytes) -> bool:
    """UTF-8, or UTF-8 cut off by the width of the field."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(text, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(texts: list[bytes], encoding: str) -> float:
    """How much the words look like words: +1 a letter of the case around it, -1 what no name has."""
    total = 0
    for text in texts:
        word = text.decode(encoding, errors="replace")
        for at, sign in enumerate(word):
            if ord(sign) < 128:
                continue
            before = word[at - 1] if at else " "
            if not sign.isalpha():
                total += 0 if sign in "’‘–°" else -1
            elif before.isalpha() and before.islower():
                total += 1 if sign.islower() else -1
            else:
                total += 1
    return float(total)
