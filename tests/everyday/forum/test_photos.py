"""Photos: nothing but the picture is kept, upright and small; what is no photo is refused in plain words."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from everyday.forum import photos
from everyday.forum.photos import CleanPhoto, clean_photo
from geo.errors import UsageError

SECRETS = (b"SECRET-MODEL", b"SECRET-XMP", b"SECRET-COMMENT", b"SECRET-TAIL", b"SECRET-IPTC", b"SECRET-TEXT")
RED, BLUE, GREEN, WHITE = (200, 30, 30), (30, 30, 200), (30, 160, 30), (255, 255, 255)


def picture(width_px: int = 320, height_px: int = 200, mode: str = "RGB") -> Image.Image:
    """Red at the top left, green at the top right, blue below."""
    image = Image.new("RGB", (width_px, height_px), BLUE)
    image.paste(RED, (0, 0, width_px // 2, height_px // 2))
    image.paste(GREEN, (width_px // 2, 0, width_px, height_px // 2))
    return image if mode == "RGB" else image.convert(mode)


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def opened(photo: CleanPhoto) -> Image.Image:
    image = Image.open(BytesIO(photo.content))
    image.load()
    return image


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - two) < 24 for one, two in zip(found, wanted, strict=True))


def corners(image: Image.Image) -> list[str]:
    """Names of the colours at the four corners, clockwise from the top left."""
    width_px, height_px = image.size
    places = [(4, 4), (width_px - 5, 4), (width_px - 5, height_px - 5), (4, height_px - 5)]
    names = {"red": RED, "green": GREEN, "blue": BLUE}
    return [next(name for name, colour in names.items() if near(image.getpixel(place), colour)) for place in places]


def exif(turn: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112], found[0x0110] = turn, "SECRET-MODEL"
    place = found.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (51.0, 35.0, 12.34), "W", (2.0, 59.0, 52.1)
    return found


def segments(content: bytes) -> list[int]:
    """Markers of a JPEG up to its pixels."""
    found, at = [], 2
    while content[at + 1] != 0xDA:
        found.append(content[at + 1])
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return found


def with_segment(content: bytes, marker: int, body: bytes) -> bytes:
    return content[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + content[2:]


def phone_photo() -> bytes:
    """What a phone sends: EXIF with a place, XMP, IPTC, a comment, a colour profile, and a film behind the end."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(
        picture(), "JPEG", exif=exif(), xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>", comment=b"SECRET-COMMENT",
        icc_profile=profile, dpi=(300, 300),
    )  # fmt: skip
    return with_segment(content, 0xED, b"Photoshop 3.0\x008BIMSECRET-IPTC") + b"PK\x03\x04SECRET-TAIL" * 9


def test_nothing_but_the_picture_remains_of_a_phones_photo() -> None:
    given_bytes = phone_photo()
    assert all(secret in given_bytes for secret in SECRETS[:5])
    photo = clean_photo(given_bytes)
    assert not any(
        secret in photo.content for secret in (*SECRETS, b"Exif", b"http", b"ICC_PROFILE", b"Photoshop", b"PK")
    )
    allowed = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}  # JFIF, quantisation, frame, Huffman: no EXIF, ICC, Adobe, comment
    assert set(segments(photo.content)) <= allowed
    assert photo.content.endswith(b"\xff\xd9")
    image = opened(photo)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (photo.width_px, photo.height_px))
    assert len(image.getexif()) == 0
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progression", "progressive"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_formats_lose_their_words_too(kind: str) -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "SECRET-TEXT")
    words.add_itxt("XML:com.adobe.xmp", "SECRET-XMP")
    more: dict[str, Any] = {
        "PNG": {"pnginfo": words, "exif": exif()},
        "WEBP": {"exif": exif(), "xmp": b"SECRET-XMP"},
        "GIF": {"comment": b"SECRET-COMMENT"},
    }[kind]
    given_bytes = saved(picture(), kind, **more) + b"SECRET-TAIL"
    assert sum(secret in given_bytes for secret in SECRETS) >= 2
    photo = clean_photo(given_bytes)
    assert not any(secret in photo.content for secret in SECRETS)
    assert corners(opened(photo)) == ["red", "green", "blue", "blue"]


@pytest.mark.parametrize(
    ("turn", "seen"),
    [
        (1, "red green blue blue"), (2, "green red blue blue"), (3, "blue blue red green"), (4, "blue blue green red"),
        (5, "red blue blue green"), (6, "blue red green blue"), (7, "blue green red blue"), (8, "green blue blue red"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_are_turned_upright(turn: int, seen: str, kind: str) -> None:
    photo = clean_photo(saved(picture(), kind, exif=exif(turn)))
    assert corners(opened(photo)) == seen.split()
    assert (photo.width_px, photo.height_px) == ((320, 200) if turn < 5 else (200, 320))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("L", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP"),
        ("P", "GIF"),
    ],
)  # fmt: skip
def test_every_way_of_storing_colours_is_read(mode: str, kind: str) -> None:
    image = opened(clean_photo(saved(picture(mode=mode), kind)))
    wanted = picture(mode=mode).convert("RGB")
    assert image.mode == "RGB"
    if mode != "1":
        assert near(image.getpixel((300, 20)), wanted.getpixel((300, 20)))


def test_sixteen_bits_of_grey_keep_their_brightness() -> None:
    wide = Image.new("I;16", (60, 40), 32_768)
    assert near(opened(clean_photo(saved(wide, "PNG"))).getpixel((30, 20)), (128, 128, 128))


def test_what_is_transparent_becomes_white() -> None:
    image = picture(mode="RGBA")
    image.paste((0, 0, 0, 0), (0, 100, 320, 200))
    assert near(opened(clean_photo(saved(image, "PNG"))).getpixel((20, 180)), WHITE)
    see_through = Image.new("P", (40, 40), 0)
    see_through.putpalette([0, 0, 0] * 256)
    assert near(opened(clean_photo(saved(see_through, "GIF", transparency=0))).getpixel((20, 20)), WHITE)


def test_of_moving_pictures_the_first_is_kept() -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in (RED, GREEN, BLUE)]
    for kind in ("GIF", "WEBP", "PNG"):
        content = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert near(opened(clean_photo(content)).getpixel((25, 25)), RED)


def test_a_second_picture_in_the_file_is_dropped() -> None:
    content = saved(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (90, 90), GREEN)])
    assert content.count(b"\xff\xd8\xff") == 2
    photo = clean_photo(content)
    assert photo.content.count(b"\xff\xd8\xff") == 1
    assert b"MPF" not in photo.content
    assert corners(opened(photo)) == ["red", "green", "blue", "blue"]


def test_colours_of_another_profile_are_converted_and_a_broken_profile_is_dropped() -> None:
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {name: at for name in (b"rXYZ", b"gXYZ") if (at := swapped.find(name)) > 0}
    red, green = (bytes(swapped[places[name] + 4 : places[name] + 8]) for name in (b"rXYZ", b"gXYZ"))
    swapped[places[b"rXYZ"] + 4 : places[b"rXYZ"] + 8], swapped[places[b"gXYZ"] + 4 : places[b"gXYZ"] + 8] = green, red
    photo = clean_photo(saved(Image.new("RGB", (40, 40), (220, 0, 0)), "PNG", icc_profile=bytes(swapped)))
    seen = opened(photo).getpixel((20, 20))
    assert isinstance(seen, tuple)
    assert seen[1] > 180 > seen[0]
    broken = clean_photo(saved(Image.new("RGB", (40, 40), RED), "PNG", icc_profile=b"no profile" * 20))
    assert near(opened(broken).getpixel((20, 20)), RED)


def noise(width_px: int, height_px: int) -> Image.Image:
    return Image.effect_noise((width_px, height_px), 120).convert("RGB")


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (1600, 1600), (12, 4000)])
def test_large_photos_become_small_enough(size: tuple[int, int]) -> None:
    photo = clean_photo(saved(noise(*size), "JPEG", quality=80))
    assert len(photo.content) <= photos.MAX_RESULT_BYTES
    assert max(photo.width_px, photo.height_px) <= photos.MAX_EDGE_PX
    assert opened(photo).size == (photo.width_px, photo.height_px)


@pytest.mark.parametrize("size", [(4032, 3024), (3024, 4032), (6500, 1000)])
def test_a_jpeg_read_at_a_smaller_scale_is_the_same_picture(size: tuple[int, int]) -> None:
    """Against all of its pixels made small at once, which takes several times as long."""
    coarse = noise(size[0] // 40, size[1] // 40).resize(size, Image.Resampling.BICUBIC)
    data = saved(coarse, "JPEG", quality=92)
    photo = opened(clean_photo(data))
    whole = Image.open(BytesIO(data))
    whole = whole.resize(photo.size, Image.Resampling.LANCZOS, reducing_gap=None)
    assert max(photo.size) == photos.MAX_EDGE_PX
    apart = ImageStat.Stat(ImageChops.difference(photo, whole))
    assert max(apart.mean) < 2.5
    assert max(apart.rms) < 4


@pytest.mark.parametrize("max_bytes", [60_000, 110_000, 170_000, 400_000])
def test_the_best_quality_that_fits_is_taken(max_bytes: int) -> None:
    image = given = noise(640, 480)
    wanted = None
    while wanted is None:
        made = [saved(image, "JPEG", quality=one, optimize=True, progressive=True) for one in (85, 76, 68, 60)]
        wanted = next((one for one in made if len(one) <= max_bytes), None)
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)
    assert photos._written(given, max_bytes)[0] == wanted


@settings(max_examples=25, deadline=None)
@given(
    width_px=st.integers(1, 900),
    height_px=st.integers(1, 900),
    edge_px=st.integers(40, 700),
    max_bytes=st.integers(3_000, 60_000),
)
def test_any_size_is_kept_within_its_limits_and_shape(
    width_px: int, height_px: int, edge_px: int, max_bytes: int
) -> None:
    photo = clean_photo(saved(picture(width_px, height_px), "PNG"), max_edge_px=edge_px, max_bytes=max_bytes)
    assert len(photo.content) <= max_bytes
    assert max(photo.width_px, photo.height_px) <= min(edge_px, max(width_px, height_px))
    assert opened(photo).size == (photo.width_px, photo.height_px)
    if min(photo.width_px, photo.height_px) > 20:
        assert abs(photo.width_px / photo.height_px / (width_px / height_px) - 1) < 0.1


def huge_png(width_px: int, height_px: int) -> bytes:
    """A PNG of a few bytes that says it has very many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def many_scans() -> bytes:
    """A progressive JPEG that goes over its picture hundreds of times."""
    content = saved(picture(64, 64), "JPEG", progressive=True)
    last = content.rfind(b"\xff\xda")
    return content[:last] + content[last:-2] * 300 + content[-2:]


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "text": (lambda: b"hello " * 100, "not a photo"),
    "svg": (lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>', "HTML or SVG"),
    "svg with spaces": (lambda: b"\xef\xbb\xbf \n <svg><script>alert(1)</script></svg>", "HTML or SVG"),
    "html": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", "HTML or SVG"),
    "pdf": (lambda: b"%PDF-1.7 ...", "PDF"),
    "zip": (lambda: b"PK\x03\x04" + bytes(60), "zip"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"),
    "gif that is a script": (lambda: b"GIF89a/*" + b"\x00" * 30 + b"*/=1;alert(1)", "not a photo"),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100), "HEIC"),
    "film": (lambda: b"\x00\x00\x00\x18ftypisom" + bytes(100), "film"),
    "tiff": (lambda: saved(picture(), "TIFF"), "not a photo"),
    "bmp": (lambda: saved(picture(), "BMP"), "not a photo"),
    "avif": (lambda: b"\x00\x00\x00\x18ftypavif" + bytes(100), "not a photo"),
    "too many bytes": (lambda: saved(picture(), "JPEG") + bytes(12_000_001), "MB"),
    "more pixels than allowed": (lambda: huge_png(10_000, 6_001), "pixels"),
    "a bomb": (lambda: huge_png(60_000, 60_000), "pixels"),
    "scans without end": (many_scans, "damaged"),
    "half a jpeg": (lambda: saved(noise(300, 300), "JPEG")[:9_000], "incomplete"),
    "half a png": (lambda: saved(noise(300, 300), "PNG")[:9_000], "incomplete"),
    "half a webp": (lambda: saved(noise(300, 300), "WEBP")[:5_000], "incomplete"),
    "only a head": (lambda: saved(picture(), "JPEG")[:30], "incomplete"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_photo_is_refused_with_what_to_do(name: str) -> None:
    make, words = HOSTILE[name]
    with pytest.raises(UsageError, match=words) as refused:
        clean_photo(make())
    assert refused.value.found.endswith(".")
    assert "Needed" in refused.value.needed
    assert refused.value.do.endswith(".")


DAMAGED = {
    kind: saved(noise(64, 48), kind, **({"exif": exif(6)} if kind != "GIF" else {}))
    for kind in ("JPEG", "PNG", "WEBP", "GIF")
}


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]),
    changes=st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.integers(0, 6_000),
)
@pytest.mark.filterwarnings("ignore")
def test_damaged_files_give_a_photo_or_a_plain_refusal(kind: str, changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(DAMAGED[kind])
    for place, value in changes:
        content[place % len(content)] = value
    with suppress(UsageError):
        assert opened(clean_photo(bytes(content[: cut or None]))).mode == "RGB"
