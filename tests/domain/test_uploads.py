"""What may be evidence, and the words in which everything else is refused."""

from __future__ import annotations

import pytest

from tracker.domain.uploads import (
    LARGEST_FILE,
    Content,
    Facts,
    FileKind,
    Trait,
    kind_of,
    media_type_of,
    refused_because,
)

GOOD = {
    "a.pdf": Content.PDF,
    "a.docx": Content.OFFICE,
    "a.xlsx": Content.OFFICE,
    "a.pptx": Content.OFFICE,
    "a.csv": Content.TEXT,
    "a.txt": Content.TEXT,
    "a.png": Content.PNG,
    "a.jpg": Content.JPEG,
    "A.JPEG": Content.JPEG,
}


@pytest.mark.parametrize(("name", "content"), GOOD.items())
def test_a_file_whose_name_and_content_agree_may_be_evidence(name: str, content: Content) -> None:
    assert refused_because(Facts(name, 1, content)) is None
    assert refused_because(Facts(name, LARGEST_FILE, content)) is None


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_refused_when_its_content_is_not_what_its_name_says(name: str) -> None:
    others = set(Content) - {GOOD[name]}
    assert all(refused_because(Facts(name, 1, content)) for content in others)


@pytest.mark.parametrize("trait", Trait)
def test_everything_wrong_inside_a_file_has_its_words(trait: Trait) -> None:
    reason = refused_because(Facts("a.pdf", 1, Content.PDF, frozenset({trait})))
    assert reason is not None
    assert reason.endswith(".")


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.exe", 1, "not a type of file"),
        ("a.svg", 1, "not a type of file"),
        ("a.html", 1, "not a type of file"),
        ("a.pdf.exe", 1, "not a type of file"),
        ("pdf", 1, "not a type of file"),
        (".pdf", 1, "not a type of file"),
        ("a.docm", 1, "macros"),
        ("a.XLSM", 1, "macros"),
        ("a.doc", 1, "Save it as .docx"),
        ("a.xls", 1, "Save it as .xlsx"),
        ("a.pdf", 0, "empty"),
        ("a.pdf", LARGEST_FILE + 1, "bigger than 25 MB"),
    ],
)
def test_name_and_size_alone_may_refuse_a_file(name: str, size: int, words: str) -> None:
    assert words in str(refused_because(Facts(name, size, Content.PDF)))


def test_the_media_type_is_ours_for_every_kind() -> None:
    assert {kind_of(f"a.{kind.value}") for kind in FileKind} == set(FileKind)
    assert all("/" in media_type_of(kind) for kind in FileKind)
