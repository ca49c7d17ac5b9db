"""A build where nothing was compiled before against the next one: processor seconds of the command and its children.

    python benchmarks/cold_build.py [--repeat 3] [--newport]

Builds the made-up town (or Newport) anew each time, once with an empty cache for compilers and once with what
that left behind: today nothing is kept, and the two are the same.
Linux and macOS only: it asks the system for the processor time of ended children.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def made_up(folder: Path) -> list[str]:
    """The demo town without an edition; what else the build is told."""
    from everyday import Atlas
    from everyday.demo.build import add_demo_inputs, demo_inputs

    inputs = demo_inputs()
    atlas = Atlas.new(folder, name="Wrenmouth", boundaries=inputs["boundaries"][0], is_made_up=True)
    add_demo_inputs(atlas, inputs)
    return []


def newport(folder: Path) -> list[str]:
    """Newport without an edition; what else the build is told."""
    from everyday import Atlas
    from tests.makers.towns import newport_inputs

    data = Path(os.environ.get("EVERYDAY_TEST_DATA", ROOT.parent / "shared" / "data"))
    atlas = Atlas.new(folder, name="Newport", boundaries=data / "newport/boundaries/wards_2011.geojson")
    for kind, path in newport_inputs(data):
        atlas.add(kind, path)
    return ["--date", date(2024, 3, 5).isoformat()]


def seconds(atlas: Path, options: list[str], cache: Path) -> float:
    """Processor seconds of one build."""
    shutil.rmtree(atlas / "editions", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"NUMBA_CACHE_DIR": str(cache), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "everyday", "build", str(atlas), *options]
    subprocess.run(command, check=True, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--newport", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        atlas = Path(temporary) / "atlas"
        told = newport(atlas) if options.newport else made_up(atlas)
        pairs = []
        for turn in range(options.repeat):
            cache = Path(temporary) / f"cache-{turn}"
            cold, warm = seconds(atlas, told, cache), seconds(atlas, told, cache)
            pairs.append((cold, warm))
            print(f"cold {cold:.1f} s, warm {warm:.1f} s: {cold / warm:.2f}", flush=True)
    cold, warm = (statistics.median(values) for values in zip(*pairs, strict=True))
    print(f"median: cold {cold:.1f} s, warm {warm:.1f} s of processor time: {cold / warm:.2f}")


if __name__ == "__main__":
    main()
