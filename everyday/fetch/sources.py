"""``sources.toml``: addresses, fields, limits and licences of every service, so that a moved address is no code."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from geo.errors import NotFoundError, UsageError

__all__ = ["SOURCES_VARIABLE", "Sources", "load_sources", "own_sources"]

SOURCES_VARIABLE = "EVERYDAY_SOURCES"
"""Names a file of the same form; what it gives takes the place of what the product's own says."""


@dataclass(frozen=True)
class Sources:
    """What is known of the services.

    Attributes:
        date: the day on which it was known.
        tables: the content of the file.
        file: the file that was laid over the product's own, None without one.
    """

    date: str
    tables: dict[str, Any]
    file: Path | None = None

    def __getitem__(self, name: str) -> dict[str, Any]:
        """One table of the file."""
        table: dict[str, Any] = self.tables[name]
        return table

    @property
    def margin_km(self) -> float:
        """How far round the town streets and timetables are kept."""
        return float(self.tables["margin_km"])

    def hosts(self, *names: str) -> frozenset[str]:
        """Hosts (with their port where it is not the usual one) that may be asked for these pieces."""
        return frozenset(str(host) for name in names for host in self.tables[name]["hosts"])

    def service(self, name: str) -> str:
        """Address of the layer of an ONS feature service by its name."""
        return f"{self.tables['wards']['services']}/{name}/FeatureServer/0"


def load_sources(file: Path | None = None) -> Sources:
    """The product's own list, with that of ``file``, else of ``EVERYDAY_SOURCES``, laid over it.

    Raises:
        NotFoundError: the file named is not there.
        UsageError: it is no TOML, or has a table that the product's own has not.
    """
    own = _own()
    named = file or (Path(os.environ[SOURCES_VARIABLE]) if os.environ.get(SOURCES_VARIABLE) else None)
    if named is None:
        return Sources(str(own["date"]), own)
    if not named.is_file():
        raise NotFoundError(f"There is no file of sources {named}.", do=f"Check {SOURCES_VARIABLE}.")
    try:
        given = tomllib.loads(named.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{named} cannot be read: {error}.", do="Correct that line and try again.") from error
    unknown = sorted(set(given) - set(own))
    if unknown:
        raise UsageError(
            f"{named} has tables that are not known: {', '.join(unknown)}.", f"There are {', '.join(own)}."
        )
    merged = _laid_over(own, given)
    return Sources(str(merged["date"]), merged, named)


@lru_cache(maxsize=1)
def own_sources() -> Sources:
    """The product's own list, without what anybody laid over it; read once. It raises nothing."""
    own = _own()
    return Sources(str(own["date"]), own)


def _own() -> dict[str, Any]:
    return tomllib.loads((files("everyday.fetch") / "sources.toml").read_text(encoding="utf-8"))


def _laid_over(own: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    both = dict(own)
    for key, value in given.items():
        both[key] = _laid_over(own[key], value) if isinstance(value, dict) and isinstance(own.get(key), dict) else value
    return both
