"""Files to upload, made here: honest ones of every kind, and hostile ones. No malware; EICAR's text is no virus."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

_TYPES = "[Content_Types].xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def office(extension: str, extra: dict[str, bytes] | None = None, *, types: str = "") -> bytes:
    """A small Office file with `extra` parts in it; `types` stands in its list of content types."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_TYPES, f"<Types>{types}</Types>")
        archive.writestr(MAIN[extension], "<document><p>Of 20 cases, 18 were sound.</p></document>")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def relationship(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    return (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE_RELS}/{kind}" '
        f'Target="{target}"{mode}/></Relationships>'
    ).encode()


def field(*runs: str) -> bytes:
    """A Word document with one field, whose instruction is split over runs."""
    inside = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return f'<w:document xmlns:w="w"><w:p>{inside}</w:p></w:document>'.encode()


def bomb() -> bytes:
    """A Word file with a part of 300 MB."""
    return office("docx", {"word/media/image1.bin": b"\0" * (300 * 1024 * 1024)})


def pdf(catalog: str = "", objects: tuple[bytes, ...] = (), *, trailer: str = "", end: bytes = b"%%EOF\n") -> bytes:
    """A PDF of one empty page with `catalog` in its catalogue and more objects, from number 4."""
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n".encode() + end
    return bytes(out)


def stream(data: bytes, words: str = "") -> bytes:
    return f"<< /Length {len(data)} {words} >>\nstream\n".encode() + data + b"\nendstream"


def hidden_objects(text: bytes) -> bytes:
    """A packed stream of objects, in which names are not seen from outside."""
    return stream(zlib.compress(text), "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")


def png(width: int = 2, height: int = 2) -> bytes:
    rows = zlib.compress(b"\0" + b"\xff\0\0" * 2) if width * height < 10 else zlib.compress(b"")
    head = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2) -> bytes:
    exif = b"\xff\xe1" + struct.pack("!H", 16) + b"Exif\0\0" + b"\0" * 8
    frame = b"\xff\xc0" + struct.pack("!HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack("!HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x12\x34"
    return b"\xff\xd8" + exif + frame + scan + b"\xff\xd9"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))
