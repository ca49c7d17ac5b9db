"""Write the software bill of materials of a release: every package it needs, with version, licence and origin.

python tools/bill_of_materials.py dist/everyday_atlas-0.1.0.cdx.json

To be run in an environment that holds the release and nothing else (CONTRIBUTING.md says how it is made). cyclonedx-bom
(``pip install -e ".[release]"``) writes it in CycloneDX 1.6, the same bytes for the same environment; checked here is
that each package that is needed is in it. (Its own validation against the schema did not end within five minutes with
cyclonedx-bom 7.5.) Offline.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from licences import ROOT, needed


def main(target: str) -> int:
    """Write and check it; 1 if a package that is needed is not in it."""
    command = [
        sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(ROOT / "pyproject.toml"), "--mc-type",
        "application", "--no-validate", "--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON",
        "--output-file", target,
    ]  # fmt: skip
    done = subprocess.run(command, check=False)
    if done.returncode:
        return done.returncode
    listed = {one["name"].lower().replace("_", "-") for one in json.loads(Path(target).read_text())["components"]}
    missing = sorted(set(needed({"postgis", "signin"})) - listed)
    for name in missing:
        print(f"missing from the bill of materials: {name}", file=sys.stderr)
    print(f"{target}: {len(listed)} packages")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
