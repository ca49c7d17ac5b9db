"""Compiling the engines ahead of the first build."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.parameters import Parameters
from analysis.prepare import ENGINES, prepare
from analysis.transit.timetable.changes import changes_between_stops
from analysis.walking.matrix import WalkMatrix
from everyday.demo.build import build_demo


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


def test_seconds_of_changes_may_be_written_so_that_no_engine_is_compiled_twice():
    alone = WalkMatrix(np.zeros(3, np.int64), np.zeros(0, np.int32), np.zeros(0), 2)
    changes = changes_between_stops(2, alone, pd.DataFrame(), Parameters())
    assert [array.dtype for array in changes] == [np.int64, np.int32, np.int32]
