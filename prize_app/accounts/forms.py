"""Forms of accounts: shape, not rules."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length

from prize_app.inputs import CountryField, at_most, choices, clean
from workflows.instants import zone_names

PASSWORD = (
    InputRequired("Please choose a password."),
    Length(min=12, message="At least 12 characters; a short sentence is easy to keep."),
    at_most(200),
)


class SignInForm(FlaskForm):
    """E-mail and password."""

    email = EmailField(
        "E-mail",
        filters=[clean],
        validators=[InputRequired("Please give your e-mail address."), at_most(254)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Password",
        validators=[InputRequired("Please give your password."), at_most(200)],
        render_kw={"autocomplete": "current-password"},
    )


class RegisterForm(FlaskForm):
    """What an account needs. DataRequired, not InputRequired: blanks are no name."""

    name = StringField(
        "Your full name",
        filters=[clean],
        validators=[DataRequired("Please give your name."), at_most(200)],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        "E-mail",
        description="We send a link there; the account works once you have opened it.",
        filters=[clean],
        validators=[
            InputRequired("Please give your e-mail address."),
            Email("This is not an e-mail address."),
            at_most(254),
        ],
        render_kw={"autocomplete": "email"},
    )
    institution = StringField(
        "Institution",
        description="Entry conditions look at it: nobody nominates the own organization.",
        filters=[clean],
        validators=[DataRequired("Please name your institution."), at_most(200)],
        render_kw={"autocomplete": "organization"},
    )
    country = CountryField("Country", validators=[InputRequired("Please choose a country.")])
    password = PasswordField(
        "Password",
        description="At least 12 characters; a short sentence is easy to keep.",
        validators=PASSWORD,
        render_kw={"autocomplete": "new-password"},
    )


class ForgottenForm(FlaskForm):
    """Where to send the link for a new password."""

    email = EmailField(
        "E-mail",
        filters=[clean],
        validators=[InputRequired("Please give your e-mail address."), at_most(254)],
    )


class NewPasswordForm(FlaskForm):
    """A new password, twice."""

    new_password = PasswordField(
        "New password",
        description="At least 12 characters.",
        validators=PASSWORD,
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        "The same again",
        validators=[EqualTo("new_password", "The two passwords differ.")],
        render_kw={"autocomplete": "new-password"},
    )


class SettingsForm(FlaskForm):
    """Where the person reads deadlines; letters cannot ask a browser."""

    zone = SelectField(
        "Time zone",
        description="Deadlines are shown here, in the zone of the prize and in UTC; letters too.",
        choices=choices(
            ((name, name.replace("_", " ")) for name in zone_names()), empty="as my browser says"
        ),
    )
