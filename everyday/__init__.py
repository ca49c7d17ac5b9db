"""Everyday Atlas: one façade over reading, measuring, keeping and showing a town.

>>> from everyday import Atlas
>>> atlas = Atlas("atlases/newport")
>>> edition = atlas.build()
>>> edition.cells().head()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.facade import Atlas

__all__ = ["Atlas", "Edition", "__version__"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the façade only when it is asked for: it imports the geospatial libraries."""
    if name == "Atlas":
        from everyday.facade import Atlas

        return Atlas
    if name == "Edition":
        from everyday.atlas import Edition

        return Edition
    raise AttributeError(f"module 'everyday' has no attribute {name!r}")
