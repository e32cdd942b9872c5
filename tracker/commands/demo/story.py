"""What happened, in date order, each step through the service's own verbs by the person who would have done it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from tracker.commands.demo.answering import answering
from tracker.commands.demo.clockwork import ticks
from tracker.commands.demo.days import at, working_days
from tracker.commands.demo.founding import beginnings, comings_and_goings, imports
from tracker.commands.demo.known import Known, Steps
from tracker.commands.demo.repeating import repeating
from tracker.commands.demo.reports import Report, ReportFile
from tracker.commands.demo.river.besides import besides
from tracker.commands.demo.river.stage import Act, Props, Stage
from tracker.commands.demo.river.tables import RIVER


def tell(known: Known, files: tuple[ReportFile, ...], readings: Mapping[Report, Mapping[str, object]]) -> None:
    """Does every step at its instant, each in a transaction of its own. `readings` is what was read from each file."""
    published = {file.report: file.published_on for file in files}
    steps = [
        *beginnings(known),
        *comings_and_goings(known),
        *imports(known, files, readings),
        *answering(known, published),
        *repeating(known),
        *_river(known),
        *besides(known),
        *ticks(known),
    ]
    for instant, step in sorted(steps, key=lambda one: one[0]):
        step(instant)


def _river(known: Known) -> Steps:
    """The acts of a plan in the order of its table, some minutes apart where several fall on one day."""
    for (report, place), acts in RIVER.items():
        props = Props()
        for minute, act in enumerate(acts):
            instant = at(working_days(known.today, -act.ago), 10) + timedelta(minutes=7 * minute)
            yield instant, partial(_play, known, report, place, props, act)


def _play(known: Known, report: Report, place: int, props: Props, act: Act, instant: datetime) -> None:
    with known.transactions.read() as session:
        which = known.recommendation_id(session, report, place)
    act.do(Stage(known.transactions, known.storage, known.people, which, props, act.by, instant, known.today))
