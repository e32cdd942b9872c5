"""Where the bytes of evidence are kept: under random keys, written once, never overwritten.

`Storage` is what the service needs; `FolderStore` keeps files in a folder of its own on a local disk.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

_KEY = re.compile(r"[0-9a-f]{64}")
_PIECE = 256 * 1024


class BadKey(ValueError):
    """A key that `new_key` did not make. A fault in the code or a damaged row; never becomes a path."""


class KeyTaken(Exception):
    """There are bytes under that key already; they were left as they are."""


class BytesMissing(Exception):
    """There are no bytes under that key."""


class TooBig(Exception):
    """More bytes came than were allowed; none were kept."""


class Damaged(Exception):
    """The bytes are not those that were uploaded: their SHA-256 differs."""


@dataclass(frozen=True, slots=True)
class Stored:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A key of the store and when its bytes were written."""

    key: str
    written_at: datetime


class Storage(Protocol):
    """Bytes by key. Keys are those of `new_key`; any other raises BadKey."""

    def write(self, key: str, source: BinaryIO, *, most: int) -> Stored:
        """Keeps all that `source` gives, hashed on the way. Raises KeyTaken, TooBig; then nothing is kept."""

    def open(self, key: str) -> BinaryIO:
        """The bytes from their beginning, to be closed by the caller. Raises BytesMissing."""

    def delete(self, key: str) -> None:
        """Removes the bytes; nothing where there are none."""

    def kept(self) -> Iterator[Kept]:
        """Every key there is, in no order."""

    def tidy(self, *, before: datetime) -> int:
        """Removes what writes that never ended left behind before that time. Returns how many."""


def new_key() -> str:
    """A key that nobody can guess and that was never used (256 random bits)."""
    return secrets.token_hex(32)


def sha256_of(source: BinaryIO) -> str:
    """The hash of all that `source` has left, in hexadecimal."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def open_verified(storage: Storage, key: str, sha256: str) -> BinaryIO:
    """The bytes, once all of them have been read and their SHA-256 is `sha256`. Raises Damaged, BytesMissing.

    What is handed out is the very file that was read, so that nothing can be put in its place between.
    """
    source = storage.open(key)
    try:
        if sha256_of(source) != sha256:
            raise Damaged(key)
        source.seek(0)
    except BaseException:
        source.close()
        raise
    return source


class FolderStore:
    """Files named by their key, in 256 folders named by its first two characters; writes begin in `incoming`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"

    def write(self, key: str, source: BinaryIO, *, most: int) -> Stored:
        place = self._place(key)
        for folder in (self._incoming, place.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming = self._incoming / secrets.token_hex(16)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with os.fdopen(os.open(coming, flags, 0o600), "wb") as target:
                stored = _copy(source, target, most)
                target.flush()
                os.fsync(target.fileno())
            _give_name(coming, place)
        finally:
            coming.unlink(missing_ok=True)
        return stored

    def open(self, key: str) -> BinaryIO:
        place = self._place(key)
        try:
            return os.fdopen(os.open(place, os.O_RDONLY | os.O_NOFOLLOW), "rb")
        except FileNotFoundError:
            raise BytesMissing(key) from None

    def delete(self, key: str) -> None:
        self._place(key).unlink(missing_ok=True)

    def kept(self) -> Iterator[Kept]:
        for place in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            if _KEY.fullmatch(place.name):
                yield Kept(place.name, datetime.fromtimestamp(place.stat().st_mtime, UTC))

    def tidy(self, *, before: datetime) -> int:
        left = [path for path in self._incoming.glob("*") if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise BadKey(key)
        return self._folder / key[:2] / key


def _copy(source: BinaryIO, target: BinaryIO, most: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > most:
            raise TooBig
        digest.update(piece)
        target.write(piece)
    return Stored(size, digest.hexdigest())


def _give_name(coming: Path, place: Path) -> None:
    """A link and not a rename: it fails where the name is taken, and a rename would replace what is there."""
    try:
        os.link(coming, place)
    except FileExistsError:
        raise KeyTaken(place.name) from None
    folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
