"""Inputs as cards: what each is, how old, under which licence, and what was found wrong with it."""

from __future__ import annotations

import re
from datetime import date

import streamlit as st

from app.printed import date_words, text
from app.server import plain
from app.words import data as data_words
from everyday.atlas import KINDS, InputRecord, Kind
from everyday.facade import Atlas

__all__ = ["age_warnings", "draw_inputs", "input_dates"]

OLD_DAYS = 365
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def input_dates(record: InputRecord) -> list[date]:
    """Dates in the record, first and last: the day of a map, the first and last day of a timetable."""
    return [date.fromisoformat(found) for found in _DATE.findall(record.date)]


def _date_words(record: InputRecord) -> str:
    return _DATE.sub(lambda found: date_words(found[0]), record.date) or data_words.NO_DATE


def age_warnings(records: list[InputRecord], today: date) -> list[str]:
    """What is old or does not fit together in time, a sentence each."""
    warnings = []
    for record in records:
        days = input_dates(record)
        if not days:
            continue
        if record.kind == "gtfs" and days[-1] < today:
            warnings.append(data_words.TIMETABLE_OVER.format(name=record.name, day=date_words(str(days[-1]))))
        elif record.kind == "osm" and (today - days[-1]).days > OLD_DAYS:
            warnings.append(data_words.MAP_OLD.format(day=date_words(str(days[-1]))))
    maps = [days[-1] for record in records if record.kind == "osm" and (days := input_dates(record))]
    starts = [days[0] for record in records if record.kind == "gtfs" and (days := input_dates(record))]
    if maps and starts and abs((max(starts) - max(maps)).days) > OLD_DAYS // 2:
        months = round(abs((max(starts) - max(maps)).days) / 30.4)
        older = data_words.MAP if max(maps) < max(starts) else data_words.TIMETABLE
        warnings.append(data_words.APART.format(older=older, months=months))
    return warnings


def _draw_card(atlas: Atlas, kind: Kind, record: InputRecord) -> None:
    with st.container(border=True, key=f"card_{record.sha256[:12]}"):
        st.html(_card_words(kind, record))
        _draw_problems(record)
        if kind.key != "boundaries":
            st.button(
                data_words.TAKE_OUT, key=f"remove_{record.sha256[:12]}", type="tertiary", on_click=_remove,
                args=(atlas, record.sha256),
            )  # fmt: skip


def _card_words(kind: Kind, record: InputRecord) -> str:
    lines = [
        f"<strong>{text(kind.title)}</strong> · {text(record.name)}",
        f"{text(_date_words(record))} · {data_words.ADDED} {text(date_words(record.added_at))}",
        f"{data_words.LICENCE}: {text(record.licence)}",
        text(record.attribution),
        f"{data_words.FINGERPRINT}: <code>{text(record.sha256[:12])}</code>",
    ]
    first = "".join(f"<p>{line}</p>" for line in lines[:2])
    rest = "".join(f'<p class="ea-note">{line}</p>' for line in lines[2:] if line)
    return f'<div class="ea-card">{first}{rest}</div>'


def _draw_problems(record: InputRecord) -> None:
    if not record.problems:
        st.markdown(f"✓ {data_words.NO_PROBLEMS}")
        return
    with st.expander(data_words.PROBLEMS.format(count=len(record.problems))):
        for problem in record.problems:
            st.markdown(f"- {plain(problem)}")


def _remove(atlas: Atlas, sha256: str) -> None:
    Atlas(atlas.folder).remove(sha256)


def _draw_missing(kind: Kind) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(kind.title)}** · *{data_words.NOT_ADDED}*")
        st.markdown(kind.without)


def draw_inputs(atlas: Atlas) -> None:
    """A card for each input, and one for each kind that is missing."""
    st.header(data_words.INPUTS)
    warnings = age_warnings(list(atlas.config.inputs), date.today())
    if warnings:
        st.warning("\n".join(f"- {plain(warning)}" for warning in warnings))
    for kind in KINDS.values():
        records = atlas.config.inputs_of(kind.key)
        for record in records:
            _draw_card(atlas, kind, record)
        if not records:
            _draw_missing(kind)
