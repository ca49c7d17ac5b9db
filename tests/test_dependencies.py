"""What we import is declared, what we reach into is bounded, and every licence fits."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement

from tests import ROOT

OURS = {"geo", "analysis", "plan", "store", "everyday", "app", "streamlit_app"}
# Which parts of others are reached into where they promise nothing: only versions that were tried may be installed.
_IMPORT = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)
REACHED_INTO = {"streamlit": "1.68", "starlette": "2.0", "llvmlite": "0.51"}


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def test_every_package_that_is_imported_is_declared() -> None:
    files = [path for folder in OURS for path in (ROOT / folder).rglob("*.py")] + [ROOT / "streamlit_app.py"]
    imported = set()
    for path in files:
        imported |= set(_IMPORT.findall(path.read_text(encoding="utf-8")))
    installed = packages_distributions()
    foreign = (imported & set(installed)) - OURS - set(sys.stdlib_module_names)
    assert len(foreign) > 20
    project = _project()
    extras = (*project["optional-dependencies"]["postgis"], *project["optional-dependencies"]["signin"])
    declared = {_plain(Requirement(line).name) for line in (*project["dependencies"], *extras)}
    assert {name for name in foreign if not declared & set(map(_plain, installed[name]))} == set()


def test_what_promises_nothing_has_an_upper_bound() -> None:
    project = _project()
    lines = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    for one in map(Requirement, lines):
        if next_untried := REACHED_INTO.get(one.name):
            assert not one.specifier.contains(next_untried), f"{one}: {next_untried} was not tried"


def test_every_licence_fits() -> None:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "tools/licences.py")
    assert spec
    assert spec.loader
    licences = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(licences)
    packages = licences.needed({"postgis", "signin"})
    assert len(packages) > 50
    assert licences.unfit(packages) == {}

    class Closed:
        name, metadata = "closed", {"License-Expression": "AGPL-3.0-only"}

    class Silent:
        name = "silent"

        class metadata:
            get = staticmethod(lambda *_: None)
            get_all = staticmethod(lambda *_: None)

    assert set(licences.unfit({"closed": Closed(), "silent": Silent()})) == {"closed", "silent"}
