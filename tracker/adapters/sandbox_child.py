"""The inside of the sandbox: limit this process, read the file from standard input, answer in JSON, end.

Forked by `sandbox_fork_server.py` and by nothing else, with one argument: function, name, folder and limits as JSON.
Its exit code is 0 with `{"result": …}` or `{"refused": "one plain sentence"}`, EX_UNAVAILABLE where memory ran out,
and EX_SOFTWARE with `{"failed": "where"}` where the code failed on the file.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sys
from importlib import import_module
from typing import Any

from tracker.domain.errors import UnreadableReport

_NICER = 10


def main(argument: str) -> int:
    """Do the work of one child and return its exit code."""
    order = json.loads(argument)
    os.chdir(order["folder"])
    _limit(order["limits"])
    try:
        _say(_work(order["function"], order["name"]))
    except MemoryError:
        return os.EX_UNAVAILABLE
    except Exception as error:  # whatever a file does to a parser ends here
        _say({"failed": _place(error)})
        return os.EX_SOFTWARE
    return os.EX_OK


def _say(answer: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()


def _place(error: Exception) -> str:
    """The kind of an error and the line of code it rose from; never its message, which may quote the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{type(error).__name__} at {place}"


def _work(function: str, name: str) -> dict[str, object]:
    module, _, attribute = function.partition(":")
    called = getattr(import_module(module), attribute)
    data = sys.stdin.buffer.read()
    try:
        return {"result": called(data, name)}
    except UnreadableReport as refusal:
        return {"refused": str(refusal)}


def _limit(limits: dict[str, Any]) -> None:
    """Take the limits on for good. Nothing of the file has been read yet."""
    os.nice(_NICER)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    signal.alarm(math.ceil(limits["wall_seconds"]) + 1)
    cpu = limits["cpu_seconds"]
    for what, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, limits["file_bytes"], limits["file_bytes"]),
        (resource.RLIMIT_NOFILE, limits["open_files"], limits["open_files"]),
        (resource.RLIMIT_NPROC, limits["processes"], limits["processes"]),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_AS, limits["memory_bytes"], limits["memory_bytes"]),
    ):
        resource.setrlimit(what, (soft, hard))
