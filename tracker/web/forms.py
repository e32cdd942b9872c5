"""What forms share: broken rules shown beside their field, and a revision so that nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, HiddenField, PasswordField, SelectFieldBase, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired

from tracker.domain.errors import Conflict, Difference, InvalidMove, RuleBroken
from tracker.extensions import db
from tracker.models import Person
from tracker.web.labels import label
from tracker.web.sent_forms import SENT_OTHERWISE, is_sent_otherwise


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose broken rules become its fields' errors. `status` is what the page answers with."""

    is_conflict = False  # the frame of every page asks; only an EditForm can be one
    adds = True  # sent once more with something else typed, it would add a second thing
    is_refused = False  # the move is not possible from the state that the thing is in

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            # what people paste has spaces around it, and NULs that PostgreSQL refuses; a password is taken as typed
            filters = list(unbound_field.kwargs.get("filters", ()))
            field_class = unbound_field.field_class
            if issubclass(field_class, StringField) and not issubclass(field_class, PasswordField):
                filters.append(tidy)
            return unbound_field.bind(form=form, filters=filters, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if self.adds and is_sent_otherwise():
            self.form_errors.append(SENT_OTHERWISE)
            return False
        return is_valid

    @property
    def status(self) -> int:
        if self.is_refused:
            return 409
        return 422 if self.errors else 200

    @contextmanager
    def showing_broken_rules(self) -> Iterator[None]:
        """Around one verb and its commit: a RuleBroken rolls back and stands beside its field.

        So does an InvalidMove, above the form: the page is shown again (409) with all that was typed.
        """
        try:
            yield
        except RuleBroken as broken:
            _undo()
            field = self._fields.get(broken.field)
            if field is None:
                self.form_errors.append(broken.message)
            else:
                field.errors = [*field.errors, broken.message]
        except InvalidMove as refused:
            _undo()
            self.is_refused = True
            self.form_errors.append(str(refused))


class EditForm(Form):
    """A form over an editable row: `EditForm(obj=row)`. It carries the revision that the person saw.

    When somebody else was faster, the page is shown again (409) with `differences` (their text and mine), all that was
    typed still in the fields, and the new revision, so that saving again is a choice made with open eyes.
    """

    adds = False  # its revision tells
    revision = HiddenField(validators=[InputRequired()])
    differences: tuple[Difference, ...] = ()

    def __init__(self, *args: Any, obj: Any, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.subject = obj

    @property
    def seen_revision(self) -> int:
        text = str(self.revision.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def status(self) -> int:
        return 409 if self.is_conflict else super().status

    @contextmanager
    def showing_broken_rules(self) -> Iterator[None]:
        try:
            with super().showing_broken_rules():
                yield
        except (Conflict, StaleDataError):
            key = self.subject.id
            _undo()
            self._show_conflict(db.session.get_one(type(self.subject), key))

    def as_stored(self, row: Any) -> Form:
        """This form over the row as it stands now. To be overridden where the fields are more than its columns."""
        return type(self)(formdata=None, obj=row)

    def _show_conflict(self, row: Any) -> None:
        theirs = self.as_stored(row)
        self.differences = tuple(
            Difference(field.label.text, theirs_text, mine_text)
            for name, field in self._fields.items()
            if name not in ("revision", "csrf_token")
            for theirs_text, mine_text in [(shown(theirs._fields[name], like=field), shown(field))]
            if theirs_text != mine_text
        )
        self.is_conflict = True
        self.revision.data = str(row.revision)


class ButtonForm(EditForm):
    """One button: nothing is asked but that the thing is still as its reader saw it."""


def pressed_revision(row: Any) -> int:
    """The revision that a button over the row was shown with. 0, which no row has, where it is missing: a form fills
    in the present one."""
    form = ButtonForm(obj=row)
    return form.seen_revision if form.validate() else 0


def _undo() -> None:
    """Rolls back. What was loaded is let go first, so that the page can be shown again from it as it was loaded."""
    db.session.expunge_all()
    db.session.rollback()


def word_choices(words: Iterable[Enum]) -> list[SelectChoice]:
    """Choices of words of the vocabulary, by their labels."""
    return [SelectChoice(str(word.value), label(word)) for word in words]


def person_choices(people: Iterable[Person]) -> list[SelectChoice]:
    """Choices of a list of people; the e-mail address tells two of one name apart."""
    return [SelectChoice(str(person.id), f"{person.name} ({person.email})") for person in people]


def tidy(text: Any) -> Any:
    """Text without spaces around it, NULs, and the two-character line ends that browsers send; the rest as it is."""
    return text if not isinstance(text, str) else text.replace("\0", "").replace("\r\n", "\n").strip()


def shown(field: Field, like: Field | None = None) -> str:
    """A field's value as its reader sees it: the labels of choices, not their keys; the choices are those of `like`."""
    if field.data is None:
        return ""
    if not isinstance(field, SelectFieldBase):
        return str(field.data)
    offered = getattr(like or field, "choices", None) or ()
    labels = {str(choice.value): str(choice.label) for choice in offered}
    chosen = field.data if isinstance(field.data, list) else [field.data]
    return ", ".join(labels.get(str(value), str(value)) for value in chosen)
