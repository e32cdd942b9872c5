"""Starts the sandbox's children: asks the fork server of a function for one, and follows it until it is reaped."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO

_LONGEST_WAIT = 30.0
_PIECE = 64
_ATTEMPTS = 4


class CannotStart(OSError):
    """The machine has no room for another process."""


@dataclass(slots=True)
class Child:
    """A child: its standard input and output, and its line to the fork server. `returncode` is None while it runs."""

    stdin: FileIO
    stdout: FileIO
    line: socket.socket
    returncode: int | None = None

    def has_ended(self, within: float = 0.0) -> bool:
        """Whether it has ended, or does so within that many seconds. It stays unreaped, so its group is still ours."""
        if self.returncode is None:
            self.line.settimeout(within)
            try:
                said = self.line.recv(_PIECE)
            except (TimeoutError, BlockingIOError):
                return False
            # nothing is said by a server that was killed; the child's own alarm ends it then
            self.returncode = int(said) if said else -signal.SIGKILL
        return True


@contextmanager
def started(function: str, order: str) -> Iterator[Child]:
    """A child that works on `order`. However the block ends, the child and its group are dead and reaped after it."""
    child = _child_of(function, order)
    with child.line, child.stdin, child.stdout:
        try:
            yield child
        finally:
            with suppress(OSError):
                child.line.settimeout(_LONGEST_WAIT)
                child.line.shutdown(socket.SHUT_WR)
                while child.line.recv(_PIECE):
                    pass


# --- the fork servers of this process --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    control: socket.socket

    def end(self) -> None:
        """Its children die with it."""
        self.control.close()
        self.process.wait()


_servers: dict[str, _Server] = {}
_LOCK = threading.Lock()


@atexit.register
def _end_all() -> None:
    with _LOCK:
        while _servers:
            _servers.popitem()[1].end()


def _forget() -> None:
    """In a process forked from this one: the servers are not its own."""
    global _LOCK  # another thread may have held it
    _LOCK = threading.Lock()
    for server in _servers.values():
        server.control.close()
        server.process.poll()
    _servers.clear()


os.register_at_fork(after_in_child=_forget)


def _child_of(function: str, order: str) -> Child:
    """Asks again where the server has just ended by itself: nothing of the file was sent yet."""
    for _ in range(_ATTEMPTS):
        (source, stdin), (stdout, target), (here, there) = os.pipe(), os.pipe(), socket.socketpair()
        child = Child(os.fdopen(stdin, "wb", 0), os.fdopen(stdout, "rb", 0), here)
        try:
            _send(function, order, [source, target, there.fileno()])
        finally:
            os.close(source)
            os.close(target)
            there.close()
        here.settimeout(_LONGEST_WAIT)
        if here.recv(1):
            return child
        for each in (child.stdin, child.stdout, here):
            each.close()
    raise CannotStart("no child could be started")


def _send(function: str, order: str, descriptors: list[int]) -> None:
    """Where the server has ended, the line of the order is closed unanswered."""
    with _LOCK:
        server = _servers.get(function) or _start(function)
        _servers[function] = server
        try:
            socket.send_fds(server.control, [order.encode()], descriptors)
        except OSError:
            _servers.pop(function).end()


def _start(function: str) -> _Server:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [
                sys.executable,
                *("-I", "-B", "-X", "utf8", "-m", "tracker.adapters.sandbox_fork_server"),
                *(function, str(there.fileno())),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[there.fileno()],
            cwd="/",
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    return _Server(process, here)
