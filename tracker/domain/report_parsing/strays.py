"""The recommendations of a whole report, and those that stand where the section's heading does not reach."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tracker.domain.report_parsing.chapters import Chapter
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.numbering import numbered
from tracker.domain.report_parsing.parsed_report import ReadingWarning
from tracker.domain.report_parsing.recognition import addressee
from tracker.domain.report_parsing.recommendations import Recommendations, recommendations
from tracker.domain.report_parsing.sections import Section
from tracker.domain.report_parsing.wording import quoted, starts_low

LINES_AFTER = 80
MOST_WARNINGS = 5


def read_recommendations(sections: Sequence[Section], words: Collection[str]) -> Recommendations:
    """The recommendations under their heading; without one, the groups "<addressee> should:" wherever they stand.

    Where there is a heading, a group elsewhere and an item that carries on the numbering in the next section are
    warnings: a heading out of place must not lose a recommendation silently.
    """
    inside = [line for section in sections if section.chapter is Chapter.RECOMMENDATIONS for line in section.lines]
    result = recommendations(inside, words)
    if result.found:
        result.warnings.extend([*_groups_elsewhere(sections), *_later_numbers(sections, result)][:MOST_WARNINGS])
        return result
    groups = [line for section in sections if section.chapter is not Chapter.ANNEXE for line in _groups(section.lines)]
    if groups:
        result = recommendations(groups, words)
        message = "The recommendations stand under no heading “Recommendations”; check that they are all here."
        result.warnings.append(ReadingWarning("recommendations_without_heading", message))
    return result


def unsure_ends(sections: Sequence[Section]) -> list[ReadingWarning]:
    """A warning for each end of the recommendations that was found by the words of the next heading alone."""
    message = "The recommendations were taken to end at {}; check that none follows."
    return [
        ReadingWarning("recommendations_end_unsure", message.format(quoted(section.heading)))
        for section in sections
        if section.guessed
    ]


def _groups(lines: Sequence[Line]) -> list[Line]:
    """The lines from a section's first group heading on, if list items follow it."""
    for position, line in enumerate(lines):
        if (
            line.text
            and not starts_low(line.text)
            and addressee(line.text)
            and _is_item_next(lines[position + 1 : position + 6])
        ):
            return list(lines[position:])
    return []


def _is_item_next(lines: Sequence[Line]) -> bool:
    following = next((line for line in lines if line.text), None)
    return bool(following and (following.bullet or numbered(following.text)))


def _groups_elsewhere(sections: Sequence[Section]) -> list[ReadingWarning]:
    found: list[ReadingWarning] = []
    for section in sections:
        if "previous" in section.heading.lower():
            continue
        if section.chapter in (Chapter.FRONT, Chapter.BODY, Chapter.RATINGS) and (group := _groups(section.lines)):
            message = f"A group of recommendations may stand outside their section: {quoted(group[0].text)}."
            found.append(ReadingWarning("recommendations_outside_section", message))
    return found


def _later_numbers(sections: Sequence[Section], result: Recommendations) -> list[ReadingWarning]:
    """A numbered line soon after the recommendations that carries their numbering on, or reads like one of them."""
    numbers = [int(one.number) for one in result.found if one.number and one.number.isdigit()]
    if not numbers:
        return []
    place = max(place for place, section in enumerate(sections) if section.chapter is Chapter.RECOMMENDATIONS)
    for line in [line for section in sections[place + 1 : place + 4] for line in section.lines][:LINES_AFTER]:
        mark = numbered(line.text)
        if not mark or not mark.sure or mark.whole is None or len(mark.text) <= 20:
            continue
        if mark.whole == numbers[-1] + 1 or starts_low(mark.text):
            message = f"A numbered line after the recommendations may be one of them: {quoted(line.text)}."
            return [ReadingWarning("recommendations_outside_section", message)]
    return []
