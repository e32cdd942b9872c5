"""How a file is handed out: as an attachment that can do nothing in the browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from flask import Response

_PIECE = 256 * 1024


def attachment(source: BinaryIO, *, name: str, media_type: str, size: int) -> Response:
    """An answer with all of `source`, which it closes."""
    response = Response(_pieces(source), content_type=_with_charset(media_type), direct_passthrough=True)
    response.call_on_close(source.close)
    response.content_length = size
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Accept-Ranges"] = "none"
    return response


def disposition(name: str) -> str:
    """The header of RFC 6266: the name in ASCII for old browsers, and whole in UTF-8."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(character for character in plain if character.isprintable() and character not in '"\\;%')
    return f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, safe='')}"


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    with source:
        while piece := source.read(_PIECE):
            yield piece


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
