"""Text as it comes in at the door: what no document can hold goes, everything a person wrote stays."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

from plan.records import Record

__all__ = ["clean_line", "clean_record", "clean_text", "title_and_text"]

Kept = TypeVar("Kept", bound=Record)
TITLE_LENGTH = 200
# Not allowed in XML 1.0, hence in no Word or Excel file; lone surrogates cannot be written as UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINES = (
    "title",
    "name",
    "venue",
    "alt",
    "organiser",
    "contact",
    "source",
    "source_id",
    "responsible",
    "contributes",
    "benefits",
    "groups",
)


def clean_text(words: str) -> str:
    """Lines end with a line feed, blanks at the ends and signs that no document can hold are gone."""
    return _UNWRITABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(words: str) -> str:
    """The same in one line."""
    return " ".join(clean_text(words).split())


def title_and_text(words: str) -> tuple[str, str]:
    """A title of one line, and the whole where the title had to be cut."""
    whole = clean_text(words)
    line = clean_line(whole)
    if len(line) <= TITLE_LENGTH:
        return line, ""
    cut = line[: TITLE_LENGTH - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > TITLE_LENGTH // 2 else cut) + "…", whole


def _cleaned(name: str, value: Any) -> Any:
    clean = clean_line if name in _LINES else clean_text
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {str(key): _cleaned(name, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(name, item) for item in value]
    if isinstance(value, tuple):
        return tuple(item for item in (_cleaned(name, item) for item in value) if item != "")
    return value


def clean_record(record: Kept) -> Kept:
    """The record with every text cleaned; lists lose their empty items."""
    changed = {
        one.name: _cleaned(one.name, value)
        for one in fields(record)
        if not isinstance(value := getattr(record, one.name), bytes | int | float | bool | type(None))
    }
    return replace(record, **changed)
