"""The forms over a change of an agreed plan. Their revision is the change's: one draft, one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length

from tracker.domain.promises import HEAVIEST, LIGHTEST, LONGEST_TITLE
from tracker.models import Milestone, Person, PlanChange
from tracker.services.plan_changes import LONGEST_SUSTAIN
from tracker.web.answer_form import AnswerForm
from tracker.web.forms import EditForm, Form, person_choices
from tracker.web.labels import label
from tracker.web.promise_form import Promised
from tracker.web.whole_number import WholeNumber

LONGEST = 5_000
Proposed = Callable[[PlanChange], Mapping[str, Any]]


class StartForm(Form):
    why = TextAreaField(
        "Why does the plan have to change?",
        description="Whoever agrees the change reads this.",
        validators=[InputRequired("Enter why the plan has to change"), Length(max=LONGEST)],
    )


class _DraftForm(EditForm):
    """A form over a part of the draft; `proposed` finds that part in a change."""

    def __init__(self, *args: Any, obj: PlanChange, proposed: Proposed, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **proposed(obj), **kwargs)
        self._proposed = proposed

    def as_stored(self, row: PlanChange) -> Form:
        return type(self)(formdata=None, obj=row, proposed=self._proposed)


class PlanForm(_DraftForm, AnswerForm):
    success_measure = TextAreaField(
        "Success measure",
        validators=[Length(max=LONGEST, message=f"The success measure must be {LONGEST:,} characters or fewer")],
    )
    sustain_months = WholeNumber(
        "For how many months must it be sustained?",
        noun="Months",
        between=(1, LONGEST_SUSTAIN),
        description="Counted from the day on which everything is delivered.",
        validators=[InputRequired("Enter for how many months it must be sustained")],
    )


class MilestoneForm(_DraftForm):
    """What a standing milestone promises; its owner and dates have roads of their own."""

    title = StringField(
        "What will be done?",
        validators=[
            InputRequired("Enter what will be done"),
            Length(max=LONGEST_TITLE, message=f"What will be done must be {LONGEST_TITLE} characters or fewer"),
        ],
    )
    evidence_expected = TextAreaField(
        "What evidence will show it?",
        validators=[Length(max=LONGEST, message=f"What evidence will show it must be {LONGEST:,} characters or fewer")],
    )
    weight = WholeNumber(
        "Weight",
        noun="Weight",
        between=(LIGHTEST, HEAVIEST),
        validators=[InputRequired("Enter the weight")],
    )
    is_embed = BooleanField("This is the embed milestone: cases are checked to show that the change reached practice")
    keeps_people_safe = BooleanField("This is about keeping other people safe")

    def wanted(self) -> dict[str, Any]:
        return {
            "title": self.title.data or "",
            "evidence_expected": self.evidence_expected.data or "",
            "weight": self.weight.data,
            "is_embed": self.is_embed.data,
            "keeps_people_safe": self.keeps_people_safe.data,
        }


class CancelForm(_DraftForm):
    reason = TextAreaField(
        "Why is this milestone to be cancelled?",
        description="Whoever agrees the change reads this, and it stays with the milestone.",
        validators=[
            InputRequired("Enter why this milestone is to be cancelled"),
            Length(max=LONGEST, message=f"Why it is to be cancelled must be {LONGEST:,} characters or fewer"),
        ],
    )


class NewMilestoneForm(_DraftForm, Promised):
    """A milestone that the plan does not have yet. What it waits for is said once it stands."""

    replaces = SelectMultipleField(
        "Which milestones does it take the place of? (optional)",
        coerce=int,
        description="The weight of what is replaced no longer counts. What is still open is cancelled when the change "
        "is agreed.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.depends_on

    def offer(self, people: Iterable[Person], owner: Person | None = None) -> None:
        """Nobody is chosen for somebody who left: then the first choice names no person."""
        offered = list(people)
        super().offer(offered, owner)
        if self.owner_id.data not in {person.id for person in offered}:
            self.owner_id.choices = [SelectChoice("0", "Select a person"), *person_choices(offered)]

    def offer_places(self, milestones: Iterable[Milestone]) -> None:
        self.replaces.choices = [
            SelectChoice(one.id, f"{one.ordinal}. {one.title} ({label(one.state).lower()})") for one in milestones
        ]


class DecideForm(EditForm):
    decision = RadioField(
        "What do you decide?",
        choices=[SelectChoice("agree", "Agree the change"), SelectChoice("return", "Return it")],
        validators=[InputRequired("Select what you decide")],
    )
    what_to_change = TextAreaField(
        "What needs to change?",
        description="The owner of the plan reads this. Say what would let you agree the change.",
        validators=[Length(max=LONGEST, message=f"What to change must be {LONGEST:,} characters or fewer")],
    )
