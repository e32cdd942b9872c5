"""Several programs that live and die together, on a developer's machine."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY = 0.2
PATIENCE = 15.0


def run_beside(*commands: Sequence[str]) -> int:
    """Runs `commands` until one ends, or until told to stop; then stops the others and waits for all.

    Each has a session of its own, so that a Ctrl-C reaches this process alone and each is told once. The answer is the
    exit code of the first that ended by itself, 0 where all were told to.
    """
    for number in STOPS:
        signal.signal(number, _raise)
    running: list[subprocess.Popen[bytes]] = []
    try:
        running += [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603
        while all(program.poll() is None for program in running):
            time.sleep(LOOK_EVERY)
        return next(program.returncode for program in running if program.returncode is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(running)


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave one of them behind
    for program in running:
        if program.poll() is None:
            program.terminate()
    for program in running:
        try:
            program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def _raise(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
