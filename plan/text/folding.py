"""Text as searches compare it, and where words stand in it: one rule for erasing, for looking up and for counting.

Two texts are the same where a reader takes them for the same: ``O’Neill`` and ``O'NEILL``, an accented letter typed as
one sign or as two, a name with a soft hyphen or a zero-width sign in it. Accents do not count: ``Jose`` finds ``José``.
"""

from __future__ import annotations

import unicodedata

__all__ = ["INSIDE", "fold", "spans_of"]

INSIDE = "\u0300-\u036f\u00ad\u034f\u200b-\u200d\u2060\ufeff"
"""Accents and unseen signs that stand inside words, as they are written in a class of a regular expression."""

_ALIKE = {
    **dict.fromkeys("’‘‛‚`´ʹʻʼʽˈ′ꞌ＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
}
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Signs that nobody sees and that Unicode does not count among the signs of format (``Cf``)."""
_MARKS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F))
"""Accents and variation selectors. Marks that are letters of their script (in Hindi, Thai, Arabic) stay."""


def _folded(sign: str) -> str:
    """What stands for one sign: nothing where it cannot be seen, a blank for every kind of blank."""
    if sign in _ALIKE:
        return _ALIKE[sign]
    if sign in _UNSEEN or unicodedata.category(sign) == "Cf":
        return ""
    if sign.isspace() or sign == "\u2800":
        return " "
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(one for one in plain if not any(first <= ord(one) <= last for first, last in _MARKS))


class _Signs(dict[int, str]):
    """What stands for each sign, found out once."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _folded(chr(code)))


_SIGNS = _Signs()


def fold(words: str) -> str:
    """Text as it is compared: no capitals, accents or signs that cannot be seen; single blanks, none at the ends.

    >>> print(fold("Siân  O’Neill"))
    sian o'neill
    """
    return " ".join(words.translate(_SIGNS).split())


def spans_of(wanted: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, from and to, with the marks and unseen signs that belong to them.

    Args:
        wanted: words as :func:`fold` gives them; none are nowhere.
        text: as somebody wrote it.
    """
    if not wanted or wanted not in fold(text):
        return []
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in _SIGNS[ord(sign)]:
            if one == " " and signs and signs[-1] == " ":
                continue
            signs.append(one)
            places.append(place)
    said, found, at = "".join(signs), [], 0
    while (at := said.find(wanted, at)) >= 0:
        found.append((places[at], _end(text, places[at + len(wanted) - 1] + 1)))
        at += len(wanted)
    return found


def _end(text: str, end: int) -> int:
    """The end of words with what still belongs to their last sign."""
    while end < len(text) and not _SIGNS[ord(text[end])]:
        end += 1
    return end
