"""Who changed a record, when, and what: the same list for findings and actions."""

from __future__ import annotations

from collections.abc import Iterable

from app.printed import date_words, text
from app.words import forum as forum_words
from plan.records import AuditEntry

__all__ = ["history_html"]


def history_html(entries: Iterable[AuditEntry]) -> str:
    """The changes as a list, oldest first."""
    return f'<ol class="ea-history">{"".join(_history_line(entry) for entry in entries)}</ol>'


def _history_line(entry: AuditEntry) -> str:
    did = forum_words.HISTORY_WORDS.get(entry.change, entry.change)
    before, after = entry.before or {}, entry.after or {}
    changed = [
        f"{name.replace('_', ' ')}: {str(before.get(name, ''))[:200]} → {str(after.get(name, ''))[:200]}"
        for name in after
        if entry.before is not None and before.get(name) != after.get(name) and name not in ("version", "updated_at")
    ]
    reason = f" ({entry.reason})" if entry.reason else ""
    details = "".join(f"<li><bdi>{text(line)}</bdi></li>" for line in changed)
    when = f"{date_words(entry.at)}, {entry.at[11:16]} UTC"
    return f"<li><strong>{text(entry.actor)}</strong> {text(did)}{text(reason)} · {text(when)}<ul>{details}</ul></li>"
