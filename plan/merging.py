"""Findings merged into others: nothing is moved, everything is read through to the one that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plan.records import Finding

__all__ = ["family_of", "kept_one", "merged_map"]


def merged_map(findings: Iterable[Finding]) -> dict[str, str]:
    """Id of each merged finding to the id it was merged into."""
    return {one.id: one.merged_into for one in findings if one.status == "merged" and one.merged_into}


def kept_one(finding_id: str, merged_into: Mapping[str, str]) -> str:
    """The finding that stands for this one: itself, or the end of its chain of merges."""
    seen = {finding_id}
    while (following := merged_into.get(finding_id, "")) and following not in seen:
        seen.add(following)
        finding_id = following
    return finding_id


def family_of(finding_id: str, merged_into: Mapping[str, str]) -> list[str]:
    """The kept finding first, then all that were merged into it, at once or in steps."""
    kept = kept_one(finding_id, merged_into)
    return [kept, *sorted(one for one in merged_into if one != kept and kept_one(one, merged_into) == kept)]
