"""What is stored and the promises the database keeps. Importing this package registers every table."""

from tracker.models.base import Base
from tracker.models.deadline import Deadline
from tracker.models.event import Event, HistoryHead
from tracker.models.inspection import Finding, Inspection, KeyQuestionResult, StandardRating
from tracker.models.organisation import Region, Unit, UnitAlias
from tracker.models.person import Assignment, Identity, Person
from tracker.models.plan import Plan
from tracker.models.recommendation import Recommendation
from tracker.models.report_import import ReportImport
from tracker.models.session import BrowserSession, LoginAttempt

__all__ = [
    "Assignment",
    "Base",
    "BrowserSession",
    "Deadline",
    "Event",
    "Finding",
    "HistoryHead",
    "Identity",
    "Inspection",
    "KeyQuestionResult",
    "LoginAttempt",
    "Person",
    "Plan",
    "Recommendation",
    "Region",
    "ReportImport",
    "StandardRating",
    "Unit",
    "UnitAlias",
]
