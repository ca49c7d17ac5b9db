"""Personal data in free text: what is asked about, what is not, and that no text makes the search slow."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.text import personal
from plan.text.personal import Found, personal_data_in, personal_data_words, without_personal_data

PHONES = [
    "0117 496 0000", "01174960000", "0117-496 0000", "0117-496-0000", "0117.496.0000", "(0117) 496 0000",
    "(0117)4960000", "0117/4960000", "0117 49 60 000", "01633 496 000", "01633 496000", "(01633) 496000",
    "020 7946 0000", "0207 946 0000", "02079460000", "028 9649 6000", "0800 496 0000", "03069 990 000",
    "07700 900123", "07700900123", "07700 900 123", "07700-900-123", "077 0090 0123", "0 7 7 0 0 9 0 0 1 2 3",
    "+44 117 496 0000", "+441174960000", "+44 (0)117 496 0000", "+44(0)1174960000", "(+44) 117 496 0000",
    "+44-117-496-0000", "0044 117 496 0000", "00441174960000", "0044 (0) 7700 900 123", "+44 7700 900123",
    "447700900123", "7700 900123", "7700900123", "+353 20 910 0000", "0033 1 99 00 00 00", "+1 202 555 0100",
    "０１１７ ４９６ ００００", "٠١١٧ ٤٩٦ ٠٠٠٠", "0117\u00a0496\u00a00000", "0117‑496‑0000",
    "0117\u2009496\u20090000", "0117 496 0000 ext 12", "07700\u200b900123", "0️⃣7700900123", "01204 960 00",
]  # fmt: skip
EMAILS = [
    "jo@example.org", "jo.bloggs+forum@mail.example.co.uk", "JO@EXAMPLE.ORG", "jo_bloggs@example.museum",
    "jo (at) example dot org", "jo [at] example.org", "jo(at)example(dot)org", "jo {at} example [dot] co [dot] uk",
    "jo at example dot co dot uk", "jo @ example.org", "jo@ example.co.uk", "jö@exämple.org", "иван@пример.рф",
    "jo@xn--exmple-cua.org", "jo＠example．org", "o'neil@example.org", "07700900123@example.org", "jo@example.org.uk",
]  # fmt: skip
POSTCODES = [
    "BS2 9AB", "bs2 9ab", "bs29ab", "BS29AB", "NP20 4UR", "np204ur", "Np20 4Ur", "M1 1AE", "B33 8TH", "CR2 6XH",
    "DN55 1PT", "W1A 0AX", "EC1A 1BB", "ec1a1bb", "BS2-9AB", "BS 2 9AB", "BT1 5GS", "ZE1 0AA", "BS3 1ST",
    "ＢＳ２ ９ＡＢ", "BS2\u00a09AB",
]  # fmt: skip
NOTHING = [
    "", "36", "the 36 and the 7A", "buses 1, 2, 3, 5, 7, 8 and 9", "07:30-09:00", "07.30-09.00 and 16.30-18.00",
    "07.30 09.00 16.30 18.00", "0730-0900", "0700 0800 0900 1000", "0015 0045 0115 0145 0215",
    "departs 05 15 25 35 45", "platforms 01 02 03 05 07", "0 2 4 6 8 10 12 14 16", "5 March 2024", "05/03/2024",
    "05.03.2024 10.30", "05/03/2024 10:30", "05-03-2024 1030", "2024-03-05", "2024-03-05T07:30:00Z",
    "2024-07-31 1030 1130", "01/02/2024-03/04/2024", "£1,000,000", "£0.50", "£2.20 single", "costs 12 345 678 pounds",
    "Corporation Road", "12 Corporation Road", "the A4042", "A4042(T) and A48", "M4 J26", "the M4 3rd exit",
    "the b4 6ft from the kerb", "BS2", "in bs2 and NP20", "BS2 9", "N1", "bus X1 or T7", "stop 5320AWA12345",
    "5320WDB48395", "0100BRP90310", "0100053316", "039025980002", "bstpgwa", "stop 12345", "51.5841, -2.9982",
    "51.584123456789 -0.127647401234", "-0.1276474012", "0.1276474012", "(0.12765, 51.50735)", "ST 318 880",
    "331800 188000", "W05000123", "E01014485", "891958123456fff", "F-7K3M9Q2X", "20261126-1a2b3c4d5e6f",
    "about 12,300 people", "1 in 10, 20 or 30", "0-15, 16-64, 65+", "from 0 to 100 000 000", "look at bristol.gov.uk",
    "https://www.newport.gov.uk/bus", "meet @ 10.30", "bus stop @ St. Mary's", "@newportbus", "price @ 2.20",
    "we met at the dot on the map", "at home", "so 2 4th graders", "the 2nd 3rd and 4th", "1st floor, room 2b",
    "phone the council", "phone box 12", "mobile library", "telephone exchange 1950", "24 hours, 7 days, 365 days",
    "10:00 till 4pm", "bus 44 7 9 12 24 36 38",
]  # fmt: skip


def kinds(typed: str) -> list[str]:
    return [one.kind for one in personal_data_in(typed)]


@pytest.mark.parametrize("number", PHONES)
@pytest.mark.parametrize(
    "around", ["{}", "Ring {} about the 36.", "({})", "tel:{}, ask for the manager", "36 {} 12:30"]
)
def test_phone_numbers_are_asked_about(number: str, around: str) -> None:
    typed = around.format(number)
    found = personal_data_in(typed)
    assert [one.kind for one in found] == ["phone"]
    assert digits(found[0].text) == digits(number)


@pytest.mark.parametrize("address", EMAILS)
@pytest.mark.parametrize("around", ["{}", "write to: {} about it", "<{}>", "mail {}. It helps.", "Bus 36;{}"])
def test_mail_addresses_are_asked_about(address: str, around: str) -> None:
    typed = around.format(address)
    found = personal_data_in(typed)
    assert [(one.kind, one.text) for one in found] == [("email", address)]


@pytest.mark.parametrize("code", POSTCODES)
@pytest.mark.parametrize("around", ["{}", "I live in {}, on the hill", "({})", "between {} and the 36"])
def test_postcodes_are_asked_about(code: str, around: str) -> None:
    assert [(one.kind, one.text) for one in personal_data_in(around.format(code))] == [("postcode", code)]


@pytest.mark.parametrize("typed", NOTHING)
@pytest.mark.parametrize("around", ["{}", "No bus after {} on Sundays."])
def test_what_people_write_about_a_town_is_left_alone(typed: str, around: str) -> None:
    assert personal_data_in(around.format(typed)) == []


def test_numbers_without_the_code_of_the_town_count_where_they_are_said_to_be_phone_numbers() -> None:
    assert kinds("Phone: 496 0000") == ["phone"]
    assert kinds("my mobile no. is 496000") == ["phone"]
    assert kinds("496 0000 people") == []


def test_everything_in_a_sentence_is_found_in_order_and_named_once() -> None:
    typed = "Ring Jo on 07700 900123 or 0117 496 0000, jo@example.org, BS2 9AB. Again: 07700 900123"
    found = personal_data_in(typed)
    assert [one.kind for one in found] == ["phone", "phone", "email", "postcode", "phone"]
    assert all(typed[one.start : one.end] == one.text for one in found)
    assert personal_data_words(found) == [
        "phone number “07700 900123”",
        "phone number “0117 496 0000”",
        "e-mail address “jo@example.org”",
        "postcode “BS2 9AB”",
    ]
    assert without_personal_data(typed) == (
        "Ring Jo on [phone number removed] or [phone number removed], [e-mail address removed], [postcode removed]. "
        "Again: [phone number removed]"
    )


def test_words_can_be_put_in_another_language() -> None:
    removed = {"phone": "[ffôn]", "email": "[e-bost]", "postcode": "[cod post]"}
    assert without_personal_data("bs2 9ab", removed=removed) == "[cod post]"  # type: ignore[arg-type]


def digits(typed: str) -> str:
    return "".join(str(int(sign)) for sign in typed if sign.isdecimal())


SEPARATORS = st.sampled_from(["", " ", "-", ".", "\u00a0", "–"])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A British number as somebody might write it: codes of any length, separators between the usual groups."""
    area = draw(st.sampled_from(["117", "1633", "20", "29", "7700", "7911", "800", "300"]))
    rest = draw(st.text("0123456789", min_size=10 - len(area), max_size=10 - len(area)))
    cut = draw(st.integers(3, len(rest) - 3))
    between = draw(SEPARATORS)
    start = draw(st.sampled_from(["0{}", "(0{})", "+44{}", "+44 (0){}", "0044 {}", "+44 {}"])).format(area)
    return f"{start}{between}{rest[:cut]}{between}{rest[cut:]}"


@given(
    number=numbers(),
    before=st.sampled_from(["", "call ", "36: ", "(", "Jo,"]),
    after=st.sampled_from(["", ".", ")", " x"]),
)
def test_any_british_number_is_found_whole(number: str, before: str, after: str) -> None:
    found = personal_data_in(before + number + after)
    assert [one.kind for one in found] == ["phone"]
    assert digits(found[0].text) == digits(number)
    assert digits(without_personal_data(before + number + after)) == digits(before)


@given(
    outward=st.from_regex(r"\A(BS|NP|CF|SW|EH)[1-9][0-9]?\Z"),
    inward=st.from_regex(r"\A[0-9][ABD-HJLNP-UW-Z]{2}\Z"),
    between=st.sampled_from(["", " ", "\u00a0"]),
    is_lower=st.booleans(),
)
def test_any_postcode_is_found(outward: str, inward: str, between: str, is_lower: bool) -> None:
    code = outward + between + inward
    code = code.lower() if is_lower else code
    assert [one.text for one in personal_data_in(f"at {code}, near")] == [code]
    assert personal_data_in(f"at {outward}, near") == []


PIECES = st.one_of(
    st.sampled_from([*PHONES, *EMAILS, *POSTCODES, *NOTHING]),
    st.text("0123456789+-.() @atdo[]", max_size=12),
    st.text(max_size=6),
)


@given(st.lists(PIECES, max_size=8), st.sampled_from(["", " ", ", ", "\n"]))
def test_any_text_is_cut_at_real_places_and_nothing_lies_over_another(pieces: list[str], between: str) -> None:
    typed = between.join(pieces)
    found = personal_data_in(typed)
    ends = [0]
    for one in found:
        assert isinstance(one, Found)
        assert typed[one.start : one.end] == one.text != ""
        assert one.start >= ends[-1]
        ends.append(one.end)
    kept = "".join(typed[end : one.start] for end, one in zip(ends, found, strict=False)) + typed[ends[-1] :]
    bare = without_personal_data(typed, removed={"phone": "", "email": "", "postcode": ""})
    assert bare == kept


def patterns() -> Iterator[re.Pattern[str]]:
    for value in vars(personal).values():
        held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        yield from (one for one in held if isinstance(one, re.Pattern))


def most_steps(parsed: Any) -> int:
    """The longest text a parsed pattern can take: every repeat at its upper limit."""
    total = 0
    for operation, content in parsed:
        name = str(operation)
        if "REPEAT" in name:
            total += content[1] * most_steps(content[2])
        elif name == "SUBPATTERN":
            total += most_steps(content[3])
        elif name.startswith("ASSERT"):
            total += most_steps(content[1])
        elif name == "BRANCH":
            total += max(most_steps(branch) for branch in content[1])
        else:
            total += 1
    return total


def test_no_pattern_repeats_without_a_limit() -> None:
    """The work at any place of a text has an upper limit, so that the whole grows with its length only."""
    parse = re._parser.parse  # type: ignore[attr-defined]
    found = list(patterns())
    assert len(found) >= 12
    for pattern in found:
        assert most_steps(parse(pattern.pattern, pattern.flags)) < 1_000, pattern.pattern


HOSTILE = [
    "0", "0 ", "07", "+", "(", "((0", "a", "a@", "@", "a.", "a-", "a@a.", "a at ", " dot ", "[at]", "x at x dot ",
    "BS2 9", "b", "1.", "0.1", "0117 496 000", "00 ", "+44(0", "tel ", "phone no ", "٠", "\u200b",
    "é", "a@b-", "\x00", " ", "-",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_of_100_000_characters_is_read(unit: str) -> None:
    typed = (unit * 100_000)[:100_000]
    without_personal_data(typed)
    assert kinds(typed + " 07700 900123 ")[-1] == "phone"


def test_letters_alone_are_never_personal() -> None:
    assert personal_data_in(string.ascii_letters + " " + string.punctuation) == []
