"""How the pages of an import show what was read: where it stands, and dates that may be a month."""

from __future__ import annotations

import re
from datetime import date

from tracker.domain.report_parsing.parsed_report import Source
from tracker.web.filters import day, month


def place(source: Source | None) -> str:
    """ "Page 4", "Line 151"; "Not found in the report" where there is no source, "Added by hand" where it is empty."""
    if source is None:
        return "Not found in the report"
    if source.page is not None:
        return f"Page {source.page}"
    return f"Line {source.line}" if source.line is not None else "Added by hand"


def day_or_month(text: str | None) -> str:
    """ "26 July 2024" of 2024-07-26, "July 2024" of 2024-07."""
    if not text:
        return ""
    return day(date.fromisoformat(text)) if len(text) > 7 else month(date.fromisoformat(f"{text}-01"))


def says_the_same(value: object, quote: str) -> bool:
    """Whether a quotation holds nothing but the value, so that showing it twice would help nobody.

    Quotations are cut at 400 characters, and may begin with the number that is shown apart.
    """
    bare, quoted = _bare(str(value or "")), _bare(re.sub(r"^\w{1,4}[.)] ", "", quote))
    return bool(quoted) and (bare == quoted or (len(quoted) > 300 and bare.startswith(quoted)))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
