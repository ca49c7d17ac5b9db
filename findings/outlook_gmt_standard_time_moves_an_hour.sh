#!/usr/bin/env bash
# Outlook's "GMT Standard Time" is not GMT, and reading and writing the calendar moves the summer by an hour
#
# Seen with: ics 0.7.3; read right by icalendar 7.3.2, recurring-ical-events 3.8.2 and vobject 0.9.9; Python 3.11.
#
# Expected: Outlook calls the time of the United Kingdom "GMT Standard Time" and writes beside it, as the standard
# asks, the rules of that zone with summer time. A weekly class at 18:30 therefore begins at 18:30 by the clock on
# the wall.
#
# Seen: the "ics" package leaves those rules aside and goes by the name: the class on 1 July is at 18:30 UTC, which
# is 19:30 in Britain, without a word. In winter all is well, so a test in December passes. Reading the file and
# writing it again makes it last: the start becomes "183000Z", the zone's rules are gone, and the cancelled week
# (EXDATE) still names a zone that the file no longer explains. The new file also says "CALSCALE:GEORGIAN" (the word
# is GREGORIAN), so recurring-ical-events refuses it; with that word mended every class of the summer is an hour
# late.
#
# Why it matters: community groups publish their timetables from Outlook; "when is something on within ten minutes'
# walk" is wrong by an hour for seven months of the year, and right whenever it is tried in winter.
# Remedy: read with a library that takes the zone from the file's own rules; a name of a zone is never enough; show
# the first class of the summer and of the winter back in words before anything is stored; write times with their
# zone and its rules (or in UTC for single events); a test in July, not in December.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'ics==0.7.3' 'icalendar==7.3.2' 'recurring-ical-events==3.8.2' \
  'vobject==0.9.9' 'tzdata==2026.6'
cat > try.py <<'PY'
import sys
from importlib.metadata import version
from zoneinfo import ZoneInfo

import icalendar
import ics
import recurring_ical_events
import vobject
from recurring_ical_events.errors import InvalidCalendar

print(*(f"{name} {version(name)}" for name in ("ics", "icalendar", "recurring-ical-events", "vobject")))
LONDON = ZoneInfo("Europe/London")
OUTLOOK = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Classes//EN
BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:chair-exercise@example.org
DTSTAMP:20260101T000000Z
SUMMARY:Chair exercise
DTSTART;TZID=GMT Standard Time:20260701T183000
DTEND;TZID=GMT Standard Time:20260701T193000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=GMT Standard Time:20260715T183000
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def classes(text):
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 7, 1), (2026, 8, 1))
    return sorted(one["DTSTART"].dt.astimezone(LONDON).strftime("%d %b %H:%M") for one in found)


(by_ics,) = ics.Calendar(OUTLOOK).events
begins = by_ics.begin.astimezone(LONDON).strftime("%d %b %H:%M")
by_vobject = vobject.readOne(OUTLOOK).vevent.dtstart.value.astimezone(LONDON).strftime("%d %b %H:%M")
before = classes(OUTLOOK)
again = ics.Calendar(OUTLOOK).serialize()
try:
    classes(again)
    refusal = ""
except InvalidCalendar as error:
    refusal = str(error)
after = classes(again.replace("CALSCALE:GEORGIAN", "CALSCALE:GREGORIAN"))
print("recurring-ical-events and icalendar, by the wall clock in Britain:", before)
print("vobject: ", by_vobject)
print("ics:     ", begins)
written = [line for line in again.splitlines() if line.startswith(("DTSTART", "RRULE", "EXDATE"))]
print("lines that ics writes:", written)
print("zone's rules kept:", "VTIMEZONE" in again)
print("recurring-ical-events on what ics wrote:", refusal)
print("the same with the word GREGORIAN mended:", after)
is_as_described = (
    before == ["01 Jul 18:30", "08 Jul 18:30", "22 Jul 18:30"]
    and by_vobject == "01 Jul 18:30"
    and begins == "01 Jul 19:30"
    and "VTIMEZONE" not in again
    and "Gregorian" in refusal
    and after == ["01 Jul 19:30", "08 Jul 19:30", "22 Jul 19:30"]
)
if not is_as_described:
    sys.exit("The behaviour has changed.")
print("As described.")
PY
venv/bin/python try.py
