"""What people do beside their plans: they are away with a deputy, and keep searches. Days count from the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from tracker.commands.demo.days import at, working_days
from tracker.commands.demo.known import Known, Steps, step
from tracker.commands.demo.people import (
    BRYN_HOLLOWAY,
    ESTHER_QUILL,
    IMOGEN_TARRANT,
    JUDITH_MARSH,
    LEON_CASTELL,
    RAFAEL_OSEI,
    SUNITA_BEDI,
    SamplePerson,
)
from tracker.domain.london import london_date
from tracker.domain.searching import Due, Kind
from tracker.domain.vocabulary import MilestoneState, PlanStatus
from tracker.queries import absences
from tracker.services.absences import end_absence, set_absence
from tracker.services.saved_views import save_view


@dataclass(frozen=True, slots=True)
class Away:
    """Said `ago` working days before; `back` where they came back before the last day, in working days from now."""

    ago: int
    who: SamplePerson
    deputy: SamplePerson
    first: int
    last: int
    back: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A search kept, by what its form asks."""

    ago: int
    who: SamplePerson
    name: str
    asks: dict[str, str]
    is_shared: bool = False


# Over; over before its last day; now; to come.
AWAY = (
    Away(92, BRYN_HOLLOWAY, LEON_CASTELL, -90, -81),
    Away(24, SUNITA_BEDI, ESTHER_QUILL, -22, -14, back=-17),
    Away(5, IMOGEN_TARRANT, RAFAEL_OSEI, -3, 7),
    Away(2, LEON_CASTELL, BRYN_HOLLOWAY, 15, 24),
)
VIEWS = (
    View(20, JUDITH_MARSH, "Off track", {"status": PlanStatus.OFF_TRACK, "kind": Kind.RECOMMENDATION}, is_shared=True),
    View(12, RAFAEL_OSEI, "Due within a month", {"due": Due.MONTH, "kind": Kind.MILESTONE}),
    View(9, JUDITH_MARSH, "To be reviewed", {"state": MilestoneState.COMPLETED, "kind": Kind.MILESTONE}),
)


def besides(known: Known) -> Steps:
    for away in AWAY:
        yield at(working_days(known.today, -away.ago), 9, 30), step(known, partial(_set, away))
        if away.back is not None:
            yield at(working_days(known.today, away.back), 9, 30), step(known, partial(_end, away))
    for view in VIEWS:
        yield at(working_days(known.today, -view.ago), 9, 45), step(known, partial(_save, view))


def _set(away: Away, known: Known, session: Session, instant: datetime) -> None:
    set_absence(
        session,
        known.person(session, away.who),
        from_on=working_days(known.today, away.first),
        to_on=working_days(known.today, away.last),
        deputy_id=known.people[away.deputy],
        by=known.actor(session, away.who, instant),
        at=instant,
        today=london_date(instant),
    )


def _end(away: Away, known: Known, session: Session, instant: datetime) -> None:
    by, today = known.actor(session, away.who, instant), london_date(instant)
    (lasting,) = absences.not_over(session, known.people[away.who], today=today)
    absence = absences.get(session, lasting.id, seen_by=by, today=today)
    end_absence(session, absence, seen_revision=absence.revision, by=by, at=instant, today=today)


def _save(view: View, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, view.who, instant)
    save_view(session, name=view.name, address=urlencode(view.asks), is_shared=view.is_shared, by=by, at=instant)
