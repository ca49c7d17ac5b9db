"""Install a wheel into a new environment, build the demo town in an empty folder, serve it, and ask for the page.

    python tools/try_wheel.py dist/everyday_atlas-0.1.0-py3-none-any.whl

Proves that demo data, pages and static files are inside the wheel. Exit code 1 if anything is missing.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 90


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str) -> bytes:
    """The body of a page, empty while the server does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bytes(response.read())
    except (urllib.error.URLError, OSError):
        return b""


def try_serving(everyday: Path, empty: Path) -> list[str]:
    """Start the app from the empty folder and look at what it answers; returns what is wrong."""
    port = free_port()
    command = [everyday, "serve", "town", "--port", str(port), "--no-open"]
    server = subprocess.Popen(command, cwd=empty, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + SECONDS_TO_START
        while not answer(f"http://127.0.0.1:{port}/health") and time.monotonic() < until:
            time.sleep(0.5)
        edition = (empty / "town/editions/CURRENT").read_text(encoding="utf-8").strip()
        wanted = {
            "/health": b"",
            "/": b"<html",
            "/assets/leaflet/leaflet.js": b"Leaflet",
            f"/data/{edition}/background.json": b"layers",
        }
        bodies = {path: answer(f"http://127.0.0.1:{port}{path}") for path in wanted}
        return [
            f"{path} answers {bodies[path][:60]!r}"
            for path, part in wanted.items()
            if not bodies[path] or part not in bodies[path]
        ]
    finally:
        server.terminate()
        server.wait(timeout=20)


def main(wheel: str) -> int:
    """Do all of it in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        environment, empty = Path(folder) / "venv", Path(folder) / "empty"
        empty.mkdir()
        venv.create(environment, with_pip=True)
        programs = environment / ("Scripts" if os.name == "nt" else "bin")
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-c", ROOT / "constraints.txt", Path(wheel).resolve()], check=True)
        started = time.monotonic()
        subprocess.run([programs / "everyday", "demo", "town", "--no-serve"], cwd=empty, check=True)
        print(f"demo built in {time.monotonic() - started:.0f} s from nothing")
        faults = try_serving(programs / "everyday", empty)
    for fault in faults:
        print(fault)
    print("the wheel works in an empty folder" if not faults else "the wheel is not whole")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
