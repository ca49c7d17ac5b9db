"""Say under which licences the packages stand that Everyday Atlas needs, and which of them may not go with it. Offline.

python tools/licences.py [--extras postgis,signin]

What each installed package says of itself is read (an expression of PEP 639, else its classifiers, else its licence),
beginning with the dependencies in pyproject.toml and following theirs. It ends with 1 where a licence asks for more
than to be named (GPL, AGPL, SSPL and their like), or where a package says nothing that can be read.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FITTING = re.compile(
    r"\b(MIT|MIT-CMU|BSD|BSD-[0-9]-Clause|0BSD|Apache|Apache-2\.0|ISC|PSF|Python-2\.0|PSF-2\.0|MPL|MPL-2\.0|Mozilla|Unlicense|Zlib|"
    r"HPND|CC0-1\.0|LGPL|LGPL-[0-9.]+(-only|-or-later)?|Lesser General Public|Python Software Foundation|public domain|"
    r"BSL-1\.0)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Licences that a package may stand under beside ours (MIT). LGPL and MPL: used as they are, never copied into ours."""
UNFIT = re.compile(
    r"(?<!L)\bA?GPL|SSPL|(?<!Lesser )\b(Affero )?General Public|Commons Clause|BUSL|Proprietary", re.IGNORECASE
)
LOOKED_AT = {"streamlit-folium": "MIT"}
"""What somebody read in the package's repository, where the package itself says nothing."""


def licence_of(found: Distribution) -> str:
    """What a package says of its licence; empty where it says nothing."""
    facts = found.metadata
    if expression := facts.get("License-Expression"):
        return str(expression)
    named = [
        one.rpartition("::")[2].strip() for one in facts.get_all("Classifier") or () if one.startswith("License ::")
    ]
    named = [one for one in named if one != "OSI Approved"]
    if named:
        return " OR ".join(named)
    written = str(facts.get("License") or "").strip()
    return LOOKED_AT.get(found.name.lower().replace("_", "-"), written.partition("\n")[0][:80])


def needed(extras: set[str]) -> dict[str, Distribution]:
    """Every package that is needed, by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for one in extras for line in project["optional-dependencies"][one])]
    waiting = [Requirement(line) for line in lines]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        key = (one.name.lower().replace("_", "-"), frozenset(one.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            found[key[0]] = distribution(one.name)
        except PackageNotFoundError:
            continue  # for another system
        for line in found[key[0]].requires or ():
            other = Requirement(line)
            if other.marker is None or any(other.marker.evaluate({"extra": extra}) for extra in ("", *one.extras)):
                waiting.append(other)
    return dict(sorted(found.items()))


def unfit(packages: dict[str, Distribution]) -> dict[str, str]:
    """Packages whose licence does not fit, or is not known, with what they say."""
    said = {name: licence_of(one) for name, one in packages.items()}
    return {
        name: words for name, words in said.items()
        if not FITTING.search(words) or (UNFIT.search(words) and " OR " not in words)
    }  # fmt: skip


def main() -> int:
    """Print every package with its licence; 1 if one of them does not fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extras", default="postgis,signin")
    packages = needed({one for one in parser.parse_args().extras.split(",") if one})
    wrong = unfit(packages)
    for name, one in packages.items():
        print(f"{'!' if name in wrong else ' '} {name} {one.version}: {licence_of(one) or 'says nothing'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
