"""Which kinds of items can need a person now: the page of their items and the counts of the navigation ask here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from tracker.domain.london import LONDON
from tracker.domain.permissions import Actor, Permission, can, may_ever
from tracker.domain.vocabulary import Role


class Kind(StrEnum):
    """What there is to do. Source: product rules, section 10 (everyone), and what each role comes for (section 1)."""

    MILESTONES = "milestones that are overdue or due soon"
    PLANS = "plans to respond to, to submit or to change"
    JUDGED = "milestones whose evidence was not found sufficient"
    DECLINED = "date changes that were declined"
    TO_REVIEW = "reviews"
    TO_VERIFY = "verifications"
    DATE_CHANGES = "date changes to decide"
    TO_AGREE = "plans to agree or return"
    DELIVERED = "delivered plans to be sustained or assured"
    MENTIONED = "comments that mention them"
    HANDED_OVER = "handovers to accept"
    WITHOUT_OWNER = "what nobody at work owns"
    NOT_ACCEPTED = "handovers that others have not accepted"
    READINGS = "reports to check"
    OWNERLESS = "recommendations without an owner"


class Urgency(IntEnum):
    """In which order what there is to do is shown."""

    OVERDUE = 1
    ANSWERED = 2  # others have done their part
    AWAITED = 3  # others cannot go on
    DUE = 4
    LATER = 5  # nothing to do yet


_OF_EVERYBODY = (Kind.MILESTONES, Kind.PLANS, Kind.JUDGED, Kind.DECLINED, Kind.MENTIONED, Kind.HANDED_OVER)
_ANSWERS_ARE_NEWS_FOR = timedelta(days=14)
_REVIEWERS = (Role.REGIONAL_LEAD, Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD)
_ANSWER_FOR_OTHERS = (Role.UNIT_HEAD, Role.REGIONAL_LEAD)


def kinds_for(actor: Actor) -> frozenset[Kind]:
    """Those that can need `actor`, by the roles they hold today."""
    by_role = {
        Kind.TO_REVIEW: actor.has(*_REVIEWERS),
        Kind.TO_VERIFY: actor.has(Role.INSPECTOR),
        Kind.DATE_CHANGES: can(actor, Permission.SEE_DATE_CHANGES),
        Kind.TO_AGREE: may_ever(actor, Permission.AGREE_PLAN),
        Kind.DELIVERED: may_ever(actor, Permission.ASSURE_PLAN),
        Kind.WITHOUT_OWNER: actor.has(*_ANSWER_FOR_OTHERS),
        Kind.NOT_ACCEPTED: actor.has(*_ANSWER_FOR_OTHERS),
        Kind.READINGS: can(actor, Permission.IMPORT_REPORTS),
        Kind.OWNERLESS: can(actor, Permission.NAME_OWNER),
    }
    return frozenset([*_OF_EVERYBODY, *(kind for kind, holds in by_role.items() if holds)])


def answers_since(today: date) -> datetime:
    """The instant since when an answer that leaves nothing to do is still news: two weeks ago, as days in London."""
    return datetime.combine(today - _ANSWERS_ARE_NEWS_FOR, time.min, LONDON).astimezone(UTC)
