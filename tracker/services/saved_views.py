"""Keeping a search by a name, and letting it go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Person, SavedView
from tracker.queries import saved_views
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_person
from tracker.services.record import record

LONGEST_NAME = 80
MOST_VIEWS = 50


def save_view(session: Session, *, name: str, address: str, is_shared: bool, by: Actor, at: datetime) -> SavedView:
    """Keeps a search; pressed twice, it is kept once. RuleBroken where another of one's own has that name.

    The lock of one's own row keeps two at once from passing the most that one may keep.
    """
    require(by, Permission.SIGNED_IN)
    if by.person_id is None:
        raise NotPermitted("Only a person can keep a search.")
    if not name:
        raise RuleBroken("name", "Enter a name for this view")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Name must be {LONGEST_NAME} characters or fewer")
    lock_person(session, session.get_one(Person, by.person_id))
    kept = saved_views.named(session, name, by)
    if kept is not None and (kept.address, kept.is_shared) == (address, is_shared):
        return kept
    if kept is not None:
        raise RuleBroken("name", "You have a saved view of that name already")
    if len(saved_views.own(session, by)) >= MOST_VIEWS:
        raise RuleBroken("name", f"You have {MOST_VIEWS} saved views. Delete one first")
    view = SavedView(person_id=by.person_id, name=name, address=address, is_shared=is_shared, saved_at=at)
    session.add(view)
    record(session, EventKind.VIEW_SAVED, view, by=by, at=at)
    return view


def delete_view(session: Session, view: SavedView, *, by: Actor, at: datetime) -> None:
    """Lets it go; pressed twice at once, it goes once. Only who keeps it may."""
    require(by, Permission.SIGNED_IN)
    refuse_others(view, by)
    lock_person(session, session.get_one(Person, view.person_id))
    if saved_views.named(session, view.name, by) is not view:
        return  # by another press
    session.delete(view)
    record(session, EventKind.VIEW_DELETED, view, by=by, at=at)


def refuse_others(view: SavedView, by: Actor) -> None:
    """NotPermitted to whoever reads a view that somebody else shares."""
    if view.person_id != by.person_id:
        raise NotPermitted("Only the person who saved a view can delete it.")
