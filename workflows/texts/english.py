"""The engine's sentences in English.

``{count:word|words}`` writes the number with the word that fits it: 1 word, 2 words.
"""

from __future__ import annotations

from typing import Final

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
    "place_too_low": "Only the first {places:place|places} of the ranking can go on; "
    "this nomination has place {place}.",
    "not_ranked": "This nomination has no place in the ranking, because no reviewer gave it "
    "points. Only the first {places:place|places} can go on.",
    "field_too_small": "{size:nomination|nominations} in the running, {minimum} needed for a "
    "decision in this category. They can be carried over.",
    "field_large_enough": "{size:nomination|nominations} in the running, and {minimum} are enough "
    "for a decision in this category: there is no ground for carrying over.",
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
    "all_abstained": "You abstain on every criterion. If you cannot judge this nomination, hand "
    "it back so that somebody else can.",
}  # fmt: skip

EVIDENCE: Final = {
    "age_below": {
        "holds": "{age:year|years} old on {on}: below {years}.",
        "does-not-hold": "{age:year|years} old on {on}; the nominee must be younger than {years}. "
        "Please look whether another category fits.",
        "unknown": "The date of birth is missing, or lies after {on}. Please enter it; the "
        "nominee must be younger than {years} on that day.",
    },
    "years_since_at_most": {
        "holds": "On {on} not more than {years:year|years} and {leave:month|months} of leave "
        "have passed.",
        "does-not-hold": "On {on} more than {years:year|years} and {leave:month|months} of leave "
        "have passed. Months of parental, medical or service leave are added to the limit: "
        "please enter them all.",
        "unknown": "The date that counts is missing, or lies after {on}. Please enter it; not "
        "more than {years:year|years} may have passed on that day.",
    },
    "living": {
        "holds": "No death before the end of {on} is known.",
        "does-not-hold": "The nominee died on or before {on}. The prize is not given "
        "posthumously; we are sorry.",
        "unknown": "The date of death cannot be read as a date. Please mend it, or leave it empty "
        "for a living nominee.",
    },
    "not_laureate_before": {
        "holds": "The register of laureates shows no award that stands in the way.",
        "does-not-hold": "The register of laureates shows an award of {year}. The same award is "
        "given only once, another one only after {years:year|years}.",
        "unknown": "Without the nominee's name the register of laureates cannot be searched. "
        "Please enter the name.",
    },
    "not_office_holder": {
        "holds": "The nominee holds no office of the prize.",
        "does-not-hold": "The nominee holds an office of the prize ({role}) and cannot be "
        "nominated while that lasts.",
        "unknown": "Without the nominee's name the register of offices cannot be searched. "
        "Please enter the name.",
    },
    "consent_given": {
        "holds": "The nominee has agreed.",
        "does-not-hold": "The nominee does not wish to be nominated. Please respect this and "
        "withdraw the nomination.",
        "unknown": "The nominee has not answered yet. Please make sure that the e-mail address "
        "on the form is right, and that the nominee expects our letter.",
    },
    "active_years_at_least": {
        "holds": "{active:year|years} of activity; at least {years} are asked for.",
        "does-not-hold": "{active:year|years} of activity; at least {years} are asked for. "
        "The organization can be nominated in a later edition.",
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
        "does-not-hold": "The nominator belongs to the organization that is nominated. Please ask "
        "somebody outside it to nominate it.",
        "unknown": "The name of the organization or the nominator's own institution is missing. "
        "Please enter both.",
    },
    "not_self_nominated": {
        "holds": "Nominator and nominee are different persons.",
        "does-not-hold": "Nominator and nominee have the same name or e-mail address. Please ask "
        "a colleague to nominate.",
        "unknown": "The name of the nominee or of the nominator is missing. Please enter both.",
    },
    "declared": {
        "holds": "The declaration has been made.",
        "does-not-hold": "The declaration has not been made.",
        "unknown": "The declaration has not been made yet. Please read it, and tick it if it is "
        "true.",
    },
    "within_quota": {
        "holds": "{count:nomination|nominations} in this category by this nominator; at most "
        "{most} allowed.",
        "does-not-hold": "{count:nomination|nominations} in this category by this nominator; at "
        "most {most} allowed. Please choose, and withdraw the others.",
        "unknown": "It is not known how many nominations this nominator made in this category; "
        "at most {most} allowed.",
    },
    "answer_is": {
        "holds": "The answer is one that this category allows.",
        "does-not-hold": "The answer is not one that this category allows. Please look whether "
        "another category fits.",
        "unknown": "The question has no answer yet. Please choose one.",
    },
    "rows_between": {
        "holds": "{count} listed; {fewest} to {most} are asked for.",
        "does-not-hold": "{count} listed; {fewest} to {most} are asked for. Please add or remove "
        "some.",
        "unknown": "Nothing is listed yet; {fewest} to {most} are asked for.",
    },
    "files_at_least": {
        "holds": "{count:document|documents} attached; at least {fewest} asked for.",
        "does-not-hold": "{count:document|documents} attached; at least {fewest} asked for. "
        "Please attach the others.",
        "unknown": "Nothing is attached yet; please attach at least {fewest:document|documents}.",
    },
    "some_row_elsewhere": {
        "holds": "{count:letter|letters} from outside the nominee's institution and country.",
        "does-not-hold": "No letter comes from outside the nominee's institution and country. "
        "Please ask for at least one that does.",
        "unknown": "The letters, or the nominee's own institution and country, are not listed "
        "yet. Please list them.",
    },
    "words_at_most": {
        "holds": "{count:word|words}; at most {most} allowed.",
        "does-not-hold": "{count:word|words}; at most {most} allowed. Please shorten the text.",
        "unknown": "The text is not written yet; at most {most:word|words} allowed.",
    },
    "answered": {
        "holds": "The question is answered.",
        "does-not-hold": "The question is not answered.",
        "unknown": "The question has no answer yet. Please answer it.",
    },
}  # fmt: skip

DRAWING: Final = {
    "start": "Start",
    "ends": "Ends here",
    "here": "Now here",
    "by": "by: {roles}",
    "or": " or ",
    "comma": ", ",
    "from": "from each stage of the main way beside this line",
    "all_at_once": "for the whole category at once",
    "two_persons": "two persons",
    "prize_decides": "The prize decides",
    "standing": "{count:nomination|nominations}",
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
