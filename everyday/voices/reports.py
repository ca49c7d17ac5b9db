"""The register of reports that are there already: who cites which, and how a finding comes to cite one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.ids import id_from
from plan.records import Evidence, ExistingReport, Finding, Person

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["cite_report", "citing_findings", "report_words", "reports_of_action"]


def report_words(report: ExistingReport) -> str:
    """``"Buses after six (Council, 2019), page 12"``."""
    return report.cited


def cite_report(store: PlanStore, report: ExistingReport, finding: Finding, who: Person) -> Evidence:
    """Keep a report as evidence of a finding; twice is once."""
    evidence = Evidence(
        id=id_from(Evidence.prefix, finding.id, report.id), finding_id=finding.id, kind="link",
        title=report_words(report), content={"report_id": report.id, "link": report.link},
    )  # fmt: skip
    known = store.all(Evidence, id=evidence.id)
    return known[0] if known else store.add(evidence, who)


def citing_findings(store: PlanStore, report_id: str) -> list[Finding]:
    """Findings that cite a report."""
    ids = {one.finding_id for one in store.all(Evidence, kind="link") if one.content.get("report_id") == report_id}
    return [one for one in store.all(Finding) if one.id in ids]


def reports_of_action(store: PlanStore, action_id: str) -> list[ExistingReport]:
    """Reports that an action cites."""
    return [one for one in store.all(ExistingReport) if action_id in one.action_ids]
