"""The main job in a browser: what a report recommends goes from draft plans to verdicts, by people of every role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from tests.journeys.chapters import concluding, planning, unforeseen, working
from tests.journeys.chapters.story import IN_DECEMBER, IN_JUNE, Story, a_case, whole_life_of, with_safety
from tests.journeys.reports import BY_KEYBOARD, RUNS, Report
from tests.journeys.stage import Stage


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(IN_JUNE) as moved:
        yield moved


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "cases of May.csv", tmp_path / "notes on May.txt"
    first.write_text("case,sound\n1,yes\n2,no\n")
    second.write_text("Drawn by hand.\n")
    return first, second


@pytest.mark.parametrize(("report", "stage"), RUNS, indirect=["stage"])
def test_recommendations_live_their_whole_life_from_draft_plans_to_verdicts(
    stage: Stage, clock: time_machine.Traveller, report: Report, files: tuple[Path, Path]
) -> None:
    story = Story(stage, whole_life_of(planning.the_report_is_imported(stage, report)), files)
    planning.a_colleague_is_invited(stage, report)
    planning.the_plans_are_written(story)
    planning.the_plans_are_agreed(story)
    unforeseen.dates_are_moved(story)
    unforeseen.a_partner_keeps_them_waiting(story)
    unforeseen.people_say_how_it_goes(story)
    unforeseen.several_milestones_change_together(story)
    unforeseen.an_agreed_plan_changes(story)
    unforeseen.a_milestone_is_needed_no_more(story)
    unforeseen.somebody_is_away(story)
    working.the_work_is_done_and_shown(story)
    working.the_evidence_is_decided_on(story)
    working.a_plan_is_delivered(story)
    clock.move_to(IN_DECEMBER)
    stage.everybody_was_away()
    concluding.time_goes_by(stage, story.late)
    concluding.what_is_overdue_is_found_and_shared(story)
    concluding.a_post_changes_hands(story)
    concluding.what_was_delivered_is_assured(story)
    concluding.the_inspector_concludes(stage, story.cases)
    concluding.the_story_is_read(story)


@pytest.mark.parametrize(("report", "stage"), BY_KEYBOARD, indirect=["stage"])
def test_a_recommendation_goes_from_a_draft_plan_to_its_verdict_by_keyboard_alone(
    stage: Stage, clock: time_machine.Traveller, report: Report, files: tuple[Path, Path]
) -> None:
    (found,) = planning.the_report_is_imported(stage, report)
    case = with_safety(a_case(1, *found))
    planning.a_plan_is_written(stage, case)
    planning.submits_and_mends(stage, case)
    working.work_is_done_and_shown(stage, case, files)
    working.evidence_is_decided_on(stage, case, files, is_doubted=True)
    clock.move_to(IN_DECEMBER)
    stage.everybody_was_away()
    concluding.time_goes_by(stage, [case])
    concluding.the_inspector_concludes(stage, [case])
