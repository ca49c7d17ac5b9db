"""Drawing together: what stands where in Figure 1, and what ticking, merging and agreeing does to it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import lxml.html
import pytest
from streamlit.testing.v1 import AppTest

from app.forum.together.documents import FIGURE_FORMATS, figure_bytes, figure_file_name
from everyday import Atlas
from everyday.atlas.open_plan import close_plans
from everyday.forum.state import session_state
from everyday.serving.told import ATLAS_VARIABLE
from plan.records import Finding, Person, Session, Vote
from tests.makers.forum_figure import FACILITATOR, HOSTILE, PLANNER, copied, many, said, session_of, vote

pytestmark = pytest.mark.slow  # draws whole pages


@pytest.fixture
def forum(demo_atlas: Atlas, tmp_path: Path) -> Iterator[Atlas]:
    """The demo town with an empty plan."""
    yield copied(demo_atlas, tmp_path / "atlas")
    close_plans()


@pytest.fixture
def session(forum: Atlas) -> Session:
    return session_of(forum)


def forum_page(atlas: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The Forum page at the last step of a session."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))

    def draw() -> None:
        from app.forum.page import draw_forum
        from app.server.faults import shown_faults

        with shown_faults():
            draw_forum()

    page = AppTest.from_function(draw, default_timeout=180)
    page.query_params["session"] = session.id
    page.run()
    assert not page.exception
    return page


def tidy(page: AppTest) -> AppTest:
    page.toggle(key="forum_tidy").set_value(True).run()
    assert not page.exception
    return page


def the_figure(page: AppTest) -> lxml.html.HtmlElement:
    """Figure 1 as HTML."""
    bodies = [element.proto.body for element in page.get("html") if 'class="ea-figure ' in element.proto.body]
    assert len(bodies) == 1
    return lxml.html.fromstring(bodies[0])


def read(element: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def entries(figure: lxml.html.HtmlElement) -> dict[tuple[str, str], list[str]]:
    """What is read of each finding, by dimension and side."""
    return {
        (read(column.find("h3")), side): [
            read(item) for item in column.xpath(f'div[contains(@class, "ea-figure-{side}")]/ul/li')
        ]
        for column in figure.find_class("ea-figure-column")
        for side in ("barrier", "enabler")
    }


def messages(page: AppTest) -> str:
    return " ".join(str(one.value) for kind in ("success", "warning", "error") for one in page.get(kind)).replace(
        "\\", ""
    )


# ---- to look at ------------------------------------------------------------------------------------------------------


def test_findings_stand_under_their_dimensions_on_their_side(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(forum, session, "Last bus at seven", dimensions=("spatial", "social"), themes=("gentrification",))
    said(forum, session, "Library is free", kind="enabler", dimensions=("civic",), themes=("gentrification",))
    said(forum, session, "Nobody asked us", dimensions=())
    figure = the_figure(forum_page(forum, session, monkeypatch))
    found = entries(figure)
    assert [name for name, side in found if side == "barrier"] == [
        "Social", "Economic", "Spatial", "Civic", "Digital", "No dimension yet",
    ]  # fmt: skip
    assert "1 Last bus at seven" in found["Spatial", "barrier"][0]
    assert "Also under Social" in found["Spatial", "barrier"][0]
    assert "1 Last bus at seven" in found["Social", "barrier"][0]
    assert found["Spatial", "enabler"] == []
    assert "2 Library is free" in found["Civic", "enabler"][0]
    assert "○ Proposed · Whole town" in found["Civic", "enabler"][0]
    assert "3 Nobody asked us" in found["No dimension yet", "barrier"][0]
    assert sum(map(len, found.values())) == 4
    themes = read(figure.find_class("ea-figure-themes")[0])
    assert themes == "Cross-cutting themesGentrificationBarrier 1Enabler 2"
    assert "2 barriers · 1 enabler · 0 agreed · 0 sense-checked · 3 proposed" in read(figure)


def test_the_firmest_and_most_important_come_first_with_votes_in_words(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = forum.plan()
    first, second, third = (said(forum, session, f"Barrier of {name}") for name in ("Ann", "Bea", "Cid"))
    vote(forum, second, "p1", 5, 2)
    vote(forum, second, "p2", 4)
    vote(forum, first, "p1", 1)
    store.set_status(third, "sense_checked", FACILITATOR)
    found = entries(the_figure(forum_page(forum, session, monkeypatch)))["Spatial", "barrier"]
    assert [re.search("of (Ann|Bea|Cid)", one)[1] for one in found] == ["Cid", "Bea", "Ann"]
    assert "◐ Sense-checked" in found[0]
    assert "Importance 4.5 of 5 (2 votes)" in found[1]
    assert "Open to change 2.0 of 5 (1 vote)" in found[1]
    assert "Importance 1.0 of 5 (1 vote)" in found[2]
    assert "Open to change" not in found[2]
    assert "vote" not in found[0]


def test_bars_are_as_long_as_the_mean(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    one = said(forum, session, "Voted on")
    for device, importance in (("a", 4), ("b", 5), ("c", 3)):
        vote(forum, one, device, importance, 1)
    bars = the_figure(forum_page(forum, session, monkeypatch)).xpath('//span[@class="ea-figure-bar"]/i/@style')
    assert bars == ["width:80%", "width:20%"]


def test_numbers_are_those_of_the_map(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    many(forum, session, 9)
    figure = the_figure(forum_page(forum, session, monkeypatch))
    on_map = {pin["title"]: str(pin["seq"]) for pin in session_state(forum, session.id, is_facilitator=True)["pins"]}
    words = figure.find_class("ea-figure-words")
    assert len(words) >= 9
    for line in words:
        number, title = line.findall("span")
        assert on_map[read(title)] == read(number)


@pytest.mark.parametrize("title", HOSTILE, ids=lambda title: title[:12])
def test_whatever_was_typed_is_text(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    kept = said(forum, session, title)
    page = forum_page(forum, session, monkeypatch)
    shown = the_figure(page).find_class("ea-figure-words")[0].findall("span")[1]
    wanted = kept.title if len(kept.title) <= 200 else kept.title[:199] + "…"
    assert shown.text_content() == wanted
    assert len(shown) == 0
    assert shown.get("dir") == "auto"
    tidy(page)
    label = page.checkbox(key=f"tick_{kept.id}").label
    assert "<img" not in re.sub(r"\\.", "", label)
    assert not re.search(r"(?<!\\)\[x(?<!\\)\]", label)
    for element in page.get("html"):
        assert not lxml.html.fromstring(f"<div>{element.proto.body}</div>").xpath("//*[@onerror] | //script | //a")


def test_an_empty_session_says_so(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    page = forum_page(forum, session, monkeypatch)
    figure = the_figure(page)
    assert read(figure).count("Nothing yet.") == 10
    assert "No themes yet." in read(figure)
    tidy(page)
    assert not page.checkbox


def test_sixty_findings_are_all_there_once_to_tick(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = many(forum, session, 60)
    page = forum_page(forum, session, monkeypatch)
    figure = the_figure(page)
    assert "ea-figure-many" in figure.get("class")
    assert {number for line in figure.find_class("ea-figure-words") for number in [read(line[0])]} == {
        str(number) for number in range(1, 61)
    }
    tidy(page)
    assert sorted(box.key for box in page.checkbox if box.key.startswith("tick_")) == sorted(
        f"tick_{one.id}" for one in kept
    )


def test_a_town_with_dimensions_of_its_own(forum: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    (forum.folder / "taxonomy.toml").write_text(
        '[dimensions]\nfaith = "Faith & <b>belief</b>"\nplay = "Play"\n', encoding="utf-8"
    )
    session = session_of(forum)
    said(forum, session, "Shared prayer room", kind="enabler", dimensions=("faith",))
    figure = the_figure(forum_page(forum, session, monkeypatch))
    found = entries(figure)
    assert len(found) == 14
    assert "Shared prayer room" in found["Faith & <b>belief</b>", "enabler"][0]
    assert figure.find_class("ea-figure-columns")[0].get("style") == "--ea-abreast:4"


def test_a_town_with_three_dimensions(forum: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    (forum.folder / "taxonomy.toml").write_text("[dimensions]\ncivic = false\ndigital = false\n", encoding="utf-8")
    session = session_of(forum)
    said(forum, session, "Anything", dimensions=("social",))
    figure = the_figure(forum_page(forum, session, monkeypatch))
    assert len(entries(figure)) == 6


def test_what_it_draws_on_can_be_chosen(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    other = session_of(forum, name="Earlier forum")
    earlier = said(forum, other, "Said last year", dimensions=("civic",))
    vote(forum, earlier, "old phone", 4)
    said(forum, session, "Said today")
    page = forum_page(forum, session, monkeypatch)
    assert "Said last year" not in read(the_figure(page))
    page.get("button_group")[-1].set_value("all").run()
    text = read(the_figure(page))
    assert "Said last year" in text
    assert "Said today" in text
    assert "Importance 4.0 of 5 (1 vote)" in text
    page.selectbox(key="together_dimension").set_value("civic").run()
    figure = the_figure(page)
    assert [name for name, _ in entries(figure)] == ["Civic", "Civic"]
    assert "Said today" not in read(figure)
    assert "1 barrier · 0 enablers" in read(figure)


def test_the_figure_alone_still_says_that_the_town_is_made_up(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = forum_page(forum, session, monkeypatch)
    page.toggle(key="together_alone").set_value(True).run()
    figure = the_figure(page)
    assert "ea-figure-alone" in figure.get("class")
    assert "made-up town" in read(figure)


def test_the_figure_speaks_the_language_of_the_room(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    (forum.folder / "locale").mkdir()
    (forum.folder / "locale" / "cy.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Barriers"\nmsgstr "Rhwystrau <i>"\n\nmsgid "Social"\nmsgstr "Cymdeithasol"\n',
        encoding="utf-8",
    )
    said(forum, session, "Un bws")
    page = forum_page(forum, session, monkeypatch)
    page.selectbox(key="together_language").set_value("cy").run()
    figure = the_figure(page)
    assert figure.get("lang") == "cy"
    assert ("Cymdeithasol", "barrier") in entries(figure)
    assert "Rhwystrau <i> (1)" in read(figure)
    assert not figure.xpath("//h4//i")


# ---- tidying up ------------------------------------------------------------------------------------------------------


def ticked_page(page: AppTest, *findings: Finding) -> AppTest:
    for one in findings:
        page.checkbox(key=f"tick_{one.id}").check()
    page.run()
    assert not page.exception
    return page


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button if (button.key or "").startswith("together_")]


def test_merged_duplicates_keep_votes_and_words(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = forum.plan()
    first, second, third = (said(forum, session, f"No late bus, said {name}") for name in ("Ann", "Bea", "Cid"))
    vote(forum, first, "p1", 5, 5)
    vote(forum, second, "p2", 3)
    vote(forum, second, "p1", 5)  # voted on both: a device counts once
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), first, second, third)
    page.selectbox(key="together_kept").set_value(second.id)
    page.button(key="together_merge").click().run()
    assert not page.exception
    assert "1, 3 merged into 2" in messages(page)
    assert store.get(Finding, first.id).merged_into == second.id
    assert store.get(Finding, third.id).merged_into == second.id
    assert len(store.all(Vote)) == 3
    assert not any(box.value for box in page.checkbox)
    page.toggle(key="forum_tidy").set_value(False).run()
    found = entries(the_figure(page))["Spatial", "barrier"]
    assert len(found) == 1
    assert "Importance 4.0 of 5 (2 votes)" in found[0]
    assert "Open to change 5.0 of 5 (1 vote)" in found[0]
    assert "3 said the same" in found[0]


def test_a_barrier_and_an_enabler_are_not_merged(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    barrier, enabler = said(forum, session, "No bus"), said(forum, session, "A bus", kind="enabler")
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), barrier, enabler)
    page.button(key="together_merge").click().run()
    assert "Only findings of one kind can be merged. Ticked are, as barrier: 1; as enabler: 2." in messages(page)
    assert [one.status for one in forum.plan().all(Finding)] == ["proposed", "proposed"]
    assert page.checkbox(key=f"tick_{barrier.id}").value


def test_one_alone_cannot_be_merged(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    one = said(forum, session, "Alone")
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), one)
    assert "Merge" not in buttons(page)


def test_statuses_are_offered_and_set_as_the_method_allows(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = forum.plan()
    new, checked = said(forum, session, "New"), said(forum, session, "Checked")
    store.set_status(checked, "sense_checked", FACILITATOR)
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), new)
    assert [label for label in buttons(page) if label in ("Sense-checked", "Agreed", "Back to proposed")] == [
        "Sense-checked"
    ]
    ticked_page(page, checked)
    assert {"Sense-checked (1 of 2)", "Agreed (1 of 2)", "Back to proposed (1 of 2)"} <= set(buttons(page))
    page.button(key="together_agreed").click().run()
    assert "Now “Agreed”: 2." in messages(page)
    assert "because Proposed is not followed by Agreed at once: 1." in messages(page)
    assert store.get(Finding, checked.id).status == "agreed"
    assert store.get(Finding, new.id).status == "proposed"
    ticked_page(page, new, checked)
    page.button(key="together_sense_checked").click().run()
    assert {one.status for one in store.all(Finding)} == {"sense_checked"}


def test_dimensions_and_themes_are_given_to_all_ticked(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = forum.plan()
    one, two = said(forum, session, "One", dimensions=()), said(forum, session, "Two", dimensions=("social",))
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), one, two)
    lists = {box.label: box for box in page.multiselect}
    assert lists["Dimensions"].value == []
    lists["Dimensions"].set_value(["civic", "digital"])
    page.button(key="together_lists").click().run()
    assert "Dimensions and themes set: 1, 2." in messages(page)
    assert {one.dimensions for one in store.all(Finding)} == {("civic", "digital")}
    assert {one.themes for one in store.all(Finding)} == {()}
    ticked_page(page, one, two)
    lists = {box.label: box for box in page.multiselect}
    assert lists["Dimensions"].value == ["civic", "digital"]
    lists["Cross-cutting themes"].set_value(["gentrification"])
    page.button(key="together_lists").click().run()
    assert {one.themes for one in store.all(Finding)} == {("gentrification",)}
    assert {one.dimensions for one in store.all(Finding)} == {("civic", "digital")}


def test_who_was_slower_sees_both_versions_and_nothing_is_lost(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = forum.plan()
    one, two = said(forum, session, "The old words"), said(forum, session, "No late bus")
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), one, two)
    store.save(replace(one, title="The new words [x](y)"), replace(FACILITATOR, name="Beth"))
    page.button(key="together_merge").click().run()
    said_now = messages(page)
    assert "was not touched: Beth has changed it since this was drawn" in said_now
    assert "Sentence: “The old words” has become “The new words [x](y)”." in said_now
    assert [finding.status for finding in store.all(Finding)] == ["proposed", "proposed"]
    assert store.get(Finding, one.id).title == "The new words [x](y)"
    assert "The new words" in page.checkbox(key=f"tick_{one.id}").label
    page.button(key="together_merge").click().run()
    assert "merged into" in messages(page)


def test_a_status_that_came_too_late_stops_only_that_one(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = forum.plan()
    one, two = said(forum, session, "One"), said(forum, session, "Two")
    page = ticked_page(tidy(forum_page(forum, session, monkeypatch)), one, two)
    store.set_status(one, "retired", replace(FACILITATOR, name="Beth"), reason="not true")
    page.button(key="together_sense_checked").click().run()
    told = "1 was not touched: Beth has changed it since this was drawn. Status: “Proposed” has become “Retired"
    assert told in messages(page)
    assert "Now “Sense-checked”: 2." in messages(page)
    assert store.get(Finding, one.id).status == "retired"


def test_a_merged_finding_is_taken_out_again(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    store = forum.plan()
    one, two = said(forum, session, "Kept <b>one</b>"), said(forum, session, "Merged <i>one</i>")
    store.merge(one, [two], PLANNER)
    page = tidy(forum_page(forum, session, monkeypatch))
    page.button(key=f"take_out_{two.id}").click().run()
    assert "2 stands by itself again" in messages(page)
    assert store.get(Finding, two.id).status == "proposed"
    assert page.checkbox(key=f"tick_{two.id}")


def test_an_entry_opens_beside_the_figure(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    one = said(forum, session, "Open me", text="All the words behind it")
    page = tidy(forum_page(forum, session, monkeypatch))
    page.button(key=f"open_{one.id}").click().run()
    assert not page.exception
    assert any("All the words behind it" in element.proto.body for element in page.get("html"))
    assert page.checkbox(key=f"tick_{one.id}")
    page.button(key="forum_close").click().run()
    assert not any("All the words behind it" in element.proto.body for element in page.get("html"))


def test_likely_duplicates_are_ticked_together(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    one = said(forum, session, "The last bus leaves the estate at seven")
    two = said(forum, session, "No bus from the estate after seven")
    three = said(forum, session, "Broadband is slow")
    page = tidy(forum_page(forum, session, monkeypatch))
    assert [label.label for label in page.expander if "may say the same" in label.label] == ["1 pair may say the same"]
    page.button(key=f"both_{one.id}_{two.id}").click().run()
    assert page.checkbox(key=f"tick_{one.id}").value
    assert page.checkbox(key=f"tick_{two.id}").value
    assert not page.checkbox(key=f"tick_{three.id}").value


def as_role(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setattr("app.forum.here.current_person", lambda: Person("Somebody", role))


def test_a_viewer_sees_the_figure_and_cannot_tidy_up(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = said(forum, session, "Kept"), said(forum, session, "Merged")
    forum.plan().merge(one, [two], PLANNER)
    as_role(monkeypatch, "viewer")
    page = forum_page(forum, session, monkeypatch)
    assert "2 said the same" in entries(the_figure(page))["Spatial", "barrier"][0]
    assert "forum_tidy" not in [toggle.key for toggle in page.toggle]
    assert len(page.get("download_button")) == 3


def test_only_a_planner_takes_out_what_was_merged(
    forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = said(forum, session, "Kept"), said(forum, session, "Merged")
    forum.plan().merge(one, [two], PLANNER)
    as_role(monkeypatch, "facilitator")
    page = tidy(forum_page(forum, session, monkeypatch))
    assert any("Only a planner takes them out again." in element.proto.body for element in page.get("html"))
    assert not [button.key for button in page.button if str(button.key).startswith("take_out_")]


# ---- to take away ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_files_hold_the_figure(forum: Atlas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    said(forum, session, HOSTILE[0])
    said(forum, session_of(forum, name="Other"), "Said elsewhere")
    page = forum_page(forum, session, monkeypatch)
    assert [button.proto.label for button in page.get("download_button")] == [
        label for label, *_ in FIGURE_FORMATS.values()
    ]
    document = docx.Document(io.BytesIO(figure_bytes(forum, forum.edition(), "docx", session=session.id)))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert HOSTILE[0] in words
    assert "Said elsewhere" not in words
    whole = docx.Document(io.BytesIO(figure_bytes(forum, forum.edition(), "docx")))
    assert "Said elsewhere" in " ".join(cell.text for table in whole.tables for row in table.rows for cell in row.cells)
    for paper in ("A3", "A4"):
        assert figure_bytes(forum, forum.edition(), paper, session=session.id).startswith(b"%PDF-")


def test_files_are_called_after_the_town_and_the_day() -> None:
    day = date(2026, 11, 26)
    assert figure_file_name("Wrenmouth", "docx", day) == "wrenmouth-figure-1-2026-11-26.docx"
    assert figure_file_name("Tŷ Ddewi / St Davids", "a3.pdf", day) == "ty-ddewi-st-davids-figure-1-2026-11-26-a3.pdf"
    assert figure_file_name("../中文", "a4.pdf", day) == "town-figure-1-2026-11-26-a4.pdf"
