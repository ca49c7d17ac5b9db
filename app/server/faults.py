"""Faults as a person sees them: what was found, what was needed, what to do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app.printed import text
from app.words import common as common_words
from geo.disk import disk_fault
from geo.errors import AtlasError, InputError, Report

__all__ = ["draw_fault", "draw_report", "plain", "show_unexpected", "shown_faults"]

_SIGNS = {"refused": "✕", "repaired": "✓", "warning": "!", "note": "·"}


def plain(words: object) -> str:
    """Text for Streamlit's Markdown that it does not interpret, whoever wrote it."""
    safe = str(words)
    for sign in "\\`*_{}[]<>#|~$:":
        safe = safe.replace(sign, f"\\{sign}")
    return safe.replace("\n", " ")


def draw_report(report: Report) -> None:
    """Facts and problems of an input, the gravest first."""
    if report.facts:
        rows = "".join(
            f'<tr><th scope="row">{text(label)}</th><td>{text(value)}</td></tr>'
            for label, value in report.facts.items()
        )
        st.html(f'<table class="ea-facts">{rows}</table>')
    for problem in report.sorted_problems():
        st.markdown(f"{_SIGNS[problem.severity]} {plain(problem)}")


def draw_fault(error: AtlasError) -> None:
    """One fault on the page."""
    if isinstance(error, InputError):
        st.error(f"{plain(error.report.source)} cannot be used.")
        draw_report(error.report)
        return
    st.error("  \n".join(plain(part) for part in (error.found, error.needed, error.do) if part))


def show_unexpected(error: Exception) -> bool:
    """Say plainly that something broke; what it was goes to the log. Called by the server for any other fault."""
    logging.getLogger(__name__).error("A page failed.", exc_info=error)
    st.error(f"{common_words.SOMETHING_WRONG}. {common_words.SOMETHING_WRONG_DO}")
    return True


@contextmanager
def shown_faults() -> Iterator[None]:
    """Show the faults we know of in place of the page; others are ours to mend and go to the log."""
    try:
        yield
    except AtlasError as error:
        draw_fault(error)
    except OSError as error:
        logging.getLogger(__name__).warning("The disk did not do what a page asked for.", exc_info=error)
        draw_fault(disk_fault(error))
