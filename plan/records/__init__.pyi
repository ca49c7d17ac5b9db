# What other folders use of this one; the paragraph stands in __init__.py.
from .actions import Action, Attachment, Intervention, Milestone, Outcome, Update
from .activities import Activity
from .all import RECORDS, Record, field_names
from .answers import Ask, Feedback, Helped, Proposal, Report, ShareKey
from .findings import FINDING_COLUMNS, Comment, Correction, Dismissal, Evidence, Finding, Photo, Vote
from .organisations import AdvocacyGroup, Membership, Network, Organisation
from .sessions import Device, Session
from .trail import AuditEntry, Erasure, Person

__all__ = [
    "FINDING_COLUMNS",
    "RECORDS",
    "Action",
    "Activity",
    "AdvocacyGroup",
    "Ask",
    "Attachment",
    "AuditEntry",
    "Comment",
    "Correction",
    "Device",
    "Dismissal",
    "Erasure",
    "Evidence",
    "Feedback",
    "Finding",
    "Helped",
    "Intervention",
    "Membership",
    "Milestone",
    "Network",
    "Organisation",
    "Outcome",
    "Person",
    "Photo",
    "Proposal",
    "Record",
    "Report",
    "Session",
    "ShareKey",
    "Update",
    "Vote",
    "field_names",
]
