"""Where evidence came from, and what would settle what is not known, in English."""

from __future__ import annotations

from typing import Final

LIKE: Final = {
    "laureates": "“{like}” in the register of laureates looks like the name. The secretariat will "
    "find out whether it is the same person.",
    "offices": "“{like}” in the register of offices looks like the name. The secretariat will "
    "find out whether it is the same person.",
    "organizations": "“{like}” in the register of organizations looks like it. The secretariat "
    "will find out whether it is the same.",
    "nominations": "“{like}” among the nominations looks like it. The secretariat will find out "
    "whether it is the same.",
    "accounts": "“{like}” in the nominator's account looks like it. The secretariat will find out "
    "whether it is the same.",
    "field": "“{like}” on the form looks like it. The secretariat will find out whether it is the "
    "same.",
    "plan": "“{like}” in the plan looks like it. The secretariat will find out whether it is the "
    "same.",
}  # fmt: skip

SOURCES: Final = {
    "field": "from the form",
    "document": "from the attached documents",
    "laureates": "register of laureates",
    "offices": "register of committee, board and staff",
    "organizations": "register of organizations",
    "nominations": "nominations of this prize",
    "accounts": "account of the nominator",
    "nominee": "answer of the nominee",
    "plan": "from the plan",
    "secretariat": "found out by the secretariat",
    "register": "from a register",
    "nominator": "account of the nominator",
    "nominee's answer": "answer of the nominee",
}  # fmt: skip

INPUTS: Final = {
    "line": "Line of the register",
    "nominator": "Nominator",
    "nominator-institution": "Institution of the nominator",
    "nominations-in-category": "Nominations in this category",
    "nominations-of-body": "Nominations of the institution in this category",
    "consent": "Consent",
    "bodies": "Bodies whose staff is not admitted",
    "evidence": "Evidence",
    "document": "Document",
}  # fmt: skip

LINES: Final = {
    "active": "active",
    "not active": "no longer active",
    "member": "member",
}  # fmt: skip

NOTHING: Final = {
    "line": "no line fits",
    "": "no answer",
}  # fmt: skip

CONSENT: Final = {
    "not-asked": "not asked yet",
    "awaited": "asked, no answer yet",
    "given": "agreed",
    "refused": "refused",
}  # fmt: skip

CREDIT: Final = {
    "credit": "Leave credited: {credit:day|days}.",
}  # fmt: skip

YES: Final = "yes"

NO: Final = "no"

SCRIPTS: Final = {
    "latin": "Latin",
    "cjk": "Chinese",
    "cyrillic": "Cyrillic",
    "arabic": "Arabic",
    "devanagari": "Devanagari",
}  # fmt: skip

ESTABLISHED: Final = {
    "holds": "Not known from the nomination itself; the secretariat established on {on} that it "
    "holds.",
    "does-not-hold": "Not known from the nomination itself; the secretariat established on {on} "
    "that it does not hold.",
    "unknown": "The secretariat looked into it on {on}.",
}  # fmt: skip

SETTLES: Final = {
    "age_below": "A passport or another paper with the date of birth.",
    "years_since_at_most": "The diploma, or the institution's word for the date.",
    "living": "A word from the nominee or the institution.",
    "consent_given": "The nominee's answer by the private link, or a signed paper.",
    "date_between": "A document with the exact day.",
    "country_admitted": "A passport, or the institution's word.",
    "resident_at_least": "A residence permit, a contract, or the institution's word for the first "
    "day.",
    "not_office_holder": "Whether the line of the register is the nominee: compare institution, "
    "country and address.",
    "nominator_in_office": "Whether the line of the register is the nominator.",
    "nominator_not_in_office": "Whether the line of the register is the nominator.",
    "no_row_by_office": "Whether the line of the register is the person who is listed.",
    "organization_active": "The organization's entry in a public register, its last annual "
    "report, or an answer from it.",
    "organization_is_member": "The list of members, under every name of the organization.",
    "nominator_of_member": "The list of members, under every name of the institution.",
    "institution_of_kind": "The institution's statutes, or its entry in a public register.",
    "not_employed_at": "The nominee's contract, or the institution's word.",
    "active_years_at_least": "The statutes or the act of foundation.",
    "countries_at_least": "Agreements or joint results that name the partners.",
    "not_own_organization": "Whether the two names mean one organization.",
    "not_own_staff": "Whether the two names mean one institution.",
    "not_self_nominated": "Whether the two names mean one person.",
    "declared": "The nominator's signed word.",
    "within_quota": "The list of the nominator's nominations.",
    "body_within_quota": "Which institution the nominator speaks for, and what else it nominated.",
    "answer_is": "The nominator's or the nominee's word.",
    "rows_between": "The list itself, from the nominator.",
    "some_row_elsewhere": "The letterheads: from which institution and country each letter comes.",
    "rows_differ_at_least": "Whether the names that look alike mean one.",
    "rows_by_others": "Whether the two names mean one person.",
    "rows_since_at_least": "The outputs themselves, with their years.",
    "words_at_most": "The text, from the nominator.",
    "answered": "The answer, from the nominator.",
    "written_in": "The text, from the nominator.",
    "language_is": "The text itself.",
    "files_at_least": "The documents, from the nominator.",
    "pages_at_most": "The documents, from the nominator.",
    "not_laureate_before": "Whether the laureate of the register is the nominee: compare "
    "institution, country and field.",
    "nominator_is_laureate": "Whether the laureate of the register is the nominator.",
    "valid_for_editions": "Whether the earlier nomination is of this nominee.",
    "renewed_when_nominated_before": "What is new since the earlier nomination, from the "
    "nominator.",
    "in_categories_at_most": "Whether the other nomination is of this nominee.",
}  # fmt: skip
