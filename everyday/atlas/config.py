"""``atlas.toml``: what an atlas is made of, readable and editable by a person."""

from __future__ import annotations

import json
import math
import re
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tomlkit

from analysis.parameters import BANDS, Band, Parameters
from analysis.score_rules import LEVELS, ScoreRules
from analysis.suggestions import SuggestionRules, rules_from
from everyday.atlas.observed_rules import ObservedRules, observed_rules_from
from everyday.disk import replace_text
from geo.errors import NotFoundError, UsageError
from geo.osm import OWN_KINDS, PlaceKinds, own_place_kinds

__all__ = ["AtlasConfig", "InputRecord", "load_config", "save_config"]

FILE_NAME = "atlas.toml"
_HEADER = (
    "Everyday Atlas. Times are minutes, speeds km/h. Lines left out keep their default; `everyday build` reads them."
)
_TIME = re.compile(r"^(\d{1,2}):(\d{2})$")


@dataclass(frozen=True)
class InputRecord:
    """One input of an atlas: where it came from, what it is, and which problems were accepted with it."""

    kind: str
    file: str
    name: str
    sha256: str
    added_at: str
    licence: str = ""
    attribution: str = ""
    date: str = ""
    options: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class AtlasConfig:
    """The whole of ``atlas.toml``.

    ``centre`` is (latitude, longitude) or None: the default is found from the streets. ``is_complete`` says that
    the timetables leave nothing out, so that a band without buses is a fact and not a gap. ``baseline`` is the id of
    the edition that scores are measured against; empty for the first. ``contact`` says whom people may ask about the
    atlas, in words for its accessibility statement. ``own_kinds`` is the text of ``place_kinds.toml``, if any.
    """

    name: str
    timezone: str = "Europe/London"
    resolution: int = 9
    centre: tuple[float, float] | None = None
    is_made_up: bool = False
    is_complete: bool = False
    baseline: str = ""
    contact: str = ""
    scores: ScoreRules = field(default_factory=ScoreRules)
    suggestions: SuggestionRules = field(default_factory=SuggestionRules)
    parameters: Parameters = field(default_factory=Parameters)
    observed: ObservedRules = field(default_factory=ObservedRules)
    inputs: tuple[InputRecord, ...] = ()
    own_kinds: str = ""

    def inputs_of(self, kind: str) -> list[InputRecord]:
        """The inputs of one kind, in the order they were added."""
        return [record for record in self.inputs if record.kind == kind]

    @property
    def place_kinds(self) -> PlaceKinds:
        """The usual kinds of places with what the town's own file changes in them.

        Raises:
            InputError: the town's file has faults; its report names all.
        """
        kinds, report = own_place_kinds(self.own_kinds)
        report.raise_if_refused()
        return kinds

    def essence(self) -> str:
        """What decides the numbers, as text: equal essences give equal editions."""
        content = {
            "name": self.name,
            "timezone": self.timezone,
            "resolution": self.resolution,
            "centre": self.centre,
            "is_made_up": self.is_made_up,
            "is_complete": self.is_complete,
            "scores": self.scores.to_dict(),
            "suggestions": asdict(self.suggestions),
            "parameters": self.parameters.to_dict(),
            "inputs": [
                [record.kind, record.sha256, record.options, record.licence, record.attribution, record.date]
                for record in self.inputs
            ],
        }
        if self.own_kinds:
            content["place_kinds"] = self.own_kinds
        return json.dumps(content, sort_keys=True)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _seconds(text: object, where: str, faults: list[str]) -> int:
    match = _TIME.match(str(text))
    if not match or int(match[1]) > 30 or int(match[2]) > 59:
        faults.append(f"{where} is {text!r}, needed a time such as 07:00")
        return 0
    return int(match[1]) * 3600 + int(match[2]) * 60


def _read_bands(table: dict[str, Any], faults: list[str]) -> tuple[Band, ...]:
    bands = []
    for band in BANDS:
        given = table.get(band.name, {})
        start = _seconds(given.get("start", _clock(band.start_s)), f"bands.{band.name}.start", faults)
        end = _seconds(given.get("end", _clock(band.end_s)), f"bands.{band.name}.end", faults)
        if end <= start and not faults:
            faults.append(f"bands.{band.name} ends at {_clock(end)}, not after its start {_clock(start)}")
        bands.append(replace(band, start_s=start, end_s=end))
    unknown = set(table) - {band.name for band in BANDS}
    if unknown:
        faults.append(f"bands {', '.join(sorted(unknown))} are not known; there are am, evening and sunday")
    return tuple(bands)


_LIMITS = {
    "walk_kmh": (0.5, 12), "snap_max_m": (10, 5000), "walk_shed_min": (1, 120), "stop_walk_min": (1, 60),
    "access_walk_min": (0, 240), "transfer_walk_min": (0, 60), "change_s": (0, 3600), "max_rides": (1, 8),
    "max_trip_min": (1, 1000), "reach_min": (1, 240), "performance_km": (0.1, 500), "step_s": (60, 900),
}  # fmt: skip


def _read_parameters(table: dict[str, Any], bands: tuple[Band, ...], faults: list[str]) -> Parameters:
    known = {item.name: item for item in fields(Parameters) if item.name != "bands"}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            faults.append(f"parameters.{key} is not known; there are {', '.join(known)}")
        elif key == "is_step_free":
            if not isinstance(value, bool):
                faults.append(f"parameters.{key} is {value!r}, needed true or false")
            values[key] = bool(value)
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            faults.append(f"parameters.{key} is {value!r}, needed a number")
        else:
            low, high = _LIMITS[key]
            if not low <= value <= high:
                faults.append(f"parameters.{key} is {value}, needed between {low} and {high}")
                continue
            whole = key in ("change_s", "max_rides", "step_s")
            values[key] = int(value) if whole else float(value)
    return Parameters(**values, bands=bands)


def _read_scores(table: dict[str, Any], faults: list[str]) -> ScoreRules:
    """``[scores.neighbourhood]`` and ``[scores.city]``: weights by measure and the floor; ``[scores] low_below``."""
    rules = ScoreRules()
    stored: dict[str, Any] = rules.to_dict()
    unknown = set(table) - {*LEVELS, "low_below"}
    if unknown:
        faults.append(f"scores.{', scores.'.join(sorted(unknown))} are not known; there are {', '.join(LEVELS)}")
    for level in LEVELS:
        given = dict(table.get(level, {}))
        floor = given.pop("floor", rules.level(level).floor)
        usual = dict(rules.level(level).weights)
        for name, weight in given.items():
            if name not in usual:
                faults.append(f"scores.{level}.{name} is not known; there are floor, {', '.join(usual)}")
            elif not _is_number(weight) or weight < 0:
                faults.append(f"scores.{level}.{name} is {weight!r}, needed a number of 0 or more")
            else:
                usual[name] = float(weight)
        if not _is_number(floor):
            faults.append(f"scores.{level}.floor is {floor!r}, needed a number")
            continue
        if sum(usual.values()) <= 0:
            faults.append(f"scores.{level} has no weight above 0")
            continue
        stored[level] = {
            "weights": list(usual.items()), "floor_measure": rules.level(level).floor_measure, "floor": floor,
        }  # fmt: skip
    stored["low_below"] = table.get("low_below", rules.low_below)
    if not _is_number(stored["low_below"]):
        faults.append(f"scores.low_below is {stored['low_below']!r}, needed a number")
        return rules
    return ScoreRules.from_dict(stored)


def _read_centre(table: dict[str, Any], faults: list[str]) -> tuple[float, float] | None:
    if "lat" not in table and "lon" not in table:
        return None
    lat, lon = table.get("lat"), table.get("lon")
    if _is_number(lat) and _is_number(lon) and abs(lat) <= 90 and abs(lon) <= 180:  # type: ignore[arg-type]
        return float(lat), float(lon)  # type: ignore[arg-type]
    faults.append(f"centre is lat {lat!r}, lon {lon!r}; needed two numbers in degrees")
    return None


def _read_input(table: dict[str, Any], number: int, faults: list[str]) -> InputRecord | None:
    needed = ("kind", "file", "name", "sha256", "added_at")
    lacking = [key for key in needed if not isinstance(table.get(key), str)]
    if lacking:
        faults.append(f"input {number} lacks {', '.join(lacking)}")
        return None
    if Path(table["file"]).name != table["file"]:
        faults.append(f"input {number} names the file {table['file']!r}; needed a plain name inside inputs/")
        return None
    return InputRecord(
        **{key: table[key] for key in needed},
        licence=str(table.get("licence", "")),
        attribution=str(table.get("attribution", "")),
        date=str(table.get("date", "")),
        options={str(key): str(value) for key, value in table.get("options", {}).items()},
        problems=tuple(str(problem) for problem in table.get("problems", [])),
    )


_TABLES = (
    "bands", "parameters", "centre", "scores", "suggestions", "gps", "timetable",
    *(f"bands.{band.name}" for band in BANDS), *(f"scores.{level}" for level in LEVELS),
)  # fmt: skip
_SINGLE = {"name": str, "timezone": str, "baseline": str, "contact": str, "is_made_up": bool}
_IN_WORDS = {str: "words in quotes", bool: "true or false", dict: "a table", list: "a list"}


def _in_shape(text: dict[str, Any], faults: list[str]) -> dict[str, Any]:
    """The file with every table a table and every single value of its kind; what is not is named and left out."""

    def keep(table: dict[str, Any], key: str, kind: type, where: str) -> None:
        if key in table and not isinstance(table[key], kind):
            faults.append(f"{where} is {table.pop(key)!r}, needed {_IN_WORDS[kind]}")

    for name in _TABLES:
        outer, _, inner = name.partition(".")
        keep(text.get(outer, {}) if inner else text, inner or outer, dict, name)
    for key, kind in _SINGLE.items():
        keep(text, key, kind, key)
    keep(text.get("timetable", {}), "is_complete", bool, "timetable.is_complete")
    keep(text, "input", list, "input")
    for number, table in enumerate(text.get("input", []), start=1):
        if not isinstance(table, dict):
            faults.append(f"input {number} is {table!r}, needed a table")
            continue
        keep(table, "options", dict, f"input {number}: options")
        keep(table, "problems", list, f"input {number}: problems")
    text["input"] = [table for table in text.get("input", []) if isinstance(table, dict)]
    return text


def _has_huge_number(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_huge_number, value.values()))
    if isinstance(value, list):
        return any(map(_has_huge_number, value))
    return isinstance(value, int) and abs(value) >= 2**63


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def load_config(folder: Path) -> AtlasConfig:
    """Read ``atlas.toml``, and ``place_kinds.toml`` where the town has its own (it is checked when it is used).

    Raises:
        NotFoundError: there is no atlas in ``folder``.
        UsageError: the file has faults; all of them are named.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise NotFoundError(
            f"There is no atlas in {folder}: {FILE_NAME} is missing.",
            do="Start one with: everyday new FOLDER --name NAME --boundaries FILE",
        )
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", do="Correct that line and try again.") from error
    faults: list[str] = []
    if _has_huge_number(text):
        raise UsageError(
            f"{path} holds a whole number that is too long.", "Needed: at most 64 bits, as in any TOML file."
        )
    text = _in_shape(text, faults)
    bands = _read_bands(text.get("bands", {}), faults)
    parameters = _read_parameters(text.get("parameters", {}), bands, faults)
    centre = _read_centre(text.get("centre", {}), faults)
    timezone = str(text.get("timezone", "Europe/London"))
    check_timezone(timezone, faults)
    resolution = text.get("resolution", 9)
    if not isinstance(resolution, int) or isinstance(resolution, bool) or not 7 <= resolution <= 11:
        faults.append(f"resolution is {resolution!r}, needed 7, 8, 9, 10 or 11")
    scores = _read_scores(text.get("scores", {}), faults)
    suggestions = SuggestionRules()
    try:
        suggestions = rules_from(text.get("suggestions", {}))
    except UsageError as error:
        faults.append(error.found)
    observed = ObservedRules()
    try:
        observed = observed_rules_from(text.get("gps", {}))
    except UsageError as error:
        faults.append(error.found)
    records = [_read_input(table, number, faults) for number, table in enumerate(text.get("input", []), start=1)]
    if faults:
        raise UsageError(f"{path} has faults: {'; '.join(faults)}.", do="Correct them and try again.")
    return AtlasConfig(
        name=str(text.get("name", folder.name)),
        timezone=timezone,
        resolution=resolution,
        centre=centre,
        is_made_up=bool(text.get("is_made_up", False)),
        is_complete=bool(text.get("timetable", {}).get("is_complete", False)),
        baseline=str(text.get("baseline", "")),
        contact=str(text.get("contact", "")).strip(),
        scores=scores,
        suggestions=suggestions,
        parameters=parameters,
        observed=observed,
        inputs=tuple(record for record in records if record),
        own_kinds=_own_kinds(folder / OWN_KINDS),
    )


def _own_kinds(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace") if path.is_file() else ""


def check_timezone(timezone: str, faults: list[str]) -> None:
    """Add a fault if no such time zone is known."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        faults.append(f"the time zone {timezone!r} is not known; needed a name such as Europe/London")


def _input_table(record: InputRecord) -> Any:
    table = tomlkit.table()
    for key, value in asdict(record).items():
        if key == "options":
            if value:
                inline = tomlkit.inline_table()
                inline.update(value)
                table["options"] = inline
        elif key == "problems":
            if value:
                table["problems"] = tomlkit.item(list(value)).multiline(True)
        elif value:
            table[key] = value
    return table


def save_config(folder: Path, config: AtlasConfig) -> None:
    """Write ``atlas.toml``, keeping what a person wrote there: comments, order, and lines we do not set."""
    path = folder / FILE_NAME
    if path.is_file():
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    else:
        document = tomlkit.document()
        document.add(tomlkit.comment(_HEADER))
        document["name"] = config.name
        document["timezone"] = config.timezone
        document["resolution"] = config.resolution
        document["timetable"] = {"is_complete": config.is_complete}
        default = Parameters()
        document["parameters"] = {
            item.name: getattr(default, item.name) for item in fields(Parameters) if item.name != "bands"
        }
        scores = ScoreRules()
        document["scores"] = {
            level: {"floor": scores.level(level).floor, **dict(scores.level(level).weights)} for level in LEVELS
        }
        document["suggestions"] = asdict(SuggestionRules())
        document["bands"] = {
            band.name: {"start": _clock(band.start_s), "end": _clock(band.end_s)} for band in config.parameters.bands
        }
    document["name"] = config.name
    if config.is_made_up:
        document["is_made_up"] = True
    if config.centre is not None:
        document["centre"] = {"lat": config.centre[0], "lon": config.centre[1]}
    if "input" in document:
        del document["input"]
    if config.inputs:
        array = tomlkit.aot()
        for record in config.inputs:
            array.append(_input_table(record))
        document["input"] = array
    replace_text(path, tomlkit.dumps(document))


def save_setting(folder: Path, table: str, name: str, value: Any) -> None:
    """Set one value of a table of ``atlas.toml``, and leave all else as it stands there.

    Whoever calls it holds the folder's lock for inputs.
    """
    path = folder / FILE_NAME
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    if table not in document:
        document[table] = tomlkit.table()
    document[table][name] = value  # type: ignore[index]
    replace_text(path, tomlkit.dumps(document))
