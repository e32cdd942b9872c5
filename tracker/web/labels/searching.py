"""What a search asks: kinds of thing, when they are due, and in which order they stand."""

from __future__ import annotations

from tracker.domain.searching import Due, FoundIn, Kind, Order
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
    Said(FoundIn.TITLE, "the title"),
    Said(FoundIn.ADDRESSEE, "who it is addressed to"),
    Said(FoundIn.RESPONSE, "the response"),
    Said(FoundIn.SUCCESS, "what success is"),
    Said(FoundIn.EXPECTED, "what evidence is expected"),
    Said(FoundIn.ON_BEHALF_OF, "who it is done for"),
    Said(FoundIn.SHOWS, "what the evidence shows"),
    Said(FoundIn.MEASURE, "a measure"),
    Said(FoundIn.BLOCKER, "a blocker"),
    Said(FoundIn.UPDATE, "a progress update"),
    Said(FoundIn.COMMENT, "a comment"),
    Said(FoundIn.PLACE, "the name of the unit or inspection"),
)
