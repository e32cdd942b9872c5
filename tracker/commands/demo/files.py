"""Small files for the sample evidence, made from a few lines of text: valid, invented, and without any library."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from html import escape

from tracker.domain.uploads import FileKind, kind_of

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"


def file_of(name: str, lines: Sequence[str]) -> bytes:
    """A file of the kind that its name says, with a line of text in each paragraph or row.

    Commas part the cells of a row. A PNG holds a picture of bars, as high as the lines are long.
    """
    made = {
        FileKind.TEXT: _text,
        FileKind.CSV: _csv,
        FileKind.PDF: _pdf,
        FileKind.WORD: _docx,
        FileKind.EXCEL: _xlsx,
        FileKind.PNG: _png,
    }
    kind = kind_of(name)
    if kind not in made:
        raise ValueError(f"no sample file can be made for {name}")
    return made[kind](lines)


def _text(lines: Sequence[str]) -> bytes:
    return "\r\n".join([*lines, ""]).encode()


def _csv(lines: Sequence[str]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(_cells(line) for line in lines)
    return target.getvalue().encode()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split(",")]


def _pdf(lines: Sequence[str]) -> bytes:
    """One page in Helvetica, which every reader has. Objects are listed at their offsets, as ISO 32000 asks."""
    shown = "".join(f"({_in_pdf(line)}) Tj T*\n" for line in lines)
    content = f"BT /F1 11 Tf 15 TL 60 780 Td\n{shown}ET".encode("cp1252", "replace")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(data))
    return data + table + end


def _in_pdf(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _docx(lines: Sequence[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
    return _office("word/document.xml", f"{_OPEN_XML}.wordprocessingml.document.main+xml", document)


def _xlsx(lines: Sequence[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(f"<row>{''.join(map(_cell, _cells(line)))}</row>" for line in lines)
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = {
        "xl/worksheets/sheet1.xml": (f"{_OPEN_XML}.spreadsheetml.worksheet+xml", sheet),
        "xl/_rels/workbook.xml.rels": ("", _relations("worksheet", "worksheets/sheet1.xml")),
    }
    return _office("xl/workbook.xml", f"{_OPEN_XML}.spreadsheetml.sheet.main+xml", book, parts)


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _office(main: str, media_type: str, document: str, others: dict[str, tuple[str, str]] | None = None) -> bytes:
    """A package with its main part and `others`: by path, the media type (none for relations) and the XML."""
    parts = {main: (media_type, document), **(others or {})}
    types = "".join(
        f'<Override PartName="/{path}" ContentType="{media}"/>' for path, (media, _) in parts.items() if media
    )
    listed = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>"
    )
    texts = {"[Content_Types].xml": listed, "_rels/.rels": _relations("officeDocument", main)}
    texts |= {path: text for path, (_, text) in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in texts.items():
            archive.writestr(path, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return target.getvalue()


def _relations(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'


def _png(lines: Sequence[str]) -> bytes:
    """A greyscale picture, a dark bar of 20 pixels for each line."""
    height = max(map(len, lines), default=1) + 10
    rows = [
        b"\0" + b"".join(bytes([60 if len(line) >= height - row - 10 else 240]) * 20 + b"\xf0" * 10 for line in lines)
        for row in range(height)
    ]
    head = struct.pack("!LLBBBBB", 30 * len(lines), height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, data = named
    return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))
