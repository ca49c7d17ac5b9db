"""What is printed around the map of a session: title, how to use it, scale, north, code and credits, in millimetres."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from everyday.paper.map_marks import metres_per_degree
from everyday.pictures import Bounds, Grid

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from everyday.atlas import Edition
    from everyday.language import Language
    from plan.records import Session

__all__ = ["EDGE_MM", "PAPERS_MM", "Sheet", "Told", "map_title", "one_line", "print_around", "sheet_for"]

PAPERS_MM = {"A3": (420.0, 297.0), "A4": (297.0, 210.0)}
"""Long and short side of the sheets of paper."""
EDGE_MM = 9.0  # most printers leave less than this blank
_LETTERS_MM = 6.0  # for the letters and numbers around the map
_HEAD_MM, _FOOT_MM = 18.0, 27.0
_PANEL_MM = {"A3": 68.0, "A4": 54.0}
_SIZES_PT = {"A3": (19.0, 11.0, 9.5, 6.5), "A4": (14.5, 8.5, 7.5, 5.5)}  # title, session, use, credits
_INK, _QUIET_INK = "#222222", "#4d4d4d"
_MM_PER_PT = 25.4 / 72
_WIDTH_OF_LETTER = {"normal": 0.58, "bold": 0.68}  # of the size of type, on the safe side
_SCALES_M = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
_LONGEST_SCALE_MM = 40.0
_LONGEST_TITLE, _LONGEST_CREDITS = 120, 900


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its size, the frame of the map on it (left, bottom, width, height), all in millimetres."""

    paper: str
    wide_mm: float
    high_mm: float
    room_mm: tuple[float, float, float, float]
    has_panel: bool


@dataclass(frozen=True)
class Told:
    """What is printed around the map: ``kinds`` of inputs are credited, ``example`` names a square that is seen."""

    edition: Edition
    grid: Grid
    words: Language
    session: Session | None
    kinds: tuple[str, ...]
    area_name: str = ""
    example: str = ""


def sheet_for(paper: str, shape: float) -> Sheet:
    """The sheet that shows a map of this shape (width by height) largest: lying with a panel beside it, or standing."""
    long_mm, short_mm = PAPERS_MM[paper]
    around = 2 * _LETTERS_MM
    panel = _PANEL_MM[paper]
    left = EDGE_MM + _LETTERS_MM
    lying = (left, left, long_mm - 2 * EDGE_MM - around - panel, short_mm - 2 * EDGE_MM - around)
    sheets = [Sheet(paper, long_mm, short_mm, lying, True)]
    for wide, high in ((short_mm, long_mm), (long_mm, short_mm)):
        room = (left, left + _FOOT_MM, wide - 2 * EDGE_MM - around, high - 2 * EDGE_MM - around - _HEAD_MM - _FOOT_MM)
        sheets.append(Sheet(paper, wide, high, room, False))
    return max(sheets, key=lambda sheet: min(sheet.room_mm[2] / shape, sheet.room_mm[3]))


def one_line(words: str, longest: int = _LONGEST_TITLE) -> str:
    """One line of limited length, without marks that are not seen or that turn the direction of what follows."""
    line = " ".join("".join(sign for sign in words if sign.isprintable() or sign.isspace()).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def map_title(told: Told) -> str:
    """The title of a page."""
    _, town = told.words, told.edition.manifest["name"]
    if told.area_name:
        return one_line(_("Numbered map of {area}, {town}", area=told.area_name, town=town))
    return one_line(_("Numbered map of {town}", town=town))


def print_around(
    figure: Figure, told: Told, sheet: Sheet, bounds: Bounds, frame_mm: tuple[float, float, float, float]
) -> None:
    """Everything around the map, which lies in ``frame_mm`` and shows ``bounds``."""
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), zorder=10)
    axes.set_xlim(0, sheet.wide_mm)
    axes.set_ylim(0, sheet.high_mm)
    axes.set_axis_off()
    east_m, _ = metres_per_degree(bounds)
    mm_per_m = frame_mm[2] / ((bounds[2] - bounds[0]) * east_m)
    if sheet.has_panel:
        _panel(axes, told, sheet, frame_mm, mm_per_m)
    else:
        _head_and_foot(axes, told, sheet, mm_per_m)


class _Column:
    """Lines of text from the top downwards in a column of a given width."""

    def __init__(self, axes: Axes, left_mm: float, top_mm: float, wide_mm: float) -> None:
        self.axes, self.left_mm, self.top_mm, self.wide_mm = axes, left_mm, top_mm, wide_mm

    def write(
        self, words: str, size_pt: float, *, weight: str = "normal", colour: str = _INK, gap: float = 0.6
    ) -> None:
        """Add a paragraph; nothing for an empty one. ``gap`` is the space below it in lines."""
        letters_n = max(int(self.wide_mm / (size_pt * _MM_PER_PT * _WIDTH_OF_LETTER[weight])), 8)
        for line in textwrap.wrap(words, letters_n, break_on_hyphens=False):
            self.top_mm -= size_pt * _MM_PER_PT * 1.25
            self.axes.text(
                self.left_mm, self.top_mm, line, fontsize=size_pt, color=colour, weight=weight, parse_math=False
            )
        self.top_mm -= size_pt * _MM_PER_PT * gap if words else 0.0


def _panel(axes: Axes, told: Told, sheet: Sheet, frame_mm: tuple[float, float, float, float], mm_per_m: float) -> None:
    title_pt, session_pt, use_pt, credits_pt = _SIZES_PT[sheet.paper]
    left = frame_mm[0] + frame_mm[2] + _LETTERS_MM + 5
    column = _Column(axes, left, sheet.high_mm - EDGE_MM, sheet.wide_mm - EDGE_MM - left)
    column.write(map_title(told), title_pt, weight="bold")
    for line in _session_lines(told):
        column.write(line, session_pt, colour=_QUIET_INK, gap=0.3)
    column.top_mm -= 3
    column.write(_made_up(told), session_pt, weight="bold", gap=1.2)
    for line in _use(told):
        column.write(line, use_pt)
    column.top_mm -= 16
    _north(axes, left + 3, column.top_mm, told.words)
    _scale(axes, left + 10, column.top_mm + 4, mm_per_m, told.words)
    credits = _Column(axes, left, column.top_mm - 10, column.wide_mm)
    credits.write(_credits(told), credits_pt, colour=_QUIET_INK)


def _head_and_foot(axes: Axes, told: Told, sheet: Sheet, mm_per_m: float) -> None:
    title_pt, session_pt, use_pt, credits_pt = _SIZES_PT[sheet.paper]
    wide = sheet.wide_mm - 2 * EDGE_MM
    head = _Column(axes, EDGE_MM, sheet.high_mm - EDGE_MM, wide)
    head.write(map_title(told), title_pt * (0.8 if len(map_title(told)) > 45 else 1), weight="bold", gap=0.2)
    head.write(one_line(" · ".join(_session_lines(told)), 150), session_pt, colour=_QUIET_INK, gap=0.2)
    head.write(_made_up(told), session_pt, weight="bold")
    top = EDGE_MM + _FOOT_MM
    _north(axes, EDGE_MM + 3, top - 10, told.words)
    bar_mm = _scale(axes, EDGE_MM + 10, top - 6, mm_per_m, told.words)
    foot = _Column(axes, EDGE_MM + bar_mm + 24, top, wide - bar_mm - 24)
    for line in _use(told):
        foot.write(line, use_pt, gap=0.2)
    credits = _Column(axes, EDGE_MM, min(foot.top_mm, top - 15), wide)
    credits.write(_credits(told), credits_pt, colour=_QUIET_INK)


def _session_lines(told: Told) -> list[str]:
    session = told.session
    lines = (session.name, told.words.date(session.date), session.venue) if session else ()
    return [line for line in (one_line(part) for part in lines) if line]


def _made_up(told: Told) -> str:
    _ = told.words
    return _("Made-up town: not a real place") if told.edition.manifest["is_made_up"] else ""


def _use(told: Told) -> list[str]:
    """How to use the map, in sentences."""
    _, grid = told.words, told.grid
    name = told.example or grid.names()[grid.squares_n // 2]
    sentences = [
        _(
            "Every square has a number. Write it on the form, or its letter and row: {number} and {name} are the same.",
            number=grid.number_of(name),
            name=name,
        ),
        _("Squares are {size} wide.", size=grid.size_words),
    ]
    if "gtfs" in told.kinds:
        sentences.append(_("White dots are stops and stations."))
    return [*sentences, _("Code of this map: {code}", code=grid.code)]


def _credits(told: Told) -> str:
    """Whose data the map shows, and of when they are."""
    manifest, _ = told.edition.manifest, told.words
    given = [record["attribution"] for record in manifest["inputs"] if record["kind"] in told.kinds]
    built = _("Edition of {date}", date=_.date(manifest["built_at"][:10]))
    streets = _("streets as of {date}", date=_.date(manifest["map_date"])) if manifest["map_date"] else ""
    dates = f"{built}, {streets}" if streets else built
    parts = [part.strip().rstrip(".") for part in dict.fromkeys(given) if part.strip()]
    return one_line(". ".join([*parts, dates]) + ".", _LONGEST_CREDITS)


def _scale(axes: Axes, left_mm: float, bottom_mm: float, mm_per_m: float, _: Language) -> float:
    """A bar of a round length with its half marked; returns its length in millimetres."""
    from matplotlib.patches import Rectangle

    length_m = max((size for size in _SCALES_M if size * mm_per_m <= _LONGEST_SCALE_MM), default=_SCALES_M[0])
    length_mm = length_m * mm_per_m
    looks: dict[str, Any] = {"edgecolor": _INK, "linewidth": 0.7}
    for half, colour in ((0, _INK), (1, "#ffffff")):
        corner = (left_mm + half * length_mm / 2, bottom_mm)
        axes.add_patch(Rectangle(corner, length_mm / 2, 1.6, facecolor=colour, **looks))
    for share, text in ((0.0, "0"), (0.5, _distance(length_m / 2, _)), (1.0, _distance(length_m, _))):
        axes.text(left_mm + share * length_mm, bottom_mm - 1, text, fontsize=7, ha="center", va="top", color=_INK)
    return length_mm


def _distance(metres: float, _: Language) -> str:
    if metres < 1000:
        return _("{length} m", length=f"{metres:g}")
    return _("{length} km", length=f"{metres / 1000:g}")


def _north(axes: Axes, left_mm: float, bottom_mm: float, _: Language) -> None:
    """An arrow to the north, which is upwards."""
    from matplotlib.patches import Polygon

    tip, half = bottom_mm + 9.0, 2.4
    corners = [(left_mm - half, bottom_mm), (left_mm, tip), (left_mm + half, bottom_mm), (left_mm, bottom_mm + 2)]
    axes.add_patch(Polygon(corners, closed=True, facecolor=_INK, edgecolor=_INK, linewidth=0.6))
    axes.text(left_mm, bottom_mm - 0.6, _("N"), fontsize=8, weight="bold", ha="center", va="top", color=_INK)
