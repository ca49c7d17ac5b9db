"""The process that opens photos: faults come back in words, and one that was ended is started anew."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from everyday.forum import cleaning
from everyday.forum.photos import clean_photo
from geo.errors import BusyError, UsageError


def picture() -> bytes:
    stream = BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(stream, "JPEG", exif=b"Exif\0\0SECRET PLACE")
    return stream.getvalue()


def test_the_photo_is_the_same_as_cleaned_here_and_the_process_is_renewed_when_it_was_ended() -> None:
    content = picture()
    assert cleaning.clean_photo_apart(content) == clean_photo(content)
    process = cleaning._WORKER._process
    assert process
    process.kill()
    process.wait()
    assert cleaning.clean_photo_apart(content) == clean_photo(content)
    assert cleaning._WORKER._process is not process


def test_what_is_no_photo_is_said_in_the_same_words() -> None:
    with pytest.raises(UsageError) as here:
        clean_photo(b"%PDF-1.7")
    with pytest.raises(UsageError) as apart:
        cleaning.clean_photo_apart(b"%PDF-1.7")
    assert (apart.value.found, apart.value.needed, apart.value.do) == (
        here.value.found,
        here.value.needed,
        here.value.do,
    )


def test_a_photo_that_takes_too_long_ends_its_process_and_not_the_next_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    content = picture()
    cleaning.clean_photo_apart(content)
    monkeypatch.setattr(cleaning, "PHOTO_S", 0.0)
    with pytest.raises(UsageError, match="this computer is very busy"):
        cleaning.clean_photo_apart(content)
    monkeypatch.undo()
    assert cleaning.clean_photo_apart(content) == clean_photo(content)


def test_whoever_waits_too_long_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "WAIT_S", 0.0)
    with cleaning._WORKER._turn, pytest.raises(BusyError, match="send yours again"):
        cleaning.clean_photo_apart(picture())
