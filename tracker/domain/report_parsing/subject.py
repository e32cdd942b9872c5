"""Who or what was inspected, from the title and the words of the front pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.parsed_report import Subject
from tracker.domain.report_parsing.wording import squash
from tracker.domain.vocabulary import SubjectKind

_SERVICES = re.compile(
    r"inspections? ?(?:of|–|—|-|:) (?:the )?(?:local )?(?:probation|youth offending|youth justice|public protection)"
    r"(?: (?:services?|work|arrangements))*(?: delivered)? ?(?:in|of|by|–|—|-|:|,)?:? ?(?:the )?(.+)",
    re.IGNORECASE,
)
_OF = re.compile(r"inspections? (?:of|in) (?:the )?(.+)", re.IGNORECASE)
_YOUTH = re.compile(r"\byouth (?:offending|justice)\b|\bYOT\b|\bYJS\b", re.IGNORECASE)
_REGION = re.compile(
    r"(?:the )?(?:probation service(?: ?[–—:-] ?| in (?:the )?))?(.{2,60}? (?:probation )?region)$", re.IGNORECASE
)
_PDU = re.compile(r"(?:\bPDU|\bprobation delivery unit(?: \(PDU\))?)$", re.IGNORECASE)
_THEMATIC = re.compile(r"\bthematic\b|\ba joint inspection\b", re.IGNORECASE)


def subject(title: str, front: Iterable[Line]) -> Subject:
    """The subject's name as printed in the title and its kind; a thematic report's subject is its title.

    "An inspection of Probation Services – North East region" is about the "North East region".
    """
    if _THEMATIC.search(title) or any(squash(line.text) == "thematicinspection" for line in front):
        return Subject(title, SubjectKind.THEMATIC)
    youth = bool(_YOUTH.search(title))
    match = _SERVICES.search(title) or _OF.search(title)
    name = match[1].strip(" :–—-") if match else title
    if youth and len(name) < 3:
        name = title
    region = _REGION.match(name)
    if youth:
        whole = _OF.search(title)
        own_name = whole and re.search(r"youth \w+ (?:service|team)$", whole[1], re.IGNORECASE)
        return Subject(whole[1] if whole and own_name else name, SubjectKind.YOUTH_JUSTICE_SERVICE)
    if region:
        return Subject(region[1], SubjectKind.REGION)
    if _PDU.search(name):
        return Subject(name, SubjectKind.PDU)
    in_a_place = re.search(r"inspection of probation services? in\b", title, re.IGNORECASE)
    return Subject(name, SubjectKind.PDU if in_a_place else SubjectKind.OTHER)
