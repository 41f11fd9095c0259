"""Forms of reviewers: shape, not rules."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.form import Form
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    NumberRange,
    Optional,
    ValidationError,
)

from prize_app.accounts.forms import PASSWORD
from prize_app.countries import LANGUAGES, countries
from prize_app.inputs import (
    CountryField,
    WholeNumberField,
    at_most,
    choices,
    clean,
    clean_lines,
    words_field,
)
from prize_app.reviewers.naming import roles_named
from prize_app.reviewers.tables import LONGEST_KEYWORD, LONGEST_LIST, MOST_KEYWORDS
from workflows.plan.model import Plan

LONGEST_MESSAGE = 2_000
MOST_WORK = 20
ADDRESS = (Email("This is not an e-mail address."), at_most(254))


class InviteForm(FlaskForm):
    """Whom to invite, to what."""

    name = StringField(
        "Name", filters=[clean], validators=[DataRequired("Please give a name."), at_most(200)]
    )
    email = EmailField(
        "E-mail",
        filters=[clean],
        validators=[InputRequired("Please give an e-mail address."), *ADDRESS],
    )
    institution = StringField("Institution", filters=[clean], validators=[Optional(), at_most(200)])
    country = SelectField("Country", choices=choices(countries(), empty="not known"))
    role = SelectField("Asked for", description="What accepting makes them.")
    categories = SelectMultipleField(
        "Categories", description="Without a choice: all categories.", validators=[Optional()]
    )
    message = words_field("A personal line in the letter", most=LONGEST_MESSAGE, required=False)
    suggested = HiddenField()

    def __init__(self, plan: Plan, **options: Any) -> None:
        super().__init__(**options)
        self.categories.choices = choices((c.key, c.name["en"]) for c in plan.categories.values())
        roles = roles_named(plan)
        self.role.choices = choices(roles.items())
        self.role.data = self.role.data or next(iter(roles)).value


class DeclineForm(FlaskForm):
    """Why not, and perhaps who instead."""

    reason = words_field("Why can you not review?", most=LONGEST_MESSAGE)
    other_name = StringField(
        "Somebody who could",
        description="Their name goes to the secretariat; nobody is invited by itself.",
        filters=[clean],
        validators=[Optional(), at_most(200)],
    )
    other_email = EmailField("Their e-mail", filters=[clean], validators=[Optional(), *ADDRESS])
    other_institution = StringField(
        "Their institution", filters=[clean], validators=[Optional(), at_most(200)]
    )
    other_why = words_field("Why they would be good", most=LONGEST_MESSAGE, required=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """What is said of somebody without a name would be lost."""
        is_whole = bool(super().validate(extra_validators))
        told = (self.other_email.data, self.other_institution.data, self.other_why.data)
        if any(told) and not self.other_name.data:
            self.other_name.errors = ["Please give the name of the person."]
            return False
        return is_whole


def accept_form(
    plan: Plan, keys: list[str], *, with_account: bool, usual: int, most: int
) -> type[FlaskForm]:
    """The form of accepting: a number for each category, and an account where there is none."""
    fields: dict[str, Any] = {}
    wrong = f"Please give a number between 1 and {most}."
    for key in keys:
        fields[f"c-{key}"] = BooleanField(plan.categories[key].name["en"], default=True)
        fields[f"n-{key}"] = WholeNumberField(
            "At most",
            wrong=wrong,
            default=min(usual, most),
            validators=[Optional(), NumberRange(1, most, wrong)],
        )
    if with_account:
        fields |= _account_fields()
    return type("AcceptForm", (FlaskForm,), fields)


def _account_fields() -> dict[str, Any]:
    return {
        "name": StringField(
            "Your full name",
            filters=[clean],
            validators=[DataRequired("Please give your name."), at_most(200)],
            render_kw={"autocomplete": "name"},
        ),
        "institution": StringField(
            "Institution",
            filters=[clean],
            validators=[DataRequired("Please name your institution."), at_most(200)],
            render_kw={"autocomplete": "organization"},
        ),
        "country": CountryField("Country", validators=[InputRequired("Please choose a country.")]),
        "password": PasswordField(
            "Password",
            description="At least 12 characters; a short sentence is easy to keep.",
            validators=PASSWORD,
            render_kw={"autocomplete": "new-password"},
        ),
    }


class WorkForm(Form):
    """One affiliation. A line without a name is left out."""

    name = StringField("Institution", filters=[clean], validators=[Optional(), at_most(300)])
    country = SelectField("Country", choices=choices(countries(), empty="not said"))
    began_on = DateField("Since", validators=[Optional()])
    ended_on = DateField("Until", validators=[Optional()])
    body = SelectField(
        "Which one is it?",
        description="The register has names like this one.",
        choices=[],
        validate_choice=False,
    )

    def validate_ended_on(self, field: DateField) -> None:
        """Somebody begins before they leave."""
        if field.data and self.began_on.data and field.data < self.began_on.data:
            where = f"{self.name.data}: " if self.name.data else ""
            raise ValidationError(f"{where}this is before the day on which it began.")


class ProfileForm(FlaskForm):
    """What somebody knows and where they work."""

    themes = SelectMultipleField("Research themes", validators=[Optional()])
    keywords = words_field(
        "Keywords",
        most=MOST_KEYWORDS * (LONGEST_KEYWORD + 2),
        required=False,
        hint=f"One in each line, at most {MOST_KEYWORDS}.",
    )
    languages = SelectMultipleField(
        "Languages that you read well enough to judge a dossier", validators=[Optional()]
    )
    country = SelectField("Country", choices=choices(countries(), empty="not said"))
    work = FieldList(FormField(WorkForm), max_entries=MOST_WORK)

    def validate_keywords(self, field: Any) -> None:
        """Few and short: they are compared with texts."""
        words = keywords_of(field.data)
        if len(words) > MOST_KEYWORDS:
            raise ValidationError(f"{len(words)} keywords; at most {MOST_KEYWORDS} are possible.")
        if any(len(word) > LONGEST_KEYWORD for word in words):
            raise ValidationError(f"A keyword has at most {LONGEST_KEYWORD} characters.")


def keywords_of(text: str | None) -> list[str]:
    """The keywords that somebody wrote, one in each line, each once."""
    lines = (clean(line) or "" for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


class ImportForm(FlaskForm):
    """A list as a file, or pasted."""

    file = FileField("CSV file")
    text = words_field("Or paste the list here", most=LONGEST_LIST, required=False)
    message = words_field("A line in every letter", most=LONGEST_MESSAGE, required=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """There is a list, in one of both."""
        is_whole = bool(super().validate(extra_validators))
        if not self.file.data and not (self.text.data or "").strip():
            self.file.errors = ["Please choose a file, or paste the list."]
            return False
        return is_whole


class TakeForm(FlaskForm):
    """The list that was tried, to be taken."""

    text = HiddenField(filters=[clean_lines], validators=[at_most(LONGEST_LIST)])
    message = HiddenField(filters=[clean_lines], validators=[at_most(LONGEST_MESSAGE)])


class PoolForm(Form):
    """What is looked for among all reviewers; in the address, so that a search can be kept."""

    words = StringField("Name, institution or keyword", filters=[clean])
    theme = SelectField("Theme", validate_choice=False)
    language = SelectField(
        "Language",
        choices=choices(sorted(LANGUAGES, key=lambda pair: pair[1]), empty="any"),
        validate_choice=False,
    )
    country = SelectField(
        "Country", choices=choices(countries(), empty="any"), validate_choice=False
    )


class AcceptTermsForm(FlaskForm):
    """That the very version shown was read and is accepted."""

    slug = HiddenField()
    key = HiddenField()
    version = HiddenField()
    read = BooleanField(
        "I have read this and accept it.",
        validators=[InputRequired("Please tick this if you accept the text.")],
    )
