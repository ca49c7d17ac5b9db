# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import ActionFacts, PlanFacts
from .gathering import Sources, facts_of, plan_facts, sources_of
from .html import plan_html_bytes
from .pdf import plan_pdf_bytes
from .word import plan_word_bytes
from .wording import MARKS, shown_owner

__all__ = [
    "MARKS",
    "ActionFacts",
    "PlanFacts",
    "Sources",
    "facts_of",
    "plan_facts",
    "plan_html_bytes",
    "plan_pdf_bytes",
    "plan_word_bytes",
    "shown_owner",
    "sources_of",
]
