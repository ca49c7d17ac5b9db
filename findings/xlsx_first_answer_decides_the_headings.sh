#!/usr/bin/env bash
# The first answer decides whether a spreadsheet has headings
#
# Seen with: pyogrio 0.13.0 (GDAL 3.12.4 inside; QGIS reads spreadsheets through GDAL too), openpyxl 3.1.5, Python
# 3.11.
#
# Expected: a survey sheet with a row of headings is read with those headings, whoever answered first.
#
# Seen: GDAL looks at the first row of *answers* to tell whether the row above it is headings. If all that stands in it
# is text, the headings become an answer, the columns are called Field1, Field2 ..., and every number below is text. So
# the same form gives a good table on Monday and a broken one on Tuesday, because the first person left the age empty.
# If the empty cell carries a format (a line wrap is enough, as after a look at the sheet in a spreadsheet program), the
# headings are headings again. A number as a heading (a year), or one empty heading, breaks it in the same way. Nothing
# is said.
#
# Why it matters: survey tables and lists of findings go back and forth as XLSX. In QGIS the heading row turns up as a
# record, joins on the code find no column, averages are not offered, and the table has one person too many.
# Remedy: when reading, never leave the question to the reader: take the headings by their names, or say HEADERS=FORCE.
# When writing a sheet for others, give every row one filled cell that is no text (a version or a running number), no
# empty heading, and no heading that is a number; and try the file with GDAL and a first answer in words only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'pyogrio==0.13.0' 'pandas==3.1.1' 'geopandas==1.2.0' 'openpyxl==3.1.5'
cat > try.py <<'PY'
import sys

import openpyxl
import pyogrio
from openpyxl.styles import Alignment

gdal = ".".join(map(str, pyogrio.__gdal_version__))
print("pyogrio", pyogrio.__version__, "GDAL", gdal, "openpyxl", openpyxl.__version__)
changed = []


def read(title, rows, expected, *, wrapped="", **options):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if wrapped:
        book.active[wrapped].alignment = Alignment(wrap_text=True)
    book.save("survey.xlsx")
    table = pyogrio.read_dataframe("survey.xlsx", **options)
    print(f"\n{title}: columns {list(table.columns)}, {len(table)} records, types {[str(t) for t in table.dtypes]}")
    print(table.to_string(index=False))
    if (list(table.columns), len(table)) != expected:
        changed.append(title)


head = ["ward", "age"]
read("the first person gave an age", [head, ["Hill", 41], ["Dock", None], ["Mill", 29]], (["ward", "age"], 3))
nobody = [head, ["Dock", None], ["Hill", 41], ["Mill", 29]]
read("the first person gave none", nobody, (["Field1", "Field2"], 4))
read("the same, the empty cell formatted", nobody, (["ward", "age"], 3), wrapped="B2")
read("answers in words only", [["ward", "safe"], ["Hill", "yes"], ["Dock", "no"]], (["Field1", "Field2"], 3))
read("years as headings", [["ward", 2024, 2025], ["Hill", 7, 9], ["Dock", 8, 8]], (["Field1", "Field2", "Field3"], 3))
read("one heading empty", [["ward", "age", None], ["Hill", 41, "x"]], (["Field1", "Field2", "Field3"], 2))
read("the remedy", nobody, (["ward", "age"], 3), HEADERS="FORCE")
if changed:
    sys.exit(f"The behaviour has changed: {', '.join(changed)}")
print("\nAs described.")
PY
venv/bin/python try.py
