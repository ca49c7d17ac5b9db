"""Make the kept code of the kernels anew: after a module with kernels has changed.

    python tools/kernels.py           write NAME.ll beside every NAME.py with kernels
    python tools/kernels.py --check   only say which would differ

Numba and llvmlite of ``constraints.txt`` are needed (``python start.py test`` installs them), and the Python that CI
uses: another makes code that does the same and is written otherwise. What is written knows no processor and no system:
it is optimised as far as that can be done for all of them, and what only newer LLVMs can read is left out.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import types as python_types
from pathlib import Path
from typing import Any

os.environ["NUMBA_OPT"] = "0"  # what Numba writes, not yet optimised for the processor of this computer

import llvmlite
import llvmlite.binding as llvm
import numba
from llvmlite import ir
from numba import cfunc, types
from numba.core import cgutils
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import PassManager
from numba.core.typed_passes import IRLegalization, NativeLowering, NoPythonBackend, NopythonTypeInference
from numba.core.untyped_passes import FixupArgs, IRProcessing, TranslateByteCode
from numba.extending import intrinsic, overload, register_jitable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.compiling import NUMBERS, Kernel, Kinds, fetch_ahead, fingerprint_of_source  # noqa: E402

TYPES = {name: getattr(types, name) for name in NUMBERS}
TYPES |= {f"{name}*": types.CPointer(kind) for name, kind in TYPES.items()}
OF_C = {"float64": "double", "int64": "i64"}
ANY = "x86_64-unknown-linux-gnu"
"""One computer as good as any: numbers lie in memory alike on all that the program runs on."""
MADE_BY = (
    f"by Python {sys.version_info[0]}.{sys.version_info[1]}, Numba {numba.__version__}, llvmlite {llvmlite.__version__}"
)
RAISES = "raises"
"""Called where a kernel raises: LLVM leaves the call out where it sees that none ever does."""
FROM_OUTSIDE = {"asin", "atan2", "cos", "fabs", "sin", "sqrt"}
"""Functions of C's mathematics, which every program has; LLVM's own begin with ``llvm.``."""


class PlainLoops(CompilerBase):
    """Numba's steps from bytecode to LLVM's code, without those for closures, branches by type and whole arrays."""

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


OPTIONS: dict[str, Any] = {"error_model": "numpy", "no_rewrites": True, "_nrt": False, "pipeline_class": PlainLoops}


@intrinsic
def _prefetch(typing_context: Any, array: Any, place: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        number, of_bytes = ir.IntType(32), ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [of_bytes, number, number, number])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        element = builder.gep(values[0], [values[1]])
        to_read, keep_near, is_data = number(0), number(3), number(1)
        builder.call(function, [builder.bitcast(element, of_bytes), to_read, keep_near, is_data])
        return context.get_dummy_value()

    return types.void(array, types.int64), code


@overload(fetch_ahead, inline="never")
def _fetch_ahead(array, place):  # type: ignore[no-untyped-def]
    return lambda array, place: _prefetch(array, place)


def modules() -> list[Path]:
    """The modules that hold kernels."""
    found = [path for folder in ("geo", "analysis") for path in sorted((ROOT / folder).rglob("*.py"))
             if re.search(r"^@kernel\(", path.read_text(encoding="utf-8"), re.MULTILINE)]  # fmt: skip
    assert found
    return found


def kept_of(source: Path) -> str:
    """What is to be kept of a module: one module of LLVM with a function for each variant of each kernel."""
    module = importlib.import_module(".".join(source.relative_to(ROOT).with_suffix("").parts))
    known = vars(module).values()
    for one in known:  # its functions are parts of its kernels; those of others are not, and would be refused
        if isinstance(one, python_types.FunctionType) and one.__module__ == module.__name__:
            register_jitable(**OPTIONS)(one)
    kernels = [one for one in known if isinstance(one, Kernel) and one.__module__ == module.__name__]
    whole = None
    for one in kernels:
        for kinds in one.variants:
            part = _plain(one, kinds)
            whole = part if whole is None else whole
            if part is not whole:
                whole.link_in(part)
    return (
        f"; Kernels of {source.name} in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.\n"
        f"; made from {source.name}, SHA-256 {fingerprint_of_source(source)}\n; {MADE_BY}\n"
        f"{_without_what_is_new(str(whole))}"
    )


def _plain(one: Kernel, kinds: Kinds) -> Any:
    """A kernel as one function that calls nothing but mathematics."""
    made = cfunc(types.int64(*(TYPES[kind] for kind in kinds)), **OPTIONS)(one.function)
    entry = made.native_name
    text = re.sub(r"(?m)^target .*\n", "", made._library.get_llvm_str()).replace("noinline", "nounwind")
    of_c = [OF_C.get(kind, "ptr") for kind in kinds]
    names = [f"{kind} %a{place}" for place, kind in enumerate(of_c)]
    text += (
        f"\ndeclare void @{RAISES}()\ndefine i64 @{one.symbol(kinds)}({', '.join(names)}) {{\n"
        f"  %result = alloca i64\n  %fault = alloca ptr\n"
        f"  %status = call i32 @{entry.removeprefix('cfunc.')}(ptr %result, ptr %fault, {', '.join(names)})\n"
        f"  %is_well = icmp eq i32 %status, 0\n  br i1 %is_well, label %done, label %fails\n"
        f"fails:\n  call void @{RAISES}()\n  br label %done\n"
        f"done:\n  %value = load i64, ptr %result\n  ret i64 %value\n}}\n"
    )
    module = llvm.parse_assembly(text)
    machine = llvm.Target.from_triple(ANY).create_target_machine(opt=2)
    module.triple, module.data_layout = machine.triple, str(machine.target_data)
    for number, each in enumerate([*module.functions, *module.global_variables]):
        if not each.is_declaration and each.name != one.symbol(kinds):
            each.linkage, each.name = "internal", f"{one.symbol(kinds)}.{number}"
    options = llvm.create_pipeline_tuning_options(2)
    options.loop_vectorization = options.slp_vectorization = options.loop_unrolling = False
    for _ in range(2):  # constants of faults are seen to be unused once their user has gone
        passes = llvm.create_pass_builder(machine, options)
        passes.getModulePassManager().run(module, passes)
    left = {each.name for each in module.functions if each.is_declaration and not each.name.startswith("llvm.")}
    left |= {each.name for each in module.global_variables}
    if left := left - FROM_OUTSIDE:
        raise SystemExit(f"{one.__module__}.{one.__name__} may raise, or calls what is not compiled into it: {left}")
    return module


def _without_what_is_new(text: str) -> str:
    """Without attributes: LLVM finds them again, and older ones cannot read those of newer ones."""
    text = re.sub(r"(?m)^(; ModuleID|; Function Attrs|source_filename|target |attributes #).*\n", "", text)
    text = re.sub(r"(?m)^.* void @llvm\.lifetime\..*\n", "", text)
    text = re.sub(r" captures\(\w+\)| #\d+\b|(?<=icmp )samesign | (?:local_)?unnamed_addr\b", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def main() -> None:
    """Write what is kept, or say what would differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    llvm.initialize_all_targets()
    sources = modules()
    if is_check and (others := [one for one in sources if MADE_BY not in _kept(one)]):
        if any(fingerprint_of_source(one) not in _kept(one) for one in sources):
            sys.exit("A module with kernels has changed: run python tools/kernels.py.")
        print(f"Not compared: {MADE_BY[3:]} would write otherwise what other versions made ({len(others)} files).")
        return
    texts = {source: kept_of(source) for source in sources}
    differ = [source for source, text in texts.items() if _kept(source) != text]
    for source in differ:
        print(source.with_suffix(".ll").relative_to(ROOT).as_posix())
        if not is_check:
            source.with_suffix(".ll").write_text(texts[source], encoding="utf-8", newline="\n")
    if not differ:
        print("All kept code is that of its source.")
    elif is_check:
        sys.exit("This kept code is not that of its source: run python tools/kernels.py.")


def _kept(source: Path) -> str:
    kept = source.with_suffix(".ll")
    return kept.read_text(encoding="utf-8") if kept.is_file() else ""


if __name__ == "__main__":
    main()
