"""Photos from phones: opened with care, turned upright, made small, and freed of everything that is not the picture.

A photo taken by a phone carries the place and time it was taken, the phone's make and often a second picture. Here
the pixels alone are taken and a new JPEG is written from them, so nothing that was not looked at can come along.
"""

from __future__ import annotations

import hashlib
import re
import struct
import threading
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from geo.errors import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MAX_EDGE_PX", "MAX_PHOTO_BYTES", "MAX_PIXELS_N", "MAX_RESULT_BYTES", "CleanPhoto", "clean_photo"]

MAX_PHOTO_BYTES = 12_000_000
"""What a photo may have when it arrives."""
MAX_PIXELS_N = 60_000_000
MAX_WEBP_PIXELS_N = 30_000_000
"""The decoder of WebP holds a picture four times."""
MAX_EDGE_PX = 1600
MAX_RESULT_BYTES = 400_000
"""What it has at most when it is kept."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_NEEDED = "Needed: a photo as JPEG, PNG, WebP or GIF."
_ANOTHER = "Choose another file, or take the photo again."
_ORIENTATION_TAG = 0x0112
_QUALITIES = (85, 76, 68, 60)
_PACKED_AT_BEST = 0.75
"""A JPEG packed with care has as much of one packed in a hurry, which takes a sixth of the time; most: 0.86 to 0.93."""
_SMALLEST_EDGE_PX = 32
_STRIP_ROWS_N = 64
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # in pixel data 0xFF is followed by 0x00 or D0 to D7 only
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_MAX_SCANS_N = 30
_MAX_PROFILE_BYTES = 1_000_000
_ONE_AT_A_TIME = threading.Lock()  # a large photo needs a few hundred MB while it is open


@dataclass(frozen=True)
class CleanPhoto:
    """A JPEG with nothing in it but the picture."""

    content: bytes
    width_px: int
    height_px: int
    sha256: str


def _what_it_is(data: bytes) -> str:
    """Words for files that are no photos but are tried as such; empty for others."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"%pdf", b"%!ps")):
        return "This is a PDF or PostScript document, not a photo."
    if start.startswith(b"pk\x03\x04"):
        return "This is a zip archive or an office document, not a photo."
    if start.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script", b"<!--", b"<head", b"<body")):
        return "This is a web page or a drawing (HTML or SVG), not a photo."
    if data[4:8] == b"ftyp":
        return "" if data[8:12] in (b"avif", b"avis") else "This is a film, not a photo."
    return ""


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    )  # fmt: skip


def _refuse_at_sight(data: bytes) -> None:
    if not data:
        raise UsageError("The file is empty.", _NEEDED, _ANOTHER)
    if len(data) > MAX_PHOTO_BYTES:
        raise UsageError(
            f"The photo has {len(data) / 1e6:.1f} MB.",
            f"Needed: at most {MAX_PHOTO_BYTES // 1_000_000} MB.",
            "Choose a smaller size when the phone asks, or take it again with a lower resolution.",
        )
    if _is_heic(data):
        raise UsageError(
            "This phone saves photos as HEIC, which most computers cannot show.",
            _NEEDED,
            "On an iPhone choose Settings, Camera, Formats, “Most Compatible” and take it again; "
            "or send a screenshot of it.",
        )
    if words := _what_it_is(data):
        raise UsageError(words, _NEEDED, _ANOTHER)


def _scans_n(data: bytes) -> int:
    """How often a JPEG goes over its picture. A few for progressive ones; thousands keep a computer busy for hours."""
    at, scans_n = 2, 0
    while marker := _MARKER.search(data, at):
        sign, at = data[marker.start() + 1], marker.end()
        if sign == _END_OF_IMAGE:
            break
        scans_n += sign == _START_OF_SCAN
        at += int.from_bytes(data[at : at + 2], "big")
    return scans_n


def _unreadable(error: BaseException | None) -> UsageError:
    from PIL import UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return UsageError("The file is not a photo that can be read here.", _NEEDED, _ANOTHER)
    return UsageError("The photo is damaged or incomplete.", _NEEDED, "Send it again, or take it again.")


def _too_many_pixels(most_n: int = MAX_PIXELS_N) -> UsageError:
    return UsageError(
        "The photo has more pixels than can be opened safely.",
        f"Needed: at most {most_n // 1_000_000} million pixels.",
        "Take it again with a lower resolution, or crop it.",
    )


def _eight_bit(image: Image) -> Image:
    """Palettes, single bits and 16 bits of grey as 8 bits a channel; a transparent colour becomes a channel."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _on_white(image: Image) -> Image:
    from PIL import Image as Images

    if image.mode != "RGBA":
        return image
    ground = Images.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """Colours as every screen shows them; a profile that cannot be used is as good as none."""
    if profile and len(profile) <= _MAX_PROFILE_BYTES:
        from PIL import ImageCms

        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            done = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            done = None
        if done is not None:
            return done
    return image.convert("RGB")


def _reduced(image: Image, max_edge_px: int) -> Image:
    """The picture with 8 bits a channel, at most about twice the size that is wanted: made in strips where it is far
    larger, as each step would else hold all of its pixels once more."""
    from PIL import Image as Images

    by = max(image.size) // (2 * max_edge_px)
    if by < 2:
        return _eight_bit(image)
    high = by * _STRIP_ROWS_N
    strips = [
        _eight_bit(image.crop((0, top, image.width, min(top + high, image.height)))).reduce(by)
        for top in range(0, image.height, high)
    ]
    whole = Images.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, number * _STRIP_ROWS_N))
    return whole


def _pixels(data: bytes, max_edge_px: int) -> Image:
    """Decode, make small, turn upright: an RGB image that holds pixels and nothing else."""
    from PIL import Image as Images

    with Images.open(BytesIO(data), formats=_FORMATS) as image:
        most_n = MAX_WEBP_PIXELS_N if image.format == "WEBP" else MAX_PIXELS_N
        if image.width * image.height > most_n:
            raise _too_many_pixels(most_n)
        if data.startswith(b"\xff\xd8") and _scans_n(data) > _MAX_SCANS_N:
            raise _unreadable(None)
        turn, profile = image.getexif().get(_ORIENTATION_TAG, 1), image.info.get("icc_profile")
        # A JPEG is read at a half, a quarter or an eighth of its size where both edges still have what is wanted.
        longest = max(image.size)
        image.draft(None, (image.width * max_edge_px // longest or 1, image.height * max_edge_px // longest or 1))
        image.load()
        small = _reduced(image, max_edge_px)
    small.thumbnail((max_edge_px, max_edge_px), Images.Resampling.LANCZOS)
    small = _in_srgb(_on_white(small), profile)
    turns = {
        2: Images.Transpose.FLIP_LEFT_RIGHT, 3: Images.Transpose.ROTATE_180, 4: Images.Transpose.FLIP_TOP_BOTTOM,
        5: Images.Transpose.TRANSPOSE, 6: Images.Transpose.ROTATE_270, 7: Images.Transpose.TRANSVERSE,
        8: Images.Transpose.ROTATE_90,
    }  # fmt: skip
    upright = small.transpose(turns[turn]) if turn in turns else small
    return Images.frombytes("RGB", upright.size, upright.tobytes())


def _opened(data: bytes, max_edge_px: int) -> Image:
    """As :func:`_pixels`; whatever is wrong with the file, said in plain words."""
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    try:
        return _pixels(data, max_edge_px)
    except UsageError:
        raise
    except (DecompressionBombError, DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (
        OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, NotImplementedError,
        struct.error, zlib.error,
    ) as error:  # fmt: skip
        raise _unreadable(error) from error


def _written(image: Image, max_bytes: int) -> tuple[bytes, Image]:
    """JPEG of at most ``max_bytes``: less quality first, then fewer pixels."""
    from PIL import Image as Images

    while True:
        for quality in _QUALITIES:
            stream = BytesIO()
            image.save(stream, "JPEG", quality=quality)
            if stream.tell() * _PACKED_AT_BEST > max_bytes:
                continue
            stream = BytesIO()
            image.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
            if stream.tell() <= max_bytes:
                return stream.getvalue(), image
        if max(image.size) <= _SMALLEST_EDGE_PX:
            raise UsageError(
                f"The photo cannot be made smaller than {stream.tell():,} bytes.",
                f"Needed: at most {max_bytes:,}.",
                "Allow more bytes for a photo.",
            )
        size = (max(1, image.width * 4 // 5), max(1, image.height * 4 // 5))
        image = image.resize(size, Images.Resampling.LANCZOS)


def clean_photo(data: bytes, *, max_edge_px: int = MAX_EDGE_PX, max_bytes: int = MAX_RESULT_BYTES) -> CleanPhoto:
    """A photo as it may be kept: upright, small, sRGB, on white, without metadata of any kind.

    JPEG, PNG, WebP and GIF are read (of several pictures the first), by their content and whatever they are called.
    The number of pixels is looked at before any is decoded. One photo is worked on at a time in a process.

    Args:
        data: the file as it was sent, at most ``MAX_PHOTO_BYTES``.
        max_edge_px: longest edge of the result.
        max_bytes: largest size of the result.

    Raises:
        UsageError: not a photo, too large, damaged or disguised; what to do is said.
    """
    _refuse_at_sight(data)
    with _ONE_AT_A_TIME:
        content, image = _written(_opened(data, max_edge_px), max_bytes)
    return CleanPhoto(content, image.width, image.height, hashlib.sha256(content).hexdigest())
