"""How the engines are compiled: options that every kernel shares, and what keeps compiling short.

Numba compiles a kernel when it is first called and keeps it on disk. What that takes grows with the statements of a
kernel, with its arguments, and most of all with the NumPy functions it calls, each of which is compiled again for each
kernel. So kernels get their memory from their callers, do no more than the loops that need compiling, and are called
with one set of types only. (That rule took compiling to about a third.)
"""

from __future__ import annotations

from typing import Any

__all__ = ["KERNEL", "PART"]

_COMMON: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    # Kernels are called from Python only, never from C, and have no expressions of whole arrays.
    "no_cfunc_wrapper": True,
    "no_rewrites": True,
}
KERNEL = _COMMON | {"cache": True}
PART = _COMMON | {"no_cpython_wrapper": True}
"""For a function that only kernels call: it becomes a part of theirs, and is not kept by itself."""
