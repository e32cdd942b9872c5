"""Page furniture: running headers and footers, page numbers. Taken out before anything is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from tracker.domain.report_parsing.chapters import chapter_of
from tracker.domain.report_parsing.contents import Contents
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.recognition import addressee, label, standard_line, whole_rating
from tracker.domain.report_parsing.wording import finished, squash, starts_low

EDGE = 3
PAGES_REPEATED = 3
FEW_PAGES = 5
TIMES_REPEATED = 4
LONGEST = 160
_INSPECTORATE = {"hminspectorateofprobation", "hmiprobation", "hermajestysinspectorateofprobation"}
MOST_FURNITURE = 20
_OWN_NUMBER = re.compile(r"^\d{1,3}(?![\d.):])|\d{1,3}(?: ?(?:of|/) ?\d{1,3})?$")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page )?[-–|]? ?(\d{1,3})(?: ?(?:of|/) ?(\d{1,3}))? ?[-–|]?", re.IGNORECASE)
_MARKING = re.compile(r"official(?: ?[-–] ?sensitive)?|crown copyright|restricted until publication", re.IGNORECASE)
_PAGE_OF = re.compile(r"page \d{1,3}(?: of \d{1,3})?", re.IGNORECASE)
_RUNNING_TITLE = re.compile(
    r"(?:\d{1,3} )?(?:an? )?(?:re)?inspections? of (?:probation|youth|public protection)[^.]{0,120}? \d{1,3}",
    re.IGNORECASE,
)
_TITLE_ALONE = re.compile(
    r"(?:an? )?(?:re)?inspections? of (?:probation|youth (?:justice|offending)) services?", re.IGNORECASE
)


def without_furniture(lines: Sequence[Line], contents: Contents) -> tuple[list[Line], list[Line]]:
    """(the lines without page furniture, those taken out for their place alone, which a person should look at).

    A line whose words mean something to the reader always stays.

    On pages: what stands within three lines of the top or bottom of three pages or more (two in a document of up to
    five), numbers aside, save on the cover. Without pages: short lines repeated four times or more that are no
    sentence; the first of them stays, because it may be the cover's own words. Of a chapter's name that repeats as
    a running header the first stays too: it is the heading, or stands above it. The entries of the contents page are
    left alone, because headings repeat them. In the margins, where the extractor knows them, twice is enough.
    """
    edges = _edges(lines) - contents.taken
    repeated = _repeated(lines, edges)
    running = {
        place
        for place, line in enumerate(lines)
        if not line.heading
        and not line.bullet
        and (_RUNNING_TITLE.fullmatch(line.text) or _MARKING.fullmatch(line.text))
    }
    known, unknown = _in_margins(lines, contents.names)
    furniture = _on_pages(lines, edges, repeated, contents.names) | _without_pages(lines) | running | known | unknown
    unknown -= running
    words = sorted({_numberless(lines[position].text) for position in furniture & edges})[:MOST_FURNITURE]
    kept = [
        _unglued(line, words) if position in edges else line
        for position, line in enumerate(lines)
        if position not in furniture
    ]
    return kept, [lines[place] for place in sorted(unknown)]


def _in_margins(lines: Sequence[Line], titles: Collection[str]) -> tuple[set[int], set[int]]:
    """(places of lines in page margins that are furniture by what they say, and by their place alone).

    The first are the inspectorate's name, a page number, a chapter's name, and what stands in the margins of two
    pages. The cover keeps what no other page has in its margin: it has no running text to be told from.
    """
    pages: dict[str, set[int | None]] = defaultdict(set)
    for line in lines:
        if line.in_margin:
            pages[_key(line)].add(line.page)
    known: set[int] = set()
    unknown: set[int] = set()
    cover = min((line.page or 0 for line in lines if line.text), default=0)
    for position, line in enumerate(lines):
        if not line.in_margin or not line.text or _is_of_a_table(line):
            continue
        numbers = {word for word in (line.text.split()[0], line.text.split()[-1]) if word.isdigit()}
        said = squash(line.text) in titles or chapter_of(line.text) or str(line.page) in numbers
        said = said or squash(line.text) in _INSPECTORATE
        title = _TITLE_ALONE.fullmatch(line.text) or _PAGE_NUMBER.fullmatch(line.text)
        if len(pages[_key(line)]) > 1 or _is_signed(line) or title or said:
            known.add(position)
        elif line.page != cover:
            unknown.add(position)
    return known, unknown


def _is_of_a_table(line: Line) -> bool:
    return line.bullet or len(line.cells) > 1 or "%" in line.text or bool(label(line.text) or whole_rating(line.text))


def _numberless(text: str) -> str:
    return _DIGITS.sub("", text).strip()


def _key(line: Line) -> str:
    """What makes two lines the same header: their words without a page number before or behind them."""
    return squash(_OWN_NUMBER.sub("", line.text))


def _edges(lines: Sequence[Line]) -> set[int]:
    """The places of the first and last lines of every page; footnotes stand below the last line of the text."""
    pages: dict[int, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if line.page is not None and line.text and not line.footnote:
            pages[line.page].append(position)
    return {place for positions in pages.values() for place in (*positions[:EDGE], *positions[-EDGE:])}


def _repeated(lines: Sequence[Line], edges: set[int]) -> set[str]:
    pages: dict[str, set[int | None]] = defaultdict(set)
    for position in edges:
        pages[_key(lines[position])].add(lines[position].page)
    few = len({lines[position].page for position in edges}) <= FEW_PAGES
    least = 2 if few else PAGES_REPEATED
    return {key for key, found in pages.items() if key and len(found) >= least}


def _on_pages(lines: Sequence[Line], edges: set[int], repeated: Collection[str], titles: Collection[str]) -> set[int]:
    found: set[int] = set()
    seen: set[str] = set()
    cover = min((lines[position].page or 0 for position in edges), default=0)
    for position in sorted(edges):
        line = lines[position]
        if _means_something(line):
            continue
        words = squash(line.text)
        if (words in titles or chapter_of(line.text)) and words not in seen:
            seen.add(words)
            continue
        number = _PAGE_NUMBER.fullmatch(line.text) and "/" not in line.text
        repeats = _key(line) in repeated and line.page != cover
        header = line.page != cover and _TITLE_ALONE.fullmatch(line.text)
        if number or repeats or header or _is_signed(line):
            found.add(position)
    return found


def _is_signed(line: Line) -> bool:
    """Whether a line is the inspectorate's name, and the number of its own page."""
    words, _, number = line.text.rpartition(" ")
    return number == str(line.page) and squash(words) in _INSPECTORATE


def _unglued(line: Line, furniture: Sequence[str]) -> Line:
    """A page's last line without the footer that was joined to its broken word ("multi-HM Inspectorate … 6")."""
    for words in furniture:
        place = line.text.rfind(words) if words else -1
        if place > 0 and line.text[place - 1] == "-" and not _numberless(line.text[place + len(words) :]):
            return replace(line, text=line.text[:place])
    return line


def _without_pages(lines: Sequence[Line]) -> set[int]:
    loose = [(p, line) for p, line in enumerate(lines) if line.text and line.page is None and len(line.text) <= LONGEST]
    times: dict[str, int] = defaultdict(int)
    for _, line in loose:
        times[_key(line)] += 1
    found: set[int] = set()
    first_seen: set[str] = set()
    for position, line in loose:
        key = _key(line)
        if _means_something(line):
            continue
        if _PAGE_NUMBER.fullmatch(line.text) and "/" not in line.text:
            found.add(position)
        elif key and times[key] >= TIMES_REPEATED and not finished(line.text) and not starts_low(line.text):
            if key in first_seen:
                found.add(position)
            first_seen.add(key)
    return found


def _means_something(line: Line) -> bool:
    """Whether a line that repeats is no furniture for it: ratings, labels, table rows, list items, headings."""
    text = line.text
    if _PAGE_OF.fullmatch(text) or _RUNNING_TITLE.fullmatch(text):
        return False
    return bool(
        line.bullet
        or len([cell for cell in line.cells if cell]) > 1
        or "%" in text
        or text.endswith((":", "?"))
        or label(text)
        or whole_rating(text)
        or addressee(text)
        or standard_line(text)
        or squash(text) in {"overallrating", "score", "keyquestion", "keyquestions", "requires", "improvement"}
        or (chapter_of(text) and line.heading)
    )
