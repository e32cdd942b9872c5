"""Days and months as reports print them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "(" + "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else month for month in MONTHS) + r"|sept)\b"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
DAY_MONTH_YEAR = re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? (\d{{4}})\b", re.IGNORECASE)
MONTH_YEAR = re.compile(rf"\b{_MONTH},? (\d{{4}})\b", re.IGNORECASE)
DAY_THEN_LATER = re.compile(
    rf"\b{_DAY}(?: {_MONTH})?(?: (\d{{4}}))?,? ?(?:and|to|until|–|—|-) ?{_DAY} {_MONTH},? (\d{{4}})\b", re.IGNORECASE
)


def month_number(name: str) -> int:
    """1 to 12 of a month's name or its first three letters."""
    return next(place for place, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where there is no such day in the years 1990 to 2100."""
    if not (1990 <= year <= 2100 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def first_day(text: str) -> date | None:
    """The first full day in a text: the earlier of "between 29 April and 10 May 2024"."""
    single, pair = DAY_MONTH_YEAR.search(text), DAY_THEN_LATER.search(text)
    if pair and (not single or pair.start() < single.start()):
        month, year = pair[2] or pair[5], pair[3] or pair[6]
        return day(int(year), month_number(month), int(pair[1]))
    return day(int(single[3]), month_number(single[2]), int(single[1])) if single else None


def day_or_month(text: str) -> str | None:
    """`YYYY-MM-DD` of the first full day in a text, else `YYYY-MM` of the first month and year, else None."""
    found = first_day(text)
    if found:
        return found.isoformat()
    match = MONTH_YEAR.search(text)
    if not match or not day(int(match[2]), month_number(match[1]), 1):
        return None
    return f"{match[2]}-{month_number(match[1]):02d}"


def months_later(start: date, months: int) -> date:
    """The same day some months on, or the last of that month where it is shorter. ValueError beyond year 9999."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
