"""Compiled part of :mod:`analysis.movement.cells`: in which hexagon of its face's lattice each point lies.

H3 projects the globe on the twenty faces of an icosahedron from its centre; on a face, cells are a lattice of regular
hexagons. So three sums of products and a division say where a point lies in it.
"""

from __future__ import annotations

import math

from geo.compiling import kernel

__all__ = ["place_in_lattice"]

TO_RADIANS = math.pi / 180.0
HALF_M = 500.0
NORTH_M = 6_371_000.0 * TO_RADIANS
# Nearer than this to the edge of its hexagon, in steps of the lattice, a point is asked of H3 itself.
BESIDE_EDGE = 1e-6
MIDDLE = 1 << 25
# Rounding by cutting off what is surely positive; no lattice is larger.
FAR = MIDDLE + 0.5
# Radians, a third of a degree: sine and cosine follow from those of a point that near.
NEAR = 0.005
FACTOR = 0x9E3779B97F4A7C15 - (1 << 64)


def slot_of(key, keys, slots):
    """Where a key stands in the table, or the free place for it."""
    place = ((key * FACTOR) >> 20) & (slots - 1)
    while keys[place] != key and keys[place] != -1:
        place = (place + 1) & (slots - 1)
    return place


@kernel("int64 int64 float64 float64* float64* float64* int64* int32* int64* int32* int64*")
def place_in_lattice(n, slots, unit_m, lat, lon, faces, keys, numbers, first_seen, found, counts):
    """Number the hexagons that points lie in, in the order in which they are seen.

    Args:
        n, slots: points, and places in the table of hexagons, a power of two.
        unit_m: metres from a hexagon to the next in the middle of a face.
        lat, lon: (n,) degrees.
        faces: (20, 9): the centre of each face as a unit vector, and the axes of its lattice.
        keys: (slots,) all -1. numbers: (slots,). Afterwards the hexagons and their numbers.
        first_seen: (slots,) filled with a point of each hexagon.
        found: (n,) filled with numbers; -1 beside an edge, -2 where a point is not known.
        counts: (4,) filled with points done, hexagons found, points beside an edge, points not known.

    Returns:
        1 where all was done, 0 where the table is half full: it has to be larger.
    """
    hexagons = 0
    edges = 0
    unknown = 0
    face = 0
    here = -1
    last_key = -1
    reach = -1.0
    px0 = 0.0
    py0 = 0.0
    pz0 = 0.0
    sure = -1.0
    phi = 0.0
    lam = 0.0
    sin_phi = 0.0
    cos_phi = 1.0
    sin_lam = 0.0
    cos_lam = 1.0
    lat0 = 0.0
    lon0 = 0.0
    east_m = 0.0
    for i in range(n):
        north = (lat[i] - lat0) * NORTH_M
        east = (lon[i] - lon0) * east_m
        if north * north + east * east < reach:
            found[i] = here
            continue
        if not (lat[i] >= -90.0 and lat[i] <= 90.0 and lon[i] >= -360.0 and lon[i] <= 360.0):
            found[i] = -2
            unknown += 1
            continue
        up = lat[i] * TO_RADIANS - phi
        about = lon[i] * TO_RADIANS - lam
        if up > NEAR or up < -NEAR or about > NEAR or about < -NEAR:
            phi = lat[i] * TO_RADIANS
            lam = lon[i] * TO_RADIANS
            sin_phi = math.sin(phi)
            cos_phi = math.cos(phi)
            sin_lam = math.sin(lam)
            cos_lam = math.cos(lam)
            up = 0.0
            about = 0.0
        # Sine and cosine of what is small, as far as a float64 tells; then of the sums.
        square = up * up
        sin_up = up * (1.0 - square * (1.0 - square / 20.0) / 6.0)
        cos_up = 1.0 - square * (0.5 - square * (1.0 - square / 30.0) / 24.0)
        square = about * about
        sin_about = about * (1.0 - square * (1.0 - square / 20.0) / 6.0)
        cos_about = 1.0 - square * (0.5 - square * (1.0 - square / 30.0) / 24.0)
        flat = cos_phi * cos_up - sin_phi * sin_up
        px = flat * (cos_lam * cos_about - sin_lam * sin_about)
        py = flat * (sin_lam * cos_about + cos_lam * sin_about)
        pz = sin_phi * cos_up + cos_phi * sin_up
        square = (px - px0) * (px - px0) + (py - py0) * (py - py0) + (pz - pz0) * (pz - pz0)
        if square > sure:
            # The nearest of all faces, and how far a point may be from here without another becoming it.
            depth = -2.0
            second = -2.0
            for other in range(20):
                its = px * faces[other * 9] + py * faces[other * 9 + 1] + pz * faces[other * 9 + 2]
                if its > depth:
                    second = depth
                    depth = its
                    face = other
                elif its > second:
                    second = its
            px0 = px
            py0 = py
            pz0 = pz
            sure = 0.24 * (depth - second) * (depth - second)
        base = face * 9
        depth = px * faces[base] + py * faces[base + 1] + pz * faces[base + 2]
        x = (px * faces[base + 3] + py * faces[base + 4] + pz * faces[base + 5]) / depth
        y = (px * faces[base + 6] + py * faces[base + 7] + pz * faces[base + 8]) / depth
        # Three axes at 120 degrees whose coordinates add up to 0: round all, correct the one that was rounded most.
        b = y * 1.1547005383792515
        a = x - 0.5 * b
        c = -a - b
        a0 = int(a + FAR) - MIDDLE
        b0 = int(b + FAR) - MIDDLE
        c0 = int(c + FAR) - MIDDLE
        da = math.fabs(a - a0)
        db = math.fabs(b - b0)
        dc = math.fabs(c - c0)
        if da > db and da > dc:
            a0 = -b0 - c0
        elif db > dc:
            b0 = -a0 - c0
        u = a - a0
        v = b - b0
        one = math.fabs(u + 0.5 * v)
        two = math.fabs(0.5 * u + v)
        three = math.fabs(0.5 * (v - u))
        widest = one if one > two else two
        widest = widest if widest > three else three
        if widest > 0.5 - BESIDE_EDGE:
            found[i] = -1
            edges += 1
            reach = -1.0
            continue
        key = (face << 52) | ((int(a0) + MIDDLE) << 26) | (int(b0) + MIDDLE)
        if key != last_key:
            place = slot_of(key, keys, slots)
            if keys[place] == -1:
                if 2 * hexagons >= slots:
                    counts[0] = i
                    counts[1] = hexagons
                    return 0
                keys[place] = key
                numbers[place] = hexagons
                first_seen[hexagons] = i
                hexagons += 1
            here = numbers[place]
            last_key = key
        found[i] = here
        # Whatever is nearer than the nearest edge lies in the same hexagon.
        lat0 = lat[i]
        lon0 = lon[i]
        east_m = NORTH_M * flat
        near = (0.5 - widest) * unit_m * depth * depth * 0.97
        near = near if near < HALF_M else HALF_M
        reach = near * near if flat > 0.17 else -1.0
    counts[0] = n
    counts[1] = hexagons
    counts[2] = edges
    counts[3] = unknown
    return 1
