"""How templates show values: dates as GOV.UK writes them, words for enums, line breaks kept."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup, escape

from tracker.clock import LONDON
from tracker.domain.deadlines import Rule, due_in_words, is_overdue
from tracker.models import Deadline
from tracker.web.labels import label, role_label, tag
from tracker.web.labels.history import COLUMNS

_MONTHS = "January February March April May June July August September October November December"
MONTHS = tuple(_MONTHS.split())  # strftime asks the machine's language, and takes ten times as long


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        month=month,
        instant=instant,
        paragraphs=paragraphs,
        rule=rule,
        file_size=file_size,
        points=points,
        label=label,
        role=role_label,
        tag=tag,
        column=column,
    )
    app.jinja_env.globals.update(is_overdue=is_overdue, due_in_words=due_in_words)


def column(name: str) -> str:
    """due_on → Due: what people know a column by."""
    return COLUMNS[name]


def day(value: date | None) -> str:
    """26 July 2024"""
    return "" if value is None else f"{value.day} {month(value)}"


def month(value: date | None) -> str:
    """April 2024"""
    return "" if value is None else f"{MONTHS[value.month - 1]} {value.year}"


def rule(deadline: Deadline) -> str:
    """20 working days from publication on 26 July 2024 (HMPPS)"""
    start = f"{deadline.start_event} on {day(deadline.starts_on)}"
    if deadline.number is None or deadline.unit is None:
        because = f": {deadline.wording}" if deadline.wording else ""
        return f"set by {label(deadline.source)}{because}"
    return f"{Rule(deadline.number, deadline.unit).in_words()} from {start} ({label(deadline.source)})"


def instant(value: datetime | None) -> str:
    """26 July 2024 at 3:05pm, in London"""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    hour = local.hour % 12 or 12
    return f"{day(local.date())} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def paragraphs(text: str | None) -> Markup:
    """Text as typed, its paragraphs and line breaks kept, everything escaped."""
    blocks = [block for block in (text or "").split("\n\n") if block.strip()]
    return Markup("").join(
        Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(escape(line) for line in block.split("\n")))
        for block in blocks
    )


def file_size(size: int) -> str:
    """18KB, 2.4MB: as GOV.UK writes sizes, in thousands."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))}KB"
    return f"{size / 1_000_000:.1f}MB"


def points(hundredths: int) -> str:
    """62.50: hundredths of a point as points; two decimals unless it is whole."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)
