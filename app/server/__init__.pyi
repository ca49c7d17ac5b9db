# What other folders use of this one; the paragraph stands in __init__.py.
from .arrivals import ARRIVALS
from .atlases import AtlasDoor, address_of, asked_key, home_folder, own_path, start_address
from .drawing import copy_containers_once, hold_back_clocks, keep_unsent
from .faults import draw_fault, draw_report, plain, show_unexpected, shown_faults
from .first_map import expect_first_map, first_map_was_fetched, wait_for_first_map
from .guard import HostGuard
from .jobs import BUILD, Job, forget, job_of, jobs_in, start_build, start_job
from .protection import keep_uploads_in_memory
from .room import join_path, page_url, room_url
from .scenario_jobs import forget_scenario, scenario_job, start_scenario
from .settings import ASSETS, atlas_folder, sign_in_path
from .shown import Shown, explored, named_grounds, open_atlas, shown_edition
from .signing_in import (
    admit,
    current_person,
    draw_account,
    may_open,
    name_person,
    person_of_request,
    sign_in,
    streamlit_secrets,
)
from .wire import PackedFiles, answer_at_once

__all__ = [
    "ARRIVALS",
    "ASSETS",
    "BUILD",
    "AtlasDoor",
    "HostGuard",
    "Job",
    "PackedFiles",
    "Shown",
    "address_of",
    "admit",
    "answer_at_once",
    "asked_key",
    "atlas_folder",
    "copy_containers_once",
    "current_person",
    "draw_account",
    "draw_fault",
    "draw_report",
    "expect_first_map",
    "explored",
    "first_map_was_fetched",
    "forget",
    "forget_scenario",
    "hold_back_clocks",
    "home_folder",
    "job_of",
    "jobs_in",
    "join_path",
    "keep_unsent",
    "keep_uploads_in_memory",
    "may_open",
    "name_person",
    "named_grounds",
    "open_atlas",
    "own_path",
    "page_url",
    "person_of_request",
    "plain",
    "room_url",
    "scenario_job",
    "show_unexpected",
    "shown_edition",
    "shown_faults",
    "sign_in",
    "sign_in_path",
    "start_address",
    "start_build",
    "start_job",
    "start_scenario",
    "streamlit_secrets",
    "wait_for_first_map",
]
