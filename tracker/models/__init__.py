"""What is stored and the promises the database keeps. Importing this package registers every table."""

from tracker.models.absence import Absence
from tracker.models.base import Base
from tracker.models.blocker import Blocker
from tracker.models.comment import Comment, Mention
from tracker.models.date_change import DateChange
from tracker.models.deadline import Deadline
from tracker.models.decision import DecidedVersion, Decision
from tracker.models.dependency import MilestoneDependency
from tracker.models.event import Event, HistoryHead
from tracker.models.evidence import Evidence, EvidenceVersion
from tracker.models.handover import Handover, HandoverItem
from tracker.models.inspection import Finding, Inspection, KeyQuestionResult, StandardRating
from tracker.models.job import JobRun, Lease, OverdueMark
from tracker.models.judgement import ProgressJudgement, Verdict
from tracker.models.measure import Measure, Reading
from tracker.models.milestone import Milestone
from tracker.models.organisation import Region, Unit, UnitAlias
from tracker.models.person import Assignment, Identity, Person
from tracker.models.plan import Plan, PlanVersion
from tracker.models.plan_change import PlanChange
from tracker.models.recommendation import Recommendation
from tracker.models.replacement import MilestoneReplacement
from tracker.models.report_import import ReportImport
from tracker.models.saved_view import SavedView
from tracker.models.score import Score
from tracker.models.sent_form import SentForm
from tracker.models.session import BrowserSession, LoginAttempt
from tracker.models.update import ProgressUpdate

__all__ = [
    "Absence",
    "Assignment",
    "Base",
    "Blocker",
    "BrowserSession",
    "Comment",
    "DateChange",
    "Deadline",
    "DecidedVersion",
    "Decision",
    "Event",
    "Evidence",
    "EvidenceVersion",
    "Finding",
    "Handover",
    "HandoverItem",
    "HistoryHead",
    "Identity",
    "Inspection",
    "JobRun",
    "KeyQuestionResult",
    "Lease",
    "LoginAttempt",
    "Measure",
    "Mention",
    "Milestone",
    "MilestoneDependency",
    "MilestoneReplacement",
    "OverdueMark",
    "Person",
    "Plan",
    "PlanChange",
    "PlanVersion",
    "ProgressJudgement",
    "ProgressUpdate",
    "Reading",
    "Recommendation",
    "Region",
    "ReportImport",
    "SavedView",
    "Score",
    "SentForm",
    "StandardRating",
    "Unit",
    "UnitAlias",
    "Verdict",
]
