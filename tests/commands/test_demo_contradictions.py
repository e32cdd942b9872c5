"""Plans of the sample data do not fit together in each way there is."""

from __future__ import annotations

import re
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.commands.conftest import TODAY
from tracker.domain.contradictions import Proof, Said, Work, contradictions
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import (
    MilestoneState,
    Response,
    Role,
)
from tracker.models import (
    Plan,
)
from tracker.queries import plan_work, recommendations
from tracker.queries.contradictions import of_plan as contradictions_of


def said_in_general(what: str) -> str:
    """A contradiction without the number, the name or the title in it."""
    return re.sub(r"(?<=owned by )[^,]+|\d+|“[^”]*”", "…", what)


# A plan with everything against it: each contradiction that there is.
AGAINST_ITSELF = (
    Said(
        Response.NOT_AGREED,
        TODAY,
        TODAY,
        0,
        [
            Work(1, MilestoneState.PLANNED, TODAY + timedelta(days=1), "Sam Wells", True, (2,)),
            Work(2, MilestoneState.PLANNED, TODAY + timedelta(days=2), "Sam Wells", False),
        ],
        [Proof("List", TODAY, TODAY - timedelta(days=1))],
        "Sam Wells",
    ),
    Said(Response.AGREED, TODAY, None, 0, [Work(1, MilestoneState.COMPLETED, TODAY, "Sam Wells", False)], []),
)


def test_plans_that_do_not_fit_together_say_so_in_each_way_there_is(sample: Session) -> None:
    by = Actor(None, "A test", (Held(Role.NATIONAL_LEAD),))
    said = set()
    for recommendation_id in sample.scalars(sa.select(Plan.recommendation_id)).all():
        found = recommendations.get_with_plan(sample, recommendation_id, seen_by=by, today=TODAY)
        assert found.plan is not None
        work = plan_work.of_plan(sample, found.plan, seen_by=by, today=TODAY)
        left = found.owner or "" if found.owner_has_left else ""
        told = contradictions_of(found.plan, work, owner_who_left=left, today=TODAY)
        said |= {said_in_general(one.what) for one in told}

    ways = {said_in_general(one.what) for plan in AGAINST_ITSELF for one in contradictions(plan, TODAY)}
    assert len(ways) == 8
    assert said == ways
