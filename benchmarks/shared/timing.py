"""Timing for the benchmarks: median of several runs, processor seconds of all threads of this process."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def median_cpu(work: Callable[[], Result], repeat: int, *, warm: bool = True) -> tuple[float, float, Result]:
    """Median processor and wall seconds of ``work``, and its last result; one run before that does not count."""
    if warm:
        result = work()
    cpu, wall = [], []
    for _ in range(repeat):
        start_cpu, start_wall = time.process_time(), time.perf_counter()
        result = work()
        cpu.append(time.process_time() - start_cpu)
        wall.append(time.perf_counter() - start_wall)
    return statistics.median(cpu), statistics.median(wall), result


def peak_mb() -> float:
    """Largest memory this process has used so far, in MB; NaN where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
