"""The way of one nomination through a workflow: its steps, in words, and as outsiders know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workflows.phrasing import LANGUAGES, filled, texts_in, words_in
from workflows.plan.evaluation import Action, Role, Stage, Trait, Workflow
from workflows.plan.forms import Words

StepTaken = tuple[str, str, str]
"""The stage where a step began, the action, the stage where it led."""


@dataclass(frozen=True, slots=True)
class Way:
    """Steps in the order in which they were taken, and the stage where the nomination stands.

    A step that no action of the plan made (a nomination moved by an amendment, say) has an action
    key that the workflow does not know; it is told, and not drawn.
    """

    steps: tuple[StepTaken, ...] = ()
    here: str | None = None

    @property
    def taken(self) -> frozenset[tuple[str, str]]:
        """(stage, action) of every step."""
        return frozenset((source, action) for source, action, _ in self.steps)


@dataclass(frozen=True, slots=True)
class Census:
    """How many nominations stand at each stage, and how many took each (stage, action)."""

    standing: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[tuple[str, str], int] = field(default_factory=dict)


def way_in_words(workflow: Workflow, way: Way, language: str) -> str:
    """The way as a sentence: the stages one after the other, and the present one."""
    said = texts_in(language).DRAWING
    stages = [words_in(workflow.stages[workflow.initial].label, language)] + [
        words_in(workflow.stages[target].label, language)
        for _, _, target in way.steps
        if target in workflow.stages
    ]
    told = filled(said["way"], {"stages": said["then"].join(stages)})
    if way.here is None or way.here not in workflow.stages:
        return str(told)
    here = words_in(workflow.stages[way.here].label, language)
    return f"{told}{said['sentences']}{filled(said['way_here'], {'stage': here})}"


# ---- as outsiders know it

_DECIDES: Final[Words] = {
    language: texts.DRAWING["prize_decides"] for language, texts in LANGUAGES.items()
}


@dataclass(frozen=True, slots=True)
class PublicView:
    """A workflow in which stages that outsiders know by one name are one stage.

    Its keys are made up: a key may say more than a public name. What the prize decides inside is
    one nameless step; only what a nominator does, or the calendar, keeps its own words.
    """

    workflow: Workflow
    group_of: Mapping[str, str]
    action_of: Mapping[tuple[str, str], str]

    def way(self, way: Way) -> Way:
        """The way as outsiders know it: steps inside what is one stage to them vanish."""
        steps = []
        for source, action, target in way.steps:
            one, other = self.group_of.get(source), self.group_of.get(target)
            if one is not None and other is not None and one != other:
                steps.append((one, self.action_of.get((source, action), ""), other))
        return Way(tuple(steps), self.group_of.get(way.here or ""))


def public_view(workflow: Workflow) -> PublicView:
    """Fold a workflow to what outsiders may know of it."""
    group_of = _groups(workflow)
    actions: dict[str, Action] = {}
    action_of: dict[tuple[str, str], str] = {}
    for action in workflow.actions.values():
        for source in action.sources:
            one, other = group_of[source], group_of[action.target]
            if one != other:
                key = action_of[(source, action.key)] = _key(action, one, other)
                actions[key] = _joined(actions.get(key), action, key, one, other)
    return PublicView(
        replace(
            workflow,
            initial=group_of[workflow.initial],
            stages=_stages(workflow, group_of),
            actions=actions,
        ),
        group_of,
        action_of,
    )


def _groups(workflow: Workflow) -> Mapping[str, str]:
    """Stage -> made-up key of the stages that have its public name."""
    names = {
        key: tuple(sorted((stage.public_label or stage.label).items()))
        for key, stage in workflow.stages.items()
    }
    numbers = {name: f"p{n}" for n, name in enumerate(dict.fromkeys(names.values()), start=1)}
    return {key: numbers[name] for key, name in names.items()}


def _stages(workflow: Workflow, group_of: Mapping[str, str]) -> Mapping[str, Stage]:
    members: dict[str, list[Stage]] = {}
    for key, group in group_of.items():
        members.setdefault(group, []).append(workflow.stages[key])
    return {
        group: Stage(
            key=group,
            label=stages[0].public_label or stages[0].label,
            final=all(stage.final for stage in stages),
            traits=tuple(t for t in (Trait.HONOURED,) if any(t in s.traits for s in stages)),
            tone=stages[0].tone,
            on_strip=any(stage.on_strip for stage in stages),
        )
        for group, stages in members.items()
    }


def _is_told(action: Action) -> bool:
    return Role.NOMINATOR in action.by or set(action.by) == {Role.SYSTEM}


def _key(action: Action, one: str, other: str) -> str:
    return f"a-{action.key}" if _is_told(action) else f"{one}-{other}"


def _joined(known: Action | None, action: Action, key: str, one: str, other: str) -> Action:
    """One action of the public view, with one more of the real ones in it."""
    sources = dict.fromkeys([*(known.sources if known else ()), one])
    by = dict.fromkeys([*(known.by if known else ()), *action.by])
    return Action(
        key=key,
        label=action.label if _is_told(action) else _DECIDES,
        sources=tuple(sources),
        target=other,
        by=tuple(role for role in Role if role in by),
    )


def taken_from(workflow: Workflow, actions: Sequence[str]) -> Way:
    """The way that these actions make from the start, as far as they follow on each other."""
    steps: list[StepTaken] = []
    stage = workflow.initial
    for key in actions:
        action = workflow.actions.get(key)
        if action is None or stage not in action.sources:
            break
        steps.append((stage, key, action.target))
        stage = action.target
    return Way(tuple(steps), stage)
