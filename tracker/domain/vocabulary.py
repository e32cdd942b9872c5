"""Every list of words the service uses, in the field's own terms. Stored and shown in lists by these values."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """What the inspectorate published about a standard or an inspection. Values are the published words."""

    INADEQUATE = "Inadequate"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    GOOD = "Good"
    OUTSTANDING = "Outstanding"


class SubjectKind(StrEnum):
    """What a report is about."""

    PDU = "pdu"
    REGION = "region"
    YOUTH_JUSTICE_SERVICE = "youth_justice_service"
    THEMATIC = "thematic"
    OTHER = "other"


class FindingKind(StrEnum):
    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    OBSERVATION = "observation"


class Role(StrEnum):
    """What a person does here (product rule: an assignment is a role in one scope, from a date to a date)."""

    UNIT_HEAD = "unit_head"
    CONTRIBUTOR = "contributor"
    REGIONAL_LEAD = "regional_lead"
    ASSURANCE_REVIEWER = "assurance_reviewer"
    INSPECTOR = "inspector"
    NATIONAL_LEAD = "national_lead"
    ADMINISTRATOR = "administrator"


class Response(StrEnum):
    """What the service says to a recommendation. Separate from progress."""

    NONE = "none"
    AGREED = "agreed"
    PARTLY_AGREED = "partly_agreed"
    NOT_AGREED = "not_agreed"


class ResponseReason(StrEnum):
    """Why a recommendation, or a part of it, is not agreed."""

    COMMISSIONING = "commissioning"
    POLICY = "policy"
    OPERATIONAL = "operational"
    AFFORDABILITY = "affordability"


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    CHANGING = "changing"
    DELIVERED = "delivered"
    SUSTAINING = "sustaining"
    ASSURED = "assured"


class RecommendationState(StrEnum):
    OPEN = "open"
    ASSURED = "assured"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"


class ImportState(StrEnum):
    READ = "read"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class InspectionKind(StrEnum):
    FIRST = "first"
    REINSPECTION = "reinspection"


class DeadlineSource(StrEnum):
    """Who set a deadline."""

    INSPECTORATE = "inspectorate"
    HMPPS = "hmpps"
    REGION = "region"
    UNIT = "unit"


class PeriodUnit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


class UnitKind(StrEnum):
    """What kind of service a unit is; the same words as the kinds of a report's subject."""

    PDU = "pdu"
    YOUTH_JUSTICE_SERVICE = "youth_justice_service"


# The subjects of reports that are units, and which kind each is; a region and a theme are none.
UNIT_KINDS = {
    SubjectKind.PDU: UnitKind.PDU,
    SubjectKind.YOUTH_JUSTICE_SERVICE: UnitKind.YOUTH_JUSTICE_SERVICE,
}


class IdentityKind(StrEnum):
    """How a person proves who they are."""

    PASSWORD = "password"  # noqa: S105 (a word, not a password)
    ISSUER = "issuer"


class SessionEnd(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"
    ROLE_CHANGED = "role_changed"
    DEACTIVATED = "deactivated"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    ENDED_BY_ADMINISTRATOR = "ended_by_administrator"
