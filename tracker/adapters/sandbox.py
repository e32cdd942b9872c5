"""A child process in which an untrusted file is read, so that the worst a file can do is to end that child.

The child gets the file's bytes on its standard input and nothing else: no environment, an empty working directory,
no other open file. It limits itself before it reads the first byte (`sandbox_child.py`) and answers in JSON. It is
forked from a process that has loaded its code and never sees a file (`sandbox_fork_server.py`).

What this is not: the child runs as the same user, may read files that user may read, and is not cut off from the
network; no reader here opens a connection, but nothing forbids it. Where that matters, run the service in a container
without a way out. The limits are those of Linux.

Each process of the service has at most MOST_AT_ONCE children at a time, whatever arrives, so that what reading takes
is bounded: workers × MOST_AT_ONCE × the memory of one child.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from tracker.adapters.sandbox_start import Child, started
from tracker.domain.errors import UnreadableReport

TOO_LONG = "This file takes too long to read. Save it again as a new PDF or Word file, and try that one."
TOO_MUCH_MEMORY = "This file needs too much memory to read. Save it again without pictures, and try that one."
TOO_MUCH_TEXT = "This file holds too much text to be an inspection report. Check that it is the right file."
DAMAGED = "This file cannot be read because it is damaged. Open it, save it under a new name, and try that one."
TOO_MANY = "Too many reports are being read. Try again in a minute."
MOST_AT_ONCE = 2
_log = logging.getLogger(__name__)
_LONGEST_NAME = 255
_PIPE_BYTES = 65_536
_LONGEST_PAUSE_SECONDS = 0.05
_SLOTS = threading.BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use. `memory_bytes` is address space; `file_bytes` 0 means that it can write no file.

    `cpu_seconds` and `wall_seconds` keep the promise of never more than 20 seconds a file. `processes` binds
    everybody but root; a process started in spite of it dies with the child's group. `wait_seconds` is how long to
    stand in line before the child starts; it is not part of the others.
    """

    memory_bytes: int = 512 * 1024 * 1024
    cpu_seconds: int = 15
    wall_seconds: float = 20.0
    output_bytes: int = 16 * 1024 * 1024
    file_bytes: int = 0
    open_files: int = 32
    processes: int = 0
    wait_seconds: float = 10.0


def run(function: str, data: bytes, *, name: str, limits: Limits | None = None) -> object:
    """What `function` ("package.module:function") answers for (data, name), called in a child of its own.

    The function takes the bytes and the file's name and returns what JSON can hold. Raises UnreadableReport with
    the function's own sentence where it refuses the file, else with a sentence of ours where the child breaks a
    limit, crashes or answers nonsense, or where the line before it is too long.
    """
    limits = limits or Limits()
    with (
        _turn(limits.wait_seconds),
        tempfile.TemporaryDirectory(prefix="tracker-read-") as folder,
        started(function, order_for(function, name, folder, limits)) as child,
    ):
        deadline = time.monotonic() + limits.wall_seconds
        output = _exchange(child, data, limits.output_bytes, deadline)
        if not child.has_ended(within=max(0.0, deadline - time.monotonic())):
            raise UnreadableReport(TOO_LONG)
    return _answer(output, child.returncode)


def order_for(function: str, name: str, folder: str, limits: Limits) -> str:
    """What a child is told: to call `function` in `folder` under these limits. No byte of the file is in it."""
    order = {"function": function, "name": name[-_LONGEST_NAME:], "folder": folder, "limits": asdict(limits)}
    return json.dumps(order)


@contextmanager
def _turn(wait_seconds: float) -> Iterator[None]:
    """One of the places for a child, held until it has ended."""
    if not _SLOTS.acquire(timeout=wait_seconds):
        raise UnreadableReport(TOO_MANY)
    try:
        yield
    finally:
        _SLOTS.release()


def _exchange(child: Child, data: bytes, most: int, deadline: float) -> bytes:
    """Feed the child and gather its answer until it closes its output or ends; never more than `most` bytes."""
    rest, output, was_over = memoryview(data), bytearray(), False
    with child.stdin as stdin, child.stdout as stdout, selectors.DefaultSelector() as ready:
        os.set_blocking(stdin.fileno(), False)
        ready.register(stdin, selectors.EVENT_WRITE)
        ready.register(stdout, selectors.EVENT_READ)
        while True:
            events = ready.select(_LONGEST_PAUSE_SECONDS)
            if not events:
                if was_over:
                    return bytes(output)  # somebody the child has started holds its output open
                # it may have answered and ended since it was looked for: looked for once more, or an answer is lost
                was_over = child.has_ended()
            for key, _ in events:
                if key.fileobj is stdin:
                    rest = _feed(stdin.fileno(), rest)
                    if not rest:
                        ready.unregister(stdin)
                        stdin.close()
                    continue
                piece = os.read(stdout.fileno(), _PIPE_BYTES)
                output += piece
                if not piece:
                    return bytes(output)
                if len(output) > most:
                    raise UnreadableReport(TOO_MUCH_TEXT)
            if time.monotonic() >= deadline:
                raise UnreadableReport(TOO_LONG)


def _feed(stdin: int, rest: memoryview) -> memoryview:
    try:
        return rest[os.write(stdin, rest[:_PIPE_BYTES]) :]
    except BrokenPipeError:
        return memoryview(b"")


def _answer(output: bytes, returncode: int | None) -> object:
    if returncode in (-signal.SIGXCPU, -signal.SIGALRM):
        raise UnreadableReport(TOO_LONG)
    if returncode in (os.EX_UNAVAILABLE, -signal.SIGKILL):
        raise UnreadableReport(TOO_MUCH_MEMORY)
    try:
        answer = json.loads(output)
    except (ValueError, RecursionError):
        answer = None
    if returncode == os.EX_OK and isinstance(answer, dict):
        if "result" in answer:
            result: object = answer["result"]
            return result
        if isinstance(answer.get("refused"), str):
            raise UnreadableReport(answer["refused"])
    _log.warning("a child failed on a file: exit code %s, %.300r", returncode, answer)
    raise UnreadableReport(DAMAGED)
