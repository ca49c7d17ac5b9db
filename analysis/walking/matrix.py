"""Which points are within a walk of which, and how far: a sparse matrix that can be kept in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from geo.arrays import save_arrays

__all__ = ["WalkMatrix"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True)
class WalkMatrix:
    """Pairs within walking distance, as a sparse matrix by rows (CSR); columns of a row ascend.

    Attributes:
        indptr: int64 (rows + 1,).
        indices: int32, column of each pair.
        metres: float64, total length of each pair, snapping included.
        columns_n: number of columns.
    """

    indptr: npt.NDArray[np.int64]
    indices: IntArray
    metres: FloatArray
    columns_n: int

    @property
    def rows_n(self) -> int:
        """Number of rows."""
        return len(self.indptr) - 1

    @property
    def pairs_n(self) -> int:
        """Number of pairs."""
        return len(self.indices)

    def row(self, number: int) -> tuple[IntArray, FloatArray]:
        """Columns and metres of one row."""
        part = slice(self.indptr[number], self.indptr[number + 1])
        return self.indices[part], self.metres[part]

    def columns(self, number: int) -> IntArray:
        """Columns of one row."""
        return self.indices[self.indptr[number] : self.indptr[number + 1]]

    def rows_to(self, columns: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which rows have a pair with one of ``columns`` (a mask)."""
        found = np.zeros(self.rows_n, dtype=bool)
        found[self.rows()[columns[self.indices]]] = True
        return found

    def with_rows(self, again: npt.NDArray[np.intp], fresh: WalkMatrix) -> WalkMatrix:
        """The same with the rows ``again`` exchanged for those of ``fresh``, of as many columns."""
        counts = np.diff(self.indptr)
        kept = np.ones(self.rows_n, dtype=bool)
        kept[again] = False
        is_kept_pair = np.repeat(kept, counts)
        counts[again] = np.diff(fresh.indptr)
        is_kept = np.repeat(kept, counts)
        indices, metres = np.empty(len(is_kept), dtype=np.int32), np.empty(len(is_kept))
        indices[is_kept], metres[is_kept] = self.indices[is_kept_pair], self.metres[is_kept_pair]
        indices[~is_kept], metres[~is_kept] = fresh.indices, fresh.metres
        indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return WalkMatrix(indptr, indices, metres, self.columns_n)

    def rows(self) -> IntArray:
        """The row of each pair."""
        return np.repeat(np.arange(self.rows_n, dtype=np.int32), np.diff(self.indptr))

    def transposed(self) -> WalkMatrix:
        """Rows and columns exchanged. A stored 0.0 stays a pair."""
        shape = (self.rows_n, self.columns_n)
        turned = sparse.csr_matrix((self.metres, self.indices, self.indptr), shape=shape).tocsc()
        return WalkMatrix(turned.indptr.astype(np.int64), turned.indices.astype(np.int32), turned.data, self.rows_n)

    def within(self, limit_m: float) -> WalkMatrix:
        """Only the pairs of at most ``limit_m`` metres."""
        keep = self.metres <= limit_m
        indptr = np.concatenate([[0], np.cumsum(keep)])[self.indptr]
        return WalkMatrix(indptr.astype(np.int64), self.indices[keep], self.metres[keep], self.columns_n)

    def slice_rows(self, part: slice) -> WalkMatrix:
        """Some consecutive rows."""
        first, last, _ = part.indices(self.rows_n)
        start, end = self.indptr[first], self.indptr[max(first, last)]
        indptr = self.indptr[first : max(first, last) + 1] - start
        return WalkMatrix(indptr, self.indices[start:end], self.metres[start:end], self.columns_n)

    @classmethod
    def empty(cls, rows_n: int, columns_n: int) -> WalkMatrix:
        """No pair at all."""
        return cls(np.zeros(rows_n + 1, np.int64), np.zeros(0, np.int32), np.zeros(0), columns_n)

    def save(self, path: Path) -> None:
        """Keep it in an ``.npz`` file that :meth:`load` reads; metres are rounded to single precision."""
        save_arrays(
            path,
            indptr=self.indptr,
            indices=self.indices,
            metres=self.metres.astype(np.float32),
            columns_n=np.array(self.columns_n),
        )

    @classmethod
    def load(cls, path: Path) -> WalkMatrix:
        """Read what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                stored["indptr"], stored["indices"], stored["metres"].astype(np.float64), int(stored["columns_n"])
            )
