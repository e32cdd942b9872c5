"""A server that speaks clamd's INSTREAM over a real socket and finds EICAR's test file, or misbehaves as told."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.adapters.virus_scan import EICAR

LIMIT = 100 * 1024 * 1024


@dataclass
class FakeClamd:
    """`answer` set: said in place of a scan's answer. `is_mute`: takes all and says nothing. `scans`: what came.

    `too_large`: what holds these bytes it will not scan.
    """

    address: str
    answer: bytes | None = None
    is_mute: bool = False
    too_large: bytes | None = None
    scans: list[bytes] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                self._one(connection)

    def _one(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as came:
            assert came.read(10) == b"zINSTREAM\0"
            data = b""
            while length := struct.unpack("!L", came.read(4))[0]:
                data += came.read(length)
            self.scans.append(data)
            if self.is_mute:
                came.read(1)  # until the other side gives up
                return
        verdict = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        if self.too_large is not None and self.too_large in data:
            verdict = b"INSTREAM size limit exceeded. ERROR\0"
        connection.sendall(verdict if self.answer is None else self.answer)


@contextmanager
def fake_clamd(path: Path | None = None) -> Iterator[FakeClamd]:
    """A running one: on a port of this machine, or on a socket at `path`."""
    if path is None:
        listener = socket.create_server(("127.0.0.1", 0))
        clamd = FakeClamd(f"127.0.0.1:{listener.getsockname()[1]}")
    else:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        listener.listen()
        clamd = FakeClamd(str(path))
    thread = threading.Thread(target=clamd.serve, args=(listener,), daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=10)
