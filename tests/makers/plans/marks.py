"""A mark in the fields of records, as they are declared, and all that is kept of a plan, to look for it in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from sqlalchemy import text

from plan.kinds import TEXT_TYPES
from plan.records import Record
from plan.rules import problems_of
from plan.taxonomy import default_taxonomy
from plan.text import clean_record, fold
from store.plan_store import PlanStore

MARK = "Siân O’Quill"
SPELLINGS = (
    MARK, unicodedata.normalize("NFD", MARK), "SIÂN O'QUILL", "sian  o'quill", "Si\u00adân O\u200b’Quill\u2060",
    "Siân\u00a0OʼQuill", "Sia\u0302n\nO`Quill",
)  # fmt: skip


def everything_kept(store: PlanStore, folder: Path) -> str:
    """All that is kept, as a search reads it: the bytes of every file of the folder, or every row of every table."""
    if store.is_file:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        return fold(" ".join(path.read_bytes().decode("utf-8", "replace") for path in files))
    with store.reading() as connection:
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
        rows = [connection.execute(text(f'SELECT t::text FROM "{one}" t')).scalars().all() for one in tables.all()]
    return fold(" ".join(row for found in rows for row in found))


def marked(value: Any, mark: str, name: str = "") -> Iterator[Any]:
    """A value of a field with the mark in each place of it where a text stands, one after the other."""
    if isinstance(value, str):
        yield mark
        yield f"{value} {mark}, they said"
    elif isinstance(value, tuple | list):
        for place, item in enumerate(value or ("",)):
            for one in marked(item, mark, name):
                yield (*value[:place], one, *value[place + 1 :])
    elif isinstance(value, dict):
        for key, item in (value or {"said": ""}).items():
            for one in marked(item, mark, key):
                yield value | {key: one}


def with_a_mark(kind: type[Record], like: Record, mark: str) -> Iterator[tuple[str, Record]]:
    """Records like one with the mark in one place each, by the name of the field."""
    for one in fields(kind):
        if one.type in TEXT_TYPES:
            for value in marked(getattr(like, one.name), mark):
                yield one.name, replace(like, **{"id": "", one.name: value})  # type: ignore[arg-type]


def with_marks(kind: type[Record], like: Record) -> Record:
    """A record like one with the mark in all fields of words at once, as far as its rule takes it."""
    taxonomy = default_taxonomy()
    for name, record in with_a_mark(kind, like, MARK):
        changed = clean_record(replace(like, **{"id": "", name: getattr(record, name)}))  # type: ignore[arg-type]
        if name in kind.words and not problems_of(changed, taxonomy):
            like = changed
    return like
