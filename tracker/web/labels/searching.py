"""What a search asks: kinds of thing, when they are due, and in which order they stand."""

from __future__ import annotations

from tracker.domain.searching import Due, Kind, Order
from tracker.web.labels.said import Said

SEARCHING: tuple[Said, ...] = (
    Said(Kind.RECOMMENDATION, "Recommendations"),
    Said(Kind.MILESTONE, "Milestones"),
    Said(Kind.EVIDENCE, "Evidence"),
    Said(Due.OVERDUE, "Overdue"),
    Said(Due.WEEK, "In the next 7 days"),
    Said(Due.MONTH, "In the next 30 days"),
    Said(Due.LATER, "Later than 30 days"),
    Said(Order.DUE, "Due date"),
    Said(Order.UNIT, "Unit"),
    Said(Order.TITLE, "Title"),
)
