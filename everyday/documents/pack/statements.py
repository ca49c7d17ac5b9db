"""Each number of a pack in a sentence, with its source and the command that gives it again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from everyday.documents.area import BANDS, value_beside_town
from everyday.documents.credits import edition_words
from everyday.evidence import area_words, evidence_source, measure_title, value_words
from everyday.survey import reading_order, survey_of, ward_words

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition
    from everyday.documents.pack.scope import Held
    from everyday.language import Language
    from plan.records import Finding

__all__ = ["Statement", "area_statements", "finding_statements", "statements_of"]

NEAR = ("amenity_completeness_share", "bumping_places_15min_n", "people_15min_n")
ACROSS = ("centre_min", "city_reach_45min_share")
_STANDS_OUT = ("worse", "better", "lower", "higher")
MOST_SURVEY = 6


@dataclass(frozen=True)
class Statement:
    """One sentence of a pack.

    Attributes:
        key: what it is about, the same in every edition: ``"F-7K3M9Q2X centre_min_am"``, ``"E05000001 survey …"``.
        words: the sentence.
        source: what it comes from, with its date.
        command: what gives the number again.
    """

    key: str
    words: str
    source: str
    command: str


def statements_of(held: Held, language: Language) -> list[Statement]:
    """All sentences of a pack in its order: those of each finding, then those of each area."""
    found = [one for finding in held.findings for one in finding_statements(held.opened, finding, language)]
    return found + [one for code in held.areas for one in area_statements(held.opened, code, language)]


def _measured(opened: OpenEdition, _: Language) -> str:
    return edition_words(_, opened.manifest)


def finding_statements(opened: OpenEdition, finding: Finding, _: Language) -> Iterator[Statement]:
    """The telling numbers of a finding's place as they are in an edition; none for the whole town."""
    if finding.geometry is None:
        return
    content = evidence_source(opened).of(finding.geometry, finding.area_id)
    by_name = {one["name"]: one for one in content["measures"]}
    place = content["place"]
    if place["kind"] == "point" and place.get("cell"):
        command = f"everyday export FOLDER place --at {place['cell']} --edition {opened.id} --to page.docx"
    else:
        command = f"everyday export FOLDER cells --edition {opened.id} --to cells.csv"
    for name in content["headline"]:
        one = by_name[name]
        words = _("{title}: {value} (town {town})", title=measure_title(one, _), value=value_words(one, _),
                  town=value_words(one, _, is_town=True))  # fmt: skip
        yield Statement(f"{finding.id} {name}", words, _measured(opened, _), command)


def area_statements(opened: OpenEdition, code: str, _: Language) -> Iterator[Statement]:
    """Both mobilities of an area and what people there say, as they are in an edition."""
    name = area_words(opened, code, _)
    command = f"everyday export FOLDER areas --edition {opened.id} --to areas.csv"
    for column in (*NEAR, *(f"{family}_{band}" for family in ACROSS for band in BANDS)):
        measure = opened.registry.get(column)
        if measure is None:
            continue
        here, town = value_beside_town(opened, measure, code)
        if not town:
            continue
        words = _("{area}: {title}: {value} (town {town})", area=name, title=measure.full_title, value=here, town=town)
        yield Statement(f"{code} {column}", words, _measured(opened, _), command)
    yield from _survey(opened, code, _)


def _survey(opened: OpenEdition, code: str, _: Language) -> Iterator[Statement]:
    """What stands out of what people say; where no question of theirs can be judged, a few as the table gives them."""
    survey = survey_of(opened)
    judged = [survey.judged(key) for key in survey.indicators]
    telling = [(one, ward) for one in judged
               if (ward := one.ward(code)) is not None and ward["verdict"] in _STANDS_OUT]  # fmt: skip
    telling.sort(key=lambda pair: (_STANDS_OUT.index(pair[1]["verdict"]), pair[0].indicator.title.casefold()))
    asked = [(one, ward) for one in judged
             if one.indicator.kind == "survey" and (ward := one.ward(code)) is not None]  # fmt: skip
    if not telling and not any(ward["verdict"] for _one, ward in asked):
        telling = [(one, ward) for one, ward in asked if math.isfinite(ward["value"])]
        telling.sort(key=lambda pair: reading_order(pair[0].indicator))
    for one, ward in telling[:MOST_SURVEY]:
        source = _("{table}, {year}", table=one.indicator.source, year=one.year)
        yield Statement(
            f"{code} survey {one.indicator.key}",
            f"{one.indicator.title} ({one.year}). {ward_words(one, ward)}",
            source,
            f"everyday export FOLDER profile --area {code} --edition {opened.id} --to profile.docx",
        )
