#!/usr/bin/env bash
# A watch that does not know the date: one library gives a day of 1989, another a bare number among datetimes
#
# Seen with: fitdecode 0.11.0, fitparse 1.2.0, garmin-fit-sdk 21.218.0, Python 3.11.
#
# Expected: FIT times count seconds since the end of 1989. A reader gives a datetime for each record, or says that
# there is none.
#
# Seen: FIT says that numbers below 0x10000000 count from when the device was switched on; a watch writes them until it
# has seen a satellite or a phone, and goes on with real times in the same file. Garmin's own package takes them for
# dates: a walk of 2024 begins on the last day of 1989, thirty-four years before its second record, without a word. fitdecode
# and fitparse leave the bare number in the place where every other record has a datetime: sorting or subtracting the
# two raises, and a table of them turns into a column of objects.
#
# Why it matters: the first minutes of a walk are the minutes at home. With a day of 1989 a person gets a day that never
# was, and a duration of decades; where the exception is swallowed the whole file is lost, and with it a participant.
# Remedy: look at the number, not at the datetime: below 0x10000000 the record has no time; count such records and say
# so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'fitdecode==0.11.0' 'fitparse==1.2.0' 'garmin-fit-sdk==21.218.0'
cat > try.py <<'PY'
import struct
import sys
from datetime import datetime
from importlib.metadata import version

import fitdecode
import fitparse
from garmin_fit_sdk import Decoder, Stream

print(*(f"{name} {version(name)}" for name in ("fitdecode", "fitparse", "garmin-fit-sdk")))
TABLE = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)


def crc(content):
    total = 0
    for byte in content:
        for half in (byte & 15, byte >> 4):
            total = (total >> 4 & 0x0FFF) ^ TABLE[total & 15] ^ TABLE[half]
    return struct.pack("<H", total)


EPOCH = 631065600
real = int(datetime.fromisoformat("2024-05-01T10:00:00+00:00").timestamp()) - EPOCH
body = struct.pack("<BBBHB", 0x40, 0, 0, 20, 3) + bytes((253, 4, 0x86, 0, 4, 0x85, 1, 4, 0x85))
for time in (1200, real):  # twenty minutes after it was switched on; a minute later it knows the date
    body += b"\0" + struct.pack("<Iii", time, 614418933, -34598348)
head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(body), b".FIT")
whole = head + crc(head) + body
whole += crc(whole)
open("walk.fit", "wb").write(whole)

with fitdecode.FitReader("walk.fit") as frames:
    first = [
        frame.get_value("timestamp") for frame in frames
        if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record"
    ]
second = [record.get_value("timestamp") for record in fitparse.FitFile("walk.fit").get_messages("record")]
messages, errors = Decoder(Stream.from_byte_array(bytearray(whole))).read()
third = [record["timestamp"] for record in messages["record_mesgs"]]
print("fitdecode:", [str(one) for one in first], [type(one).__name__ for one in first])
print("fitparse:", [str(one) for one in second], [type(one).__name__ for one in second])
print("garmin-fit-sdk:", [str(one) for one in third], "errors:", errors)
as_described = (
    [type(one) for one in first] == [type(one) for one in second] == [int, datetime]
    and first[0] == second[0] == 1200
    and [one.year for one in third] == [1989, 2024]
    and errors == []
)
print("As described." if as_described else "The behaviour has changed: look at this again.")
sys.exit(0 if as_described else 1)
PY
venv/bin/python try.py
