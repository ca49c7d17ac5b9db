# What other folders use of this one; the paragraph stands in __init__.py.
from .counting import LEAST_PEOPLE, area_words_of, people_n
from .journeys import TRIMMED_M, Journey, read_gpx, read_remarks, trimmed
from .keeping import diary_photo_bytes, due_answers, forget_due, photos_of, readable, readable_answer
from .methods import PLANNED, USED, MethodUse, method_uses
from .phone_form import answers_of_form, ask_key, asked_by, survey_keys
from .pinning import change_answer, finding_of, pin_answer
from .reading import AnswersRead, CellProblem, Told, read_open_answers, without_personal
from .reports import cite_report, citing_findings, report_words, reports_of_action
from .searching import Hit, SearchIndex, search
from .ticking import Ticked, ticked_by_area, write_ticked

__all__ = [
    "LEAST_PEOPLE",
    "PLANNED",
    "TRIMMED_M",
    "USED",
    "AnswersRead",
    "CellProblem",
    "Hit",
    "Journey",
    "MethodUse",
    "SearchIndex",
    "Ticked",
    "Told",
    "answers_of_form",
    "area_words_of",
    "ask_key",
    "asked_by",
    "change_answer",
    "cite_report",
    "citing_findings",
    "diary_photo_bytes",
    "due_answers",
    "finding_of",
    "forget_due",
    "method_uses",
    "people_n",
    "photos_of",
    "pin_answer",
    "read_gpx",
    "read_open_answers",
    "read_remarks",
    "readable",
    "readable_answer",
    "report_words",
    "reports_of_action",
    "search",
    "survey_keys",
    "ticked_by_area",
    "trimmed",
    "without_personal",
    "write_ticked",
]
