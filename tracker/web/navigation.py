"""What stands around every page: the links this person may follow, who is signed in, and when the session ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, g, request, url_for

from tracker import clock
from tracker.domain.own_items import Kind
from tracker.domain.permissions import Actor, Permission, may_ever
from tracker.web import waiting
from tracker.web.signed_in import NOBODY, current_actor


@dataclass(frozen=True)
class Section:
    """A part of the service. `within` are the journeys (blueprints) and single pages (endpoints) that belong to it.

    `kinds` are those that its link counts, and `counted` what it calls one of them and several.
    """

    text: str
    endpoint: str
    permission: Permission
    within: frozenset[str]
    kinds: frozenset[Kind] = frozenset()
    counted: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Item:
    """One link of the navigation. `is_page`: this very page; `is_section`: a page somewhere below it.

    `waiting` counts what needs this person there, and `in_words` says so for those who only hear the page.
    """

    text: str
    href: str
    is_page: bool
    is_section: bool
    waiting: int = 0
    in_words: str = ""


_HISTORIES_OF_UNITS = ("history.unit", "history.inspection", "history.recommendation")
SECTIONS = (
    Section(
        "Your items",
        "items.show",
        Permission.SIGNED_IN,
        frozenset({"items"}),
        frozenset(Kind),
        ("item needs you", "items need you"),
    ),
    Section(
        "Units",
        "units.index",
        Permission.SEE_UNIT,
        frozenset({"units", "regions", "inspections", "recommendations", "answers", "plans", *_HISTORIES_OF_UNITS}),
    ),
    Section("Search", "search.show", Permission.SIGNED_IN, frozenset({"search"})),
    Section(
        "Reviews",
        "decisions.queue",
        Permission.SEE_REVIEWS,
        frozenset({"decisions"}),
        frozenset({Kind.TO_REVIEW, Kind.TO_VERIFY}),
        ("milestone waits for your decision", "milestones wait for your decision"),
    ),
    Section(
        "Date changes",
        "date_changes.queue",
        Permission.SEE_DATE_CHANGES,
        frozenset({"date_changes"}),
        frozenset({Kind.DATE_CHANGES}),
        ("date change waits for your decision", "date changes wait for your decision"),
    ),
    Section("Imports", "imports.index", Permission.IMPORT_REPORTS, frozenset({"imports", "history.reading"})),
    Section("People", "people.index", Permission.MANAGE_PEOPLE, frozenset({"people", "history.person"})),
    Section("Jobs", "jobs.index", Permission.SEE_JOBS, frozenset({"jobs"})),
)


def init_app(app: Flask) -> None:
    app.context_processor(_around_the_page)
    waiting.init_app(app)


def items_for(actor: Actor, counts: Mapping[Kind, int]) -> list[Item]:
    """The sections that `actor` could have any use for, in the order of SECTIONS; `counts`: how much needs them."""
    return [_item(section, counts) for section in SECTIONS if _is_offered(actor, section.permission)]


def _item(section: Section, counts: Mapping[Kind, int]) -> Item:
    count = sum(counts.get(kind, 0) for kind in section.kinds)
    return Item(
        text=section.text,
        href=url_for(section.endpoint),
        is_page=request.endpoint == section.endpoint,
        is_section=not section.within.isdisjoint({request.blueprint, request.endpoint}),
        waiting=count,
        in_words=f"{count} {section.counted[count > 1]}" if count else "",
    )


def _is_offered(actor: Actor, permission: Permission) -> bool:
    return permission is Permission.SIGNED_IN or may_ever(actor, permission)


def _around_the_page() -> dict[str, object]:
    actor = _actor()
    is_signed_in = actor is not NOBODY
    return {
        "actor": actor,
        "signed_in": is_signed_in,
        "navigation": items_for(actor, waiting.waiting_for(actor, afresh=_shows_items())) if is_signed_in else [],
        "session_seconds_left": session_seconds_left() if is_signed_in else None,
    }


def _shows_items() -> bool:
    """Whether this page lists what the navigation counts, so that both say the same."""
    return any(section.kinds and request.endpoint == section.endpoint for section in SECTIONS)


def _actor() -> Actor:
    """Nobody on the page that says the database is away, where asking who is signed in would fail again."""
    return NOBODY if g.get("is_fault", False) else current_actor()


def session_seconds_left() -> int | None:
    """Whole seconds until the session ends by itself; None where nobody is signed in."""
    ends_at = g.get("session_ends_at")
    return None if ends_at is None else max(0, int((ends_at - clock.now()).total_seconds()))
