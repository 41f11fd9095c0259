"""The engine's sentences in English.

``{count:word|words}`` writes the number with the word that fits it: 1 word, 2 words.
"""

from __future__ import annotations

from typing import Final

from workflows.texts import english_nominations, english_nominees, english_sources

VERDICTS: Final = {
    "holds": "holds",
    "does-not-hold": "does not hold",
    "unknown": "not known yet",
}

ELIGIBILITY: Final = {
    "holds": "eligible",
    "does-not-hold": "not eligible",
    "unknown": "not known yet",
}

ROLES: Final = {
    "nominator": "nominator",
    "reviewer": "reviewer",
    "committee": "committee member",
    "chair": "chair",
    "deputy": "deputy chair",
    "board": "Governing Board",
    "secretariat": "secretariat",
    "observer": "observer",
    "system": "the calendar",
    "external": "external referee",
}

NOBODY: Final = "none"
QUOTED: Final = "“{text}”"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

DAY: Final = "{day} {month} {year}"
INSTANT: Final = "{date}, {time} {zone}"
ZONES: Final = {"aoe": "Anywhere on Earth", "utc": "UTC", "asia/shanghai": "Beijing time"}
OTHER_ZONE: Final = "{place} time"

REFUSALS: Final = {
    "deadline_passed": "“{deadline}” was {at}. It has passed; ask the secretariat if something "
    "kept you from meeting it.",
    "too_early": "This is possible only after “{deadline}”, {at}.",
    "not_open_yet": "This opens with “{deadline}”, {at}. You can prepare everything until then.",
    "window_open": "This takes {days:full day|full days}; they end {at}.",
    "form_incomplete": "Still to be completed or mended: {faults:place|places} of the form, "
    "each marked there.",
    "conditions_open": "Every entry condition must hold first. Not holding: {failed}. "
    "Not known yet: {unknown}. The findings say what each one needs.",
    "no_condition_fails": "No entry condition is known to fail, so there is no ground for this. "
    "What is not known yet has to be found out first.",
    "reviewers_missing": "{assigned:reviewer|reviewers} assigned, {required} needed. "
    "Assign the others first.",
    "reviews_missing": "{submitted:review|reviews} handed in, {required} needed. "
    "The others can be reminded, or their nominations given to somebody else.",
    "panel_share_missed": "{scored:reviewer|reviewers} of {assigned} without a conflict of "
    "interest have scored, {needed} needed. The others can be reminded.",
    "not_ranked_yet": "The scores of this round are not frozen yet, so nobody is picked.",
    "not_picked": "The shortlist rule of this round does not pick this nomination.",
    "picked": "The shortlist rule of this round picks this nomination.",
    "place_too_low": "Only the first {places:place|places} of the ranking can go on; "
    "this nomination has place {place}.",
    "not_ranked": "This nomination has no place in the ranking, because no reviewer gave it "
    "points. Only the first {places:place|places} can go on.",
    "field_too_small": "Fewer nominations are in the running than the {minimum} needed for a "
    "decision in this category. They can be carried over.",
    "field_large_enough": "At least {minimum:nomination is|nominations are} in the running, "
    "enough for a decision in this category: there is no ground for carrying over.",
    "ballot_not_closed": "The vote “{ballot}” over this nomination has not been counted yet.",
    "too_many_recused": "More members are recused from this nomination than the panel may do "
    "without; others have to be appointed first.",
    "quorum_missing": "{voted:member|members} voted, {needed} needed. Members recused from this "
    "nomination are not counted. The vote has to be held again.",
    "threshold_missed": "{yes} of {votes:vote|votes} cast approve; the plan asks for more.",
    "not_elected": "The vote “{ballot}” did not choose this nomination.",
    "no_award_left": "Every award of this category is already decided.",
    "no_reserve_left": "Every place of the reserve in this category is already taken.",
    "signed_before": "You proposed this decision or signed it before. Somebody else has to "
    "approve it.",
    "not_yours": "“{action}” is not for you to take here.",
    "moved_on": "“{action}” is not possible now: the nomination stands at “{stage}”. "
    "Somebody may have been faster; look at it again.",
    "role_needed": "Who may do this: {roles}. Your part in this nomination: {yours}.",
    "starts_elsewhere": "“{action}” starts at {starts}; the nomination stands at “{stage}”.",
    "second_missing": "“{action}” needs two persons: one proposes it, a second one agrees.",
    "own_motion": "You proposed this yourself. A second person has to agree.",
    "own_nomination": "You nominated this nominee. A step that needs two persons is taken by two "
    "others.",
    "criterion_open": "“{criterion}” has no points yet. Give points, or abstain where that is "
    "allowed.",
    "no_abstention": "On “{criterion}” abstaining is not allowed; please give points.",
    "points_out_of_range": "{points} is not on the scale of “{criterion}”, which goes from "
    "{lowest} to {highest}.",
    "points_reason_missing": "On “{criterion}” you give {points}: please say why, in a sentence.",
    "abstention_reason_missing": "You abstain on “{criterion}”: please say why, in a sentence.",
    "confidence_unknown": "Please choose one of the grades of confidence.",
    "review_late": "The time for this review was over on {until}. What you wrote is kept as a "
    "draft. To hand it in, ask the secretariat for more time.",
    "all_abstained": "You abstain on every criterion. If you cannot judge this nomination, hand "
    "it back so that somebody else can.",
}  # fmt: skip

NOT_ASKED: Final = (
    "The form of this nomination did not ask “{question}”. The secretariat finds it out when "
    "screening, unless the nominator goes over to the new form."
)

LIKE: Final = english_sources.LIKE
SCRIPTS: Final = english_sources.SCRIPTS
CREDIT: Final = english_sources.CREDIT
SETTLES: Final = english_sources.SETTLES
ESTABLISHED: Final = english_sources.ESTABLISHED
EVIDENCE: Final = {**english_nominees.FOUND, **english_nominations.FOUND}

DRAWING: Final = {
    "due": "by {day}",
    "start": "Start",
    "ends": "Ends here",
    "here": "Now here",
    "standing": "{count:nomination|nominations}",
    "by": "by: {roles}",
    "or": " or ",
    "comma": ", ",
    "from": "from each stage of the main way beside this line",
    "all_at_once": "for the whole category at once",
    "two_persons": "two persons",
    "prize_decides": "The prize decides",
    "came": "{count} came this way",
    "way": "The way so far: {stages}.",
    "then": ", then ",
    "sentences": " ",
    "way_here": "Now at: {stage}.",
    "exception": "exception",
    "description": "The way of a nomination, from top to bottom: {stages} stages and {actions} "
    "actions. It begins at “{initial}”. The heavy line is the main way to “{goal}”; side ways "
    "leave to the left and right, and boxes with a double edge are ends.",
    "legend_main": "main way",
    "legend_side": "side way",
    "legend_system": "taken by the calendar",
    "legend_end": "end",
    "legend_pointer": "goes on at the stage of that name",
}  # fmt: skip
