#!/usr/bin/env bash
# An error in a spreadsheet reads as nothing, and a suppressed value beside it does not
#
# Seen with: python-calamine 0.9.1, pandas 3.1.1 (engines "calamine" and "openpyxl"), openpyxl 3.1.5,
# Python 3.11.
#
# Expected: a cell that shows #DIV/0! or #N/A is either refused, or read as what it shows, whichever reader is used.
#
# Seen: calamine gives an empty text for it, the very same as for a cell that was never filled in. pandas with
# engine="calamine" gives NaN, with engine="openpyxl" (its default for XLSX) NaN as well for #DIV/0! and #N/A, as both
# are among the texts that it takes for "not available". So a broken formula, a ward nobody asked and a suppressed
# count that somebody emptied cannot be told apart, and a mean over the column is the mean of what is left. The mark
# [c] in the next row stays a text and makes the column one of objects, so it is the honest cell that gives trouble.
#
# Why it matters: tables of survey results by ward are made by formulas; one renamed sheet turns a column into errors.
# A map of it shows "no data" for wards that were asked, and nobody is told.
# Remedy: look into the file for cells of the kind "error" (t="e" in the sheet's XML, calcext:value-type="error" in
# ODS) and refuse them by name before the values are used.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'python-calamine==0.9.1' 'pandas==3.1.1' 'openpyxl==3.1.5'
cat > try.py <<'PY'
import sys
import zipfile
from importlib.metadata import version

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

print({name: version(name) for name in ("python-calamine", "pandas", "openpyxl")})
book = openpyxl.Workbook()
for row in (["ward", "lonely"], ["Ash", 12.5], ["Elm", "#DIV/0!"], ["Oak", None], ["Yew", "[c]"]):
    book.active.append(row)
book.active["B3"].data_type = "e"
book.save("survey.xlsx")
rows = CalamineWorkbook.from_path("survey.xlsx").get_sheet_by_index(0).to_python()
print("calamine:", rows)
tables = {engine: pd.read_excel("survey.xlsx", engine=engine)["lonely"].tolist() for engine in ("calamine", "openpyxl")}
print("pandas:", tables)
sheet = zipfile.ZipFile("survey.xlsx").read("xl/worksheets/sheet1.xml")
print("the file says so:", b't="e"' in sheet)
same = rows[2][1] == rows[3][1] == ""
lost = all(pd.isna(cells[1]) and pd.isna(cells[2]) and cells[3] == "[c]" for cells in tables.values())
if same and lost and b't="e"' in sheet:
    print("As described.")
else:
    print("The behaviour has changed")
    sys.exit(1)
PY
venv/bin/python try.py
