"""Reports and what they say: kinds of inspection, ratings, findings, and the reading of a file."""

from __future__ import annotations

from tracker.domain.vocabulary import FindingKind, ImportState, InspectionKind, Rating, SubjectKind
from tracker.web.labels.said import Said

REPORTS: tuple[Said, ...] = (
    Said(SubjectKind.PDU, "Probation Delivery Unit"),
    Said(SubjectKind.REGION, "Probation region"),
    Said(SubjectKind.YOUTH_JUSTICE_SERVICE, "Youth justice service"),
    Said(SubjectKind.THEMATIC, "Thematic inspection"),
    Said(SubjectKind.OTHER, "Other"),
    Said(InspectionKind.FIRST, "First inspection"),
    Said(InspectionKind.REINSPECTION, "Reinspection"),
    # Its own words, and the blue to red scale of the inspectorate's own reports.
    Said(Rating.INADEQUATE, Rating.INADEQUATE.value, "red"),
    Said(Rating.REQUIRES_IMPROVEMENT, Rating.REQUIRES_IMPROVEMENT.value, "orange"),
    Said(Rating.GOOD, Rating.GOOD.value, "green"),
    Said(Rating.OUTSTANDING, Rating.OUTSTANDING.value, "blue"),
    Said(FindingKind.STRENGTH, "Strength", "green"),
    Said(FindingKind.IMPROVEMENT, "Area for improvement", "orange"),
    Said(FindingKind.OBSERVATION, "Observation"),
    Said(ImportState.READ, "To be checked", "yellow"),
    Said(ImportState.CONFIRMED, "Confirmed", "green"),
    Said(ImportState.DISCARDED, "Discarded"),
)
