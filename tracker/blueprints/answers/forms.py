"""The form that says what a recommendation answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2

from tracker.blueprints.answers.candidates import Group
from tracker.extensions import db
from tracker.models import Recommendation
from tracker.queries.recommendations import get_with_links
from tracker.web.forms import EditForm
from tracker.web.signed_in import current_actor


class AnswersForm(EditForm):
    """Three lists of things in the same report, by their ids."""

    standards = SelectMultipleField("Standards", coerce=int)
    key_questions = SelectMultipleField("Key questions", coerce=int)
    findings = SelectMultipleField("Findings", coerce=int)

    def __init__(self, *args: Any, obj: Recommendation, groups: Iterable[Group], **kwargs: Any) -> None:
        self.groups = list(groups)
        super().__init__(*args, obj=_Chosen(obj), **kwargs)
        self.subject = obj
        for group in self.groups:
            candidates = [*group.suggested, *group.others]
            self[group.field].choices = [SelectChoice(one.id, one.text) for one in candidates]

    def as_stored(self, row: Recommendation) -> AnswersForm:
        whole = get_with_links(db.session(), row.id, seen_by=current_actor())
        return AnswersForm(formdata=None, obj=whole, groups=self.groups)


class _Chosen:
    """A recommendation with the ids of what it answers now."""

    def __init__(self, recommendation: Recommendation) -> None:
        self.revision = recommendation.revision
        self.standards = [row.id for row in recommendation.standards]
        self.key_questions = [row.id for row in recommendation.key_questions]
        self.findings = [row.id for row in recommendation.findings]
