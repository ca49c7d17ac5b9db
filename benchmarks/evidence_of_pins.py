"""Seconds that the evidence of one pin takes in Newport, once its tables are read: a forum needs less than 0.05.

python benchmarks/evidence_of_pins.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from everyday.atlas import open_edition
from everyday.evidence import EvidenceSource
from tests import needs
from tests.makers.towns import built_newport


def main() -> None:
    """Build Newport, read its tables, and pin at sixty places."""
    with tempfile.TemporaryDirectory() as folder:
        edition = built_newport(Path(folder) / "atlas", needs.data()).edition()
        source = EvidenceSource(open_edition(edition))
        began = time.process_time()
        source.read_ahead()
        print(f"reading ahead: {time.process_time() - began:.2f} s CPU")
        cells = edition.cells().query("on_network")
        rows = cells.iloc[:: max(len(cells) // 60, 1)]
        began = time.process_time()
        for row in rows.itertuples():
            source.of(shapely.Point(row.lon, row.lat), row.area_id)
        print(f"each of {len(rows)} pins: {(time.process_time() - began) / len(rows):.4f} s CPU")


if __name__ == "__main__":
    main()
