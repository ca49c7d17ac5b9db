"""Every address of the phone page. All of them are below ``/join``, which is all that the room reaches."""

from __future__ import annotations

from starlette.routing import Route

from app.phone.answering import take_comment, take_photo, take_proposal, take_vote
from app.phone.asking import show_questions, take_questions
from app.phone.correcting import show_corrections, take_correction
from app.phone.endpoints import posted, shown
from app.phone.entry import show_pin_form, take_pin
from app.phone.ground import serve_ground
from app.phone.joining import leave, serve_door, show_notice, take_code
from app.phone.live import serve_state
from app.phone.monitoring import show_action, show_actions, take_answers, take_helped
from app.phone.pages import serve_file
from app.phone.places import serve_where
from app.phone.reading import serve_photo, show_list, show_next_vote, show_pin
from app.phone.said import serve_said
from everyday.serving import JOIN_PATH

__all__ = ["PHONE_ROUTES"]

_GET, _POST = ["GET"], ["POST"]

PHONE_ROUTES = [
    Route(JOIN_PATH, serve_door, methods=_GET),
    Route(JOIN_PATH, take_code, methods=_POST),
    *(Route(f"{JOIN_PATH}/{name}", serve_file, methods=_GET) for name in ("phone.js", "phone_map.js", "phone.css")),
    Route(f"{JOIN_PATH}/notice", shown(show_notice), methods=_GET),
    Route(f"{JOIN_PATH}/said/{{key}}", serve_said, methods=_GET),
    Route(f"{JOIN_PATH}/said/{{key}}", take_helped, methods=_POST),
    Route(f"{JOIN_PATH}/ask/{{key}}", show_questions, methods=_GET),
    Route(f"{JOIN_PATH}/ask/{{key}}", take_questions, methods=_POST),
    Route(f"{JOIN_PATH}/actions", shown(show_actions), methods=_GET),
    Route(f"{JOIN_PATH}/action/{{action}}", shown(show_action), methods=_GET),
    Route(f"{JOIN_PATH}/action/{{action}}", posted(take_answers), methods=_POST),
    Route(f"{JOIN_PATH}/leave", posted(leave), methods=_POST),
    Route(f"{JOIN_PATH}/pin", shown(show_pin_form), methods=_GET),
    Route(f"{JOIN_PATH}/pin", posted(take_pin), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}", shown(show_pin), methods=_GET),
    Route(f"{JOIN_PATH}/pin/{{pin}}/vote", posted(take_vote), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}/comment", posted(take_comment), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}/proposal", posted(take_proposal), methods=_POST),
    Route(f"{JOIN_PATH}/pin/{{pin}}/photo", posted(take_photo, has_file=True), methods=_POST),
    Route(f"{JOIN_PATH}/list", shown(show_list), methods=_GET),
    Route(f"{JOIN_PATH}/vote", shown(show_next_vote), methods=_GET),
    Route(f"{JOIN_PATH}/correction", shown(show_corrections), methods=_GET),
    Route(f"{JOIN_PATH}/correction", posted(take_correction), methods=_POST),
    Route(f"{JOIN_PATH}/photo/{{photo}}.jpg", shown(serve_photo), methods=_GET),
    Route(f"{JOIN_PATH}/state.json", shown(serve_state), methods=_GET),
    Route(f"{JOIN_PATH}/map.json", shown(serve_ground), methods=_GET),
    Route(f"{JOIN_PATH}/where.json", shown(serve_where), methods=_GET),
    Route(f"{JOIN_PATH}/api/pin", posted(take_pin), methods=_POST),
    Route(f"{JOIN_PATH}/api/vote", posted(take_vote), methods=_POST),
    Route(f"{JOIN_PATH}/api/comment", posted(take_comment), methods=_POST),
]
