"""Which format a file has, and what is refused in which words."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from tracker.adapters.report_text.detection import MOST_FILE_BYTES, decoded, detect
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import SourceFormat

TEXT = b"HM Inspectorate of Probation\nAn inspection of Marlow Vale PDU\n"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n", "report.txt", SourceFormat.PDF),
        (b"\xef\xbb\xbf\n%PDF-1.7\n", "report", SourceFormat.PDF),
        (TEXT, "report.pdf", SourceFormat.TEXT),
        (b"The magic of a PDF is %PDF-1.7", "a.txt", SourceFormat.TEXT),
        (b"<!DOCTYPE html><p>Report", "report.docx", SourceFormat.HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a", SourceFormat.HTML),
        (b"<p>A saved part of a page</p>", "report", SourceFormat.HTML),
        (b"Saved from a page <p>Report</p>", "report.html", SourceFormat.HTML),
        (b"Saved from a page <p>Report</p>", "report.txt", SourceFormat.TEXT),
        (TEXT.decode().encode("utf-16"), "report.txt", SourceFormat.TEXT),
    ],
)
def test_content_decides_and_the_name_only_between_html_and_text(
    data: bytes, name: str, expected: SourceFormat
) -> None:
    assert detect(data, name) is expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\x00\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\x10" * 50, "picture"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1\\ansi Report}", "rich text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "web archive"),
        (zipped(a=b"not a Word file"), "archive"),
        (bytes(range(256)) * 40, "does not hold text"),
        (zlib.compress(TEXT * 900, 9) + bytes(range(32)) * 20, "does not hold text"),
        (b"+-*/=?" * 500, "does not hold text"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence_that_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableReport, match=words) as refusal:
        detect(data, "report.pdf")
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value).split(". ")) == 2


def test_a_file_over_50_mb_is_refused() -> None:
    with pytest.raises(UnreadableReport, match="50 MB"):
        detect(b"a" * (MOST_FILE_BYTES + 1), "report.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_decoded_whatever_it_was_saved_as(encoding: str) -> None:
    assert decoded("the PDU’s ‘strengths’ – and others".encode(encoding)) == "the PDU’s ‘strengths’ – and others"


def test_a_broken_byte_does_not_change_the_encoding_of_the_rest() -> None:
    assert decoded("the PDU’s ‘strengths’".encode() + b" \xff") == "the PDU’s ‘strengths’ \ufffd"
