"""What fills the bars of the picture of a plan: GOV.UK's palette, each at least 3 to 1 against white."""

from __future__ import annotations

from tracker.domain.vocabulary import MilestoneState

FILLS: dict[MilestoneState, str] = {
    MilestoneState.PLANNED: "#777a7d",
    MilestoneState.UNDERWAY: "#1d70b8",
    MilestoneState.COMPLETED: "#158187",
    MilestoneState.VERIFIED: "#0f7a52",
    MilestoneState.CANCELLED: "#8a8d90",
}
LATE_FILL = "#ca3535"
CASES_FILL, VISIT_FILL = "#fff7bf", "#f4cce9"  # behind the bars: tints of GOV.UK's yellow and magenta
