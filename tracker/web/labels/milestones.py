"""Milestones, their dates, and what they wait for."""

from __future__ import annotations

from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeLevel,
    DateChangeState,
    DeadlineSource,
    MilestoneState,
    PeriodUnit,
    Whose,
)
from tracker.web.labels.said import Said

MILESTONES: tuple[Said, ...] = (
    Said(MilestoneState.PLANNED, "Planned"),
    Said(MilestoneState.UNDERWAY, "Underway", "blue"),
    Said(MilestoneState.COMPLETED, "Reported done", "turquoise"),
    Said(MilestoneState.VERIFIED, "Verified", "green"),
    Said(MilestoneState.CANCELLED, "Cancelled"),
    Said(Whose.POLICE, "Police"),
    Said(Whose.CHILDRENS_SERVICES, "Children’s services"),
    Said(Whose.RECRUITMENT, "Recruitment"),
    Said(Whose.ESTATES, "Estates"),
    Said(Whose.IT, "IT"),
    Said(Whose.COMMISSIONING, "Commissioning"),
    Said(Whose.COURTS, "Courts"),
    Said(Whose.OTHER, "Somebody else"),
    Said(BlockerState.OPEN, "Blocked", "orange"),
    Said(BlockerState.CLEARED, "Cleared"),
    Said(DateChangeState.ASKED, "Waiting for a decision", "yellow"),
    Said(DateChangeState.APPROVED, "Approved", "green"),
    Said(DateChangeState.DECLINED, "Declined", "red"),
    Said(DateChangeState.WITHDRAWN, "Withdrawn"),
    Said(DateChangeLevel.REGION, "Regional lead"),
    Said(DateChangeLevel.NATION, "National lead"),
    Said(DeadlineSource.INSPECTORATE, "HMI Probation"),
    Said(DeadlineSource.HMPPS, "HMPPS"),
    Said(DeadlineSource.REGION, "Region"),
    Said(DeadlineSource.UNIT, "Unit"),
    Said(PeriodUnit.WORKING_DAYS, "Working days"),
    Said(PeriodUnit.CALENDAR_DAYS, "Calendar days"),
    Said(PeriodUnit.MONTHS, "Months"),
)
