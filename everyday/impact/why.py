"""Why it changed: the difference between two editions split among timetable, map, people and parameters."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.registry import Measure, rounded, short_words
from analysis.shapley import shapley_split, subsets
from everyday.acting import value_at
from everyday.atlas import Edition, OpenEdition, open_edition
from everyday.evidence import evidence_source
from everyday.impact.corners import INPUTS, corner_of, differing, is_there
from geo.errors import UsageError

if TYPE_CHECKING:
    from everyday.acting import ActionRow
    from everyday.atlas import AtlasFolder

__all__ = ["CAUSES", "OTHERWISE", "Split", "Why", "is_answered", "split_words", "why_changed", "why_of_action"]

OTHERWISE = "otherwise"
"""What is left where an edition was computed by another version of the program or with settings it does not tell."""
CAUSES = {
    "timetable": "the new timetable",
    "map": "changes to the map",
    "people": "the new count of people",
    "parameters": "other settings",
    OTHERWISE: "another version of the program",
}
"""What each part comes from, in words."""
MAP_NOTE = "What was added to the map may have been there before: mapping that caught up is not a change on the ground."
Asked = Callable[[OpenEdition], NDArray[np.float64]]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Split:
    """One change and its parts, in the unit of the measure.

    Attributes:
        before, after: the values; NaN not known, infinite known to be none.
        parts: by key of ``CAUSES``, those that differ; they add up to the change. Empty where there is no number to
            split: a value is not known, or is known to be none.
    """

    before: float
    after: float
    parts: Mapping[str, float]

    @property
    def change(self) -> float:
        """After less before; NaN where there is no number."""
        known = math.isfinite(self.before) and math.isfinite(self.after)
        return self.after - self.before if known else math.nan


@dataclass(frozen=True)
class Why:
    """A comparison of two editions with its parts.

    Attributes:
        before, after: ids of the editions.
        inputs: what they differ in.
        table: ``measure, area_id`` (empty: the whole town) ``, area_name, before, after, change``, and a column for
            each key of ``CAUSES``: 0 where the editions do not differ in it, NaN where there is nothing to split.
        builds_n: combinations that had to be looked at, and ``made_n`` those that were not there yet.
    """

    before: str
    after: str
    inputs: tuple[str, ...]
    table: pd.DataFrame
    builds_n: int
    made_n: int

    def split(self, measure: str, area_id: str = "") -> Split:
        """One row of the table.

        Raises:
            UsageError: there is no such measure or area.
        """
        found = self.table[(self.table["measure"] == measure) & (self.table["area_id"] == area_id)]
        if found.empty:
            raise UsageError(f"Nothing is known of {measure!r} in {area_id or 'the whole town'!r}.")
        row = found.iloc[0]
        known = {name: float(row[name]) for name in CAUSES if name in self.inputs or row[name]}
        return Split(float(row["before"]), float(row["after"]), known if math.isfinite(sum(known.values())) else {})


def why_changed(
    atlas: AtlasFolder,
    before: Edition,
    after: Edition,
    *,
    measures: Sequence[str] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Why:
    """Split the difference of every measure, in the town and in each area, among the inputs that differ.

    Each combination of the inputs that differ is measured once and kept (at most sixteen, two of which are the
    editions themselves); the parts are the mean over the orders in which they can be exchanged.

    Args:
        atlas: with the two editions.
        before, after: editions that are no scenarios.
        measures: which; default: all that both editions have and that can be combined.
        workers, progress, cancel: as in :meth:`everyday.facade.Atlas.build`.

    Raises:
        UsageError: an unknown measure, a scenario, or editions with other areas or cells.
        NotFoundError: a timetable that an edition was made from was not kept.
        CancelledError: somebody asked to stop.
    """
    opened = [open_edition(one) for one in (before, after)]
    known = [name for name, one in opened[1].registry.items() if name in opened[0].registry and not one.is_text
             and one.level != "base" and one.combine == "weighted_mean"]  # fmt: skip
    if unknown := sorted(set(measures or ()) - set(known)):
        raise UsageError(f"{', '.join(unknown)} cannot be split.", f"There are: {', '.join(known)}.")
    names = list(measures or known)
    area_ids = [str(one) for one in opened[1].areas["area_id"]]

    def values(edition: OpenEdition) -> NDArray[np.float64]:
        town = evidence_source(edition)
        table = edition.areas.set_index("area_id").reindex(area_ids)
        rows = [[town.value(name, None), *table[name].to_numpy(float)] for name in names]
        return np.asarray(rows, dtype=float).reshape(-1)

    corners = _Corners(atlas, before, after, workers, progress, cancel)
    ends, parts = corners.split(values)
    names_of = map(str, opened[1].areas["area_name"])
    places = [("", str(after.manifest["name"])), *zip(area_ids, names_of, strict=True)]
    table = pd.DataFrame(
        {
            "measure": np.repeat(names, len(places)),
            "area_id": [one for one, _ in places] * len(names),
            "area_name": [name for _, name in places] * len(names),
            "before": ends[0],
            "after": ends[1],
            "change": _difference(*ends),
            **parts,
        }
    )
    return Why(before.id, after.id, corners.inputs, table, 2 ** len(corners.inputs), corners.made_n)


def why_of_action(atlas: AtlasFolder, row: ActionRow, before: Edition, after: Edition, **options: Any) -> Split:
    """The change of an action's success measure at its place between two editions, with its parts.

    Args:
        options: ``workers``, ``progress``, ``cancel`` of :func:`why_changed`.

    Raises:
        UsageError, NotFoundError, CancelledError: as :func:`why_changed`.
    """

    def values(edition: OpenEdition) -> NDArray[np.float64]:
        return np.array([value_at(edition, row.action, row.findings)])

    corners = _Corners(atlas, before, after, **{"workers": None, "progress": None, "cancel": None, **options})
    ends, parts = corners.split(values)
    known = {name: float(parts[name][0]) for name in CAUSES if name in corners.inputs or parts[name][0]}
    return Split(float(ends[0][0]), float(ends[1][0]), known if math.isfinite(sum(known.values())) else {})


def is_answered(atlas: AtlasFolder, before: Edition, after: Edition) -> bool:
    """True if why these two differ can be said at once: every combination is there.

    Raises:
        UsageError: a scenario, or editions with other areas or cells.
    """
    return _Corners(atlas, before, after, None, None, None).are_there


class _Corners:
    """The combinations of what two editions differ in."""

    def __init__(
        self, atlas: AtlasFolder, before: Edition, after: Edition, workers: int | None, progress: Progress | None,
        cancel: threading.Event | None,
    ) -> None:  # fmt: skip
        _check(before, after)
        self.ends = (before, after)
        self.inputs = differing(before, after)
        self._atlas, self._workers, self._progress, self._cancel = atlas, workers, progress, cancel
        self.made_n = 0

    def _sources(self, exchanged: frozenset[str]) -> dict[str, Edition]:
        before, after = self.ends
        if exchanged == frozenset(self.inputs):
            return dict.fromkeys(INPUTS, after)
        return {name: after if name in exchanged else before for name in INPUTS}

    @property
    def are_there(self) -> bool:
        """True if nothing has to be measured."""
        return all(is_there(self._atlas, self._sources(one)) for one in subsets(self.inputs))

    def _corner(self, exchanged: frozenset[str], number: int, of: int) -> Edition:
        sources = self._sources(exchanged)
        is_new = not is_there(self._atlas, sources)

        def told(step: str, share: float) -> None:
            if self._progress is not None:
                self._progress(f"Combination {number + 1} of {of}: {step}", (number + share) / of)

        found = corner_of(self._atlas, sources, workers=self._workers, progress=told, cancel=self._cancel)
        self.made_n += is_new
        return found

    def split(self, values: Asked) -> tuple[list[NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
        """The values of the two editions, and the parts by key of ``CAUSES``."""
        ends = [values(open_edition(one)) for one in self.ends]
        sets = list(subsets(self.inputs))
        known = {one: values(open_edition(self._corner(one, at, len(sets)))) for at, one in enumerate(sets)}
        parts = {name: np.where(np.isfinite(_difference(*ends)), 0.0, np.nan) for name in CAUSES}
        parts |= shapley_split(known, self.inputs)
        computed = _difference(known[sets[0]], known[sets[-1]])
        rest = _difference(*ends) - (computed if self.inputs else 0.0)
        parts[OTHERWISE] = np.where(np.abs(rest) < 1e-12, 0.0, rest)
        return ends, parts


def _difference(before: NDArray[np.float64], after: NDArray[np.float64]) -> NDArray[np.float64]:
    known = np.isfinite(before) & np.isfinite(after)
    return np.subtract(after, before, out=np.full(before.shape, np.nan), where=known)


def _check(before: Edition, after: Edition) -> None:
    for one in (before, after):
        if "scenario" in one.manifest:
            raise UsageError(f"{one.id} is a scenario.", "Needed: two editions of what there is.",
                             "What a scenario changes stands in it: everyday compare.")  # fmt: skip
    held = [(one.manifest["resolution"], sorted(found["sha256"] for found in one.manifest["inputs"]
            if found["kind"] == "boundaries")) for one in (before, after)]  # fmt: skip
    if held[0] != held[1]:
        raise UsageError("The two editions have other areas or cells of another size.",
                         "Needed: the same boundaries and resolution.")  # fmt: skip


def split_words(split: Split, measure: Measure) -> str:
    """A split in one sentence: "Of the 6 minutes gained, 5 come from the new timetable and 1 from …"."""
    write = _writer(measure)
    if not math.isfinite(split.change):
        return f"It was {write(split.before)} and is {write(split.after)}: there is no number to split."
    if not split.parts:
        return f"It is {write(split.after)}, and the two editions do not differ in what they were made from."
    told = {name: part for name, part in split.parts.items() if short_words(abs(part), measure.unit) not in ("0", "0 %")
            and abs(part) > 1e-9}  # fmt: skip
    whole = _amount(split.change, measure)
    if abs(split.change) <= 1e-9:
        words = "Nothing changed in all."
        return words if not told else f"{words[:-1]}: {_list([_signed(n, p, measure) for n, p in told.items()])}."
    lead = f"the {whole} {_verb(split.change, measure)}"
    along = {name: part for name, part in told.items() if part * split.change > 0}
    against = {name: part for name, part in told.items() if part * split.change < 0}
    if len(told) == 1 and along:
        words = f"All of {lead} comes from {CAUSES[next(iter(along))]}."
    else:
        listed = [f"{_bare(part, measure)} {'comes' if _bare(part, measure) == '1' and at == 0 else 'come'} from "
                  f"{CAUSES[name]}" if at == 0 else f"{_bare(part, measure)} from {CAUSES[name]}"
                  for at, (name, part) in enumerate(sorted(along.items(), key=lambda one: -abs(one[1])))]  # fmt: skip
        words = f"Of {lead}, {_list(listed)}"
        words += f", while {_list([_signed(n, p, measure) for n, p in against.items()])}." if against else "."
    return " ".join([words, *_notes(split, told, measure)])


def _notes(split: Split, told: Mapping[str, float], measure: Measure) -> list[str]:
    notes = []
    written = [rounded(part, measure.unit).number for part in told.values()]
    if len(written) > 1 and abs(sum(written) - rounded(split.change, measure.unit).number) > 1e-9:
        notes.append("The numbers are rounded and need not add up as written.")
    if "map" in told:
        notes.append(MAP_NOTE)
    return notes


def _writer(measure: Measure) -> Callable[[float], str]:
    return lambda value: measure.absent if math.isinf(value) and measure.absent else measure.format_value(value)


def _verb(change: float, measure: Measure) -> str:
    if measure.better is None:
        return "more" if change > 0 else "less"
    return "gained" if (change < 0) == (measure.better == "lower") else "lost"


def _signed(name: str, part: float, measure: Measure) -> str:
    cause = CAUSES[name]
    if measure.better is None:
        return f"{cause} made it {_amount(part, measure)} {'more' if part > 0 else 'less'}"
    is_gain = (part < 0) == (measure.better == "lower")
    return f"{cause} {'brought' if is_gain else 'took away'} {_amount(part, measure)}"


def _amount(change: float, measure: Measure) -> str:
    """A size of a change in words: shares in percentage points, scores in points."""
    size = abs(change)
    if measure.unit == "share":
        digits = rounded(size, "share").words.removesuffix(" %")
        return f"{digits} percentage point{'' if digits == '1' else 's'}"
    if measure.unit == "of 100":
        digits = rounded(size, "of 100").words
        return f"{digits} point{'' if digits == '1' else 's'}"
    return measure.format_value(size)


def _bare(change: float, measure: Measure) -> str:
    return rounded(abs(change), measure.unit).words.removesuffix(" %")


def _list(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
