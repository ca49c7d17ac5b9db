"""Reading an OpenStreetMap extract: ours (walk network, places and background) against osmnx (walk network only).

    python benchmarks/osm_against_osmnx.py --repeat 5

osmnx reads only XML, so the extract is first converted to a temporary file, which is not measured. Neither are imports.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from shared.timing import median_cpu
from shared.towns import town

from geo.osm import read_osm


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--town", default="porto_alegre", choices=["porto_alegre", "newport"])
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    import osmnx

    path = town(options.town).osm
    ours_s, ours_wall, extract = median_cpu(lambda: read_osm(path), options.repeat)
    with tempfile.TemporaryDirectory() as folder:
        xml = to_xml(path, Path(folder) / "extract.osm")
        theirs_s, theirs_wall, graph = median_cpu(
            lambda: osmnx.graph_from_xml(xml, simplify=False, retain_all=True), options.repeat, warm=False
        )
    print(f"{options.town}: {path.stat().st_size / 1e6:.1f} MB")
    print(
        f"ours: {ours_s:.2f} s CPU, {ours_wall:.2f} s wall: {extract.network.nodes_n:,} nodes, "
        f"{extract.network.links_n:,} links, {len(extract.places):,} places, background"
    )
    print(f"osmnx: {theirs_s:.2f} s CPU, {theirs_wall:.2f} s wall: {len(graph):,} nodes")
    print(f"ratio ours / osmnx: {ours_s / theirs_s:.2f}")


def to_xml(source: Path, target: Path) -> Path:
    """The same extract as XML."""
    import osmium

    with osmium.SimpleWriter(str(target)) as writer:
        for item in osmium.FileProcessor(str(source)):
            writer.add(item)
    return target


if __name__ == "__main__":
    main()
