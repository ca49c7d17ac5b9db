"""The place of a finding in words and as a point, and the lines of its evidence, as screens and lists show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plan.records import Evidence, Finding

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition
    from everyday.language import Language

__all__ = ["area_words", "evidence_lines_of", "point_of", "where_words"]


def _language(given: Language | None) -> Language:
    from everyday.language import language

    return given or language()


def area_words(opened: OpenEdition | None, area_id: str, language: Language | None = None) -> str:
    """Name of an area, with its Welsh one where the boundaries have it; the code of one that the edition lacks."""
    if opened is None:
        return area_id
    return _area_labels(opened, language.code if language else "en").get(area_id, area_id)


@lru_cache(maxsize=12)
def _area_labels(opened: OpenEdition, code: str) -> dict[str, str]:
    """Names of all areas of an edition: lists of hundreds of findings and actions ask for them again and again."""
    from everyday.language import area_label

    areas = opened.areas
    welsh = areas["area_name_cy"] if "area_name_cy" in areas else [None] * len(areas)
    return {
        str(area_id): area_label(str(name), name_cy, code)
        for area_id, name, name_cy in zip(areas["area_id"], areas["area_name"], welsh, strict=True)
    }


def _frozen_place(evidence: Sequence[Evidence]) -> Mapping[str, Any]:
    """The place as it was called when the finding was made; empty where nothing was frozen, or it was erased."""
    for one in evidence:
        place = one.content.get("place") if one.kind == "measures" else None
        if isinstance(place, Mapping) and place.get("label"):
            return place
    return {}


def where_words(
    opened: OpenEdition | None, finding: Finding, evidence: Sequence[Evidence] = (), language: Language | None = None
) -> str:
    """The place of a finding in plain words: "High Street, Samphire", "Bettws / Betws", "Whole town".

    Args:
        opened: the edition shown, None before the first build.
        finding: whose place is told.
        evidence: its evidence, which keeps what the place was called.
        language: of the words; English without it.
    """
    if finding.geometry is None:
        return area_words(opened, finding.area_id, language) if finding.area_id else _language(language)("Whole town")
    if label := _frozen_place(evidence).get("label"):
        return str(label)
    words = _around(opened, finding) or area_words(opened, finding.area_id, language)
    if words or finding.geometry.is_empty:
        return words
    point = finding.geometry.representative_point()
    return f"{point.y:.4f}, {point.x:.4f}"


def _around(opened: OpenEdition | None, finding: Finding) -> str:
    """What is near a finding that brings a geometry and no words for it, as an imported one; empty outside the town."""
    from everyday.locate import locate
    from geo.errors import AtlasError

    if opened is None:
        return ""
    try:
        return locate(opened, geometry=finding.geometry).label
    except AtlasError:
        return ""


def point_of(opened: OpenEdition | None, finding: Finding) -> tuple[float | None, float | None]:
    """Latitude and longitude at which a finding's mark stands; None, None for the whole town."""
    shape = finding.geometry
    if shape is None and finding.area_id and opened is not None and finding.area_id in opened.area_row:
        shape = opened.areas.geometry.iloc[opened.area_row[finding.area_id]]
    if shape is None:
        return None, None
    point = shape if shape.geom_type == "Point" else shape.representative_point()
    return float(point.y), float(point.x)


def evidence_lines_of(evidence: Sequence[Evidence], language: Language | None = None) -> list[str]:
    """What stands under a finding: the frozen numbers of its place, then the titles of whatever else backs it."""
    from everyday.evidence.wording import activities_line, evidence_lines

    lines: list[str] = []
    for one in evidence:
        if one.kind == "measures":
            lines += evidence_lines(one.content, _language(language))
        elif one.kind == "activities" and isinstance(counted := one.content.get("n"), int):
            lines.append(activities_line(counted, _language(language)))
    return [*lines, *(one.title for one in evidence if one.kind != "measures" and one.title)]
