"""How engines and readers are compiled: options that every kernel shares, and what keeps compiling short.

Numba compiles a kernel when it is first called and keeps it on disk. What that takes grows with the statements of a
kernel, with its arguments, and most of all with the NumPy functions it calls, each of which is compiled again for each
kernel. So kernels get their memory from their callers, do no more than the loops that need compiling, and are called
with one set of types only. (That rule took compiling to about a third.)

Kernels are plain loops over numbers in memory. So they see only where an array begins (:class:`Kernel`) and need only
some of Numba's steps (:class:`PlainLoops`); for several at once there is :func:`compiling`. That took it to a third
again. A variable has one type all through a kernel: integers without a type of their own are int64.
"""

from __future__ import annotations

import ctypes
import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import cfunc, config
from numba.core import cgutils, types
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import PassManager
from numba.core.typed_passes import (
    IRLegalization,
    NativeLowering,
    NoPythonBackend,
    NopythonTypeInference,
)
from numba.core.untyped_passes import FixupArgs, IRProcessing, TranslateByteCode
from numba.extending import intrinsic

__all__ = ["PART", "Kernel", "PlainLoops", "compiling", "fetch_ahead"]

_NUMBERS = ("uint8", "uint16", "int16", "int32", "int64", "float32", "float64")
_POINTERS = {np.dtype(name): f"{name}*" for name in _NUMBERS}
_TYPES = {name: getattr(types, name) for name in _NUMBERS}
_TYPES |= {f"{name}*": types.CPointer(kind) for name, kind in _TYPES.items()}
_ONE_AT_A_TIME = threading.RLock()


class PlainLoops(CompilerBase):
    """Numba's steps from bytecode to machine code, without those for closures, branches by type and whole arrays."""

    def define_pipelines(self) -> list[PassManager]:
        """The steps, in order."""
        steps = PassManager("plain loops")
        for step in (
            TranslateByteCode, FixupArgs, IRProcessing, NopythonTypeInference, IRLegalization, NativeLowering,
            NoPythonBackend,
        ):  # fmt: skip
            steps.add_pass(step, step.__name__)
        steps.finalize()
        return [steps]


_OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    # Kernels make no arrays and have no expressions of whole arrays.
    "no_rewrites": True,
    "_nrt": False,
    "pipeline_class": PlainLoops,
}
PART = _OPTIONS | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""For a function that only kernels call: it becomes a part of theirs, and is not kept by itself."""


class Kernel:
    """A compiled function of numbers and arrays, which sees of an array only where it begins.

    That halves what compiling takes: every look into an array of Numba brings its shape and steps along. So a kernel
    is told lengths, and finds row and column of a table by itself. It releases the interpreter's lock.

    Types are those of the arguments: of a number float64 or int64, of an array its own. Others than before are
    compiled when they come. Nothing is compiled, or loaded, before.
    """

    def __init__(self, function: Callable[..., int | None]) -> None:
        self.function = function
        self.compiled: dict[tuple[str, ...], Callable[..., int]] = {}
        self._owners: list[object] = []  # machine code lives as long as its owner
        self.__name__, self.__doc__ = function.__name__, function.__doc__

    def compile(self, kinds: tuple[str, ...]) -> Callable[..., int]:
        """Compile for arguments of these kinds, or load what was compiled: ``int64``, ``float64``, ``int32*`` …"""
        with _ONE_AT_A_TIME:
            if kinds not in self.compiled:
                types_of = [_TYPES[kind] for kind in kinds]
                made = cfunc(types.int64(*types_of), cache=True, **_OPTIONS)(self.function)
                of_c = [ctypes.c_double if kind == "float64" else ctypes.c_ssize_t for kind in kinds]
                self._owners.append(made)
                self.compiled[kinds] = ctypes.CFUNCTYPE(ctypes.c_int64, *of_c)(int(made.address or 0))
        return self.compiled[kinds]

    def __call__(self, *arguments: float | npt.NDArray) -> int:
        """Run it. Arrays have to be contiguous; those that it fills are told in its own words."""
        kinds: list[str] = []
        given: list[float] = []
        for one in arguments:
            if isinstance(one, np.ndarray):
                if not one.flags.c_contiguous:
                    raise ValueError(f"{self.__name__} was given an array that is not contiguous.")
                kinds.append(_POINTERS[one.dtype])
                given.append(one.ctypes.data)
            else:
                is_float = isinstance(one, float)
                kinds.append("float64" if is_float else "int64")
                given.append(one if is_float else int(one))
        key = tuple(kinds)
        return (self.compiled.get(key) or self.compile(key))(*given)


def _fetch_ahead(typing_context: Any, array: Any, place: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        number, of_bytes = ir.IntType(32), ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [of_bytes, number, number, number])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        element = builder.gep(values[0], [values[1]])
        to_read, keep_near, is_data = number(0), number(3), number(1)
        builder.call(function, [builder.bitcast(element, of_bytes), to_read, keep_near, is_data])
        return context.get_dummy_value()

    return types.void(array, types.int64), code


fetch_ahead: Callable[[Any, int], None] = intrinsic(_fetch_ahead)  # type: ignore[assignment]
"""``fetch_ahead(array, place)`` in a kernel: the processor brings this element near, before it is needed.

Nothing is read, so nothing is waited for. It pays where a kernel jumps about in more memory than a processor has beside
it, and knows early where to.
"""


@contextmanager
def compiling() -> Iterator[None]:
    """While several kernels are compiled: about a third of the time is spared. For one thread at a time.

    Numba asks again at every statement what, say, adding two int64 means, and tries dozens of answers before the right
    one; here the answer is remembered. Nothing it makes is garbage before a kernel is done, so nobody needs to look.
    The machine code is optimised as far as it gets faster, and no further (``NUMBA_OPT`` 2).
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

    was_collecting, level = gc.isenabled(), config.OPT  # type: ignore[attr-defined]
    gc.disable()
    config.OPT = type(level)(2)  # type: ignore[attr-defined]
    types.BaseFunction.get_call_type = remembered  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        types.BaseFunction.get_call_type = asked  # type: ignore[method-assign]
        config.OPT = level  # type: ignore[attr-defined]
        if was_collecting:
            gc.enable()
