"""Fixtures of a session: its server and its browsers."""

from tests.browser.session.screens import hall, room  # noqa: F401 - pytest finds them here
