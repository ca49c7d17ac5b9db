"""What a file is, by its first bytes; its name says little."""

from __future__ import annotations

import re

from geo.gps.limits import RefusedFileError

__all__ = ["format_of"]

_ROOTS = {"gpx": "gpx", "trainingcenterdatabase": "tcx", "kml": "kml"}
_WANTED = "GPX, FIT, TCX, KML, KMZ, CSV, PLT, GeoJSON, Parquet, an export of Google or OwnTracks."
_NMEA = re.compile(r"^\s*(?:\$(?:G[PNLAB]|BD|PM)[A-Z]{2,5},|!AIVD)")
_IGC = re.compile(r"^A[A-Z0-9]{3}[^\n]{0,60}\r?\n(?:[A-Z][^\n]*\r?\n)*?H[FOP]DTE", re.DOTALL)
_REC = re.compile(r"^\d{4}-\d{2}-\d{2}T\S+\s+\S+\s+\{")
_OTHERS = (
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it, or make it a zip."),
    (b"Rar!", "a RAR archive", "Unpack it, or make it a zip."),
    (b"%PDF", "a PDF", "Export the log itself."),
    (b"\xff\xd8\xff", "a photo", "Hand in the log without photos."),
    (b"\x89PNG", "a picture", "Hand in the log without pictures."),
    (b"SQLite format 3", "a database (GeoPackage, or an app's own)", "Export its tracks as GPX, CSV or GeoJSON."),
    (b"PK\x03\x04", "a workbook or document", "Save the sheet as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old workbook or document", "Save the sheet as CSV."),
    (b"BZh", "packed by bzip2", "Unpack it, or make it a zip."),
    (b"\xfd7zXZ", "packed by xz", "Unpack it, or make it a zip."),
)


def format_of(start: bytes) -> str:
    """The reader for a file that begins so: ``gpx tcx kml fit plt parquet json owntracks table``.

    Raises:
        RefusedFileError: it is empty, or of a kind that is not read; what to do about it is said.
    """
    if not start.strip(b"\0 \t\r\n"):
        raise RefusedFileError(
            "empty", "the file is empty.", "a log with at least one fix.", "Copy it from the device again."
        )
    if start[8:12] == b".FIT" and start[0] in (12, 14):
        return "fit"
    if start[:4] == b"PAR1":
        return "parquet"
    for sign, what, do in _OTHERS:
        if start.startswith(sign):
            raise RefusedFileError("not_a_log", f"it is {what}.", _WANTED, do)
    text = _text(start)
    bare = text.lstrip("\ufeff \t\r\n")
    if bare.startswith("<"):
        return _root(bare)
    if bare[:1] in ("{", "["):
        return "json"
    _refuse_other_logs(bare)
    if bare.startswith(("Geolife trajectory", "OziExplorer Track Point File")):
        return "plt"
    if _REC.match(bare):
        return "owntracks"
    return "table"


def _text(start: bytes) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return start[: len(start) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in start[:64]:
        raise RefusedFileError(
            "not_a_log", "it is no log that is known here.", _WANTED, "Export it again in one of these."
        )
    return start.decode("utf-8", errors="replace")


def _root(text: str) -> str:
    """The format of an XML file, by its first element."""
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->", "", text, flags=re.DOTALL)
    found = re.search(r"<(?![!?])(?:[\w.-]+:)?([\w.-]+)", bare)
    name = found[1].lower() if found else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if name == "html" or bare.lstrip().lower().startswith("<!doctype html"):
        raise RefusedFileError(
            "web_page",
            "it is a web page, as a download gives it when one is not signed in.",
            _WANTED,
            "Sign in where it came from, and download it again.",
        )
    if not found and "<!" in text:
        return "gpx"  # the parser looks at what is declared, and says so
    raise RefusedFileError("not_a_log", f"it is XML of another kind ({name or 'without elements'}).", _WANTED,
                           "Export it again in one of these.")  # fmt: skip


def _refuse_other_logs(text: str) -> None:
    if _NMEA.match(text):
        raise RefusedFileError(
            "nmea", "it holds NMEA sentences, what a receiver says to other devices; many hold a time without its day.",
            "GPX.", "Convert it, for example: gpsbabel -t -i nmea -f FILE -o gpx -F FILE.gpx",
        )  # fmt: skip
    if re.match(r"^#\s*airframe_info|^.{0,400}Lcl Date, *Lcl Time, *UTCOfst", text, re.DOTALL):
        raise RefusedFileError(
            "aircraft", "it is the log of an aircraft (Garmin G1000).", "logs of how people get about in their town.",
            "Leave it out.",
        )  # fmt: skip
    if _IGC.match(text):
        raise RefusedFileError(
            "aircraft",
            "it is the log of a glider (IGC).",
            "logs of how people get about in their town.",
            "Leave it out.",
        )
