"""Search by forms of words and with a wrong letter, and words counted by people."""

from __future__ import annotations

from everyday.voices import Hit, SearchIndex, area_words_of, people_n, search
from plan.records import Answer, DiaryPhoto


def said(number: int, text: str, **more: str) -> Answer:
    return Answer(id=f"AN-{number}", text=text, respondent=f"r{number}", **more)  # type: ignore[arg-type]


BUS = said(1, "The buses stop running at six, and walking home is frightening.")
FARES = said(2, "Fares are too dear for a family.", title="Kitchen table")
CAFE = said(3, "The café is where I met my neighbours.")
JOURNEY = Answer(id="AN-4", kind="journey", remarks={"along": [{"at": "08:10", "text": "No shelter in the rain"}]})
ALL = [BUS, FARES, CAFE, JOURNEY]


def ids(hits: list[Hit]) -> list[str]:
    return [hit.answer.id for hit in hits]


def test_forms_of_a_word_find_each_other_and_are_marked_where_they_stand() -> None:
    (hit,) = search(ALL, "bus walks")
    assert hit.answer is BUS
    assert [BUS.text[start:end] for start, end in hit.marks] == ["buses", "walking"]
    assert ids(search(ALL, "neighbour")) == ["AN-3"]


def test_a_wrong_letter_finds_the_word_and_exact_words_come_first() -> None:
    assert ids(search(ALL, "frightning")) == ["AN-1"]
    assert ids(search(ALL, "neihgbours")) == ["AN-3"]
    assert ids(search(ALL, "familly fares")) == ["AN-2"]
    assert search(ALL, "aeroplane") == []
    near = said(5, "A shelves shop")
    assert ids(search([near, JOURNEY], "shelter")) == ["AN-4"], "no other words where the right one is there"


def test_accents_capitals_and_beginnings_make_no_difference() -> None:
    assert ids(search(ALL, "CAFE")) == ["AN-3"]
    assert ids(search(ALL, "kitch")) == ["AN-2"], "titles too; the last word may be unfinished"
    assert ids(search(ALL, "")) == ["AN-1", "AN-2", "AN-3", "AN-4"]
    assert ids(search(ALL, "buses aeroplane")) == [], "every word counts"


def test_remarks_and_captions_are_found() -> None:
    assert ids(search(ALL, "rain")) == ["AN-4"]
    photo = DiaryPhoto(answer_id="AN-2", alt="A ticket machine", text="It takes no cash")
    assert ids(search(ALL, "machines", [photo])) == ["AN-2"]


def test_five_thousand_answers_are_searched() -> None:
    many = [said(number, f"Number {number} waits for the bus in street {number % 97} with shopping bags")
            for number in range(5_000)]  # fmt: skip
    index = SearchIndex(many)
    again = SearchIndex([*many[:-1], said(4_999, "Nothing of it")], before=index)
    assert len(again.find("street")) == 4_999, "what has changed is read anew"
    assert len(index.find("shoping street")) == 5_000, "a slip of the finger is forgiven"


def test_words_are_counted_by_people_and_only_where_ten_say_so() -> None:
    ten = [said(n, "The bus is late. Buses are late.", area_id="W1") for n in range(10)]
    twice = [Answer(id=f"AN-x{n}", text="the park", respondent="r0", area_id="W1") for n in range(20)]
    nine = [said(100 + n, "The bus is late", area_id="W2") for n in range(9)]
    town = [said(200 + n, "The bus is late") for n in range(20)]
    first, second = area_words_of([*ten, *twice, *nine, *town])
    assert (first.area_id, first.people_n) == ("W1", 10)
    assert dict(first.words) == {"bus": 10, "late": 10}, "one person who says park twenty times is one"
    assert (second.area_id, second.people_n, second.words) == ("W2", None, ())
    assert people_n([*ten, *twice]) == 10
