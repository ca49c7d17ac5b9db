"""Measures of a sample's movement, from GPS logs, in words: described, and neither good nor bad."""

from __future__ import annotations

from typing import Any

from analysis.registry.model import Measure

__all__ = ["OBSERVED"]

_LEAVES_OUT = (
    "everybody who is not in the sample, hours without a log, what people struck out, and stays near their own homes. "
    "It is no traffic and no count of the town; empty where too few people were to be shown, or nobody."
)
_NEXT = "set it beside what can be reached: places that could be reached and were not visited, and ask why."
_SOURCE = "GPS logs of people who agreed; from about 40 people on, as a least number (docs/definitions.md#observed)."
_MIX_SOURCE = "After Moro et al. (2021), with home areas for groups and the sample's own shares for reference."


def _of_sample(name: str, title: str, unit: str, meaning: str, *, source: str = _SOURCE, **more: Any) -> Measure:
    return Measure(
        name, title, unit, "observed", meaning, leaves_out=_LEAVES_OUT, next_step=_NEXT, source=source, combine="none",
        definition="docs/definitions.md#observed", **more,
    )  # fmt: skip


OBSERVED: tuple[Measure, ...] = (
    _of_sample(
        "observed_visitors_n", "People of the sample who stayed here", "count",
        "How many people of the sample at least stayed in this cell, those left out who live near it.",
        nouns=("person of the sample", "people of the sample"),
    ),
    _of_sample(
        "observed_visits_n", "Stays of the sample", "count",
        "How many stays of people of the sample began in this cell. Empty where one person makes up more than half.",
        nouns=("stay", "stays"),
    ),
    _of_sample(
        "observed_own_area_time_share", "Time here of people from this area", "share",
        "Of the time that people of the sample spent here, the part by people whose home is in the same area, not near "
        "by.",
    ),
    _of_sample(
        "observed_adjacent_area_time_share", "Time here of people from next door", "share",
        "Of the time that people of the sample spent here, the part by people whose home is in a neighbouring area.",
    ),
    _of_sample(
        "observed_city_time_share", "Time here of people from across town", "share",
        "Of the time that people of the sample spent here, the part by people whose home is elsewhere in town.",
    ),
    _of_sample(
        "observed_home_area_mix", "How far home areas come together", "share",
        "100 % where people of all home areas spend time here as they are found in the sample, 0 % where all are of "
        "the rarest one. Home areas only: nothing else is known of anybody.",
        source=_MIX_SOURCE,
    ),
)  # fmt: skip
