"""Start the app: Streamlit's own server, on this computer only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from everyday.config import load_config
from geo.errors import NotFoundError, UsageError

__all__ = ["app_file", "free_port", "serve_atlas"]

FIRST_PORT = 8501
THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")


def app_file() -> Path:
    """The file Streamlit runs: beside the packages in a checkout, a module of its own in an installed wheel."""
    beside = Path(__file__).resolve().parent.parent / "streamlit_app.py"
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


def _open_when_ready(host: str, port: int) -> None:
    """Open the person's browser as soon as the server answers."""
    for _ in range(240):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((host, port)) == 0:
                webbrowser.open(_address(host, port))
                return
        time.sleep(0.25)


def _as_flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve_atlas(folder: Path, *, host: str = "127.0.0.1", port: int | None = None, is_opening: bool = True) -> None:
    """Serve one atlas until the person stops it with Ctrl+C, and open it in the browser.

    Raises:
        NotFoundError: there is no atlas in ``folder``.
        UsageError: the host is not this computer (sign-in is needed for that), or no port is free.
    """
    name = load_config(folder).name
    if host not in THIS_COMPUTER:
        raise UsageError(
            f"--host {host} would open the atlas to other computers, and this version has no sign-in yet.",
            do="Use it on this computer (127.0.0.1).",
        )
    chosen = free_port(host, port)
    environment = os.environ | {"EVERYDAY_ATLAS": str(folder.resolve())}
    from app.settings import STREAMLIT_OPTIONS

    options = STREAMLIT_OPTIONS | {"server.address": host, "server.port": str(chosen)}
    flags = [part for key, value in options.items() for part in (f"--{key}", _as_flag(value))]
    click.echo(f"{name}: {_address(host, chosen)}   (stop with Ctrl+C)")
    command = [sys.executable, "-m", "streamlit", "run", str(app_file()), *flags]
    process = subprocess.Popen(command, env=environment)
    if is_opening:
        threading.Thread(target=_open_when_ready, args=(host, chosen), daemon=True).start()
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        code = 0
    finally:
        process.terminate()
        process.wait(timeout=20)
    if code:
        sys.exit(code)


def _stop(*_: object) -> None:
    """A request to end is as good as Ctrl+C: the server must not be left behind."""
    raise KeyboardInterrupt
