"""Walks between so many points that pairs fill the memory: who is near whom to the bit, how far it is nearly.

In a dense town most cells are within 45 minutes' walk of most others, and a :class:`WalkMatrix` of 16,000 cells takes
three gigabytes. Here a pair takes two bytes for its metres, and its column a bit where rows are dense.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["CompactWalks", "WalkBlock"]

STEPS = np.iinfo(np.uint16).max
"""Metres are kept in so many steps up to the limit, each rounded up."""
_BITS_OF_COLUMN = 32


@dataclass(frozen=True)
class WalkBlock:
    """Pairs of some rows, row after row; columns of a row ascend.

    Attributes:
        indptr: int64 (rows + 1,).
        columns: int32, column of each pair, or none at all, and
        bits: uint8 (rows, columns / 8), a bit for each column: whichever of the two is less.
        steps: uint16, metres of each pair.
    """

    indptr: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    bits: npt.NDArray[np.uint8] | None
    steps: npt.NDArray[np.uint16]

    @classmethod
    def of(
        cls,
        counts: npt.NDArray[np.int64],
        found: npt.NDArray[np.int32],
        metres: npt.NDArray[np.float64],
        columns_n: int,
        limit_m: float,
    ) -> WalkBlock:
        """From the number of pairs of each row, and the column and metres of each pair, in any order within a row."""
        indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        row = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        steps = np.zeros((len(counts), columns_n), dtype=np.uint16)
        steps[row, found] = np.minimum(np.ceil(metres * (STEPS / limit_m)), STEPS) if limit_m > 0 else 0
        is_near = np.zeros((len(counts), columns_n), dtype=bool)
        is_near[row, found] = True
        if _BITS_OF_COLUMN * len(found) >= is_near.size:
            return cls(indptr, np.zeros(0, np.int32), np.packbits(is_near, axis=1), steps[is_near])
        return cls(indptr, np.nonzero(is_near)[1].astype(np.int32), None, steps[is_near])

    def columns_of(self, place: int, columns_n: int) -> npt.NDArray[np.signedinteger]:
        """Columns of one row."""
        if self.bits is None:
            return self.columns[self.indptr[place] : self.indptr[place + 1]]
        return np.flatnonzero(np.unpackbits(self.bits[place], count=columns_n))


@dataclass(frozen=True)
class CompactWalks:
    """Pairs within walking distance.

    Attributes:
        block, place: in which block each row is, and where in it; int32 (rows,).
        blocks: the rows. Two matrices that differ in few rows share the others.
        columns_n: number of columns.
        limit_m: the longest walk that is kept, finite.
    """

    block: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    blocks: tuple[WalkBlock, ...]
    columns_n: int
    limit_m: float

    @classmethod
    def of(cls, blocks: tuple[WalkBlock, ...], columns_n: int, limit_m: float) -> CompactWalks:
        """The rows of one block after those of the other."""
        rows_n = [len(one.indptr) - 1 for one in blocks]
        place = np.concatenate([np.zeros(0, np.int32), *(np.arange(each, dtype=np.int32) for each in rows_n)])
        return cls(np.repeat(np.arange(len(blocks), dtype=np.int32), rows_n), place, blocks, columns_n, limit_m)

    @property
    def rows_n(self) -> int:
        """Number of rows."""
        return len(self.block)

    def columns(self, number: int) -> npt.NDArray[np.signedinteger]:
        """Columns of one row, ascending."""
        return self.blocks[self.block[number]].columns_of(int(self.place[number]), self.columns_n)

    def row(self, number: int) -> tuple[npt.NDArray[np.signedinteger], npt.NDArray[np.float64]]:
        """Columns and metres of one row; metres are too many by less than a 65,535th of the limit, never too few."""
        one, place = self.blocks[self.block[number]], int(self.place[number])
        steps = one.steps[one.indptr[place] : one.indptr[place + 1]]
        return one.columns_of(place, self.columns_n), steps * (self.limit_m / STEPS)

    def rows_to(self, columns: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which rows have a pair with one of ``columns`` (a mask)."""
        return np.array([columns[self.columns(row)].any() for row in range(self.rows_n)], dtype=bool)

    def with_rows(self, again: npt.NDArray[np.intp], fresh: CompactWalks) -> CompactWalks:
        """The same with the rows ``again`` exchanged for those of ``fresh``, of as many columns and the same limit."""
        block, place = self.block.copy(), self.place.copy()
        block[again], place[again] = len(self.blocks) + fresh.block, fresh.place
        return CompactWalks(block, place, (*self.blocks, *fresh.blocks), self.columns_n, self.limit_m)
