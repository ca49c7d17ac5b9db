"""The sign-in file: what is safe, what is refused with all its faults at once, and which role a line gives."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyday.serving.sign_in_file import SignIn, read_sign_in
from geo.errors import InputError
from tests.servers.command import run
from tests.servers.sign_in_files import AUTH, ROLES, SECRET, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that passes for an atlas."""
    (tmp_path / "atlas").mkdir()
    (tmp_path / "atlas" / "atlas.toml").write_text('name = "X"\n')
    return tmp_path / "atlas"


# The file


@pytest.mark.sign_in
def test_a_file_as_documented_can_be_used(tmp_path: Path, folder: Path) -> None:
    found = read_sign_in(written(tmp_path / "in.toml", AUTH, ROLES), folder)
    assert (found.origin, found.host, found.providers) == ("https://atlas.example.org", "atlas.example.org", ("",))
    assert found.role_of("Planner@Town.example") == "planner"
    assert found.role_of("anybody@town.example") == "viewer"
    assert SECRET not in repr(found)


@pytest.mark.sign_in
def test_several_providers_have_names(tmp_path: Path, folder: Path) -> None:
    shared = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
    own = {key: AUTH[key] for key in ("client_id", "client_secret", "server_metadata_url")}
    lines = [f"{key} = {json.dumps(value)}" for key, value in own.items()]
    extra = "\n".join(["[auth.council]", *lines, "[auth.university]", *lines])
    assert read_sign_in(written(tmp_path / "in.toml", shared, ROLES, extra), folder).providers == (
        "council",
        "university",
    )


def test_all_faults_are_named_at_once(tmp_path: Path, folder: Path) -> None:
    auth = {
        "redirect_uri": "http://atlas.example.org/oauth2callback",
        "cookie_secret": "short",
        "client_id": "x",
        "colour": 1,
    }
    roles = {"boss": ["a@b.org"], "planner": ["nobody", "*@*"]}
    path = written(tmp_path / "in.toml", auth | {"colour": 1}, roles)
    with pytest.raises(InputError) as caught:
        read_sign_in(path, folder)
    said = str(caught.value)
    for part in (
        "begins with http", "cookie_secret", "lacks client_secret, server_metadata_url", "colour", "'boss'", "'nobody'",
        "everybody who has any account",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"redirect_uri": "https://atlas.example.org/"}, "/oauth2callback"),
        ({"redirect_uri": "atlas.example.org/oauth2callback"}, "redirect_uri"),
        ({"redirect_uri": 5}, "redirect_uri"),
        ({"redirect_uri": "http://localhost:{port}/oauth2callback"}, "redirect_uri"),
        ({"cookie_secret": ""}, "cookie_secret"),
        ({"server_metadata_url": "http://accounts.example.org/x"}, "server_metadata_url"),
        ({"server_metadata_url": "https://login.microsoftonline.com/common/v2.0/.well-known/x"}, "tenant"),
        ({"client_secret": " "}, "client_secret"),
    ],
)
def test_what_is_unsafe_is_refused(tmp_path: Path, folder: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_sign_in(written(tmp_path / "in.toml", AUTH | change, ROLES), folder)


@pytest.mark.parametrize("roles", [None, {}, {"planner": []}, {"planner": "no address"}, {"viewer": [1]}])
def test_without_roles_nobody_is_let_in(tmp_path: Path, folder: Path, roles: dict[str, Any] | None) -> None:
    with pytest.raises(InputError):
        read_sign_in(written(tmp_path / "in.toml", AUTH, roles), folder)


def test_a_file_in_the_atlas_folder_or_open_to_others_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="atlas folder"):
        read_sign_in(written(folder / "in.toml", AUTH, ROLES), folder)
    with pytest.raises(InputError, match="no such file"):
        read_sign_in(tmp_path / "none.toml", folder)
    broken = tmp_path / "broken.toml"
    broken.write_text("[auth\n")
    broken.chmod(0o600)
    with pytest.raises(InputError, match="not TOML"):
        read_sign_in(broken, folder)
    if os.name != "nt":
        path = written(tmp_path / "in.toml", AUTH, ROLES)
        path.chmod(0o640)
        with pytest.raises(InputError, match="chmod 600"):
            read_sign_in(path, folder)


def test_the_command_refuses_a_file_that_cannot_be_used(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "in.toml", AUTH | {"cookie_secret": "x"}, {"boss": ["a@b.org"]})
    code, _, faults = run(capsys, "serve", folder, "--host", "0.0.0.0", "--sign-in", path, "--no-open")
    assert code == 1
    assert "cookie_secret" in faults
    assert "'boss'" in faults


def test_without_the_packages_sign_in_is_refused(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everyday.serving.sign_in_file.find_spec", lambda name: None)
    with pytest.raises(InputError, match="Authlib and httpx"):
        read_sign_in(written(tmp_path / "in.toml", AUTH, ROLES), folder)


# Roles

NAMES = st.from_regex(r"[a-z0-9.+-]{1,8}", fullmatch=True)


def a_door(**roles: tuple[str, ...]) -> SignIn:
    return SignIn("https://atlas.example.org", {}, ("",), roles)


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES, NAMES)
def test_patterns_stay_on_their_side_of_the_at_sign(name: str, domain: str, other: str) -> None:
    door = a_door(viewer=(f"*@{domain}",))
    assert door.role_of(f"{name}@{domain}") == "viewer"
    assert door.role_of(f"{name}@{domain.upper()}") == "viewer"
    assert (door.role_of(f"{name}@{other}") is not None) is (other == domain)
    for wrong in (f"{name}@{domain}.{other}", f"{name}@{other}@{domain}", f"{name}@{other}.{domain}", name, ""):
        assert door.role_of(wrong) is None


@settings(max_examples=150, deadline=None)
@given(NAMES, st.lists(st.sampled_from(["planner", "facilitator", "participant", "viewer"]), unique=True))
def test_the_highest_role_counts(name: str, roles: list[str]) -> None:
    door = a_door(**dict.fromkeys(roles, (f"{name}@x.org",)))
    order = [role for role in ("planner", "facilitator", "participant", "viewer") if role in roles]
    assert door.role_of(f"{name}@x.org") == (order[0] if order else None)


def test_letters_that_only_look_alike_do_not_match() -> None:
    door = a_door(planner=("boss.k@x.org",))
    assert door.role_of("BOSS.K@X.org") == "planner"
    assert door.role_of("bo\u017f\u017f.k@x.org") is None
    assert door.role_of("boss.\u212a@x.org") is None
    assert door.role_of("bossxk@x.org") is None
