"""Time limits inside a recommendation's text, and the day each comes to once the day of publication is known."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.domain.deadlines import Rule
from tracker.domain.report_parsing.dates import DAY_MONTH_YEAR, MONTH_YEAR, day, month_number, months_later
from tracker.domain.report_parsing.parsed_report import ParsedDue
from tracker.domain.vocabulary import PeriodUnit

_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_SMALL, start=1)}
_NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-eight": 28, "thirty": 30}
_WITHIN = re.compile(
    r"\bwithin (?:the (?:next|first) )?(\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
    r"[ -](?:(working|calendar) )?(day|week|month|year)s?[’']?"
    r"(?: (?:of|from|after|following) (?:the )?(?:date of )?(?:the )?(?:report[’']s )?"
    r"(publication|this report|the report|this inspection|the inspection|report|inspection|[a-z’'-]+))?"
    r"(?: of (?:this|the) (?:report|inspection))?",
    re.IGNORECASE,
)
_UNITS = {
    "day": (1, PeriodUnit.CALENDAR_DAYS),
    "week": (7, PeriodUnit.CALENDAR_DAYS),
    "month": (1, PeriodUnit.MONTHS),
    "year": (12, PeriodUnit.MONTHS),
}
_FROM_PUBLICATION = {
    "publication",
    "this report",
    "the report",
    "this inspection",
    "the inspection",
    "report",
    "inspection",
}
_BY = re.compile(r"\b(?:by|before|no later than)(?: the end of)? ", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"(?:with immediate effect|^immediately\b|^as a matter of urgency\b|\bimmediately[.;:]?$)", re.IGNORECASE
)


def due_in(text: str) -> ParsedDue | None:
    """The limit a text sets, or None. A fixed day is given at once; what counts from publication has no date yet.

    "within ten working days of release" counts from something else than the report and is no limit of the
    recommendation. "immediately" is one only where it opens or closes the text or stands as "with immediate
    effect": inside a sentence it tells how a thing is done. "by March 2025" means its last day.
    """
    found: list[tuple[int, ParsedDue]] = []
    for match in _WITHIN.finditer(text):
        if match[4] is None or match[4].lower() in _FROM_PUBLICATION:
            found.append((match.start(), ParsedDue(match[0], None)))
            break
    fixed = _fixed(text)
    if fixed:
        found.append(fixed)
    at_once = _AT_ONCE.search(text)
    if at_once:
        found.append((at_once.start(), ParsedDue(at_once[0].rstrip(".;:"), None)))
    return min(found, key=lambda place: place[0])[1] if found else None


def _fixed(text: str) -> tuple[int, ParsedDue] | None:
    for match in _BY.finditer(text):
        rest = text[match.end() : match.end() + 40]
        exact = DAY_MONTH_YEAR.match(rest)
        if exact:
            return match.start(), ParsedDue(
                match[0] + exact[0], day(int(exact[3]), month_number(exact[2]), int(exact[1]))
            )
        month = MONTH_YEAR.match(rest)
        if month:
            first = day(int(month[2]), month_number(month[1]), 1)
            return match.start(), ParsedDue(match[0] + month[0], first and months_later(first, 1) - timedelta(days=1))
    return None


def due_on(due: ParsedDue, published: date) -> date | None:
    """The day a limit comes to, counted from the day of publication.

    A fixed day stays as it is. "immediately" is the day of publication itself. Months and years keep the day of
    the month, or take the last where the month is shorter. Working days need the calendar of bank holidays, which
    is not known here: None, and a person sets the date.
    """
    if due.date or _fixed(due.text):
        return due.date
    rule = rule_of(due)
    if rule is None:
        return published if _AT_ONCE.search(due.text) else None
    if rule.unit is PeriodUnit.WORKING_DAYS:
        return None
    if rule.unit is PeriodUnit.CALENDAR_DAYS:
        return published + timedelta(days=rule.number)
    return months_later(published, rule.number)


def counts_from_publication(due: ParsedDue) -> bool:
    """Whether the day a limit comes to moves with the day of publication: a period, and "immediately"."""
    return not (due.date or _fixed(due.text))


def rule_of(due: ParsedDue) -> Rule | None:
    """The period of a limit that counts from publication ("within six weeks" is 42 calendar days); None for a fixed
    day, for "immediately", and for a period too long to be meant.
    """
    match = None if due.date or _fixed(due.text) else _WITHIN.search(due.text)
    if not match:
        return None
    count = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1].lower()]
    per, unit = _UNITS[match[3].lower()]
    if (match[2] or "").lower() == "working":
        if match[3].lower() != "day":
            return None
        unit = PeriodUnit.WORKING_DAYS
    try:
        return Rule(count * per, unit)
    except ValueError:
        return None
