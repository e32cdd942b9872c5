"""Looking for viruses. Only a plain "clean" from a scanner that has just found the test file counts as clean.

`ClamdScanner` speaks to clamd (INSTREAM, `man clamd`); `NoScanner` is for a developer's machine, and pages say so.
Every other answer, no answer in time, and a scanner that does not know the test file raise ScannerAway.
"""

from __future__ import annotations

import io
import socket
import struct
import time
from dataclasses import dataclass
from typing import BinaryIO, Protocol

_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
# EICAR's test file, in two halves so that no scanner takes this very file for it
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class ScannerAway(Exception):
    """The scanner did not answer, or not as a scanner does. What was to be scanned is not clean."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`virus` is the name of what was found, None where nothing was. `said` is kept with the file."""

    said: str
    virus: str | None = None


class Scanner(Protocol):
    """`is_on` is False where nothing is scanned at all."""

    is_on: bool

    def scan(self, source: BinaryIO) -> Scan:
        """What is found in all that `source` gives. Raises ScannerAway."""


class NoScanner:
    """Calls everything clean. The settings allow it in development and in tests only."""

    is_on = False

    def scan(self, source: BinaryIO) -> Scan:
        return Scan("Not scanned: scanning is off")


class ClamdScanner:
    """clamd at `host:port`, or at the path of its socket."""

    is_on = True

    def __init__(self, address: str, *, timeout: float = 10.0, test_every: float = 300.0) -> None:
        """`timeout` in seconds for each wait; the test file is sent again every `test_every` seconds."""
        self._address = address
        self._timeout = timeout
        self._test_every = test_every
        self._tested_at: float | None = None

    def scan(self, source: BinaryIO) -> Scan:
        self._test()
        return self._ask(source)

    def _test(self) -> None:
        """A scanner without signatures calls everything clean; one that finds the test file has some."""
        if self._tested_at is not None and time.monotonic() - self._tested_at < self._test_every:
            return
        if self._ask(io.BytesIO(EICAR)).virus is None:
            self._tested_at = None
            raise ScannerAway("the scanner does not find the test file")
        self._tested_at = time.monotonic()

    def _ask(self, source: BinaryIO) -> Scan:
        try:
            with self._connected() as connection:
                connection.sendall(b"zINSTREAM\0")
                while piece := source.read(_PIECE):
                    connection.sendall(struct.pack("!L", len(piece)) + piece)
                connection.sendall(struct.pack("!L", 0))
                answer = _answer(connection)
        except OSError as error:
            raise ScannerAway(f"the scanner does not answer: {type(error).__name__}") from error
        return _understood(answer)

    def _connected(self) -> socket.socket:
        if self._address.startswith("/"):
            made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            made.settimeout(self._timeout)
            try:
                made.connect(self._address)
            except OSError:
                made.close()
                raise
            return made
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self._timeout)


def _answer(connection: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer


def _understood(answer: bytes) -> Scan:
    """Only the two answers of a scan are understood; "INSTREAM size limit exceeded" and the like are none."""
    if answer == b"stream: OK\0":
        return Scan("Scanned: nothing found")
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND\0"):
        virus = answer[8:-7].decode("ascii", "replace")[:100]
        return Scan(f"Scanned: {virus}", virus)
    raise ScannerAway("the scanner gave no answer of a scan")


def scanner_at(address: str | None) -> Scanner:
    """The scanner of the setting TRACKER_VIRUS_SCAN; None is `off`."""
    return NoScanner() if address is None else ClamdScanner(address)
