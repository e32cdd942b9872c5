"""What may be evidence: which kinds of file, how large, and why a file is refused, each reason in plain words.

A file is judged by its name and by its content, and both must say the same (ASVS 5.2.2). The content is looked at by
adapters/upload_facts.py, which gathers the `Facts`; the verdict over them is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LARGEST_FILE = 25 * 1024 * 1024
MOST_FILES = 10
MOST_PIXELS = 40_000_000
MOST_PAGES = 500


class FileKind(StrEnum):
    """What may be evidence; the value is the extension."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    POWERPOINT = "pptx"
    CSV = "csv"
    TEXT = "txt"
    PNG = "png"
    JPEG = "jpg"


class Content(StrEnum):
    """What the first bytes of a file say it is; whatever else they say is `OTHER`."""

    PDF = "a PDF"
    OFFICE = "an Office file"
    PNG = "a PNG picture"
    JPEG = "a JPEG picture"
    TEXT = "plain text"
    OLD_OFFICE = "an old or protected Office file"
    EMPTY = "empty"
    OTHER = "something else"


class Trait(StrEnum):
    """What is wrong inside a file."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    MACROS = "macros"
    ACTIVE = "active"
    EMBEDDED = "embedded"
    OUTSIDE = "outside"
    TWO_FILES = "two files"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_MANY_PAGES = "too many pages"
    TOO_SLOW = "too slow"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file: its cleaned name, size in bytes, what its content is, and what is wrong inside."""

    name: str
    size: int
    content: Content
    traits: frozenset[Trait] = frozenset()


_EXTENSIONS = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPEG}
_CONTENTS = {
    FileKind.PDF: Content.PDF,
    FileKind.WORD: Content.OFFICE,
    FileKind.EXCEL: Content.OFFICE,
    FileKind.POWERPOINT: Content.OFFICE,
    FileKind.CSV: Content.TEXT,
    FileKind.TEXT: Content.TEXT,
    FileKind.PNG: Content.PNG,
    FileKind.JPEG: Content.JPEG,
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.WORD: _OFFICE + "wordprocessingml.document",
    FileKind.EXCEL: _OFFICE + "spreadsheetml.sheet",
    FileKind.POWERPOINT: _OFFICE + "presentationml.presentation",
    FileKind.CSV: "text/csv",
    FileKind.TEXT: "text/plain",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
ACCEPTED = tuple(f".{extension}" for extension in _EXTENSIONS)
IN_WORDS = "PDF, Word (DOCX), Excel (XLSX), PowerPoint (PPTX), CSV, plain text (TXT), PNG or JPEG"

_WITH_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm"})
_OLD_OFFICE = frozenset({"doc", "xls", "ppt"})
_REASONS = {
    Trait.LOCKED: "is protected with a password, so it cannot be checked for viruses. Save a copy without a password.",
    Trait.MACROS: "holds macros. Save it as a file without macros, or as a PDF.",
    Trait.ACTIVE: "holds a script or another part that can act by itself. Save it again as a new PDF.",
    Trait.EMBEDDED: "has other files inside it. Take them out and upload each by itself.",
    Trait.OUTSIDE: "fetches a template or a picture from elsewhere when it is opened. Save it as a PDF.",
    Trait.TWO_FILES: "is two files in one. Open it, save it under a new name, and try that one.",
    Trait.DAMAGED: "is damaged, or not built as its program builds it. Open it, save it again, and try that one.",
    Trait.TOO_MANY_PIXELS: f"has more than {MOST_PIXELS // 1_000_000} million pixels. Save it at a smaller size.",
    Trait.TOO_MANY_PAGES: f"has more than {MOST_PAGES} pages. Upload the part that shows what was done.",
    Trait.TOO_SLOW: "takes too long to check. Save it again as a new PDF, and try that one.",
    Trait.BUSY: "could not be checked because many files are being checked. Try it again in a minute.",
}


def extension_of(name: str) -> str:
    """What follows the last dot, in small letters; empty where there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def kind_of(name: str) -> FileKind | None:
    """What the name says the file is; None for what may not be evidence."""
    return _EXTENSIONS.get(extension_of(name))


def media_type_of(kind: FileKind) -> str:
    """Ours, by the kind; what the browser declared is never believed."""
    return _MEDIA_TYPES[kind]


def refused_at_the_door(name: str, size: int) -> str | None:
    """The same as `refused_because` where name and size alone decide; nothing of the file need be read."""
    extension = extension_of(name)
    if extension in _WITH_MACROS:
        return _REASONS[Trait.MACROS]
    if extension in _OLD_OFFICE:
        return f"is in an old Office format. Save it as .{extension}x, and try that one."
    if kind_of(name) is None:
        return f"is not a type of file that can be evidence. Use {IN_WORDS}."
    if size == 0:
        return "is empty."
    if size > LARGEST_FILE:
        return f"is bigger than {LARGEST_FILE // (1024 * 1024)} MB. Save it again with smaller pictures, or in parts."
    return None


def refused_because(facts: Facts) -> str | None:
    """Why a file may not be evidence, to be read after its name ("minutes.pdf is empty."); None where it may."""
    reason = refused_at_the_door(facts.name, facts.size)
    if reason is not None:
        return reason
    if facts.content is Content.EMPTY:
        return "is empty."
    if facts.content is Content.OLD_OFFICE:
        return "is protected with a password or in an old Office format. Save a copy without a password."
    kind = kind_of(facts.name)
    if kind is None or _CONTENTS[kind] is not facts.content:
        said = facts.content.value if facts.content is not Content.OTHER else "not what its name says"
        return (
            f"has the name of a .{extension_of(facts.name)} file but is {said}. Open it, save it again, and try that."
        )
    return next((words for trait, words in _REASONS.items() if trait in facts.traits), None)
