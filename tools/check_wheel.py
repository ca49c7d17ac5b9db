"""Say whether a wheel holds just what git does of the packages and the demo data: nothing missing, nothing else.

python tools/check_wheel.py dist/everyday_atlas-0.1.0-py3-none-any.whl
"""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("geo", "analysis", "plan", "store", "everyday", "app")


def expected() -> set[str]:
    """Names the wheel must have: the files of the packages and of the demo town that git knows."""
    listed = subprocess.run(
        ["git", "ls-files", "--", *PACKAGES, "data"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    names = {name for name in listed if name}
    return {f"everyday/demo/{name}" if name.startswith("data/") else name for name in names} | {"streamlit_app.py"}


def main(wheel: str) -> int:
    """Compare, print what differs, and return the exit code."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    missing, strange = sorted(expected() - held), sorted(held - expected())
    for name in missing:
        print(f"missing from the wheel: {name}")
    for name in strange:
        print(f"in the wheel and not in git: {name}")
    if not missing and not strange:
        print(f"{Path(wheel).name}: {len(held)} files, as git has them")
    return 1 if missing or strange else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
