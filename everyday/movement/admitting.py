"""Logs that have been looked at and confirmed become an upload: counted in memory, and only the tables are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import polars as pl

from everyday.atlas import AtlasFolder
from everyday.movement.attacking import attack_on_homes
from everyday.movement.consent import Consent, checked_consent
from everyday.movement.counting import Counted, count
from everyday.movement.examining import Examined
from everyday.movement.gathering import sample_of
from everyday.movement.ground import ground_of_atlas
from everyday.movement.keeping import (
    Upload,
    kept_tables,
    kept_upload,
    new_upload_id,
    remove_half_written,
    secret_of,
    upload_ids,
    write_upload,
)
from everyday.movement.strikes import Strike, struck
from everyday.movement.tables import observe
from geo.disk import build_fault
from geo.errors import InputError, Report, UsageError

__all__ = ["Admitted", "admit"]


@dataclass(frozen=True)
class Admitted:
    """An upload that was kept.

    Attributes:
        upload: what is said about it.
        codes: the code of each person by their label in the logs, for them to withdraw with. It is kept nowhere.
        people_n: people in it.
        struck_h: hours that were struck out.
        removed: fixes left out, by rule.
    """

    upload: Upload
    codes: dict[str, str]
    people_n: int
    struck_h: float
    removed: dict[str, int]


def admit(
    atlas: AtlasFolder,
    examined: Examined,
    consent: Consent,
    *,
    strikes: Sequence[Strike] = (),
    preset: str = "trackintel",
    today: date | None = None,
) -> Admitted:
    """Count logs that a planner has confirmed, and keep the tables of an upload; the fixes are kept nowhere.

    Args:
        atlas: to which they belong.
        examined: what was looked at.
        consent: what people agreed to.
        strikes: what they struck out; it is silence.
        preset: of the staypoints, ``trackintel`` or ``skmob``.
        today: default: the day it is.

    Raises:
        UsageError: a question is open, the consent is not whole, a strike cannot be, or a file or walk is known.
        InputError: nothing is left to count.
        BuildError: it could not be written; nothing of it is left.
    """
    told = checked_consent(consent, today or date.today())
    if open_questions := [one.words for one in examined.questions if not one.default]:
        raise UsageError(f"Somebody has to decide first: {' '.join(open_questions)}", do="Nothing was kept.")
    if faults := [fault for one in strikes for fault in one.faults()]:
        raise UsageError(f"What is struck out is not clear: {'; '.join(faults)}.", do="Nothing was kept.")
    if again := _kept_before(atlas, examined):
        raise UsageError(
            f"{'; '.join(again)}: people would count twice.", "Needed: each log once.",
            "Leave these files out, or withdraw that upload first. Nothing was kept.",
        )  # fmt: skip
    left, struck_out = struck(examined.fixes, strikes, examined.timezone)
    if left.is_empty():
        report = Report("GPS logs", "GPS logs")
        report.add(
            "refused", "nothing", "there is no fix to count.", action="Look at the files and at what is struck out"
        )
        raise InputError(report)
    remove_half_written(atlas.folder)
    ground, rules = ground_of_atlas(atlas), atlas.config.observed
    try:
        secret = secret_of(atlas.folder)
        counted = count(left, ground, preset=preset, secret=secret, rules=rules, struck_out=struck_out)
        if same := _walked_twice(left) or _walked_before(atlas, counted):
            raise UsageError(
                f"{'; '.join(same)}: people would count twice.", "Needed: each person once, also where clocks differ.",
                "Leave one of the two out, or withdraw that upload first. Nothing was kept.",
            )  # fmt: skip
        upload = Upload(
            new_upload_id(), told.label, told.purpose, told.keep_until, told.readers, told.chosen, preset,
            ground.resolution, ground.fingerprint, ground.edition,
            datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), _version(), _files(examined, counted.files),
        )  # fmt: skip
        sample = sample_of([(upload, counted.tables)], secret=secret)
        observed = observe(sample, ground.area_ids, ground.adjacent, ground.kinds, rules)
        homes = attack_on_homes(observed, counted.homes, ground)
        upload = replace(upload, homes=homes, is_safe=homes["found"] <= homes["by_chance_most"])
        write_upload(atlas.folder, upload, counted.tables)
    except OSError as error:
        raise build_fault("The logs could not be counted, and nothing was kept", error) from error
    removed = counted.tables["removed"].group_by("rule").agg(pl.col("n").sum()).sort("rule")
    return Admitted(
        upload, counted.codes, len(counted.tables["people"]), float(struck_out["struck_h"].sum()),
        {str(rule): int(n) for rule, n in removed.iter_rows()},
    )  # fmt: skip


def _kept_before(atlas: AtlasFolder, examined: Examined) -> list[str]:
    """Files, by their fingerprints, that an upload of this atlas has counted already: a sentence for each upload."""
    found = []
    for upload_id in upload_ids(atlas.folder):
        known = kept_upload(atlas.folder, upload_id)
        names = sorted(name for name, sha256 in examined.fingerprints.items() if sha256 in known.files)
        if names:
            more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
            is_are = "is" if len(names) == 1 else "are"
            found.append(
                f"{', '.join(names[:3])}{more} {is_are} counted already in upload {upload_id} of {known.made_at[:10]}"
            )
    return found


_SAME_STEPS, _LEAST_STEPS = 0.5, 10
"""Of the steps of the one of two people who has fewer, the part that both took; and how many at least."""
_DIGITS = 5  # about a metre: as roundly as programs write coordinates that are to be used again
_SAME_TIME, _SAME_CELLS, _LEAST_CELLS = 0.9, 0.8, 3
"""Of the time that either of two people spent in areas, the part that both did; the same in cells that both were in;
how many cells outside both their zones they share."""
_SAME_MEASURES = {
    "rg_km": 0.01, "k2_rg_km": 0.05, "entropy_uncorrelated": 0.02, "hull_km2": 0.1, "ellipse_km2": 0.1,
}  # fmt: skip
"""By how much of itself each measure differs at most. People of one street with one place of work agree in cells and
radius (22 pairs of the 196 of the made-up town did), and in all of these only where they are one."""
_Times = Mapping[tuple[int, str], int]


def _walked_twice(fixes: pl.DataFrame) -> list[str]:
    """People of these logs who took the same steps, whatever their clocks said: a sentence for each pair.

    A step leads from one fix to the next that differs, or to the one after it, so that a copy with every second fix is
    found. No two phones write the same steps to the metre, also where people live and walk together.
    """
    place = [(pl.col(name) * 10**_DIGITS).round().cast(pl.Int64) for name in ("lat", "lon")]
    walked = fixes.sort("person", "time").select("person", *place)
    moved = pl.any_horizontal(pl.col(name) != pl.col(name).shift().over("person") for name in ("lat", "lon"))
    walked = walked.filter(moved.fill_null(True))
    steps = pl.concat(
        walked.select(
            "person",
            pl.struct(
                "lat", "lon", *(pl.col(name).shift(-far).over("person").alias(f"{name}_to") for name in ("lat", "lon"))
            ).hash().alias("step"),
            pl.col("lat").shift(-far).over("person").is_not_null().alias("is_whole"),
        ).filter("is_whole").drop("is_whole")
        for far in (1, 2)
    ).unique()  # fmt: skip
    taken = dict(steps.group_by("person").len().iter_rows())
    common = steps.filter(pl.col("person").n_unique().over("step") > 1)
    pairs = common.join(common, on="step").filter(pl.col("person") < pl.col("person_right"))
    found = []
    for one, other, shared in pairs.group_by("person", "person_right").len().sort("person", "person_right").iter_rows():
        fewest = min(taken[one], taken[other]) / 2  # each step is there twice: to the next fix, and to the one after
        if shared >= max(_LEAST_STEPS, _SAME_STEPS * fewest):
            found.append(f"{one} moved as {other} did")
    return found


def _walked_before(atlas: AtlasFolder, counted: Counted) -> list[str]:
    """People who moved as somebody of an earlier upload did, whatever their clocks said: a sentence for each.

    Of earlier uploads only time by cell and measures of movement are known. They hardly change where a clock is an hour
    or two out; where night becomes evening another home is found, and the walk may pass for another's.
    """
    labels = {code: label for label, code in counted.codes.items()}
    known = [(one, _ways_of(kept_tables(atlas.folder, one))) for one in upload_ids(atlas.folder)]
    found = []
    for person, (measures, cells) in _ways_of(counted.tables).items():
        for upload_id, others in known:
            if any(
                _is_measured_alike(measures, other_measures) and _is_same(cells, other_cells)
                for other_measures, other_cells in others.values()
            ):
                found.append(f"{labels[person]} moved as somebody in upload {upload_id} did")
    return sorted(found)


def _is_measured_alike(one: Mapping[str, float | None], other: Mapping[str, float | None]) -> bool:
    """Whether all measures agree; one that is not known of both tells nothing."""
    pairs = ((one[name], other[name], most) for name, most in _SAME_MEASURES.items())
    return all(abs(a - b) <= most * max(abs(a), 1e-9) for a, b, most in pairs if a is not None and b is not None)


def _is_same(one: _Times, other: _Times) -> bool:
    """Whether two people spent their time alike, in areas, and in the cells that are known of both: another clock may
    find another home, and so another zone."""
    areas, cells = ([_sums(times, part) for times in (one, other)] for part in (1, 0))
    shared = cells[0].keys() & cells[1].keys() - {0}
    return len(shared) >= _LEAST_CELLS and _overlap(*areas) >= _SAME_TIME and (
        _overlap(*({cell: found[cell] for cell in shared} for found in cells)) >= _SAME_CELLS
    )  # fmt: skip


def _sums(times: _Times, part: int) -> Counter[Any]:
    """Seconds by cell (0) or by area (1)."""
    found: Counter[Any] = Counter()
    for key, seconds in times.items():
        found[key[part]] += seconds
    return found


def _overlap(one: Mapping[Any, int], other: Mapping[Any, int]) -> float:
    both = sum(min(seconds, other.get(key, 0)) for key, seconds in one.items())
    return both / max(1, sum(one.values()) + sum(other.values()) - both)


def _ways_of(
    tables: Mapping[str, pl.DataFrame],
) -> dict[str, tuple[dict[str, float | None], dict[tuple[int, str], int]]]:
    """Measures of movement and seconds by cell, of people with cells enough to be told apart."""
    times: dict[str, dict[tuple[int, str], int]] = {}
    by_cell = tables["dwell"].group_by("person", "cell", "area_id").agg(pl.col("seconds").sum())
    for person, cell, area, seconds in by_cell.iter_rows():
        times.setdefault(person, {})[cell, area] = seconds
    moved = tables["people"].filter(pl.col("rg_km").is_not_null())
    measures = {row["person"]: {name: row[name] for name in _SAME_MEASURES} for row in moved.iter_rows(named=True)}
    return {
        person: (measures[person], cells) for person, cells in times.items()
        if person in measures and sum(cell > 0 for cell, _ in cells) >= _LEAST_CELLS
    }  # fmt: skip


def _version() -> str:
    try:
        return version("everyday-atlas")
    except PackageNotFoundError:
        return "not installed as a package"


def _files(examined: Examined, people: dict[str, list[str]]) -> dict[str, list[str]]:
    """Fingerprints of the files, each with the pseudonyms in it; of a zip, those in its members."""
    found: dict[str, list[str]] = {}
    for name, sha256 in sorted(examined.fingerprints.items()):
        inside = {
            code for file, codes in people.items() if file == name or file.startswith(f"{name}/") for code in codes
        }
        whole = {code for codes in people.values() for code in codes} if len(examined.fingerprints) == 1 else set()
        found[sha256] = sorted(inside or whole)
    return found
