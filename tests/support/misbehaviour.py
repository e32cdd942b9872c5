"""What code that reads an untrusted file may come to do. Run inside the sandbox only."""

from __future__ import annotations

import os
import signal
import sys
import time


def echo(data: bytes, name: str) -> dict[str, object]:
    return {"length": len(data), "name": name}


def surroundings(data: bytes, name: str) -> dict[str, object]:
    """What the child can see of the machine."""
    opened = [number for number in range(200) if _is_open(number)]
    return {"environment": dict(os.environ), "files": os.listdir(), "opened": opened, "modules": sorted(sys.modules)}


_read: list[str] = []


def count_the_files_read(data: bytes, name: str) -> int:
    """How many files this process knows of."""
    _read.append(name)
    return len(_read)


def own_process(data: bytes, name: str) -> int:
    return os.getpid()


def use_some_time(data: bytes, name: str) -> str:
    """More than half of two seconds of CPU."""
    until = time.process_time() + 1.2
    while time.process_time() < until:
        pass
    return "done"


def work_a_little(data: bytes, name: str) -> list[float]:
    """When the child began and ended to hold some memory, on the clock that all processes share."""
    began = time.monotonic()
    held = bytearray(os.urandom(1024)) * 50 * 1024
    time.sleep(0.05)
    return [began, time.monotonic(), len(held)]


def allocate_two_gigabytes(data: bytes, name: str) -> int:
    return len(bytearray(2 * 1024**3))


def loop_for_ever(data: bytes, name: str) -> None:
    while True:
        pass


def sleep_for_ever(data: bytes, name: str) -> None:
    time.sleep(10_000)


def write_gigabytes_to_the_parent(data: bytes, name: str) -> None:
    while True:
        sys.stdout.buffer.write(bytes(1024 * 1024))


def write_a_file(data: bytes, name: str) -> None:
    with open("large", "wb") as out:
        out.write(bytes(1024 * 1024))


def leave_a_process_behind(data: bytes, name: str) -> int:
    """The process that outlives its parent, or 0 where none could be started."""
    try:
        process = os.fork()
    except OSError:
        return 0
    if process == 0:
        time.sleep(10_000)
    return process


def answer_and_stay(data: bytes, name: str) -> None:
    """A whole answer, and then no end."""
    sys.stdout.buffer.write(b'{"result": 1}')
    sys.stdout.buffer.flush()
    os.close(1)
    time.sleep(10_000)


def be_killed(data: bytes, name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash(data: bytes, name: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def fail(data: bytes, name: str) -> None:
    raise ValueError("secret words of the file")


def answer_nonsense(data: bytes, name: str) -> None:
    sys.stdout.buffer.write(b"[" * 100_000)
    sys.stdout.buffer.flush()
    os._exit(0)


def answer_with_what_json_cannot_hold(data: bytes, name: str) -> object:
    return {1, 2}


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
