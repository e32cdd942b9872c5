"""Files that commands are given."""

from __future__ import annotations

from pathlib import Path

from tracker.commands.common import Refused


def read_file(file: Path, most: int) -> bytes:
    """The bytes of a file; Refused, in one sentence, where it is not there, no file, or larger than `most` bytes."""
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror or error}.") from None
    if len(data) > most:
        raise Refused(f"{file} is larger than {most // 1024**2} MB, the most that is read.")
    return data
