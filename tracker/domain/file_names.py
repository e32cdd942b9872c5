"""The name of an uploaded file as it is kept and shown: data only, never part of a path."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 150
_SEPARATORS = ("/", "\\")
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_REFUSED_BY_SYSTEMS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean_file_name(name: str) -> str:
    """`name` without folders, control or direction characters, in one normal form and at most 150 characters.

    The extension is kept when the name is cut. "file" where nothing is left. Names that Windows keeps for devices get
    a word before them.
    """
    for separator in _SEPARATORS:
        name = name.rpartition(separator)[2]
    name = unicodedata.normalize("NFC", name)
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = " ".join(name.split()).translate(_REFUSED_BY_SYSTEMS).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    ending = f"{dot}{extension}"[:20]
    stem = stem[: LONGEST_NAME - len(ending)].rstrip(" .")
    if stem.partition(".")[0].lower() in _RESERVED:
        stem = f"file {stem}"
    return f"{stem}{ending}" or "file"
