"""Words in the language of the room: gettext catalogues read at run time.

``everyday/language/locale/en.po`` is shipped; a town may put further languages (or its own English) as
``locale/<code>.po`` into its atlas folder, made from ``everyday/language/locale/everyday.pot``. Texts are translated
first and filled in afterwards, by named fields, so that a catalogue can move them about; a catalogue whose fields
differ from the original is refused as a whole, because it would fail in front of people. Nothing is escaped here: pages
and documents do that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from everyday.disk import changed_at
from everyday.language.catalogues import read_catalogue
from geo.errors import UsageError

if TYPE_CHECKING:
    from babel.support import NullTranslations

__all__ = ["DEFAULT", "SHIPPED", "Language", "area_label", "language", "language_of", "languages", "later"]

DEFAULT = "en"
SHIPPED = Path(__file__).resolve().parent / "locale"
FOLDER = "locale"
_CODE = re.compile(r"^[a-z]{2,3}(_[A-Z]{2})?$")
_LONGEST_HEADER = 500


class Language:
    """Translates and formats for one language. Make one with :func:`language`.

    Attributes:
        code: such as ``"en"`` or ``"cy"``.
        available: codes of all languages there are, English first.
        direction: ``"ltr"`` or ``"rtl"``, for the ``dir`` of a page.
    """

    def __init__(self, code: str, available: list[str], locale: Locale, translations: NullTranslations) -> None:
        self.code, self.available = code, available
        self._locale, self._translations = locale, translations
        self.direction: str = locale.text_direction

    @property
    def name(self) -> str:
        """The language in its own words: "English", "Cymraeg"."""
        return (self._locale.get_language_name() or self.code).capitalize()

    def __call__(self, text: str, /, **fields: object) -> str:
        """Translate ``text`` and fill in its fields; without fields braces stand for themselves."""
        translated = str(self._translations.gettext(text)) if text else ""
        return translated.format(**fields) if fields else translated

    def n(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """Translate with the plural form that ``n`` asks for; ``{n}`` is the number as people write it."""
        translated = str(self._translations.ngettext(one, many, n))
        return translated.format(n=self.number(n), **fields)

    def date(self, day: str | date) -> str:
        """A date, given as ``2026-11-26``, in words: "26 November 2026". Text that is no date stays as it is."""
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                return str(day)
        return str(format_date(day, "long", locale=self._locale))

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with separators, rounded: "12,300", "4.2"."""
        return _number(self._locale, value or 0, decimals)


@lru_cache(maxsize=4096)
def _number(locale: Locale, value: float, decimals: int) -> str:
    """As often asked for as sixty phones show the same means and counts."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=locale))


def later(text: str) -> str:
    """Mark a text that is kept in a table and translated where it is shown; it is returned as it is."""
    return text


def _files(folder: Path | None) -> dict[str, list[Path]]:
    """Catalogues by code; a town's own comes before the shipped one."""
    found: dict[str, list[Path]] = {}
    for place in [folder / FOLDER, SHIPPED] if folder else [SHIPPED]:
        for path in _catalogues(place, changed_at(place)):
            found.setdefault(path.stem, []).append(path)
    return found


@lru_cache(maxsize=64)
def _catalogues(place: Path, changed_ns: int) -> list[Path]:
    """Looked for once, and again when the folder has changed: every answer to every phone asks."""
    return [path for path in sorted(place.glob("*.po")) if _CODE.match(path.stem)] if changed_ns else []


def languages(folder: Path | None = None) -> list[str]:
    """Codes of the languages that a page can be shown in, English first."""
    return _in_order(_files(folder))


def _in_order(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=lambda code: (code != DEFAULT, code))


def _locale(code: str) -> Locale:
    try:
        return Locale.parse("en_GB" if code == DEFAULT else code)
    except UnknownLocaleError as error:
        raise UsageError(
            f"{code}.po: nothing is known about a language {code!r}.",
            do="Name the file by a language code such as cy.po (Welsh) or pl.po (Polish).",
        ) from error


def language(code: str = DEFAULT, *, folder: Path | None = None) -> Language:
    """A language by its code.

    Args:
        code: one of :func:`languages`.
        folder: the atlas folder, whose ``locale`` folder may hold a town's own catalogues.

    Raises:
        UsageError: there is no such language, or its catalogue has faults; all of them are named, with their lines.
    """
    files = _files(folder)
    available = _in_order(files)
    if code not in files:
        raise UsageError(f"There is no language {code[:40]!r}.", f"There are: {', '.join(available)}.")
    locale = _locale(code)
    chain = [*files[code], *(files.get(DEFAULT, []) if code != DEFAULT else [])]
    return Language(code, available, locale, read_catalogue(chain))


def language_of(header: str | None, available: Iterable[str], default: str = DEFAULT) -> str:
    """The available language that a browser would rather have.

    Args:
        header: what the browser sent as ``Accept-Language`` (``"cy-GB,cy;q=0.9,en;q=0.8"``); anything may stand in it.
        available: codes of :func:`languages`.
    """
    known = {code.casefold().replace("_", "-"): code for code in available}
    wishes = []
    for place, item in enumerate((header or "")[:_LONGEST_HEADER].split(",")):
        tag, _, rest = item.strip().partition(";")
        match = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", rest) if rest else None
        weight = float(match[1]) if match else (0.0 if rest else 1.0)
        if weight > 0:
            wishes.append((-weight, place, tag.strip().casefold().replace("_", "-")))
    for _, _, tag in sorted(wishes):
        for wanted in (tag, tag.partition("-")[0]):
            if wanted in known:
                return known[wanted]
    return default


def area_label(area_name: str, area_name_cy: Any = None, language: str = DEFAULT) -> str:
    """An area's name with its Welsh one where the boundaries have both: "Bettws / Betws"; Welsh first in Welsh.

    Args:
        area_name_cy: the Welsh name; missing values of any kind count as none.
        language: code of the language that is read.
    """
    english = str(area_name).strip()
    welsh = area_name_cy.strip() if isinstance(area_name_cy, str) else ""
    if not welsh or welsh.casefold() == english.casefold():
        return welsh if welsh and language == "cy" else english
    return f"{welsh} / {english}" if language == "cy" else f"{english} / {welsh}"
