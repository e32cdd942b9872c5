"""The scanner: only a plain "clean" from one that knows the test file is clean; everything else fails closed."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pytest

from tests.support.fake_clamd import fake_clamd
from tracker.adapters.virus_scan import EICAR, ClamdScanner, NoScanner, ScannerAway, scanner_at

CLEAN = b"Of 20 cases checked in July, 18 were sound.\n"


def test_a_clean_file_is_clean() -> None:
    with fake_clamd() as clamd:
        scan = ClamdScanner(clamd.address).scan(io.BytesIO(CLEAN))
    assert (scan.virus, scan.said) == (None, "Scanned: nothing found")


def test_an_infected_file_is_found_wherever_the_virus_stands_in_it() -> None:
    with fake_clamd() as clamd:
        scanner = ClamdScanner(clamd.address)
        for data in (EICAR, CLEAN * 50_000 + EICAR, EICAR + CLEAN * 50_000):
            assert scanner.scan(io.BytesIO(data)).virus == "Eicar-Test-Signature"


def test_every_byte_reaches_the_scanner() -> None:
    data = bytes(range(256)) * 1000
    with fake_clamd() as clamd:
        ClamdScanner(clamd.address).scan(io.BytesIO(data))
        assert clamd.scans == [EICAR, data]


def test_a_scanner_may_listen_at_a_socket_in_the_file_system(tmp_path: Path) -> None:
    with fake_clamd(tmp_path / "clamd.ctl") as clamd:
        assert ClamdScanner(clamd.address).scan(io.BytesIO(EICAR)).virus == "Eicar-Test-Signature"


def test_the_test_file_is_asked_about_first_and_then_every_five_minutes_only() -> None:
    with fake_clamd() as clamd:
        scanner = ClamdScanner(clamd.address)
        for _ in range(3):
            scanner.scan(io.BytesIO(CLEAN))
        assert clamd.scans == [EICAR, CLEAN, CLEAN, CLEAN]
        anxious = ClamdScanner(clamd.address, test_every=0)
        anxious.scan(io.BytesIO(CLEAN))
        anxious.scan(io.BytesIO(CLEAN))
        assert clamd.scans[4:] == [EICAR, CLEAN, EICAR, CLEAN]


def test_a_scanner_that_calls_the_test_file_clean_is_away() -> None:
    with fake_clamd() as clamd:
        clamd.answer = b"stream: OK\0"
        with pytest.raises(ScannerAway, match="test file"):
            ClamdScanner(clamd.address).scan(io.BytesIO(CLEAN))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: OK",
        b"OK\0",
        b"stream: OK stream: OK\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"x" * 10_000,
    ],
)
def test_any_other_answer_is_no_answer(answer: bytes) -> None:
    with fake_clamd() as clamd:
        scanner = ClamdScanner(clamd.address)
        scanner.scan(io.BytesIO(CLEAN))  # it knows the test file, and then goes wrong
        clamd.answer = answer
        with pytest.raises(ScannerAway):
            scanner.scan(io.BytesIO(CLEAN))


def test_a_scanner_that_says_nothing_is_away() -> None:
    with fake_clamd() as clamd:
        clamd.is_mute = True
        with pytest.raises(ScannerAway):
            ClamdScanner(clamd.address, timeout=0.3).scan(io.BytesIO(CLEAN))


def test_no_scanner_at_all_is_away(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    for address in (f"127.0.0.1:{port}", str(tmp_path / "none.ctl")):
        with pytest.raises(ScannerAway):
            ClamdScanner(address).scan(io.BytesIO(CLEAN))


def test_off_says_that_nothing_was_scanned() -> None:
    scanner = scanner_at(None)
    assert isinstance(scanner, NoScanner)
    assert not scanner.is_on
    assert scanner.scan(io.BytesIO(EICAR)).said == "Not scanned: scanning is off"
    assert scanner_at("127.0.0.1:3310").is_on
