"""The words and colours of every state. Templates never decide either."""

from __future__ import annotations

from enum import Enum

from tracker.domain.vocabulary import (
    DeadlineSource,
    FindingKind,
    IdentityKind,
    ImportState,
    InspectionKind,
    PeriodUnit,
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
    RecommendationState.OPEN: "Open",
    RecommendationState.ASSURED: "Assured, awaiting inspection",
    RecommendationState.CLOSED: "Closed",
    RecommendationState.SUPERSEDED: "Superseded",
    RecommendationState.REPEATED: "Repeated in a later report",
    ImportState.READ: "To be checked",
    ImportState.CONFIRMED: "Confirmed",
    ImportState.DISCARDED: "Discarded",
    DeadlineSource.INSPECTORATE: "HMI Probation",
    DeadlineSource.HMPPS: "HMPPS",
    DeadlineSource.REGION: "Region",
    DeadlineSource.UNIT: "Unit",
    PeriodUnit.WORKING_DAYS: "Working days",
    PeriodUnit.CALENDAR_DAYS: "Calendar days",
    PeriodUnit.MONTHS: "Months",
    InspectionKind.FIRST: "First inspection",
    InspectionKind.REINSPECTION: "Reinspection",
    IdentityKind.PASSWORD: "Password",
    IdentityKind.ISSUER: "Single sign-on",
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
    RecommendationState.ASSURED: "purple",
    RecommendationState.CLOSED: "green",
    RecommendationState.REPEATED: "orange",
    ImportState.READ: "yellow",
    ImportState.CONFIRMED: "green",
    ImportState.DISCARDED: "grey",
}


def label(value: Enum | None) -> str:
    """The words for a value of the vocabulary; a rating is its own words; nothing is nothing."""
    if value is None:
        return ""
    return LABELS.get(value, str(value.value))


def role_label(role: Role, unit_kind: UnitKind | None) -> str:
    """The words for a role in a unit of some kind; None where the role is not in a unit."""
    if role is Role.UNIT_HEAD and unit_kind is UnitKind.YOUTH_JUSTICE_SERVICE:
        return "Head of service"
    return label(role)


def tag(value: Enum) -> str:
    """The class of a GOV.UK tag for a value."""
    colour = COLOURS.get(value, "grey")
    return f"govuk-tag govuk-tag--{colour}"


# The columns that the history of an item names, in this order, by the names people know them by.
COLUMNS: dict[str, str] = {
    "item": "Item",
    "name": "Name",
    "title": "Title",
    "email": "Email address",
    "kind": "Kind",
    "subject_kind": "Kind of inspection",
    "delius_code": "Code",
    "code": "Code",
    "number": "Number",
    "addressee": "Addressee",
    "is_for_subject": "For the unit or region inspected",
    "text": "Text",
    "unit_id": "Unit",
    "region_id": "Region",
    "inspection_id": "Inspection",
    "framework_key": "Framework",
    "published_on": "Published",
    "fieldwork_started_on": "Fieldwork started",
    "fieldwork_day_known": "Day of fieldwork is known",
    "score": "Score",
    "max_score": "Maximum score",
    "overall_rating": "Overall rating",
    "rating": "Rating",
    "counts_towards_overall": "Counts towards the overall rating",
    "question": "Key question",
    "percentage": "Cases judged ‘Yes’, in per cent",
    "isbn": "ISBN",
    "person_id": "Person",
    "owner_id": "Owner",
    "response": "Response",
    "agreed_part": "Part that is agreed",
    "response_reason": "Reason",
    "response_text": "Explanation",
    "responded_at": "Responded on",
    "responded_by_id": "Responded by",
    "success_measure": "Success measure",
    "sustain_months": "Months to sustain",
    "due_on": "Due",
    "state": "State",
    "role": "Role",
    "assignment.starts_on": "From",
    "deadline.starts_on": "Counted from",
    "ends_on": "To",
    "ended_at": "Ended",
    "successor_id": "Followed by",
    "standards": "Standards",
    "key_questions": "Key questions",
    "findings": "Findings",
    "ordinal": "Place in the report",
    "file_name": "File",
    "size": "Size in bytes",
    "read_at": "Read on",
    "read_by_id": "Read by",
    "closed_at": "Closed on",
    "closed_by_id": "Closed by",
    "password_hash": "Password",
    "setup_token_hash": "Link to choose a password",
    "setup_expires_at": "Link works until",
    "plan_due_number": "Plans are due after",
    "plan_due_unit": "Counted in",
}

# What the rows are called that an entry of the history covers: one, several.
THINGS: dict[str, tuple[str, str]] = {
    "deadline": ("Due", "Due"),
    "unit_alias": ("Other name", "Other names"),
    "standard_rating": ("Standard", "Standards"),
    "key_question_result": ("Key question", "Key questions"),
    "finding": ("Finding", "Findings"),
    "identity": ("Way of signing in", "Ways of signing in"),
    "assignment": ("Role", "Roles"),
    "person": ("Person", "People"),
    "unit": ("Unit", "Units"),
    "region": ("Region", "Regions"),
    "inspection": ("Inspection", "Inspections"),
}
