"""Bytes of evidence: written once under random keys, never overwritten, found damaged when they are."""

from __future__ import annotations

import io
import os
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tracker.adapters.storage import (
    BadKey,
    BytesMissing,
    Damaged,
    FolderStore,
    KeyTaken,
    TooBig,
    new_key,
    open_verified,
)

DATA = b"Of 20 cases checked in July, 18 were sound." * 20_000


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_written_is_read_back_with_its_hash(store: FolderStore) -> None:
    key = new_key()
    stored = store.write(key, io.BytesIO(DATA), most=len(DATA))
    assert (stored.size, stored.sha256) == (len(DATA), sha256(DATA).hexdigest())
    with open_verified(store, key, stored.sha256) as source:
        assert source.read() == DATA


def test_a_key_is_used_once_and_what_stands_there_stays(store: FolderStore, tmp_path: Path) -> None:
    key = new_key()
    store.write(key, io.BytesIO(b"first"), most=10)
    with pytest.raises(KeyTaken):
        store.write(key, io.BytesIO(b"second"), most=10)
    with store.open(key) as source:
        assert source.read() == b"first"
    assert len(files_in(tmp_path)) == 1


def test_too_many_bytes_leave_nothing_behind(store: FolderStore, tmp_path: Path) -> None:
    with pytest.raises(TooBig):
        store.write(new_key(), io.BytesIO(b"12345"), most=4)
    assert files_in(tmp_path) == []


def test_a_source_that_breaks_off_leaves_nothing_behind(store: FolderStore, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("connection lost")

    with pytest.raises(OSError, match="connection lost"):
        store.write(new_key(), Broken(), most=4)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    "key",
    ["", "a", "../" + "a" * 61, "/" + "a" * 63, "a" * 63 + "\n", "A" * 64, "a" * 65, "..", "ab/" + "c" * 61, "g" * 64],
)
def test_only_our_own_keys_become_a_path(store: FolderStore, key: str) -> None:
    for use in (store.open, store.delete, lambda bad: store.write(bad, io.BytesIO(b""), most=1)):
        with pytest.raises(BadKey):
            use(key)


def test_a_link_in_the_store_is_not_followed(store: FolderStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    key = new_key()
    place = tmp_path / "evidence" / key[:2] / key
    place.parent.mkdir(parents=True)
    place.symlink_to(secret)
    with pytest.raises(OSError, match="symbolic link"):
        store.open(key)


def test_files_are_readable_by_the_service_alone(store: FolderStore, tmp_path: Path) -> None:
    store.write(new_key(), io.BytesIO(b"x"), most=1)
    (file,) = files_in(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", DATA[:-1], DATA + b"x", b"O" + b"F" + DATA[2:]])
def test_bytes_that_are_not_those_uploaded_are_not_handed_out(
    store: FolderStore, tmp_path: Path, damage: bytes
) -> None:
    key = new_key()
    stored = store.write(key, io.BytesIO(DATA), most=len(DATA))
    files_in(tmp_path)[0].write_bytes(damage)
    with pytest.raises(Damaged):
        open_verified(store, key, stored.sha256)


def test_bytes_that_are_gone_are_missing_and_deleting_them_again_is_nothing(store: FolderStore) -> None:
    key = new_key()
    store.write(key, io.BytesIO(b"x"), most=1)
    store.delete(key)
    store.delete(key)
    with pytest.raises(BytesMissing):
        store.open(key)


def test_every_key_is_listed_with_the_time_it_was_written(store: FolderStore) -> None:
    keys = {new_key() for _ in range(5)}
    for key in keys:
        store.write(key, io.BytesIO(b"x"), most=1)
    kept = list(store.kept())
    assert {one.key for one in kept} == keys
    assert all(datetime.now(UTC) - one.written_at < timedelta(minutes=5) for one in kept)


def test_what_a_killed_process_left_half_written_is_tidied_away_once_it_is_old(
    store: FolderStore, tmp_path: Path
) -> None:
    store.write(new_key(), io.BytesIO(b"x"), most=1)
    left = tmp_path / "evidence" / "incoming" / "left"
    left.write_bytes(b"half")
    now = datetime.now(UTC)
    assert store.tidy(before=now - timedelta(hours=24)) == 0
    os.utime(left, (0, 0))
    assert store.tidy(before=now - timedelta(hours=24)) == 1
    assert len(files_in(tmp_path)) == 1
