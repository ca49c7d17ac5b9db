"""Numbers of a column as people write them: blanks, percent signs, thousands, and the marks that stand for no number.

Suppressed, not available, not applicable and blank are four things and stay four things; no number stands in for any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["MARKS", "Numbers", "read_numbers"]

# What stands in a cell instead of a number (lower case, brackets and inner blanks taken off).
MARKS = {
    "c": "c", "*": "c", "**": "c", "suppressed": "c", "confidential": "c", "s": "c", "disclosive": "c",
    "x": "x", "-": "x", "--": "x", "–": "x", "—": "x", "n/a": "x", "na": "x", "#n/a": "x", "..": "x", "...": "x",
    ":": "x", "not available": "x", "not asked": "x", ".": "x", "nan": "missing", "null": "missing", "none": "missing",
    "z": "z", "not applicable": "z", "low": "low", "~": "low", "u": "u", "unreliable": "u",
}  # fmt: skip
_SMALL = re.compile(r"^(<|less than|fewer than|under)\s*\d+$")
_WITH_MARK = re.compile(r"^(.*\d\s*%?)\s*[\[(]\s*(u|low)\s*[\])]$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_COMMA_DECIMAL = re.compile(r"^[+-]?\d*,(\d{1,2}|\d{4,})$|^[+-]?\d{1,3}(\.\d{3})+,\d+$")
_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
_BLANKS = str.maketrans("", "", "\u00a0\u202f\u2009 '")


@dataclass(frozen=True)
class Numbers:
    """A column of cells as numbers.

    Attributes:
        values: float64 (n,), NaN where there is no number.
        marks: text (n,) as in :data:`geo.tables.SURVEY`; None where every cell is a number.
        is_percent: cells with a percent sign (n,); None where there are none.
        bad: rows whose text is neither a number nor a mark, with the text.
        has_decimal_comma: the column writes 45,2.
        read_marks: texts that were read as marks, each with its mark.
        most: the largest of the values where it is known already.
    """

    values: NDArray[np.float64]
    marks: pl.Series | None = None
    is_percent: NDArray[np.bool_] | None = None
    bad: tuple[tuple[int, str], ...] = ()
    has_decimal_comma: bool = False
    read_marks: tuple[tuple[str, str], ...] = ()
    most: float | None = None

    @property
    def has_signs(self) -> bool:
        """Whether any cell has a percent sign."""
        return self.is_percent is not None

    @property
    def signs(self) -> NDArray[np.bool_]:
        """Cells with a percent sign."""
        return np.zeros(len(self.values), dtype=bool) if self.is_percent is None else self.is_percent


def read_numbers(cells: pl.Series, *, with_marks: bool = True) -> Numbers:
    """Read a column of cells, text or numbers already.

    Args:
        cells: String or Float64, null where blank.
        with_marks: also say what stands where there is no number.
    """
    if cells.dtype == pl.Float64:
        values = cells.to_numpy()  # null is NaN there
        lacking = ~np.isfinite(values)
        if not lacking.any():
            return Numbers(values)
        return Numbers(np.where(lacking, np.nan, values), _marked(lacking) if with_marks else None)
    values = cells.cast(pl.Float64, strict=False).to_numpy()  # null is NaN there
    lacking = ~np.isfinite(values)
    if not lacking.any():
        return Numbers(values)
    places = pl.Series(np.flatnonzero(lacking))
    odd = cells.gather(places).str.strip_chars().fill_null("")
    texts = [text for text in odd.unique().to_list() if text]
    if not texts:
        return Numbers(values, _marked(lacking) if with_marks else None)
    is_comma = any(_COMMA_DECIMAL.match(_bare(text)) for text in texts)
    read = {text: _read(text, is_comma) for text in texts}
    numbers = odd.replace_strict([*texts, ""], [*(read[text][0] for text in texts), None], return_dtype=pl.Float64)
    values = values.copy()
    values[places.to_numpy()] = numbers.to_numpy()
    told = odd.replace_strict([*texts, ""], [*(read[text][1] for text in texts), "missing"], return_dtype=pl.String)
    bad = tuple((int(places[row]), str(odd[row])) for row in (told == "?").arg_true().to_list())
    marks = None
    if with_marks:
        marks = pl.repeat("", len(cells), eager=True).scatter(places, told.replace({"?": "missing"}))
    percent = [text for text in texts if read[text][2]]
    signs = None
    if percent:
        signs = np.zeros(len(cells), dtype=bool)
        signs[places.to_numpy()] = odd.is_in(percent).to_numpy()
    found = tuple(sorted((text, mark) for text, (_, mark, _) in read.items() if mark not in ("", "?")))
    return Numbers(values, marks, signs, bad, is_comma, found)


def _marked(lacking: NDArray[np.bool_]) -> pl.Series:
    return pl.select(pl.when(pl.Series(lacking)).then(pl.lit("missing")).otherwise(pl.lit(""))).to_series()


def _bare(text: str) -> str:
    return text.translate(_BLANKS).removesuffix("%")


def _read(text: str, is_comma: bool) -> tuple[float | None, str, bool]:
    """Number, mark and whether there is a percent sign; the mark is ``?`` where it is none of what is known."""
    with_mark = _WITH_MARK.match(text)
    mark = ""
    if with_mark:
        text, mark = with_mark[1].strip(), with_mark[2].lower()
    bare = _bare(text)
    if is_comma and ("," in bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _THOUSANDS.match(bare):
        bare = bare.replace(",", "")
    if _NUMBER.match(bare):
        return float(bare), mark, text.endswith("%")
    folded = " ".join(text.lower().split()).strip("[]()").strip()
    if folded in MARKS:
        return None, MARKS[folded], False
    return None, "c" if _SMALL.match(folded) else "?", False
