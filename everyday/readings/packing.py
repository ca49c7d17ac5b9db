"""Tables, arrays and texts in one block of bytes, and back: Arrow, NumPy without pickle, and JSON in a zip.

What was not written by this module is refused with ``ValueError``, whatever it is.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from geo.errors import Problem, Report

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["Packed", "need_rows", "pack", "report_from", "report_record"]

_FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # the same bytes each time


def pack(texts: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """One block of what JSON can say, tables (those with shapes too) and arrays, each under its name."""
    import geopandas as gpd
    import pyarrow as pa

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as block:

        def put(name: str, content: bytes | memoryview) -> None:
            block.writestr(zipfile.ZipInfo(name, _FIRST_TIME), content)

        for name, value in texts.items():
            put(f"{name}.json", json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        for name, table in tables.items():
            sink = io.BytesIO()
            if isinstance(table, gpd.GeoDataFrame):
                table.to_feather(sink, compression="uncompressed")
            else:
                content = pa.Table.from_pandas(table)
                with pa.ipc.new_file(sink, content.schema) as writer:
                    writer.write_table(content)
            put(f"{name}.arrow", sink.getbuffer())
        for name, array in arrays.items():
            sink = io.BytesIO()
            np.save(sink, array, allow_pickle=False)
            put(f"{name}.npy", sink.getbuffer())
    return held.getvalue()


class Packed:
    """What :func:`pack` made.

    Raises:
        ValueError: it is no such block, or lacks what is asked for.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._block = zipfile.ZipFile(io.BytesIO(content))
            names = self._block.infolist()
        except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
            raise ValueError(f"No block of a reading: {error}") from error
        if any(one.compress_type != zipfile.ZIP_STORED for one in names):
            raise ValueError("A block of a reading is never compressed.")

    def text(self, name: str) -> Any:
        """What JSON said."""
        return json.loads(self._bytes(f"{name}.json").decode("utf-8", "surrogatepass"))

    def table(self, name: str) -> pd.DataFrame:
        """A table without shapes."""
        import pyarrow as pa

        try:
            with pa.ipc.open_file(pa.py_buffer(self._bytes(f"{name}.arrow"))) as reader:
                found: pd.DataFrame = reader.read_all().to_pandas()
        except (pa.ArrowException, TypeError) as error:
            raise ValueError(f"The table {name} cannot be read: {error}") from error
        return found

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """A table with shapes."""
        import pyarrow as pa

        from geo.shapes import with_shapes

        try:
            with pa.ipc.open_file(pa.py_buffer(self._bytes(f"{name}.arrow"))) as reader:
                return with_shapes(reader.read_all())
        except (pa.ArrowException, TypeError) as error:
            raise ValueError(f"The table {name} cannot be read: {error}") from error

    def array(self, name: str) -> NDArray[Any]:
        """An array; one of Python's own things is refused."""
        found: NDArray[Any] = np.load(io.BytesIO(self._bytes(f"{name}.npy")), allow_pickle=False)
        return found

    def _bytes(self, name: str) -> bytes:
        try:
            return self._block.read(name)
        except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
            raise ValueError(f"A block of a reading lacks {name}.") from error


def need_rows(numbers: Any, rows_n: int, *, may_lack: bool = False) -> None:
    """Every number must be that of a row (-1 for none where it ``may_lack``): compiled code does not look again.

    Raises:
        ValueError: one is not.
    """
    found = np.asarray(numbers)
    if len(found) and (found.dtype.kind not in "iu" or found.min() < (-1 if may_lack else 0) or found.max() >= rows_n):
        raise ValueError(f"A number of a row is not among {rows_n}.")


def report_record(report: Report) -> dict[str, Any]:
    """A report as JSON can say it."""
    return {"kind": report.kind, "problems": [asdict(one) for one in report.problems], "facts": report.facts}


def report_from(record: dict[str, Any], source: str) -> Report:
    """The report again, of a file of this name."""
    problems = [Problem(**{**one, "where": tuple(one["where"])}) for one in record["problems"]]
    return Report(source, record["kind"], problems, record["facts"])
