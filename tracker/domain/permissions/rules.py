"""The table: for each permission any of some rows, and of a row all of its predicates."""

from __future__ import annotations

from tracker.domain.permissions.predicates import (
    Predicate,
    administers,
    asked,
    assures,
    decides,
    decides_dates,
    did_not_ask,
    for_subject,
    heads_unit,
    inspects,
    is_the_person,
    leads_nationally,
    leads_region,
    owns,
    owns_milestone,
    owns_nothing_of_it,
    past_draft,
    region_decides,
    stands_in,
    unrestricted,
    uploaded,
    works_in_unit,
)
from tracker.domain.permissions.words import Permission

_READERS = ((works_in_unit,), (leads_region,), (leads_nationally,), (assures,))
_WRITERS = ((heads_unit, for_subject), (owns, works_in_unit), (owns, leads_region), (owns, leads_nationally))
_MILESTONE_OWNERS = (
    (owns_milestone, works_in_unit),
    (owns_milestone, leads_region),
    (owns_milestone, leads_nationally),
)
_UPLOADERS = ((uploaded, works_in_unit), (uploaded, leads_region), (uploaded, leads_nationally))
_WORKERS = (
    *_WRITERS,
    *_MILESTONE_OWNERS,
    (stands_in, works_in_unit),
    (stands_in, leads_region),
)
# Whoever may review a plan reads all of its evidence, national leads too: nobody decides on what they cannot open.
_RESTRICTED_READERS = ((heads_unit,), (leads_region,), (leads_nationally,), (assures,))
_AGREERS = ((leads_region, owns_nothing_of_it), (leads_nationally, owns_nothing_of_it))
_REVIEWERS = (*_AGREERS, (assures, owns_nothing_of_it))
_VERIFIERS = ((inspects, past_draft, owns_nothing_of_it),)

# Any of the rows; all of a row's predicates.
RULES: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.SEE_UNIT: (*_READERS, (administers,)),
    Permission.SEE_REGION: ((leads_region,), (leads_nationally,), (assures,)),
    Permission.SEE_INSPECTION: (*_READERS, (inspects,), (administers,)),
    Permission.SEE_EVIDENCE_ROOM: ((leads_region,), (leads_nationally,), (assures,), (inspects,)),
    Permission.SEE_RECOMMENDATION: (*_READERS, (inspects,), (administers,)),
    Permission.LINK_REPEAT: ((leads_region,), (leads_nationally,), (administers,)),
    Permission.LINK_RECOMMENDATION: ((heads_unit,), (leads_region,)),
    Permission.NAME_OWNER: ((administers,),),
    Permission.SEE_PLAN: (*_READERS, (inspects, past_draft)),
    Permission.RESPOND: _WRITERS,
    Permission.EDIT_PLAN: _WRITERS,
    Permission.EDIT_PLAN_DEADLINE: (*_AGREERS, (administers,)),
    Permission.SUBMIT_PLAN: _WRITERS,
    Permission.SUBMIT_PLANS: ((heads_unit,), (leads_region,)),
    Permission.AGREE_PLAN: _AGREERS,
    Permission.CHANGE_PLAN: _WRITERS,
    Permission.DELIVER_PLAN: _WRITERS,
    Permission.ASSURE_PLAN: _AGREERS,
    Permission.SEE_PLAN_CHANGE: _READERS,
    Permission.EDIT_MILESTONE: _WRITERS,
    Permission.WORK_ON_MILESTONE: _WORKERS,
    Permission.CANCEL_MILESTONE: _AGREERS,
    Permission.EDIT_BLOCKER: (*_WORKERS, (leads_region,)),
    Permission.ASK_DATE_CHANGE: (*_WORKERS, (leads_region,)),
    Permission.WITHDRAW_DATE_CHANGE: (
        *_WRITERS,
        (asked, works_in_unit),
        (asked, leads_region),
        (asked, leads_nationally),
    ),
    Permission.DECIDE_DATE_CHANGE: (
        (leads_region, region_decides, did_not_ask, owns_nothing_of_it),
        (leads_nationally, did_not_ask, owns_nothing_of_it),
    ),
    Permission.SEE_DATE_CHANGES: ((decides_dates,),),
    Permission.EDIT_MEASURES: _WRITERS,
    Permission.ADD_READING: (*_WRITERS, (works_in_unit, for_subject)),
    Permission.SEND_UPDATE: (*_WORKERS, (works_in_unit, for_subject)),
    Permission.SEE_COMMENTS: _READERS,
    Permission.COMMENT: _READERS,
    Permission.SET_ABSENCE: ((is_the_person,), (heads_unit,), (leads_region,)),
    Permission.UPLOAD_EVIDENCE: (*_WRITERS, (works_in_unit, for_subject), *_MILESTONE_OWNERS, *_UPLOADERS),
    Permission.SEE_EVIDENCE: (
        *((*row, unrestricted) for row in _READERS),
        (inspects, past_draft),
        (uploaded, works_in_unit),
        *_RESTRICTED_READERS,
    ),
    Permission.EDIT_EVIDENCE: (*_WRITERS, *_UPLOADERS),
    Permission.WITHDRAW_EVIDENCE: (*_WRITERS, *_UPLOADERS),
    Permission.REVIEW_MILESTONE: _REVIEWERS,
    Permission.VERIFY_MILESTONE: _VERIFIERS,
    Permission.DECIDE_ON_MILESTONE: (*_REVIEWERS, *_VERIFIERS),
    Permission.SEE_REVIEWS: ((decides,),),
    Permission.JUDGE_PROGRESS: ((inspects,),),
    Permission.GIVE_VERDICT: ((inspects, owns_nothing_of_it), (assures, owns_nothing_of_it)),
    Permission.EDIT_WINDOW: ((administers,),),
    Permission.SEE_UNIT_PEOPLE: ((administers,), (heads_unit,), (leads_region,)),
    Permission.HAND_OVER: ((administers,), (heads_unit, for_subject), (leads_region,)),
    Permission.ACCEPT_HANDOVER: ((is_the_person,),),
    Permission.SEE_JOBS: ((administers,),),
    Permission.IMPORT_REPORTS: ((administers,),),
    Permission.MANAGE_ORGANISATIONS: ((administers,),),
    Permission.MANAGE_PEOPLE: ((administers,),),
}


# What somebody answers for with their name: neither a job nor an operator at the command line does it.
ONLY_PEOPLE = frozenset(
    {
        Permission.AGREE_PLAN,
        Permission.CHANGE_PLAN,
        Permission.DELIVER_PLAN,
        Permission.ASSURE_PLAN,
        Permission.WORK_ON_MILESTONE,
        Permission.CANCEL_MILESTONE,
        Permission.WITHDRAW_EVIDENCE,
        Permission.REVIEW_MILESTONE,
        Permission.VERIFY_MILESTONE,
        Permission.DECIDE_ON_MILESTONE,
        Permission.DECIDE_DATE_CHANGE,
        Permission.JUDGE_PROGRESS,
        Permission.GIVE_VERDICT,
    }
)
