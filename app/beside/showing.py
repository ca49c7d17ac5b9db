"""What is compared: taken from the address, kept for this visit, and written back, so that it can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from app.beside.editions import edition_titles, usual_pair
from app.parts import Chosen, Family, Found, families, forget_search, read_view, write_parameters
from app.server import Shown, shown_edition
from app.words import beside as beside_words

__all__ = [
    "SIDES", "Sides", "address_of", "begin", "current_sides", "every_family", "found_on", "read_sides", "search_key",
    "set_sides", "write_address",
]  # fmt: skip

SIDES = ("left", "right")
ADDRESS = ("compare", "measure", "band", "by", "left", "right", "at")
"""What the page writes into its address. ``map`` and ``layers`` belong to the left map, which writes them by itself."""
USUAL = ("city_reach_45min_share", "amenity_completeness_share")
_KEY, _FOUND = "beside", "beside_found"


@dataclass(frozen=True)
class Sides:
    """What stands on the two sides.

    ``compare`` is ``"places"`` or ``"editions"``: which of ``places`` and ``editions`` counts. ``at`` is the place that
    is looked at in both editions (None: the whole town). ``map`` is where the left map opens.
    """

    compare: str
    family: str
    band: str
    unit: str
    editions: tuple[str, str]
    places: tuple[Chosen | None, Chosen | None] = (None, None)
    at: Chosen | None = None
    overlays: tuple[str, ...] = ()
    map: tuple[float, float, float] | None = field(default=None, compare=False)

    def chosen(self, side: str) -> Chosen | None:
        """The place that is chosen on a side."""
        return self.at if self.compare == "editions" else self.places[SIDES.index(side)]

    def with_chosen(self, side: str, chosen: Chosen | None) -> Sides:
        """The same with another place on a side; with two editions on both."""
        if self.compare == "editions":
            return replace(self, at=chosen)
        left, right = self.places
        return replace(self, places=(chosen, right) if side == "left" else (left, chosen))

    def shown(self, side: str) -> Shown | None:
        """The edition on a side."""
        if self.compare == "editions":
            return shown_edition(self.editions[SIDES.index(side)])
        return shown_edition(st.query_params.get("edition"))


def every_family(shown: Shown) -> dict[str, Family]:
    """Measures of both levels."""
    return {**families(shown, "near"), **families(shown, "across")}


def read_sides(parameters: Mapping[str, str], shown: Shown, ids: list[str]) -> Sides:
    """What an address compares; whatever is unknown or malformed is as usual.

    Args:
        parameters: of the address.
        shown: the edition in which two places are compared.
        ids: editions that there are, the newest first.
    """
    is_editions = parameters.get("compare") == "editions"
    pair = usual_pair(ids, shown.id)
    if is_editions:
        left, right = (parameters.get(side) or "" for side in SIDES)
        pair = (left if left in ids else pair[0], right if right in ids else pair[1])
    seen = (shown_edition(pair[0]) if is_editions else shown) or shown
    known = {name: value for name, value in parameters.items() if name in ("band", "by", "map", "layers", "at")}
    view, measures = read_view(known, seen), every_family(seen)
    wanted = (parameters.get("measure") or "", *USUAL)
    one, other = (read_view({"at": parameters.get(side) or ""}, shown).chosen for side in SIDES)
    return Sides(
        compare="editions" if is_editions else "places",
        family=next((name for name in wanted if name in measures), next(iter(measures), "")),
        band=view.band,
        unit=view.unit,
        editions=pair,
        places=(None, None) if is_editions else (one, other),
        at=view.chosen if is_editions else None,
        overlays=view.overlays,
        map=view.map,
    )


def address_of(sides: Sides) -> dict[str, str]:
    """What is compared, as an address carries it."""
    found = {"compare": sides.compare, "measure": sides.family, "band": sides.band, "by": sides.unit}
    for number, side in enumerate(SIDES):
        place = sides.places[number]
        found[side] = sides.editions[number] if sides.compare == "editions" else place.id if place else ""
    if sides.compare == "editions" and sides.at:
        found["at"] = sides.at.id
    return {name: value for name, value in found.items() if value}


def current_sides() -> Sides:
    """What this visit compares."""
    sides: Sides = st.session_state[_KEY]
    return sides


def set_sides(sides: Sides) -> None:
    """Compare something else; the address follows at the next drawing."""
    st.session_state[_KEY] = sides


def found_on(side: str) -> Found | None:
    """What was searched for on a side and is marked there."""
    return st.session_state.get(_FOUND, {}).get(_found_key(side))  # type: ignore[no-any-return]


def keep_found(side: str, found: Found | None) -> None:
    """Mark what was searched for on a side; None forgets it."""
    st.session_state.setdefault(_FOUND, {})[_found_key(side)] = found


def _found_key(side: str) -> str:
    return "both" if current_sides().compare == "editions" else side


def search_key(side: str) -> str:
    """Key of the search box of a side; two editions have one box."""
    return f"beside_search_{_found_key(side)}"


def place_name(shown: Shown, chosen: Chosen) -> str:
    """Name of a chosen area or cell; its id where the edition does not have it."""
    if chosen.unit == "areas":
        row = shown.area_row.get(chosen.id)
        return chosen.id if row is None else str(shown.areas["area_name"].iloc[row])
    row = shown.cell_row.get(chosen.id)
    return chosen.id if row is None else str(shown.cells["cell_name"].iloc[row])


def begin(shown: Shown) -> None:
    """Take what is compared from the address at the first run and whenever the address was changed."""
    given = {name: st.query_params.get(name) for name in ADDRESS}
    present = {name: value for name, value in given.items() if value}
    is_new = _KEY not in st.session_state or st.session_state.get("beside_edition") != shown.id
    if not is_new and present == st.session_state.get("beside_address"):
        return
    st.session_state["beside_edition"] = shown.id
    set_sides(read_sides(st.query_params.to_dict(), shown, list(edition_titles())))
    for name in (_FOUND, "beside_starts", "beside_flight"):
        st.session_state.pop(name, None)
    for side in SIDES:
        show_in_search(side)


def show_in_search(side: str) -> None:
    """Let the search box of a side show the name of what is chosen there."""
    sides = current_sides()
    shown, chosen = sides.shown("left" if sides.compare == "editions" else side), sides.chosen(side)
    forget_search(search_key(side), place_name(shown, chosen) if shown and chosen else "")


def write_address(sides: Sides) -> None:
    """Put what is compared into the address, leaving ``map`` and ``edition`` as the browser has them."""
    wanted = address_of(sides)
    write_parameters(ADDRESS, wanted)
    st.session_state["beside_address"] = wanted


def side_words(side: str) -> str:
    """``"Left"`` or ``"Right"``."""
    return beside_words.SIDES[side]
