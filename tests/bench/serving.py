"""gunicorn as the service starts it, and what its processes have used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import make_url

from tracker.commands.serve import GUNICORN_OPTIONS

ROOT = Path(__file__).parents[2]
WORKERS = 2
MIB = 1024 * 1024
LONGEST_START = 60
PAUSE = 0.05


class DidNotStart(Exception):
    """gunicorn ended, or did not listen within a minute."""


@dataclass(frozen=True)
class Served:
    """A running server. `database` is the first process of a PostgreSQL of our own, whose work counts too."""

    port: int
    arbiter: psutil.Process
    database: psutil.Process | None = None

    def cpu_seconds(self) -> float:
        """What the workers with all their children, and the database's processes, have used since they started."""
        return _cpu(self.arbiter.children(recursive=True)) + _cpu(self.database.children() if self.database else ())

    def memory(self) -> tuple[float, float]:
        """MiB of all workers and their children: proportional set size, which shares what is shared, and resident."""
        found = [worker.memory_full_info() for worker in self.arbiter.children(recursive=True)]
        return sum(each.pss for each in found) / MIB, sum(each.rss for each in found) / MIB


@contextmanager
def serving(target: str, environment: Mapping[str, str], database: psutil.Process | None = None) -> Iterator[Served]:
    """Serves `target` ("module:app") with two workers until the with block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}", *GUNICORN_OPTIONS]
    # a worker that is replaced would take along what it has used
    command += ["--max-requests=0", "--log-level=warning", target]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        _await_workers(process, port)
        yield Served(port, psutil.Process(process.pid), database)
    finally:
        process.terminate()
        process.wait(timeout=30)


def postgres_process(url: str) -> psutil.Process | None:
    """The first process of the throw-away server that lies in the socket's folder; None for somebody else's server."""
    note = Path(str(make_url(url).query.get("host", "")), "data", "postmaster.pid")
    return psutil.Process(int(note.read_text().split()[0])) if note.exists() else None


def _cpu(processes: Iterable[psutil.Process]) -> float:
    """Theirs, and that of their own children that have ended, which look into files."""
    times = [process.cpu_times() for process in processes]
    return sum(float(used.user + used.system + used.children_user + used.children_system) for used in times)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_workers(process: subprocess.Popen[bytes], port: int) -> None:
    """Until it listens; a request that comes before a worker is ready waits for one."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(PAUSE)
    raise DidNotStart("gunicorn did not start. Its reason stands above.")
