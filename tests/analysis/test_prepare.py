"""Preparing the engines ahead of a build."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis.prepare import ENGINES, prepare
from tests import ROOT


def test_each_engine_is_named_while_it_is_prepared():
    told = []
    prepare(lambda name, share: told.append((name, share)))
    assert [name for name, _ in told] == list(ENGINES)
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert all(kernel.is_compiled for kernel in ENGINES.values())


BUILD = """
import sys
from pathlib import Path
from everyday.demo.build import build_demo
from geo.compiling import Kernel

titles = []
build_demo(Path(sys.argv[1]), progress=lambda title, share: titles.append(title))
assert "Preparing the engines" in titles
assert "numba" not in sys.modules
modules = [dict(vars(module)) for name, module in sys.modules.items() if name.endswith(("kernel", "lattice"))]
kernels = {id(one): one for module in modules for one in module.values() if isinstance(one, Kernel)}
print(*sorted(one.__name__ for one in kernels.values()
              if one.is_compiled and one.__module__.startswith("analysis.")))
"""


@pytest.mark.slow
def test_a_build_calls_the_engines_that_were_prepared_and_needs_no_numba(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path / "demo")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == sorted(kernel.__name__ for kernel in ENGINES.values())
