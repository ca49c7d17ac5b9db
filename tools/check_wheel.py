"""Say whether a wheel holds everything the app needs in an empty folder: packages, page files, demo data.

python tools/check_wheel.py dist/everyday_atlas-0.1.0-py3-none-any.whl
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("geo", "analysis", "plan", "store", "everyday", "app")


def expected() -> set[str]:
    """Names the wheel must have, from the working tree."""
    names = {"streamlit_app.py"}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                names.add(path.relative_to(ROOT).as_posix())
    for path in (ROOT / "data").rglob("*"):
        if path.is_file():
            names.add(f"everyday/demo/{path.relative_to(ROOT).as_posix()}")
    return names


def main(wheel: str) -> int:
    """Compare, print what is missing, and return the exit code."""
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    missing = sorted(expected() - held)
    for name in missing:
        print(f"missing from the wheel: {name}")
    if not missing:
        print(f"{Path(wheel).name}: {len(held)} files, nothing missing")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
