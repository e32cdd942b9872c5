"""The parts of a Word file that hold its text, found by their relationships as the format demands."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, fromstring

from tracker.adapters.report_text.zip_guard import checked
from tracker.domain.errors import UnreadableReport

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DAMAGED = "The Word file is damaged. Open it in Word, save it under a new name, and try that one."
_NO_DOCUMENT = "The file is no Word document. Use the report as a PDF, Word (.docx), HTML or plain text file."


class Parts:
    """A Word file, checked by `zip_guard` first. Raises UnreadableReport wherever it is not whole."""

    def __init__(self, data: bytes) -> None:
        self._archive = checked(data)
        self._names = set(self._archive.namelist())
        path = self._related("", "officeDocument")
        if path is None:
            raise UnreadableReport(_NO_DOCUMENT)
        self._path = path
        root = self._parsed(path)
        if root.tag != f"{W}document":
            raise UnreadableReport(_NO_DOCUMENT)
        self.main = root

    def related(self, kind: str) -> Element | None:
        """The part of one kind ("styles", "numbering", "footnotes") that belongs to the document, if it has one."""
        path = self._related(self._path, kind)
        return None if path is None else self._parsed(path)

    def _related(self, owner: str, kind: str) -> str | None:
        folder, name = posixpath.split(owner)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._names:
            return None
        for relation in self._parsed(relations):
            outside = relation.get("TargetMode") == "External"
            path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
            if (relation.get("Type") or "").endswith(f"/{kind}") and not outside and path in self._names:
                return path
        return None

    def _parsed(self, path: str) -> Element:
        try:
            with self._archive.open(path) as part:
                xml = part.read().replace(_STRICT, W[1:-1].encode())
            return fromstring(xml)  # noqa: S314 - zip_guard has refused every DOCTYPE, and this runs in the sandbox
        except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise UnreadableReport(_DAMAGED) from error
