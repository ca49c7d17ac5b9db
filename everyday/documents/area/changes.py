"""What changed in an area since the edition before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from everyday.impact import area_series

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, OpenEdition
    from everyday.language import Language

__all__ = ["changed_lines"]


def changed_lines(
    atlas: AtlasFolder, opened: OpenEdition, code: str, measures: Iterable[str], _: Language
) -> list[str]:
    """What differs between the edition and the one before it in time, measure by measure."""
    found, ground = [], opened.named(code)
    for name in measures:
        measure = opened.registry.get(name)
        if measure is None:
            continue
        points = area_series(atlas, measure.name, code, named=ground.record if ground else None).points
        at = next((place for place, one in enumerate(points) if one.edition_id == opened.id), 0)
        if at == 0:
            continue
        now, before = points[at], points[at - 1]
        if not now.is_comparable or not before.is_comparable:
            return [_("The edition before cannot be compared: {why}", why=" ".join(now.reasons or before.reasons))]
        old, new = measure.format_value(before.value), measure.format_value(now.value)
        if old != new:
            found.append(_("{measure}: from {old} ({then}) to {new}", measure=measure.full_title, old=old,
                           then=_.date(before.day), new=new))  # fmt: skip
        else:
            found.append(_("{measure}: {new}, as on {then}", measure=measure.full_title, new=new,
                           then=_.date(before.day)))  # fmt: skip
    return found or [_("There is no edition before this one.")]
