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


class PlanChangeState(StrEnum):
    """Where a change of an agreed plan stands. The first three are open: the plan is being changed."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    DISCARDED = "discarded"


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


class MilestoneState(StrEnum):
    PLANNED = "planned"
    UNDERWAY = "underway"
    COMPLETED = "completed"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


class EvidenceKind(StrEnum):
    """What a file shows; each kind has a shelf life (domain/scoring.py)."""

    PRACTICE_AUDIT = "practice_audit"
    CASE_SAMPLE = "case_sample"
    TRAINING_LIST = "training_list"
    POLICY = "policy"
    MINUTES = "minutes"
    DATA = "data"
    OTHER = "other"


class EvidenceState(StrEnum):
    """Where a version of a file stands. Only `available` is ever served or counted."""

    RECEIVED = "received"
    SCANNING = "scanning"
    AVAILABLE = "available"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DecisionLevel(StrEnum):
    """Review is by HMPPS, verification by an inspector."""

    REVIEW = "review"
    VERIFICATION = "verification"


class DecisionOutcome(StrEnum):
    SUFFICIENT = "sufficient"
    PARTLY = "partly"
    INSUFFICIENT = "insufficient"


class DateChangeState(StrEnum):
    """Where an ask for another due date stands. Only an approved one moves the date."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DateChangeLevel(StrEnum):
    """Who decides on it: the regional lead, or one level up."""

    REGION = "region"
    NATION = "nation"


class Whose(StrEnum):
    """Who has to answer before a milestone can go on."""

    POLICE = "police"
    CHILDRENS_SERVICES = "childrens_services"
    RECRUITMENT = "recruitment"
    ESTATES = "estates"
    IT = "it"
    COMMISSIONING = "commissioning"
    COURTS = "courts"
    OTHER = "other"


class BlockerState(StrEnum):
    OPEN = "open"
    CLEARED = "cleared"


class PlanStatus(StrEnum):
    DELIVERED = "delivered"
    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"


class Confidence(StrEnum):
    """What somebody who works on a plan thinks of its delivery. Their word, not the status that is worked out."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class Progress(StrEnum):
    """The words of HMI Prisons' independent reviews of progress, for each of the two axes."""

    NO_MEANINGFUL = "no_meaningful_progress"
    INSUFFICIENT = "insufficient_progress"
    REASONABLE = "reasonable_progress"
    GOOD = "good_progress"


class VerdictWord(StrEnum):
    ACHIEVED = "achieved"
    PARTIALLY_ACHIEVED = "partially_achieved"
    NOT_ACHIEVED = "not_achieved"
