"""Streamlit copies where a part of a page stands without copying the same thing again and again.

Each part of a page (a fragment) keeps copies of the containers that it stands in, and begins each of its drawings with
copies of those. Each container of them is copied with all that it stands in itself, as Streamlit does not hand on what
has been copied already: five containers inside each other are copied as if they were dozens, which took 2 ms where a
tenth of that will do, at each drawing of each part. Handed on, the copies stand in each other as the
containers do.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

__all__ = ["copy_containers_once"]


def copy_containers_once() -> None:
    """From now on a copy of several containers holds one copy of each."""
    from streamlit.delta_generator import DeltaGenerator

    if getattr(DeltaGenerator.__deepcopy__, "copies_once", False):
        return

    def copied(self: Any, memo: dict[int, Any]) -> DeltaGenerator:
        made = DeltaGenerator(
            root_container=self._root_container, cursor=deepcopy(self._cursor, memo),
            parent=deepcopy(self._parent, memo), block_type=self._block_type,
        )  # fmt: skip
        made._form_data = deepcopy(self._form_data, memo)
        made._creating_fragment_id = self._creating_fragment_id
        return made

    copied.copies_once = True  # type: ignore[attr-defined]
    DeltaGenerator.__deepcopy__ = copied  # type: ignore[method-assign, assignment]
