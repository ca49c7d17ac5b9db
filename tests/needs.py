"""Every part that a machine may lack: how it is found, what is not tried without it, and which package to install.

A test that needs one says so by a marker of the part's name (``@pytest.mark.gdal``) and gets what it needs from the
function of that name (``needs.gdal()``). The markers ``data``, ``cases``, ``browser`` and ``postgis`` come by
themselves with the fixtures ``real_data``, ``cases``, ``chromium`` and ``postgres_url``. Without the part the test is
skipped with one line; where ``EVERYDAY_REQUIRE_ALL=1`` it fails. ``EVERYDAY_TEST_WITHOUT=gdal,postgis`` hides parts
that are there.
"""

from __future__ import annotations

import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests import ROOT

ROOM = "127.0.0.2"
"""Another address of this computer: it plays a phone in the room."""
DATA = ROOT.parent / "shared" / "data"


def is_required() -> bool:
    """True where a missing part fails the test (``EVERYDAY_REQUIRE_ALL=1``)."""
    return os.environ.get("EVERYDAY_REQUIRE_ALL") == "1"


def hidden() -> set[str]:
    """Parts that are to be passed over although they are there."""
    return set(os.environ.get("EVERYDAY_TEST_WITHOUT", "").replace(",", " ").split())


@dataclass(frozen=True)
class Part:
    """One part of a machine.

    ``lacks`` is what is not there, ``untried`` what is therefore not tried, ``install`` what to do about it. ``find``
    gives the part, or None. What no installing can bring (``is_installable`` false) is skipped everywhere.
    """

    key: str
    lacks: str
    untried: str
    install: str
    find: Callable[[], Any]
    is_installable: bool = True

    @property
    def line(self) -> str:
        """The one line that a skipped test says."""
        return f"Not tried: {self.untried}. {self.lacks}: {self.install}."


def _program(*names: str, places: Iterable[str] = ()) -> Path | None:
    """The first of these programs on the PATH, or else in one of these places."""
    on_path = (shutil.which(name) for name in names)
    usual = (str(place) for place in map(Path, places) if place.is_file())
    found = next((one for one in (*on_path, *usual) if one), None)
    return Path(found) if found else None


def _packages(*names: str) -> bool:
    """Are these Python packages installed?"""
    return all(find_spec(name) is not None for name in names)


def _find_data() -> Path | None:
    folder = Path(os.environ.get("EVERYDAY_TEST_DATA", DATA))
    return folder if folder.is_dir() else None


def _find_cases() -> Path | None:
    """Beside the real data, or where ``EVERYDAY_TEST_CASES`` says."""
    beside = Path(os.environ.get("EVERYDAY_TEST_DATA", DATA)).parent / "cases"
    folder = Path(os.environ.get("EVERYDAY_TEST_CASES", beside))
    return folder if folder.is_dir() else None


def _find_browser() -> Path | None:
    if not _packages("playwright", "axe_playwright_python"):
        return None
    named = os.environ.get("EVERYDAY_CHROMIUM")
    return Path(named) if named else _program(  # first the one without a window: the same pages, a tenth cheaper
        "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome",
        "google-chrome-stable", "chrome",
        places=["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "C:/Program Files/Google/Chrome/Application/chrome.exe"],
    )  # fmt: skip


def _find_postgresql() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, the newest there is."""
    if sys.platform == "win32" or not _packages("psycopg"):
        return None  # the tests start it as its own user, as Debian and macOS have it
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"), key=lambda path: float(path.split("/")[4]))
    chosen = found[-1] if found else shutil.which("pg_ctl")
    return Path(chosen).resolve().parent if chosen else None


_has_postgis: list[bool] = []


def _find_postgis() -> bool | None:
    """What the server said when it was asked; until then it may be there."""
    return (_has_postgis or [True])[0] or None


def _find_gdal() -> Path | None:
    return _program("ogrinfo", places=["C:/OSGeo4W/bin/ogrinfo.exe"])


def _find_office() -> Path | None:
    return _program(
        "soffice", "libreoffice",
        places=["/Applications/LibreOffice.app/Contents/MacOS/soffice",
                "C:/Program Files/LibreOffice/program/soffice.exe"],
    )  # fmt: skip


def _find_poppler() -> Path | None:
    found = [_program(name) for name in ("pdftotext", "pdfinfo")]
    return found[0].parent if found[0] and found[1] else None


def _find_room() -> str | None:
    try:
        with socket.socket() as probe:
            probe.bind((ROOM, 0))
    except OSError:
        return None
    return ROOM


@cache
def _find_network() -> Path | None:
    """``ip``, where it may make a network of its own."""
    program = _program("ip") if sys.platform.startswith("linux") and os.geteuid() == 0 else None
    if program is None:
        return None
    name = f"ea{os.getpid()}t"
    for order in ([program, "link", "add", name, "type", "veth", "peer", "name", f"{name}p"],
                  [program, "link", "del", name], [program, "netns", "add", name],
                  [program, "netns", "exec", name, "ip", "link"], [program, "netns", "del", name]):  # fmt: skip
        if subprocess.run(order, capture_output=True).returncode:
            return None
    return program


@cache
def _find_small_disk() -> bool | None:
    """A disk in memory, where one may be mounted."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return None
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True).returncode:
            return None
        subprocess.run(["umount", folder], capture_output=True, check=True)
    return True


def _find_ipv6() -> bool | None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return None
    return True


PARTS = {
    part.key: part
    for part in (
        Part("data", "No real test data on this machine", "what the program makes of real towns",
             "set EVERYDAY_TEST_DATA to the folder that has them", _find_data),
        Part("cases", "No inputs that went wrong on this machine", "small inputs that once gave a wrong number",
             "set EVERYDAY_TEST_CASES to the folder that has them", _find_cases),
        Part("browser", "No Chromium on this machine", "the pages in a real browser",
             "apt install chromium-headless-shell, or chromium (Windows, macOS: Google Chrome), or name it in "
             "EVERYDAY_CHROMIUM", _find_browser),
        Part("postgresql", "No PostgreSQL on this machine", "the plan on PostGIS",
             "apt install postgresql postgresql-postgis (macOS: brew install postgresql postgis; Windows: use WSL)",
             _find_postgresql),
        Part("postgis", "This machine's PostgreSQL has no PostGIS", "the plan on PostGIS",
             "apt install postgresql-postgis (macOS: brew install postgis; Windows: use WSL)", _find_postgis),
        Part("gdal", "No ogrinfo on this machine", "whether GDAL and QGIS read our files",
             "apt install gdal-bin (macOS: brew install gdal; Windows: OSGeo4W)", _find_gdal),
        Part("office", "No LibreOffice on this machine", "our Word and Excel files in another program",
             "apt install libreoffice-writer libreoffice-calc (Windows, macOS: libreoffice.org)", _find_office),
        Part("poppler", "No pdftotext and pdfinfo on this machine", "what our PDF files say",
             "apt install poppler-utils (macOS: brew install poppler; Windows: conda install poppler)", _find_poppler),
        Part("validator", "No gtfs-guru in this Python", "our timetables in an independent validator",
             "pip install gtfs-guru", lambda: _packages("gtfs_guru") or None),
        Part("sign_in", "No Authlib in this Python", "signing in",
             'pip install "everyday-atlas[signin]"', lambda: _packages("authlib") or None),
        Part("room", f"This computer does not answer as {ROOM}", "what a phone in the room reaches",
             f"on macOS: sudo ifconfig lo0 alias {ROOM}", _find_room),
        Part("network", "This system makes no network of its own", "the server as another machine sees it",
             f"that needs Linux, root and the ip command; {ROOM} stands for it", _find_network, is_installable=False),
        Part("small_disk", "This system lets nobody make a small disk", "what is said when a disk is full or read-only",
             "that needs Linux and root", _find_small_disk, is_installable=False),
        Part("ipv6", "This system has no IPv6", "the server on IPv6", "nothing to install", _find_ipv6,
             is_installable=False),
        Part("fork", "This system has no fork", "writers that are killed", "Linux and macOS have it",
             lambda: hasattr(os, "fork") or None, is_installable=False),
        Part("proc", "This system does not list open files", "whether connections are closed", "Linux does",
             lambda: Path("/proc/self/fd").is_dir() or None, is_installable=False),
    )
}  # fmt: skip
"""All parts by their names, which are the names of the markers too."""

of_this_test: list[set[str]] = []
"""Markers of the test that is run, set by the fixtures: what a test needs must be seen from outside."""


def ask(key: str) -> Any:
    """The part, or the end of this test: skipped, or failed where everything is required."""
    part = PARTS[key]
    if of_this_test and key not in of_this_test[-1]:
        raise AssertionError(f"This test uses {key} and does not say so: mark it with @pytest.mark.{key}.")
    found = None if key in hidden() else part.find()
    if found is None:
        if is_required() and part.is_installable:
            pytest.fail(f"{part.line} (EVERYDAY_REQUIRE_ALL is set, so this may not be skipped)", pytrace=False)
        pytest.skip(part.line)
    return found


def data() -> Path:
    """The folder of real test data; never committed."""
    return Path(ask("data"))


def cases() -> Path:
    """The folder of small inputs that went wrong elsewhere; never committed."""
    return Path(ask("cases"))


def browser() -> Path:
    """Chromium."""
    return Path(ask("browser"))


def postgresql() -> Path:
    """The folder of PostgreSQL's programs."""
    return Path(ask("postgresql"))


def postgis(address: str) -> None:
    """PostGIS on the server at this address, which is asked once."""
    if not _has_postgis:
        import psycopg

        with psycopg.connect(address) as connection:
            asked = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'")
            _has_postgis.append(asked.fetchone() is not None)
    ask("postgis")


def gdal() -> Path:
    """GDAL's ``ogrinfo``."""
    return Path(ask("gdal"))


def office() -> Path:
    """LibreOffice."""
    return Path(ask("office"))


def poppler(program: str) -> Path:
    """One of poppler's programs: ``pdftotext``, ``pdfinfo``."""
    folder = Path(ask("poppler"))
    return Path(shutil.which(program, path=str(folder)) or folder / program)


def validator() -> Any:
    """The GTFS validator, a Python package."""
    ask("validator")
    import gtfs_guru

    return gtfs_guru


def room() -> str:
    """The address that plays the room."""
    return str(ask("room"))


def network() -> Path:
    """``ip``, where it may make a network of its own."""
    return Path(ask("network"))


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Callable[[str], None]]:
    """A disk of that size at ``folder``; what is given makes it ``"ro"`` or ``"rw"``."""
    ask("small_disk")
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)

    def become(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)

    try:
        yield become
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
