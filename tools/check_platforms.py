"""Can the run-time dependencies be installed from wheels alone on every system we promise?

    python tools/check_platforms.py > docs/platforms.md

Asks pip to resolve the dependencies, at the versions of constraints.txt, for Linux, Windows and macOS on
Python 3.11 to 3.14 with `pip download --only-binary=:all:` and prints a table. Exit code 1 if one combination fails.
"""

import subprocess
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Some of the tested versions have no wheels for Intel Macs, so start.py lets pip choose there.
UNPINNED = "macOS (Intel), newest versions with wheels"
PLATFORMS = {
    "Linux (x86-64)": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "Linux (ARM)": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
    "Windows (x86-64)": ["win_amd64"],
    "macOS (Apple silicon)": ["macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"],
    UNPINNED: ["macosx_14_0_x86_64", "macosx_12_0_x86_64", "macosx_10_15_x86_64", "macosx_10_13_x86_64"],
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def requirements(platform: str) -> list[str]:
    """The run-time dependencies, markers for Windows applied by hand as pip judges markers by this machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    chosen = []
    for line in project["dependencies"]:
        name, _, marker = line.partition(";")
        if not marker or ("win32" in marker and "Windows" in platform):
            chosen.append(name.strip())
    return chosen


def resolve(platform: str, python: str) -> str:
    """Empty if pip finds a wheel of everything, else the reason."""
    tags = [part for tag in PLATFORMS[platform] for part in ("--platform", tag)]
    pinned = [] if platform == UNPINNED else ["--constraint", str(ROOT / "constraints.txt")]
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
            *pinned, "--dest", folder,
            "--python-version", python, "--implementation", "cp", *tags, *requirements(platform),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "" if done.returncode == 0 else (lines[-1] if lines else f"pip ended with {done.returncode}")


def main() -> int:
    """Print the table."""
    failed = []
    print("# Where it installs\n")
    print("Run-time dependencies at the versions of `constraints.txt`, from wheels alone")
    print("(`pip download --only-binary=:all:`), by")
    print(f"`python tools/check_platforms.py` on {datetime.now(UTC).date()}.\n")
    print("| system | " + " | ".join(f"Python {python}" for python in PYTHONS) + " |")
    print("|---|" + "---|" * len(PYTHONS))
    for platform in PLATFORMS:
        row = []
        for python in PYTHONS:
            reason = resolve(platform, python)
            row.append("yes" if not reason else "no")
            if reason:
                failed.append(f"{platform}, Python {python}: {reason}")
        print(f"| {platform} | " + " | ".join(row) + " |", flush=True)
    for line in failed:
        print(f"\n- {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
