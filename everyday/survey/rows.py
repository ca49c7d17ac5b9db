"""The table of values by question and year: found once, so that nobody looks through all of it for one question."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

__all__ = ["RowsOf"]


class RowsOf:
    """Rows of ``geo.tables.SURVEY`` by indicator and year: ``rows[key, year]``.

    Attributes:
        years: of each indicator that has a row.
    """

    def __init__(self, table: pd.DataFrame, area_ids: pd.Series) -> None:
        """Look through the table once; ``area_ids`` are those of the areas, (n,), each once."""
        (of_key, keys), (of_year, years), (of_area, areas) = (
            pd.factorize(table[name]) for name in ("indicator", "year", "area_id")
        )
        group = of_key * max(len(years), 1) + of_year
        if (np.diff(group) < 0).any():
            order = np.argsort(group, kind="stable")
            table, group, of_area = table.iloc[order], group[order], of_area[order]
        self._table, self._areas_n = table, len(area_ids)
        self._place = pd.Index(area_ids.astype(str)).get_indexer(pd.Index(areas.astype(str)))[of_area]
        self._values = table["value"].to_numpy(dtype=float)
        self._where: dict[tuple[str, str], slice] = {}
        self.years: dict[str, tuple[str, ...]] = {}
        names, dates = keys.tolist(), years.tolist()
        ends = [*np.flatnonzero(np.diff(group, prepend=-1)), len(group)]
        for first, last in pairwise(ends):
            one, other = divmod(int(group[first]), len(years))
            key, year = str(names[one]), str(dates[other])
            self._where[key, year] = slice(int(first), int(last))
            self.years[key] = (*self.years.get(key, ()), year)

    def __contains__(self, which: tuple[str, str]) -> bool:
        return which in self._where

    def __getitem__(self, which: tuple[str, str]) -> pd.DataFrame:
        return self._table.iloc[self._where[which]]

    def values(self, key: str, year: str) -> np.ndarray:
        """Values alone, (n,) in the order of the areas, NaN where none is; of an area that stands twice the first."""
        found = np.full(self._areas_n, np.nan)
        places, values = (column[self._where[key, year]][::-1] for column in (self._place, self._values))
        found[places[places >= 0]] = values[places >= 0]
        return found
