"""Sentences of conflicts of interest in English. `own` is what the person's account says."""

from __future__ import annotations

from typing import Final

TIES: Final = {
    "nominee": "the nominee",
    "nominator": "the nominator",
    "referee": "author of a letter of support",
    "team": "one of those who did the work",
    "kin": "a relative of the nominee",
    "adviser": "adviser or student of the nominee",
    "co-author": "a co-author of the nominee",
    "co-grant": "a partner in a grant of the nominee",
    "objected": "somebody who should not review, as nominee or nominator ask",
    "same-organization": "the same organization",
    "near-organization": "a near organization",
    "same-country": "the same country",
    "email-domain": "the same e-mail domain",
    "name-variant": "a similar name",
}

SENTENCES: Final = {
    "nominee": "This is the nominee.",
    "nominator": "This is the nominator.",
    "referee": "Wrote a letter of support.",
    "team": "Did the work together with the nominee.",
    "kin": "Is named as a relative of the nominee.",
    "adviser": "Is named as adviser or student of the nominee.",
    "co-author": "Is named as a co-author of the nominee.",
    "co-grant": "Is named as a partner in a grant of the nominee.",
    "objected": "The nominee or the nominator asks that this person does not review.",
    "same-name": "Has the same name as {who}: “{name}”. It may be another person.",
    "name-variant": "The name “{own}” is like “{name}”, {who}. It may be another person.",
    "same-organization": "Both work or worked at the same organization: {name}.",
    "like-organization": "“{own}” and “{name}” may be the same organization.",
    "near-organization": "{own} and {name} are {steps:step|steps} apart on the organization tree.",
    "email-domain": "Both have an e-mail address at {name}.",
    "same-country": "Both work in the same country: {country}.",
}

SOURCES: Final = {
    "account": "account",
    "profile": "profile",
    "form": "nomination",
    "consent": "nominee’s page",
}

BINDINGS: Final = {"strict": "strict", "general": "general"}
