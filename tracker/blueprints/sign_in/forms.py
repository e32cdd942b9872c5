"""What is typed to sign in, and to choose a password."""

from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from tracker.domain.password_rules import SHORTEST
from tracker.web.forms import Form


class SignInForm(Form):
    email = StringField("Email address", validators=[InputRequired("Enter your email address.")])
    password = PasswordField("Password", validators=[InputRequired("Enter your password.")])


class ChoosePasswordForm(Form):
    password = PasswordField(
        "New password",
        description=f"Use {SHORTEST} characters or more. Three words that have nothing in common make a good password.",
        validators=[InputRequired("Enter a password.")],
    )
