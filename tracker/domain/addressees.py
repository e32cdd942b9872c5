"""Whether a recommendation is addressed to the unit or region inspected, or to others.

A report names its addressee in many ways: "Marlow Vale PDU should:", "The PDU should:", "The head of Marlow Vale PDU
should:", "Marlow Vale PDU and the East Downs region should:". A board or another body is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tracker.domain.names import region_key, unit_key
from tracker.domain.vocabulary import SubjectKind, UnitKind

_HEAD_OF = re.compile(r"^(?:the )?heads? of (?:the )?(?=\S)", re.IGNORECASE)
_SEPARATORS = re.compile(r"(,\s*(?:and\s+)?|\s+and\s+|\s*;\s*|\s*&\s*|\s+together with\s+)", re.IGNORECASE)
_SUBJECT_ITSELF = {
    SubjectKind.PDU: re.compile(r"(?:the |this )?(?:pdu|probation delivery unit)", re.IGNORECASE),
    SubjectKind.REGION: re.compile(r"(?:the |this )?(?:probation )?region", re.IGNORECASE),
    SubjectKind.YOUTH_JUSTICE_SERVICE: re.compile(
        r"(?:the |this )?(?:youth (?:justice|offending) (?:service|team|partnership)|yj[st]|yot)", re.IGNORECASE
    ),
}
_A_BODY = re.compile(
    r"\b(?:pdu|unit|region|service|services|ministry|hmpps|hmcts|board|council|police|partnership|department|office|"
    r"team|government|authority|inspectorate|health|commissioner|director|leaders)\b",
    re.IGNORECASE,
)


def is_addressed_to(addressee: str | None, names: Iterable[str], kind: SubjectKind) -> bool:
    """Whether `addressee`, alone or among others, is the subject of the report, which goes by any of `names`.

    False for a report about neither a unit nor a region, and where nobody is named.
    """
    pattern = _SUBJECT_ITSELF.get(kind)
    if not addressee or pattern is None:
        return False
    key = key_for(kind)
    keys = {key(name) for name in names} - {""}
    return any(pattern.fullmatch(part) or key(part) in keys for part in _parts(_HEAD_OF.sub("", addressee.strip())))


def key_for(kind: SubjectKind) -> Callable[[str], str]:
    """How names of this kind of subject are made comparable."""
    if kind is SubjectKind.REGION:
        return region_key
    unit_kind = UnitKind.YOUTH_JUSTICE_SERVICE if kind is SubjectKind.YOUTH_JUSTICE_SERVICE else UnitKind.PDU
    return lambda name: unit_key(name, unit_kind)


def _parts(addressee: str) -> list[str]:
    """The whole, and each run of its parts that leaves only bodies beside it ("X and Y PDU" alone may be one name)."""
    pieces = _SEPARATORS.split(addressee)[:9]
    runs = [addressee]
    for start in range(0, len(pieces), 2):
        for end in range(start + 1, len(pieces) + 1, 2):
            sides = ["".join(pieces[:start]), "".join(pieces[end:])]
            if any(sides) and all(_A_BODY.search(side) for side in (*filter(None, sides), "".join(pieces[start:end]))):
                runs.append("".join(pieces[start:end]))
    return runs
