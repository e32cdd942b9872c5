"""A file's name is kept as people know it, and can do no harm wherever it is shown or saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.file_names import LONGEST_NAME, clean_file_name


@pytest.mark.parametrize(
    ("uploaded", "kept"),
    [
        ("Audit July 2026.pdf", "Audit July 2026.pdf"),
        ("minutes.v2.final.docx", "minutes.v2.final.docx"),
        ("cofnodion – Gorffennaf.pdf", "cofnodion – Gorffennaf.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        ("C:\\Users\\me\\audit.csv", "audit.csv"),
        ("/absolute.png", "absolute.png"),
        ("audit.pdf\0.exe", "audit.pdf.exe"),
        ("audit.pdf\r\nSet-Cookie: a=b.txt", "audit.pdfSet-Cookie_ a=b.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a"b<c>d|e?f*.txt', "a_b_c_d_e_f_.txt"),
        ("CON.txt", "file CON.txt"),
        ("lpt1.tar.pdf", "file lpt1.tar.pdf"),
        ("trailing.pdf. . ", "trailing.pdf"),
        ("  spaces   inside .pdf", "spaces inside.pdf"),
        ("", "file"),
        ("...", "file"),
        ("/", "file"),
    ],
)
def test_a_name_loses_what_could_do_harm(uploaded: str, kept: str) -> None:
    assert clean_file_name(uploaded) == kept


def test_a_long_name_keeps_its_extension() -> None:
    kept = clean_file_name("a" * 300 + ".pdf")
    assert kept == "a" * (LONGEST_NAME - 4) + ".pdf"


@given(st.text(max_size=400))
def test_any_name_at_all_becomes_a_short_one_without_separators_or_control_characters(name: str) -> None:
    kept = clean_file_name(name)
    assert 0 < len(kept) <= LONGEST_NAME + len("file ")
    assert not set(kept) & set('/\\\0\r\n"<>|:*?')
    assert kept.isprintable()
    assert kept == kept.strip()
