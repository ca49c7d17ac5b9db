"""Words in the language of the room: what a translator writes reaches the page, what is wrong never does."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyday.language import catalogues
from everyday.language.words import SHIPPED, area_label, language, language_of, languages, later
from geo.errors import UsageError
from geo.osm import load_place_kinds
from plan.taxonomy import default_taxonomy

ROOT = Path(__file__).resolve().parents[3]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
WELSH = (
    HEADER
    + """
msgid "Barrier"
msgstr "Rhwystr"

msgid "Barriers in {town} by {day}"
msgstr "Erbyn {day}: rhwystrau yn {town}"

#, fuzzy
msgid "Enabler"
msgstr "{nonsense}"

msgid "{n} vote"
msgid_plural "{n} votes"
msgstr[0] "dim pleidlais"
msgstr[1] "{n} bleidlais"
msgstr[2] "{n} bleidlais i'r ddau"
msgstr[3] "{n} phleidlais"
msgstr[4] "{n} phleidlais (6)"
msgstr[5] "{n} o bleidleisiau"
"""
)


def town(folder: Path, text: str, code: str = "cy") -> Path:
    (folder / "locale").mkdir(exist_ok=True)
    (folder / "locale" / f"{code}.po").write_text(text, encoding="utf-8")
    return folder


def messages_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


def test_a_town_adds_welsh_and_what_it_lacks_stays_english(tmp_path: Path) -> None:
    _ = language("cy", folder=town(tmp_path, WELSH))
    assert _("Barrier") == "Rhwystr"
    assert _("Enabler") == "Enabler"  # unfinished translations are not used
    assert _("Agreed") == "Agreed"
    assert _("Barriers in {town} by {day}", town="Casnewydd", day=_.date("2026-11-26")) == (
        "Erbyn 26 Tachwedd 2026: rhwystrau yn Casnewydd"
    )
    assert (_.code, _.name, _.available, _.direction) == ("cy", "Cymraeg", ["en", "cy"], "ltr")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "dim pleidlais"), (1, "1 bleidlais"), (2, "2 bleidlais i'r ddau"), (3, "3 phleidlais"),
        (6, "6 phleidlais (6)"), (7, "7 o bleidleisiau"), (12_300, "12,300 o bleidleisiau"),
    ],
)  # fmt: skip
def test_welsh_counts_in_its_six_ways(tmp_path: Path, count: int, said: str) -> None:
    assert language("cy", folder=town(tmp_path, WELSH)).n("{n} vote", "{n} votes", count) == said


def test_english_formats_as_british_people_write() -> None:
    _ = language()
    assert [_.n("{n} vote", "{n} votes", count) for count in (0, 1, 2, 12_300)] == [
        "0 votes", "1 vote", "2 votes", "12,300 votes",
    ]  # fmt: skip
    assert (_.date("2026-05-17"), _.date("soon"), _.number(4.16, 1), _.number(1234)) == (
        "17 May 2026", "soon", "4.2", "1,234",
    )  # fmt: skip


def test_braces_of_a_town_are_text_unless_fields_are_given() -> None:
    _ = language()
    assert _("Weird {label} of a {} town }") == "Weird {label} of a {} town }"
    assert _("") == ""
    assert _("{name} came", name="{0.__class__} & <b>") == "{0.__class__} & <b> came"


def test_a_town_may_say_it_in_its_own_english(tmp_path: Path) -> None:
    folder = town(tmp_path, HEADER + 'msgid "Barrier"\nmsgstr "Snag"\n', code="en")
    assert language("en", folder=folder)("Barrier") == "Snag"
    assert language("en")("Barrier") == "Barrier"
    town(tmp_path, WELSH.replace('msgid "Barrier"', 'msgid "Something else"'))
    assert language("cy", folder=folder)("Barrier") == "Snag"


def test_all_faulty_fields_are_named_with_their_lines(tmp_path: Path) -> None:
    faulty = (
        HEADER
        + """msgid "{n} of {most}"
msgstr "{n} o {uchafswm}"

msgid "Hello {name}"
msgstr "Helo {name.__class__}"

msgid "Width {name}"
msgstr "Lled {name:>999999999}"

msgid "Lost {name}"
msgstr "Ar goll"

msgid "Open {name}"
msgstr "Agor {name"

msgid "{n} pin by {name}"
msgid_plural "{n} pins by {name}"
msgstr[0] "pin gan {name}"
msgstr[1] "{n} pin"
"""
    )
    with pytest.raises(UsageError) as refused:
        language("cy", folder=town(tmp_path, faulty))
    words = str(refused.value)
    for line, example in ((5, "uchafswm"), (8, "__class__"), (11, "999999999"), (14, "Ar goll"), (17, "Agor {name")):
        assert f"line {line}: " in words
        assert example in words
    assert "line 20: '{n} pin' has to have" in words
    assert "pin gan" not in words  # a form for one may leave the number out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + 'msgid "A"\nmsgstr A\nnonsense\n', "line 6: 'msgstr A'; line 7: 'nonsense'"),
        (HEADER + 'msgid "A"\nmsgid "B"\nmsgstr "C"\n', "missing msgstr"),
        (HEADER + '# note\n"loose"\n', "line 6: Got line starting"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n%0;\\n"\n\nmsgid "A"\nmsgstr "B"\n', "Plural-Forms"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=open(1);\\n"\n', "Plural-Forms"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=many; plural=0;\\n"\n', "up to line"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    folder = town(tmp_path, text)
    with pytest.raises(UsageError) as refused:
        language("cy", folder=folder)
    assert said in str(refused.value)
    assert "cy.po" in str(refused.value)
    assert language("en", folder=folder)("Barrier") == "Barrier"  # the town can go on in English


def test_a_catalogue_in_another_encoding_or_of_no_language_is_refused(tmp_path: Path) -> None:
    (town(tmp_path, "") / "locale" / "cy.po").write_bytes(
        HEADER.encode() + 'msgid "A"\nmsgstr "tŷ"\n'.encode("cp1250", "replace") + b"\xff"
    )
    with pytest.raises(UsageError, match="UTF-8"):
        language("cy", folder=tmp_path)
    with pytest.raises(UsageError, match="nothing is known"):
        language("xq", folder=town(tmp_path, HEADER, code="xq"))
    with pytest.raises(UsageError, match="There are: en"):
        language("../../etc/passwd")


@given(st.text(max_size=300))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = town(tmp_path_factory.mktemp("any"), HEADER + text)
    try:
        _ = language("cy", folder=folder)
    except UsageError as error:
        said = str(error)
    else:
        said = "cy.po: " + _("Barrier")
    assert "cy.po" in said


def test_a_changed_catalogue_is_read_again(tmp_path: Path) -> None:
    folder = town(tmp_path, WELSH)
    assert language("cy", folder=folder)("Barrier") == "Rhwystr"
    path = folder / "locale" / "cy.po"
    path.write_text(WELSH.replace("Rhwystr", "Rhwystp"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert language("cy", folder=folder)("Barrier") == "Rhwystp"


def test_a_room_that_joins_at_once_has_its_catalogue_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, phones_n = town(tmp_path, WELSH), 12
    together = Barrier(phones_n)
    read: list[Path] = []
    parse, switch_s = catalogues._parsed, sys.getswitchinterval()

    def parsed(path: Path) -> object:
        read.append(path)
        return parse(path)

    monkeypatch.setattr(catalogues, "_parsed", parsed)
    sys.setswitchinterval(1e-6)  # threads take turns while one of them reads

    def word(_: int) -> str:
        together.wait()
        return language("cy", folder=folder)("Barrier")

    try:
        with ThreadPoolExecutor(phones_n) as phones:
            assert set(phones.map(word, range(phones_n))) == {"Rhwystr"}
    finally:
        sys.setswitchinterval(switch_s)
    assert read.count(folder / "locale" / "cy.po") == 1


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("cy-GB,cy;q=0.9,en;q=0.8", "cy"), ("en-GB,en;q=0.9,cy;q=0.8", "en"), ("fr,cy;q=0.2", "cy"), ("fr", "en"),
        ("cy;q=0,en", "en"), ("pt-BR", "pt_BR"), (None, "en"), ("", "en"), (";;q=,*", "en"), ("cy;q=x", "en"),
    ],
)  # fmt: skip
def test_the_browser_is_asked_for_its_language(header: str | None, chosen: str) -> None:
    assert language_of(header, ["en", "cy", "pt_BR"]) == chosen


@given(st.text(max_size=2_000))
def test_any_header_gives_a_language_there_is(header: str) -> None:
    assert language_of(header, ["en", "cy"]) in ("en", "cy")


def test_welsh_names_of_areas_stand_beside_the_english_ones() -> None:
    assert area_label("Bettws", "Betws") == "Bettws / Betws"
    assert area_label("Bettws", "Betws", "cy") == "Betws / Bettws"
    assert area_label("Malpas", "Malpas", "cy") == "Malpas"
    assert [area_label("Highfield", none) for none in (None, "", " ", float("nan"))] == ["Highfield"] * 4


def test_the_shipped_catalogue_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "messages.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_term_of_the_method_can_be_translated() -> None:
    shipped = (SHIPPED / "everyday.pot").read_text(encoding="utf-8")
    for labels in default_taxonomy().terms.values():
        for label in labels.values():
            assert f'msgid "{label}"' in shipped


def test_every_kind_of_place_can_be_translated() -> None:
    shipped = (SHIPPED / "everyday.pot").read_text(encoding="utf-8")
    assert [kind.title for kind in load_place_kinds() if f'msgid "{kind.title}"' not in shipped] == []


def test_texts_are_found_in_code_and_in_pages() -> None:
    tool = messages_tool()
    code = '_("One")\n_.n("{n} a", "{n} b", 3)\nx = later("Two")\nother("Three")\n_(label)\n'
    assert [(text.one, text.many) for text in tool.python_texts(code, "x.py")] == [
        ("One", ""), ("{n} a", "{n} b"), ("Two", ""),
    ]  # fmt: skip
    page = '<p>{{ _("Four {x}", x=1) }}{% if a %}{{ _.n("{n} c", "{n} d", n) }}{% endif %}</p>'
    assert {(text.one, text.many) for text in tool.page_texts(page, "x.html")} == {("Four {x}", ""), ("{n} c", "{n} d")}


def test_texts_whose_fields_are_not_given_are_found_before_people_see_them() -> None:
    tool = messages_tool()
    wrong = '_("Hello {name}", nam="x")\n_.n("{m} a", "{m} b", 3)\n_("Fine {name}", name=1)\n_("Also fine")\n'
    assert [bool(text.fault()) for text in tool.python_texts(wrong, "x.py")] == [True, True, False, False]
    with pytest.raises(SystemExit, match=r"x\.py:1"):
        list(tool.python_texts('_(f"put {together}")', "x.py"))
    assert later("as it is") == "as it is"
    assert languages() == ["en"]
