"""A DOCX is a ZIP of XML parts: what is checked before anything of it is unpacked or parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import pairwise
from xml.parsers import expat

from tracker.domain.errors import UnreadableReport

MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 100
MOST_RATIO_WHEN_LARGE = 50
_LARGE = 64 * 1024 * 1024
_SMALL = 1024 * 1024
_HEADER_BYTES = 30
_PIECE = 65_536

_BOMB = "The Word file unpacks to far more than a report holds. Open it, save it again, and try that one."
_DAMAGED = "The Word file is damaged. Open it in Word, save it under a new name, and try that one."
_ENTITIES = (
    "The Word file holds definitions that Word does not write. Open it in Word, save it again, and try that one."
)
_LOCKED = "The Word file is protected with a password. Save a copy without a password, and try that one."


def checked(data: bytes) -> zipfile.ZipFile:
    """The archive, once it is known to be safe to unpack: bounded, no entry twice or overlapping, no DOCTYPE.

    The bounds are those of `promises.md` P25: unpacked 200 MB, 2,000 entries, ratio 100 (50 above 64 MB). The
    sizes are those declared; `zipfile` never gives out more of an entry than it declares. Archives inside are
    never opened. Raises UnreadableReport.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        _check_sizes(entries)
        _check_places(entries, len(data))
        for entry in entries:
            _refuse_doctype(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, zlib.error) as error:
        raise UnreadableReport(_DAMAGED) from error
    return archive


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableReport(_LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or _is_bomb(unpacked, packed):
        raise UnreadableReport(_BOMB)
    if any(_is_bomb(entry.file_size, entry.compress_size) for entry in entries):
        raise UnreadableReport(_BOMB)


def _is_bomb(unpacked: int, packed: int) -> bool:
    """Whether a size is out of proportion. Below a megabyte it cannot matter, and honest parts of one word occur."""
    ratio = MOST_RATIO_WHEN_LARGE if unpacked > _LARGE else MOST_RATIO
    return unpacked > _SMALL and unpacked > ratio * packed


def _check_places(entries: list[zipfile.ZipInfo], length: int) -> None:
    if len({entry.filename for entry in entries}) != len(entries):
        raise UnreadableReport(_DAMAGED)
    places = sorted(
        (entry.header_offset, entry.header_offset + _HEADER_BYTES + entry.compress_size) for entry in entries
    )
    if any(end > start for (_, end), (start, _) in pairwise(places)) or any(end > length for _, end in places):
        raise UnreadableReport(_BOMB)


def _refuse_doctype(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read an entry as XML as far as its first element, before which alone a DOCTYPE can stand."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnreadableReport(_ENTITIES)

    def stop(*_: object) -> None:
        raise _FirstElement

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    with archive.open(entry) as part:
        try:
            while piece := part.read(_PIECE):
                parser.Parse(piece)
        except (_FirstElement, expat.ExpatError):
            return  # an element, or no XML at all, such as a picture


class _FirstElement(Exception):
    pass
