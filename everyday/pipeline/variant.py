"""How a scenario differs from the edition it starts from: what the pipeline has to be told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everyday.pipeline.material import Material
    from plan.records import Correction

__all__ = ["CHANGE_STEP", "Variant"]

CHANGE_STEP = "Making the changes"


@dataclass(frozen=True)
class Variant:
    """A build with something changed after reading and before measuring.

    Attributes:
        essence: what decides the change, as text; goes into the edition's fingerprint.
        record: what the manifest says under ``"scenario"``; ``change`` may add to it.
        streets: puts streets, places and what is known from them into the material and returns True, or returns False
            and they are read from the inputs.
        change: changes the material once everything is read. Raises InputError where it cannot.
        corrections: those of the edition it starts from.
    """

    essence: str
    record: dict[str, Any]
    streets: Callable[[Material], bool]
    change: Callable[[Material], None]
    corrections: Sequence[Correction] = ()
