"""What the child process that reads a file may do, tried for real."""

from __future__ import annotations

import logging
import os
import resource
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.adapters import sandbox
from tracker.adapters.sandbox import Limits
from tracker.adapters.sandbox_start import Child
from tracker.domain.errors import UnreadableReport

MOST_SECONDS = 25


def run(function: str, data: bytes = b"file", name: str = "report.pdf", limits: Limits | None = None) -> object:
    return sandbox.run(f"tests.support.misbehaviour:{function}", data, name=name, limits=limits)


def test_the_child_gets_the_bytes_and_the_name_and_answers() -> None:
    data = bytes(range(256)) * 40_000
    assert run("echo", data, "../Bericht\x00\ud800 ’.pdf") == {
        "length": len(data),
        "name": "../Bericht\x00\ud800 ’.pdf",
    }


def test_the_child_sees_no_secret_no_file_and_no_open_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_SECRET_KEY", "secret")
    seen = run("surroundings")
    assert isinstance(seen, dict)
    assert seen["environment"] == {"LC_ALL": "C.UTF-8"}
    assert seen["files"] == []
    assert seen["opened"] == [0, 1, 2]


def test_the_child_loads_neither_the_web_nor_the_database() -> None:
    seen = run("surroundings")
    assert isinstance(seen, dict)
    assert not {"flask", "sqlalchemy", "docx", "pypdfium2", "lxml"} & set(seen["modules"])


@pytest.mark.parametrize(
    ("function", "limits", "sentence"),
    [
        ("allocate_two_gigabytes", None, sandbox.TOO_MUCH_MEMORY),
        ("be_killed", None, sandbox.TOO_MUCH_MEMORY),
        ("loop_for_ever", Limits(cpu_seconds=1), sandbox.TOO_LONG),
        ("loop_for_ever", Limits(wall_seconds=1), sandbox.TOO_LONG),
        ("sleep_for_ever", Limits(wall_seconds=1), sandbox.TOO_LONG),
        ("answer_and_stay", Limits(wall_seconds=1), sandbox.TOO_LONG),
        ("write_gigabytes_to_the_parent", None, sandbox.TOO_MUCH_TEXT),
        ("write_a_file", None, sandbox.DAMAGED),
        ("crash", None, sandbox.DAMAGED),
        ("fail", None, sandbox.DAMAGED),
        ("answer_nonsense", None, sandbox.DAMAGED),
        ("answer_with_what_json_cannot_hold", None, sandbox.DAMAGED),
        ("no_such_function", None, sandbox.DAMAGED),
    ],
)
def test_whatever_the_child_does_ends_in_one_plain_sentence(
    function: str, limits: Limits | None, sentence: str
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    with pytest.raises(UnreadableReport) as refusal:
        run(function, limits=limits)
    assert str(refusal.value) == sentence
    assert time.monotonic() - started < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


class AnswersAsItIsLookedFor(Child):
    """A child that writes its answer and ends after its output was looked at, and before it is asked whether it ended.

    On a busy machine that happens by itself, once in some thousand files.
    """

    target: int

    def has_ended(self, within: float = 0.0) -> bool:
        if self.returncode is None:
            os.write(self.target, b"the answer")
            os.close(self.target)
            self.returncode = os.EX_OK
        return True


def test_an_answer_that_comes_while_the_child_is_looked_for_is_not_lost() -> None:
    (source, stdin), (stdout, target), (here, there) = os.pipe(), os.pipe(), socket.socketpair()
    child = AnswersAsItIsLookedFor(os.fdopen(stdin, "wb", 0), os.fdopen(stdout, "rb", 0), here)
    child.target = target
    with here, there, os.fdopen(source, "rb"):
        assert sandbox._exchange(child, b"file", 1000, time.monotonic() + MOST_SECONDS) == b"the answer"


def test_a_process_that_the_child_starts_dies_with_it() -> None:
    process = run("leave_a_process_behind")
    assert isinstance(process, int)
    state = Path(f"/proc/{process}/stat")
    deadline = time.monotonic() + MOST_SECONDS
    while process and state.exists() and ") Z" not in state.read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not process or not state.exists() or ") Z" in state.read_text()


def test_a_file_the_child_does_not_read_does_not_hold_the_parent_up() -> None:
    with pytest.raises(UnreadableReport, match="damaged"):
        run("no_such_function", bytes(30_000_000))


def test_the_log_says_where_the_code_failed_but_not_a_word_of_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(UnreadableReport):
        run("fail")
    assert "ValueError" in caplog.text
    assert "misbehaviour.py" in caplog.text
    assert "secret words" not in caplog.text


def test_of_fifty_files_at_once_few_are_read_at_a_time_and_all_get_an_answer() -> None:
    def ask(_: int) -> object:
        try:
            return run("work_a_little", limits=Limits(wait_seconds=120))
        except UnreadableReport as refusal:
            return str(refusal)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(ask, range(50)))
    times = [answer for answer in answers if isinstance(answer, list)]
    assert len(times) == 50
    for began, _, _ in times:
        assert sum(other[0] <= began < other[1] for other in times) <= sandbox.MOST_AT_ONCE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_who_waits_too_long_is_told_to_try_again_and_the_next_is_served() -> None:
    with ThreadPoolExecutor(sandbox.MOST_AT_ONCE) as pool:
        busy = [pool.submit(run, "sleep_for_ever", limits=Limits(wall_seconds=3)) for _ in range(sandbox.MOST_AT_ONCE)]
        time.sleep(0.5)
        with pytest.raises(UnreadableReport) as refusal:
            run("echo", limits=Limits(wait_seconds=0.1))
        assert str(refusal.value) == "Too many reports are being read. Try again in a minute."
        assert {str(one.exception()) for one in busy} == {sandbox.TOO_LONG}
    assert run("echo") == {"length": 4, "name": "report.pdf"}
