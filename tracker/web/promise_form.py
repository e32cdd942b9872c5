"""What a milestone promises, as a form asks for it: in a plan, and in a change of an agreed one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length, Optional

from tracker.domain.promises import HEAVIEST, LIGHTEST, LONGEST_TITLE, Promise
from tracker.domain.vocabulary import DeadlineSource, MilestoneState
from tracker.models import Milestone, Person
from tracker.web.date_field import DayField
from tracker.web.forms import Form, person_choices, word_choices
from tracker.web.whole_number import WholeNumber

LONGEST = 5_000


def _value(word: Any) -> str:
    return str(getattr(word, "value", word))


def at_most(noun: str, most: int = LONGEST) -> Length:
    return Length(max=most, message=f"{noun} must be {most:,} characters or fewer")


class Promised(Form):
    """What a milestone promises, for a new one and for one that is edited."""

    title = StringField(
        "What will be done?",
        description="One result that somebody can check. Do not name people on probation.",
        validators=[InputRequired("Enter what will be done"), at_most("What will be done", LONGEST_TITLE)],
    )
    owner_id = SelectField("Owner", coerce=int, description="The person who answers for it.")
    on_behalf_of = StringField(
        "On behalf of (optional)",
        description="If another organisation does the work, such as the police or children’s services, name it.",
        validators=[at_most("On behalf of", LONGEST_TITLE)],
    )
    starts_on = DayField("Start date (optional)", noun="Start date", validators=[Optional()])
    due_on = DayField("Due date", noun="Due date", validators=[InputRequired("Enter the due date")])
    due_source = RadioField(
        "Who set the due date?",
        choices=word_choices(reversed(DeadlineSource)),
        default=DeadlineSource.UNIT.value,
        coerce=_value,
        validators=[InputRequired("Select who set the due date")],
    )
    due_reason = TextAreaField(
        "Where does this date come from?",
        description="Needed if somebody other than the unit set it.",
        validators=[at_most("Where this date comes from")],
    )
    evidence_expected = TextAreaField(
        "What evidence will show it?",
        description="For example: ‘An audit of 20 cases, checked outside the team.’ Needed before the plan is "
        "submitted.",
        validators=[at_most("What evidence will show it")],
    )
    weight = WholeNumber(
        "Weight",
        noun="Weight",
        between=(LIGHTEST, HEAVIEST),
        description=f"How much of the plan this is, from {LIGHTEST} to {HEAVIEST}, against its other milestones.",
        validators=[InputRequired("Enter the weight")],
    )
    depends_on = SelectMultipleField(
        "Which milestones does it wait for? (optional)",
        coerce=int,
        description="Select what has to be done before this can go on.",
    )
    is_embed = BooleanField("This is the embed milestone: cases are checked to show that the change reached practice")
    keeps_people_safe = BooleanField("This is about keeping other people safe")

    def offer(self, people: Iterable[Person], owner: Person | None = None) -> None:
        offered = {person.id: person for person in (*people, *([owner] if owner else ()))}
        self.owner_id.choices = person_choices(offered.values())

    def offer_to_wait_for(self, others: Iterable[Milestone]) -> None:
        """The other milestones of the plan: those that are not cancelled, and those it waits for already."""
        chosen = self.depends_on.data or ()
        self.depends_on.choices = [
            SelectChoice(other.id, f"{other.ordinal}. {other.title}")
            for other in others
            if other.state is not MilestoneState.CANCELLED or other.id in chosen
        ]

    def promise(self, stored: Milestone | None = None) -> Promise:
        """What was typed; for fields that the form does not have, what is stored."""
        typed = {
            name: self._fields[name].data if name in self._fields else getattr(stored, name)
            for name in Promise.__dataclass_fields__
        }
        source = DeadlineSource(typed.pop("due_source"))
        texts = {name: typed[name] or "" for name in ("title", "on_behalf_of", "due_reason", "evidence_expected")}
        return Promise(**(typed | texts), due_source=source)
