"""What a plan's rounds of review come to, once what they leave open is taken from elsewhere."""

from __future__ import annotations

from workflows.plan.evaluation import Role, Trait
from workflows.plan.model import Plan
from workflows.plan.rounds import Pool


def rounds_of(plan: Plan, category: str) -> tuple[str, ...]:
    """The rounds of review of a category in their order; "" alone where the plan has none."""
    named = {stage.round for stage in plan.workflow_of(category).stages.values()}
    return tuple(key for key in plan.rounds if key in named) or ("",)


def rounds_ahead(plan: Plan, category: str, stage: str) -> frozenset[str]:
    """The rounds in which a nomination at a stage is, or can still come to be, reviewed."""
    workflow = plan.workflow_of(category)
    reached, fresh = {stage}, {stage}
    while fresh:
        steps = (a for a in workflow.actions.values() if fresh & set(a.sources))
        fresh = {action.target for action in steps} - reached
        reached |= fresh
    judged = reached & workflow.stages_with(Trait.REVIEWING)
    return frozenset(workflow.stages[key].round or "" for key in judged)


def reviews_in(plan: Plan, round_key: str) -> int:
    """How many reviews each nomination gets in a round."""
    own = plan.round_named(round_key).reviews_per_nomination
    return plan.reviewing.reviews_per_nomination if own is None else own


def most_in(plan: Plan, round_key: str) -> int:
    """How many nominations one person gets in a round at most."""
    own = plan.round_named(round_key).most_per_reviewer
    return plan.reviewing.most_per_reviewer if own is None else own


def rounds_judged_by(plan: Plan, role: Role) -> tuple[str, ...]:
    """The rounds in which the holders of a role review, in the plan's order."""
    keys = tuple(plan.rounds) or ("",)
    return tuple(key for key in keys if plan.round_named(key).by.role is role)


def roles_invited(plan: Plan) -> tuple[Role, ...]:
    """The roles that a letter may ask somebody to take on, in the order of their rounds.

    A plan whose committee does all the reviewing still has the reviewer: nobody is kept from
    asking one before the plan is amended.
    """
    pools = (plan.round_named(key).by for key in tuple(plan.rounds) or ("",))
    return tuple(dict.fromkeys(p.role for p in pools if p.is_invited)) or (Pool.REVIEWERS.role,)


def most_of(plan: Plan, role: Role) -> int:
    """How many nominations the holder of a role can take on: the most of any of its rounds."""
    return max((most_in(plan, key) for key in rounds_judged_by(plan, role)), default=0) or (
        plan.reviewing.most_per_reviewer
    )


def rubrics_used(plan: Plan, category: str) -> frozenset[str]:
    """The keys of all rubrics by which nominations of a category are reviewed."""
    of = plan.categories[category]
    rounds = rounds_of(plan, category) if of.workflow in plan.workflows else ("",)
    return frozenset(plan.round_named(key).rubric or of.rubric for key in rounds)


def rounds_by(plan: Plan, rubric: str) -> frozenset[str]:
    """The rounds in which nominations are reviewed by a rubric; "" for one that nobody uses."""
    found = {
        key
        for category in plan.categories.values()
        if category.workflow in plan.workflows
        for key in rounds_of(plan, category.key)
        if (plan.round_named(key).rubric or category.rubric) == rubric
    }
    return frozenset(found or {""})
