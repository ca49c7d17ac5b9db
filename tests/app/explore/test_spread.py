"""Histograms, legends and classes of the demo town: whom each bar and class holds, and how it is called."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.charts import Bar, Column, bars, columns_chart
from app.explore.spread import spread_of
from app.map.classes import class_breaks, class_labels, classes_of
from app.map.legend import both_legend, class_legend
from app.map.palettes import both_colours
from app.map.place_types import types_legend
from app.parts.choices import both_names, families, known_bands
from app.server.shown import Shown
from everyday import Atlas


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> Shown:
    """The demo town's edition."""
    return Shown(demo_atlas.edition())


def every_measure(shown: Shown) -> list[tuple[str, str, str]]:
    return [
        (level, name, band)
        for level in ("near", "across")
        for name, family in families(shown, level).items()
        for band in (known_bands(shown) if len(family.by_band) > 1 else ("am",))
    ]


def test_every_histogram_counts_everybody_who_is_known(shown: Shown) -> None:
    people = shown.weights("cells")
    for level, name, band in every_measure(shown):
        measure = families(shown, level)[name].measure(band)
        spread = spread_of(shown, measure)
        if spread is None:
            continue
        values = shown.cells[measure.name].to_numpy(dtype=float)
        known = sum(column.value for column in spread.columns)
        assert people[np.isfinite(values)].sum() - 1e-6 <= known <= people.sum() + 1e-6
        names = [column.name for column in spread.columns]
        assert len(set(names)) == len(names) <= 26, measure.name
        assert sum(column.is_marked for column in spread.columns) == 1
        assert not any("100 % or more" in one for one in names)


def test_breaks_are_what_is_written_and_every_class_of_the_town_holds_somebody(shown: Shown) -> None:
    for level, name, band in every_measure(shown):
        family = families(shown, level)[name]
        measure, breaks = family.measure(band), class_breaks(shown, family)
        for value in breaks:
            written = float(re.sub(r"[^0-9.]", "", measure.short(value)))
            assert written == pytest.approx(100 * value if measure.unit == "share" else value), measure.name
        labels = class_labels(classes_of(shown, family, band, "cells"))
        assert len(set(labels)) == len(labels)
        assert not any("100 % or more" in label or label == "100 or more" for label in labels)
        bands = [one for one in family.by_band if not one or one in known_bands(shown)]
        held = np.sum([classes_of(shown, family, one or band, "cells").weights for one in bands], axis=0)
        assert (held > 0).all(), measure.name


def test_a_class_without_anybody_says_nobody(shown: Shown) -> None:
    words = class_legend(shown, families(shown, "near")["amenity_completeness_share"], "am", "areas")
    assert "nobody" in words
    assert not re.search(r">0( \(0 %\))?<", words)


def test_the_corners_of_two_measures_and_the_types_are_said_in_words(shown: Shown) -> None:
    near, across = (
        families(shown, level)[name] for level, name in zip(("near", "across"), both_names(shown), strict=True)
    )
    words = both_legend(shown, near, across, "am", "areas")
    for much in (
        "Little near home, much",
        "Much near home, much",
        "Little near home, little",
        "Much near home, little",
    ):
        assert f"{much} of the town" in words
    assert words.index("Little near home, much") < words.index("Much near home, little")
    assert "little near home, little of the town" in types_legend(shown)


def test_two_classes_have_the_colours_of_the_corners() -> None:
    whole, two = both_colours(3, 3), both_colours(2, 2)
    assert two == (whole[0], whole[2], whole[6], whole[8])
    assert both_colours(2, 3)[2:4] == (whole[3], whole[5])


def test_what_others_wrote_is_escaped_and_no_bar_is_cut() -> None:
    columns = [Column(2.0, "<b>", "2", "<i>"), Column(4.0, "two", "4")]
    chart = columns_chart(columns, sentence='"<x>', caption="<c>", headings=("<h>", "n"))
    assert not re.search(r"<(b|x|c|h)>", chart)
    assert re.findall(r"height:([\d.]+)%", chart) == ["50", "100"]
    assert "<script>" not in bars([Bar("<script>", 0.5, "<script>", mark=0.2)])
    with pytest.raises(ValueError, match="scale"):
        bars([Bar("too long", 1.2, "120")])


def test_nothing_at_all_draws_nothing() -> None:
    chart = columns_chart([Column(0.0, "one", "0")], sentence="", caption="", headings=("a", "b"))
    assert re.findall(r"height:([\d.]+)%", chart) == ["0"]
