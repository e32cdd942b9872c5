"""A PDF: passwords, scripts, attached files, and whether it is one whole file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from tracker.domain.uploads import MOST_PAGES, Trait

_END = b"%%EOF"
_TAIL = 1024
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_OBJECTS = re.compile(rb"/Type\s*/ObjStm")
_DICTIONARY = 2048
_MOST_UNPACKED = 64 * 1024 * 1024
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|XFA|ImportData|SubmitForm|Rendition)(?![A-Za-z])")
_HOLDS = re.compile(rb"/(?:EmbeddedFiles?|GoToE)(?![A-Za-z])")


def traits(data: bytes, name: str) -> list[str]:
    """The traits of a PDF. Called inside the sandbox only."""
    return sorted({trait.value for trait in _found(data)})


def _found(data: bytes) -> Iterator[Trait]:
    if _END not in data[-_TAIL:]:
        yield Trait.TWO_FILES if _END in data else Trait.DAMAGED
    if b"PK\x05\x06" in data[-66_000:]:
        yield Trait.TWO_FILES
    yield from _by_pdfium(data)
    try:
        names = b"".join(_names(data))
    except ValueError:
        yield Trait.DAMAGED
        return
    if _ACTS.search(names):
        yield Trait.ACTIVE
    if _HOLDS.search(names):
        yield Trait.EMBEDDED


def _by_pdfium(data: bytes) -> Iterator[Trait]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        yield Trait.LOCKED if locked else Trait.DAMAGED
        return
    with pdf:
        if raw.FPDF_GetSecurityHandlerRevision(pdf) != -1:
            yield Trait.LOCKED
        if len(pdf) > MOST_PAGES:
            yield Trait.TOO_MANY_PAGES
        if raw.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
            yield Trait.ACTIVE
        if raw.FPDFDoc_GetAttachmentCount(pdf) > 0:
            yield Trait.EMBEDDED


def _names(data: bytes) -> Iterator[bytes]:
    """All that is not the inside of a stream, and the inside of those streams that hold objects; names decoded.

    The inside of a picture is noise in which any name turns up by chance. Raises ValueError where the streams of
    objects unpack to more than a PDF holds.
    """
    place = unpacked = 0
    for found in _STREAM.finditer(data):
        before = data[place : found.start()]
        yield _decoded(before)
        place = found.end()
        if _OBJECTS.search(before[-_DICTIONARY:]):
            inside = _inflated(found[1], _MOST_UNPACKED - unpacked)
            unpacked += len(inside)
            yield _decoded(inside)
    yield _decoded(data[place:])


def _inflated(packed: bytes, most: int) -> bytes:
    engine = zlib.decompressobj()
    try:
        inside = engine.decompress(packed, max(most, 1))
    except zlib.error:
        return packed  # not packed, or not in this way: its names stand as they are
    if engine.unconsumed_tail:
        raise ValueError("too much")
    return inside


def _decoded(text: bytes) -> bytes:
    """/J#61vaScript is another spelling of /JavaScript."""
    return _CODED.sub(lambda found: bytes([int(found[1], 16)]), text)
