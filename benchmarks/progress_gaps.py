"""How long the progress bar of a build stands still.

    python benchmarks/progress_gaps.py ATLAS

Builds ATLAS (a folder with inputs; an edition of the same inputs must not be there yet) and prints the longest time
without a report, the longest without a higher share, each with the step in which it was, and the share of the whole
time outside of every step.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path

from everyday.facade import Atlas


def main() -> None:
    """Build once and print the gaps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", type=Path)
    folder = parser.parse_args().atlas
    started = time.perf_counter()
    told: list[tuple[float, str, float]] = [(0.0, "before the first step", 0.0)]

    def tell(step: str, share: float) -> None:
        told.append((time.perf_counter() - started, step, share))

    edition = Atlas(folder).build(progress=tell)
    whole = time.perf_counter() - started
    told.append((whole, "the end", 1.0))
    if len(told) == 2:
        raise SystemExit("Nothing was built: an edition of these inputs is there already.")
    gaps = sorted(((after[0] - before[0], before[1]) for before, after in pairwise(told)), reverse=True)
    print(f"{whole:.1f} s, {len(told) - 2} reports. Longest times without a report:")
    for seconds, step in gaps[:8]:
        print(f"  {seconds:6.2f} s  {step}")
    moves = [told[0]]
    for now in told[1:]:
        if now[2] > moves[-1][2] or now is told[-1]:
            moves.append(now)
    still = max((after[0] - before[0], before[1]) for before, after in pairwise(moves))
    print(f"Longest time at one share: {still[0]:.2f} s, from {still[1]!r} on")
    in_steps = sum(float(edition.manifest["seconds"][name]) for name in edition.manifest["seconds"] if name != "whole")
    print(f"Outside of every step: {max(whole - in_steps, 0) / whole:.1%}")


if __name__ == "__main__":
    main()
