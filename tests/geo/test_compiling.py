"""Kernels: what is kept of them is that of their source, and is what a processor runs."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import llvmlite.binding as llvm
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.movement.kernel import sum_of_new
from geo import compiling
from geo.compiling import Kernel, kept_code
from tests import ROOT

SOURCES = [path for folder in ("geo", "analysis") for path in sorted((ROOT / folder).rglob("*.py"))
           if re.search(r"^@kernel\(", path.read_text(encoding="utf-8"), re.MULTILINE)]  # fmt: skip


def kernels_of(source: Path) -> list[Kernel]:
    """The kernels that a module defines."""
    module = importlib.import_module(".".join(source.relative_to(ROOT).with_suffix("").parts))
    return [one for one in vars(module).values() if isinstance(one, Kernel) and one.__module__ == module.__name__]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT).as_posix())
def test_every_kernel_becomes_machine_code_for_all_that_it_takes(source):
    found = kernels_of(source)
    assert found
    for one in found:
        addresses = {id(one.compile(kinds)) for kinds in one.variants}
        assert len(addresses) == len(one.variants)
        assert one.is_compiled


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT).as_posix())
def test_what_is_kept_knows_no_computer_and_an_older_llvm_reads_it(source):
    """llvmlite 0.45, the newest for Macs with an Intel processor, has LLVM 20: it refuses what came later."""
    kept = source.with_suffix(".ll").read_text(encoding="utf-8")
    assert not re.search(r"^(target|attributes)|captures\(| #\d|lifetime|_ZN|x86|linux", kept, re.MULTILINE)
    assert not re.search(r"<\d+ x ", kept), "it is laid out for the width of one processor"


def test_no_kept_code_is_left_without_a_source():
    kept = {path for folder in ("geo", "analysis") for path in (ROOT / folder).rglob("*.ll")}
    assert kept == {source.with_suffix(".ll") for source in SOURCES}


@given(arrays(np.int64, st.integers(1, 60), elements=st.integers(0, 5)))
def test_the_machine_does_what_the_source_says(symbols):
    n = len(symbols)
    by_machine = sum_of_new(n, symbols, np.zeros(n + 1, dtype=np.int64))
    assert by_machine == sum_of_new.function(n, symbols, np.zeros(n + 1, dtype=np.int64))


def test_a_system_that_llvm_cannot_ask_gets_code_for_any_such_processor(monkeypatch):
    def unknown():
        raise RuntimeError("failed to get host cpu features.")

    monkeypatch.setattr(llvm, "get_host_cpu_features", unknown)
    monkeypatch.setattr(compiling, "_this_processor", compiling._this_processor.__wrapped__)
    plain = Kernel(sum_of_new.function, "int64 int64* int64*")
    symbols = np.array([1, 2, 1, 2, 3], dtype=np.int64)
    assert plain(5, symbols, np.zeros(6, dtype=np.int64)) == sum_of_new(5, symbols, np.zeros(6, dtype=np.int64))


def test_other_arguments_than_it_is_made_for_are_refused_in_words():
    with pytest.raises(TypeError, match=r"sum_of_new is made for int64 int64\* int64\*, and was given int64 int32\*"):
        sum_of_new(2, np.zeros(2, dtype=np.int32), np.zeros(2, dtype=np.int64))
    with pytest.raises(TypeError, match=r"and was given float64 int64\*"):
        sum_of_new(2.0, np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64))
    with pytest.raises(TypeError, match="is made for"):
        sum_of_new(2, np.zeros(2, dtype=np.int64))
    with pytest.raises(ValueError, match="not contiguous"):
        sum_of_new(2, np.zeros(4, dtype=np.int64)[::2], np.zeros(2, dtype=np.int64))


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A module with a kernel, and what is kept of it, in a folder of its own."""
    source = ROOT / "analysis" / "survey" / "kernel.py"
    for name in ("kernel.py", "kernel.ll"):
        (tmp_path / name).write_bytes((source.parent / name).read_bytes())
    module = type(sys)("copied")
    module.__file__ = str(tmp_path / "kernel.py")
    monkeypatch.setitem(sys.modules, "copied", module)
    monkeypatch.setattr(compiling, "kept_code", kept_code.__wrapped__)
    return tmp_path


def test_a_source_that_has_changed_since_is_not_run_as_it_was(copied):
    assert "define i64 @count_as_much" in compiling.kept_code("copied")
    source = copied / "kernel.py"
    source.write_text(source.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"has changed since kernel\.ll was made of it: run `python tools/kernels"):
        compiling.kept_code("copied")
    (copied / "kernel.ll").unlink()
    with pytest.raises(RuntimeError, match=r"kernel\.ll is missing beside .*: run `python tools/kernels"):
        compiling.kept_code("copied")


def test_how_lines_end_changes_nothing(copied):
    source = copied / "kernel.py"
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    kept = copied / "kernel.ll"
    kept.write_bytes(kept.read_bytes().replace(b"\n", b"\r\n"))
    assert "define i64 @count_as_much" in compiling.kept_code("copied")
