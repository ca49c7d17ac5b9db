"""What an area that people use is made of, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.registry import people_words, share_words
from everyday.language import language as english

if TYPE_CHECKING:
    from everyday.atlas import NamedGround, OpenEdition
    from everyday.language import Language
    from plan.records import NamedArea

__all__ = ["made_of_words", "people_shared_words", "what_words"]

_MOST_NAMED = 8


def what_words(area: NamedArea, _: Language | None = None) -> str:
    """What kind of area it is, in a few words."""
    _ = _ or english()
    return {"wards": _("whole areas"), "small_areas": _("small areas"), "shape": _("drawn")}.get(area.kind, area.kind)


def made_of_words(opened: OpenEdition, ground: NamedGround, _: Language | None = None) -> str:
    """The wards that it holds, whole or in part: ``"Highfield and Westfield"``, ``"part of Samphire (62 % …)"``."""
    _ = _ or english()
    names = dict(zip(opened.wards["area_id"].astype(str), opened.wards["area_name"].astype(str), strict=True))
    whole = [names[code] for code in ground.whole]
    parts = [_("a part of {name} ({share})", name=names[code], share=share_words(ground.shares[code]))
             for code in sorted(ground.cut, key=lambda code: -ground.shares[code])]  # fmt: skip
    found = [*whole, *parts]
    more = len(found) - _MOST_NAMED
    told = ", ".join(found[:_MOST_NAMED]) + (" " + _("and {n} more", n=more) if more > 0 else "")
    return _("An area that people use, made of: {names}.", names=told)


def people_shared_words(opened: OpenEdition, ground: NamedGround, _: Language | None = None) -> str:
    """How many of its people live in cells that its outline cuts; empty where it cuts none that anybody lives in."""
    _ = _ or english()
    if ground.shared_n < 0.5:
        return ""
    people = people_words(ground.shared_n, opened.noun)
    return _("Of these, {people} live in cells that its outline cuts and are counted by the ground inside.",
             people=people)  # fmt: skip
