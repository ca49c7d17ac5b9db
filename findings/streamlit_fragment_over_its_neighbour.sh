#!/usr/bin/env bash
# A Streamlit page with a part that draws itself anew by a clock, and something below it.
#
# Seen with Streamlit 1.67.0 on Linux; websockets 17.4 plays the browser.
#
# Expected: what a drawing of the whole page says reaches the browser, whatever is drawn afterwards.
# Seen: messages wait for some milliseconds before they are sent. When the clock of a fragment has struck while the page
# was being drawn, the fragment begins in that time, and Streamlit takes out of what waits all that the page has just
# said of this fragment, also the box that it stands in; what stands below it is sent, and that the page was drawn to its
# end. The browser takes the old box for gone and moves up what is below; then the fragment comes and is drawn over it: the
# foot of the page vanishes until the next drawing, or a page with more such parts ends in "'setIn' cannot be called on an
# ElementNode". It needs no load on the computer, only bad luck.
#
# Who builds maps and dashboards with st.fragment(run_every=...) loses parts of pages now and then. Remedy: let nothing be
# taken out of ForwardMsgQueue when a fragment begins; or put every fragment into a container of its own, which is not
# the fragment's and keeps its place.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check 'streamlit==1.67.0' 'websockets==17.4' 2>/dev/null

cat >"$folder/page.py" <<'PY'
import time

import streamlit as st


@st.fragment(run_every=3600)  # the browser asks for it when the clock has struck
def part() -> None:
    st.write("the part")


time.sleep(0.5)
for number in range(200):
    st.write(f"line {number}")
part()
st.write("foot")
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


async def drawn(line, count: int = 1) -> list[ForwardMsg]:
    """Messages until that many drawings are finished."""
    found = []
    while count:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(line.recv(), 60))
        found.append(message)
        count -= message.WhichOneof("type") == "script_finished"
    return found


async def ask(line, fragment: str = "") -> None:
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.fragment_id = fragment
    await line.send(message.SerializeToString())


def boxes(messages: list[ForwardMsg], fragment: str) -> list[list[int]]:
    """Where the page puts the box of the fragment."""
    return [
        list(one.metadata.delta_path) for one in messages
        if one.HasField("delta") and one.delta.WhichOneof("type") == "add_block" and one.delta.fragment_id == fragment
    ]


def lowest(messages: list[ForwardMsg]) -> list[int]:
    """Where the page puts what it says last."""
    return max(list(one.metadata.delta_path) for one in messages if one.metadata.delta_path)


async def story(port: int) -> tuple[list[list[int]], list[list[int]], list[int]]:
    async with websockets.connect(
        f"ws://localhost:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None
    ) as line:
        await ask(line)
        first = await drawn(line)
        fragment = next(one.auto_rerun.fragment_id for one in first if one.WhichOneof("type") == "auto_rerun")
        await ask(line)  # somebody clicks: the page is drawn again …
        await asyncio.sleep(0.2)
        await ask(line, fragment)  # … and the clock strikes meanwhile
        both = await drawn(line, 2)
        end = next(number for number, one in enumerate(both) if one.WhichOneof("type") == "script_finished")
        return boxes(first, fragment), boxes(both[:end], fragment), lowest(both[:end])


with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = subprocess.Popen(
    [sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name("page.py")), "--server.headless=true",
     "--browser.gatherUsageStats=false", "--server.address=localhost", f"--server.port={port}"],
    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
)  # fmt: skip
try:
    while "URL" not in server.stdout.readline():
        assert server.poll() is None
    print("Streamlit", streamlit.__version__)
    for _ in range(60):  # about every tenth time
        alone, overtaken, foot = asyncio.run(story(port))
        print("  box of the part, drawn alone:", alone, "| overtaken by its clock:", overtaken, "| lowest on the page:", foot)
        assert len(alone) == 1 and foot[1] == alone[0][1] + 1, (alone, foot)
        if not overtaken:
            break
    assert not overtaken
finally:
    server.terminate()
PY
"$folder/venv/bin/python" "$folder/seen.py" 2>&1 || { echo "The behaviour has changed."; exit 1; }
echo "As described."
