"""What stands in the way in the demo town, on purpose: the ground truth of the end-to-end tests.

Each entry is a barrier or an enabler that the suggestions must find with their default thresholds, once, and where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from everyday.demo.ground import XY, to_degrees

__all__ = ["PLANTED", "Planted"]


@dataclass(frozen=True)
class Planted:
    """A barrier or enabler that was built into the town.

    Attributes:
        rule: the rule that finds it (the names of the suggestions).
        kind: ``barrier`` or ``enabler``.
        ward: ward it lies in.
        place: neighbourhood, line, road or railway it is named after.
        point: a place in the middle of it, metres from the market place.
        people: about how many are affected, 0 where it is not about residents.
        sentence: what a planner would say.
    """

    rule: str
    kind: Literal["barrier", "enabler"]
    ward: str
    place: str
    point: XY
    people: int
    sentence: str

    @property
    def lat(self) -> float:
        """Latitude, degrees."""
        return to_degrees([self.point], 6)[0][1]

    @property
    def lon(self) -> float:
        """Longitude, degrees."""
        return to_degrees([self.point], 6)[0][0]


PLANTED: tuple[Planted, ...] = (
    Planted(
        "poor_transport", "barrier", "Samphire", "Samphire", (2280, 2930), 5100,
        "From Samphire the town centre takes three quarters of an hour, and hardly a tenth of the town is as near.",
    ),
    Planted(
        "indirect_bus", "barrier", "Samphire", "Samphire", (2280, 2930), 5100,
        "The only bus from Samphire goes round by the ferry terminal and the docks: more than twice the crow-fly way.",
    ),
    Planted(
        "tight_but_cut_off", "barrier", "Samphire", "Samphire", (2280, 2930), 5100,
        "Samphire has its own shops, school, doctor and green within a walk, and is cut off from the rest of town.",
    ),
    Planted(
        "sunday_cut", "barrier", "Highfield", "Highfield", (-3350, 3280), 3700,
        "Highfield has a bus every ten minutes on weekdays and none on Sundays.",
    ),
    Planted(
        "evening_cut", "barrier", "Millbrook", "Millbrook", (-3250, -1650), 3100,
        "The last bus to Millbrook leaves before half past six.",
    ),
    Planted(
        "severed_on_foot", "barrier", "Newtown", "Wrenmouth Branch", (-1000, 630), 5500,
        "The railway parts Newtown from Brickfields: for two kilometres there is no way across on foot.",
    ),
    Planted(
        "severed_on_foot", "barrier", "Southfield", "Wren Way", (-900, -1830), 1400,
        "The dual carriageway parts Southfield from Fairfield between Coldharbour Lane and South Road.",
    ),
    Planted(
        "no_bumping_place", "barrier", "Marsh End", "Meadow Reach", (3920, -3120), 1670,
        "Meadow Reach has houses and nothing else: no place to meet within a quarter of an hour's walk.",
    ),
    Planted(
        "missing_amenity", "barrier", "Marsh End", "Meadow Reach", (3920, -3120), 1670,
        "From Meadow Reach there is no shop, park, pharmacy, doctor or school within twenty minutes' walk.",
    ),
    Planted(
        "missing_amenity", "barrier", "Thornby", "Thornby", (-5280, 1380), 1140,
        "Thornby has a shop, a school and a pub, but no pharmacy or doctor within twenty minutes' walk.",
    ),
    Planted(
        "bumping_cluster", "enabler", "Market", "Old Town", (0, 0), 2000,
        "Around the market place many places where people meet stand close together.",
    ),
    Planted(
        "direct_and_frequent", "enabler", "Ropewalk", "1", (1050, -1010), 0,
        "Line 1 runs straight to the centre at least every quarter of an hour, in the evening and on Sundays too.",
    ),
)  # fmt: skip
"""Every planted barrier and enabler."""
