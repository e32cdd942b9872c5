"""The forms of a judgement and of a verdict."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.vocabulary import Progress, VerdictWord
from tracker.extensions import db
from tracker.models import Recommendation
from tracker.queries.judgements import verdict_of
from tracker.web.forms import EditForm, Form, word_choices

LONGEST = 5_000


class JudgeForm(Form):
    plan_delivered = RadioField(
        "How far has the plan been delivered?",
        choices=word_choices(Progress),
        validators=[InputRequired("Select how far the plan has been delivered")],
    )
    outcome_improved = RadioField(
        "How far has the outcome improved?",
        choices=word_choices(Progress),
        validators=[InputRequired("Select how far the outcome has improved")],
    )
    why = TextAreaField(
        "Why?",
        description="Only inspectors see this until you release it.",
        validators=[
            InputRequired("Enter why you judge so"),
            Length(max=LONGEST, message=f"Why you judge so must be {LONGEST:,} characters or fewer"),
        ],
    )


class ChangeJudgementForm(EditForm, JudgeForm):
    """The same with the revision, while the judgement is not released."""


class VerdictForm(EditForm):
    verdict = RadioField(
        "What is the verdict?",
        choices=word_choices(VerdictWord),
        validators=[InputRequired("Select the verdict")],
    )
    why = TextAreaField(
        "Why?",
        validators=[
            InputRequired("Enter why this is the verdict"),
            Length(max=LONGEST, message=f"Why this is the verdict must be {LONGEST:,} characters or fewer"),
        ],
    )
    cites = TextAreaField(
        "Which published paragraph says so?",
        description="The report and the paragraph, in its own words.",
        validators=[Length(max=LONGEST, message=f"The paragraph must be {LONGEST:,} characters or fewer")],
    )

    def __init__(self, *args: Any, needs_citing: bool, **kwargs: Any) -> None:
        """The inspectorate says itself what it found: only others cite the paragraph in which it says so."""
        super().__init__(*args, **kwargs)
        if not needs_citing:
            del self.cites

    @property
    def cited(self) -> str:
        return (self.cites.data or "") if self.cites else ""

    def as_stored(self, row: Recommendation) -> Form:
        """With the verdict that was given meanwhile, where there is one."""
        given = verdict_of(db.session(), row.id)
        values = {"verdict": given.verdict.value, "why": given.why, "cites": given.cites} if given else {}
        return VerdictForm(formdata=None, obj=row, needs_citing=self.cites is not None, **values)
