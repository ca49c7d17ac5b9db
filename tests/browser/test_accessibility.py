"""Every page for everybody: axe-core finds nothing serious, the keyboard reaches all, and narrow windows hold it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from app.accessibility import NOBODY_NAMED, STATEMENT, statement
from everyday import Atlas
from everyday.demo import add_example_logs
from everyday.demo.build import demo_activities
from plan.ids import new_code
from plan.records import Action, Comment, Finding, Person, Session
from tests.browser.visiting import PATIENCE_MS, ROOT, Visit, beyond_the_window, serving, settled, visit
from tests.oracles.axe import Violation, grave, violations

pytestmark = pytest.mark.browser(about_s=140)


@dataclass(frozen=True)
class Stop:
    """One address to look at; names in ``{}`` become ids of :func:`ids`. ``ready`` is waited for."""

    name: str
    address: str
    ready: str = ".ea-foot"
    has_map: bool = False
    maps: int = 0
    """How many maps there are, where it is more than one."""
    press: tuple[str, ...] = field(default=())
    """Names of buttons to press first, to see what opens."""
    typed: str = ""
    """What to type into the search box, to see its list."""


PAGES = [
    Stop("near home", "?level=near", has_map=True),
    Stop("near home, area chosen", "?level=near&at={area}&layers=places,stops,lines", has_map=True),
    Stop("across town, cell chosen", "?level=across&by=cells&at={cell}&band=evening", "#ea-chosen", has_map=True),
    Stop("reach", "?level=across&by=cells&at={cell}&reach=bus", ".ea-three", has_map=True),
    Stop("both together", "?level=both&by=cells&at={cell}", "#ea-chosen", has_map=True),
    Stop("suggested barriers", "?level=suggested", has_map=True),
    Stop("suggested barriers, cell chosen", "?level=suggested&by=cells&at={cell}", has_map=True),
    Stop("about the measure", "?level=across", has_map=True, press=("About",)),
    Stop("two places side by side", "side-by-side?left={area}&right={cell}", "table.ea-beside", maps=2),
    Stop("two editions side by side", "side-by-side?compare=editions"),
    Stop("survey, the map with an area chosen", "survey?area={area}", "#ea-chosen", has_map=True),
    Stop("survey, the ranking", "survey?view=ranking", "table.ea-ranges"),
    Stop("survey, the years", "survey?view=years", "table.ea-ranges"),
    Stop("survey, beside mobility", "survey?view=beside", ".ea-scatter", maps=2),
    Stop("observed, by home area", "observed", ".ea-stacked"),
    Stop("observed, where they stay", "observed?view=map", ".ea-observed-map"),
    Stop("observed, between areas", "observed?view=flows", ".ea-observed-map"),
    Stop("observed, places", "observed?view=places", "[aria-label='Places that people of the sample go to']"),
    Stop("observed, against what is possible", "observed?view=potential", ".ea-observed-map"),
    Stop("observed, what cannot be shown", "observed?view=withheld", "[aria-label='Rows that are not shown']"),
    Stop("observed, adding logs", "observed?view=add"),
    Stop("searching", "?level=near", has_map=True, typed="marsh"),
    Stop("forum, start", "forum"),
    Stop("forum, what we know", "forum?session={know}", has_map=True),
    Stop("forum, discuss with a pin open", "forum?session={discuss}&pin={discuss 0}", has_map=True),
    Stop("forum, add", "forum?session={add}", has_map=True),
    Stop("forum, draw together", "forum?session={draw}"),
    Stop("action plan", "action-plan", has_map=True),
    Stop("action plan, an action open", "action-plan?action={action}", "#ea-chosen", has_map=True),
    Stop("action plan, the worksheet", "action-plan?new={finding}", "[role=dialog] textarea", has_map=True),
    Stop("monitor", "monitor"),
    Stop("activities", "activities", ".ea-activity"),
    Stop("activities, what is missing", "activities?view=gaps", ".ea-gap-maps"),
    Stop("activities, the form", "activities?view=form"),
    Stop("network", "network"),
    Stop("network, the groups", "network?view=groups"),
    Stop("network, the five questions", "network?view=questions&action={action}", "#ea-answers"),
    Stop("network, newly emerging", "network?view=emerging"),
    Stop("what if", "what-if"),
    Stop("data", "data-sources"),
    Stop("accessibility statement", "accessibility"),
]
"""Every page of the app. A new page is added here."""


@dataclass(frozen=True)
class Known:
    """What axe finds and we cannot mend, because Streamlit or Leaflet make it so; the statement lists the same."""

    rule: str
    selector: str
    why: str

    def covers(self, found: Violation) -> bool:
        """True if ``found`` is this: the same rule, at an element whose selector contains ours."""
        return found.rule == self.rule and self.selector in found.selector


KNOWN: list[Known] = []


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The demo town with a plan of its own, and its sample counted."""
    folder = tmp_path_factory.mktemp("town") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    add_example_logs(folder)
    Atlas(folder).build()
    return Atlas(folder)


address = serving("atlas")


@pytest.fixture(scope="module")
def ids(atlas: Atlas) -> dict[str, str]:
    """An area and a cell with many people; a forum session for each step, with pins; one pin that was talked about."""
    edition, store, who = atlas.edition(), atlas.plan(), Person("Facilitator", "planner")
    cells, areas = edition.cells(), edition.areas()
    found = {"cell": cells.sort_values("weight_n")["cell"].iloc[-1], "area": areas["area_id"].iloc[3]}
    atlas.add_activities(demo_activities(), who=who)
    for step in ("know", "discuss", "add", "draw"):
        session = Session(
            name="Spring forum", date="2026-11-26", venue="Docks hall", step=step, join_code=new_code(),
            expires_at="2100-01-01T00:00:00Z",
        )  # fmt: skip
        found[step] = store.add(session, who).id
        for number, title in enumerate(("The last bus goes too early", "The hall is open and warm", "No crossing")):
            pin = Finding(
                title=title, text="Said at the table by the door.", session=found[step], area_id=found["area"],
                kind="enabler" if number == 1 else "barrier", dimensions=(("social", "spatial")[number % 2],),
                groups=("older people",),
            )  # fmt: skip
            found[f"{step} {number}"] = store.add(pin, who).id
    found["finding"] = found["discuss 0"]
    found["action"] = store.add(
        Action(
            title="A later last bus", finding_ids=(found["finding"],), interventions=("A bus at eleven",),
            responsible=("Council", "Bus companies"), lead="Council", milestones=("2020-03-01 Talks (Council)",),
            rag="red", rag_reason="Nobody was asked", measure="centre_min_evening", target=30.0,
        ),
        who,
    ).id  # fmt: skip
    store.vote(found["discuss 0"], replace(who, session=found["discuss"]), importance=4, amenability=2)
    store.add(Comment(finding_id=found["discuss 0"], session=found["discuss"], text="True on Sundays as well."), who)
    return found


@pytest.fixture(scope="module")
def desk(address: str, engine: Any) -> Iterator[Visit]:
    """One browser for all pages."""
    with visit(address, engine) as seen:
        yield seen


@pytest.fixture
def wide(desk: Visit) -> Visit:
    """That browser as wide as at a desk."""
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    return desk


def go(seen: Visit, stop: Stop, ids: dict[str, str]) -> Any:
    """Open a page, wait until it is drawn, and open what is to be looked at."""
    seen.go(stop.address.format(**ids))
    seen.page.locator(stop.ready).first.wait_for(timeout=PATIENCE_MS)
    seen.page.locator("[data-stale='true']").first.wait_for(state="detached", timeout=PATIENCE_MS)
    if stop.has_map:
        seen.wait_painted("")
    for number in range(stop.maps):
        frame = seen.page.frame_locator("iframe[title*='st_folium']").nth(number)
        frame.locator("#map_div[data-painted]").wait_for(state="attached", timeout=PATIENCE_MS)
    for name in stop.press:
        seen.page.get_by_role("button", name=name).click()
        seen.page.locator("[data-testid='stPopoverBody']").wait_for()
    if stop.typed:
        drawer = seen.page.get_by_text("Choose what the map shows")
        if drawer.is_visible():
            drawer.click()
        seen.page.get_by_role("combobox", name="Find an area, street, stop or place").press_sequentially(stop.typed)
        seen.page.get_by_role("option").nth(1).wait_for()
    return seen.page


def map_frames(page: Any) -> list[Any]:
    return [frame for frame in page.frames if "st_folium" in frame.url]


def unknown(found: list[Violation]) -> list[str]:
    return [str(one) for one in found if not any(known.covers(one) for known in KNOWN)]


def test_axe_sees_what_is_wrong(wide: Visit) -> None:
    """A page with five faults, so that finding nothing elsewhere means something."""
    wide.page.goto(f"{wide.url}/health")
    wide.page.set_content(
        "<html><body><img src='x.png'><button></button><input type=text>"
        "<p style='color:#bbb;background:#fff'>grey on white</p>"
        "<a href='#' style='display:inline-block;width:9px;height:9px'>a</a>"
        "<a href='#' style='display:inline-block;width:9px;height:9px'>b</a></body></html>"
    )
    rules = {one.rule for one in violations(wide.page)}
    assert rules >= {"image-alt", "button-name", "label", "color-contrast", "html-has-lang", "target-size"}
    assert {one.rule for one in grave(wide.page)} >= {"image-alt", "button-name", "color-contrast"}


SMALL = """() => [...document.querySelectorAll("[role='spinbutton']")].map((part) => part.getBoundingClientRect())
  .filter((box) => Math.min(box.width, box.height) < 24).map((box) => [box.width, box.height])"""


def nothing_serious_by_axe(page: Any, stop: Stop) -> None:
    """Axe finds nothing serious in a page and its maps."""
    frames = map_frames(page)
    if stop.name != "two editions side by side":  # two maps where there are two editions, else a sentence
        assert len(frames) == (stop.maps or int(stop.has_map))
    for frame in [page.main_frame, *frames]:
        assert unknown(grave(frame)) == []
    # Axe counts the room between them, too, and that hangs on how wide a computer draws digits.
    assert page.evaluate(SMALL) == [], "day, month and year, each as large as a finger's least target"


def nothing_beyond_320_pixels(page: Any, stop: Stop) -> None:
    """A phone, or a desk at 400 %: 320 CSS pixels wide, and axe finds nothing serious there."""
    assert page.viewport_size["width"] == 320
    assert beyond_the_window(page) == [0, []]
    assert unknown(grave(page.main_frame)) == []
    for frame in page.locator("iframe[title*='st_folium']").all():
        box = frame.bounding_box()
        assert box["height"] <= 0.75 * 640  # there is room to scroll past the map with a finger


# Numbers everything the Tab key should stop at, groups of buttons as one; gives the words of each.
MARK = """() => {
  const words = [], every = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  for (const element of document.querySelectorAll(every)) {
    const isSeen = element.checkVisibility({ checkVisibilityCSS: true }) && element.getBoundingClientRect().width > 0;
    if (!isSeen || element.disabled || element.tabIndex < 0 || element.closest('canvas, [inert]')) continue;
    const group = element.closest('[data-testid="stButtonGroup"]');
    if (group && group.dataset.stop) { element.dataset.stop = group.dataset.stop; continue; }
    if (group) group.dataset.stop = words.length;
    element.dataset.stop = words.length;
    words.push((element.ariaLabel || element.innerText || element.tagName).trim().slice(0, 50));
  }
  return words;
}"""
# Where the focus is: its number, whether it or the box round it is outlined, and whether it can be seen.
HERE = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect(), chain = [element];
  while (chain.length < 5 && chain.at(-1).parentElement) chain.push(chain.at(-1).parentElement);
  const isMarked = chain.some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const bar = document.querySelector('.stAppHeader').getBoundingClientRect();
  const isOnBar = element.closest('header') || element.innerText === 'Skip to main content';
  const isPainted = element.matches('iframe, body') || element.closest('canvas');  // these mark their focus themselves
  const isClear = element.matches('main') || (box.bottom > bar.bottom && box.top < innerHeight);
  return {
    stop: element.dataset.stop ?? '', tag: element.tagName,
    words: (element.ariaLabel || element.innerText || '').slice(0, 40),
    marked: Boolean(isMarked || isPainted), clear: Boolean(isOnBar || isPainted || isClear),
  };
}"""


SCROLLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Waits until a page is as long as it was half a second before, and no longer scrolls.
AT_REST = """() => new Promise((done) => {
  const main = document.querySelector('.stMain');
  let before = '', same = 0;
  const look = () => {
    const now = `${main.scrollHeight} ${main.scrollTop}`;
    same = now === before ? same + 1 : 0;
    before = now;
    if (same < 10) setTimeout(look, 50); else done();
  };
  look();
})"""
HERE_THEN = f"() => ({SCROLLED})().then({HERE})"


def walk(page: Any, key: str, most: int = 240) -> list[dict[str, Any]]:
    """Press a key until the focus leaves the page: every place it stops at."""
    stops = []
    for _ in range(most):
        page.keyboard.press(key)
        here = page.evaluate(HERE_THEN)
        for _ in range(5):
            if here["clear"]:
                break
            page.wait_for_timeout(60)  # the page scrolls
            here = page.evaluate(HERE)
        if here["tag"] == "BODY":
            break
        stops.append(here)
    return stops


def everything_by_keyboard(page: Any, stop: Stop) -> None:
    """The Tab key reaches every control of a page and shows where it is."""
    settled(page)
    wanted = page.evaluate(MARK)
    stops = walk(page, "Tab")
    reached = {int(here["stop"]) for here in stops if here["stop"]}
    lost = [words for number, words in enumerate(wanted) if number not in reached]
    assert lost == []
    assert [here["words"] for here in stops if not here["marked"]] == []
    assert [here["words"] for here in stops if not here["clear"]] == []


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    name: str
    check: Callable[[Any, Stop], None]
    width: int = 1440
    height: int = 900
    without: frozenset[str] = frozenset()
    """Pages that are not looked at so."""


BY_KEYBOARD = {
    "near home, area chosen", "survey, the map with an area chosen", "survey, beside mobility", "suggested barriers",
    "two places side by side", "action plan, an action open", "what if", "data", "activities",
    "activities, what is missing", "observed, against what is possible", "observed, adding logs",
}  # fmt: skip
LOOKS = [
    Look("by axe", nothing_serious_by_axe),
    Look("by keyboard", everything_by_keyboard, without=frozenset(
        stop.name for stop in PAGES if stop.name not in BY_KEYBOARD and not stop.name.startswith("forum"))),
    Look("in 320 pixels", nothing_beyond_320_pixels, 320, 640, without=frozenset({"about the measure"})),
]  # fmt: skip


class OnePage:
    """The page that is open: looked at in several ways before the next one is opened."""

    def __init__(self, seen: Visit, ids: dict[str, str]) -> None:
        self.seen, self.ids, self.opened = seen, ids, ""

    def at(self, stop: Stop, look: Look) -> Any:
        """The page at a size: opened if another was, or if what was typed or pressed must be done at this size."""
        self.seen.page.set_viewport_size({"width": look.width, "height": look.height})
        wanted = stop.name + (look.name if stop.typed or stop.press else "")
        if self.opened != wanted:
            self.opened = ""
            go(self.seen, stop, self.ids)
            self.opened = wanted
        settled(self.seen.page)
        return self.seen.page

    def to_change(self, stop: Stop) -> Any:
        """The page at a desk, for a test that changes it: who comes next opens theirs."""
        page = self.at(stop, LOOKS[0])
        self.opened = ""
        return page


@pytest.fixture(scope="module")
def one_page(desk: Visit, ids: dict[str, str]) -> OnePage:
    """Pages that are opened one after the other."""
    return OnePage(desk, ids)


@pytest.mark.parametrize(
    ("stop", "look"),
    [pytest.param(stop, look, id=f"{stop.name}, {look.name}")
     for stop in PAGES for look in LOOKS if stop.name not in look.without],
)  # fmt: skip
def test_every_page_is_for_everybody(one_page: OnePage, stop: Stop, look: Look) -> None:
    look.check(one_page.at(stop, look), stop)


def test_arrow_keys_go_through_groups_of_buttons(one_page: OnePage) -> None:
    page = one_page.to_change(PAGES[2])
    groups = page.locator("[data-testid='stButtonGroup']").all()
    assert len(groups) >= 3
    for group in groups:
        buttons = group.locator("button:enabled")
        reached = [buttons.first.inner_text()]
        buttons.first.focus()
        for _ in range(buttons.count() - 1):
            page.keyboard.press("ArrowRight")
            reached.append(page.evaluate("document.activeElement.innerText"))
        assert reached == buttons.all_inner_texts()


def test_nothing_with_the_focus_hides_under_the_bar_on_the_way_back(one_page: OnePage) -> None:
    page = one_page.to_change(PAGES[1])
    page.get_by_text("Show the table and its downloads").click()
    page.locator("[data-testid='stDataFrame'] canvas").first.wait_for()  # it pushes down what stands below
    settled(page)
    page.evaluate(AT_REST)
    page.get_by_role("button", name="GeoParquet").focus()
    page.evaluate(AT_REST)
    back = walk(page, "Shift+Tab")
    assert len(back) > 15
    assert [here["words"] for here in back if not here["clear"]] == []


def test_every_page_has_a_title_of_its_own(one_page: OnePage) -> None:
    titles = {}
    for name in ("what if", "data", "accessibility statement", "near home"):
        page = one_page.at(next(stop for stop in PAGES if stop.name == name), LOOKS[0])
        page.wait_for_function("document.title && document.title !== 'Streamlit'")
        titles[name] = page.title()
    assert len(set(titles.values())) == len(titles)
    assert all("Wrenmouth" in title for title in titles.values())


def test_the_map_has_a_name_answers_to_the_space_bar_and_says_what_it_shows(one_page: OnePage) -> None:
    page, frame_of_map = one_page.to_change(PAGES[0]), one_page.seen.frame
    frame = page.locator("iframe[title*='st_folium']")
    assert "Map of Wrenmouth" in str(frame.get_attribute("aria-label"))
    status = frame_of_map.locator("[role='status']")
    assert status.text_content() == "Everyday amenities within 15 minutes' walk"
    frame_of_map.get_by_role("button", name="Zoom in").focus()
    before = page.url
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: url != before)
    box = page.get_by_role("combobox", name="Find an area, street, stop or place")
    box.focus()
    page.keyboard.type("Samphire (area)")
    page.keyboard.press("Enter")
    frame_of_map.locator("[role='status']", has_text="Samphire. Everyday amenities").wait_for(state="attached")


def test_movement_stops_for_those_who_ask(wide: Visit, one_page: OnePage) -> None:
    one_page.opened = ""  # opened anew by somebody who asks
    wide.page.emulate_media(reduced_motion="reduce")
    try:
        page = one_page.at(PAGES[0], LOOKS[0])
        durations = page.evaluate(
            "() => [...document.querySelectorAll('.stApp *')].map(e => getComputedStyle(e))"
            ".flatMap(s => [s.transitionDuration, s.animationDuration]).flatMap(d => d.split(',')).map(parseFloat)"
        )
        assert max(durations) < 0.01
    finally:
        wide.page.emulate_media(reduced_motion="no-preference")


def test_the_statement_is_a_page_that_can_be_found_from_every_page(one_page: OnePage) -> None:
    page = one_page.to_change(PAGES[0])
    page.get_by_role("link", name="Accessibility").click()
    page.get_by_role("heading", level=1, name="Accessibility statement").wait_for()
    assert page.get_by_text("The Equality and Human Rights Commission enforces").is_visible()
    assert page.get_by_text("ask whoever gave you the address").is_visible()


def table_of(words: str) -> list[tuple[str, ...]]:
    """Rows of the table under the heading of what cannot be mended; empty if it says that there is nothing."""
    part = words.partition("### What the automatic test finds and we cannot mend")[2].partition("\n## ")[0].strip()
    if part == "Nothing at present.":
        return []
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [tuple(cell.strip().strip("`") for cell in row) for row in rows[2:]]


def test_the_statement_lists_what_this_test_lets_pass() -> None:
    assert table_of(STATEMENT.read_text(encoding="utf-8")) == [(one.rule, one.selector, one.why) for one in KNOWN]


def test_the_statement_is_the_same_in_the_documents() -> None:
    assert (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8") == STATEMENT.read_text(encoding="utf-8")


def test_the_statement_names_whom_a_town_names() -> None:
    assert NOBODY_NAMED in statement()
    named = statement("the *access* team, access@example.org <b>")
    assert NOBODY_NAMED not in named
    assert "the \\*access\\* team, access@example.org \\<b\\>" in named


def test_the_contact_comes_from_the_atlas(tmp_path: Path) -> None:
    from everyday.atlas.config import load_config

    (tmp_path / "atlas.toml").write_text('name = "Town"\ncontact = "the access team on floor 2 "\n', encoding="utf-8")
    assert load_config(tmp_path).contact == "the access team on floor 2"


def test_the_tested_rules_are_those_the_statement_names() -> None:
    from tests.oracles.axe import TAGS

    words = re.sub(r"\s+", " ", STATEMENT.read_text(encoding="utf-8"))
    assert {tag.removeprefix("wcag").rstrip("a") for tag in TAGS} == {"2", "21", "22"}
    assert "WCAG 2.0, 2.1 and 2.2 at levels A and AA" in words
