"""An ask for another due date ends with the work it is about, so that it neither waits for ever nor is in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.support.date_change_verbs import approve, ask, head, lead, milestone, nation, plan
from tests.support.milestone_verbs import cancel, complete, reopen, start
from tracker.domain.errors import InvalidMove
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DateChangeState
from tracker.models import Milestone

__all__ = ["head", "lead", "milestone", "nation", "plan"]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (complete, "Lapsed when the milestone was reported done."),
        (cancel, "Lapsed when the milestone was cancelled."),
    ],
)
def test_it_lapses_when_the_milestone_is_done_or_cancelled_and_the_entry_says_so(
    session: Session, milestone: Milestone, head: Actor, lead: Actor, end: Callable[..., Any], words: str
) -> None:
    change = ask(session, milestone, head)
    session.info.clear()  # what the test itself made
    by = lead if end is cancel else head
    end(session, milestone, by)
    assert (change.state, change.note, change.withdrawn_by_id) == (DateChangeState.WITHDRAWN, words, by.person_id)
    entry = session.info["history: to be appended"][-1]
    assert entry["before"][f"date_change {change.id}"]["state"] == "asked"
    assert entry["after"][f"date_change {change.id}"]["note"] == words
    assert change not in session.info["history: changed and not yet recorded"]


def test_what_lapsed_is_not_decided_on_any_more(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    change = ask(session, milestone, head)
    complete(session, milestone, head)
    with pytest.raises(InvalidMove, match="withdrawn or lapsed"):
        approve(session, change, lead)


def test_reopened_it_may_be_asked_anew(session: Session, milestone: Milestone, head: Actor) -> None:
    ask(session, milestone, head)
    complete(session, milestone, head)
    reopen(session, milestone, head)
    assert ask(session, milestone, head).state is DateChangeState.ASKED


def test_what_was_decided_stays_decided_and_started_work_still_waits(
    session: Session, milestone: Milestone, head: Actor, lead: Actor, nation: Actor
) -> None:
    approved = ask(session, milestone, head)
    approve(session, approved, lead)
    waiting = ask(session, milestone, head, to_on=approved.to_on.replace(month=12))
    start(session, milestone, head)
    assert waiting.state is DateChangeState.ASKED
    complete(session, milestone, head)
    assert (approved.state, waiting.state) == (DateChangeState.APPROVED, DateChangeState.WITHDRAWN)
