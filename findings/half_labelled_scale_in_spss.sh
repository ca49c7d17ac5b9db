#!/usr/bin/env bash
# A scale from 0 to 10 loses its two ends on the way out of a survey file
#
# Seen with: pyreadstat 1.3.7, pandas 3.1.1 (its read_spss and read_stata), Python 3.11.
#
# Expected: the question of the national well-being surveys, "How satisfied are you with your life, 0 to 10?", comes
# out of an SPSS or Stata file as numbers from 0 to 10; labels are something beside the numbers.
#
# Seen: only the ends of such a scale carry words in the file ("Not at all", "Completely"), as the questionnaire
# does. With labels applied, which is what pandas does unasked, the column holds numbers *and* words: 1.0 to 9.0 and
# two texts. Made into numbers again, exactly the answers 0 and 10 become unknown: the mean moves, and the people who
# are worst off, the reason for asking, are gone. From SPSS the categories are sorted with the words last,
# "Completely" before "Not at all", so that a chart ends with the least content. And two codes with one label are one
# category ("Central" twice, an old and a new ward), silently from SPSS, while Stata's reader refuses. Of "Prefer not
# to say", given as -9 and declared missing, SPSS makes nothing; the same column from Stata has it as a category
# below "Not at all".
#
# Why it matters: residents' surveys reach a council as .sav; shares and means by ward are then wrong in the tails
# only, which no check of the range 0 to 10 and no look at the first rows shows.
# Remedy: read codes, never labels (apply_value_formats=False, convert_categoricals=False), keep the labels as a
# table of code and words, join by code; declared missing values are "no answer" with their reason, not an absence; a
# test compares the number of answers at each code, the ends above all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'pyreadstat==1.3.7' 'pandas==3.1.1'
cat > try.py <<'PY'
import sys

import pandas
import pyreadstat

print("pyreadstat", pyreadstat.__version__, "pandas", pandas.__version__)
ANSWERS = [0, 0, 1, 2, 5, 6, 7, 8, 8, 9, 10, 10, 10, 10, 10, -9]
WARDS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]
WORDS = {
    "satisfied": {0: "Not at all", 10: "Completely", -9: "Prefer not to say"},
    "ward": {1: "Central", 2: "Hill", 3: "Central"},
}
people = pandas.DataFrame({"satisfied": ANSWERS, "ward": WARDS})
pyreadstat.write_sav(people, "survey.sav", variable_value_labels=WORDS, missing_ranges={"satisfied": [-9]})
pyreadstat.write_dta(people[["satisfied"]], "survey.dta", variable_value_labels={"satisfied": WORDS["satisfied"]})
pyreadstat.write_dta(people[["ward"]], "wards.dta", variable_value_labels={"ward": WORDS["ward"]})


def numbers(column):
    return pandas.to_numeric(column.astype(object), errors="coerce")


codes, _ = pyreadstat.read_sav("survey.sav")
kept, about = pyreadstat.read_sav("survey.sav", user_missing=True)
labelled = pandas.read_spss("survey.sav")
stata = pandas.read_stata("survey.dta")
back = numbers(labelled["satisfied"])
print("codes:          ", codes["satisfied"].tolist(), "mean", codes["satisfied"].mean())
print("with labels:    ", labelled["satisfied"].tolist())
print("numbers again:  ", back.tolist(), "mean", back.mean())
categories = labelled["satisfied"].cat.categories.tolist()
print("order from SPSS: ", categories)
print("order from Stata:", stata["satisfied"].cat.categories.tolist())
print("people by ward, from SPSS:", labelled["ward"].value_counts().to_dict(), "of wards", sorted(set(WARDS)))
print("declared missing, kept on demand only:", about.missing_ranges, kept["satisfied"].tolist()[-1])
try:
    pandas.read_stata("wards.dta")
    stata_says = ""
except ValueError as error:
    stata_says = " ".join(str(error).split())[:60]
print("wards from Stata:", stata_says)
is_as_described = (
    codes["satisfied"].count() == 15
    and round(codes["satisfied"].mean(), 2) == 6.4
    and back.count() == 8
    and back.mean() == 5.75
    and categories[-2:] == ["Completely", "Not at all"]
    and stata["satisfied"].cat.categories[0] == "Prefer not to say"
    and labelled["ward"].value_counts().to_dict() == {"Central": 11, "Hill": 5}
    and "not unique" in stata_says
    and kept["satisfied"].tolist()[-1] == -9
)
if not is_as_described:
    sys.exit("The behaviour has changed.")
print("As described.")
PY
venv/bin/python try.py
