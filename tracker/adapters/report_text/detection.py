"""Which format a file has, by its content first and its name second; and what is refused, each with its sentence."""

from __future__ import annotations

import codecs
import re

from tracker.adapters.report_text.characters import control_share
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import SourceFormat

MOST_FILE_BYTES = 50 * 1024 * 1024
MOST_TEXT_CHARACTERS = 20 * 1024 * 1024
_HEAD = 4096
_BLANK = b"\x00\t\n\r\f " + codecs.BOM_UTF8
_MOST_CONTROLS = 0.02
_LEAST_LETTERS = 0.2
_SAMPLE = 200_000

_USE_INSTEAD = "Use the report as a PDF, Word (.docx), HTML or plain text file."
_EMPTY = "The file is empty. Download the report again and try the new file."
_TOO_BIG = "The file is bigger than 50 MB. Save it again with smaller pictures, and try that one."
TOO_MUCH_TEXT = "The file holds too much text to be an inspection report. Check that it is the right file."
_PICTURE = f"The file is a picture, not a document. {_USE_INSTEAD}"
_OLD_WORD = "The file is in the old Word format (.doc). Open it in Word, save it as .docx, and try that one."
_LOCKED_WORD = "The file is protected with a password. Save a copy without a password, and try that one."
_NO_WORD = f"The file is an archive or an Office file that is not a Word document. {_USE_INSTEAD}"
_RICH_TEXT = "The file is rich text (.rtf). Open it, save it as PDF or .docx, and try that one."
_WEB_ARCHIVE = "The file is a web archive. Open the page, save it as PDF, and try that one."
_NOISE = f"The file does not hold text that can be read. {_USE_INSTEAD}"

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00", b"8BPS")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_SVG = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<svg\b", re.IGNORECASE)
_TAGS = re.compile(r"<(?:p|h[1-6]|div|ul|ol|li|table)\b[^<>]{0,500}>", re.IGNORECASE)
_WEB_ARCHIVES = ("mime-version:", "from: <saved by")


def detect(data: bytes, name: str) -> SourceFormat:
    """The format of a whole file. `name` (its last dot and what follows) decides only between HTML and text.

    Raises UnreadableReport for what is no PDF, HTML, DOCX or text: empty, over 50 MB, a picture, an old or
    protected Word file, an archive, rich text, noise. What only shows on opening (a password on a PDF, a bomb in
    a DOCX) the extractors refuse.
    """
    if not data.strip(_BLANK):
        raise UnreadableReport(_EMPTY)
    if len(data) > MOST_FILE_BYTES:
        raise UnreadableReport(_TOO_BIG)
    head = data[:_HEAD].lstrip(_BLANK)
    if head.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"startxref" in data[-2048:]):
        return SourceFormat.PDF
    if head.startswith(b"PK"):
        if b"word/" in data and b"[Content_Types].xml" in data:
            return SourceFormat.DOCX
        raise UnreadableReport(_NO_WORD)
    _refuse_binary(data)
    return _html_or_text(data, name.lower())


def decoded(data: bytes) -> str:
    """The text of the bytes: by their byte order mark, else UTF-8, else Windows-1252 as older systems write it.

    Raises UnreadableReport where what comes out is noise or too much.
    """
    text = _decode(data)
    if len(text) > MOST_TEXT_CHARACTERS:
        raise UnreadableReport(TOO_MUCH_TEXT)
    sample = text[:_SAMPLE]
    shown = [character for character in sample if not character.isspace()]
    letters = sum(map(str.isalnum, shown))
    if control_share(sample) > _MOST_CONTROLS or letters < _LEAST_LETTERS * len(shown):
        raise UnreadableReport(_NOISE)
    return text


def _refuse_binary(data: bytes) -> None:
    if data.startswith(_PICTURES) or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or data[8:12] == b"WEBP":
        raise UnreadableReport(_PICTURE)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableReport(_LOCKED_WORD if locked else _OLD_WORD)
    if data.startswith(b"{\\rtf"):
        raise UnreadableReport(_RICH_TEXT)


def _html_or_text(data: bytes, name: str) -> SourceFormat:
    text = decoded(data)
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if _SVG.match(head):
        raise UnreadableReport(_PICTURE)
    if head[:200].lower().startswith(_WEB_ARCHIVES):
        raise UnreadableReport(_WEB_ARCHIVE)
    named = name.endswith((".html", ".htm", ".xhtml"))
    if (head.startswith("<") and (_HTML.search(head) or _TAGS.match(head))) or (named and _TAGS.search(text)):
        return SourceFormat.HTML
    return SourceFormat.TEXT


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    start = data[:_HEAD]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or data.decode("cp1252", "replace")


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes stays UTF-8: every curly quote would else come out as three letters."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    right = len(data) - len(text) - broken
    return text if right > 2 * broken else None
