"""Recommendations and their plans: responses, agreement, changes, status and how sure people are."""

from __future__ import annotations

from tracker.domain.vocabulary import (
    Confidence,
    PlanChangeState,
    PlanState,
    PlanStatus,
    RecommendationState,
    Response,
    ResponseReason,
)
from tracker.web.labels.said import Said

PLANS: tuple[Said, ...] = (
    Said(RecommendationState.OPEN, "Open"),
    Said(RecommendationState.ASSURED, "Assured, awaiting inspection", "purple"),
    Said(RecommendationState.CLOSED, "Closed", "green"),
    Said(RecommendationState.SUPERSEDED, "Superseded"),
    Said(RecommendationState.REPEATED, "Repeated in a later report", "orange"),
    Said(Response.NONE, "No response yet"),
    Said(Response.AGREED, "Agreed", "green"),
    Said(Response.PARTLY_AGREED, "Partly agreed", "yellow"),
    Said(Response.NOT_AGREED, "Not agreed", "red"),
    Said(ResponseReason.COMMISSIONING, "Commissioning"),
    Said(ResponseReason.POLICY, "Policy"),
    Said(ResponseReason.OPERATIONAL, "Operational"),
    Said(ResponseReason.AFFORDABILITY, "Affordability"),
    Said(PlanState.DRAFT, "Draft"),
    Said(PlanState.SUBMITTED, "Submitted", "blue"),
    Said(PlanState.RETURNED, "Returned", "orange"),
    Said(PlanState.AGREED, "Agreed", "green"),
    Said(PlanState.CHANGING, "Being changed", "yellow"),
    Said(PlanState.DELIVERED, "Delivered", "turquoise"),
    Said(PlanState.SUSTAINING, "Sustaining", "turquoise"),
    Said(PlanState.ASSURED, "Assured, awaiting inspection", "purple"),
    Said(PlanChangeState.WRITING, "Being written"),
    Said(PlanChangeState.SUBMITTED, "Submitted", "blue"),
    Said(PlanChangeState.RETURNED, "Returned", "orange"),
    Said(PlanChangeState.AGREED, "Agreed", "green"),
    Said(PlanChangeState.DISCARDED, "Discarded"),
    Said(PlanStatus.DELIVERED, "Delivered", "green"),
    Said(PlanStatus.OFF_TRACK, "Off track", "red"),
    Said(PlanStatus.AT_RISK, "At risk", "orange"),
    Said(PlanStatus.NOT_STARTED, "Not started"),
    Said(PlanStatus.ON_TRACK, "On track", "blue"),
    Said(Confidence.ON_TRACK, "On track", "blue"),
    Said(Confidence.AT_RISK, "At risk", "orange"),
    Said(Confidence.OFF_TRACK, "Off track", "red"),
)
