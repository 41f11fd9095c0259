"""What every code of a fault means, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflows.plan.faults import FaultCode

ADVICE: Final[Mapping[FaultCode, tuple[str, str]]] = {
    FaultCode.NOT_TOML: (
        "the document is not TOML",
        "mend the line that is named; often a quotation mark or a bracket is missing",
    ),
    FaultCode.TOO_LARGE: (
        "something is larger than any plan needs: bytes, keys, levels, a text, a number",
        "shorten it; look for a file that was pasted twice",
    ),
    FaultCode.DUPLICATE_KEY: ("a key stands twice", "keep one of the two lines that are named"),
    FaultCode.UNKNOWN_KEY: (
        "a key or language that no plan has",
        "take the key that is suggested, or look it up in plan-reference.md",
    ),
    FaultCode.MISSING_KEY: ("a key that must be there is missing", "add it"),
    FaultCode.BAD_KEY: (
        "a name has signs that names cannot have",
        "use letters, digits, - and _, at most 60 of them",
    ),
    FaultCode.WRONG_TYPE: ("a value is of another kind", "write it as the sentence shows"),
    FaultCode.OUT_OF_RANGE: (
        "a number, or the length of a text or list, is too small or too large",
        "choose one within the range that is named",
    ),
    FaultCode.MISSING_TRANSLATION: ("a text lacks a language of the plan", "translate it"),
    FaultCode.STALE_TRANSLATION: (
        "a text was changed in the leading language and not in another",
        "translate it anew, or confirm it in [translations] with the digits that are named",
    ),
    FaultCode.PLACEHOLDER_MISMATCH: (
        "a text has {placeholders} in one language that another lacks",
        "use the same ones in all languages",
    ),
    FaultCode.UNKNOWN_REFERENCE: (
        "something is named that the plan does not have",
        "take the name that is suggested, or add what is missing",
    ),
    FaultCode.REPEATED: ("something that must be there once is there twice", "take one away"),
    FaultCode.UNKNOWN_GUARD: ("an action names a guard that does not exist", "see the list"),
    FaultCode.UNKNOWN_CONDITION: ("a rule of a kind that does not exist", "see the list of kinds"),
    FaultCode.UNKNOWN_FIELD: (
        "a condition or criterion asks for a field that the form lacks",
        "name a field of the form, or add the field",
    ),
    FaultCode.FIELD_TYPE: (
        "a condition asks a field of another kind",
        "name a field of the right kind, or change the kind of the field",
    ),
    FaultCode.FORM_FIELD: ("a field that nobody could fill", "give it what the sentence names"),
    FaultCode.HIDDEN_FIELD: (
        "reviewers judge from a field that they do not see",
        "show it to them, or judge from another field",
    ),
    FaultCode.BLIND_IDLE: (
        "a rule of blindness hides nothing, or from nobody",
        "say what it hides, and in which stages somebody reads who should not see it",
    ),
    FaultCode.BLIND_LATE: (
        "something is hidden only after the same people have read it",
        "hide it in the earlier stage too",
    ),
    FaultCode.UNREACHABLE_STAGE: ("no action leads to a stage", "lead one there, or remove it"),
    FaultCode.TRAP: (
        "a nomination can come where nothing leads to an end, at least not in time",
        "add an action that leads on and that no deadline closes",
    ),
    FaultCode.EXIT_FROM_FINAL: (
        "an action leads out of an end",
        "mark it extraordinary if it is meant so (a revocation, say)",
    ),
    FaultCode.AUTOMATIC_CIRCLE: (
        "the calendar alone moves nominations round for ever",
        "let a person take one of the actions on the way",
    ),
    FaultCode.NOBODY_MAY: ("nobody can take an action", "name a role in `by`"),
    FaultCode.NO_SUBSTITUTE: (
        "one recusal leaves an action to nobody",
        "name a second role in `by`",
    ),
    FaultCode.SECOND_PERSON: (
        "an action needs two persons, and there cannot be a second one",
        "name a further role in `by`, or take out `seconded`",
    ),
    FaultCode.SAME_SIGNER: (
        "a second signature is asked of people who may all have signed or be recused",
        "name a further role in `by`",
    ),
    FaultCode.NEVER_POSSIBLE: (
        "a guard can never hold where it stands",
        "take it away, or let happen before what it waits for",
    ),
    FaultCode.CONTRADICTION: ("guards exclude each other", "take one of them away"),
    FaultCode.TIMER_WITHOUT_ACTION: (
        "a deadline passes and nothing can be done then",
        "add an action for that time, or take `due` away",
    ),
    FaultCode.NOTHING_TO_WAIT_FOR: (
        "the calendar would take an action the moment a nomination arrives",
        "add a guard that makes it wait",
    ),
    FaultCode.WEIGHTS: ("the weights of a rubric do not make 100", "change one of them"),
    FaultCode.ANCHORS: (
        "points have words off the scale, or its ends have none",
        "write an anchor for the lowest and the highest points",
    ),
    FaultCode.NO_ABSTENTION: (
        "reviewers could not abstain",
        "take `may_abstain = false` away: invented points falsify a ranking",
    ),
    FaultCode.DEADLINE_ORDER: ("a deadline is not after the one before", "move one of them"),
    FaultCode.DEADLINE_OVERLAP: (
        "a deadline is too near after the one before, or within its grace",
        "move it later",
    ),
    FaultCode.DEADLINE_GAP: ("a deadline is too far from the one before", "move it earlier"),
    FaultCode.REMINDER_LATE: (
        "a reminder would come when nobody can answer it any more",
        "name fewer days after the deadline, or a later hard deadline",
    ),
    FaultCode.REMINDER_IDLE: (
        "a reminder reaches nobody, or on no day",
        "name days, and let the stages that owe it name the deadline as due",
    ),
    FaultCode.NEVER_CALIBRATED: (
        "a rubric orders by calibrated scores, and they would never come about",
        "let nominations have two reviews and reviewers two nominations or more, record a ranking, "
        'or order by "raw-mean"',
    ),
    FaultCode.TERMS_UNASKED: (
        "terms are to be accepted by a role that nobody is given",
        "name roles such as reviewer, committee, chair, deputy, board, observer",
    ),
    FaultCode.FUND_EXCEEDED: ("the plan promises more than the fund has", "give less, or fewer"),
    FaultCode.SPLIT: (
        "the shares of an award do not make its amount",
        "write the shares so that they add up to the last minor unit",
    ),
    FaultCode.QUORUM_UNREACHABLE: (
        "a quorum is larger than the panel, or needs members who are recused",
        "ask for fewer votes, have more members, or let the panel stand fewer recusals",
    ),
    FaultCode.BALLOT_MISSING: ("a ballot is named that nobody holds", "name one of the panel's"),
    FaultCode.TELLS_STAGE: (
        "nominators could tell stages apart that they are to know by one name",
        "give the stages the same tone, and let the nominator's actions start from all of them",
    ),
    FaultCode.ENDLESS_TIE: (
        "equals of a ballot would stay equal",
        'let tie_break end with "lot", or with "shared" where all can have it',
    ),
    FaultCode.ROUND_MISSING: (
        "a stage where reviewers are assigned or review belongs to no round of review",
        "name one in `round`, or take [rounds] away",
    ),
    FaultCode.ROUND_IDLE: (
        "nobody can be assigned in a round of review, or nobody can review in it",
        "let a stage for assigning and one for reviewing name it in `round`",
    ),
    FaultCode.ROUND_TOO_SMALL: (
        "a round asks for more reviews than there are people who may give them",
        "ask for fewer reviews, or let others review",
    ),
    FaultCode.SHORTLIST_EMPTY: (
        "a shortlist rule that leaves nobody out",
        "name `first_places`, `least_points` or `above_median`",
    ),
    FaultCode.REVIEW_RULES: (
        "a rule of writing, changing or discussing reviews cannot work as it stands",
        "keep it on the rubric's scale, and to stages in which it has something to act on",
    ),
}
"""Code -> what it means, and what to do."""
