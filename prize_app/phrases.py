"""Words of the web room: refusals beyond the engine's, audit events, dates."""

from __future__ import annotations

from datetime import datetime

from workflows.answers import AnswerFault
from workflows.calendar import Due
from workflows.errors import Refusal
from workflows.instants import zone_named
from workflows.phrasing import refusal_sentence
from workflows.plan.model import Plan

REFUSALS = {
    "not_permitted": "This step belongs to another role.",
    "not_yours": "This step belongs to another role.",
    "wrong_password": "The e-mail address and the password do not belong together.",
    "too_many_tries": "Too many tries. Please wait fifteen minutes.",
    "email_unconfirmed": "Please confirm your address first: open the link that we sent you.",
    "link_invalid": "This link is not valid any more. Links work once, and for a limited time.",
    "too_many_drafts": "You have {most} drafts open. Please hand in or withdraw some first.",
    "too_many_files": "There is no room for another file here; at most {most} are possible.",
    "same_file": "This very file is attached already.",
    "not_a_pdf": "This is not a PDF file.",
    "broken_pdf": "This PDF is damaged or cut short. Please save it again and attach it once more.",
    "encrypted_pdf": "This PDF is protected by a password. Please attach it without.",
    "active_pdf": "This PDF contains scripts or launches programs. Please print it to a new PDF.",
    "file_too_large": "The file has {size} MB; at most {most} MB are possible.",
    "empty_file": "The file is empty.",
    "already_answered": "This question has been answered already.",
    "answer_unreadable": "Please answer with yes or no.",
    "already_voted": "You have voted in this ballot. A vote cannot be changed.",
    "ballot_closed_already": "This ballot is closed.",
    "ballot_unreadable": "Some answers are missing or are not possible here.",
    "recused_here": "You are recused from one of these nominations: your deputy has to do this.",
    "no_tie_waits": "No tie waits for a casting vote.",
    "casting_unreadable": "Please give each of them a place of its own.",
    "nobody_to_vote_on": "There is no nomination to vote on.",
    "ballot_still_open": "A ballot of this kind is still open.",
    "not_a_reviewer": "This person is not a reviewer of this edition.",
    "reviewer_conflicted": "This reviewer has a conflict of interest with the nomination.",
    "already_assigned": "This reviewer is assigned already.",
    "reviewer_full": "This reviewer has as many nominations as one may have: {most}.",
    "assignment_ended": "This assignment has ended already.",
    "review_submitted": "The review is in; it can no longer be changed here.",
    "strengths_missing": "Please write what speaks for the nomination.",
    "weaknesses_missing": "Please write what speaks against it.",
    "no_clock": "Only the clock of a demonstration can be moved, and only forward.",
    "last_secretary": "An edition needs at least one person of the secretariat.",
    "no_such_person": "There is no account with this address. The person has to register first.",
    "none_to_take": "There is no nomination for which this could be done now.",
    "citation_missing": "Please give the citation in English.",
    "reason_missing": "Please give a reason.",
    "too_long": "This text is too long: at most {most} characters.",
    "draft_gone": "There is no open draft any more: it was taken or dropped meanwhile.",
    "draft_proposed": "The draft is proposed and waits for signatures; nobody can change it now.",
    "plan_not_toml": "The document cannot be read at present. Please mend it there first.",
    "plan_name_missing": "Please give a name first.",
    "plan_key_unusable": "A key has letters, digits, - and _ only, and at most 60 of them.",
    "plan_key_taken": "There is one with the key {key} already.",
    "plan_part_used": "This is still used ({count} times): {where}. Please change that first.",
    "plan_edit_lost": "The document is written in a way that this page cannot change without "
    "touching more than it should. Please change it in the document itself.",
    "plan_too_long": "The document is too long: at most {most} characters are possible.",
    "moved_on": "The nomination has moved on meanwhile. Please look at it again.",
}


def refusal_words(refusal: Refusal, plan: Plan | None) -> str:
    """The sentence for a reason, from here or from the engine."""
    if refusal.code in REFUSALS:
        return REFUSALS[refusal.code].format(**refusal.facts)
    if plan is None:
        return refusal.code.replace("_", " ")
    return refusal_sentence(refusal, plan, "en")


def day_words(at: datetime) -> str:
    """An instant as a day, in UTC: 4 November 2027."""
    return f"{at.day} {at:%B %Y}"


def moment_words(at: datetime) -> str:
    """An instant to the minute: 4 November 2027, 15:30 UTC."""
    return f"{day_words(at)}, {at:%H:%M} UTC"


def local_day(due: Due) -> str:
    """The day of a deadline in its own zone."""
    return day_words(due.at.astimezone(zone_named(due.zone)))


def local_moment(due: Due) -> str:
    """A deadline to the minute in its own zone, the zone named."""
    local = due.at.astimezone(zone_named(due.zone))
    zone = "anywhere on Earth" if due.zone.casefold() == "aoe" else f"{due.zone} time"
    return f"{day_words(local)}, {local:%H:%M} ({zone})"


IMPLIED = {
    "award": "by the votes, an award",
    "reserve": "by the votes, the reserve",
    "no-award": "by the votes, no award",
    "undecided": "a tie leaves it open",
    "no-quorum": "nothing can be resolved",
}

TIE_BREAKS = {
    "chair": "casting vote",
    "run-off": "run-off",
    "lot": "lot",
    "shared": "sharing",
}

EVENTS = {
    "assignment:assign": "Assigned a reviewer",
    "assignment:confirm": "Confirmed the proposed assignments",
    "assignment:decline": "Declined to review",
    "assignment:release": "Released a reviewer",
    "ballot:break-tie": "Gave the casting vote",
    "ballot:cast": "Voted",
    "ballot:close": "Closed and counted a ballot",
    "ballot:open": "Opened a ballot",
    "certificate:draw": "Drew the certificate",
    "certificate:issue": "Issued the certificate",
    "certificate:revoke": "Revoked the certificate",
    "conflict:declare": "Declared a conflict of interest",
    "consent:answer": "Answered whether to be nominated",
    "demonstration:move-clock": "Moved the time of the demonstration",
    "edition:open": "Opened the edition",
    "nomination:begin": "Began a nomination",
    "plan-draft:begin": "Began to change the plan",
    "plan-draft:drop": "Dropped the draft of a plan",
    "plan-draft:save": "Changed the draft of the plan",
    "review:submit": "Handed in a review",
    "role:grant": "Gave a role",
    "role:revoke": "Took back a role",
}


ANSWERS = {
    "answer-missing": "Please answer this.",
    "too-long": "This is too long: at most {most} characters.",
    "too-many-words": "{count} words; at most {most} are possible.",
    "not-an-option": "Please choose one of the answers.",
    "not-a-date": "This is not a date.",
    "not-a-number": "This is not a whole number.",
    "out-of-range": "Please give a number between {low} and {high}.",
    "not-an-address": "This is not an e-mail address.",
    "not-a-link": "A link begins with https:// or http://.",
    "too-many-rows": "{count} rows; at most {most} are possible.",
    "row-incomplete": "Row {row}: {column} is missing.",
}


def answer_fault_words(fault: AnswerFault) -> str:
    """What is wrong with an answer."""
    return ANSWERS[fault.code].format(**fault.facts)
