"""How the engines are compiled: options that every kernel shares, and what keeps compiling short.

Numba compiles a kernel when it is first called and keeps it on disk. What that takes grows with the statements of a
kernel, with its arguments, and most of all with the NumPy functions it calls, each of which is compiled again for each
kernel. So kernels get their memory from their callers, do no more than the loops that need compiling, and are called
with one set of types only. (That rule took compiling to about a third.)

Kernels are plain loops over arrays. So they need only some of Numba's steps (:class:`PlainLoops`), and need not count
who holds an array. A variable keeps one type all through a kernel: integers without a type of their own are int64.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numba.core import types
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import PassManager
from numba.core.typed_passes import (
    AnnotateTypes,
    IRLegalization,
    NativeLowering,
    NoPythonBackend,
    NopythonTypeInference,
)
from numba.core.untyped_passes import FixupArgs, IRProcessing, TranslateByteCode

__all__ = ["KERNEL", "PART", "PlainLoops", "compiling"]


class PlainLoops(CompilerBase):
    """Numba's steps from bytecode to machine code, without those for closures, branches by type and whole arrays."""

    def define_pipelines(self) -> list[PassManager]:
        """The steps, in order."""
        steps = PassManager("plain loops")
        for step in (
            TranslateByteCode, FixupArgs, IRProcessing, NopythonTypeInference, IRLegalization, AnnotateTypes,
            NativeLowering, NoPythonBackend,
        ):  # fmt: skip
            steps.add_pass(step, step.__name__)
        steps.finalize()
        return [steps]


_COMMON: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    # Kernels are called from Python only, never from C, make no arrays and have no expressions of whole arrays.
    "no_cfunc_wrapper": True,
    "no_rewrites": True,
    "_nrt": False,
    "pipeline_class": PlainLoops,
}
KERNEL = _COMMON | {"cache": True}
PART = _COMMON | {"no_cpython_wrapper": True}
"""For a function that only kernels call: it becomes a part of theirs, and is not kept by itself."""


@contextmanager
def compiling() -> Iterator[None]:
    """While several kernels are compiled: about a third of the time is spared.

    Numba asks again at every statement what, say, adding two int64 means, and tries dozens of answers before the right
    one; here the answer is remembered. Nothing it makes is garbage before a kernel is done, so nobody needs to look.
    """
    asked = types.BaseFunction.get_call_type
    answers: dict[tuple[int, Any], tuple[Any, Any]] = {}

    def remembered(function: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws:
            return asked(function, context, args, kws)
        key = (id(function), args)
        if key not in answers:
            answers[key] = (function, asked(function, context, args, kws))
        return answers[key][1]

    was_collecting = gc.isenabled()
    gc.disable()
    types.BaseFunction.get_call_type = remembered
    try:
        yield
    finally:
        types.BaseFunction.get_call_type = asked
        if was_collecting:
            gc.enable()
