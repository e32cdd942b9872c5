"""The forms over a milestone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from tracker.models import Milestone
from tracker.web.forms import EditForm, Form
from tracker.web.promise_form import Promised, at_most


class EditMilestoneForm(EditForm, Promised):
    """The same with the revision. Once the plan is agreed, what was agreed with it is no field any more."""

    def __init__(
        self, *args: Any, obj: Milestone, fixed: Collection[str], waits: Callable[[], Collection[int]], **kwargs: Any
    ) -> None:
        """`fixed` names what was agreed. `waits` finds what it waits for now: asked again where somebody was faster."""
        super().__init__(*args, obj=obj, depends_on=list(waits()), **kwargs)
        self.fixed, self._waits = fixed, waits
        for name in fixed:
            del self[name]

    def as_stored(self, row: Milestone) -> Form:
        return EditMilestoneForm(formdata=None, obj=row, fixed=self.fixed, waits=self._waits)


class CompleteForm(EditForm):
    note = TextAreaField(
        "What was done?",
        description="A sentence or two. Do not name people on probation.",
        validators=[InputRequired("Enter what was done"), at_most("What was done")],
    )

    def as_stored(self, row: Milestone) -> Form:
        return CompleteForm(formdata=None, obj=row, note=row.completion_note)


class ReopenForm(EditForm):
    why = TextAreaField(
        "Why is there more to do?",
        validators=[InputRequired("Enter why there is more to do"), at_most("Why there is more to do")],
    )


class CancelForm(EditForm):
    reason = TextAreaField(
        "Why is this milestone cancelled?",
        validators=[InputRequired("Enter why this milestone is cancelled"), at_most("Why it is cancelled")],
    )

    def as_stored(self, row: Milestone) -> Form:
        return CancelForm(formdata=None, obj=row, reason=row.cancel_reason)
