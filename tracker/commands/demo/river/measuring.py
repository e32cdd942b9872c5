"""Acts of measuring: a plan gets measures, of a linked key question or its own, which are read and corrected."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.queries import measures
from tracker.services.measures import Count, Figures, add_measure, add_reading, correct_reading, measure_key_question


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """A measure of the first key question linked that has none, which its table calls `key`."""

    ago: int
    by: SamplePerson
    key: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            plan = stage.plan(session, by)
            question = measures.suggestions(session, plan)[0]
            made = measure_key_question(session, plan, question.id, by=by, at=stage.at)
            stage.props.measures[self.key] = made.id

        stage.play(what)


@dataclass(frozen=True, slots=True)
class MeasureOwn:
    """A measure of the plan's own, in whole per cent; `baseline` is None where the report has words alone."""

    ago: int
    by: SamplePerson
    key: str
    name: str
    baseline: int | None
    words: str
    target: int
    source: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            figures = Figures(self.name, self.baseline, self.words, self.target, self.source)
            made = add_measure(session, stage.plan(session, by), figures=figures, by=by, at=stage.at)
            stage.props.measures[self.key] = made.id

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Read:
    """`met` of `cases` in a period that counts working days from the last of the story."""

    ago: int
    by: SamplePerson
    key: str
    period: tuple[int, int]
    met: int
    cases: int
    checked_by: str

    def count(self, stage: Stage) -> Count:
        first, last = (stage.day(each) for each in self.period)
        return Count(first, last, self.met, self.cases, self.checked_by)

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            measure = measures.get(session, stage.props.measures[self.key], seen_by=by)
            made = add_reading(session, measure, count=self.count(stage), by=by, at=stage.at, today=stage.today)
            stage.props.readings[self.key] = made.id

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Correct:
    """`read` takes the place of the reading of its measure that was added last."""

    read: Read
    why: str

    @property
    def ago(self) -> int:
        return self.read.ago

    @property
    def by(self) -> SamplePerson:
        return self.read.by

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            wrong = measures.get_reading(session, stage.props.readings[self.read.key], seen_by=by)
            made = correct_reading(
                session,
                wrong,
                count=self.read.count(stage),
                why=self.why,
                seen_revision=wrong.revision,
                by=by,
                at=stage.at,
                today=stage.today,
            )
            stage.props.readings[self.read.key] = made.id

        stage.play(what)
