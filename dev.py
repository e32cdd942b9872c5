#!/usr/bin/env python3
"""Sets everything up and runs it, with nothing but Python 3.11.

python3 dev.py run      the service and its scheduler with sample data, on SQLite, at http://127.0.0.1:5000
python3 dev.py test     every test (more words go to pytest)
python3 dev.py check    format, lint, types, import contracts, migrations, then every test
python3 dev.py bench    speed and size, as ratios to bare floors
python3 dev.py setup    only set up
python3 dev.py lock     renew requirements/ from pyproject.toml
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
INSTANCE = ROOT / "instance"
VENDOR = ROOT / "tracker" / "static" / "vendor"
UV = "uv>=0.13,<0.14"  # installs the locked set in seconds where pip needs minutes; pip is the fallback


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed. This is Python " + sys.version.split()[0] + ".")
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    verbs = {"run": run, "test": test, "check": check, "bench": bench, "setup": setup, "lock": lock}
    if verb not in verbs:
        print(__doc__)
        return 0 if verb in ("help", "--help", "-h") else 2
    try:
        return verbs[verb](rest)
    except subprocess.CalledProcessError as error:
        print(f"Stopped: {' '.join(map(str, error.cmd[:4]))} … ended with code {error.returncode}.", file=sys.stderr)
        return error.returncode or 1


# --- the verbs -------------------------------------------------------------------------------------------------


def run(rest: list[str]) -> int:
    make_ready("run")
    environment = development_environment()
    tracker = str(BIN / "tracker")
    subprocess.run([tracker, "db", "upgrade"], check=True, cwd=ROOT, env=environment)
    subprocess.run([tracker, "demo", "--if-empty"], check=True, cwd=ROOT, env=environment)
    # exec: Ctrl-C then reaches the server itself and nothing is left running behind it
    os.execve(tracker, [tracker, "serve", "--with-scheduler", *rest], environment)


def test(rest: list[str]) -> int:
    make_ready("test")
    parallel = [] if any(word.startswith(("-n", "-p")) for word in rest) else ["-n", "2"]
    return subprocess.call([str(PYTHON), "-m", "pytest", *parallel, *rest], cwd=ROOT)


def check(rest: list[str]) -> int:
    make_ready("test")
    steps: list[tuple[str, list[object]]] = [
        ("format", [BIN / "ruff", "format", "--check", "."]),
        ("lint", [BIN / "ruff", "check", "."]),
        ("types", [BIN / "mypy"]),
        ("imports", [BIN / "lint-imports", "--no-cache"]),
        ("migrations", [PYTHON, "-m", "tests.support.check_migrations"]),
    ]
    failed = []
    for name, command in steps:
        print(f"--- {name}", flush=True)
        if subprocess.call([str(part) for part in command], cwd=ROOT):
            failed.append(name)
    print("--- tests", flush=True)
    code = test(rest)
    if failed:
        print("Failed before the tests: " + ", ".join(failed), file=sys.stderr)
    return 1 if failed else code


def bench(rest: list[str]) -> int:
    make_ready("test")
    return subprocess.call([str(PYTHON), "-m", "tests.bench", *rest], cwd=ROOT)


def setup(rest: list[str]) -> int:
    make_ready("test" if "test" in rest else "run")
    print("Ready.")
    return 0


def lock(rest: list[str]) -> int:
    make_ready("test")
    shared = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    shared += ["--no-emit-index-url", "--no-annotate", "--no-header", *rest]
    uv = str(find_uv() or sys.exit("uv could not be installed; it is needed to renew the lock files."))
    run_lock, test_lock = "requirements/run.txt", "requirements/test.txt"
    _do(uv, "pip", "compile", *shared, "pyproject.toml", "-o", run_lock)
    _do(uv, "pip", "compile", *shared, "-c", run_lock, "--extra", "test", "pyproject.toml", "-o", test_lock)
    return 0


# --- setting up --------------------------------------------------------------------------------------------------


def make_ready(kind: str) -> None:
    """The virtual environment holds the locked set `kind` (run or test) and the assets are built. Seconds if so."""
    wanted = _fingerprint(kind)
    mark = VENV / f".ready-{kind}"
    assets = VENDOR / ".stamp"
    if mark.exists() and mark.read_text() == wanted and assets.exists() and PYTHON.exists():
        return
    print(f"Setting up ({kind}). The first time takes a minute or two.", flush=True)
    if not PYTHON.exists():
        _make_venv()
    uv = find_uv()
    lock_file = f"requirements/{kind}.txt"
    if uv:
        _do(uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", lock_file)
        # uv keeps editable builds: without --reinstall-package missing assets would not be built again
        _do(uv, "pip", "install", "-q", "--python", PYTHON, "--no-deps", "--reinstall-package", _name(), "-e", ".")
    else:
        _pip("install", "-q", "--require-hashes", "-r", lock_file)
        _pip("install", "-q", "--no-deps", "-e", ".")
    mark.write_text(wanted)


def find_uv() -> str | None:
    """The path of uv: in the environment, on PATH, or installed now; None where no wheel of it fits."""
    own = BIN / ("uv.exe" if os.name == "nt" else "uv")
    if own.exists():
        return str(own)
    if shutil.which("uv"):
        return shutil.which("uv")
    try:
        _pip("install", "-q", UV)
    except subprocess.CalledProcessError:
        return None
    return str(own) if own.exists() else None


def development_environment() -> dict[str, str]:
    """TRACKER_… settings for this machine. What is set already wins. The secret is made once and kept (0600)."""
    INSTANCE.mkdir(exist_ok=True)
    secret = INSTANCE / "secret-key"
    if not secret.exists():
        descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    defaults = {
        "TRACKER_ENVIRONMENT": "development",
        "TRACKER_DATABASE_URL": f"sqlite:///{INSTANCE / 'tracker.sqlite3'}",
        "TRACKER_SECRET_KEY": secret.read_text(),
        "TRACKER_EVIDENCE_DIR": str(INSTANCE / "evidence"),
    }
    return {**defaults, **os.environ}


def _make_venv() -> None:
    try:
        _do(sys.executable, "-m", "venv", VENV)
    except subprocess.CalledProcessError:
        uv = shutil.which("uv")
        if not uv:
            sys.exit("This Python cannot make a virtual environment. On Debian, install the package python3-venv.")
        _do(uv, "venv", "--python", sys.executable, VENV)


def _fingerprint(kind: str) -> str:
    files = [f"requirements/{kind}.txt", "pyproject.toml", "frontend/hatch_build.py", "frontend/package-lock.json"]
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in files)).hexdigest()


def _name() -> str:
    return "track-inspection-recommendations"


def _pip(*arguments: object) -> None:
    _do(PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments)


def _do(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
