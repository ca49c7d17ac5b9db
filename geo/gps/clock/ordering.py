"""Whether 05/07/2024 is July or May: decided once a file, from all of its rows."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from geo.gps.clock.texts import DAY_MONTH, tidied

__all__ = ["DateOrder", "date_order"]


@dataclass(frozen=True)
class DateOrder:
    """How many rows can only be read with the day first, only with the month first, and either way.

    ``examples`` are a text of each kind, "" where there is none.
    """

    day_first_n: int = 0
    month_first_n: int = 0
    either_n: int = 0
    examples: tuple[str, str, str] = ("", "", "")

    def __add__(self, other: DateOrder) -> DateOrder:
        """The evidence of two parts of a file."""
        pairs = zip(self.examples, other.examples, strict=True)
        first, second, third = (one or two for one, two in pairs)
        return DateOrder(
            self.day_first_n + other.day_first_n,
            self.month_first_n + other.month_first_n,
            self.either_n + other.either_n,
            (first, second, third),
        )

    @property
    def is_contradictory(self) -> bool:
        """Some rows need the day first, others the month."""
        return self.day_first_n > 0 and self.month_first_n > 0

    @property
    def day_first(self) -> bool | None:
        """What the rows decide; None where nothing does (or where no such date occurs)."""
        if self.is_contradictory or not (self.day_first_n or self.month_first_n):
            return None
        return self.day_first_n > 0


def date_order(times: pl.Series) -> DateOrder:
    """The evidence in some rows of a file."""
    if times.dtype != pl.String:
        return DateOrder()
    rows = pl.DataFrame({"text": times}).filter(pl.col("text").str.contains(r"^\s*\"?\d{1,2}[-/.]\d{1,2}[-/.]"))
    if rows.is_empty():
        return DateOrder()
    rows = rows.with_columns(tidied(pl.col("text")))
    rows = rows.with_columns(pl.col("text").str.extract_groups(DAY_MONTH).alias("parts")).unnest("parts")
    one, two = pl.col("a").cast(pl.Int32), pl.col("b").cast(pl.Int32)
    kinds = [(one > 12) & (two <= 12), (two > 12) & (one <= 12), (one <= 12) & (two <= 12) & (one != two)]
    counts, examples = [], []
    for kind in kinds:
        texts = rows.filter(kind)["text"]
        counts.append(len(texts))
        examples.append(str(texts[0]) if len(texts) else "")
    return DateOrder(counts[0], counts[1], counts[2], (examples[0], examples[1], examples[2]))
