"""The words and colours of every state. Templates never decide either."""

from __future__ import annotations

from enum import Enum

from tracker.domain.vocabulary import (
    DeadlineSource,
    EvidenceKind,
    EvidenceState,
    FindingKind,
    ImportState,
    MilestoneState,
    PlanState,
    Rating,
    RecommendationState,
    Response,
    ResponseReason,
    Role,
    SubjectKind,
    UnitKind,
)

LABELS: dict[Enum, str] = {
    SubjectKind.PDU: "Probation Delivery Unit",
    SubjectKind.REGION: "Probation region",
    SubjectKind.YOUTH_JUSTICE_SERVICE: "Youth justice service",
    SubjectKind.THEMATIC: "Thematic inspection",
    SubjectKind.OTHER: "Other",
    UnitKind.PDU: "Probation Delivery Unit",
    UnitKind.YOUTH_JUSTICE_SERVICE: "Youth justice service",
    FindingKind.STRENGTH: "Strength",
    FindingKind.IMPROVEMENT: "Area for improvement",
    FindingKind.OBSERVATION: "Observation",
    Role.UNIT_HEAD: "Head of PDU",
    Role.CONTRIBUTOR: "Contributor",
    Role.REGIONAL_LEAD: "Regional lead",
    Role.ASSURANCE_REVIEWER: "Assurance reviewer",
    Role.INSPECTOR: "Inspector",
    Role.NATIONAL_LEAD: "National lead",
    Role.ADMINISTRATOR: "Administrator",
    Response.NONE: "No response yet",
    Response.AGREED: "Agreed",
    Response.PARTLY_AGREED: "Partly agreed",
    Response.NOT_AGREED: "Not agreed",
    ResponseReason.COMMISSIONING: "Commissioning",
    ResponseReason.POLICY: "Policy",
    ResponseReason.OPERATIONAL: "Operational",
    ResponseReason.AFFORDABILITY: "Affordability",
    PlanState.DRAFT: "Draft",
    PlanState.SUBMITTED: "Submitted",
    PlanState.RETURNED: "Returned",
    PlanState.AGREED: "Agreed",
    PlanState.CHANGING: "Being changed",
    PlanState.DELIVERED: "Delivered",
    PlanState.SUSTAINING: "Sustaining",
    PlanState.ASSURED: "Assured, awaiting inspection",
    MilestoneState.PLANNED: "Planned",
    MilestoneState.UNDERWAY: "Underway",
    MilestoneState.COMPLETED: "Reported done",
    MilestoneState.VERIFIED: "Verified",
    MilestoneState.CANCELLED: "Cancelled",
    RecommendationState.OPEN: "Open",
    RecommendationState.ASSURED: "Assured, awaiting inspection",
    RecommendationState.CLOSED: "Closed",
    RecommendationState.SUPERSEDED: "Superseded",
    RecommendationState.REPEATED: "Repeated in a later report",
    ImportState.READ: "To be checked",
    ImportState.CONFIRMED: "Confirmed",
    ImportState.DISCARDED: "Discarded",
    EvidenceKind.PRACTICE_AUDIT: "Practice audit",
    EvidenceKind.CASE_SAMPLE: "Sample of cases",
    EvidenceKind.TRAINING_LIST: "Training list",
    EvidenceKind.POLICY: "Policy or guidance",
    EvidenceKind.MINUTES: "Minutes of a meeting",
    EvidenceKind.DATA: "Data or a dashboard",
    EvidenceKind.OTHER: "Something else",
    EvidenceState.RECEIVED: "Being uploaded",
    EvidenceState.SCANNING: "Waiting for the virus scan",
    EvidenceState.AVAILABLE: "Available",
    EvidenceState.REFUSED: "Refused",
    EvidenceState.WITHDRAWN: "Withdrawn",
    DeadlineSource.INSPECTORATE: "HMI Probation",
    DeadlineSource.HMPPS: "HMPPS",
    DeadlineSource.REGION: "Region",
    DeadlineSource.UNIT: "Unit",
}

# GOV.UK's tag colours. Ratings keep to the blue to red scale of the inspectorate's own reports.
COLOURS: dict[Enum, str] = {
    Rating.INADEQUATE: "red",
    Rating.REQUIRES_IMPROVEMENT: "orange",
    Rating.GOOD: "green",
    Rating.OUTSTANDING: "blue",
    FindingKind.STRENGTH: "green",
    FindingKind.IMPROVEMENT: "orange",
    FindingKind.OBSERVATION: "grey",
    Response.NONE: "grey",
    Response.AGREED: "green",
    Response.PARTLY_AGREED: "yellow",
    Response.NOT_AGREED: "red",
    PlanState.DRAFT: "grey",
    PlanState.SUBMITTED: "blue",
    PlanState.RETURNED: "orange",
    PlanState.AGREED: "green",
    PlanState.CHANGING: "yellow",
    PlanState.DELIVERED: "turquoise",
    PlanState.SUSTAINING: "turquoise",
    PlanState.ASSURED: "purple",
    MilestoneState.PLANNED: "grey",
    MilestoneState.UNDERWAY: "blue",
    MilestoneState.COMPLETED: "turquoise",
    MilestoneState.VERIFIED: "green",
    MilestoneState.CANCELLED: "grey",
    ImportState.READ: "yellow",
    ImportState.CONFIRMED: "green",
    ImportState.DISCARDED: "grey",
    EvidenceState.RECEIVED: "grey",
    EvidenceState.SCANNING: "yellow",
    EvidenceState.AVAILABLE: "green",
    EvidenceState.REFUSED: "red",
    EvidenceState.WITHDRAWN: "grey",
}

# What fills the bars of the picture of a plan: GOV.UK's palette, each at least 3 to 1 against white.
FILLS: dict[Enum, str] = {
    MilestoneState.PLANNED: "#777a7d",
    MilestoneState.UNDERWAY: "#1d70b8",
    MilestoneState.COMPLETED: "#158187",
    MilestoneState.VERIFIED: "#0f7a52",
    MilestoneState.CANCELLED: "#8a8d90",
}
LATE_FILL = "#ca3535"


def label(value: Enum | None) -> str:
    """The words for a value of the vocabulary; a rating is its own words; nothing is nothing."""
    if value is None:
        return ""
    return LABELS.get(value, str(value.value))


def tag(value: Enum) -> str:
    """The class of a GOV.UK tag for a value."""
    colour = COLOURS.get(value, "grey")
    return f"govuk-tag govuk-tag--{colour}"


# The columns that the history of an item shows, in this order, by the names people know them by.
COLUMNS: dict[str, str] = {
    "name": "Name",
    "title": "Title",
    "text": "Text",
    "addressee": "Addressee",
    "published_on": "Published",
    "score": "Score",
    "max_score": "Maximum score",
    "overall_rating": "Overall rating",
    "isbn": "ISBN",
    "reinspection_earliest": "Next inspection from",
    "reinspection_latest": "Next inspection until",
    "owner_id": "Owner",
    "response": "Response",
    "agreed_part": "Part that is agreed",
    "response_reason": "Reason",
    "response_text": "Explanation",
    "success_measure": "Success measure",
    "weight": "Weight",
    "due_on": "Due",
    "due_source": "Date set by",
    "due_reason": "Where the date comes from",
    "on_behalf_of": "On behalf of",
    "evidence_expected": "Evidence expected",
    "is_embed": "Embed milestone",
    "keeps_people_safe": "Keeps people safe",
    "completion_note": "What was done",
    "cancel_reason": "Why it was cancelled",
    "state": "State",
    "role": "Role",
    "starts_on": "From",
    "ends_on": "To",
}
