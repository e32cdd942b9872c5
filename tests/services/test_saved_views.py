"""A search is kept once under a name of one's own, opened by others where it is shared, and deleted by its keeper."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person
from tracker.domain.errors import NotFound, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor
from tracker.models import SavedView
from tracker.queries import saved_views
from tracker.services.saved_views import MOST_VIEWS, delete_view, save_view

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


@pytest.fixture
def me(session: Session) -> Actor:
    return Actor(a_person(session).id, "Jo Keeper")


@pytest.fixture
def other(session: Session) -> Actor:
    return Actor(a_person(session).id, "Ola Other")


def save(
    session: Session, by: Actor, name: str = "Overdue", *, address: str = "due=overdue", shared: bool = False
) -> SavedView:
    return save_view(session, name=name, address=address, is_shared=shared, by=by, at=AT)


def test_pressed_twice_it_is_kept_once(session: Session, me: Actor) -> None:
    assert save(session, me) is save(session, me)
    assert [view.name for view in saved_views.own(session, me)] == ["Overdue"]


def test_a_name_is_used_once_by_each_person(session: Session, me: Actor, other: Actor) -> None:
    save(session, me)
    save(session, other)
    with pytest.raises(RuleBroken, match="of that name already"):
        save(session, me, address="due=week")


@pytest.mark.parametrize(("name", "words"), [("", "Enter a name"), ("x" * 81, "80 characters or fewer")])
def test_a_name_is_needed_and_short(session: Session, me: Actor, name: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        save(session, me, name)


def test_nobody_keeps_more_than_fifty(session: Session, me: Actor) -> None:
    for number in range(MOST_VIEWS):
        save(session, me, f"View {number}")
    with pytest.raises(RuleBroken, match="Delete one first"):
        save(session, me, "One more")


def test_others_open_it_only_where_it_is_shared(session: Session, me: Actor, other: Actor) -> None:
    shared, private = save(session, me, "Shared", shared=True), save(session, me, "Private")
    assert saved_views.get(session, shared.id, seen_by=other) is shared
    with pytest.raises(NotFound):
        saved_views.get(session, private.id, seen_by=other)


def test_only_who_keeps_it_deletes_it(session: Session, me: Actor, other: Actor) -> None:
    shared = save(session, me, shared=True)
    with pytest.raises(NotPermitted):
        delete_view(session, shared, by=other, at=AT)
    delete_view(session, shared, by=me, at=AT)
    assert saved_views.own(session, me) == []
