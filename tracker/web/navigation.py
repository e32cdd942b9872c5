"""What stands around every page: the links this person may follow, who is signed in, and when the session ends."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request, url_for

from tracker import clock
from tracker.domain.permissions import Actor, Permission, may_ever
from tracker.web.signed_in import NOBODY, current_actor


@dataclass(frozen=True)
class Section:
    """A part of the service. `within` are the journeys (blueprints) and single pages (endpoints) that belong to it."""

    text: str
    endpoint: str
    permission: Permission
    within: frozenset[str]


@dataclass(frozen=True)
class Item:
    """One link of the navigation. `is_page`: this very page; `is_section`: a page somewhere below it."""

    text: str
    href: str
    is_page: bool
    is_section: bool


_HISTORIES_OF_UNITS = ("history.unit", "history.inspection", "history.recommendation")
SECTIONS = (
    Section("Your items", "items.show", Permission.SIGNED_IN, frozenset({"items"})),
    Section(
        "Units",
        "units.index",
        Permission.SEE_UNIT,
        frozenset({"units", "regions", "inspections", "recommendations", "answers", "plans", *_HISTORIES_OF_UNITS}),
    ),
    Section("Search", "search.show", Permission.SIGNED_IN, frozenset({"search"})),
    Section("Reviews", "decisions.queue", Permission.SEE_REVIEWS, frozenset({"decisions"})),
    Section("Date changes", "date_changes.queue", Permission.SEE_DATE_CHANGES, frozenset({"date_changes"})),
    Section("Imports", "imports.index", Permission.IMPORT_REPORTS, frozenset({"imports", "history.reading"})),
    Section("People", "people.index", Permission.MANAGE_PEOPLE, frozenset({"people", "history.person"})),
    Section("Jobs", "jobs.index", Permission.SEE_JOBS, frozenset({"jobs"})),
)


def init_app(app: Flask) -> None:
    app.context_processor(_around_the_page)


def items_for(actor: Actor) -> list[Item]:
    """The sections that `actor` could have any use for; the order is that of SECTIONS."""
    return [
        Item(
            text=section.text,
            href=url_for(section.endpoint),
            is_page=request.endpoint == section.endpoint,
            is_section=not section.within.isdisjoint({request.blueprint, request.endpoint}),
        )
        for section in SECTIONS
        if _is_offered(actor, section.permission)
    ]


def _is_offered(actor: Actor, permission: Permission) -> bool:
    return permission is Permission.SIGNED_IN or may_ever(actor, permission)


def _around_the_page() -> dict[str, object]:
    actor = _actor()
    is_signed_in = actor is not NOBODY
    return {
        "actor": actor,
        "signed_in": is_signed_in,
        "navigation": items_for(actor) if is_signed_in else [],
        "session_seconds_left": session_seconds_left() if is_signed_in else None,
    }


def _actor() -> Actor:
    """Nobody on the page that says the database is away, where asking who is signed in would fail again."""
    return NOBODY if g.get("is_fault", False) else current_actor()


def session_seconds_left() -> int | None:
    """Whole seconds until the session ends by itself; None where nobody is signed in."""
    ends_at = g.get("session_ends_at")
    return None if ends_at is None else max(0, int((ends_at - clock.now()).total_seconds()))
