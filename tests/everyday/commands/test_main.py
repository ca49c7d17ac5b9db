"""The ``everyday`` command: help with examples, exit codes, plain messages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click import Context

from everyday.commands.group import cli
from tests.servers.command import run

ROOT = Path(__file__).resolve().parents[3]


def everyday(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "everyday", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)


@pytest.mark.parametrize("name", cli.list_commands(Context(cli)))
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, name, "--help")
    assert code == 0
    assert f"Example: everyday {name}" in out


def test_wrong_usage_is_exit_2() -> None:
    assert everyday("build").returncode == 2
    assert everyday("no-such-command").returncode == 2
    assert everyday("build", "somewhere", "--date", "Tuesday").returncode in (1, 2)


def test_no_atlas_is_said_plainly(tmp_path: Path) -> None:
    done = everyday("build", tmp_path)
    assert done.returncode == 1
    assert "everyday new" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_date_names_the_form(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text('name = "X"\n')
    done = everyday("build", tmp_path, "--date", "5/3/2024")
    assert done.returncode == 2
    assert "YYYY-MM-DD" in done.stderr


def test_measures_names_every_column_of_the_contract() -> None:
    done = everyday("measures")
    assert done.returncode == 0
    for column in ("city_reach_45min_share_am", "nearest_library_min", "transport_performance_am", "service_span_h"):
        assert column in done.stdout


def test_the_page_of_measures_is_the_registry() -> None:
    from everyday.atlas.registry import measures_markdown

    assert (ROOT / "docs" / "measures.md").read_text(encoding="utf-8") == measures_markdown()


def test_serving_to_other_computers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text('name = "X"\n')
    done = everyday("serve", tmp_path, "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "sign-in" in done.stderr
