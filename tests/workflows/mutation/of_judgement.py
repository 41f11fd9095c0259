"""Defects of judging and giving: rubrics, panels, ballots, ties, money."""

from __future__ import annotations

import itertools
from decimal import Decimal

from tests.workflows.mutation.seeding import (
    GONE,
    Changes,
    Seeded,
    edited,
    guards,
    operator,
    parts,
    stages,
    written,
)
from workflows.plan.faults import FaultCode


@operator(FaultCode.WEIGHTS)
def weight_changed(seeded: Seeded) -> Changes:
    for path, criterion in parts(seeded.document, "rubrics", "*", "criteria"):
        for change in ("1", "0.001"):
            heavier = str(Decimal(criterion["weight"]) + Decimal(change))
            yield written(path[:3]), edited(seeded.document, (*path, "weight"), heavier)


@operator(FaultCode.ANCHORS)
def end_of_the_scale_without_words(seeded: Seeded) -> Changes:
    for path, criterion in parts(seeded.document, "rubrics", "*", "criteria"):
        ends = sorted(criterion["anchors"])
        for end in {ends[0], ends[-1]}:
            middle = edited(seeded.document, (*path, "anchors", "2"), criterion["anchors"][end])
            yield written((*path, "anchors")), edited(middle, (*path, "anchors", end), GONE)


@operator(FaultCode.ANCHORS)
def anchor_off_the_scale(seeded: Seeded) -> Changes:
    for path, criterion in parts(seeded.document, "rubrics", "*", "criteria"):
        words = next(iter(criterion["anchors"].values()))
        yield written(path), edited(seeded.document, (*path, "anchors", "99"), words)


@operator(FaultCode.OUT_OF_RANGE)
def scale_without_width(seeded: Seeded) -> Changes:
    for path, rubric in parts(seeded.document, "rubrics"):
        here = (*path, "highest")
        yield written(here), edited(seeded.document, here, rubric["lowest"])


@operator(FaultCode.NO_ABSTENTION)
def points_forced(seeded: Seeded) -> Changes:
    for path, _ in parts(seeded.document, "rubrics"):
        here = (*path, "may_abstain")
        yield written(here), edited(seeded.document, here, False)


@operator(FaultCode.REVIEW_RULES)
def reasons_off_the_scale(seeded: Seeded) -> Changes:
    for path, rubric in parts(seeded.document, "rubrics"):
        here = (*path, "reasons_from")
        yield written(here), edited(seeded.document, here, rubric["highest"] + 1)


@operator(FaultCode.REVIEW_RULES)
def one_grade_of_confidence(seeded: Seeded) -> Changes:
    for path, rubric in parts(seeded.document, "rubrics"):
        words = next(iter(next(iter(rubric["criteria"].values()))["anchors"].values()))
        here = (*path, "confidence")
        yield written(here), edited(seeded.document, here, {"1": words})


@operator(FaultCode.REVIEW_RULES)
def reviews_change_beneath_a_ranking(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if "ranked" in stage.get("traits", []):
            here = (*path, "traits")
            yield written(here), edited(seeded.document, here, [*stage["traits"], "revisable"])


@operator(FaultCode.HIDDEN_FIELD)
def needed_field_hidden(seeded: Seeded) -> Changes:
    judged = {
        (path[1], name)
        for path, c in parts(seeded.document, "rubrics", "*", "criteria")
        for name in c.get("judged_from", [])
    }
    for path, _ in parts(seeded.document, "forms", "*", "sections", "*", "fields"):
        for rubric, name in sorted(judged):
            used = any(
                c["form"] == path[1] and c["rubric"] == rubric
                for _, c in parts(seeded.document, "categories")
            )
            if used and path[-1] == name:
                hidden = edited(seeded.document, (*path, "hidden_from_reviewers"), True)
                yield f"rubrics.{rubric}", hidden


@operator(FaultCode.UNKNOWN_FIELD)
def judged_from_nothing(seeded: Seeded) -> Changes:
    for path, criterion in parts(seeded.document, "rubrics", "*", "criteria"):
        for number in range(len(criterion.get("judged_from", []))):
            here = (*path, "judged_from", number)
            yield written(here), edited(seeded.document, here, "hearsay")


@operator(FaultCode.QUORUM_UNREACHABLE)
def more_votes_than_members(seeded: Seeded) -> Changes:
    for path, panel in parts(seeded.document, "panels"):
        for ballot in panel["ballots"]:
            here = (*path, "ballots", ballot)
            changed = edited(seeded.document, (*path, "members"), 9)
            yield written(here), edited(changed, (*here, "least_votes"), 10)
            yield written(here), edited(changed, (*here, "least_votes"), 9)
            fixed = edited(changed, (*here, "least_votes"), 8)
            yield written(here), edited(fixed, (*path, "most_recusals"), 2)
            yield written(here), edited(changed, (*path, "most_recusals"), 9)
            yield written(here), edited(changed, (*here, "quorum"), "1/1")


@operator(FaultCode.QUORUM_UNREACHABLE)
def panel_of_one(seeded: Seeded) -> Changes:
    for path, panel in parts(seeded.document, "panels"):
        alone = edited(edited(seeded.document, (*path, "most_recusals"), 1), (*path, "members"), 1)
        for ballot in panel["ballots"]:
            yield written((*path, "ballots", ballot)), alone


@operator(FaultCode.OUT_OF_RANGE)
def share_beyond_all(seeded: Seeded) -> Changes:
    for path, ballot in parts(seeded.document, "panels", "*", "ballots"):
        for key, value in (("quorum", "7/6"), ("quorum", "0/5"), ("threshold", "3/2")):
            if key in ballot:
                yield written((*path, key)), edited(seeded.document, (*path, key), value)


@operator(FaultCode.MISSING_KEY)
def approval_without_a_threshold(seeded: Seeded) -> Changes:
    for path, ballot in parts(seeded.document, "panels", "*", "ballots"):
        if ballot["rule"] == "approval":
            here = (*path, "threshold")
            yield written(here), edited(seeded.document, here, GONE)


@operator(FaultCode.BALLOT_MISSING)
def ballot_that_nobody_holds(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if "ballot" in stage:
            here = (*path, "ballot")
            yield written(here), edited(seeded.document, here, "straw-poll")
    for path, name, parameters in guards(seeded.document):
        if "ballot" in parameters:
            here = (*path, name, "ballot")
            yield written(here), edited(seeded.document, here, "straw-poll")


@operator(FaultCode.NEVER_CALIBRATED)
def calibrated_by_one_review(seeded: Seeded) -> Changes:
    """With one review of each nomination severity and merit are never told apart."""
    rounds = [written(path) for path, _ in parts(seeded.document, "rounds")]
    once = seeded.document
    for place in rounds or ["reviewing"]:
        once = edited(once, (*place.split("."), "reviews_per_nomination"), 1)
    for path, _ in parts(seeded.document, "rubrics"):
        ordered = edited(once, (*path, "ordered_by"), "calibrated")
        if _is_used(seeded, path[1]):
            yield written(path), ordered


def _is_used(seeded: Seeded, rubric: object) -> bool:
    return any(c.get("rubric") == rubric for _, c in parts(seeded.document, "categories"))


@operator(FaultCode.ENDLESS_TIE)
def tie_without_an_end(seeded: Seeded) -> Changes:
    for path, ballot in parts(seeded.document, "panels", "*", "ballots"):
        here = (*path, "tie_break")
        for order in ([], ["chair"], ["lot", "chair"], ["shared", "lot"], ["chair", "run-off"]):
            yield written(here), edited(seeded.document, here, order)
        if ballot["rule"] == "approval":
            yield written(here), edited(seeded.document, here, ["run-off", "lot"])
        yield written(here), edited(seeded.document, here, GONE)


@operator(FaultCode.ENDLESS_TIE)
def sharing_what_cannot_be_shared(seeded: Seeded) -> Changes:
    giving = {
        (path[1], p["ballot"])
        for path, name, p in guards(seeded.document)
        if name in ("threshold_met", "elected")
        and "decided"
        in seeded.document["workflows"][path[1]]["stages"][
            seeded.document["workflows"][path[1]]["actions"][path[3]]["to"]
        ].get("traits", [])
    }
    for path, category in parts(seeded.document, "categories"):
        for workflow, ballot in sorted(giving):
            if category["workflow"] == workflow:
                here = ("panels", category["panel"], "ballots", ballot, "tie_break")
                alone = edited(seeded.document, (*path, "award", "shared_by_at_most"), 1)
                yield written(here), edited(alone, here, ["shared"])


@operator(FaultCode.FUND_EXCEEDED)
def more_promised_than_there_is(seeded: Seeded) -> Changes:
    money = seeded.document["incentives"]
    for key in ("medal", "activities", "reserve"):
        dearer = edited(seeded.document, ("incentives", key), money["fund"])
        yield "incentives.fund", dearer
    yield "incentives.fund", edited(seeded.document, ("incentives", "fund"), 0)
    for path, category in parts(seeded.document, "categories"):
        many = edited(seeded.document, (*path, "award", "awards"), 50)
        yield "incentives.fund", many
        dear = edited(seeded.document, (*path, "award", "amount"), money["fund"])
        yield "incentives.fund", dear
        shared = edited(seeded.document, (*path, "award", "shared_by_at_most"), 50)
        scarce = edited(shared, ("incentives", "medal"), category["award"]["amount"] // 10)
        yield "incentives.fund", scarce


@operator(FaultCode.SPLIT)
def shares_that_do_not_add_up(seeded: Seeded) -> Changes:
    for path, category in parts(seeded.document, "categories"):
        here, amount = (*path, "award", "splits"), category["award"]["amount"]
        three = edited(seeded.document, (*path, "award", "shared_by_at_most"), 3)
        half = amount // 2
        for shares in ([half, half, 1], [half, half - 1, 0], [half, half], [amount, 1, -1]):
            yield written(here), edited(three, here, {"3": {"shares": shares}})
        yield written(here), edited(three, here, {"4": {"shares": [half, half, 0, 0]}})
        yield written(here), edited(three, here, {"two": {"shares": [half, half]}})


@operator(FaultCode.SPLIT)
def amount_that_does_not_divide(seeded: Seeded) -> Changes:
    for path, category in parts(seeded.document, "categories"):
        award = {**category["award"], "shared_by_at_most": 2, "amount": 1_000_001, "splits": {}}
        yield written((*path, "award", "splits")), edited(seeded.document, (*path, "award"), award)


@operator(FaultCode.REPEATED)
def number_twice(seeded: Seeded) -> Changes:
    categories = list(parts(seeded.document, "categories"))
    for (path, _), (_, other) in itertools.pairwise(categories):
        here = (*path, "number")
        yield written(here), edited(seeded.document, here, other["number"])
