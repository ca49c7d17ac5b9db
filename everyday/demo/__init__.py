"""The made-up town of Wrenmouth: a seeded generator that writes it in the formats of the real thing.

``python -m everyday.demo.generate`` writes the four inputs; ``everyday.demo.planted`` says which barriers and
enablers stand in the town on purpose, so that a test can ask whether they are found.
"""

__all__ = ["NOTE", "PUBLISHER", "TOWN"]

TOWN = "Wrenmouth"
NOTE = "Made-up town: no such place exists. Written by the Everyday Atlas demo generator."
PUBLISHER = "Made-up town, Everyday Atlas demo"
