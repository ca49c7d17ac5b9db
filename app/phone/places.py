"""Where something is: the words that people type on a phone, and what they can choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.phone.pages import NO_STORE
from app.phone.visits import Visit
from everyday.locate import Place, Spot, locate, locate_words, names_of, quoted, read_point
from everyday.pictures import Grid, session_grid
from geo.errors import AtlasError, NotFoundError, UsageError

if TYPE_CHECKING:
    from starlette.responses import Response

    from everyday.atlas import OpenEdition
    from everyday.language import Language

__all__ = ["NotOne", "area_choices", "find_place", "find_spot", "serve_where", "suggestions"]

MOST_SUGGESTED = 12
MOST_OPTIONS = 8
LEAST_LETTERS = 2


@dataclass(frozen=True)
class NotOne:
    """Words that do not mean one place: what to say, and what could have been meant."""

    words: str
    options: tuple[str, ...] = ()


def area_choices(opened: OpenEdition, _: Language) -> list[tuple[str, str]]:
    """Code and name of each area, sorted by name."""
    from everyday.evidence import area_words

    named = [(str(area_id), area_words(opened, str(area_id), _)) for area_id in opened.areas["area_id"]]
    return sorted(named, key=lambda pair: pair[1])


def suggestions(opened: OpenEdition, words: str) -> list[str]:
    """What the words may mean, the best first; at most a dozen."""
    if len(words.strip()) < LEAST_LETTERS:
        return []
    return [spot.label for spot in names_of(opened).ranked(words.strip()[:80], most=MOST_SUGGESTED)]


def _options(opened: OpenEdition, words: str, kind: str = "") -> tuple[tuple[str, ...], bool]:
    """What could have been meant, and whether all of it is called exactly so."""
    names = names_of(opened)
    found = names.match(words, kind=kind)
    if found:
        return tuple(names.texts(found[:MOST_OPTIONS], kind)), True
    return tuple(names.close(words, kind)), False


def _not_one(opened: OpenEdition, words: str, error: AtlasError, _: Language, kind: str = "") -> NotOne:
    """A fault of locating in the language of the page."""
    options, is_exact = _options(opened, words, kind) if len(words) <= 200 else ((), False)
    if is_exact:
        return NotOne(_("There is more than one {words}. Which one do you mean?", words=quoted(words)), options)
    if isinstance(error, NotFoundError):
        if options:
            return NotOne(_("No place here is called {words}. Do you mean one of these?", words=quoted(words)), options)
        return NotOne(
            _("No place here is called {words}. Try a ward, a street or a stop near by.", words=quoted(words))
        )
    return NotOne(_(error.found))


@lru_cache(maxsize=4)
def _grid(opened: OpenEdition) -> Grid:
    """The grid of the town's paper map, as ``everyday.pictures.grid.grid_of_edition`` makes it."""
    west, south, east, north = (float(edge) for edge in opened.areas.total_bounds)
    return session_grid((west, south, east, north))


def find_place(opened: OpenEdition, words: str, _: Language, *, ward: str = "") -> Place | NotOne:
    """The place that is meant by words; the code of an area says in which one, or is itself meant without words."""
    try:
        if not words:
            return locate(opened, ward=ward)
        inside = names_of(opened).match(words[:200], area_id=ward) if ward else []
        if len(inside) == 1:
            words = inside[0].label
        return locate_words(opened, words, grid_of=_grid(opened).square)
    except (UsageError, NotFoundError) as error:
        return _not_one(opened, words or ward, error, _)


def find_spot(opened: OpenEdition, words: str, _: Language, *, kind: str) -> Spot | NotOne:
    """The one thing of a kind (``place`` or ``stop``) that is meant by words."""
    found = names_of(opened).match(words[:200], kind=kind)
    if len(found) == 1:
        return found[0]
    return _not_one(opened, words, NotFoundError(""), _, kind)


def serve_where(visit: Visit) -> Response:
    """``/join/where.json?q=``: what can be chosen, and where exactly the words are, if they are one place.

    While somebody is still typing, similar spellings are not looked for, which takes long; with ``&done=1`` they are.
    """
    from starlette.responses import JSONResponse

    query, opened = visit.request.query_params, visit.edition()
    words = query.get("q", "")[:200].strip()
    is_worth_it = bool(words) and ("done" in query or read_point(words) or bool(names_of(opened).match(words)))
    found = find_place(opened, words, visit._) if is_worth_it else NotOne("")
    label, lat, lon = "", None, None
    if isinstance(found, Place):
        label = found.label
        if found.geometry is not None and found.geometry.geom_type == "Point":
            lat, lon = found.geometry.y, found.geometry.x
    fault = found.words if isinstance(found, NotOne) else ""
    content = {"options": suggestions(opened, words), "label": label, "lat": lat, "lon": lon, "fault": fault}
    return JSONResponse(content, headers=NO_STORE)
