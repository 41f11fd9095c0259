"""What entry conditions on nominees and organizations found, in English."""

from __future__ import annotations

from typing import Final

FOUND: Final = {
    "age_below": {
        "holds": "{age:year|years} old on {on}: below {years}.",
        "does-not-hold": "{age:year|years} old on {on}; the nominee must be younger than "
        "{years}. Please look whether another category fits.",
        "unknown": "The date of birth is missing, or lies after {on}. Please enter it; the "
        "nominee must be younger than {years} on that day.",
    },
    "years_since_at_most": {
        "holds": "On {on} not more than {years:year|years} have passed.",
        "does-not-hold": "On {on} more than {years:year|years} have passed. Parental, medical or "
        "service leave is added to the limit where the form asks for it: please enter all of "
        "it.",
        "unknown": "The date that counts is missing, or lies after {on}. Please enter it; not "
        "more than {years:year|years} may have passed on that day.",
    },
    "living": {
        "holds": "No death before the end of {on} is known.",
        "does-not-hold": "The nominee died on or before {on}. The prize is not given "
        "posthumously; we are sorry.",
        "unknown": "The date of death cannot be read as a date. Please mend it, or leave it "
        "empty for a living nominee.",
    },
    "consent_given": {
        "holds": "The nominee has agreed.",
        "does-not-hold": "The nominee does not wish to be nominated. Please respect this and "
        "withdraw the nomination.",
        "unknown": "The nominee has not answered yet. Please make sure that the e-mail address "
        "on the form is right, and that the nominee expects our letter.",
    },
    "date_between": {
        "holds": "It lies between {first} and {last}.",
        "does-not-hold": "It does not lie between {first} and {last}. Please look whether the "
        "date is right, or whether another category fits.",
        "unknown": "The date is missing, or the year alone does not say. It must lie between "
        "{first} and {last}; please enter the day.",
    },
    "country_admitted": {
        "holds": "The country is one that is admitted.",
        "does-not-hold": "The country is not one that is admitted here. Please look whether "
        "another category fits.",
        "unknown": "The country is not given yet. Please choose it.",
    },
    "resident_at_least": {
        "holds": "{years:year|years} or more there on {on}, in a country that counts.",
        "does-not-hold": "On {on} fewer than {years:year|years} there, or the country is not one "
        "that counts. Please look whether another category fits.",
        "unknown": "It is not known since when the nominee has been there. At least "
        "{years:year|years} on {on} are asked for; please enter the country and the day.",
    },
    "not_office_holder": {
        "holds": "The nominee holds no office of the prize.",
        "does-not-hold": "The nominee stands in the register of offices ({role}) and cannot be "
        "nominated while that lasts, nor in the time of rest after it.",
        "unknown": "Without the nominee's name the register of offices cannot be searched. "
        "Please enter the name.",
    },
    "nominator_in_office": {
        "holds": "The nominator stands in the register of offices ({role}).",
        "does-not-hold": "The nominator holds none of the offices that may nominate here.",
        "unknown": "Without the nominator's name the register of offices cannot be searched. "
        "Please complete your account.",
    },
    "nominator_not_in_office": {
        "holds": "The nominator holds no office that judges here.",
        "does-not-hold": "The nominator stands in the register of offices ({role}). Who judges "
        "does not nominate: please ask somebody else.",
        "unknown": "Without the nominator's name the register of offices cannot be searched. "
        "Please complete your account.",
    },
    "no_row_by_office": {
        "holds": "Nobody listed holds an office that judges here.",
        "does-not-hold": "Somebody listed stands in the register of offices ({role}) and would "
        "judge the nomination. Please ask somebody else.",
        "unknown": "Nobody is listed yet, or a name is missing. Please enter all names.",
    },
    "organization_active": {
        "holds": "The register of organizations has it as active.",
        "does-not-hold": "The register of organizations has it as no longer active. Please ask "
        "us if that is out of date.",
        "unknown": "The register of organizations does not have it yet. You need not do "
        "anything: the secretariat will find out.",
    },
    "organization_is_member": {
        "holds": "The register of organizations has it as a member.",
        "does-not-hold": "The register of organizations has it as no member.",
        "unknown": "The register of organizations does not have it yet. You need not do "
        "anything: the secretariat will find out.",
    },
    "nominator_of_member": {
        "holds": "The register of organizations has the nominator's institution as a member.",
        "does-not-hold": "The register of organizations has the nominator's institution as no "
        "member. Please ask somebody of a member to nominate.",
        "unknown": "The register of organizations does not have the nominator's institution yet. "
        "Please look whether your account names it in full.",
    },
    "institution_of_kind": {
        "holds": "The register of organizations has the institution as a kind that is admitted.",
        "does-not-hold": "The register of organizations has the institution as another kind than "
        "those admitted.",
        "unknown": "The register of organizations does not say of what kind the institution is. "
        "You need not do anything: the secretariat will find out.",
    },
    "not_employed_at": {
        "holds": "The nominee works for none of the bodies whose staff is not admitted.",
        "does-not-hold": "The nominee works for {body}, whose staff is not admitted.",
        "unknown": "The nominee's institution is missing. Please enter it.",
    },
    "active_years_at_least": {
        "holds": "{active:year|years} of activity; at least {years} are asked for.",
        "does-not-hold": "{active:year|years} of activity; at least {years} are asked for. The "
        "organization can be nominated in a later edition.",
        "unknown": "The year of foundation is missing, or lies ahead. Please enter it; at least "
        "{years:year|years} of activity are asked for.",
    },
    "countries_at_least": {
        "holds": "{named:country|countries} named; at least {count} are asked for.",
        "does-not-hold": "{named:country|countries} named; at least {count} are asked for. "
        "Please name every country that took part.",
        "unknown": "No country is named yet. Please name every country that took part, at least "
        "{count}.",
    },
    "not_own_organization": {
        "holds": "The nominator belongs to another organization than the one nominated.",
        "does-not-hold": "The nominator belongs to the organization that is nominated. Please "
        "ask somebody outside it to nominate it.",
        "unknown": "The name of the organization or the nominator's own institution is missing. "
        "Please enter both.",
    },
    "not_own_staff": {
        "holds": "Nominator and nominee belong to different institutions.",
        "does-not-hold": "Nominator and nominee belong to the same institution. Where the plan "
        "allows it, please declare it; otherwise ask somebody outside.",
        "unknown": "The institution of the nominee or of the nominator is missing. Please enter "
        "both.",
    },
}  # fmt: skip
