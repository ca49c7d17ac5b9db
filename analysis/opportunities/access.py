"""How much can be reached: opportunity access from travel times, as a small family of published measures.

Everything starts from :class:`TravelTimes`, the pairs of an origin i and a destination j with the minutes t_ij between
them; a pair that is absent cannot be reached, and adds 0 to every sum. Opportunities O_j, suppliers S_j and people P_i
are arrays in the order of destinations and origins. How much an opportunity counts with distance says a *decay*, a
function of minutes from :mod:`analysis.opportunities.decay`.

*Passive access* (how many people can reach a place) is the same measure with the roles changed:
``gravity(times.transposed(), people, decay)``.

Sources: the accessibility package of Ipea (Pereira and others), R5 (Conveyal), pysal access (Saxon and others);
exactly: docs/definitions.md#access and docs/definitions.md#floating-catchment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.opportunities.decay import Decay, binary
from analysis.walking import WalkMatrix
from geo.errors import UsageError

__all__ = [
    "TravelTimes",
    "balancing_cost",
    "cost_to_closest",
    "cumulative",
    "cumulative_interval",
    "floating_catchment",
    "gravity",
    "spatial_availability",
]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class TravelTimes:
    """Minutes of every pair that can be reached; arrays of shape (pairs,).

    Attributes:
        origin, destination: positions, int64.
        minutes: float, finite, never below 0.
        origins_n, destinations_n: how many there are, reached or not.
    """

    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    minutes: FloatArray
    origins_n: int
    destinations_n: int

    @classmethod
    def of(cls, times: TravelTimes | ArrayLike) -> TravelTimes:
        """The same, from a dense table of minutes (origins, destinations); NaN, inf and below 0 are not reachable."""
        if isinstance(times, TravelTimes):
            return times
        minutes = np.asarray(times, dtype=float)
        if minutes.ndim != 2:
            raise UsageError(
                f"Travel times of shape {minutes.shape}.", "Needed: one row per origin, one column per destination."
            )
        origin, destination = np.nonzero(np.isfinite(minutes) & (minutes >= 0))
        return cls(origin.astype(np.int64), destination.astype(np.int64), minutes[origin, destination], *minutes.shape)

    @classmethod
    def from_table(cls, table: pd.DataFrame, origins: Sequence[str], destinations: Sequence[str]) -> TravelTimes:
        """From a long table ``from_id, to_id, minutes``.

        Args:
            table: each pair at most once; rows without a number or from or to unknown ids are left out.
            origins, destinations: ids in the order of the results and of the opportunities.
        """
        origin = pd.Index(origins).get_indexer(pd.Index(table["from_id"]))
        destination = pd.Index(destinations).get_indexer(pd.Index(table["to_id"]))
        minutes = table["minutes"].to_numpy(float)
        keep = (origin >= 0) & (destination >= 0) & np.isfinite(minutes) & (minutes >= 0)
        origin, destination = origin[keep].astype(np.int64), destination[keep].astype(np.int64)
        if len(np.unique(origin * max(len(destinations), 1) + destination)) < len(origin):
            raise UsageError(
                "Some pairs of places have more than one travel time.",
                "Needed: each from_id and to_id once.",
                "Keep the time you want, for example the smallest.",
            )
        return cls(origin, destination, minutes[keep], len(origins), len(destinations))

    @classmethod
    def from_walks(cls, walks: WalkMatrix, walk_m_per_s: float) -> TravelTimes:
        """From a walking matrix and a speed."""
        minutes = walks.metres / walk_m_per_s / 60
        return cls(
            walks.rows().astype(np.int64), walks.indices.astype(np.int64), minutes, walks.rows_n, walks.columns_n
        )

    def transposed(self) -> TravelTimes:
        """Origins and destinations exchanged."""
        return TravelTimes(self.destination, self.origin, self.minutes, self.destinations_n, self.origins_n)

    def grouped(self, group: ArrayLike, groups_n: int) -> TravelTimes:
        """The quickest pair per origin and group of destinations: a place with several entrances counts once.

        Args:
            group: group of each destination (destinations_n,), 0 … groups_n - 1.
            groups_n: number of groups, which become the destinations.
        """
        key = self.origin * max(groups_n, 1) + np.asarray(group, dtype=np.int64)[self.destination]
        order = np.lexsort((self.minutes, key))
        key, first = np.unique(key[order], return_index=True)
        minutes = self.minutes[order[first]]
        return TravelTimes(key // max(groups_n, 1), key % max(groups_n, 1), minutes, self.origins_n, groups_n)

    def sum_by_origin(self, values: FloatArray) -> FloatArray:
        """Sum of ``values`` (pairs,) over the pairs of each origin; 0 where it reaches nothing."""
        return np.bincount(self.origin, weights=values, minlength=self.origins_n).astype(float)

    def sum_by_destination(self, values: FloatArray) -> FloatArray:
        """Sum of ``values`` (pairs,) over the pairs of each destination."""
        return np.bincount(self.destination, weights=values, minlength=self.destinations_n).astype(float)


def gravity(times: TravelTimes | ArrayLike, opportunities: ArrayLike, decay: Decay) -> FloatArray:
    """A_i = Σ_j O_j f(t_ij).

    Args:
        times: minutes.
        opportunities: O_j (destinations,).
        decay: f, from :mod:`analysis.opportunities.decay`.

    Returns:
        float (origins,); 0 where nothing is reached.
    """
    pairs = TravelTimes.of(times)
    amount = _amounts(opportunities, pairs.destinations_n, "opportunities")
    return pairs.sum_by_origin(amount[pairs.destination] * decay(pairs.minutes))


def cumulative(
    times: TravelTimes | ArrayLike, opportunities: ArrayLike, limit: float, *, inclusive: bool = True
) -> FloatArray:
    """Opportunities within a limit: :func:`gravity` with f = 1[t ≤ T], or 1[t < T].

    Args:
        times: minutes.
        opportunities: O_j (destinations,).
        limit: T, minutes.
        inclusive: ``≤`` as in the Ipea package, pysal and GOAT; False for ``<`` as in R5.

    Returns:
        float (origins,).
    """
    return gravity(times, opportunities, binary(limit, inclusive=inclusive))


def cumulative_interval(
    times: TravelTimes | ArrayLike,
    opportunities: ArrayLike,
    limits: Iterable[float],
    *,
    statistic: Literal["mean", "median"] = "mean",
    inclusive: bool = True,
) -> FloatArray:
    """Mean or median of :func:`cumulative` over a range of limits, so that no single limit decides.

    Args:
        times: minutes.
        opportunities: O_j (destinations,).
        limits: for example ``range(20, 31)`` for every whole minute from 20 to 30.
        statistic: how the limits are combined.
        inclusive: as in :func:`cumulative`.

    Returns:
        float (origins,).
    """
    pairs = TravelTimes.of(times)
    found = [cumulative(pairs, opportunities, limit, inclusive=inclusive) for limit in limits]
    if not found:
        raise UsageError("The range of limits is empty.", "Needed: at least one limit in minutes.")
    return np.mean(found, axis=0) if statistic == "mean" else np.median(found, axis=0)


def cost_to_closest(times: TravelTimes | ArrayLike, opportunities: ArrayLike, number: ArrayLike = 1) -> FloatArray:
    """Minutes to the k-th closest opportunity: the least T with Σ_j O_j 1[t_ij ≤ T] ≥ k.

    Args:
        times: minutes.
        opportunities: O_j (destinations,); a place with O_j = 3 counts as three.
        number: k, one for all or one per origin (origins,). What is 0 or below is had without moving: 0 minutes.

    Returns:
        float (origins,), NaN where k cannot be reached.
    """
    pairs = TravelTimes.of(times)
    amount = _amounts(opportunities, pairs.destinations_n, "opportunities")
    wanted = np.broadcast_to(np.asarray(number, dtype=float), (pairs.origins_n,))
    order = np.lexsort((pairs.minutes, pairs.origin))
    origin, minutes = pairs.origin[order], pairs.minutes[order]
    reached = _running_sums(amount[pairs.destination[order]], origin)
    is_enough = reached >= wanted[origin]
    result = np.full(pairs.origins_n, np.nan)
    first_origin, first = np.unique(origin[is_enough], return_index=True)
    result[first_origin] = minutes[is_enough][first]
    return np.where(wanted <= 0, 0.0, result)


def balancing_cost(times: TravelTimes | ArrayLike, opportunities: ArrayLike, demand: ArrayLike) -> FloatArray:
    """Least minutes within which an origin reaches as many opportunities as its own demand (Barboza and others 2021).

    Args:
        times: minutes.
        opportunities: O_j (destinations,).
        demand: P_i (origins,).

    Returns:
        float (origins,), 0 where there is no demand, NaN where it is never met.
    """
    pairs = TravelTimes.of(times)
    return cost_to_closest(pairs, opportunities, _amounts(demand, pairs.origins_n, "demand"))


def floating_catchment(
    times: TravelTimes | ArrayLike, demand: ArrayLike, supply: ArrayLike, weight: Decay
) -> FloatArray:
    """Two-step floating catchment area: supply per head, shared among those who can reach it.

    R_j = S_j / Σ_k P_k W(t_kj), then A_i = Σ_j R_j W(t_ij). With ``weight=binary(30)`` this is 2SFCA (Luo and Wang
    2003), with ``weight=steps_up_to(E2SFCA_STEPS)`` E2SFCA (Luo and Qi 2009). Then Σ P_i A_i = Σ S_j over the suppliers
    that some demand reaches. A supplier that none reaches gives nothing.

    Args:
        times: minutes, from demand to supply.
        demand: P_i (origins,).
        supply: S_j (destinations,).
        weight: W, which also holds the limit (0 beyond it).

    Returns:
        float (origins,), units of supply per unit of demand.
    """
    pairs = TravelTimes.of(times)
    people = _amounts(demand, pairs.origins_n, "demand")
    offered = _amounts(supply, pairs.destinations_n, "supply")
    share = weight(pairs.minutes)
    wanted = pairs.sum_by_destination(people[pairs.origin] * share)
    ratio = np.divide(offered, wanted, out=np.zeros_like(offered), where=wanted > 0)
    return pairs.sum_by_origin(ratio[pairs.destination] * share)


def spatial_availability(
    times: TravelTimes | ArrayLike, opportunities: ArrayLike, demand: ArrayLike, decay: Decay
) -> FloatArray:
    """V_i = Σ_j O_j F_ij: each opportunity is shared out once, by demand and by nearness (Soukhov and others 2023).

    F_ij = Fp_i Fc_ij / Σ_i Fp_i Fc_ij with Fp_i = P_i / Σ P and Fc_ij = f(t_ij) / Σ_i f(t_ij). So Σ V_i = Σ O_j over
    the opportunities that some demand reaches.

    Args:
        times: minutes.
        opportunities: O_j (destinations,).
        demand: P_i (origins,).
        decay: f.

    Returns:
        float (origins,), opportunities.
    """
    pairs = TravelTimes.of(times)
    amount = _amounts(opportunities, pairs.destinations_n, "opportunities")
    people = _amounts(demand, pairs.origins_n, "demand")
    # Σ P and Σ_i f(t_ij) stand above and below the line of F_ij, and cancel out.
    claim = people[pairs.origin] * decay(pairs.minutes)
    claims = pairs.sum_by_destination(claim)[pairs.destination]
    share = np.divide(claim, claims, out=np.zeros_like(claim), where=claims > 0)
    return pairs.sum_by_origin(amount[pairs.destination] * share)


def _amounts(values: ArrayLike, expected_n: int, name: str) -> FloatArray:
    """As floats; what is not known counts as 0."""
    amount = np.asarray(values, dtype=float)
    if amount.shape != (expected_n,):
        raise UsageError(
            f"{name}: {amount.shape} values for {expected_n:,} places.", "Needed: one number for each.",
            "Pass them in the order of the travel times.",
        )  # fmt: skip
    if (amount < 0).any():
        raise UsageError(f"{name}: {int((amount < 0).sum()):,} values are below 0.", "Needed: 0 or more.")
    return np.nan_to_num(amount)


def _running_sums(values: FloatArray, group: NDArray[np.int64]) -> FloatArray:
    """Running sums inside groups; ``group`` ascends. Each sum is made of its own group's values only."""
    return pd.Series(values).groupby(group).cumsum().to_numpy(float) if len(values) else np.zeros(0)
