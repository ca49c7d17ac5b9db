"""Timetables: every region with stops in the town or its margin, checked to the end, cut, and its stops looked up."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from everyday.disk import held_name, replace_bytes, sha256_of
from everyday.fetch.state import Done, now_text
from everyday.fetch.towns import region_of
from everyday.fetch.work import Box, Work
from geo.errors import FetchError, InputError
from geo.sources import areas_of_stops, check_timetable_zip, compare_register, features

__all__ = ["fetch_buses", "fetch_rail", "fetch_stops"]


def fetch_buses(work: Work) -> None:
    """Fetch the timetables of every region that has stops in the town or its margin, and add what calls there.

    Raises:
        FetchError: a region did not come; the others are there all the same.
    """
    key, told = "buses", work.sources["buses"]
    if work.is_fresh(key, float(told["fresh_days"])):
        return work.report(key, told["title"], "unchanged", work.state.done[key])
    words: list[str] = []
    inputs: list[str] = []
    faults: list[str] = []
    is_new, last = False, ""
    size = 0
    for region in _regions(work):
        part = f"{key}:{region}"
        try:
            is_new |= _fetch_region(work, key, part, told["address"].format(region=region), region, told)
        except (FetchError, InputError) as error:
            faults.append(f"{region}: {error}")
            continue
        done = work.state.done[part]
        words.append(f"{region}: {done.words}")
        inputs += done.inputs
        size += done.size
        last = min(filter(None, (last, done.date.split(" to ")[-1])), default="")
    if faults:
        held = f" There: {' '.join(words)}" if words else ""
        raise FetchError(f"{' '.join(faults)}{held}", do="The same command goes on with what lacks.")
    if not inputs:
        raise FetchError("No timetable has a trip that calls in the town.", do="Add one by hand: gtfs.")
    done = Done(
        " ".join(words), f"until {last}" if last else "", inputs[0], told["licence"], told["address"], now_text(), "",
        size, tuple(inputs),
    )  # fmt: skip
    work.finish(key, told["title"], done, is_new=is_new)
    return None


def _regions(work: Work) -> list[str]:
    """Names of the regions whose authorities touch the town with its margin."""
    names: Mapping[str, str] = work.sources["buses"]["regions"]
    told = work.sources["authorities"]
    rows = features(
        work.ask_json("wards"), work.sources.service(told["service"]), (f"LAD{told['year']}CD",), box=work.box(),
        with_shapes=False,
    )  # fmt: skip
    codes = {str(row["properties"][f"LAD{told['year']}CD"]) for row in rows} | {work.town.code}
    return sorted({names[region] for code in codes if (region := region_of(code)) in names})


def _fetch_region(work: Work, key: str, part: str, address: str, region: str, told: Mapping[str, Any]) -> bool:
    """One timetable, by region or nationwide: downloaded beside, checked to its end, cut, added; whether it is new."""
    if work.is_fresh(part, float(told["fresh_days"])):
        return False
    from geo.gtfs.cropping import crop_gtfs

    name = f"{region}_gtfs.zip"
    got = work.download(key, address, frozenset(told["hosts"]), name)
    before = work.state.done.get(part)
    try:
        stated = check_timetable_zip(got.path, date.today())
        inputs: tuple[str, ...] = ()
        words, sha256 = "no trip calls in the town or its margin.", got.sha256
        with held_name(work.beside, region) as folder:
            target = folder / f"{region}-cut.zip"
            cropped = crop_gtfs(
                got.path, work.ground(), target, progress=lambda _step, share: work.tell(key, round(share * 100), 100)
            )
            if cropped.path is not None:
                _report, sha256 = work.add(
                    "gtfs", target, licence=told["licence"], attribution=told["attribution"],
                    instead_of=before.inputs if before else (),
                )  # fmt: skip
        if cropped.path is not None:
            inputs = (sha256,)
            words = f"{cropped.trips_n:,} of {cropped.all_trips_n:,} trips, {cropped.routes_n:,} lines."
    except (FetchError, InputError):
        work.forget_download(name)
        raise
    is_new = bool(inputs) and (before is None or before.inputs != inputs)
    days = f"{stated.first} to {stated.last}" if stated.last else ""
    work.state.finish(
        part, Done(words, days, sha256, told["licence"], got.address, now_text(), stated.version, got.size, inputs)
    )
    work.forget_download(name)
    return is_new


def fetch_rail(work: Work) -> None:
    """Fetch trains from the unofficial source, when it was asked for; its licence is told as it is: disputed.

    Raises:
        FetchError: it did not come.
        InputError: it cannot be used.
    """
    key, told = "rail", work.sources["rail"]
    if work.is_fresh(key, float(told["fresh_days"])):
        return work.report(key, told["title"], "unchanged", work.state.done[key])
    is_new = _fetch_region(work, key, key, told["address"], "national-rail", told)
    done = work.state.done[key]
    if not done.inputs:
        raise FetchError("No train of that timetable calls in the town or its margin.")
    if told["note"] not in done.words:
        done = Done(**{**vars(done), "words": f"{done.words} {told['note']}"})
    work.finish(key, told["title"], done, is_new=is_new)
    return None


def fetch_stops(work: Work) -> None:
    """Set the stops of the timetables against NaPTAN, the register; kept beside the atlas, and told.

    Raises:
        FetchError: the register did not come.
    """
    key, told = "stops", work.sources["stops"]
    stops = _stops_of_inputs(work)
    if not stops:
        raise FetchError("There is no timetable with a stop in the town that could be looked up.")
    version = f"{len(stops)} {sorted(stops)[0]} {sorted(stops)[-1]}"
    before = work.state.done.get(key)
    if before and before.version == version and work.is_fresh(key, float(told["fresh_days"])):
        return work.report(key, told["title"], "unchanged", before)
    areas = areas_of_stops(stops, told["rail_area"] if work.plan_has("rail") else "")
    text = work.asker.text(
        told["address"], work.sources.hosts(key), {"dataFormat": "csv", "atcoAreaCodes": ",".join(areas)}
    )
    found = compare_register(text, stops)
    path = work.beside / "naptan.csv"
    replace_bytes(path, text.encode())
    words = f"{found.known_n:,} of {len(stops):,} stops are in the register (areas {', '.join(areas)})."
    if found.inactive:
        words += (
            f" {len(found.inactive):,} are called inactive there and are served: kept, such as {found.inactive[0]}."
        )
    done = Done(
        words, date.today().isoformat(), sha256_of(path), told["licence"], told["address"], now_text(), version,
        len(text),
    )  # fmt: skip
    work.finish(key, told["title"], done, is_new=before is None or before.sha256 != done.sha256)
    return None


def _stops_of_inputs(work: Work) -> set[str]:
    """Ids of the stops in the town and its margin, of the timetables that were fetched."""
    keys = [key for key in work.state.done if key == "rail" or key.startswith("buses:")]
    wanted = {sha256 for key in keys for sha256 in work.state.done[key].inputs}
    found: set[str] = set()
    atlas = work.atlas()
    for record in atlas.config.inputs_of("gtfs"):
        if record.sha256 in wanted:
            found |= _stop_ids(atlas.inputs_folder() / record.file, work.box())
    return found


def _stop_ids(path: Path, box: Box) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("stops.txt").decode("utf-8-sig")
    west, south, east, north = box
    return {
        str(row["stop_id"]).strip()
        for row in csv.DictReader(io.StringIO(text))
        if row.get("stop_lat") and west <= float(row["stop_lon"]) <= east and south <= float(row["stop_lat"]) <= north
    }
