"""The server: Streamlit pages, map data, the phone page and static files at one address.

Started by ``everyday serve FOLDER``, or by ``streamlit run streamlit_app.py`` with an atlas in ``EVERYDAY_ATLAS`` or a
folder of atlases in ``EVERYDAY_HOME``;
uvicorn serves ``streamlit_app:app`` as well.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import app as pages
from app.routes import ROUTES, PhoneDoor, warm_up
from app.server import AtlasDoor, HostGuard, PackedFiles, show_unexpected, streamlit_secrets

app = st.App(
    Path(pages.__file__).resolve().parent / "frame.py",
    secrets=streamlit_secrets(),
    routes=ROUTES,
    middleware=[Middleware(one) for one in (AtlasDoor, HostGuard, PhoneDoor, PackedFiles)],
    lifespan=warm_up,
    on_script_error=show_unexpected,
)
