"""A counted round tried by other rules: how firm its outcome is. Never what it decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workflows.ballots import Profile, Rule, WeightedBallot
from workflows.ballots.others import Groups, orders_by_others
from workflows.facts import BallotOutcome
from workflows.plan.panels import BallotSpec
from workflows.rounds import Vote


class Reading(StrEnum):
    """Other ways to read answers of yes, no and abstain.

    The first three say of what the threshold is a share, as Robert's Rules of Order, section 44,
    tells the bases of a vote apart; the last one lets the votes against count in the order (D. S.
    Felsenthal, On combining approval with disapproval voting, Behavioral Science 34, 1989).
    """

    OF_THE_VOTERS = "of-the-voters"
    OF_THE_MEMBERS = "of-the-members"
    SIMPLE_MAJORITY = "simple-majority"
    YES_LESS_NO = "yes-less-no"


@dataclass(frozen=True, slots=True)
class Trial:
    """Who could come out by another rule, best first; None where it has too much to follow.

    No figures: orders of a secret ballot tell less about single papers.
    """

    rule: Rule | Reading
    order: Groups | None


class Held(StrEnum):
    """Whether the outcome stands under another rule."""

    SAME = "same"
    OTHER_ORDER = "other-order"
    TIE = "tie"
    OTHER = "other"
    NOT_COUNTED = "not-counted"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who comes out, and of whom a tie that is not broken leaves it open."""

    inside: frozenset[str]
    left_open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """One trial beside the outcome that counts.

    `enters` come out of the trial for sure and of the round for sure not, `leaves` the other way
    round; `tied` are left open by one of the two.
    """

    trial: Trial
    held: Held
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


def tried_on_orders(
    spec: BallotSpec, nominations: Sequence[str], votes: Sequence[Vote]
) -> tuple[Trial, ...]:
    """The other rules that fit papers of places; nothing without a choice or a vote."""
    if len(nominations) < 2 or not votes:
        return ()
    ballots = tuple(
        WeightedBallot(1, vote.order, frozenset(nominations) - vote.seen) for vote in votes
    )
    found = orders_by_others(Profile(tuple(nominations), ballots), spec.rule, spec.places)
    return tuple(Trial(each.rule, each.order) for each in found)


def tried_on_answers(
    threshold: Fraction | None, items: Mapping[str, BallotOutcome], electorate: Mapping[str, int]
) -> tuple[Trial, ...]:
    """Answers read otherwise, from the counts that are told anyway.

    Args:
        electorate: nomination -> how many members are not recused from it.
    """
    answered = {n: o for n, o in items.items() if o.quorum_reached}
    if not answered:
        return ()
    least = Fraction(0) if threshold is None else threshold
    cast = {n: Fraction(o.yes, o.votes_cast or 1) for n, o in answered.items()}
    of_voters = {n: Fraction(o.yes, o.voted) for n, o in answered.items()}
    of_members = {n: Fraction(o.yes, electorate[n]) for n, o in answered.items()}
    net = {n: Fraction(2 * o.yes - o.votes_cast, o.voted) for n, o in answered.items()}
    carried = [n for n, share in cast.items() if share >= least]
    return (
        Trial(Reading.OF_THE_VOTERS, _ordered({n: s for n, s in of_voters.items() if s >= least})),
        Trial(
            Reading.OF_THE_MEMBERS, _ordered({n: s for n, s in of_members.items() if s >= least})
        ),
        Trial(Reading.SIMPLE_MAJORITY, _ordered({n: s for n, s in cast.items() if 2 * s > 1})),
        Trial(Reading.YES_LESS_NO, _ordered({n: net[n] for n in carried})),
    )


def _ordered(merits: Mapping[str, Fraction]) -> Groups:
    return tuple(
        tuple(sorted(name for name in merits if merits[name] == merit))
        for merit in sorted(set(merits.values()), reverse=True)
    )


def order_of_items(spec: BallotSpec, items: Mapping[str, BallotOutcome]) -> Groups:
    """The order by the rule that counts; of answers, those who carry by their share of yes."""
    if spec.rule is Rule.APPROVAL:
        carried = {n: o for n, o in items.items() if o.threshold_met and o.quorum_reached}
        return _ordered({n: Fraction(o.yes, o.votes_cast or 1) for n, o in carried.items()})
    return _ordered({n: Fraction(-o.place) for n, o in items.items() if o.place is not None})


def outcome_by(order: Groups, places: int) -> Outcome:
    """Fill the places from the first on; equals for whom there is not room stay open."""
    inside: set[str] = set()
    for group in order:
        if len(inside) + len(group) > places:
            return Outcome(frozenset(inside), frozenset(group if len(inside) < places else ()))
        inside |= set(group)
    return Outcome(frozenset(inside))


def compare(
    trial: Trial, counted: Groups, outcome: Outcome, places: int, quorate: Collection[str]
) -> Compared:
    """Set a trial beside the round.

    Args:
        counted: the order by the rule that counts.
        outcome: who came out of the round, after its tie-breaks.
        quorate: those with a quorum; without one nothing comes out under any rule.
    """
    if trial.order is None:
        return Compared(trial, Held.NOT_COUNTED)
    found = outcome_by(trial.order, places)
    inside, left_open = found.inside & set(quorate), found.left_open & set(quorate)
    enters = inside - outcome.inside - outcome.left_open
    leaves = outcome.inside - inside - left_open
    tied = left_open | outcome.left_open
    if enters or leaves:
        held = Held.OTHER
    elif tied:
        held = Held.TIE
    else:
        held = Held.SAME if trial.order == counted else Held.OTHER_ORDER
    return Compared(trial, held, *(tuple(sorted(n)) for n in (enters, leaves, tied)))
