"""Logs of invented walks in every format, small and about nobody."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from geo.gps import Logs, read_logs

TODAY = datetime(2026, 11, 28, tzinfo=UTC)
FIT_EPOCH_S = 631_065_600


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with some content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path | Sequence[Path], **answers: object) -> Logs:
    """Logs read as of a fixed day."""
    return read_logs(path, timezone="Europe/London", today=TODAY, **answers)  # type: ignore[arg-type]


def gpx(*segments: Sequence[tuple[float, float, str]], beside: str = "", version: str = "1.1") -> str:
    """GPX with a track of segments; each point is latitude, longitude and the text of its time ("" for none)."""
    parts = []
    for segment in segments:
        points = "".join(
            f'<trkpt lat="{lat}" lon="{lon}">{f"<time>{time}</time>" if time else ""}</trkpt>'
            for lat, lon, time in segment
        )
        parts.append(f"<trkseg>{points}</trkseg>")
    return (
        f'<?xml version="1.0"?><gpx version="{version}" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"{beside}<trk>{''.join(parts)}</trk></gpx>"
    )


def walk(count: int = 3, *, minute: int = 0, lat: float = 51.5) -> list[tuple[float, float, str]]:
    """A walk north with a fix a minute."""
    return [(round(lat + n / 1e4, 6), -2.9, f"2024-05-01T10:{minute + n:02d}:00Z") for n in range(count)]


def kml(inside: str) -> str:
    """KML with something in its document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" '
        f'xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>{inside}</Document></kml>'
    )


def gx_track(whens: Sequence[str], coords: Sequence[str]) -> str:
    """A placemark with a track."""
    inside = "".join(f"<when>{one}</when>" for one in whens) + "".join(f"<gx:coord>{one}</gx:coord>" for one in coords)
    return f"<Placemark><gx:Track>{inside}</gx:Track></Placemark>"


class Fit:
    """A FIT file, message by message."""

    def __init__(self) -> None:
        self.body = b""

    def define(self, local: int, message: int, *fields: tuple[int, int, int]) -> Fit:
        """What a local kind of message looks like: (number, size, base type) of each field."""
        self.body += struct.pack("<BBBHB", 0x40 | local, 0, 0, message, len(fields))
        self.body += b"".join(struct.pack("<BBB", *field) for field in fields)
        return self

    def message(self, local: int, values: bytes) -> Fit:
        """A message with an ordinary head."""
        self.body += bytes([local]) + values
        return self

    def compressed(self, local: int, second: int, values: bytes) -> Fit:
        """A message whose head holds the last five bits of its time."""
        self.body += bytes([0x80 | local << 5 | second & 0x1F]) + values
        return self

    def bytes(self) -> bytes:
        """The file, with its check sums."""
        head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(self.body), b".FIT")
        whole = head + struct.pack("<H", _crc(head)) + self.body
        return whole + struct.pack("<H", _crc(whole))


def _crc(content: bytes) -> int:
    """The check sum that FIT prescribes."""
    table = (
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
    )  # fmt: skip
    crc = 0
    for byte in content:
        for half in (byte & 0xF, byte >> 4 & 0xF):
            crc = (crc >> 4 & 0x0FFF) ^ table[crc & 0xF] ^ table[half]
    return crc


def semicircles(degrees: float) -> int:
    """Degrees as FIT writes them."""
    return round(degrees / 180 * 2**31)


def fit_time(text: str) -> int:
    """A time as FIT writes it."""
    return int(datetime.fromisoformat(text).timestamp()) - FIT_EPOCH_S
