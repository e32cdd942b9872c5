"""The process that the sandbox's children are forked from: each file still has a child and limits of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tracker.adapters import sandbox, sandbox_start
from tracker.adapters.sandbox import Limits
from tracker.domain.errors import UnreadableReport

LONG_ENOUGH = 10


def run(function: str, limits: Limits | None = None) -> object:
    return sandbox.run(f"tests.support.misbehaviour:{function}", b"file", name="report.pdf", limits=limits)


def server_of(function: str) -> int:
    return sandbox_start._servers[f"tests.support.misbehaviour:{function}"].process.pid


def test_what_one_file_changes_in_its_child_the_next_child_does_not_find() -> None:
    assert [run("count_the_files_read") for _ in range(3)] == [1, 1, 1]


def test_children_of_one_server_are_processes_of_their_own() -> None:
    processes = [run("own_process") for _ in range(3)]
    assert len(set(map(str, processes))) == 3
    assert server_of("own_process") not in processes


def test_each_file_has_all_of_its_limits_whatever_was_read_before() -> None:
    for _ in range(2):
        assert run("use_some_time", Limits(cpu_seconds=2)) == "done"
    for _ in range(2):
        with pytest.raises(UnreadableReport, match="too long"):
            run("loop_for_ever", Limits(cpu_seconds=1))
        with pytest.raises(UnreadableReport, match="memory"):
            run("allocate_two_gigabytes")
        with pytest.raises(UnreadableReport, match="damaged"):
            run("write_a_file")


def test_a_server_that_was_killed_is_started_again_for_the_next_file() -> None:
    run("echo")
    before = server_of("echo")
    os.kill(before, signal.SIGKILL)
    assert run("echo") == {"length": 4, "name": "report.pdf"}
    assert server_of("echo") != before


def test_no_process_is_left_once_a_file_was_read() -> None:
    run("echo")
    assert children_of(server_of("echo")) == []


def test_server_and_child_end_with_the_process_that_asked() -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", "from tests.adapters.test_sandbox_fork_server import ask; ask()"],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with asking:
        assert asking.stdout is not None
        server, child = (int(word) for word in asking.stdout.readline().split())
        assert is_alive(server)
        assert is_alive(child)
        asking.kill()
    until = time.monotonic() + LONG_ENOUGH
    while (is_alive(server) or is_alive(child)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(server)
    assert not is_alive(child)


def ask() -> None:
    """Names the server and a child of it that works for ever, and waits to be killed."""
    function = "tests.support.misbehaviour:sleep_for_ever"
    with sandbox_start.started(function, sandbox.order_for(function, "", "/", Limits())) as child:
        child.stdin.close()
        server = server_of("sleep_for_ever")
        print(server, *children_of(server), flush=True)
        time.sleep(LONG_ENOUGH)


def children_of(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    try:
        return ") Z" not in state.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
