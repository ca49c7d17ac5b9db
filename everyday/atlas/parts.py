"""What an area that people use is made of in one edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from plan.records import NamedArea

__all__ = ["NamedGround"]

NEARLY = 0.005
"""Outlines of two sources differ: with so few of its people on the other side a ward is whole, or not in the area."""


@dataclass(frozen=True)
class NamedGround:
    """What an area that people use is made of in one edition.

    Attributes:
        record: as the plan has it.
        outline: in WGS 84, within the town.
        pieces: parts of cells that lie in it, with their people.
        shares: of each ward that has people (without any: ground) in it, which part of them, 0–1.
        shared_n: people of pieces that its outline cuts, counted by their ground.
        rows: cells that belong to it: those of its wards; of a drawn area, cells of which at least half lies in it.
    """

    record: NamedArea
    outline: BaseGeometry
    pieces: pd.DataFrame
    shares: dict[str, float]
    shared_n: float
    rows: np.ndarray

    @property
    def whole(self) -> tuple[str, ...]:
        """Wards that it holds whole."""
        return tuple(code for code, share in self.shares.items() if share >= 1 - NEARLY)

    @property
    def cut(self) -> tuple[str, ...]:
        """Wards that its outline cuts."""
        return tuple(code for code, share in self.shares.items() if NEARLY < share < 1 - NEARLY)

    @property
    def is_union(self) -> bool:
        """True if it is whole wards and nothing else."""
        return bool(self.whole) and not self.cut
