"""What an amendment does to deadlines, reviews, ballots and decisions that are under way.

Three weights. What *bars* would falsify what has happened and is not possible while that stands.
What *asks* is possible when the plan's author says in words why, and both signatures are under
these words. What *tells* only has to be known before one signs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from workflows.amending.judging import rounds_touched
from workflows.amending.kinds import Consequence, ConsequenceCode, Judged, Past, Weight
from workflows.calendar import Due, calendar_of
from workflows.errors import Fact
from workflows.instants import has_passed
from workflows.plan.evaluation import Rubric, Trait
from workflows.plan.judging import rounds_of
from workflows.plan.model import Plan
from workflows.plan.panels import BallotSpec

__all__ = ["Consequence", "ConsequenceCode", "Judged", "Past", "Weight", "consequences"]


def consequences(old: Plan, new: Plan, past: Past, now: datetime) -> tuple[Consequence, ...]:
    """Everything, what bars first; `now` is the edition's time."""
    found = [
        *_ballots(old, new, past),
        *_rubrics(old, new, past),
        *rounds_touched(old, new, past),
        *_awards(old, new, past),
        *_deadlines(old, new, now),
    ]
    return tuple(sorted(found, key=lambda c: list(Weight).index(c.weight)))


def _ballots(old: Plan, new: Plan, past: Past) -> Iterator[Consequence]:
    for category, ballot in sorted(past.open_ballots | past.counted_ballots):
        if category not in new.categories or category not in old.categories:
            continue  # nominations stand in it: the landing refuses that already
        before, after = _vote(old, category, ballot), _vote(new, category, ballot)
        if before == after:
            continue
        if after is None:
            code, weight = ConsequenceCode.BALLOT_GONE, Weight.BARS
        elif (category, ballot) in past.open_ballots:
            code, weight = ConsequenceCode.OPEN_BALLOT, Weight.BARS
        else:
            code, weight = ConsequenceCode.COUNTED_BALLOT, Weight.ASKS
        facts: dict[str, Fact] = {"category": category, "ballot": ballot}
        yield Consequence(code, weight, f"{code}:{category}:{ballot}", facts)


def _vote(plan: Plan, category: str, ballot: str) -> tuple[object, ...] | None:
    """What decides a vote; its name does not."""
    panel = plan.panel_of(category)
    spec: BallotSpec | None = panel.ballots.get(ballot)
    if spec is None:
        return None
    quorum = spec.quorum, spec.quorum_is_strict
    return panel.members, spec.rule, quorum, spec.threshold, spec.places


def _rubrics(old: Plan, new: Plan, past: Past) -> Iterator[Consequence]:
    """Once for each rubric and what takes its place: categories and rounds may share them."""
    changed: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key in old.categories.keys() & new.categories.keys():
        for round_key in sorted({*rounds_of(old, key)} & {*rounds_of(new, key)}):
            before, after = old.rubric_of(key, round_key), new.rubric_of(key, round_key)
            if _scoring(before) != _scoring(after):
                changed[before.key, after.key].append((key, round_key))
    for (one, two), places in sorted(changed.items()):
        name = one if one == two else f"{one}>{two}"
        handed_in = sum(_done(past, past.reviews_in, place) for place in places)
        begun = sum(_done(past, past.reviews_begun, place) for place in places)
        if handed_in:
            code, weight = _touched(old.rubrics[one], new.rubrics[two])
            facts: dict[str, Fact] = {"rubric": one, "reviews": handed_in}
            yield Consequence(code, weight, f"{code}:{name}", facts)
        if begun:
            code = ConsequenceCode.BEGUN_REVIEWS
            facts = {"rubric": one, "reviews": begun}
            yield Consequence(code, Weight.TELLS, f"{code}:{name}", facts)


def _done(past: Past, by_category: Mapping[str, int], place: tuple[str, str]) -> int:
    """How many reviews of a category are in, or begun, in a round."""
    category, round_key = place
    if not round_key:
        return by_category.get(category, 0)
    done = past.rounds.get(place, Judged())
    return done.handed_in if by_category is past.reviews_in else done.begun


def _touched(before: Rubric, after: Rubric) -> tuple[ConsequenceCode, Weight]:
    """Points on another scale, or for other questions altogether, cannot be read any more."""
    same_scale = (before.lowest, before.highest) == (after.lowest, after.highest)
    if same_scale and set(before.criteria) & set(after.criteria):
        return ConsequenceCode.REVIEWED_RUBRIC, Weight.ASKS
    return ConsequenceCode.OTHER_SCALE, Weight.BARS


def _scoring(rubric: Rubric) -> tuple[object, ...]:
    """What makes points a score; words do not."""
    weights = {key: criterion.weight for key, criterion in rubric.criteria.items()}
    return rubric.lowest, rubric.highest, weights


def _awards(old: Plan, new: Plan, past: Past) -> Iterator[Consequence]:
    for key, category in old.categories.items():
        if key not in new.categories:
            continue
        here = {stage: n for (c, stage), n in past.standing.items() if c == key}
        decided = sum(here.get(s, 0) for s in old.workflow_of(key).stages_with(Trait.DECIDED))
        if decided and category.award != new.categories[key].award:
            code = ConsequenceCode.DECIDED_AWARD
            facts: dict[str, Fact] = {"category": key, "decided": decided}
            yield Consequence(code, Weight.ASKS, f"{code}:{key}", facts)
        if here and category.number != new.categories[key].number:
            # References are made of it: another number would give one away twice.
            code = ConsequenceCode.NUMBER_TAKEN
            yield Consequence(code, Weight.BARS, f"{code}:{key}", {"category": key})


def _deadlines(old: Plan, new: Plan, now: datetime) -> Iterator[Consequence]:
    before = {due.key: due for due in calendar_of(old)}
    for due in calendar_of(new):
        was = before.get(due.key)
        if was is not None and (was.at, was.closes_at) == (due.at, due.closes_at):
            continue
        code = _moved(was, due, now)
        if code is None:
            continue
        weight = Weight.TELLS if code is ConsequenceCode.DEADLINE_MOVES else Weight.ASKS
        facts: dict[str, Fact] = {"deadline": due.key, "new": due.at.isoformat()}
        facts["old"] = was.at.isoformat() if was else ""
        yield Consequence(code, weight, f"{code}:{due.key}", facts)


def _moved(was: Due | None, due: Due, now: datetime) -> ConsequenceCode | None:
    passed_before = was is not None and has_passed(was.closes_at, now)
    passes = has_passed(due.closes_at, now)
    if passes:
        return (
            ConsequenceCode.DEADLINE_REWRITTEN if passed_before else ConsequenceCode.DEADLINE_CLOSES
        )
    if passed_before:
        return ConsequenceCode.DEADLINE_REOPENS
    return ConsequenceCode.DEADLINE_MOVES if was is not None else None
