"""Collect every text that can be translated into the catalogues of everyday/language/locale.

python tools/messages.py            write everyday.pot (the template for a translator) and en.po (English)
python tools/messages.py --check    say whether they are up to date

Texts are the literals in ``_("…")``, ``_.n("…", "…", n)`` and ``later("…")`` in the Python files of ``everyday`` and
``app``, ``{{ _("…") }}`` and ``{{ _.n("…", "…", n) }}`` in the pages of ``app``, the labels of the taxonomy, and the
titles of the kinds of places.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LOCALE = ROOT / "everyday" / "language" / "locale"
_HEADER = """# {title}
# Lines that begin with msgid are the texts, lines that begin with msgstr their translations. Words in braces such as
# {{name}} are filled in later: keep each of them, spelled the same, wherever the sentence needs it.
msgid ""
msgstr ""
"Project-Id-Version: Everyday Atlas\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
{more}
"""


@dataclass(frozen=True)
class Text:
    """A text with the file it is in; ``many`` is its plural, ``given`` the names it is filled in with."""

    one: str
    many: str
    file: str
    line: int
    given: frozenset[str] | None

    def fault(self) -> str:
        """What is wrong with it, or nothing."""
        try:
            wanted = {name for text in (self.one, self.many) for _, name, _, _ in Formatter().parse(text) if name}
        except ValueError as error:
            return f"{self.file}:{self.line}: {self.one!r}: {error}" if self.given else ""
        if self.given is not None and wanted != self.given and (self.given or self.many):
            return f"{self.file}:{self.line}: {self.one!r} has {sorted(wanted)} and is given {sorted(self.given)}"
        return ""


def python_texts(source: str, file: str) -> Iterator[Text]:
    """Texts of a Python file."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        called = ast.unparse(node.func)
        if called not in ("_", "_.n", "later"):
            continue
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if any(
            isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[: 2 if called == "_.n" else 1]
        ):
            raise SystemExit(f"{file}:{node.lineno}: a text is one literal with named fields, not put together")
        given = _given(called, [keyword.arg for keyword in node.keywords])
        yield from _text(called, [text for text in texts if isinstance(text, str)], file, node.lineno, given)


def page_texts(source: str, file: str) -> Iterator[Text]:
    """Texts of a Jinja2 page."""
    from jinja2 import Environment, nodes

    for node in Environment().parse(source).find_all(nodes.Call):
        called = ""
        if isinstance(node.node, nodes.Name):
            called = node.node.name
        elif isinstance(node.node, nodes.Getattr) and isinstance(node.node.node, nodes.Name):
            called = f"{node.node.node.name}.{node.node.attr}"
        if called in ("_", "_.n"):
            texts = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
            given = _given(called, [keyword.key for keyword in node.kwargs] + [None] * (node.dyn_kwargs is not None))
            yield from _text(called, [text for text in texts if isinstance(text, str)], file, node.lineno, given)


def _given(called: str, names: list[str | None]) -> frozenset[str] | None:
    """Names a text is filled in with; None where that is not known here."""
    if called == "later" or None in names:
        return None
    return frozenset(name for name in names if name) | (frozenset({"n"}) if called == "_.n" else frozenset())


def _text(called: str, texts: list[str], file: str, line: int, given: frozenset[str] | None) -> Iterator[Text]:
    if called == "_.n" and len(texts) >= 2:
        yield Text(texts[0], texts[1], file, line, given)
    elif called != "_.n" and texts and texts[0]:
        yield Text(texts[0], "", file, line, given)


def taxonomy_texts() -> Iterator[Text]:
    """Labels of the shipped taxonomy, and the one that Figure 1 adds."""
    from plan.figure import NO_DIMENSION_LABEL
    from plan.taxonomy import default_taxonomy

    for labels in default_taxonomy().terms.values():
        for label in labels.values():
            yield Text(label, "", "plan/taxonomy.toml", 0, None)
    yield Text(NO_DIMENSION_LABEL, "", "plan/figure.py", 0, None)


def place_kind_texts() -> Iterator[Text]:
    """Titles of the kinds of places, which the phone page offers."""
    from geo.osm import PACKAGED, load_place_kinds

    for kind in load_place_kinds():
        yield Text(kind.title, "", PACKAGED.relative_to(ROOT).as_posix(), 0, None)


def all_texts() -> list[Text]:
    """Every text, by file."""
    files = [(path, python_texts) for name in ("everyday", "app") for path in (ROOT / name).rglob("*.py")]
    files += [(path, page_texts) for path in (ROOT / "app").rglob("*.html")]
    found = []
    for path, texts_of in sorted(files, key=lambda file: file[0].as_posix()):
        found += texts_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    found += [*taxonomy_texts(), *place_kind_texts()]
    if faults := [fault for text in found if (fault := text.fault())]:
        raise SystemExit("\n".join(faults))
    return found


def catalogue(texts: list[Text], code: str) -> str:
    """The catalogue as text; with a code each text is its own translation."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    held = Catalog(locale=code or None)
    for text in texts:
        own = ((text.one, text.many) if text.many else text.one) if code else None
        held.add((text.one, text.many) if text.many else text.one, own, locations=[(text.file, 1)])
    written = io.BytesIO()
    write_po(written, held, width=110, omit_header=True, include_lineno=False, sort_by_file=False)
    title = "English texts of Everyday Atlas." if code else "Texts of Everyday Atlas: copy to <language code>.po."
    more = f'"Language: {code}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n' if code else ""
    return _HEADER.format(title=title, more=more) + written.getvalue().decode("utf-8").lstrip()


def main(arguments: list[str]) -> int:
    """Write or check; returns the exit code."""
    texts = all_texts()
    stale = 0
    for name, code in (("everyday.pot", ""), ("en.po", "en")):
        path = LOCALE / name
        content = catalogue(texts, code)
        if "--check" not in arguments:
            LOCALE.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        elif not path.is_file() or path.read_text(encoding="utf-8") != content:
            print(f"{path.relative_to(ROOT)} is out of date: run python tools/messages.py")
            stale = 1
    print(f"{len({(text.one, text.many) for text in texts})} texts")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
