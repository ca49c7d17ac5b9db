# What other folders use of this one; the paragraph stands in __init__.py.
from .room import machine_names, named_address, room_addresses
from .serve import serve_atlas
from .sign_in_file import SignIn, read_sign_in
from .told import (
    ATLAS_PATH,
    ATLAS_VARIABLE,
    FORUM_VARIABLE,
    HOME_VARIABLE,
    HOSTS_VARIABLE,
    JOIN_PATH,
    MAX_UPLOAD_MB,
    ROOM_URL_VARIABLE,
    SIGN_IN_VARIABLE,
    STREAMLIT_OPTIONS,
)

__all__ = [
    "ATLAS_PATH",
    "ATLAS_VARIABLE",
    "FORUM_VARIABLE",
    "HOME_VARIABLE",
    "HOSTS_VARIABLE",
    "JOIN_PATH",
    "MAX_UPLOAD_MB",
    "ROOM_URL_VARIABLE",
    "SIGN_IN_VARIABLE",
    "STREAMLIT_OPTIONS",
    "SignIn",
    "machine_names",
    "named_address",
    "read_sign_in",
    "room_addresses",
    "serve_atlas",
]
