"""What the second report on a unit repeats of the first. Nobody says so of a plan that they own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from tracker.commands.demo.days import at, working_days
from tracker.commands.demo.known import Known, Steps, step
from tracker.commands.demo.people import ADMINISTRATOR, OWEN_THACKRAY, SamplePerson
from tracker.commands.demo.reports import Report
from tracker.queries import recommendations
from tracker.services.repeats import say_repeats


@dataclass(frozen=True, slots=True)
class Repeat:
    """A recommendation of the later report repeats one of the earlier, both by their places from 1."""

    ago: int
    by: SamplePerson
    later: int
    earlier: int


EARLIER, LATER = Report.SALTMARSH, Report.SALTMARSH_AGAIN
# One that was closed as not achieved, and one that was open still.
REPEATS = (Repeat(31, OWEN_THACKRAY, 1, 3), Repeat(30, ADMINISTRATOR, 4, 5))


def repeating(known: Known) -> Steps:
    for repeat in REPEATS:
        yield at(working_days(known.today, -repeat.ago), 16), step(known, partial(_say, repeat))


def _say(repeat: Repeat, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, repeat.by, instant)
    later_id = known.recommendation_id(session, LATER, repeat.later)
    later = recommendations.get(session, later_id, seen_by=by)
    earlier_id = known.recommendation_id(session, EARLIER, repeat.earlier)
    say_repeats(session, later, earlier_id, seen_revision=later.revision, by=by, at=instant)
