"""How much waits for whoever is signed in, as the navigation of every page says it: kept by their browser for a minute.

To count takes as long as a page does where one decides for a whole region or nation, so it is not done for each. It is
done anew a minute later, after any form that this browser sends, and on the pages that show the very items.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, g, request, session

from tracker import clock
from tracker.domain.own_items import Kind
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.queries.item_counts import how_many
from tracker.web.requests import READING_METHODS

SECONDS_KEPT = 60
_KEY = "waiting"


def init_app(app: Flask) -> None:
    app.before_request(_forget_when_something_is_sent)


def waits(counts: Mapping[Kind, int]) -> None:
    """Says what a page has counted for itself, so that nothing else is asked."""
    g.waiting = dict(counts)
    numbers = {kind.name: count for kind, count in counts.items() if count}
    session[_KEY] = {"at": int(clock.now().timestamp()), "numbers": numbers}


def waiting_for(actor: Actor, *, afresh: bool) -> Mapping[Kind, int]:
    """How much of each kind waits for `actor`. One statement, or none where it was asked within the last minute.

    The answer to a form is given within a write transaction, which no count is to lengthen: it repeats what the browser
    knew before.
    """
    if "waiting" not in g:
        kept = _kept()
        if request.method in READING_METHODS and (afresh or kept is None):
            waits(how_many(db.session(), actor, today=clock.today()))
        else:
            g.waiting = kept or {}
    counts: Mapping[Kind, int] = g.waiting
    return counts


def _kept() -> Mapping[Kind, int] | None:
    """What this browser keeps; None where that is nothing, or a minute old."""
    kept = session.get(_KEY)
    if kept is None or not 0 <= clock.now().timestamp() - kept["at"] < SECONDS_KEPT:
        return None
    return {Kind[name]: count for name, count in kept["numbers"].items()}


def _forget_when_something_is_sent() -> None:
    if request.method not in READING_METHODS and _KEY in session:
        g.waiting = _kept() or {}
        del session[_KEY]
