"""Compiled part of :mod:`analysis.survey.together`: orders in which two things go together as much as found."""

from __future__ import annotations

from geo.compiling import kernel

__all__ = ["ORDERS_AT_A_TIME", "count_as_much"]

ORDERS_AT_A_TIME = 128


@kernel("int64 int64 int64 float32* float32* float64* float64* int32* int32* int16* int64* float32* float32* int64*")
def count_as_much(
    pairs_n, orders_n, n, base, beside_it, sure, possible, own, other, orders, least, drawn, sums, found
):  # fmt: skip
    """Count the orders of each pair whose sum is large enough; one that is near the limit is worked out by itself.

    Args:
        pairs_n, orders_n, n: pairs, orders, and wards that each pair has.
        base: (n,) ranks near those of all pairs, of which sums are told first.
        beside_it: (pairs_n, n) ranks beside them.
        sure, possible: (pairs_n,) from where such a sum tells that the pair's own is large enough, and below where
            that it is not.
        own, other: (pairs_n, n) the pair's own ranks, of which ``own`` is shuffled.
        orders: (orders_n, n).
        least: (pairs_n,) the sum that counts.
        drawn, sums: (n, ORDERS_AT_A_TIME) and (ORDERS_AT_A_TIME,), scratch.
        found: (pairs_n,) raised by the orders of each pair that count.

    Returns:
        How many sums were worked out with the pair's own ranks.
    """
    worked_out = 0
    for start in range(0, orders_n, ORDERS_AT_A_TIME):
        some_n = min(ORDERS_AT_A_TIME, orders_n - start)
        for order in range(some_n):
            for place in range(n):
                drawn[place * ORDERS_AT_A_TIME + order] = base[orders[(start + order) * n + place]]
        for pair in range(pairs_n):
            for order in range(ORDERS_AT_A_TIME):
                sums[order] = 0
            for place in range(n):
                much = beside_it[pair * n + place]
                for order in range(ORDERS_AT_A_TIME):
                    sums[order] += much * drawn[place * ORDERS_AT_A_TIME + order]
            for order in range(some_n):
                near = abs(sums[order])
                if near >= sure[pair]:
                    found[pair] += 1
                elif near >= possible[pair]:
                    worked_out += 1
                    total = 0
                    for place in range(n):
                        total += own[pair * n + orders[(start + order) * n + place]] * other[pair * n + place]
                    if abs(total) >= least[pair]:
                        found[pair] += 1
    return worked_out
