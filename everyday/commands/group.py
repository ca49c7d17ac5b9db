"""The ``everyday`` command. Each subcommand is a thin door to the façade."""

from __future__ import annotations

import signal
import sys
import threading
from importlib import import_module
from typing import Any

import click

from everyday import __version__
from everyday.commands.terminal import FAULT, WRONG_USE
from geo.disk import disk_fault
from geo.errors import AtlasError, InputError, UsageError

__all__ = ["main"]


# In the order of a planner's work, not of the alphabet: each with its file and, where it differs, its function.
_COMMANDS = {
    "demo": "making", "new": "making", "add": "making", "fetch": "fetching", "refresh": "fetching", "check": "making",
    "build": "making", "kinds": "making", "gps": "gps", "times": "using", "suggest": "weighing", "compare": "weighing",
    "why": "weighing", "scenario": "weighing", "robustness": "weighing", "import": "plan:import_records",
    "export": "plan", "measures": "using", "serve": "using", "backup": "keeping", "restore": "keeping",
    "settle": "keeping",
}  # fmt: skip


class _Commands(click.Group):
    """Loads a command when it is asked for: the server does not wait for what exports need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        file, _, function = _COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"everyday.commands.{file}"), function or cmd_name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="everyday")
def cli() -> None:
    """Maps where people can get about near home, and where they can reach the rest of the town.

    \b
    Try the made-up town first:   everyday demo
    Then your own, by its name:   everyday fetch my-town "Bristol"
    or from files:                everyday new my-town --name "My town" --boundaries wards.geojson
                                  everyday add my-town osm my-town.osm.pbf
                                  everyday add my-town gtfs timetable.zip
                                  everyday build my-town
                                  everyday serve my-town
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; exit 0 on success, 1 on a fault of the input, 2 on wrong usage."""
    _use_utf8()
    _end_as_if_stopped()
    try:
        return cli.main(args=arguments, prog_name="everyday", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        click.echo("\nStopped. Nothing half-written is left.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(FAULT)
    except UsageError as error:
        click.echo(f"{error}", err=True)
        sys.exit(WRONG_USE)
    except AtlasError as error:
        click.echo(f"{error}", err=True)
        sys.exit(FAULT)
    except BrokenPipeError:
        sys.exit(FAULT)  # whoever read what we print has gone
    except OSError as error:
        click.echo(f"{disk_fault(error)}", err=True)
        sys.exit(FAULT)
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing half-written is left.", err=True)
        sys.exit(130)


def _end_as_if_stopped() -> None:
    """A request to end (SIGTERM) is as good as Ctrl+C: what is open is closed, so that nothing is left half-way."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _use_utf8() -> None:
    """Windows consoles may not be UTF-8: then print what can be printed rather than fail on a name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
