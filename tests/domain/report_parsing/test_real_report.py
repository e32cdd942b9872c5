"""The one real report we have, read whole. It lives beside the repository and is not part of it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.readings import REAL_REPORT, read_file
from tracker.domain.report_parsing.parsed_report import ParsedReport, Subject
from tracker.domain.vocabulary import FindingKind, Rating, SubjectKind

pytestmark = pytest.mark.skipif(not REAL_REPORT.exists(), reason=f"the real report is not here: {REAL_REPORT}")
UNIT = "Cambridgeshire and Peterborough PDU"
STRENGTH, IMPROVEMENT, OBSERVATION = FindingKind


@pytest.fixture(scope="module")
def report() -> ParsedReport:
    return read_file(REAL_REPORT)


def test_the_cover(report: ParsedReport) -> None:
    assert report.title == f"An inspection of probation services in: {UNIT}"
    assert report.subject == Subject(UNIT, SubjectKind.PDU)
    assert report.region == "East of England"
    assert report.published == "2024-07"
    assert report.fieldwork_started == "2024-04-15"
    assert report.isbn == "978-1-916621-29-9"


def test_the_ratings(report: ParsedReport) -> None:
    assert (report.score, report.max_score, report.overall_rating) == (1, 21, Rating.INADEQUATE)
    assert [(one.code, one.name, one.rating, one.counts_towards_overall) for one in report.standards] == [
        ("P 1.1", "Leadership", Rating.INADEQUATE, True),
        ("P 1.2", "Staffing", Rating.INADEQUATE, True),
        ("P 1.3", "Services", Rating.REQUIRES_IMPROVEMENT, True),
        ("P 2.1", "Assessment", Rating.INADEQUATE, True),
        ("P 2.2", "Planning", Rating.INADEQUATE, True),
        ("P 2.3", "Implementation and delivery", Rating.INADEQUATE, True),
        ("P 2.4", "Reviewing", Rating.INADEQUATE, True),
    ]


def test_the_twelve_key_questions(report: ParsedReport) -> None:
    asked = report.key_questions
    assert [one.percentage for one in asked] == [54, 51, 8, 44, 59, 37, 54, 34, 25, 58, 42, 29]
    assert [one.standard for one in asked] == [code for code in ("P 2.1", "P 2.2", "P 2.3", "P 2.4") for _ in range(3)]
    assert [one.percentage for one in asked if one.lowest] == [8, 37, 25, 29]
    assert asked[6].question == (
        "Is the sentence or post-custody period implemented effectively with a focus on engaging the person on "
        "probation?"
    )


def test_the_four_recommendations_word_for_word(report: ParsedReport) -> None:
    assert [(one.number, one.addressee, one.due, one.text) for one in report.recommendations] == [
        (
            "1",
            UNIT,
            None,
            "devise and implement a strategy for returning to a sustainable level of service in which SPOs are focused "
            "on leading their teams and monitoring the quality of work produced by practitioners.",
        ),
        (
            "2",
            UNIT,
            None,
            "ensure that work is undertaken with other agencies to manage domestic abuse, such as the police and "
            "children's social care services, to ensure that actual and potential victims are sufficiently protected.",
        ),
        (
            "3",
            UNIT,
            None,
            "devise and implement a system for reviewing high risk and multi-agency public protection arrangement "
            "(MAPPA) level-one cases.",
        ),
        (
            "4",
            UNIT,
            None,
            "conduct an analysis of skills, knowledge and experience within the practitioner group and implement a "
            "system for checking that learning has been consolidated into practice.",
        ),
    ]


def test_every_strength_and_area_for_improvement_stands_under_its_standard(report: ParsedReport) -> None:
    """Counted by hand in the printed report."""
    assert Counter((one.standard, one.section, one.kind) for one in report.findings) == {
        ("P 1.1", "P 1.1 Leadership", STRENGTH): 1,
        ("P 1.1", "P 1.1 Leadership", IMPROVEMENT): 6,
        ("P 1.2", "P 1.2 Staffing", STRENGTH): 1,
        ("P 1.2", "P 1.2 Staffing", IMPROVEMENT): 6,
        ("P 1.3", "P 1.3 Services", STRENGTH): 5,
        ("P 1.3", "P 1.3 Services", IMPROVEMENT): 5,
        (None, "Feedback from people on probation", OBSERVATION): 6,
        (None, "Diversity and inclusion", STRENGTH): 2,
        (None, "Diversity and inclusion", IMPROVEMENT): 3,
        ("P 2.1", "P 2.1 Assessment", OBSERVATION): 4,
        ("P 2.2", "P 2.2 Planning", OBSERVATION): 4,
        ("P 2.3", "P 2.3 Implementation and delivery", OBSERVATION): 4,
        ("P 2.4", "P 2.4 Reviewing", OBSERVATION): 4,
        (None, "Outcomes", STRENGTH): 1,
        (None, "Outcomes", IMPROVEMENT): 3,
    }


@pytest.mark.parametrize(
    ("standard", "kind", "place", "text"),
    [
        (
            "P 1.1",
            STRENGTH,
            0,
            "At a senior level the PDU was engaged with the local safeguarding partnership, the Serious Violence "
            "Partnership, High Harms Board and other strategic forums. Partner agencies valued the regular attendance "
            "and contribution of senior leaders from the PDU.",
        ),
        (
            "P 1.1",
            IMPROVEMENT,
            4,
            "Not enough leadership attention was paid to ensuring practitioners were requesting information in "
            "relation to domestic abuse and that they knew how to do so. Enquiries were not always being made and "
            "were sometimes directed to the wrong police force or the wrong address. That meant numerous risk "
            "assessments were incomplete and lacked sufficient depth.",
        ),
        (
            "P 1.2",
            IMPROVEMENT,
            5,
            "Trainee probation officers undertaking the PQIP were often overworked and lacked opportunities to reflect "
            "and learn from other practitioners. There were more trainees than qualified staff in one office. Across "
            "the PDU, trainees had been allocated too many cases by leaders who were attempting to balance out "
            "workloads. That meant people undertaking the PQIP were at risk of being unable to fully develop their "
            "skills and knowledge.",
        ),
        (
            "P 1.3",
            IMPROVEMENT,
            0,
            "MAPPA level one and high-risk cases were not being reviewed by SPOs. Worryingly, a lower proportion of "
            "the high-risk cases we looked at were assessed as sufficient in relation to keeping people safe than "
            "was the case with the low and medium-risk cases we inspected. Senior leaders had not set out minimum "
            "standards in relation to the reviewing of those cases, which meant it was not seen as a priority by SPOs "
            "or practitioners.",
        ),
    ],
)
def test_findings_are_whole_also_where_a_page_break_cut_them(
    report: ParsedReport, standard: str, kind: FindingKind, place: int, text: str
) -> None:
    found = [one.text for one in report.findings if one.standard == standard and one.kind is kind]
    assert found[place] == text


def test_the_quotation_announced_by_a_colon_ends_its_finding(report: ParsedReport) -> None:
    feedback = [one.text for one in report.findings if one.section == "Feedback from people on probation"]
    assert feedback[-1].endswith(
        "However, another person said: \"They don't actually support me with anything, it feels like a tick-box "
        'exercise to me and I do not think they actually care whether I am rehabilitated or not."'
    )


def test_no_footnote_is_left_in_a_text(report: ParsedReport) -> None:
    assert not [one.text for one in report.findings if "relative rate index" in one.text or "rating band" in one.text]


def test_nothing_is_warned_of(report: ParsedReport) -> None:
    assert report.warnings == ()


def test_every_value_names_the_line_it_was_read_from(report: ParsedReport) -> None:
    lines = REAL_REPORT.read_text(encoding="utf-8").splitlines()
    assert set(report.sources) == {
        "title", "subject", "region", "published", "fieldwork_started", "isbn", "score", "max_score", "overall_rating",
    }  # fmt: skip
    assert report.sources["score"].line == lines.index("Score **1/21**") + 1
    assert report.sources["fieldwork_started"].quote.startswith("We conducted fieldwork in Cambridgeshire")
    sources = [one.source for one in report.standards] + [one.source for one in report.key_questions]
    sources += [one.source for one in report.findings] + [one.source for one in report.recommendations]
    for source in sources:
        line = lines[(source.line or 0) - 1]
        first_words = source.quote[:12]
        assert first_words in line.replace("<b>", "").replace("  ", " ")
