"""An Office file (DOCX, XLSX, PPTX): macros, scripts, other files and what it fetches from elsewhere."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from tracker.adapters.report_text import zip_guard
from tracker.domain.errors import UnreadableReport
from tracker.domain.uploads import FileKind, Trait, kind_of

_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {
    FileKind.WORD: "word/document.xml",
    FileKind.EXCEL: "xl/workbook.xml",
    FileKind.POWERPOINT: "ppt/presentation.xml",
}
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
_OFFICE_INSIDE = (".docx", ".xlsx", ".pptx", ".xml", ".rels")  # a chart keeps its figures as a workbook
_PROGRAMS = (
    ".exe",
    ".dll",
    ".scr",
    ".com",
    ".bat",
    ".cmd",
    ".js",
    ".vbs",
    ".wsf",
    ".hta",
    ".lnk",
    ".msi",
    ".jar",
    ".ps1",
)
# Links that a person must click, and figures in another workbook, which Excel asks about before it fetches them
_HARMLESS_LINKS = ("/hyperlink", "/externallinkpath", "/externallink")
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_END_RECORD = 22
_LARGEST_PART = 64 * 1024 * 1024


def traits(data: bytes, name: str) -> list[str]:
    """The traits of an Office file, by its bytes and name. Called inside the sandbox only."""
    try:
        archive = zip_guard.checked(data)
    except UnreadableReport:
        return [Trait.DAMAGED.value]
    try:
        return sorted({trait.value for trait in _found(data, archive, name)})
    except (zipfile.BadZipFile, expat.ExpatError, zlib.error, EOFError, ValueError):
        return [Trait.DAMAGED.value]


def _found(data: bytes, archive: zipfile.ZipFile, name: str) -> Iterator[Trait]:
    names = archive.namelist()
    kind = kind_of(name)
    if _TYPES not in names or kind not in _MAIN_PARTS or _MAIN_PARTS[kind] not in names:
        yield Trait.DAMAGED
        return
    if min(entry.header_offset for entry in archive.infolist()) or not _ends_with_its_directory(data):
        yield Trait.TWO_FILES
    if b"macroenabled" in archive.read(_TYPES).lower():
        yield Trait.MACROS
    for part in names:
        yield from _of_name(part.lower())
    for part in names:
        if part.endswith(".rels") and _fetches(archive.read(part)):
            yield Trait.OUTSIDE
        if part.startswith("xl/externalLinks/") and b"ddeLink" in archive.read(part):
            yield Trait.ACTIVE
    if kind is FileKind.WORD and any(_DDE.search(_instructions(archive, part)) for part in _texts(names)):
        yield Trait.ACTIVE


def _ends_with_its_directory(data: bytes) -> bool:
    """Whether nothing follows the archive's last record and the comment that it says it has."""
    end = data.rfind(b"PK\x05\x06")
    return end + _END_RECORD + int.from_bytes(data[end + 20 : end + 22], "little") == len(data)


def _of_name(part: str) -> Iterator[Trait]:
    if part.endswith(_MACRO_PARTS) or "macrosheets/" in part:
        yield Trait.MACROS
    if "activex/" in part or part.endswith(_PROGRAMS):
        yield Trait.ACTIVE
    if "/embeddings/" in part and not part.endswith(_OFFICE_INSIDE):
        yield Trait.EMBEDDED


def _fetches(relationships: bytes) -> bool:
    """Whether one of the relationships leads outside the file without a person choosing to go there."""
    found = []

    def element(_name: str, attributes: dict[str, str]) -> None:
        outside = attributes.get("TargetMode", "").lower() == "external"
        if outside and not attributes.get("Type", "").lower().endswith(_HARMLESS_LINKS):
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.Parse(relationships, True)
    return bool(found)


def _texts(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("word/") and name.endswith(".xml")]


def _instructions(archive: zipfile.ZipFile, part: str) -> str:
    """The instructions of the fields in a part of a Word file, run together: Word splits them as it likes."""
    if archive.getinfo(part).file_size > _LARGEST_PART:
        raise ValueError(part)
    said: list[str] = []
    within = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        within[0] = name.endswith("instrText")
        said.extend(value for key, value in attributes.items() if key.endswith("instr"))

    def text(words: str) -> None:
        if within[0]:
            said.append(words)

    def end(_name: str) -> None:
        within[0] = False

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.Parse(archive.read(part), True)
    return "".join(said)
