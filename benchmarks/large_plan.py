"""A plan of 500 actions and 2,000 findings: seconds until each page is drawn, first and anew, and of each export.

    python benchmarks/large_plan.py [--postgis] [--findings 2000] [--actions 500]

Pages are drawn by Streamlit's own test runner in a process of its own each: the first time in a server that has drawn
Explore, then anew with another area chosen (without a browser, which draws what it is told). Wall seconds, since that
is what a person waits. ``--postgis`` starts PostgreSQL with PostGIS for it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from everyday import Atlas  # noqa: E402
from everyday.atlas.open_plan import DATABASE_VARIABLE  # noqa: E402
from plan.records import Action, Finding, Person  # noqa: E402
from tests import needs  # noqa: E402
from tests.makers.towns import built_demo  # noqa: E402

ANN = Person("Ann", "planner")
PAGES = ("explore", "action_plan", "monitor", "network", "forum")
FILES = (
    "plan.docx", "plan.pdf", "plan.html", "plan.xlsx", "plan.ods", "plan.geojson", "plan.gpkg", "calendar.ics",
    "due.csv", "actions.ods", "findings.xlsx", "transport.docx", "transport.pdf", "poster.pdf",
)  # fmt: skip


def fill(atlas: Atlas, findings_n: int, actions_n: int) -> None:
    """Findings in all areas, and actions on them with interventions, milestones and a measure."""
    plan, areas = atlas.plan(), atlas.edition().areas()
    ids, places = list(areas["area_id"]), list(areas.geometry.representative_point())
    findings = plan.add_all([
        Finding(kind="barrier", title=f"Finding number {n} says that something is in the way", status="sense_checked",
                area_id=ids[n % len(ids)], geometry=places[n % len(ids)], policy_spheres=("transport",))
        for n in range(findings_n)
    ], ANN)  # fmt: skip
    plan.add_all([
        Action(title=f"Action {n}", finding_ids=(findings[n].id, findings[-n - 1].id), lead="Buses",
               responsible=("Wrenmouth Council", "Buses"), area_ids=(ids[n % len(ids)],),
               interventions=("One thing to do here and there", "Another thing that is done"),
               milestones=("2026-01-01 First", "2027-05-01 Second"), measure="centre_min_am", baseline=40.0,
               target=30.0, due_date="2028-01-01", policy_spheres=("transport",))
        for n in range(actions_n)
    ], ANN)  # fmt: skip


def draw(folder: Path, name: str) -> None:
    """Print how long a page takes the first time and anew."""
    import pytest
    from streamlit.testing.v1 import AppTest

    from tests.makers.pages import opened

    def page() -> None:
        import streamlit as st

        from app import pages
        from app.server.faults import shown_faults

        with shown_faults():
            getattr(pages, f"_{st.session_state['wanted']}")()

    with pytest.MonkeyPatch.context() as patch:
        opened(folder, patch)
        area = str(Atlas(folder).edition().areas()["area_id"].iloc[3])
        drawn = AppTest.from_function(page, default_timeout=180)
        drawn.session_state["wanted"] = name
        times = []
        for chosen in ("", area, ""):
            if chosen:
                drawn.query_params["area"] = chosen
            began = time.perf_counter()
            drawn.run()
            times.append(time.perf_counter() - began)
            if drawn.exception:
                raise SystemExit(f"{name}: {drawn.exception[0].message}")
    print(f"  page {name}: {times[0]:.2f} s first, {max(times[1:]):.2f} s anew", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgis", action="store_true")
    parser.add_argument("--findings", type=int, default=2000)
    parser.add_argument("--actions", type=int, default=500)
    parser.add_argument("--page", help=argparse.SUPPRESS)
    parser.add_argument("--atlas", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.page is not None:
        draw(options.atlas, options.page)
        return
    with ExitStack() as held:
        temporary = Path(held.enter_context(tempfile.TemporaryDirectory()))
        if options.postgis:
            from tests.browser.visiting import free_port
            from tests.servers.postgres import running_postgres

            os.environ[DATABASE_VARIABLE] = held.enter_context(running_postgres(needs.postgresql(), free_port()))
        atlas = built_demo(temporary / "atlas")
        fill(atlas, options.findings, options.actions)
        where = "PostGIS" if options.postgis else "GeoPackage"
        print(f"{where}: {options.findings:,} findings, {options.actions} actions", flush=True)
        for name in PAGES:
            command = [sys.executable, __file__, "--page", name, "--atlas", str(atlas.folder)]
            subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
        for name in FILES:
            began = time.perf_counter()
            atlas.export(name.split(".")[0], temporary / name)
            print(f"  {name}: {time.perf_counter() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main()
