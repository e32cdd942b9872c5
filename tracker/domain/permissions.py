"""Who may do what: one table of rules over an Actor and the Place of a thing. Every road asks here.

Source: product rules, section 1 (people). Rights are computed at each request from the assignments that hold
today, so they end the moment an assignment ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tracker.domain.errors import NotPermitted
from tracker.domain.lifecycles import UNAGREED
from tracker.domain.vocabulary import PlanState, Role

NATIONAL_ROLES = frozenset({Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD, Role.ADMINISTRATOR})


class Permission(StrEnum):
    """What an endpoint asks for. The first two ask nothing of a thing: anybody, or anybody signed in."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    SEE_UNIT = "see a unit"
    SEE_REGION = "see a region"
    SEE_INSPECTION = "see an inspection"
    SEE_EVIDENCE_ROOM = "see what was promised and what shows it"
    SEE_RECOMMENDATION = "see a recommendation"
    LINK_RECOMMENDATION = "say what a recommendation answers"
    NAME_OWNER = "name the owner of a recommendation"
    SEE_PLAN = "see a plan"
    RESPOND = "respond to a recommendation"
    EDIT_PLAN = "edit a plan"
    SUBMIT_PLAN = "submit a plan"
    SUBMIT_PLANS = "submit the plans of an inspection"
    AGREE_PLAN = "agree or return a plan"
    SEE_PLAN_CHANGE = "see what is to change in a plan"
    EDIT_MILESTONE = "edit a milestone"
    WORK_ON_MILESTONE = "report on a milestone"
    CANCEL_MILESTONE = "cancel a milestone"
    EDIT_BLOCKER = "say what blocks a milestone"
    ASK_DATE_CHANGE = "ask for another due date"
    WITHDRAW_DATE_CHANGE = "withdraw a date change"
    DECIDE_DATE_CHANGE = "decide on a date change"
    SEE_DATE_CHANGES = "see the date changes that wait for a decision"
    EDIT_MEASURES = "say how success is measured"
    ADD_READING = "add a reading"
    SEND_UPDATE = "send a progress update"
    SEE_COMMENTS = "see comments"
    COMMENT = "comment on a plan"
    UPLOAD_EVIDENCE = "upload evidence"
    SEE_EVIDENCE = "see evidence"
    EDIT_EVIDENCE = "change what is said of evidence"
    WITHDRAW_EVIDENCE = "withdraw evidence"
    REVIEW_MILESTONE = "review a milestone"
    VERIFY_MILESTONE = "verify a milestone"
    DECIDE_ON_MILESTONE = "decide on a milestone"
    SEE_REVIEWS = "see what waits for a decision"
    JUDGE_PROGRESS = "judge progress"
    GIVE_VERDICT = "give a verdict"
    EDIT_WINDOW = "say when the next inspection is expected"
    SEE_JOBS = "see what the scheduler did"
    IMPORT_REPORTS = "import reports"
    MANAGE_ORGANISATIONS = "manage regions and units"
    MANAGE_PEOPLE = "manage people and their assignments"


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment that holds today: the role and the id of its one scope (none for a national role)."""

    role: Role
    unit_id: int | None = None
    region_id: int | None = None
    inspection_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `person_id` is None for the service itself: a job, or an operator at the command line."""

    person_id: int | None
    name: str
    held: tuple[Held, ...] = ()

    @property
    def is_service(self) -> bool:
        return self.person_id is None

    def has(self, *roles: Role) -> bool:
        return any(held.role in roles for held in self.held)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing belongs: what the rules need to know of it, and nothing else."""

    unit_id: int | None = None
    region_id: int | None = None
    inspection_id: int | None = None
    owner_id: int | None = None
    person_id: int | None = None
    plan_state: PlanState | None = None
    is_for_subject: bool = False
    milestone_owner_id: int | None = None
    uploader_id: int | None = None
    is_restricted: bool = False
    asker_id: int | None = None
    needs_nation: bool = False


class Placed(Protocol):
    """Anything that says where it belongs."""

    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, slots=True)
class At:
    """Something of which only its place is known: enough for the rules."""

    place: Place


Predicate = Callable[[Actor, Place], bool]
NOWHERE = Place()


def works_in_unit(actor: Actor, place: Place) -> bool:
    return place.unit_id is not None and any(held.unit_id == place.unit_id for held in actor.held)


def heads_unit(actor: Actor, place: Place) -> bool:
    return place.unit_id is not None and any(
        held.role is Role.UNIT_HEAD and held.unit_id == place.unit_id for held in actor.held
    )


def leads_region(actor: Actor, place: Place) -> bool:
    return place.region_id is not None and any(held.region_id == place.region_id for held in actor.held)


def inspects(actor: Actor, place: Place) -> bool:
    return place.inspection_id is not None and any(held.inspection_id == place.inspection_id for held in actor.held)


def leads_nationally(actor: Actor, place: Place) -> bool:
    return actor.has(Role.NATIONAL_LEAD)


def assures(actor: Actor, place: Place) -> bool:
    return actor.has(Role.ASSURANCE_REVIEWER)


def administers(actor: Actor, place: Place) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def owns(actor: Actor, place: Place) -> bool:
    return place.owner_id is not None and place.owner_id == actor.person_id


def owns_milestone(actor: Actor, place: Place) -> bool:
    return place.milestone_owner_id is not None and place.milestone_owner_id == actor.person_id


def owns_nothing_of_it(actor: Actor, place: Place) -> bool:
    """Nobody reviews, agrees, verifies or closes what they own."""
    return not owns(actor, place) and not owns_milestone(actor, place)


def uploaded(actor: Actor, place: Place) -> bool:
    return place.uploader_id is not None and place.uploader_id == actor.person_id


def asked(actor: Actor, place: Place) -> bool:
    return place.asker_id is not None and place.asker_id == actor.person_id


def did_not_ask(actor: Actor, place: Place) -> bool:
    """Nobody decides on what they asked for."""
    return not asked(actor, place)


def region_decides(actor: Actor, place: Place) -> bool:
    """It need not go one level up."""
    return not place.needs_nation


def decides_dates(actor: Actor, place: Place) -> bool:
    """Holds a role that decides on date changes, wherever."""
    return actor.has(Role.REGIONAL_LEAD, Role.NATIONAL_LEAD)


def unrestricted(actor: Actor, place: Place) -> bool:
    return not place.is_restricted


def for_subject(actor: Actor, place: Place) -> bool:
    """The plan answers a recommendation to the very unit inspected, not to others named in its report."""
    return place.is_for_subject


def past_draft(actor: Actor, place: Place) -> bool:
    return place.plan_state is not None and place.plan_state not in UNAGREED


def decides(actor: Actor, place: Place) -> bool:
    """Holds a role that reviews or verifies, wherever."""
    return actor.has(*_DECIDING)


_DECIDING = (Role.REGIONAL_LEAD, Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD, Role.INSPECTOR)
_READERS = ((works_in_unit,), (leads_region,), (leads_nationally,), (assures,))
_WRITERS = ((heads_unit, for_subject), (owns, works_in_unit), (owns, leads_region), (owns, leads_nationally))
_WORKERS = (*_WRITERS, (owns_milestone, works_in_unit), (owns_milestone, leads_region))
_RESTRICTED_READERS = ((heads_unit,), (leads_region,), (assures,))
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
    Permission.LINK_RECOMMENDATION: ((heads_unit,), (leads_region,)),
    Permission.NAME_OWNER: ((administers,),),
    Permission.SEE_PLAN: (*_READERS, (inspects, past_draft)),
    Permission.RESPOND: _WRITERS,
    Permission.EDIT_PLAN: _WRITERS,
    Permission.SUBMIT_PLAN: _WRITERS,
    Permission.AGREE_PLAN: _AGREERS,
    Permission.EDIT_MILESTONE: _WRITERS,
    Permission.WORK_ON_MILESTONE: _WORKERS,
    Permission.CANCEL_MILESTONE: _AGREERS,
    Permission.EDIT_BLOCKER: (*_WORKERS, (leads_region,)),
    Permission.ASK_DATE_CHANGE: (*_WORKERS, (leads_region,)),
    Permission.SUBMIT_PLANS: ((heads_unit,), (leads_region,)),
    Permission.WITHDRAW_DATE_CHANGE: (
    Permission.SEE_PLAN_CHANGE: _READERS,
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
    Permission.SEND_UPDATE: (*_WRITERS, (works_in_unit, for_subject)),
    Permission.SEE_COMMENTS: _READERS,
    Permission.COMMENT: _READERS,
    Permission.UPLOAD_EVIDENCE: (*_WRITERS, (works_in_unit, for_subject)),
    Permission.SEE_EVIDENCE: (
        *((*row, unrestricted) for row in _READERS),
        (inspects, past_draft),
        (uploaded, works_in_unit),
        *_RESTRICTED_READERS,
    ),
    Permission.EDIT_EVIDENCE: (*_WRITERS, (uploaded, works_in_unit)),
    Permission.WITHDRAW_EVIDENCE: (*_WRITERS, (uploaded, works_in_unit)),
    Permission.REVIEW_MILESTONE: _REVIEWERS,
    Permission.VERIFY_MILESTONE: _VERIFIERS,
    Permission.DECIDE_ON_MILESTONE: (*_REVIEWERS, *_VERIFIERS),
    Permission.SEE_REVIEWS: ((decides,),),
    Permission.JUDGE_PROGRESS: ((inspects,),),
    Permission.GIVE_VERDICT: ((inspects, owns_nothing_of_it), (assures, owns_nothing_of_it)),
    Permission.EDIT_WINDOW: ((administers,),),
    Permission.SEE_JOBS: ((administers,),),
    Permission.IMPORT_REPORTS: ((administers,),),
    Permission.MANAGE_ORGANISATIONS: ((administers,),),
    Permission.MANAGE_PEOPLE: ((administers,),),
}


# What somebody answers for with their name: neither a job nor an operator at the command line does it.
ONLY_PEOPLE = frozenset(
    {
        Permission.AGREE_PLAN,
        Permission.REVIEW_MILESTONE,
        Permission.VERIFY_MILESTONE,
        Permission.DECIDE_ON_MILESTONE,
        Permission.DECIDE_DATE_CHANGE,
        Permission.JUDGE_PROGRESS,
        Permission.GIVE_VERDICT,
    }
)


def can(actor: Actor, permission: Permission, subject: Placed | None = None) -> bool:
    """Whether `actor` may do `permission` to `subject` (or to the service as a whole where there is none)."""
    if permission is Permission.PUBLIC:
        return True
    if permission is Permission.SIGNED_IN:
        return True
    if actor.is_service:
        return permission not in ONLY_PEOPLE
    place = subject.place if subject is not None else NOWHERE
    return any(all(predicate(actor, place) for predicate in row) for row in RULES[permission])


def require(actor: Actor, permission: Permission, subject: Placed | None = None) -> None:
    """Raises NotPermitted, in words, where `can` says no."""
    if not can(actor, permission, subject):
        raise NotPermitted(f"You cannot {permission.value}.")


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Whether some thing could exist to which `actor` may do this: what decides which links a page offers."""
    places = [
        Place(
            unit_id=held.unit_id,
            region_id=held.region_id,
            inspection_id=held.inspection_id,
            owner_id=mine,
            plan_state=PlanState.AGREED,
            is_for_subject=True,
            milestone_owner_id=mine,
            uploader_id=mine,
            asker_id=mine,
        )
        for held in actor.held
        for mine in (actor.person_id, None)
    ]
    return any(
        all(predicate(actor, place) for predicate in row)
        for place in (*places, NOWHERE)
        for row in RULES.get(permission, ())
    )


def scope_ids(actor: Actor, roles: Iterable[Role], scope: str) -> tuple[int, ...]:
    """The ids of one scope ("unit_id", "region_id", "inspection_id") in which `actor` holds one of `roles`."""
    wanted = frozenset(roles)
    return tuple(sorted({getattr(h, scope) for h in actor.held if h.role in wanted and getattr(h, scope) is not None}))
