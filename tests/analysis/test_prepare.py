"""Compiling the engines ahead of the first build."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from analysis.movement import (
    cells_of_people,
    clean,
    find_homes,
    find_staypoints,
    find_triplegs,
    measures_of_people,
)
from analysis.parameters import Parameters
from analysis.prepare import ENGINES, MOVEMENT_ENGINES, SURVEY_ENGINES, prepare
from analysis.survey import beside
from analysis.transit.timetable.changes import changes_between_stops
from analysis.walking.matrix import WalkMatrix
from everyday.demo.build import build_demo
from tests.makers.movement.walks import fixes_of, in_place, on_the_way


def test_each_engine_is_named_while_it_is_compiled():
    told = []
    prepare(lambda name, share: told.append((name, share)))
    assert [name for name, _ in told] == list(ENGINES)
    assert [share for _, share in told] == sorted(share for _, share in told)


@pytest.mark.slow
def test_a_build_calls_the_engines_as_they_were_prepared(tmp_path):
    prepare()
    known = {name: list(kernel.compiled) for name, (kernel, _) in ENGINES.items()}
    titles = []
    build_demo(tmp_path / "demo", progress=lambda title, share: titles.append(title))
    assert {name: list(kernel.compiled) for name, (kernel, _) in ENGINES.items()} == known
    assert "Preparing the engines" in titles


def test_fixes_call_the_engines_of_movement_as_they_were_prepared():
    prepare(engines=MOVEMENT_ENGINES)
    known = {name: list(kernel.compiled) for name, (kernel, _) in MOVEMENT_ENGINES.items()}
    assert all(len(kinds) == 1 for kinds in known.values())
    walk = fixes_of([*in_place(0, 1800), *on_the_way(1800, 3600, 0, 5000), *in_place(3600, 5400, north=5000)])
    for fixes in (
        walk,
        walk.with_columns(after_silence=pl.lit(False)),
        pl.concat([walk[:40], walk[40:]], rechunk=False),
    ):
        kept, _ = clean(fixes)
        stays = find_staypoints(kept)
        assert len(stays) == 2
        find_triplegs(kept, stays)
        find_homes(stays)
        cells_of_people(kept, 9)
        measures_of_people(pl.concat([stays, stays[:1]]))
    assert {name: list(kernel.compiled) for name, (kernel, _) in MOVEMENT_ENGINES.items()} == known


@pytest.mark.parametrize("wards_n", [6, 30, 400])
def test_pairs_of_a_survey_call_their_engine_as_it_was_prepared(wards_n):
    prepare(engines=SURVEY_ENGINES)
    kernel, kinds = SURVEY_ENGINES["pairs"]
    draw = np.random.default_rng(1)
    assert beside(draw.random(wards_n), list(draw.random((2, wards_n))))[1].n == wards_n
    assert list(kernel.compiled) == [tuple(kinds.split())]


def test_seconds_of_changes_may_be_written_so_that_no_engine_is_compiled_twice():
    alone = WalkMatrix(np.zeros(3, np.int64), np.zeros(0, np.int32), np.zeros(0), 2)
    changes = changes_between_stops(2, alone, pd.DataFrame(), Parameters())
    assert [array.dtype for array in changes] == [np.int64, np.int32, np.int32]
