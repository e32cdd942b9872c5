"""Where databases for tests lie: in memory if there is room, else among the other temporary files.

On a disk, making a file may cost a millisecond and a commit as much; a new PostgreSQL database is 300 files.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # Linux only; in a container often of 64 MB, or without the right to run programs
ENOUGH = 1024**3


def new_folder(prefix: str) -> Path:
    """A new folder that only its owner may enter. Whoever asks for it removes it."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if _is_fit(MEMORY) else None))


def _is_fit(folder: Path) -> bool:
    return (
        os.access(folder, os.W_OK)
        and shutil.disk_usage(folder).free >= ENOUGH
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC
    )
