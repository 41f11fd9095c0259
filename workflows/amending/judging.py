"""What an amendment does to rounds of review: what was given out, written and frozen in them."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.amending.kinds import Consequence, ConsequenceCode, Judged, Past, Weight
from workflows.errors import Fact
from workflows.plan.evaluation import Trait
from workflows.plan.judging import rounds_of
from workflows.plan.model import Plan
from workflows.plan.rounds import ReviewRound


def rounds_touched(old: Plan, new: Plan, past: Past) -> Iterator[Consequence]:
    """Every round in which something was done and that goes, or is judged otherwise afterwards.

    Nothing is lost silently: what somebody is writing bars, what is over asks for words why. A
    plan that gets its first rounds, or gives its last ones up, loses the one that was implied.
    """
    for (category, round_key), done in sorted(past.rounds.items()):
        if done.is_untouched or category not in old.categories or category not in new.categories:
            continue  # a category with nominations cannot go: the landing refuses that already
        if round_key not in rounds_of(old, category):
            continue  # it went with an earlier amendment
        under_way = _stands_in(old, past, category, round_key)
        if round_key not in rounds_of(new, category):
            yield _gone(category, round_key, done, under_way=under_way)
            continue
        before, after = old.round_named(round_key), new.round_named(round_key)
        for code, weight in _changed(before, after, done, under_way=under_way):
            yield _consequence(code, weight, category, round_key)


def _stands_in(old: Plan, past: Past, category: str, round_key: str) -> bool:
    """Whether a nomination stands where reviewers of the round are found or review."""
    work = {Trait.ASSIGNABLE, Trait.REVIEWING}
    return any(
        count and of == category and old.round_at(of, stage) == round_key
        and work & set(old.workflow_of(of).stages[stage].traits)
        for (of, stage), count in past.standing.items()
    )  # fmt: skip


def _gone(category: str, round_key: str, done: Judged, *, under_way: bool) -> Consequence:
    if under_way and (done.begun or done.handed_in):
        code, weight = ConsequenceCode.ROUND_UNDER_WAY, Weight.BARS
    elif done.begun or done.handed_in or done.is_frozen:
        code, weight = ConsequenceCode.ROUND_LEFT_BEHIND, Weight.ASKS
    else:
        code, weight = ConsequenceCode.ROUND_GIVEN_OUT, Weight.ASKS
    return _consequence(code, weight, category, round_key)


def _changed(
    before: ReviewRound, after: ReviewRound, done: Judged, *, under_way: bool
) -> Iterator[tuple[ConsequenceCode, Weight]]:
    if before.scoring is not after.scoring and (done.begun or done.handed_in):
        if under_way or not done.is_frozen:
            yield ConsequenceCode.ROUND_OTHER_METHOD, Weight.BARS
        else:
            yield ConsequenceCode.ROUND_METHOD_SINCE, Weight.ASKS
    if before.by is not after.by and under_way and done.given:
        yield ConsequenceCode.ROUND_OTHER_PEOPLE, Weight.ASKS
    if done.is_frozen and _rule(before) != _rule(after):
        yield ConsequenceCode.ROUND_RULE_AFTERWARDS, Weight.ASKS


def _rule(round_: ReviewRound) -> tuple[object, ...]:
    """What says who goes on."""
    return round_.first_places, round_.least_points, round_.above_median, round_.keep


def _consequence(
    code: ConsequenceCode, weight: Weight, category: str, round_key: str
) -> Consequence:
    facts: dict[str, Fact] = {"category": category, "round": round_key}
    return Consequence(code, weight, f"{code}:{category}:{round_key}", facts)
