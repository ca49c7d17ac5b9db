"""Reading a survey of 300 indicators, 10 years and 200 wards: against a bare read of the same file.

``python benchmarks/survey_tables.py``: a long CSV and a wide one against ``polars.read_csv``, workbooks of the long
table and of a sheet a year against python-calamine. Ours also finds the table, joins it to areas, reads marks, sorts.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import openpyxl
import pandas as pd
import polars as pl
from python_calamine import CalamineWorkbook

from geo.survey import Survey, read_survey

INDICATORS, YEARS, WARDS = 300, 10, 200


def areas() -> pd.DataFrame:
    """Wards that no town has."""
    codes = [f"E05{number:06d}" for number in range(WARDS)]
    return pd.DataFrame({"area_id": codes, "area_name": [f"Ward {number}" for number in range(WARDS)]})


def write_long(path: Path, dice: random.Random) -> None:
    """A row for each indicator, ward and year, in the layout of Bristol's survey."""
    wards = list(areas().itertuples(index=False))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["Indicator_Reference_Number", "Indicator", "Theme", "Ward_Code", "Ward", "Year", "Sample_Size",
             "Statistic", "Standard_Error", "Lower_Confidence_Limit", "Upper_Confidence_Limit"]
        )  # fmt: skip
        for number in range(INDICATORS):
            for year in range(YEARS):
                for ward, name in wards:
                    share = dice.uniform(5, 90)
                    known = [round(share, 1), round(share / 12, 2), round(share * 0.8, 1), round(share * 1.1, 1)]
                    cells = known if dice.random() > 0.01 else ["[c]", "", "", ""]
                    writer.writerow(
                        [number, f"% who say thing number {number}", f"Theme {number % 8}", ward, name,
                         f"{2015 + year}/{16 + year}", dice.randint(40, 160), *cells]
                    )  # fmt: skip


def wide_rows(year: int, dice: random.Random) -> list[list[object]]:
    """Headings and a row for each ward of one year."""
    rows: list[list[object]] = [["ward_code", "ward", *(f"% who say thing number {n}" for n in range(INDICATORS))]]
    for ward, name in areas().itertuples(index=False):
        rows.append([ward, name, *(round(dice.uniform(5, 90), 1) for _ in range(INDICATORS))])
    return rows


def write_wide(path: Path, dice: random.Random) -> None:
    """One table of all years, a column for each indicator."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        for year in range(YEARS):
            rows = wide_rows(year, dice)
            if year == 0:
                writer.writerow(["year", *rows[0]])
            writer.writerows([f"{2015 + year}/{16 + year}", *row] for row in rows[1:])


def write_workbook(path: Path, dice: random.Random) -> None:
    """A sheet for each year."""
    book = openpyxl.Workbook(write_only=True)
    for year in range(YEARS):
        sheet = book.create_sheet(f"{2015 + year}-{16 + year}")
        for row in wide_rows(year, dice):
            sheet.append(row)
    book.save(path)


def write_long_workbook(path: Path, source: Path) -> None:
    """The long table as one sheet, numbers as numbers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("results")
    with source.open(newline="", encoding="utf-8") as stream:
        for row in csv.reader(stream):
            sheet.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    book.save(path)


def bare_text(path: Path) -> pl.DataFrame:
    """The table as Polars reads it, told what a suppressed value looks like."""
    return pl.read_csv(path, null_values="[c]")


def bare_workbook(path: Path) -> list[list[list[object]]]:
    """Every sheet as lists, as calamine gives it."""
    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def cpu_s(work: Callable[[], object]) -> float:
    """Processor seconds of all threads; nothing of the result stays in memory."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def check(survey: Survey, path: Path) -> None:
    """End where not every value was read."""
    if len(survey.values) != INDICATORS * YEARS * WARDS:
        raise SystemExit(f"{path.name}: {len(survey.values):,} values were read")


def main() -> None:
    """Write the files, read them both ways, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    dice, own = random.Random(1), areas()
    with tempfile.TemporaryDirectory() as folder:
        long, wide, book, whole = (Path(folder) / name for name in ("long.csv", "wide.csv", "years.xlsx", "long.xlsx"))
        write_long(long, dice)
        write_wide(wide, dice)
        write_workbook(book, dice)
        write_long_workbook(whole, long)
        for title, path, bare in (
            ("long CSV against polars", long, bare_text), ("wide CSV against polars", wide, bare_text),
            ("long table as a workbook against calamine", whole, bare_workbook),
            ("workbook, a sheet a year, against calamine", book, bare_workbook),
        ):  # fmt: skip
            others, ours = [], []
            for _ in range(repeat + 1):  # in turns, as a processor may run at several speeds; the first is no figure
                others.append(cpu_s(lambda path=path, bare=bare: bare(path)))  # type: ignore[misc]
                ours.append(cpu_s(lambda path=path: check(read_survey(path, areas=own), path)))  # type: ignore[misc]
            other, own_s = median(others[1:]), median(ours[1:])
            ratio = median(one / two for one, two in zip(ours[1:], others[1:], strict=True))
            megabytes = path.stat().st_size / 1e6
            print(f"{title} ({megabytes:.0f} MB): {own_s:.2f} s CPU, bare {other:.2f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
