"""How many records of each kind, in words: by the prefix of their ids."""

from __future__ import annotations

RECORD_WORDS = {
    "F": ("1 finding", "{n} findings"), "A": ("1 action", "{n} actions"), "U": ("1 update", "{n} updates"),
    "K": ("1 answer of a group", "{n} answers of groups"), "R": ("1 outcome", "{n} outcomes"),
    "O": ("1 organisation", "{n} organisations"), "S": ("1 session", "{n} sessions"), "D": ("1 phone", "{n} phones"),
    "C": ("1 comment", "{n} comments"), "V": ("1 vote", "{n} votes"),
    "E": ("1 piece of evidence", "{n} pieces of evidence"),
    "P": ("1 photo", "{n} photos"), "X": ("1 correction", "{n} corrections"), "N": ("1 dismissal", "{n} dismissals"),
    "I": ("1 intervention", "{n} interventions"), "M": ("1 milestone", "{n} milestones"),
    "H": ("1 attachment", "{n} attachments"), "L": ("1 proposal", "{n} proposals"), "Q": ("1 request", "{n} requests"),
    "T": ("1 report", "{n} reports"), "J": ("1 shared page", "{n} shared pages"),
    "B": ("1 membership", "{n} memberships"), "G": ("1 advocacy group", "{n} advocacy groups"),
    "W": ("1 network", "{n} networks"), "Y": ("1 answer whether it helped", "{n} answers whether it helped"),
    "AN": ("1 answer or note", "{n} answers or notes"), "DP": ("1 diary photo", "{n} diary photos"),
    "PM": ("1 planned method", "{n} planned methods"),
    "RP": ("1 existing report", "{n} existing reports"),
    "AC": ("1 activity", "{n} activities"), "AU": ("1 area that people use", "{n} areas that people use"),
    "Z": ("1 record of an erasure", "{n} records of erasures"),
}  # fmt: skip
RECORDS_NONE = "no record"
