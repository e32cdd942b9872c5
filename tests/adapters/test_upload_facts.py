"""Honest files of every kind may be evidence; hostile ones are refused, each for its own reason."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tests.support import upload_files as make
from tests.support.report_files import pdf_of
from tests.support.word_files import docx_of
from tracker.adapters.upload_facts import facts_of
from tracker.domain.uploads import LARGEST_FILE, Trait, refused_because

TEXT = "# Audit\n\nOf 20 cases checked in July, 18 were sound.\n"
HONEST: dict[str, Callable[[], bytes]] = {
    "typst.pdf": lambda: pdf_of(TEXT),
    "small.pdf": make.pdf,
    "opens at a page.pdf": lambda: make.pdf("/OpenAction [3 0 R /Fit]"),
    "noise.pdf": lambda: make.pdf(objects=(make.stream(b"\x01/JavaScript /Launch /EmbeddedFile\x02"),)),
    "python-docx.docx": lambda: docx_of(TEXT),
    "small.docx": lambda: make.office("docx"),
    "small.xlsx": lambda: make.office("xlsx"),
    "small.pptx": lambda: make.office("pptx"),
    "a chart with its figures.pptx": lambda: make.office(
        "pptx", {"ppt/embeddings/Microsoft_Excel_Sheet.xlsx": make.office("xlsx")}
    ),
    "a link to click.docx": lambda: make.office(
        "docx", {"word/_rels/document.xml.rels": make.relationship("hyperlink", "https://www.gov.uk")}
    ),
    "figures of another workbook.xlsx": lambda: make.office(
        "xlsx", {"xl/externalLinks/_rels/a.xml.rels": make.relationship("externalLinkPath", "other.xlsx")}
    ),
    "a field.docx": lambda: make.office("docx", {"word/header1.xml": make.field("PAGE of NUMPAGES, ADDED later")}),
    "utf-8.txt": lambda: "Cofnodion – cyfarfod".encode(),
    "with a mark.csv": lambda: "\ufeffname,value\r\nMarlow Vale,3\r\n".encode(),
    "windows.csv": lambda: "caf\xe9,\x93quoted\x94".encode("latin-1"),
    "utf-16.txt": lambda: "Audit of July".encode("utf-16"),
    "picture.png": make.png,
    "photo.jpg": make.jpeg,
    "from a phone.jpeg": lambda: make.jpeg() + make.jpeg(1, 1),
}
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: b" \r\n\t ", "empty"),
    "zeros.csv": (lambda: b"\0" * 5000, "empty"),
    "too big.txt": (lambda: b"x" * (LARGEST_FILE + 1), "bigger than 25 MB"),
    "program.exe": (lambda: b"MZ", "not a type of file"),
    "drawing.svg": (lambda: b"<svg onload='x()'/>", "not a type of file"),
    "a program.txt": (lambda: b"MZ\x90\0", "not what its name says"),
    "a script.txt": (lambda: b"#!/bin/sh\nrm -rf /\n", "not what its name says"),
    "a page.txt": (lambda: b"\xef\xbb\xbf <!DOCTYPE html><script>x()</script>", "not what its name says"),
    "a drawing.txt": (lambda: b"<svg xmlns='x' onload='x()'/>", "not what its name says"),
    "noise.txt": (lambda: bytes(range(256)) * 10, "not what its name says"),
    "a pdf.docx": (make.pdf, "is a PDF"),
    "a word.pdf": (lambda: make.office("docx"), "is an Office file"),
    "a word.xlsx": (lambda: make.office("docx"), "not built as its program builds it"),
    "any archive.docx": (lambda: _archive(), "not built as its program builds it"),
    "a png.jpg": (make.png, "is a PNG picture"),
    "old or locked.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected with a password"),
    # Office
    "vba.docx": (lambda: make.office("docx", {"word/vbaProject.bin": b"x"}), "macros"),
    "macros renamed.xlsx": (
        lambda: make.office("xlsx", types="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "macros",
    ),
    "excel 4.xlsx": (lambda: make.office("xlsx", {"xl/macrosheets/sheet1.xml": b"<x/>"}), "macros"),
    "activex.docx": (lambda: make.office("docx", {"word/activeX/activeX1.bin": b"x"}), "act by itself"),
    "program inside.pptx": (lambda: make.office("pptx", {"ppt/media/run.exe": b"MZ"}), "act by itself"),
    "ole.docx": (lambda: make.office("docx", {"word/embeddings/oleObject1.bin": b"x"}), "other files inside"),
    "dde.docx": (lambda: make.office("docx", {"word/header1.xml": make.field("DDE", "AUTO cmd")}), "act by itself"),
    "dde.xlsx": (lambda: make.office("xlsx", {"xl/externalLinks/a.xml": b"<ddeLink/>"}), "act by itself"),
    "template.docx": (
        lambda: make.office(
            "docx",
            {"word/_rels/settings.xml.rels": make.relationship("attachedTemplate", "https://evil.example/a.dotm")},
        ),
        "from elsewhere",
    ),
    "picture of a share.pptx": (
        lambda: make.office("pptx", {"ppt/_rels/a.xml.rels": make.relationship("image", "file://///evil/a.png")}),
        "from elsewhere",
    ),
    "bomb.docx": (make.bomb, "not built as its program builds it"),
    "entities.docx": (
        lambda: make.office("docx", {"word/a.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "not built as its program builds it",
    ),
    "cut short.docx": (lambda: make.office("docx")[:-30], "damaged"),
    "with a tail.docx": (lambda: make.office("docx") + b"<script>x()</script>", "two files in one"),
    "prefixed.docx": (lambda: b"PK\x03\x04 something before " + make.office("docx"), "two files in one"),
    # PDF
    "script.pdf": (lambda: make.pdf("/OpenAction << /S /JavaScript /JS (x) >>"), "act by itself"),
    "another spelling.pdf": (lambda: make.pdf("/OpenAction << /S /J#61vaScript /JS (x) >>"), "act by itself"),
    "launch.pdf": (lambda: make.pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), "act by itself"),
    "hidden.pdf": (lambda: make.pdf(objects=(make.hidden_objects(b"4 0 << /S /JavaScript >>"),)), "act by itself"),
    "form.pdf": (lambda: make.pdf("/AcroForm << /XFA [] /Fields [] >>"), "act by itself"),
    "attached.pdf": (lambda: make.pdf("/Names << /EmbeddedFiles << /Names [] >> >>"), "other files inside"),
    "cut short.pdf": (lambda: make.pdf(end=b""), "damaged"),
    "only a head.pdf": (lambda: b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
    "with a tail.pdf": (lambda: make.pdf() + b"<html>" + b"x" * 2000, "two files in one"),
    "pdf and archive.pdf": (lambda: make.pdf() + make.office("docx"), "two files in one"),
    # pictures
    "png and archive.png": (lambda: make.png() + make.office("docx"), "two files in one"),
    "jpeg and archive.jpg": (lambda: make.jpeg() + make.office("docx"), "two files in one"),
    "jpeg and pdf.jpg": (lambda: make.jpeg()[:2] + b"\xff\xfe\0\x0a%PDF-1.7" + make.jpeg()[2:], "two files in one"),
    "flood.png": (lambda: make.png(30_000, 30_000), "million pixels"),
    "flood.jpg": (lambda: make.jpeg(30_000, 30_000), "million pixels"),
    "cut short.png": (lambda: make.png()[:-8], "damaged"),
    "no size.jpg": (lambda: b"\xff\xd8\xff\xe0\0\x04ab\xff\xd9", "damaged"),
    "never ends.jpg": (lambda: b"\xff\xd8" + b"\xff\xe0\0\0" * 100, "damaged"),
}


def _archive() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return out.getvalue()


def reason(name: str, data: bytes) -> str | None:
    return refused_because(facts_of(name, io.BytesIO(data)))


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_may_be_evidence(name: str) -> None:
    assert reason(name, HONEST[name]()) is None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_for_its_own_reason(name: str) -> None:
    make_it, words = HOSTILE[name]
    assert words in str(reason(name, make_it()))


def test_a_file_with_a_password_is_refused() -> None:
    trailer = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "00" * 32 + "> /U <" + "11" * 32 + "> >> "
        "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    )
    assert "password" in str(reason("locked.pdf", make.pdf(trailer=trailer)))


def test_a_file_is_left_at_its_beginning_so_that_it_can_be_stored_whole() -> None:
    for name, make_it in HONEST.items():
        source = io.BytesIO(make_it())
        facts = facts_of(name, source)
        assert source.tell() == 0
        assert facts.size == len(source.getvalue())


def test_nothing_of_a_file_is_read_when_its_name_or_size_refuses_it() -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("read")

    assert refused_because(facts_of("a.exe", Unread(b"MZ"))) is not None
    assert refused_because(facts_of("a.pdf", Unread(b"x" * (LARGEST_FILE + 1)))) is not None


def test_a_pdf_that_crashes_or_hangs_its_reader_is_refused_as_damaged_or_slow() -> None:
    deep = b"[" * 200_000
    facts = facts_of("deep.pdf", io.BytesIO(make.pdf(objects=(deep,))))
    assert facts.traits <= {Trait.DAMAGED, Trait.TOO_SLOW}
