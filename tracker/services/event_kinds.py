"""What can happen, as the history names it, and the words it is told in."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """Values are stored; `words` are shown: "Pat Jones responded to the recommendation"."""

    words: str

    def __new__(cls, value: str, words: str) -> EventKind:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    REGION_CREATED = "region.created", "added the region"
    UNIT_CREATED = "unit.created", "added the unit"
    ORGANISATION_CODED = "organisation.coded", "gave a region or unit its code"
    UNIT_ALIAS_ADDED = "unit.alias_added", "added another name of the unit"
    PERSON_ADDED = "person.added", "added the person"
    PERSON_ENDED = "person.ended", "ended the person's access"
    PASSWORD_LINK_MADE = "person.password_link_made", "made a link to choose a password"
    PASSWORD_CHOSEN = "person.password_chosen", "chose a password"
    ASSIGNMENT_BEGUN = "assignment.begun", "gave the person a role"
    ASSIGNMENT_ENDED = "assignment.ended", "ended a role of the person"
    PERSON_RETURNED = "person.returned", "gave the person access again"
    PASSWORD_REHASHED = "person.password_rehashed", "kept the password in a stronger form"
    SESSIONS_ENDED = "person.sessions_ended", "ended the person's sessions"
    SIGNED_IN = "session.signed_in", "signed in"
    SIGNED_OUT = "session.signed_out", "signed out"
    REPORT_READ = "report_import.read", "read a report"
    READING_MENDED = "report_import.mended", "mended a value that was read"
    REPORT_DISCARDED = "report_import.discarded", "discarded the reading"
    REPORT_CONFIRMED = "report_import.confirmed", "confirmed the reading"
    INSPECTION_CREATED = "inspection.created", "added the inspection"
    INSPECTION_CORRECTED = "inspection.corrected", "accepted changes from a corrected report"
    RECOMMENDATION_CREATED = "recommendation.created", "added the recommendation"
    RECOMMENDATION_CORRECTED = "recommendation.corrected", "accepted the corrected words"
    RECOMMENDATION_LINKED = "recommendation.linked", "said what the recommendation answers"
    PLAN_CREATED = "plan.created", "opened the plan"
    PLAN_EDITED = "plan.edited", "changed the plan"
    RESPONDED = "plan.responded", "responded to the recommendation"
    PLAN_SUBMITTED = "plan.submitted", "submitted the plan"
    PLAN_AGREED = "plan.agreed", "agreed the plan"
    PLAN_RETURNED = "plan.returned", "returned the plan"
    MILESTONE_ADDED = "milestone.added", "added the milestone"
    MILESTONE_EDITED = "milestone.edited", "changed the milestone"
    MILESTONE_STARTED = "milestone.started", "started the milestone"
    MILESTONE_COMPLETED = "milestone.completed", "reported the milestone done"
    MILESTONE_REOPENED = "milestone.reopened", "reopened the milestone"
    MILESTONE_CANCELLED = "milestone.cancelled", "cancelled the milestone"
    DATE_CHANGE_ASKED = "milestone.date_change_asked", "asked for another due date of the milestone"
    DATE_CHANGE_APPROVED = "milestone.date_change_approved", "approved another due date of the milestone"
    DATE_CHANGE_DECLINED = "milestone.date_change_declined", "declined another due date of the milestone"
    DATE_CHANGE_WITHDRAWN = "milestone.date_change_withdrawn", "withdrew the ask for another due date of the milestone"
    MEASURE_ADDED = "plan.measure_added", "added a measure of success"
    MEASURE_EDITED = "plan.measure_edited", "changed a measure of success"
    MEASURE_REMOVED = "plan.measure_removed", "took out a measure of success"
    READING_ADDED = "plan.reading_added", "added a reading of a measure"
    READING_CORRECTED = "plan.reading_corrected", "corrected a reading of a measure"
    MILESTONE_OVERDUE = "milestone.became_overdue", "recorded that the milestone became overdue"
    PLAN_OVERDUE = "plan.became_overdue", "recorded that the response became overdue"
    WINDOW_SET = "inspection.window_set", "set when the next inspection is expected"
    EVIDENCE_RECEIVED = "evidence.received", "uploaded evidence"
    EVIDENCE_EDITED = "evidence.edited", "changed what is said of the evidence"
    EVIDENCE_VERSION_RECEIVED = "evidence_version.received", "uploaded another version of the file"
    EVIDENCE_ACCEPTED = "evidence_version.accepted", "checked the file and made it available"
    EVIDENCE_WAITS = "evidence_version.waits", "left the file waiting for the virus scanner"
    EVIDENCE_REFUSED = "evidence_version.refused", "refused the file"
    EVIDENCE_WITHDRAWN = "evidence_version.withdrawn", "withdrew the file"
    EVIDENCE_READ = "evidence_version.read", "opened the file"
    CREDIT_LOST = "milestone.credit_lost", "took the credit of the milestone away"
    MILESTONE_REVIEWED = "milestone.reviewed", "reviewed the milestone"
    MILESTONE_VERIFIED = "milestone.verified", "decided on the milestone as inspector"
    PROGRESS_JUDGED = "progress_judgement.recorded", "recorded a judgement of progress"
    JUDGEMENT_RELEASED = "progress_judgement.released", "released the judgement of progress"
    VERDICT_GIVEN = "recommendation.verdict_given", "closed the recommendation with a verdict"
    VIEW_SAVED = "saved_view.saved", "saved a view"
    VIEW_DELETED = "saved_view.deleted", "deleted a saved view"
