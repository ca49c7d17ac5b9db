"""How streets lie: a mesh of junctions and links for each way of building a neighbourhood.

Terraces stand in long parallel rows, inter-war suburbs bend in crescents about a point, post-war estates are
cul-de-sacs joined by footpaths, and the old centre never was planned.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from shapely.geometry import Polygon

from everyday.demo.ground import XY, Dice, Seed, turned

__all__ = ["Mesh", "mesh_for"]


@dataclass
class Mesh:
    """Junctions, and links between them: ``street`` or ``path`` (on foot only)."""

    nodes: list[XY] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)


def mesh_for(seed: Seed, polygon: Polygon) -> Mesh:
    """The streets of one part of the town, larger than the part: to be cut to its shape."""
    dice = Dice(f"mesh {seed.ward} {seed.name}")
    return _divided(_PATTERNS[seed.kind](seed, polygon, dice))


def _divided(mesh: Mesh) -> Mesh:
    """The mesh with a node in the middle of every long link, so that a part of it can stay where it is cut."""
    whole = Mesh(list(mesh.nodes))
    for a, b, kind in mesh.links:
        (ax, ay), (bx, by) = mesh.nodes[a], mesh.nodes[b]
        pieces = max(1, round(math.dist((ax, ay), (bx, by)) / 62))
        last = a
        for piece in range(1, pieces):
            share = piece / pieces
            whole.nodes.append((ax + (bx - ax) * share, ay + (by - ay) * share))
            whole.links.append((last, len(whole.nodes) - 1, kind))
            last = len(whole.nodes) - 1
        whole.links.append((last, b, kind))
    return whole


def _lattice(
    seed: Seed, polygon: Polygon, dice: Dice, along_m: float, across_m: float, *, jitter: float, wave_m: float
) -> tuple[Mesh, dict[tuple[int, int], int]]:
    """Points in rows, turned, waved and jittered; keys are (column, row)."""
    west, south, east, north = polygon.bounds
    centre = ((west + east) / 2, (south + north) / 2)
    reach = math.hypot(east - west, north - south) / 2
    columns, rows = math.ceil(reach / along_m) + 1, math.ceil(reach / across_m) + 1
    phase = dice.between(0, 6)
    mesh, index = Mesh(), {}
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            u = column * along_m + dice.between(-jitter, jitter) * along_m
            v = row * across_m + dice.between(-jitter, jitter) * across_m
            bend = wave_m * math.sin(u / 210 + phase) + 0.6 * wave_m * math.sin(v / 170 + 2 * phase)
            point = turned((centre[0] + u + 0.5 * bend, centre[1] + v + bend), centre, seed.angle)
            index[(column, row)] = len(mesh.nodes)
            mesh.nodes.append(point)
    return mesh, index


def _terrace(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """Rows of houses 58 m apart, a cross street every 165 m, some rows stepped."""
    mesh, index = _lattice(seed, polygon, dice, 165, 58, jitter=0.035, wave_m=9)
    for (column, row), node in index.items():
        beside = index.get((column + 1, row))
        above = index.get((column, row + 1))
        if beside is not None:
            mesh.links.append((node, beside, "street"))
        if above is not None and (column % 2 == 0 or not dice.chance(0.42)):
            mesh.links.append((node, above, "street"))
        elif above is not None and dice.chance(0.5):
            mesh.links.append((node, above, "path"))
    return mesh


def _interwar(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """Avenues that bend about the focus, 82 m apart, joined every 150 to 230 m, with a few closes."""
    focus = seed.focus or (polygon.centroid.x, polygon.centroid.y)
    corners = list(polygon.exterior.coords)
    far = max(math.hypot(x - focus[0], y - focus[1]) for x, y in corners) + 60
    mesh = Mesh()
    rings: list[list[int]] = []
    radius = 82.0
    while radius < far:
        if not rings:
            spokes = max(6, 2 * round(math.pi * radius / 180))
        else:
            spokes = len(rings[-1])
            if 2 * math.pi * radius / spokes > 235:
                spokes *= 2
        ring = []
        turn = dice.between(0, 0.5) if not rings else 0.0
        for spoke in range(spokes):
            angle = 2 * math.pi * (spoke + turn + dice.between(-0.09, 0.09)) / spokes
            wobble = radius + 11 * math.sin(3.1 * angle + radius / 140) + dice.between(-5, 5)
            ring.append(len(mesh.nodes))
            mesh.nodes.append((focus[0] + wobble * math.cos(angle), focus[1] + wobble * math.sin(angle)))
        rings.append(ring)
        radius += 82
    for number, ring in enumerate(rings):
        for spoke, node in enumerate(ring):
            if not dice.chance(0.06):
                mesh.links.append((node, ring[(spoke + 1) % len(ring)], "street"))
            if number + 1 < len(rings):
                outer = rings[number + 1]
                target = outer[spoke * len(outer) // len(ring)]
                if dice.chance(0.62):
                    mesh.links.append((node, target, "street"))
                elif dice.chance(0.45):
                    mesh.links.append((node, target, "path"))
    return mesh


def _estate(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """A few loop roads; between them trees of cul-de-sacs, whose ends are joined by footpaths."""
    return _tree_of_closes(seed, polygon, dice, 74, every=4, paths=0.5)


def _modern(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """Newer and tighter: short closes, fewer footpaths."""
    return _tree_of_closes(seed, polygon, dice, 66, every=5, paths=0.22)


def _tree_of_closes(seed: Seed, polygon: Polygon, dice: Dice, gap_m: float, *, every: int, paths: float) -> Mesh:
    mesh, index = _lattice(seed, polygon, dice, gap_m, gap_m, jitter=0.17, wave_m=26)
    collectors: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for (column, row), node in index.items():
        for other, is_loop in (((column + 1, row), row % every == 0), ((column, row + 1), column % every == 0)):
            if other in index:
                (collectors if is_loop else others).append((node, index[other]))
    parent = list(range(len(mesh.nodes)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in collectors:
        mesh.links.append((a, b, "street"))
        parent[root(a)] = root(b)
    for position in dice.order(len(others)):
        a, b = others[position]
        if root(a) != root(b):
            parent[root(a)] = root(b)
            mesh.links.append((a, b, "street"))
        elif dice.chance(paths):
            mesh.links.append((a, b, "path"))
    return mesh


def _centre(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """Lanes that were never planned: crooked, of every length, with yards that lead nowhere."""
    mesh, index = _lattice(seed, polygon, dice, 88, 58, jitter=0.2, wave_m=24)
    for (column, row), node in index.items():
        beside, above = index.get((column + 1, row)), index.get((column, row + 1))
        if beside is not None and dice.chance(0.72):
            mesh.links.append((node, beside, "street"))
        if above is not None and dice.chance(0.62):
            mesh.links.append((node, above, "street" if dice.chance(0.7) else "path"))
    return mesh


def _village(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """A handful of lanes and closes."""
    return _tree_of_closes(seed, polygon, dice, 92, every=4, paths=0.3)


def _works(seed: Seed, polygon: Polygon, dice: Dice) -> Mesh:
    """Works roads, wide apart."""
    mesh, index = _lattice(seed, polygon, dice, 190, 150, jitter=0.06, wave_m=8)
    for (column, row), node in index.items():
        for other, share in (((column + 1, row), 0.85), ((column, row + 1), 0.55)):
            if other in index and dice.chance(share):
                mesh.links.append((node, index[other], "street"))
    return mesh


_PATTERNS: dict[str, Callable[[Seed, Polygon, Dice], Mesh]] = {
    "terrace": _terrace,
    "interwar": _interwar,
    "estate": _estate,
    "modern": _modern,
    "centre": _centre,
    "village": _village,
    "docks": _works,
    "works": _works,
    "retail": _works,
}
