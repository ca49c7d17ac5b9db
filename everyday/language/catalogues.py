"""Message catalogues (gettext ``.po``) read, checked and kept as long as their files stay the same."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from threading import Lock
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError

if TYPE_CHECKING:
    from babel.messages import Catalog
    from babel.messages.catalog import Message
    from babel.support import NullTranslations, Translations

__all__ = ["read_catalogue"]

Fields = frozenset[tuple[str, str, str]]
_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"^(?:#.*|(?:msgid|msgid_plural|msgctxt|msgstr(?:\[\d\])?)\s+{_STRING}|{_STRING}|)$")
_DO = "Correct it and try again."
_COUNTS = (*range(201), 1_000, 1_000_000)
_MOST_NAMED = 30
_ONE_READS = Lock()
"""When a room joins at once, one thread reads the catalogue and the others find it read."""


def read_catalogue(paths: Sequence[Path]) -> NullTranslations:
    """Translations of the first file; what it lacks comes from the next.

    Raises:
        UsageError: a file cannot be read, or has faults; all of its faults are named.
    """
    from babel.support import NullTranslations

    whole: NullTranslations | None = None
    for path in reversed(paths):
        state = path.stat()
        with _ONE_READS:
            upper = _loaded(path, state.st_mtime_ns, state.st_size)
        if whole is not None:
            upper = _copy_of(upper)
            upper.add_fallback(whole)
        whole = upper
    return whole or NullTranslations()


def _copy_of(translations: Translations) -> Translations:
    """A catalogue that can be given a fallback without changing the one that is kept."""
    import copy

    return copy.copy(translations)


@lru_cache(maxsize=32)
def _loaded(path: Path, mtime_ns: int, size: int) -> Translations:
    from babel.messages.mofile import write_mo
    from babel.support import Translations

    catalogue = _parsed(path)
    faults = [fault for message in catalogue if message.id for fault in _faults(message)]
    if faults:
        more = f" (and {len(faults) - _MOST_NAMED} more)" if len(faults) > _MOST_NAMED else ""
        raise UsageError(f"{path} has faults: {'; '.join(faults[:_MOST_NAMED])}{more}.", do=_DO)
    packed = io.BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    try:
        translations = Translations(packed)
        for count in _COUNTS:
            translations.plural(count)  # type: ignore[attr-defined]
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise UsageError(f"{path}: the Plural-Forms of its header cannot be used ({error}).", do=_DO) from error
    return translations


def _parsed(path: Path) -> Catalog:
    """The file by Babel, after every line was looked at: Babel alone would pass over some faults."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not written in UTF-8.", do="Save it as UTF-8 and try again.") from error
    wrong = [f"line {number}: {line.strip()[:60]!r}" for number, line in enumerate(lines, 1) if not _is_line(line)]
    if wrong:
        more = f" and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
        raise UsageError(f"{path} is not a message catalogue: {'; '.join(wrong[:_MOST_NAMED])}{more}.", do=_DO)
    at = 0

    def counted() -> Iterator[str]:
        nonlocal at
        for number, line in enumerate(lines, 1):
            at = number
            yield re.sub(r"^(\s*\w+(?:\[\d\])?)\s+", r"\1 ", line) if not line.lstrip().startswith(("#", '"')) else line

    try:
        return read_po(counted(), locale=path.stem, abort_invalid=True)  # type: ignore[arg-type]
    except PoFileError as error:
        words = str(error).rpartition(" on ")[0]
        raise UsageError(f"{path}, line {error.lineno + 1}: {words}.", do=_DO) from error
    except (ValueError, LookupError, AttributeError) as error:
        raise UsageError(f"{path}, up to line {at}: not a message catalogue ({error}).", do=_DO) from error


def _is_line(line: str) -> bool:
    return bool(_LINE.match(line.strip()))


def _fields(text: str) -> Fields | None:
    """Fields of a text with their conversions and formats; None if its braces do not pair."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return None
    return frozenset((name, spec or "", conversion or "") for _, name, spec, conversion in parsed if name is not None)


def _faults(message: Message) -> Iterator[str]:
    """Translations whose fields are not those of the original. Unfinished (fuzzy) ones are not used, hence not checked.

    A form for one number may leave the number out ("one vote"); nothing else may be missing.
    """
    if message.fuzzy:
        return
    originals = _texts(message.id)
    wanted = _fields(originals[0])
    if len(originals) > 1:
        others = _fields(originals[1])
        wanted = None if wanted is None or others is None else wanted | others
    if wanted is None:
        return
    can_lack = {field for field in wanted if field[0] == "n"} if len(originals) > 1 else set()
    for translation in _texts(message.string):
        given = _fields(translation)
        if translation and (given is None or not wanted - can_lack <= given <= wanted):
            yield (
                f"line {message.lineno}: {translation[:60]!r} has to have exactly the fields "
                f"{_shown(wanted)} of {originals[0][:60]!r}"
            )


def _texts(texts: Any) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, tuple | list) else (texts,)


def _shown(fields: Fields) -> str:
    words = [
        "{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
        for name, spec, conversion in sorted(fields)
    ]
    return ", ".join(words) if words else "(none)"
