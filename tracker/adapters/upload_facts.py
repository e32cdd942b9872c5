"""What a file that somebody uploads is: the facts that domain/uploads.py judges.

Text and pictures are looked at here, by their bytes alone. PDF and Office files need a parser, and are parsed only in
the child process of sandbox.py.
"""

from __future__ import annotations

import codecs
import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from tracker.adapters import sandbox
from tracker.domain.errors import UnreadableReport
from tracker.domain.uploads import MOST_PIXELS, Content, Facts, Trait, refused_at_the_door

_HEAD = 4096
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_ZIP_END = 66_000
_MAGIC = (
    (b"%PDF-", Content.PDF),
    (b"PK\x03\x04", Content.OFFICE),
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content.OLD_OFFICE),
    (b"{\\rtf", Content.OTHER),
    (b"MZ", Content.OTHER),
    (b"#!", Content.OTHER),
    (b"%!PS", Content.OTHER),
)
_MARKUP = tuple(
    mark.encode()
    for mark in ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<?php", "mime-version:")
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f")
_NOT_IN_WINDOWS_1252 = b"\x81\x8d\x8f\x90\x9d"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the JPEG markers that hold the picture's size
_INSIDE = {
    Content.PDF: "tracker.adapters.upload_inside.pdf:traits",
    Content.OFFICE: "tracker.adapters.upload_inside.office:traits",
}
_LIMITS = sandbox.Limits(output_bytes=64 * 1024)


def facts_of(name: str, source: BinaryIO) -> Facts:
    """The facts of a file by its cleaned name. Reads `source` from its beginning and leaves it there.

    A file that its name or size refuses is not read at all.
    """
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    if refused_at_the_door(name, size) is not None:
        return Facts(name, size, Content.OTHER)
    content = _content(source.read(_HEAD))
    source.seek(0)
    data = source.read()
    source.seek(0)
    if content is Content.TEXT and not _is_text(data):
        content = Content.OTHER
    return Facts(name, size, content, _traits(name, content, data))


def _content(head: bytes) -> Content:
    if not head.strip(b"\x00 \t\r\n\f" + codecs.BOM_UTF8):
        return Content.EMPTY
    return next((content for magic, content in _MAGIC if head.startswith(magic)), Content.TEXT)


def _traits(name: str, content: Content, data: bytes) -> frozenset[Trait]:
    if content in _INSIDE:
        return _of_child(_INSIDE[content], data, name)
    if content is Content.PNG:
        return frozenset(_of_png(data))
    if content is Content.JPEG:
        return frozenset(_of_jpeg(data))
    return frozenset()


def _of_child(function: str, data: bytes, name: str) -> frozenset[Trait]:
    try:
        answer = sandbox.run(function, data, name=name, limits=_LIMITS)
    except UnreadableReport as refusal:
        by_words = {sandbox.TOO_LONG: Trait.TOO_SLOW, sandbox.TOO_MANY: Trait.BUSY}
        return frozenset({by_words.get(str(refusal), Trait.DAMAGED)})
    known = {trait.value for trait in Trait}
    if not isinstance(answer, list) or not all(isinstance(word, str) and word in known for word in answer):
        return frozenset({Trait.DAMAGED})
    return frozenset(Trait(word) for word in answer)


def _is_text(data: bytes) -> bool:
    """Text as people's programs write it: UTF-8, UTF-16 with its mark, or Windows-1252; no web page, no program."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    strange = _CONTROLS
    try:
        data.decode()
    except UnicodeDecodeError:
        strange += _NOT_IN_WINDOWS_1252
    if len(data.translate(None, strange)) != len(data) or "\ufffd".encode() in data:
        return False
    head = data.removeprefix(codecs.BOM_UTF8)[:_HEAD].lstrip().lower()
    return not head.startswith(_MARKUP)


def _of_png(data: bytes) -> Iterator[Trait]:
    """Walks the chunks: the first gives the size, the last must be the end of the file."""
    place, end = 8, None
    if data[12:16] != b"IHDR" or len(data) < 33:
        yield Trait.DAMAGED
        return
    width, height = struct.unpack("!LL", data[16:24])
    if width * height > MOST_PIXELS:
        yield Trait.TOO_MANY_PIXELS
    while place + 12 <= len(data):
        (length,) = struct.unpack("!L", data[place : place + 4])
        name, place = data[place + 4 : place + 8], place + 12 + length
        if name == b"IEND":
            end = place
            break
    if end is None or end > len(data) or width * height == 0:
        yield Trait.DAMAGED
    elif end < len(data):
        yield Trait.TWO_FILES


def _of_jpeg(data: bytes) -> Iterator[Trait]:
    """The size from its frame. Phones put more pictures after the first; an archive or a PDF is no picture."""
    size = _jpeg_size(data)
    if size is None or b"\xff\xd9" not in data:
        yield Trait.DAMAGED
    elif size[0] * size[1] > MOST_PIXELS:
        yield Trait.TOO_MANY_PIXELS
    if _END_OF_ZIP in data[-_LONGEST_ZIP_END:] or b"%PDF-" in data[:1024]:
        yield Trait.TWO_FILES


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack("!HH", data[place + 5 : place + 9])
            return (width, height) if width and height else None
        place += 2 + int(struct.unpack("!H", data[place + 2 : place + 4])[0])
    return None
