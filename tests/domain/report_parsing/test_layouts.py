"""Odd layouts of reports from 2021 to 2026, each as it once broke the reading."""

from __future__ import annotations

import pytest

from tests.support.readings import codes, read, texts, with_cover
from tracker.adapters.report_text import document_from
from tracker.domain.report_parsing import parse
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import FindingKind, Rating

UNIT = "Thornley PDU"


def page(body: str) -> ParsedReport:
    """A web page with a cover and this body."""
    title = "<h1>An inspection of probation services in Thornley PDU</h1><p>HM Inspectorate of Probation, May 2023</p>"
    return parse(document_from(f"<html><body>{title}{body}</body></html>".encode(), "report.html"))


def recommended(report: ParsedReport) -> list[tuple[str | None, str | None, str]]:
    return [(item.number, item.addressee, item.text) for item in report.recommendations]


@pytest.mark.parametrize("name", ["Wales", "Greater Manchester", "London"])
@pytest.mark.parametrize("after", ["", " region", " Region"])
def test_a_region_may_be_printed_without_the_word(name: str, after: str) -> None:
    cover = f"An inspection of probation services in:\nThornley PDU\nThe Probation Service – {name}{after}"
    report = read(f"{cover}\n\nHM Inspectorate of Probation, May 2023\n")
    assert report.region == name
    assert report.subject is not None
    assert report.subject.name == "Thornley PDU"


def test_words_between_should_and_the_colon_that_are_no_limit_stay_with_every_item() -> None:
    report = with_cover(f"## Recommendations\n\n{UNIT} should ensure that:\n1. plans are kept\n2. staff are trained.")
    assert recommended(report) == [
        ("1", UNIT, "ensure that plans are kept"),
        ("2", UNIT, "ensure that staff are trained."),
    ]


def test_the_head_of_a_table_is_no_part_of_the_addressee_below_it() -> None:
    rows = [("No.", "Recommendation"), (f"{UNIT} should:",), ("1", "write a plan"), ("2", "keep to it")]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in rows)
    report = page(f"<h2>Recommendations</h2><table>{table}</table>")
    assert recommended(report) == [("1", UNIT, "write a plan"), ("2", UNIT, "keep to it")]


def test_a_number_may_stand_on_a_line_of_its_own_as_recommendation_1() -> None:
    items = "Recommendation 1\n\nWrite a plan.\n\nRecommendation 2\n\nKeep to it."
    report = with_cover(f"## Recommendations\n\n{UNIT} should:\n\n{items}")
    assert recommended(report) == [("1", UNIT, "Write a plan."), ("2", UNIT, "Keep to it.")]
    assert not codes(report)


@pytest.mark.parametrize(
    ("heading", "addressee"),
    [
        ("**The Chief Constable of Westmarch Police should**", "The Chief Constable of Westmarch Police"),
        ("The Directors of Children’s Services should", "The Directors of Children’s Services"),
        ("We recommend that the Ministry of Justice:", "the Ministry of Justice"),
        ("We therefore recommend that all regions:", "all regions"),
    ],
)
def test_a_group_may_be_headed_without_a_colon_or_by_we_recommend(heading: str, addressee: str) -> None:
    report = with_cover(f"## Recommendations\n\n{UNIT} should:\n\n1. act.\n\n{heading}\n\n2. share.\n3. meet.")
    assert recommended(report) == [("1", UNIT, "act."), ("2", addressee, "share."), ("3", addressee, "meet.")]
    assert not codes(report)


def test_a_sentence_that_breaks_off_at_should_is_no_group() -> None:
    report = with_cover(f"## Recommendations\n\n{UNIT} should:\n1. say what leaders should\n- do\n- not do.")
    assert [item.addressee for item in report.recommendations] == [UNIT] * len(report.recommendations)


RATED = "## Ratings\n\nP 1.1 Leadership Good\n\nP 2.1 Assessment Good\n\n"
ASKED = "Does assessment focus sufficiently on {}?"
ABOUT = (
    "engaging the person on probation",
    "the factors linked to offending and desistance",
    "keeping other people safe",
)
QUESTIONS = [ASKED.format(words) for words in ABOUT]


@pytest.mark.parametrize(
    "table",
    [
        "\n".join(f"{question}\t{share} per cent" for question, share in zip(QUESTIONS, (67, 66, 65), strict=True)),
        "\n".join(f"{question}\t{share}%\t50%" for question, share in zip(QUESTIONS, (67, 66, 65), strict=True)),
        "\n".join(f"{question}\t{share}" for question, share in zip(QUESTIONS, (67, 66, 65), strict=True)),
        " ".join(f"{question} {share}%" for question, share in zip(QUESTIONS, (67, 66, 65), strict=True)),
    ],
)
def test_percentages_may_be_printed_in_words_bare_or_all_on_one_line(table: str) -> None:
    report = with_cover(f"{RATED}## P 2.1. Assessment\n\nGood\n\nKey question\t% yes\n{table}\n\n- One.")
    assert [(asked.question, asked.percentage) for asked in report.key_questions] == list(
        zip(QUESTIONS, (67, 66, 65), strict=True)
    )
    assert texts(report.findings) == ["One."]


def test_after_a_practice_example_the_areas_for_improvement_are_those_of_the_standard() -> None:
    box = "Practice example\n\nMs X came each week.\n\n"
    report = with_cover(
        f"{RATED}## P 1.1. Leadership\n\nGood\n\n### Strengths:\n\n- One.\n\n{box}### Areas for improvement:\n\n- Two."
    )
    assert [(one.standard, one.section, one.kind) for one in report.findings] == [
        ("P 1.1", "P 1.1 Leadership", FindingKind.STRENGTH),
        ("P 1.1", "P 1.1 Leadership", FindingKind.IMPROVEMENT),
    ]


def test_progress_on_previous_recommendations_is_nothing_to_warn_of() -> None:
    before = f"# Progress on previous recommendations\n\n{UNIT} should:\n\n1. do the old thing.\n\n"
    report = with_cover(f"{before}# Recommendations\n\n{UNIT} should:\n\n1. do the new thing.")
    assert recommended(report) == [("1", UNIT, "do the new thing.")]
    assert not codes(report)


def test_a_standard_of_work_with_victims_is_read_and_no_older_framework_is_missed() -> None:
    names = {
        "1.1 Leading": "Good",
        "2.1 Assessing": "Good",
        "2.2 Delivering": "Good",
        "V1 Work with victims": "Inadequate",
    }
    ratings = "\n".join(f"{name} {rating}" for name, rating in names.items())
    report = with_cover(
        f"# Ratings\n\n{ratings}\n\n"
        + "".join(f"# {name}\n\n{rating}\n\n- Words.\n\n" for name, rating in names.items())
    )
    assert [(one.code, one.rating) for one in report.standards][-1] == ("V1", Rating.INADEQUATE)
    assert report.findings[-1].standard == "V1"
    assert not codes(report)


@pytest.mark.parametrize(
    "told",
    [
        "<h3>Strengths</h3><ul><li>Staff said:<ul><li>they were heard</li><li>they were seen</li></ul></li>"
        "<li>All went well.</li></ul>",
        "<h3>Strengths</h3><ul><li>Staff said:</li><li><ul><li>they were heard</li><li>they were seen</li></ul></li>"
        "<li>All went well.</li></ul>",
    ],
)
def test_a_list_inside_a_finding_is_part_of_it(told: str) -> None:
    report = page(f"<h2>Findings</h2>{told}")
    assert texts(report.findings) == ["Staff said:\n• they were heard\n• they were seen", "All went well."]
    assert not codes(report)


def test_an_indented_list_inside_a_finding_is_part_of_it_in_plain_text_too() -> None:
    bullets = "- Staff said:\n  - they were heard\n  - and seen\n- All went well."
    report = with_cover(f"{RATED}## P 1.1 Leadership\n\nGood\n\n### Strengths\n\n{bullets}")
    assert texts(report.findings) == ["Staff said:\n• they were heard\n• and seen", "All went well."]


@pytest.mark.parametrize("dash", ["–", "—"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_dash_that_opens_a_paragraph_or_follows_another_item_is_a_bullet(dash: str, gap: str) -> None:
    passage = (
        f"{dash} review all cases; and{gap}{dash} train staff in risk\n{dash} which they ask for {dash} each year."
    )
    report = with_cover(f"## Recommendations\n\n{UNIT} should:\n\n{passage}")
    assert [item.text for item in report.recommendations] == [
        "review all cases; and",
        f"train staff in risk {dash} which they ask for {dash} each year.",
    ]


def test_a_table_of_recommendations_says_in_its_head_who_each_is_for() -> None:
    rows = [
        ("Recommendation", "Owner", "Priority"),
        ("1. write", "HMPPS", "High"),
        ("2. keep to it", "The board", "Low"),
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in rows)
    report = page(f"<h2>Recommendations</h2><table>{table}</table>")
    assert recommended(report) == [("1", "HMPPS", "write"), ("2", "The board", "keep to it")]
    assert codes(report) == {"recommendation_column_not_read"}


def test_key_data_interrupt_a_standard_and_do_not_end_it() -> None:
    data = "Key data\nMost cases were sufficient.\n\n"
    report = with_cover(f"{RATED}## P 1.1. Leadership\n\nGood\n\nStrengths:\n\n- One.\n{data}Strengths:\n\n- Two.")
    assert [(one.standard, one.section, one.text) for one in report.findings] == [
        ("P 1.1", "P 1.1 Leadership", "One."),
        ("P 1.1", "P 1.1 Leadership", "Two."),
    ]
