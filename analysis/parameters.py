"""Parameters of a build, with their defaults. ``atlas.toml`` may override any of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

__all__ = ["BANDS", "Band", "Parameters"]


@dataclass(frozen=True)
class Band:
    """A part of the day in which departures are looked at, minute by minute.

    ``day`` is ``"weekday"`` or ``"sunday"``; ``start_s`` (included) and ``end_s`` (excluded) are seconds after
    midnight.
    """

    name: str
    title: str
    day: str
    start_s: int
    end_s: int

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end_s - self.start_s) / 3600


BANDS: tuple[Band, ...] = (
    Band("am", "Weekday morning", "weekday", 7 * 3600, 9 * 3600),
    Band("evening", "Weekday evening", "weekday", 19 * 3600, 21 * 3600),
    Band("sunday", "Sunday", "sunday", 10 * 3600, 12 * 3600),
)


@dataclass(frozen=True)
class Parameters:
    """How people walk, wait and ride. Walking times include the way from a point to the nearest street."""

    walk_kmh: float = 4.8
    is_step_free: bool = False
    snap_max_m: float = 500.0
    walk_shed_min: float = 15.0
    stop_walk_min: float = 8.0
    access_walk_min: float = 20.0
    transfer_walk_min: float = 10.0
    change_s: int = 60
    max_rides: int = 4
    max_trip_min: float = 120.0
    reach_min: float = 45.0
    performance_km: float = 11.25
    step_s: int = 60
    bands: tuple[Band, ...] = field(default=BANDS)

    @property
    def walk_m_per_s(self) -> float:
        """Walking speed, metres a second."""
        return self.walk_kmh / 3.6

    def to_dict(self) -> dict[str, object]:
        """Plain values, for the manifest and the fingerprint."""
        return asdict(self)
