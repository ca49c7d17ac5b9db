"""What the made-up town is called, and what stands in every file of it."""

from __future__ import annotations

__all__ = ["NOTE", "PUBLISHER", "TOWN"]

TOWN = "Wrenmouth"
NOTE = "Made-up town: no such place exists. Written by the Everyday Atlas demo generator."
PUBLISHER = "Made-up town, Everyday Atlas demo"
