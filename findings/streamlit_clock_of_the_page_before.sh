#!/usr/bin/env bash
# A Streamlit app of two pages; a part of the first draws itself anew by a clock. Somebody goes to the second page.
#
# Seen with Streamlit 1.67.0 on Linux; websockets 17.4 plays the browser.
#
# Expected: a clock of the first page that strikes while the second is being drawn changes nothing: its part is gone.
# Seen: the request is kept until the second page is drawn. Then Streamlit announces that a drawing of the *first* page
# begins (the browser takes that for a change of pages, and empties the page it shows), finds that the part is no longer
# there, and ends without drawing anything. What stays on the screen is the address and the name of the second page with
# nothing in it, until somebody reloads it.
#
# The clock strikes every few seconds and the second page takes a second on a busy computer, so people meet it. Remedy:
# before a part is drawn, look whether the page that asks for it is still the one drawn last.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check 'streamlit==1.67.0' 'websockets==17.4' 2>/dev/null

cat >"$folder/app.py" <<'PY'
import time

import streamlit as st


@st.fragment(run_every=3600)  # the browser asks for it when the clock has struck
def part() -> None:
    st.write("the part")


def one() -> None:
    part()


def two() -> None:
    time.sleep(1)
    st.write("the second page")


st.navigation([st.Page(one, default=True), st.Page(two)]).run()
PY

cat >"$folder/seen.py" <<'PY'
import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import streamlit
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


async def drawn(line) -> list[ForwardMsg]:
    """Messages until a drawing is finished."""
    found = []
    while not found or found[-1].WhichOneof("type") != "script_finished":
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(line.recv(), 60))
        found.append(message)
    return found


async def ask(line, page: str = "", fragment: str = "") -> None:
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.fragment_id = fragment
    message.rerun_script.is_auto_rerun = bool(fragment)
    await line.send(message.SerializeToString())


def begun(messages: list[ForwardMsg], names: dict[str, str]) -> list[str]:
    """The pages whose drawing is announced."""
    return [names[one.new_session.page_script_hash] for one in messages if one.HasField("new_session")]


async def story(port: int) -> tuple[list[str], list[str], int]:
    async with websockets.connect(
        f"ws://localhost:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None
    ) as line:
        await ask(line)
        first = await drawn(line)
        fragment = next(one.auto_rerun.fragment_id for one in first if one.HasField("auto_rerun"))
        pages = next(one.navigation.app_pages for one in first if one.HasField("navigation"))
        names = {one.page_script_hash: one.page_name for one in pages}
        before, after = names
        await ask(line, after)  # somebody goes to the second page …
        await asyncio.sleep(0.5)
        await ask(line, before, fragment)  # … and a clock of the first strikes meanwhile
        second, last = await drawn(line), await drawn(line)
        return begun(second, names), begun(last, names), sum(one.HasField("delta") for one in last)


with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = subprocess.Popen(
    [sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name("app.py")), "--server.headless=true",
     "--browser.gatherUsageStats=false", "--server.address=localhost", f"--server.port={port}"],
    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
)  # fmt: skip
try:
    while "URL" not in server.stdout.readline():
        assert server.poll() is None
    second, last, elements = asyncio.run(story(port))
    print("Streamlit", streamlit.__version__)
    print("  somebody goes to the second page; announced:", second)
    print("  then, for the clock of the first; announced:", last, "| elements that come:", elements)
    assert (second, last, elements) == (["two"], ["one"], 0), (second, last, elements)
finally:
    server.terminate()
PY
"$folder/venv/bin/python" "$folder/seen.py" 2>&1 || { echo "The behaviour has changed."; exit 1; }
echo "As described."
