"""Blindness that would not blind: rules that hide nothing, come too late, or hide the needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from workflows.plan.blinding import Blinded, Blinding
from workflows.plan.evaluation import Stage, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan
from workflows.plan.reading import nearest
from workflows.policy import Permission, Standing, allowed


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every rule of blindness; a plan without any has none of these faults."""
    for key, rule in plan.blindness.items():
        place = f"blindness.{key}"
        yield from _unknown_fields(place, plan, rule)
        if not (rule.names or rule.fields or rule.reviewers or rule.members):
            yield Fault(place, FaultCode.BLIND_IDLE, "nothing is said to be hidden here")
        for blinded in rule.whom:
            if not any(_is_met(rule, blinded, w) for w in plan.workflows.values()):
                sentence = (
                    f"there is no stage in which {blinded} reads a nomination and this holds; "
                    "change `during` or `until`"
                )
                yield Fault(f"{place}.whom", FaultCode.BLIND_IDLE, sentence)
    if plan.reviewing.assigning.leaks_settled and not hides_names(plan):
        sentence = "nothing is hidden from anybody, so there is no name to settle"
        yield Fault("reviewing.assigning.leaks_settled", FaultCode.BLIND_IDLE, sentence)
    if plan.blindness:
        for workflow in plan.workflows.values():
            yield from _too_late(plan, workflow)


def hides_names(plan: Plan) -> bool:
    """Whether some name is hidden from somebody who reads nominations."""
    return plan.reviewing.hides_nominator or any(r.names for r in plan.blindness.values())


def _unknown_fields(place: str, plan: Plan, rule: Blinding) -> Iterator[Fault]:
    known = {key for form in plan.forms.values() for key in form.fields}
    for number, name in enumerate(rule.fields):
        if name not in known:
            sentence = f"no form has {name!r}{nearest(name, known)}"
            yield Fault(f"{place}.fields[{number}]", FaultCode.UNKNOWN_FIELD, sentence)


def _standing(blinded: Blinded, stage: Stage) -> Standing:
    return Standing(roles=blinded.roles, handed_in=True, traits=frozenset(stage.traits))


def _reads(blinded: Blinded, stage: Stage) -> bool:
    return allowed(Permission.NOMINATION_READ, _standing(blinded, stage))


def _is_met(rule: Blinding, blinded: Blinded, workflow: Workflow) -> bool:
    return any(
        _reads(blinded, stage) and rule.holds_where(frozenset(stage.traits))
        for stage in workflow.stages.values()
    )


def _too_late(plan: Plan, workflow: Workflow) -> Iterator[Fault]:
    """What was read before cannot be hidden after: not from the same role on the same way."""
    for blinded in Blinded:
        readable = {key for key, stage in workflow.stages.items() if _reads(blinded, stage)}
        rules = [rule for rule in plan.blindness.values() if blinded in rule.whom]
        for told in sorted({thing for rule in rules for thing in _told(rule)}):
            hiding = {key for key in readable if _hides(rules, told, workflow.stages[key])}
            # Back to where it was hidden before is another matter: they knew it by then.
            early = _reached(workflow, {workflow.initial}, hiding) & readable - hiding
            late = _reached(workflow, early, set()) & hiding
            if early and late:
                one, other = (next(k for k in workflow.stages if k in met) for met in (early, late))
                sentence = (
                    f"{blinded} reads {told!r} in {one!r} already, before {other!r} hides it; "
                    "hide it there too"
                )
                place = f"workflows.{workflow.key}.stages.{one}.traits"
                yield Fault(place, FaultCode.BLIND_LATE, sentence, (one, other))


def _told(rule: Blinding) -> set[str]:
    return {str(name) for name in rule.names} | set(rule.fields)


def _hides(rules: Iterable[Blinding], told: str, stage: Stage) -> bool:
    traits = frozenset(stage.traits)
    return any(told in _told(rule) and rule.holds_where(traits) for rule in rules)


def _reached(workflow: Workflow, starts: Set[str], but_not: Set[str]) -> set[str]:
    """Stages that can be come to from some others, without passing through certain ones."""
    reached: set[str] = set()
    waiting = [key for key in starts if key not in but_not]
    while waiting:
        here = waiting.pop()
        if here in reached or here not in workflow.stages:
            continue
        reached.add(here)
        leads = (a.target for a in workflow.actions.values() if here in a.sources)
        waiting += [key for key in leads if key not in but_not]
    return reached
