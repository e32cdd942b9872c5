"""How templates show values: dates as GOV.UK writes them, words for enums, line breaks kept."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup, escape

from tracker.clock import LONDON
from tracker.web import labels


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(day=day, instant=instant, paragraphs=paragraphs, label=labels.label, tag=labels.tag)


def day(value: date | None) -> str:
    """26 July 2024"""
    return "" if value is None else f"{value.day} {value:%B %Y}"


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
