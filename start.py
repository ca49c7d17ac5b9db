"""Set up and run Everyday Atlas with nothing but Python 3.11 or newer.

    python start.py             install, build the made-up demo town, open the start page
    python start.py test        install, run the tests (--quick leaves out what takes long)
    python start.py COMMAND …   install, run `everyday COMMAND …`

On macOS and Linux the command may be called python3. Everything is installed into the folder .venv beside this file.
"""

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
# Some of the tested versions have no wheels for Intel Macs: there pip chooses the newest that have.
IS_INTEL_MAC = sys.platform == "darwin" and platform.machine() == "x86_64"
TESTED = [] if IS_INTEL_MAC else ["--constraint", "constraints.txt"]
CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("tools.kernels", "--check"))
QUICK = "not slow and not browser and not postgis and not office"
"""Tests for a contributor's loop: without slow ones, browsers, and the plan on a second database."""
KEPT_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": 256 * 2**20, "MALLOC_TRIM_THRESHOLD_": 512 * 2**20, "MALLOC_TOP_PAD_": 16 * 2**20,
}  # fmt: skip
"""What one test gives back glibc keeps for the next; else the system clears it anew. Nothing but glibc reads these."""
ONE_THREAD = {"POLARS_MAX_THREADS": 1}
"""A small table is done before a second thread has found what to do; looking for it takes a processor from others."""
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def run(*command: object) -> int:
    """Run a command in the project's folder and return its exit code."""
    try:
        return subprocess.call([str(part) for part in command], cwd=HERE)
    except KeyboardInterrupt:
        return 130


def must(*command: object) -> None:
    """Run a command that has to succeed."""
    code = run(*command)
    if code:
        print(f"\nThis step failed: {' '.join(map(str, command))}", file=sys.stderr)
        sys.exit(code)


def install(extra: str) -> None:
    """Make the virtual environment and install into it, unless nothing has changed since the last time."""
    wanted = hashlib.sha256(
        (HERE / "pyproject.toml").read_bytes() + (HERE / "constraints.txt").read_bytes() + extra.encode()
    ).hexdigest()
    done = VENV / f"installed-{extra or 'app'}.txt"
    if PYTHON.is_file() and done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.is_file():
        print("Making a virtual environment in .venv …")
        if run(sys.executable, "-m", "venv", VENV):
            sys.exit("Python's venv module is missing: on Debian and Ubuntu run `apt install python3-venv`.")
    print("Installing (a few minutes the first time) …")
    target = f".[{extra}]" if extra else "."
    must(
        PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", "-e", target
    )
    done.write_text(wanted, encoding="utf-8")


def tests(asked: list[str]) -> list[str]:
    """What pytest is told: a process for each processor, each file in one, unless what is asked for needs just one."""
    given = [one for one in asked if one != "--quick"]
    if "--quick" in asked:
        given = ["-m", QUICK, *given]
    alone = {"--numprocesses", "--dist", "-s", "--capture", "--pdb", "--trace", "--collect-only", "--co", "--markers"}
    if not any(one.startswith("-n") or one.partition("=")[0] in alone for one in given):
        given = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", *given]
    return given


def main(arguments: list[str]) -> int:
    """Install what is needed, then do what was asked."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python should be told so
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if arguments[:1] == ["test"]:
        install("test")
        # A run starts hundreds of processes. What one has compiled it keeps for the others, whatever was set outside.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for name, number in (KEPT_MEMORY | ONE_THREAD).items():
            os.environ.setdefault(name, str(number))
        return run(PYTHON, "-m", "pytest", *tests(arguments[1:]))
    if arguments == ["check"]:
        install("test")
        return max(run(PYTHON, "-m", *check) for check in CHECKS)
    install("")
    return run(PYTHON, "-m", "everyday", *(arguments or ["demo", "--start-page"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
