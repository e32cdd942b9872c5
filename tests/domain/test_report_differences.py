"""Which item of a corrected report is which of the stored one, and what of it differs."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.report_differences import differences, pair
from tracker.domain.report_parsing.parsed_report import (
    ParsedDue,
    ParsedFinding,
    ParsedRecommendation,
    ParsedReport,
    Source,
)
from tracker.domain.vocabulary import FindingKind

NOWHERE = Source("")


def recommendation(number: str, text: str, due: ParsedDue | None = None) -> ParsedRecommendation:
    return ParsedRecommendation(number, "Marlow Vale PDU", text, due, NOWHERE)


def texts(old: list[str], new: list[str]) -> list[tuple[int | None, int | None]]:
    return pair(old, new, lambda text: text, lambda text: text)


def test_equal_texts_are_the_same_item_wherever_they_stand() -> None:
    assert texts(["write a plan", "count cases"], ["count cases", "write a plan"]) == [(0, 1), (1, 0)]


def test_a_text_that_changed_a_little_is_the_same_item() -> None:
    assert texts(["review all cases each month"], ["review all high-risk cases each month"]) == [(0, 0)]


def test_a_text_that_is_like_no_other_is_new_and_the_one_it_replaced_is_gone() -> None:
    assert sorted(texts(["write a plan"], ["recruit ten officers"]), key=str) == [(0, None), (None, 0)]


def test_each_item_has_one_partner_even_where_two_are_equal() -> None:
    assert texts(["the same", "the same"], ["the same"]) == [(0, 0), (1, None)]


def test_the_likest_is_chosen_among_several() -> None:
    old = ["ask the police about domestic abuse"]
    new = ["ask the police about domestic violence", "ask the police about domestic abuse too"]
    assert texts(old, new) == [(0, 1), (None, 0)] or texts(old, new) == [(None, 0), (0, 1)]


def test_a_month_alone_says_nothing_against_a_day() -> None:
    stored = ParsedReport(published="2024-03-12")
    assert differences(stored, ParsedReport(published="2024-03")) == []
    assert [one.field for one in differences(stored, ParsedReport(published="2024-03-19"))] == ["published"]


def test_a_limit_is_compared_by_its_words() -> None:
    stored = ParsedReport(recommendations=(recommendation("1", "act", ParsedDue("within six months", None)),))
    same = ParsedReport(recommendations=(recommendation("1", "act", ParsedDue("within six months", None)),))
    other = ParsedReport(recommendations=(recommendation("1", "act"),))
    assert differences(stored, same) == []
    [found] = differences(stored, other)
    assert (found.label, found.before, found.after) == ("Recommendation 1: limit", "within six months", "")


def test_a_difference_is_known_by_both_its_texts() -> None:
    stored = ParsedReport(score=9)
    keys = {differences(stored, ParsedReport(score=score))[0].key for score in (10, 11, 10)}
    assert len(keys) == 2


def test_a_finding_of_another_kind_is_the_same_finding() -> None:
    finding = ParsedFinding("P 1.1", "P 1.1 Leadership", FindingKind.STRENGTH, "Leaders knew their staff.", NOWHERE)
    stored = ParsedReport(findings=(finding,))
    other = ParsedReport(findings=(replace(finding, kind=FindingKind.IMPROVEMENT),))
    [found] = differences(stored, other)
    assert (found.field, found.before, found.after) == ("kind", "strength", "improvement")
