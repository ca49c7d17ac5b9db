"""Arrays come back from a file as they were, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geo.arrays import save_arrays

ARRAYS = {
    "numbers": np.arange(1000, dtype=np.int32),
    "none": np.zeros((0, 3)),
    "one": np.array(7),
    "is": np.ones(9, bool),
}


def test_arrays_come_back_and_make_the_same_bytes(tmp_path: Path):
    for name in ("a.npz", "b.npz"):
        save_arrays(tmp_path / name, **ARRAYS)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with np.load(tmp_path / "a.npz", allow_pickle=False) as stored:
        assert sorted(stored) == sorted(ARRAYS)
        for name, values in ARRAYS.items():
            assert stored[name].dtype == values.dtype
            np.testing.assert_array_equal(stored[name], values)


def test_python_objects_are_not_written(tmp_path: Path):
    with pytest.raises(ValueError, match="Object arrays"):
        save_arrays(tmp_path / "c.npz", words=np.array([{}, None], dtype=object))
