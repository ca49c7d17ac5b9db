"""Start the app: Streamlit's own server, for this computer only, for a room, or for people who sign in."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import click

from everyday.atlas import DATABASE_VARIABLE, FILE_NAME, gps_folder, load_config, open_folder
from everyday.serving.room import room_addresses
from everyday.serving.sign_in_file import read_sign_in
from everyday.serving.told import (
    ATLAS_VARIABLE,
    FORUM_VARIABLE,
    HOME_VARIABLE,
    JOIN_PATH,
    ROOM_URL_VARIABLE,
    SERVED_OPTIONS,
    SIGN_IN_VARIABLE,
    STREAMLIT_OPTIONS,
)
from everyday.starting import atlases_in
from geo.errors import NotFoundError, UsageError

__all__ = ["app_file", "free_port", "serve_atlas"]

FIRST_PORT = 8501
START_PATH = "/start"
THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")


def app_file() -> Path:
    """The file Streamlit runs: beside the packages in a checkout, a module of its own in an installed wheel."""
    beside = Path(__file__).resolve().parents[2] / "streamlit_app.py"
    if beside.is_file():
        return beside
    spec = find_spec("streamlit_app")
    if spec is None or spec.origin is None:
        raise NotFoundError("The app (streamlit_app.py) is not installed.", do="Install everyday-atlas again.")
    return Path(spec.origin)


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # as servers do: a port that was just given up is free (Windows means something else by it)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str, wanted: int | None) -> int:
    """The wanted port, or the first free one from 8501.

    Raises:
        UsageError: the wanted port is taken, or no port is free.
    """
    if wanted is not None:
        if not 1 <= wanted <= 65535 or not _is_free(host, wanted):
            raise UsageError(f"Port {wanted} cannot be used: another program has it.", do="Choose another --port.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if _is_free(host, port):
            return port
    raise UsageError("No port from 8501 to 8600 is free.", do="Name one with --port.")


def _when_ready(host: str, port: int, work: Callable[[], object]) -> None:
    """Do something as soon as the server answers."""
    for _ in range(1200):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((host, port)) == 0:
                work()
                return
        time.sleep(0.05)


class _Beside:
    """A Python command that runs beside the server and ends with it at the latest; what goes wrong is said."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = False

    def run(self) -> None:
        """Run it to its end."""
        if self._is_over or not self._arguments:
            return
        self._process = subprocess.Popen([sys.executable, *self._arguments], stdout=subprocess.DEVNULL)
        if self._process.wait() and not self._is_over:
            click.echo(f"python {' '.join(self._arguments)} did not end well: see above.", err=True)

    def end(self) -> None:
        """Stop it if it still runs."""
        self._is_over = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=20)


def _as_flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


@dataclass(frozen=True)
class _Plan:
    """How to start the server: where it listens, what the app is told, and what is said to the person."""

    host: str
    port: int
    environment: dict[str, str]
    options: dict[str, object]
    address: str
    lines: tuple[str, ...]


def _told(**changed: str) -> dict[str, str]:
    """The app's environment: the mode is the command's, and no header names the sender unless a proxy is named."""
    names = {
        "forum": FORUM_VARIABLE, "room_url": ROOM_URL_VARIABLE, "sign_in": SIGN_IN_VARIABLE,
        "proxy": "FORWARDED_ALLOW_IPS",
    }  # fmt: skip
    return {variable: changed.get(name, "") for name, variable in names.items()}


def serve_atlas(
    folder: Path,
    *,
    host: str = THIS_COMPUTER[0],
    port: int | None = None,
    is_opening: bool = True,
    is_forum: bool = False,
    sign_in: Path | None = None,
    proxy: str = "",
    beside: Sequence[str] = (),
    at_start: bool = False,
) -> None:
    """Serve an atlas, or a folder of atlases, until the person stops it with Ctrl+C, and open it in the browser.

    Args:
        folder: the atlas, or the folder of atlases, which may be empty. One atlas for this computer alone has those
            beside it at their own addresses, and the start page.
        host: the address to listen on. Any but this computer needs ``sign_in``.
        port: None for the first free one from 8501.
        is_opening: open the browser.
        is_forum: also let phones in the room reach the phone page, and nothing else.
        sign_in: a sign-in file; then people who sign in with a role reach the pages.
        proxy: addresses of the proxy in front whose word on the sender is taken, separated by commas.
        beside: arguments of Python for what is to run beside the server once that answers.
        at_start: open the start page instead of the atlas.

    Raises:
        NotFoundError: there is no ``folder``.
        InputError: the sign-in file cannot be used.
        UsageError: options that do not go together, a host that needs sign-in, or no free port.
    """
    is_one = (folder / FILE_NAME).exists()
    name = load_config(folder).name if is_one else _name_of_several(folder)
    for one in [folder] if is_one else [found.folder for found in atlases_in(folder) if not found.fault]:
        if gps_folder(one).is_dir():
            from everyday.movement import end_retention

            end_retention(open_folder(one))
    if is_forum:
        plan = _for_a_room(name, host, port, sign_in, proxy)
    elif sign_in is not None:
        plan = _with_sign_in(name, folder, host, port, sign_in, proxy)
    else:
        plan = _for_this_computer(name, host, port, proxy)
    for line in plan.lines:
        click.echo(line)
    is_alone = is_one and (is_forum or sign_in is not None)
    where = {
        ATLAS_VARIABLE: str(folder.resolve()) if is_one else "",
        HOME_VARIABLE: "" if is_alone else str(folder.resolve().parent if is_one else folder.resolve()),
    }
    _run(where, plan, f"{plan.address}{START_PATH if is_one and at_start else ''}" if is_opening else "",
         _Beside(beside))  # fmt: skip


def _name_of_several(folder: Path) -> str:
    """What a folder of atlases is called when it is served.

    Raises:
        NotFoundError: there is no such folder.
        UsageError: all plans go to one database, which holds the plan of one atlas.
    """
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder {folder}.", do="Check the name, or leave it out to start anew.")
    if os.environ.get(DATABASE_VARIABLE, "").strip():
        raise UsageError(
            f"{folder} is no atlas, and {DATABASE_VARIABLE} names a database that holds the plan of one.",
            do="Serve one atlas, or take the variable away.",
        )
    return f"Atlases in {folder}"


def _for_this_computer(name: str, host: str, port: int | None, proxy: str) -> _Plan:
    if host not in THIS_COMPUTER:
        raise UsageError(
            f"--host {host} would open the atlas to other computers, which needs sign-in.",
            do="Add --sign-in FILE (docs/running.md says what is in it); for a forum in a room use --forum instead; "
            "or leave --host out to use the atlas on this computer.",
        )
    if proxy:
        raise UsageError("--behind-proxy is for an atlas with sign-in.", do="Add --sign-in FILE.")
    chosen = free_port(host, port)
    address = _address(host, chosen)
    return _Plan(host, chosen, _told(), {}, address, (f"{name}: {address}   (stop with Ctrl+C)",))


def _everywhere() -> str:
    """All networks of this computer: both kinds of address at once where the system can, else IPv4."""
    if not socket.has_ipv6:
        return "0.0.0.0"
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            probe.bind(("::", 0))
    except OSError:
        return "0.0.0.0"
    return "::"


def _for_a_room(name: str, host: str, port: int | None, sign_in: Path | None, proxy: str) -> _Plan:
    if host != THIS_COMPUTER[0] or sign_in is not None or proxy:
        raise UsageError(
            "--forum goes with neither --host, --sign-in nor --behind-proxy.",
            do="For a room: --forum alone. With sign-in phones reach the phone page without it.",
        )
    chosen = free_port(THIS_COMPUTER[0], port)
    bound = _everywhere()
    free_port(bound, chosen)
    here = _address(THIS_COMPUTER[0], chosen)
    urls = [_address(address.strip("[]"), chosen) + JOIN_PATH for address in room_addresses()]
    told = _told(forum="1", room_url=urls[0] if urls else _address("localhost", chosen) + JOIN_PATH)
    lines = (f"{name}: {here}   (this computer only; stop with Ctrl+C)", *_room_words(urls, chosen))
    return _Plan(bound, chosen, told, SERVED_OPTIONS, here, lines)


def _room_words(urls: list[str], port: int) -> tuple[str, ...]:
    if urls:
        first = f"Phones in the room: {urls[0]}" + (f"   (or {', '.join(urls[1:])})" if urls[1:] else "")
    else:
        first = (
            "Phones in the room: this computer is on no network yet. Connect it; phones then type its address, "
            f"followed by :{port}/join (the Forum page shows it)."
        )
    return (
        first,
        "  They reach the phone page and nothing else of the atlas.",
        "  The connection is not encrypted: somebody on the same network could read what phones send, so use a "
        "network of your own and ask nobody for names or addresses.",
        "  If phones cannot connect, let Python through this computer's firewall for private networks.",
    )


def _checked_proxy(proxy: str) -> str:
    """Addresses or networks, separated by commas.

    Raises:
        UsageError: one of them is neither.
    """
    parts = [part.strip() for part in proxy.split(",") if part.strip()]
    for part in parts:
        try:
            ipaddress.ip_network(part, strict=False)
        except ValueError as error:
            raise UsageError(f"--behind-proxy {part} is no address.", "Needed: such as 10.0.0.5.") from error
    return ",".join(parts)


def _with_sign_in(name: str, folder: Path, host: str, port: int | None, sign_in: Path, proxy: str) -> _Plan:
    door = read_sign_in(sign_in, folder)
    trusted = _checked_proxy(proxy)
    if not _is_free(host, 0):
        raise UsageError(f"--host {host} is no address of this computer.", do="Leave it out, or use 0.0.0.0 for all.")
    chosen = free_port(host, port)
    told = _told(sign_in=str(sign_in.resolve()), proxy=trusted)
    lines = (f"{name}: {door.origin}   (listening on {_address(host, chosen)}; stop with Ctrl+C)",)
    return _Plan(host, chosen, told, SERVED_OPTIONS, door.origin, lines)


def _run(where: dict[str, str], plan: _Plan, opened: str, beside: _Beside) -> None:
    """Run Streamlit until it ends or somebody stops it."""
    environment = os.environ | where | plan.environment
    options = STREAMLIT_OPTIONS | plan.options | {"server.address": plan.host, "server.port": str(plan.port)}
    flags = [part for key, value in options.items() for part in (f"--{key}", _as_flag(value))]
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(app_file()), *flags], env=environment)
    reached = plan.host if plan.host not in ("::", "0.0.0.0") else THIS_COMPUTER[0]
    works = [partial(webbrowser.open, opened)] if opened else []
    for work in (*works, beside.run):
        threading.Thread(target=_when_ready, args=(reached, plan.port, work), daemon=True).start()
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        code = 0
    finally:
        process.terminate()
        beside.end()
        process.wait(timeout=20)
    if code:
        sys.exit(code)


def _stop(*_: object) -> None:
    """A request to end is as good as Ctrl+C: the server must not be left behind."""
    raise KeyboardInterrupt
