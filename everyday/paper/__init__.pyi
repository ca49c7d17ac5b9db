# What other folders use of this one; the paragraph stands in __init__.py.
from .form import session_form_pdf
from .map import session_map_pdf
from .prompts import prompt_sheet_pdf, wall_sheet_pdf
from .questions import questions_pdf
from .strike_sheet import strike_sheet_pdf
from .survey_form import survey_form_pdf
from .worksheet import WorksheetPage, worksheet_pdf

__all__ = [
    "WorksheetPage",
    "prompt_sheet_pdf",
    "questions_pdf",
    "session_form_pdf",
    "session_map_pdf",
    "strike_sheet_pdf",
    "survey_form_pdf",
    "wall_sheet_pdf",
    "worksheet_pdf",
]
