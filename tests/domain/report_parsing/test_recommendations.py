"""Recommendations, in every way reports print them."""

from __future__ import annotations

import pytest

from tests.support.readings import codes, with_cover
from tracker.domain.report_parsing.parsed_report import ParsedReport

UNIT = "Marlow Vale PDU should:"


def recommended(passage: str) -> ParsedReport:
    return with_cover(
        f"## Recommendations\n\nWe make these recommendations.\n\n{passage}\n\n## Background\n\nSome words."
    )


def items(report: ParsedReport) -> list[tuple[str | None, str]]:
    return [(item.number, item.text) for item in report.recommendations]


@pytest.mark.parametrize(
    "addressee",
    [
        "Marlow Vale PDU",
        "Westmarch region",
        "HM Prison and Probation Service",
        "The Ministry of Justice",
        "The Thornley Youth Justice Management Board",
        "The Chief Probation Officer",
        "The Ministry of Justice and the Youth Justice Board",
    ],
)
def test_the_addressee_is_the_words_before_should(addressee: str) -> None:
    report = recommended(f"**{addressee} should:**\n\n1. act.")
    assert [item.addressee for item in report.recommendations] == [addressee]
    assert not codes(report)


@pytest.mark.parametrize("mark", ["1.", "1)", "(1)", "Recommendation 1:"])
def test_a_number_is_kept_as_printed_without_its_dot_or_brackets(mark: str) -> None:
    assert items(recommended(f"{UNIT}\n\n{mark} write a plan.")) == [("1", "write a plan.")]


def test_numbering_may_run_on_across_groups() -> None:
    report = recommended(f"{UNIT}\n1. write.\n2. read.\n\nWestmarch region should:\n3. help.")
    assert [item.number for item in report.recommendations] == ["1", "2", "3"]
    assert not codes(report)


def test_numbering_may_restart_in_each_group() -> None:
    report = recommended(f"{UNIT}\n1. write.\n2. read.\n\nWestmarch region should:\n1. help.")
    assert [item.number for item in report.recommendations] == ["1", "2", "1"]
    assert not codes(report)


def test_numbering_that_restarts_within_a_group_or_leaves_a_gap_is_a_warning() -> None:
    assert codes(recommended(f"{UNIT}\n1. write.\n1. read.\n3. think.")) == {"numbering_gap"}
    assert codes(recommended(f"{UNIT}\n2. write.")) == {"numbering_gap"}
    assert codes(recommended(f"{UNIT}\na) write.\nc) read.")) == {"numbering_gap"}


def test_bullets_and_letters_under_a_group_are_items() -> None:
    assert items(recommended(f"{UNIT}\n\n- write\n- read.")) == [(None, "write"), (None, "read.")]
    assert items(recommended(f"{UNIT}\n\na) write\nb) read.")) == [("a", "write"), ("b", "read.")]


def test_parts_belong_to_the_numbered_item_whose_colon_announces_them() -> None:
    report = recommended(f"{UNIT}\n\n1. improve:\n- assessments\n- plans\n2. train staff in:\na) risk\nb) safety.")
    assert items(report) == [
        ("1", "improve:\n• assessments\n• plans"),
        ("2", "train staff in:\na. risk\nb. safety."),
    ]
    assert not codes(report)


def test_letters_under_a_numbered_heading_carry_its_number() -> None:
    report = recommended(
        "1. The Ministry of Justice should:\na) write.\nb) read.\n2. Westmarch region should:\na) act."
    )
    assert [(item.number, item.addressee) for item in report.recommendations] == [
        ("1a", "The Ministry of Justice"),
        ("1b", "The Ministry of Justice"),
        ("2a", "Westmarch region"),
    ]
    assert not codes(report)


def test_an_item_runs_over_several_lines_and_over_a_page() -> None:
    passage = f"{UNIT}\n1. write a plan that says\nwho does what and\n\n \n\nby when, in plain words.\n2. keep to it."
    assert items(recommended(passage))[0] == ("1", "write a plan that says who does what and by when, in plain words.")


def test_a_number_at_the_start_of_a_wrapped_line_opens_no_item() -> None:
    report = recommended(
        f"{UNIT}\n1. cut the time to a first appointment to\n5 working days for everybody\n2. check it."
    )
    assert items(report)[0] == ("1", "cut the time to a first appointment to 5 working days for everybody")
    assert not codes(report)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. write a plan and check that it is kept to", "2. have it read by the board."),
        ("1. name the agencies that the plan is shared with, and", "2. share it."),
        ("1) write a plan for the people that staff worry about the", "2) have it read by the board."),
        ("a) write a plan and check that it is kept to", "b) have it read by the board."),
        ("1 write a plan and check that it is kept to\n2 have it agreed and kept to", "3 have it read by the board."),
    ],
)
def test_the_next_number_opens_an_item_even_where_the_last_one_ends_in_the_middle(first: str, second: str) -> None:
    report = recommended(f"{UNIT}\n{first}\n{second}")
    assert items(report)[-1][1] == second.split(maxsplit=1)[1]
    assert codes(report) == {"text_may_be_cut"}


def test_parts_in_sequence_are_parts_even_where_the_last_one_ends_in_the_middle() -> None:
    report = recommended(f"{UNIT}\n1. train staff in:\na) risk and\nb) safety and\nc) planning.\n2. check it.")
    assert items(report)[0] == ("1", "train staff in:\na. risk and\nb. safety and\nc. planning.")


def test_numbers_without_a_dot_are_items_where_they_carry_the_numbering_on() -> None:
    report = recommended(f"{UNIT}\n1 write a plan for every person\n2 keep to the plan you have written")
    assert [item.number for item in report.recommendations] == ["1", "2"]


def test_a_table_of_recommendations_has_its_number_in_the_first_cell() -> None:
    report = recommended(f"{UNIT}\n\n| 1. | write a plan |\n| 2. | keep to it |")
    assert items(report) == [("1", "write a plan"), ("2", "keep to it")]


def test_a_heading_over_two_lines_is_one_addressee() -> None:
    report = recommended("The Thornley Youth Justice Service\nManagement Board should:\n1. meet.")
    assert report.recommendations[0].addressee == "The Thornley Youth Justice Service Management Board"


def test_a_recommendation_without_a_group_names_its_addressee_in_its_own_words() -> None:
    report = recommended("1. The Ministry of Justice should publish its workload measure.")
    assert report.recommendations[0].addressee == "The Ministry of Justice"
    assert report.recommendations[0].text == "The Ministry of Justice should publish its workload measure."


def test_nobody_is_invented_as_addressee() -> None:
    report = recommended("1. publish the workload measure.")
    assert report.recommendations[0].addressee is None
    assert codes(report) == {"recommendation_without_addressee"}


def test_words_that_cannot_be_placed_are_a_warning() -> None:
    assert codes(recommended(f"{UNIT}\n1. write.\n\nThis belongs to nothing.")) == {"recommendation_line_not_placed"}
    assert codes(recommended(f"{UNIT}\n1. write.\n\nWestmarch region should:")) == {"group_without_recommendations"}
    assert codes(recommended(f"{UNIT}\n\nWrite a plan.")) == {"recommendation_without_mark"}
    assert codes(recommended(f"{UNIT}\n1. write.\n2.")) == {"recommendation_without_text"}


def test_the_same_recommendation_twice_is_kept_once_with_a_warning() -> None:
    report = recommended(f"{UNIT}\n1. write.\n\n## Recommendations\n\n{UNIT}\n1. write.")
    assert items(report) == [("1", "write.")]
    assert codes(report) == {"recommendation_repeated"}


def test_recommendations_without_their_heading_are_found_by_their_groups() -> None:
    report = with_cover(f"## Something else\n\n{UNIT}\n\n1. write.\n2. read.")
    assert [item.number for item in report.recommendations] == ["1", "2"]
    assert "recommendations_without_heading" in codes(report)


def test_a_group_or_an_item_outside_the_section_is_a_warning() -> None:
    outside = recommended(f"{UNIT}\n1. write.\n\n## Background\n\n2. read what was written down.")
    assert codes(outside) == {"recommendations_outside_section"}
    assert codes(recommended(f"{UNIT}\n1. write.\n\n## Context\n\nWestmarch region should:\n\n- help.")) == {
        "recommendations_outside_section"
    }


def test_progress_on_previous_recommendations_is_not_this_reports_recommendations() -> None:
    report = with_cover(
        f"## Progress on previous recommendations\n\n1. was done.\n\n## Recommendations\n\n{UNIT}\n1. act."
    )
    assert items(report) == [("1", "act.")]


def test_a_word_broken_at_the_end_of_a_line_is_whole_where_the_report_prints_it_so() -> None:
    report = recommended(f"{UNIT}\n1. improve the manage-\nment of multi-\nagency work.\n2. put management first.")
    assert items(report)[0][1] == "improve the management of multi-agency work."


def test_a_report_without_recommendations_says_so() -> None:
    assert "no_recommendations" in {warning.code for warning in with_cover("## Background\n\nWords.").warnings}
