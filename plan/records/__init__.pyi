# What other folders use of this one; the paragraph stands in __init__.py.
from .actions import Action, Attachment, Intervention, Milestone, Outcome, Update
from .activities import Activity
from .all import RECORDS, Record, field_names
from .answers import Ask, Feedback, Helped, Proposal, Report, ShareKey
from .areas import NamedArea
from .findings import FINDING_COLUMNS, Comment, Correction, Dismissal, Evidence, Finding, Photo, Vote
from .organisations import AdvocacyGroup, Membership, Network, Organisation
from .sessions import Device, Session
from .trail import AuditEntry, Erasure, Person
from .voices import Answer, DiaryPhoto, ExistingReport, PlannedMethod

__all__ = [
    "FINDING_COLUMNS",
    "RECORDS",
    "Action",
    "Activity",
    "AdvocacyGroup",
    "Answer",
    "Ask",
    "Attachment",
    "AuditEntry",
    "Comment",
    "Correction",
    "Device",
    "DiaryPhoto",
    "Dismissal",
    "Erasure",
    "Evidence",
    "ExistingReport",
    "Feedback",
    "Finding",
    "Helped",
    "Intervention",
    "Membership",
    "Milestone",
    "NamedArea",
    "Network",
    "Organisation",
    "Outcome",
    "Person",
    "Photo",
    "PlannedMethod",
    "Proposal",
    "Record",
    "Report",
    "Session",
    "ShareKey",
    "Update",
    "Vote",
    "field_names",
]
