"""Single answers of invented people, as KoboToolbox, ODK and Microsoft Forms export them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import openpyxl

STOPS = ("No bus when I need it", "It costs too much", "I do not feel safe")
SECRET = "My neighbour Zebedee Quill drives me"


def people(count: int = 180) -> list[dict[str, str]]:
    """Invented people: where they live, one choice, several choices, words of their own."""
    dice = random.Random(5)
    found = []
    for number in range(count):
        ticked = [stop for stop in STOPS if dice.random() < 0.5] if number % 9 else []
        found.append(
            {"lon": f"{0.002 + 0.016 * (number % 3 == 0):.4f}", "lat": "51.0050",
             "ease": ("Easy", "Hard", "Cannot say")[0 if number % 3 else number % 2] if number != 7 else "Cannot say",
             "ticked": "|".join(ticked), "words": f"{SECRET} {number}" if number % 4 == 0 else ""}
        )  # fmt: skip
    return found


def kobo() -> list[list[str]]:
    head = ["start", "end", "Where is it?",
            "_Where is it?_latitude", "_Where is it?_longitude", "_Where is it?_altitude",
            "getting about/How easy is it?", "getting about/What stops you?",
            *(f"getting about/What stops you?/{stop}" for stop in STOPS), "In your words", "_id", "_uuid",
            "_submission_time", "_index"]  # fmt: skip
    rows = [
        [f"2026-05-0{1 + number % 9}T10:00:00", "", f"{one['lat']} {one['lon']} 0 0", one["lat"], one["lon"], "0",
         one["ease"], one["ticked"].replace("|", " "),
         *((str(int(stop in one["ticked"])) if one["ticked"] else "") for stop in STOPS), one["words"], str(number),
         f"uuid-{number:04d}-zebedee", f"2026-05-0{1 + number % 9}T10:05:00", str(number + 1)]
        for number, one in enumerate(people())
    ]  # fmt: skip
    return [head, *rows]


def odk() -> list[list[str]]:
    head = [
        "SubmissionDate",
        "place-Latitude",
        "place-Longitude",
        "ease",
        "words",
        "meta-instanceID",
        "KEY",
        "SubmitterID",
    ]
    return [head, *([f"2026-05-01T10:{number % 60:02d}:00Z", one["lat"], one["lon"], one["ease"], one["words"],
                     f"uuid:{number}", f"uuid:{number}", "9"] for number, one in enumerate(people()))]  # fmt: skip


def forms() -> list[list[str]]:
    head = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Your postcode district",
        "How easy is it?",
        "In your words",
    ]
    return [head, *([str(number), "5/1/2026 10:00", "5/1/2026 10:04", f"z{number}@example.org", "Zebedee Quill",
                     "TR1" if number % 3 else "tr2 ", one["ease"], one["words"]]
                    for number, one in enumerate(people()))]  # fmt: skip


def as_csv(path: Path, rows: list[list[str]], separator: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    return path


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    book.save(path)
    return path


def answers_file(path: Path, count: int = 181) -> Path:
    """The export of a form, its points put into two wards of the made-up town."""
    places = {"0.0020": ("52.94090731", "0.26543719"), "0.0180": ("52.94092713", "0.25411937")}
    rows = kobo()[:count]
    for row in rows[1:]:
        row[3], row[4] = places[row[4]]
        row[2] = f"{row[3]} {row[4]} 0 0"
    return as_xlsx(path, rows) if path.suffix == ".xlsx" else as_csv(path, rows)
