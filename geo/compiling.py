"""How kernels come to be machine code: loops over numbers in memory, kept as LLVM's code and translated when called.

A kernel is written in Python, with ``kernel`` above it, in a module of its own; its plain functions are its parts.
Numba makes LLVM's intermediate code of it, once, where it is developed (``python tools/kernels.py``): that knows no
processor and no system, and stands as ``NAME.ll`` beside ``NAME.py``. Where a kernel is called for the first time,
LLVM makes of that what suits the processor at hand, in some hundredths of a second. So nothing is compiled while
installing, nothing has to be kept from one start to the next, and Numba is not needed where the program runs.

Kernels see of an array only where it begins. So they are told lengths, find row and column of a table by themselves,
and get their memory from their callers. A variable has one type all through a kernel: integers without a type of their
own are int64. A kernel cannot raise.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import itertools
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["NUMBERS", "Kernel", "Kinds", "fetch_ahead", "fingerprint_of_source", "kept_code", "kernel"]

Kinds = tuple[str, ...]
NUMBERS = ("uint8", "uint16", "int16", "int32", "int64", "float32", "float64")
"""What may stand in an array; a single number is int64 or float64."""
_POINTERS = {np.dtype(name): f"{name}*" for name in NUMBERS}
_MADE_FROM = re.compile(r"^; made from \S+, SHA-256 ([0-9a-f]{64})$", re.MULTILINE)
_ONE_AT_A_TIME = threading.RLock()
_AS_FAR_AS_IT_GETS_FASTER = 2
"""LLVM's level of optimising."""


class Kernel:
    """A compiled function of numbers and arrays, which sees of an array only where it begins.

    It releases the interpreter's lock. Nothing is translated before it is called, or :meth:`compile` is.

    Args:
        function: the loops, in Python: the same function without being compiled, which takes flat arrays.
        kinds: what its arguments are, with blanks between them: ``int64``, ``float64``, ``int32*`` (an array of int32),
            ``int32*|int64*`` (either) …
    """

    def __init__(self, function: Callable[..., int | None], kinds: str) -> None:
        self.function = function
        self.variants: list[Kinds] = list(itertools.product(*(one.split("|") for one in kinds.split())))
        self._machine_code: dict[Kinds, Callable[..., int]] = {}
        self._owners: list[object] = []  # machine code lives as long as its owner
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__

    @property
    def is_compiled(self) -> bool:
        """Whether it is machine code already."""
        return bool(self._machine_code)

    def compile(self, kinds: Kinds | None = None) -> Callable[..., int]:
        """Translate what is kept into machine code of this processor, unless that has been done.

        Args:
            kinds: one of :attr:`variants`, the first unless told.

        Raises:
            TypeError: it is not made for arguments of these kinds.
            RuntimeError: nothing is kept, or of another source than the one here.
        """
        kinds = kinds or self.variants[0]
        if kinds not in self.variants:
            made_for = " or ".join(" ".join(one) for one in self.variants)
            raise TypeError(f"{self.__name__} is made for {made_for}, and was given {' '.join(kinds)}.")
        with _ONE_AT_A_TIME:
            if kinds not in self._machine_code:
                address, owner = _translated(kept_code(self.__module__), self.symbol(kinds))
                of_c = [ctypes.c_double if kind == "float64" else ctypes.c_ssize_t for kind in kinds]
                self._owners.append(owner)
                self._machine_code[kinds] = ctypes.CFUNCTYPE(ctypes.c_int64, *of_c)(address)
        return self._machine_code[kinds]

    def symbol(self, kinds: Kinds) -> str:
        """What it is called in the code that is kept."""
        number = self.variants.index(kinds)
        return f"{self.__name__}_{number}" if number else self.__name__

    def __call__(self, *arguments: float | npt.NDArray) -> int:
        """Run it. Arrays have to be contiguous; those that it fills are told in its own words.

        Raises:
            TypeError: it is not made for such arguments.
            ValueError: an array is not contiguous.
        """
        kinds: list[str] = []
        given: list[float] = []
        for one in arguments:
            if isinstance(one, np.ndarray):
                if not one.flags.c_contiguous:
                    raise ValueError(f"{self.__name__} was given an array that is not contiguous.")
                kinds.append(_POINTERS.get(one.dtype) or f"{one.dtype}*")
                given.append(one.ctypes.data)
            else:
                is_float = isinstance(one, float)
                kinds.append("float64" if is_float else "int64")
                given.append(one if is_float else int(one))
        key = tuple(kinds)
        return (self._machine_code.get(key) or self.compile(key))(*given)


def kernel(kinds: str) -> Callable[[Callable[..., int | None]], Kernel]:
    """Make a kernel of a function; ``kinds`` as :class:`Kernel` takes them."""
    return lambda function: Kernel(function, kinds)


def fetch_ahead(array: npt.NDArray, place: int) -> None:
    """In a kernel: the processor brings this element near, before it is needed.

    Nothing is read, so nothing is waited for. It pays where a kernel jumps about in more memory than a processor has
    beside it, and knows early where to. In Python it does nothing.
    """


# -- what is kept ------------------------------------------------------------------------------------------------------


def fingerprint_of_source(source: Path) -> str:
    """SHA-256 of a module's text, however its lines end."""
    return hashlib.sha256(source.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


@functools.cache
def kept_code(module: str) -> str:
    """LLVM's code of the kernels of a module.

    Raises:
        RuntimeError: nothing is kept, or of another source than the one here.
    """
    source = Path(str(sys.modules[module].__file__))
    kept = source.with_suffix(".ll")
    try:
        text = kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RuntimeError(f"{kept.name} is missing beside {source}: run `python tools/kernels.py`.") from None
    made_from = _MADE_FROM.search(text)
    if made_from is None or made_from.group(1) != fingerprint_of_source(source):
        raise RuntimeError(f"{source} has changed since {kept.name} was made of it: run `python tools/kernels.py`.")
    return text


# -- machine code ------------------------------------------------------------------------------------------------------


@functools.cache
def _this_processor() -> tuple[Any, Any]:
    """LLVM's module of Python, and what it knows of this computer."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    try:
        features = llvm.get_host_cpu_features().flatten()
    except RuntimeError:  # LLVM cannot ask every system: then those that every processor of this name has
        features = ""
    machine = target.create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=features,
        opt=_AS_FAR_AS_IT_GETS_FASTER,
        reloc="static" if target.name.startswith("x86") else "default",
        codemodel="jitdefault",
        jit=True,
    )
    return llvm, machine


def _translated(code: str, symbol: str) -> tuple[int, object]:
    """Where the machine code of a kernel begins, and what it lives by."""
    llvm, machine = _this_processor()
    module = llvm.parse_assembly(code)
    module.triple, module.data_layout = machine.triple, str(machine.target_data)
    for function in module.functions:
        if not function.is_declaration and function.name != symbol:
            function.linkage = "internal"  # the other kernels of the file, which are not asked for: left out
    options = llvm.create_pipeline_tuning_options(_AS_FAR_AS_IT_GETS_FASTER)
    options.loop_vectorization = options.slp_vectorization = True
    passes = llvm.create_pass_builder(machine, options)
    passes.getModulePassManager().run(module, passes)
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    return int(engine.get_function_address(symbol)), engine
