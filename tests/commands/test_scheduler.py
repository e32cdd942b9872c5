"""`tracker scheduler` and `tracker serve --with-scheduler`: the real commands, started, stopped and killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.conftest import SECRET
from tests.factories.late import DUE, a_dated_plan
from tests.support.databases import Databases
from tracker.models import JobRun, Lease, OverdueMark
from tracker.models.transactions import Transactions, make_engine

TRACKER = str(Path(sys.executable).with_name("tracker"))
PATIENCE = 90.0  # seconds: a loaded machine is slow to start Python


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def transactions(engine: Engine) -> Transactions:
    return Transactions(engine)


@contextmanager
def started(url: str, folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The command as it would be started, in a process group of its own."""
    environment = os.environ | {
        "TRACKER_ENVIRONMENT": "development",
        "TRACKER_DATABASE_URL": url,
        "TRACKER_SECRET_KEY": SECRET,
        "TRACKER_EVIDENCE_DIR": str(folder),
    }
    process = subprocess.Popen(
        [TRACKER, *words], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield process
    finally:
        for left in [*_family(process), *_adopted(url)]:
            left.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The process and all that it started, as long as it lives."""
    try:
        top = psutil.Process(process.pid)
        return [*top.children(recursive=True), top]
    except psutil.NoSuchProcess:
        return []


def _adopted(url: str) -> list[psutil.Process]:
    """What outlived the process that started it, known by the database that only this test uses."""
    left = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.ppid() == 1 and process.environ().get("TRACKER_DATABASE_URL") == url:
                left.append(process)
    return left


def until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.1)


def has_run(transactions: Transactions) -> bool:
    with transactions.read() as session:
        ended = session.scalars(sa.select(JobRun.name).where(JobRun.ended_at.is_not(None))).all()
        return set(ended) == {"overdue", "rescore", "evidence"}


def fence(transactions: Transactions) -> int:
    with transactions.read() as session:
        return session.scalar(sa.select(Lease.fence)) or 0


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def let_lapse(transactions: Transactions) -> None:
    with transactions.write() as session:
        ended = sa.update(Lease.__table__).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]
        session.connection().execute(ended)


def test_the_scheduler_does_what_is_due_at_once_and_stops_at_ctrl_c(
    database_url: str, transactions: Transactions, tmp_path: Path
) -> None:
    with transactions.write() as session:
        a_dated_plan(session, milestones=2, due_on=DUE.replace(year=2020))
    with started(database_url, tmp_path, "scheduler") as process:
        until(lambda: has_run(transactions))
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, output
    assert "The scheduler is stopping." in output
    assert "Traceback" not in output
    with transactions.read() as session:
        assert len(session.scalars(sa.select(OverdueMark)).all()) == 2


def test_when_the_leader_is_told_to_stop_the_other_leads_at_once(
    database_url: str, transactions: Transactions, tmp_path: Path
) -> None:
    with started(database_url, tmp_path, "scheduler") as first:
        until(lambda: fence(transactions) == 1)
        with started(database_url, tmp_path, "scheduler") as second:
            time.sleep(1)
            assert fence(transactions) == 1
            first.terminate()
            first.communicate(timeout=PATIENCE)
            until(lambda: fence(transactions) == 2)
            assert second.poll() is None


def test_when_the_leader_is_killed_the_other_leads_once_the_lease_has_lapsed(
    database_url: str, transactions: Transactions, tmp_path: Path
) -> None:
    """Fifteen seconds are let go by in the lease's row, since waiting for them would show nothing more."""
    with started(database_url, tmp_path, "scheduler") as first:
        until(lambda: fence(transactions) == 1)
        first.kill()
        first.wait(PATIENCE)
        with started(database_url, tmp_path, "scheduler") as second:
            until(lambda: "The scheduler is running" in first_line(second))
            time.sleep(1)
            assert fence(transactions) == 1
            let_lapse(transactions)
            until(lambda: fence(transactions) == 2)
            assert second.poll() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_and_its_scheduler_stop_together_and_leave_nothing_behind(
    databases: Databases, tmp_path: Path, number: signal.Signals
) -> None:
    port = _free_port()
    with databases.lent("sqlite") as url:
        engine = make_engine(url)
        with started(url, tmp_path, "serve", "--with-scheduler", f"--port={port}", "--workers=1") as process:
            until(lambda: _answers(port) and has_run(Transactions(engine)))
            family = _family(process)
            process.send_signal(number)
            output, _ = process.communicate(timeout=PATIENCE)
        engine.dispose()
    assert process.returncode == 0, output
    assert len(family) >= 4  # serve, gunicorn, its worker, and the scheduler
    assert [left for left in family if left.is_running()] == []
    assert not _answers(port)


def test_production_starts_its_scheduler_by_itself(tmp_path: Path) -> None:
    environment = {
        "TRACKER_ENVIRONMENT": "production",
        "TRACKER_HOSTS": "example.test",
        "TRACKER_VIRUS_SCAN": "127.0.0.1:3310",
        "TRACKER_DATABASE_URL": f"sqlite:///{tmp_path}/none.db",
        "TRACKER_SECRET_KEY": SECRET,
        "TRACKER_EVIDENCE_DIR": str(tmp_path),
    }
    words = [TRACKER, "serve", "--with-scheduler"]
    result = subprocess.run(words, env=os.environ | environment, capture_output=True, text=True, timeout=PATIENCE)
    assert result.returncode == 2
    assert "Run 'tracker scheduler' as a service of its own." in result.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
