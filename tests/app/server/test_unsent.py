"""Nothing that waits to be sent is lost when a fragment begins to be drawn."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from app.server.drawing.unsent import keep_unsent


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on our server, and as it was afterwards."""
    monkeypatch.setattr(ForwardMsgQueue, "clear", ForwardMsgQueue.clear)
    keep_unsent()


def block(path: list[int], fragment: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.add_block.allow_empty = True
    message.delta.fragment_id = fragment
    return message


def words(path: list[int], said: str, fragment: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.new_element.text.body = said
    message.delta.fragment_id = fragment
    return message


def finished(how: ForwardMsg.ScriptFinishedStatus.ValueType) -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = how
    return message


def begun(queue: ForwardMsgQueue, fragments: list[str] | None) -> None:
    """What Streamlit does when a drawing begins."""
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=fragments)
    message = ForwardMsg()
    message.new_session.page_script_hash = "page"
    queue.enqueue(message)


def of_a_page() -> list[ForwardMsg]:
    """A page of three: a part with a part in it, and the foot."""
    return [
        words([0, 0], "head"), block([0, 1], "outer"), block([0, 1, 0], "inner"), words([0, 1, 0, 0], "list", "inner"),
        words([0, 2], "foot"), finished(ForwardMsg.FINISHED_SUCCESSFULLY),
    ]  # fmt: skip


@pytest.mark.parametrize("fragments", [["outer"], ["inner"], ["inner", "outer"]])
def test_a_fragment_that_begins_takes_nothing_away(fragments: list[str]) -> None:
    queue, page = ForwardMsgQueue(), of_a_page()
    for message in page:
        queue.enqueue(message)
    begun(queue, fragments)
    sent = queue.flush()
    assert sent[: len(page)] == of_a_page()
    assert sent[len(page)].HasField("new_session")


def test_that_a_fragment_was_finished_is_said_and_so_its_old_elements_go() -> None:
    queue = ForwardMsgQueue()
    queue.enqueue(finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
    begun(queue, ["inner"])
    assert queue.flush()[0].script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


def test_the_new_drawing_comes_after_the_old_one_and_not_in_its_place() -> None:
    queue = ForwardMsgQueue()
    queue.enqueue(words([0, 1, 0], "old", "inner"))
    begun(queue, ["inner"])
    queue.enqueue(words([0, 1, 0], "new", "inner"))
    said = [one.delta.new_element.text.body for one in queue.flush() if one.HasField("delta")]
    assert said == ["old", "new"]


def test_a_whole_page_that_begins_still_takes_the_place_of_what_was_not_sent() -> None:
    queue = ForwardMsgQueue()
    for message in of_a_page():
        queue.enqueue(message)
    begun(queue, None)
    assert [one.WhichOneof("type") for one in queue.flush()] == ["script_finished", "new_session"]


def test_asking_twice_changes_nothing() -> None:
    before = ForwardMsgQueue.clear
    keep_unsent()
    assert ForwardMsgQueue.clear is before
