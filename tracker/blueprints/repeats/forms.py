"""The form that says which earlier recommendation one repeats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2

from tracker.domain.similarity import suggest
from tracker.models import Recommendation
from tracker.queries.repeats import Other
from tracker.web.filters import day
from tracker.web.forms import EditForm

LONGEST = 200  # of a text among the choices


class RepeatForm(EditForm):
    """`hints`: the words that a suggestion has in common, by its id as text. Suggestions stand first."""

    repeat_of_id = RadioField("Which earlier recommendation does this repeat?", coerce=int)

    def __init__(self, *args: Any, obj: Recommendation, candidates: Sequence[Other], **kwargs: Any) -> None:
        super().__init__(*args, obj=_Chosen(obj), **kwargs)
        self.subject, self.candidates = obj, candidates
        suggested = suggest(obj.text, [(one.id, one.text) for one in candidates])
        self.hints = {str(one.key): f"Words in common: {', '.join(one.words)}" for one in suggested}
        order = [one.key for one in suggested]
        first = sorted(candidates, key=lambda one: order.index(one.id) if one.id in order else len(order))
        none = SelectChoice("0", "None of them")
        self.repeat_of_id.choices = [*(SelectChoice(str(one.id), _words(one)) for one in first), none]

    def as_stored(self, row: Recommendation) -> RepeatForm:
        return RepeatForm(formdata=None, obj=row, candidates=self.candidates)


class _Chosen:
    """A recommendation with 0 in place of no earlier one."""

    def __init__(self, recommendation: Recommendation) -> None:
        self.revision = recommendation.revision
        self.repeat_of_id = recommendation.repeat_of_id or 0


def _words(one: Other) -> str:
    text = one.text if len(one.text) <= LONGEST else f"{one.text[:LONGEST].rstrip()}…"
    return f"{one.number or one.ordinal}. {text} (inspection published {day(one.published_on)})"
