"""Who or what was inspected, from the title and the words of the front pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.parsed_report import Subject
from tracker.domain.report_parsing.wording import squash
from tracker.domain.vocabulary import SubjectKind

_SERVICES = re.compile(
    r"inspections? ?(?:of|–|—|-|:) (?:the )?(?:local )?"
    r"(?:(?:probation|youth offending|youth justice)(?: services| (?:service|work)(?= (?:in|of|by)\b|[:–—-]))"
    r"|public protection)(?: (?:work|arrangements|services))*(?: delivered)?(?: ?[:–—,-]| (?:in|of|by)\b:?)? ?"
    r"(?:the )?(.+)",
    re.IGNORECASE,
)
_OF = re.compile(r"inspections? (?:of|in) (?:the )?(.+)", re.IGNORECASE)
_YOUTH = re.compile(r"\byouth (?:offending|justice)\b|\bYOT\b|\bYJS\b", re.IGNORECASE)
_REGION = re.compile(
    r"(?:the )?(?:probation service(?: ?[–—:-] ?| in (?:the )?))?(.{2,60}? (?:probation )?region)$", re.IGNORECASE
)
_PDU = re.compile(r"(?:\bPDU|\bprobation delivery unit(?: \(PDU\))?)$", re.IGNORECASE)
_IN_A_PLACE = re.compile(r"inspection of (?:probation|youth offending|youth justice) services? in\b", re.IGNORECASE)
_THEMATIC = re.compile(r"\bthematic\b", re.IGNORECASE)
_JOINT = re.compile(r"\ba joint inspection\b", re.IGNORECASE)


def subject(title: str, front: Iterable[Line]) -> Subject:
    """The subject's name as printed in the title and its kind; a thematic report's subject is its title.

    "An inspection of Probation Services – North East region" is about the "North East region".
    """
    in_a_place = bool(_IN_A_PLACE.search(title))
    joint = _JOINT.search(title) and not in_a_place
    if joint or _THEMATIC.search(title) or any(squash(line.text) == "thematicinspection" for line in front):
        return Subject(title, SubjectKind.THEMATIC)
    match = _SERVICES.search(title) or _OF.search(title)
    name = match[1].strip(" :–—-") if match else title
    if _YOUTH.search(title):
        return Subject(name if len(name) > 2 else title, SubjectKind.YOUTH_JUSTICE_SERVICE)
    region = _REGION.match(name)
    if region:
        return Subject(region[1], SubjectKind.REGION)
    if _PDU.search(name):
        return Subject(name, SubjectKind.PDU)
    return Subject(name, SubjectKind.PDU if in_a_place else SubjectKind.OTHER)
