#!/usr/bin/env bash
# "Closed on public holidays" is open on New Year's Day in Bristol
#
# Seen with: opening-hours-py 2.1.4, holidays 0.109, Python 3.11.
#
# Expected: for a library with opening_hours "Mo-Su 09:00-17:00; PH off" and the coordinates of Bristol, the holidays
# are England's; for a park with "sunrise-sunset" the sun is the sun of some British day.
#
# Seen: the holiday calendar of "GB" holds only the days that all nations of the UK share in every list: New Year's
# Day, Easter Monday and the August bank holiday are ordinary days, with country GB, with coordinates in Bristol and
# in Glasgow alike (Scotland's own days are missing too); "GB-ENG" is an unknown code, so England cannot be asked
# for. Without a country no day at all is a holiday. When a holiday falls on a weekend only the day off instead is
# one: on Saturday 25 December 2027 the library is open. The "holidays" package leaves out Easter Monday and August
# as well unless a nation is named. A second trap of the same library: "sunrise-sunset" without coordinates is 07:00
# to 19:00 every day of the year, so a park is open at six in the evening of 21 December and shut at half past eight
# on 21 June. Its list of warnings stays empty in all these cases.
#
# Why it matters: who asks "what can be reached on a holiday" or "is the park open after work in winter" gets a
# confident wrong answer, on just the days when people without a car are most likely to stand before a shut door.
# Remedy: bank holidays come from a table by nation (England and Wales, Scotland, Northern Ireland), the nation from
# the area's official code; hours with PH or SH are "not known" on such days where there is no table; hours by the
# sun always with coordinates; a test names the three days and the Christmas of 2027.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'opening-hours-py==2.1.4' 'holidays==0.109' 'tzdata==2026.6'
cat > try.py <<'PY'
import sys
from datetime import datetime, timedelta
from importlib.metadata import version

import holidays
from opening_hours import OpeningHours, UnknownCountryError

print("opening-hours-py", version("opening-hours-py"), "holidays", version("holidays"))
changed = []


def check(name, is_as_described):
    if not is_as_described:
        changed.append(name)


def closed_days(year, **place):
    hours = OpeningHours("Mo-Su 09:00-17:00; PH off", **place)
    days = (datetime(year, 1, 1, 12) + timedelta(days=n) for n in range(365))
    return {day.date() for day in days if not hours.is_open(day)}, hours.warnings


for year in (2026, 2027):
    england = holidays.country_holidays("GB", subdiv="ENG", years=year)
    for title, place in (
        ("no place", {}),
        ("country GB", {"country": "GB"}),
        ("Bristol", {"coords": (51.45, -2.59)}),
        ("Glasgow", {"coords": (55.86, -4.25)}),
    ):
        closed, warnings = closed_days(year, **place)
        open_on = {name: day for day, name in england.items() if day not in closed}
        print(f"{year} {title}: shut on {len(closed)} days; open on {', '.join(open_on)}; warnings {warnings}")
        if place:
            lost = {"New Year's Day", "Easter Monday", "Late Summer Bank Holiday"}
            lost |= {"Christmas Day"} if year == 2027 else set()
            check(f"{year} {title}", lost <= set(open_on) and "Good Friday" not in open_on and not warnings)
        else:
            check(f"{year} {title}", not closed and not warnings)
    whole = holidays.country_holidays("GB", years=year)
    missing = sorted(name for day, name in england.items() if day not in whole)
    print(f"{year} holidays package, GB against GB/ENG: missing {missing}")
    check("holidays", missing == ["Easter Monday", "Late Summer Bank Holiday"])

try:
    OpeningHours("PH off", country="GB-ENG")
    check("GB-ENG", False)
except UnknownCountryError as error:
    print("England by its code:", error)

for title, place in (("no place", {}), ("Bristol", {"coords": (51.45, -2.59)})):
    park = OpeningHours("sunrise-sunset", **place)
    winter, summer = park.is_open(datetime(2026, 12, 21, 18, 0)), park.is_open(datetime(2026, 6, 21, 20, 30))
    print(f"park, {title}: open at 18:00 on 21 December {winter}, at 20:30 on 21 June {summer}; {park.warnings}")
    check(f"park, {title}", (winter, summer) == ((False, True) if place else (True, False)) and not park.warnings)
if changed:
    sys.exit(f"The behaviour has changed: {', '.join(changed)}")
print("As described.")
PY
venv/bin/python try.py
