"""Community activities of the made-up town, as a list that its voluntary sector keeps: 20 rows of a spreadsheet."""

from __future__ import annotations

import csv
import io
from functools import lru_cache

from everyday.demo.ground import to_degrees
from everyday.demo.people import build_spots

__all__ = ["activities_text"]

_HEADINGS = (
    "id", "title", "description", "kind", "venue", "latitude", "longitude", "ward", "ward only", "when", "organiser",
    "cost", "cost details", "language support", "contact", "themes", "participation areas", "forms", "outcomes",
    "barriers", "community benefits", "benefit told", "last confirmed", "valid from", "valid to", "not to be listed",
)  # fmt: skip
_VOLUNTARY, _COUNCIL = "Wrenmouth Voluntary Action", "Wrenmouth Council"
_PAGE = "https://example.org/wrenmouth/"
# What is rare, by its heading; and the cells of _NAMES in their order.
_ROWS: tuple[tuple[dict[str, str], str], ...] = (
    ({},
     "English for beginners | english | Wrenmouth Central Library | "
     "Mondays and Wednesdays 10am to 12, term time | Wrenmouth College | free | Somali, Arabic | "
     "relationships;participation;independence;place_culture | social;economic | english;informal | "
     "independence_english;relationships_english | english | independence | 2026-10-05"),
    ({},
     "Conversation café | cafe | Old Town Community House | Tuesdays 6.30pm to 8pm | "
     "Wrenmouth Voluntary Action | free | Arabic, Polish | relationships;participation | social;cultural | "
     "cafe | relationships_lonely | english;segregation | relationships | 2026-11-02"),
    ({},
     "Digital drop-in | digital | Ropewalk Library | Thursdays 2pm to 4pm, not bank holidays | "
     "Wrenmouth Council | free |  | independence | economic | digital | independence_services |  | "
     "independence | 2026-09-14"),
    ({},
     "Work club | work_club | Dockside Community Centre | Tuesdays 10am to 1pm | Wrenmouth Voluntary Action | "
     "free | Interpreter if asked a week before | independence | economic | employability;skills_check | "
     "independence_work | class | independence | 2026-10-19"),
    ({},
     "Diwali and Bonfire evening | celebration | Wrenmouth Town Hall | 7 November 2026 5pm to 9pm | "
     "Wrenmouth Council | free |  | place_culture;relationships | cultural;social | "
     "street_party;get_together | place_culture_respect | customs;segregation | place_culture | 2026-10-01"),
    ({},
     "Cooking for one another | other | Brickfields Community Centre | Fridays 11am to 2pm | "
     "Brickfields Kitchen | donation |  | relationships;place_culture | social;cultural | creative | "
     "relationships_ties | segregation | relationships | 2026-08-21"),
    ({},
     "Meet your councillor | other | Longmoor Community Centre | First Monday of the month 6pm to 7.30pm | "
     "Wrenmouth Council | free |  | participation | political | democracy;safe_say | participation_civic | "
     "class | participation | 2026-09-07"),
    ({},
     "Parents and school | other | Newtown Community Centre | Wednesdays 9am to 10.30am, term time | "
     "Newtown Primary School | free | Urdu, Bengali | participation | social;political | "
     "parents;family_places | participation_school | english | participation | 2026-09-30"),
    ({},
     "English with a crèche | english | Newtown Mosque | Thursdays 9.30am to 11.30am, term time | "
     "Newtown Mosque | free | Urdu | independence;relationships | social | english | independence_english | "
     "english | independence | 2026-10-12"),
    ({},
     "Sunday lunch for everybody | celebration | Castle Community Centre | "
     "Last Sunday of the month 12.30pm to 3pm | Castle Neighbours | free |  | relationships;place_culture | "
     "social | get_together | relationships_lonely | segregation | relationships | 2026-10-25"),
    ({"ward": "Samphire", "ward only": "yes"},
     "Women's sewing group | other |  | Tuesdays 1pm to 3pm | Samphire Women | free | Arabic, Kurdish | "
     "relationships | social | creative;peer_learning | relationships_trust | discrimination | "
     "relationships | 2026-11-10"),
    ({},
     "Help with phones and computers | digital | Samphire Library | Mondays 3pm to 5pm, term time | "
     "Wrenmouth Council | free |  | independence | economic | digital | independence_services |  | "
     "independence | 2026-10-26"),
    ({},
     "Allotment mornings | other | Samphire Community Centre | Saturdays 9.30am to 12, not bank holidays | "
     "Samphire Residents | free |  | relationships;place_culture | social | confidence | "
     "place_culture_content | segregation | place_culture | 2026-04-18"),
    ({"valid to": "2026-07-31"},
     "Citizenship class | other | Westfield Library | Wednesdays 5.30pm to 7pm | Wrenmouth College | paid | "
     " | participation;place_culture | political | democracy;manners | participation_civic | customs | "
     "participation | 2026-07-01"),
    ({"cost details": "£3 a session"},
     "Choir of many languages | other | Quayside Arts Centre | Thursdays 7pm to 9pm | Quayside Arts | paid | "
     " | place_culture;relationships | cultural | differences | place_culture_identity | segregation | "
     "place_culture | 2026-09-03"),
    ({},
     "Walks to places of the town | other | Abbey Community Centre | Every other Saturday 10am to 12 | "
     "Wrenmouth Voluntary Action | free |  | place_culture;independence | cultural | "
     "visits;finding_services | place_culture_safe | customs | place_culture | 2026-10-03"),
    ({},
     "Volunteers' desk | other | Wrenmouth Central Library | "
     "Mondays to Fridays 10am to 4pm, not bank holidays | Wrenmouth Voluntary Action | free |  | "
     "independence;participation | economic;social | volunteering | independence_future | class | "
     "independence | 2026-11-16"),
    ({},
     "English over tea | english | Millbrook Community Centre | Tuesdays 7pm to 8.30pm | Millbrook Chapel | "
     "free |  | relationships;independence | social | english;confidence | relationships_english | english | "
     "relationships | 2026-10-27"),
    ({},
     "Tenants' evening | other | Highfield Community Centre | Ask | Fenland Homes | free |  | participation | "
     "political | housing_events;local_say | participation_worth | class | participation | 2026-09-21"),
    ({"not to be listed": "yes"},
     "Friendship table | other | St Luke's Church | Fridays 2pm to 4pm | St Luke's Church | free |  | "
     "relationships | social | get_together | relationships_lonely |  | relationships | 2026-05-01"),
)  # fmt: skip
_NAMES = (
    "title", "kind", "venue", "when", "organiser", "cost", "language support", "themes", "participation areas", "forms",
    "outcomes", "barriers", "community benefits", "last confirmed",
)  # fmt: skip
_TOLD = {
    "Conversation café": "Two people who met here look after each other's children now.",
    "Help with phones and computers": "Eleven people pay their rent online who could not before.",
}
_SAYS = {
    "English for beginners": "From the first letter. Come at any time of the term.",
    "Women's sewing group": "Machines are there. For women only.",
    "Work club": "Applications, and what to say in an interview.",
}


@lru_cache(maxsize=1)
def _points() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of places by name; of several of a name the first."""
    found: dict[str, tuple[float, float]] = {}
    for spot in build_spots():
        tags = dict(spot.tags)
        if name := tags.get("name"):
            lon, lat = to_degrees([spot.point], 6)[0]
            found.setdefault(name, (lat, lon))
    return found


def _row(number: int, more: dict[str, str], words: str) -> dict[str, str]:
    cells = [one.strip() for one in words.split("|")]
    row = dict.fromkeys(_HEADINGS, "") | dict(zip(_NAMES, cells, strict=True)) | more
    title = row["title"]
    row |= {"id": f"W{number:02}", "description": _SAYS.get(title, ""), "benefit told": _TOLD.get(title, "")}
    row["contact"] = f"{_PAGE}{number:02}"
    if row["venue"]:
        lat, lon = _points()[row["venue"]]
        row |= {"latitude": f"{lat:.6f}", "longitude": f"{lon:.6f}"}
    return {name: cell.replace(";", "; ") for name, cell in row.items()}


def activities_text() -> str:
    """The list as CSV."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _HEADINGS, lineterminator="\n")
    writer.writeheader()
    for number, (more, words) in enumerate(_ROWS, 1):
        writer.writerow(_row(number, more, words))
    return stream.getvalue()
