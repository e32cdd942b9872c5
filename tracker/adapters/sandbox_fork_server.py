"""The process from which the sandbox's children are forked: it has loaded their code and never sees a file.

To start Python and load a parser takes many times what looking into a file takes. So one process for each function
is started as a child would be (nothing in its environment, no file, no secret, nothing of the web), loads the
function's module, and forks a child for each file. The child is a process of its own as before: it takes its limits
on (`sandbox_child.py`) before it reads the first byte, and ends with its file.

Started by `sandbox_start.py` with two arguments: the function and the number of a socket. Each message on it is a
child's order with three descriptors: its standard input, its standard output, and its line to who asked. On that line
stand "+" once there is a child and, once it has ended, its exit code. When who asked closes its side, the child's
group is killed and reaped; then the line is closed. Ends with its socket, after IDLE_SECONDS without an order, and
after MOST_CHILDREN, because all its children have the same layout of memory.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module

from tracker.adapters import sandbox_child

IDLE_SECONDS = 300.0
MOST_CHILDREN = 200
LONGEST_ORDER = 32 * 1024
_DESCRIPTORS = 3


@dataclass(frozen=True, slots=True)
class _Child:
    pid: int
    ending: int
    line: socket.socket


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._ready = selectors.DefaultSelector()
        self._ready.register(control, selectors.EVENT_READ)
        self._children: set[_Child] = set()
        self._forked = 0

    def serve(self) -> None:
        """Until nobody is there to ask, nothing is asked for long, or enough was."""
        is_open = True
        while is_open or self._children:
            events = self._ready.select(None if self._children else IDLE_SECONDS)
            if not events:
                return
            for key, _ in events:
                if key.fileobj is self._control:
                    is_open = self._take_order() and self._forked < MOST_CHILDREN
                    if not is_open:
                        self._ready.unregister(self._control)
                        self._control.close()
                elif key.fd == key.data.ending:
                    self._tell(key.data)
                else:
                    self._bury(key.data)

    def _take_order(self) -> bool:
        order, descriptors, _, _ = socket.recv_fds(self._control, LONGEST_ORDER, _DESCRIPTORS)
        if not order:
            for child in tuple(self._children):
                self._bury(child)
            return False
        source, target, line = descriptors
        pid = os.fork()
        if pid == 0:
            _be_a_child(order.decode(), source, target)
        os.close(source)
        os.close(target)
        child = _Child(pid, os.pidfd_open(pid), socket.socket(fileno=line))
        self._forked += 1
        self._children.add(child)
        for each in (child.ending, child.line):
            self._ready.register(each, selectors.EVENT_READ, child)
        _say(child, b"+")
        return True

    def _tell(self, child: _Child) -> None:
        """The child has ended. It is left unreaped, so that its group is still ours to kill."""
        if child not in self._children:
            return
        self._ready.unregister(child.ending)
        ended = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
        _say(child, b"%d" % code)

    def _bury(self, child: _Child) -> None:
        """Whoever asked is done with the child, or gone."""
        if child not in self._children:
            return
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        os.kill(child.pid, signal.SIGKILL)  # it may not have made its group yet
        os.waitpid(child.pid, 0)
        for each in (child.ending, child.line):
            with suppress(KeyError):
                self._ready.unregister(each)
        os.close(child.ending)
        child.line.close()
        self._children.remove(child)


def _say(child: _Child, words: bytes) -> None:
    with suppress(OSError):  # nobody listens any more
        child.line.sendall(words)


def _be_a_child(order: str, source: int, target: int) -> None:
    """Never returns."""
    code = os.EX_SOFTWARE
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for here, place in ((source, 0), (target, 1), (nowhere, 2)):
            os.dup2(here, place)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        code = sandbox_child.main(order)
    finally:
        os._exit(code)


def main(function: str, control: int) -> None:
    """Loads the function's module and forks until it is not needed any more."""
    with suppress(Exception):  # a module that cannot be loaded is told by each child
        import_module(function.partition(":")[0])
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=control) as line:
        _Server(line).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
