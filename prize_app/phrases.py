"""Words of the web room: refusals beyond the engine's, debts, dates."""

from __future__ import annotations

from datetime import datetime

from workflows.errors import Refusal
from workflows.phrasing import refusal_sentence
from workflows.plan.kinds import Debt
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
    "review_stands": "A review that is in stands: nobody can change it now.",
    "review_unchanged": "Nothing is different from the review that is in.",
    "remark_missing": "Please write what you want to say.",
    "reminded_today": "This reviewer was reminded within the last day already.",
    "reminded_of_invitation": "A reminder went out within the last day already. Nothing more was "
    "sent; you can remind again a day after it.",
    "weaknesses_missing": "Please write what speaks against it.",
    "no_clock": "Only the clock of a demonstration can be moved, and only forward.",
    "last_secretary": "An edition needs at least one person of the secretariat.",
    "no_such_person": "There is no account with this address. The person has to register first.",
    "proposer_left": "Whoever proposed this may no longer act on this nomination. Refuse it; "
    "somebody else can then propose it again.",
    "motion_waits": "This has been proposed already and waits for a second person.",
    "motion_settled": "This proposal is no longer open: it was agreed to, refused or taken back, "
    "or the nomination or the plan has changed since. Please look at the nomination again.",
    "not_compared": "The nominations fall into {parts} parts that nobody has compared with each "
    "other. Somebody who is given nominations of several parts mends this.",
    "none_picked": "The shortlist rule selects none of the nominations that stand here: whom it "
    "picked has gone on already, or nobody reaches what it asks.",
    "order_incomplete": "{missing} of the nominations have no place yet. Give each of them a "
    "number; the same number may be given twice.",
    "place_unreadable": "Please write whole numbers from 1 to {most}.",
    "order_submitted": "The order is handed in; it can no longer be changed.",
    "pair_unknown": "This question has been answered, or is not yours to answer.",
    "pairs_apart": "Some nominations have not been compared with the others yet; please answer a "
    "few more questions.",
    "none_to_take": "No nomination stands where this step starts: all have gone on "
    "already, or none has come that far. The page of this step says where they stand.",
    "conflict_is_strict": "The plan makes this conflict of interest strict: nobody may dismiss it.",
    "conflict_is_own": "This is about yourself: somebody else of the secretariat has to decide.",
    "conflict_on_record": "A conflict of interest with this person is on record already.",
    "suggestion_settled": "This was settled meanwhile, in another window or by somebody else. It "
    "stands on record as it was settled then.",
    "suggestion_changed": "What this rests on has changed meanwhile. Please look at it again.",
    "too_many_objections": "You have named as many people as is possible here: {most}.",
    "name_missing": "Please give the name.",
    "organization_unknown": "The register has no organization of this name.",
    "organization_ambiguous": "Several organizations have this name; add the country: Name (KE).",
    "organization_in_circle": "An organization cannot be part of itself, also not by a detour.",
    "evidence_missing": "Please say on what evidence.",
    "known_already": "This condition is known by itself now; nothing is left to establish.",
    "finding_changed": "What is not known has changed since you opened this page. Please look at "
    "it as it is now, and send it again if your answer still stands.",
    "citation_missing": "Please give the citation in English.",
    "reason_missing": "Please give a reason.",
    "too_long": "This text is too long: at most {most} characters.",
    "plan_has_faults": "The plan does not hold: {faults} faults are listed on its page.",
    "plan_moved_on": "The edition went over to another plan since this draft was begun. "
    "Begin a new draft from the plan in force.",
    "nothing_amended": "This draft says the same as the plan in force.",
    "amendment_barred": "{why}",
    "decision_missing": "{why} Please say why this is right.",
    "signatures_missing": "{missing} of {need} signatures are missing.",
    "secretariat_must_sign": "One of the two signatures has to be the secretariat's.",
    "already_signed": "You have signed this already. Somebody else has to sign as well.",
    "not_signed": "You have not signed this.",
    "plan_not_signed": "Nobody has signed the plan in force. A plan that two persons signed can "
    "carry a further edition.",
    "slug_taken": "There is an edition of this name already.",
    "form_is_current": "This nomination is on the present form already.",
    "no_open_draft": "There is no draft of a plan any more; it may have been taken meanwhile.",
    "draft_is_proposed": "This draft is proposed and does not change until it is taken back.",
    "not_proposed": "This draft is not proposed any more. Look at it again, please.",
    "extension_not_owed": "Nothing is owed here by this deadline any more, so there is nothing to "
    "extend.",
    "extension_impossible": "The plan allows no extension of this deadline.",
    "day_missing": "The deadline is over: please say until which day there is time.",
    "extension_over": "The deadline has passed; it can no longer be extended.",
    "extension_not_later": "Please choose a day after {day}.",
    "extension_too_late": "The latest day that the plan allows is {day}.",
    "extension_asked_already": "This was asked already; the secretariat has not decided yet.",
    "extension_decided_already": "This was decided already.",
    "extension_own": "Somebody else has to decide this: not who entered it, nor whom it is for.",
    "nobody_like_this": "Nobody else is in the same situation now.",
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
    "pair_forbidden": "The secretariat ruled this reviewer out for this nomination.",
    "pair_locked": "The secretariat locked this reviewer to this nomination. Lift that first.",
    "reviews_full": "The nomination has as many reviewers as it may have: {most}.",
    "spread_refused": "This would break a rule of the plan: {rule}.",
    "leaks_open": "Hidden names can be read and are not settled: {count}, in {nominations}.",
    "files_unread": "Files are not searched for hidden names yet: {count}, in {nominations}.",
    "files_unsearched": "Files without text to search were not looked through: {count}, in "
    "{nominations}.",
    "rules_broken": "This assignment breaks rules of the plan: {rules}.",
    "data_changed": "Something has changed since this assignment was shown: nominations, "
    "reviewers, conflicts of interest or what somebody assigned. Nothing was stored. Please have "
    "it proposed again.",
    "proof_fails": "What was found could not be proved, so it is not shown. Please report this.",
    "settings_unreadable": "Please give whole numbers from {least} to {most}.",
    "settings_contradict": "The most must not be smaller than the fewest.",
    "ruling_unreadable": "Please choose whether the reviewer is locked, ruled out, or neither.",
    "bid_unreadable": "Please answer with one of the three.",
    "bids_closed": "Reviewers are not asked now which nominations they would read.",
    "terms_outstanding": "Before you see this, please read and accept the terms of the edition. "
    "They stand at /terms.",
    "terms_changed": "The terms have changed since you opened this page. Please read them again.",
    "invited_already": "This person is invited already and has not answered yet.",
    "reviews_already": "This person reviews in this edition already.",
    "invitation_settled": "This invitation is not open any more: it was answered, withdrawn, or "
    "its time is over.",
    "no_category_chosen": "Please choose at least one category.",
    "capacity_out_of_range": "Please give a number between 1 and {most}.",
    "list_has_faults": "Some lines have faults; nothing was taken. Please mend the list and "
    "load it again.",
    "account_missing": "Please choose a password, so that you can sign in.",
    "moved_on": "The nomination has moved on meanwhile. Please look at it again.",
    "round_without_points": "This round is judged by an order or by pairs, without points: there "
    "is nothing of it to release. Choose a round that is judged by points.",
    "too_small_to_export": "Too few to be released without pointing at somebody: {nominations} "
    "nominations and {reviewers} reviewers would be left, and the plan wants at least {least} of "
    "each.",
}


DEBTS = {
    Debt.HAND_IN: "nominators with a form to hand in",
    Debt.CONSENT: "nominees whose answer is awaited",
    Debt.SCREENING: "the secretariat, for nominations to screen",
    Debt.REVIEW: "reviewers with reviews to write",
    Debt.VOTE: "committee members who have not voted",
    Debt.APPROVAL: "those whose signature is awaited",
}


CHINESE = {
    "leaks_open": "尚有应隐去的名称可见且未处理：{count} 处，涉及 {nominations}。",
    "files_unread": "尚有文件未核查应隐去的名称：{count} 份，涉及 {nominations}。",
    "files_unsearched": "无文字可检索且无人查看过的文件：{count} 份，涉及 {nominations}。",
    "not_permitted": "此步骤由其他角色办理。",
    "not_yours": "此步骤由其他角色办理。",
    "recused_here": "您须回避其中一项提名，应由副主席或他人办理。",
    "proposer_left": "提出者已不能再就本提名办理。请予拒绝，之后可由他人重新提出。",
    "motion_waits": "此步骤已有人提出，正等待第二人同意。",
    "motion_settled": "此项提议已不再有效：已获同意、被拒绝、被收回，"
    "或提名、方案此后有变。请重新查看该提名。",
    "not_compared": "提名分为 {parts} 组，各组之间尚无人比较。请指派评审人同时比较不同组的提名。",
    "none_picked": "依入围规则，此处没有可入围的提名。",
    "order_incomplete": "尚有 {missing} 项提名未排序。请为每项填写名次；名次可以相同。",
    "place_unreadable": "请填写 1 至 {most} 的整数。",
    "order_submitted": "排序已提交，不能再修改。",
    "pair_unknown": "此问题已回答，或不由您回答。",
    "pairs_apart": "部分提名尚未与其他提名比较，请再回答几个问题。",
    "none_to_take": "目前没有可办理此步骤的提名。",
    "citation_missing": "请填写英文颁奖辞。",
    "reason_missing": "请说明理由。",
    "too_long": "文字过长：最多 {most} 个字符。",
    "moved_on": "该提名的状态已变，请重新查看。",
}
"""What a step may be refused with, for programs that ask in Chinese as well."""


def refusal_words(refusal: Refusal, plan: Plan | None, language: str = "en") -> str:
    """The sentence for a reason, from here or from the engine; English where there is no other."""
    ours = CHINESE if language.startswith("zh") and refusal.code in CHINESE else REFUSALS
    if refusal.code in ours:
        return ours[refusal.code].format(**refusal.facts)
    if plan is None:
        return refusal.code.replace("_", " ")
    return refusal_sentence(refusal, plan, language)


def day_words(at: datetime) -> str:
    """An instant as a day, in UTC: 4 November 2027."""
    return f"{at.day} {at:%B %Y}"


def moment_words(at: datetime) -> str:
    """An instant to the minute: 4 November 2027, 15:30 UTC."""
    return f"{day_words(at)}, {at:%H:%M} UTC"


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
