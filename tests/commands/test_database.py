"""`tracker db`: one plain sentence, whatever is wrong with the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TRACKER = Path(sys.executable).with_name("tracker")


def tracker(*words: str, database: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = {
        "TRACKER_ENVIRONMENT": "development",
        "TRACKER_DATABASE_URL": database,
        "TRACKER_SECRET_KEY": "a secret for tests that is long enough 0123456789",
        "TRACKER_EVIDENCE_DIR": str(folder),
        "PATH": os.environ["PATH"],
    }
    return subprocess.run([TRACKER, *words], env=settings, capture_output=True, text=True, timeout=60)


def test_an_empty_database_is_brought_up_to_date_and_then_is(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    behind = tracker("db", "check", database=database, folder=tmp_path)
    assert behind.returncode == 2
    assert behind.stderr.endswith("Run: tracker db upgrade\n")
    assert tracker("db", "upgrade", database=database, folder=tmp_path).returncode == 0
    assert tracker("db", "check", database=database, folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "database", ["sqlite:////no/such/folder/tracker.sqlite3", "postgresql://nobody@localhost:1/nothing"]
)
def test_a_database_that_cannot_be_reached_is_said_in_one_sentence(tmp_path: Path, database: str) -> None:
    refused = tracker("db", "upgrade", database=database, folder=tmp_path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert refused.stderr.startswith("Error: The database cannot be reached")
