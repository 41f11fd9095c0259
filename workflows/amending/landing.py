"""Where running nominations land when an edition goes over to another plan, and what forbids it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.plan.checking.graph import leading_to_an_end
from workflows.plan.evaluation import Stage, Trait, Workflow
from workflows.plan.model import Plan

Standing = Mapping[tuple[str, str], int]
"""(category key, stage key) -> how many nominations stand there."""

StageMap = Mapping[str, Mapping[str, str]]
"""Way (see `way_of`) -> stage of the old plan -> stage of the new one."""

_WORK: Final = frozenset({Trait.ASSIGNABLE, Trait.REVIEWING, Trait.DISCUSSING, Trait.REVISABLE})
"""What may come and go without a decision: reviewers can be asked earlier, later or again."""


class LandingCode(StrEnum):
    """What is wrong with a landing."""

    CATEGORY_GONE = "category-gone"
    UNMAPPED = "unmapped"
    OTHER_WORKFLOW = "other-workflow"
    UNKNOWN_TARGET = "unknown-target"
    NEEDLESS = "needless"
    OUT_OF_AN_END = "out-of-an-end"
    INTO_AN_END = "into-an-end"
    INTO_A_TRAP = "into-a-trap"
    PAST_A_DECISION = "past-a-decision"


@dataclass(frozen=True, slots=True)
class LandingFault:
    """One reason why nominations cannot land; `stage` is the old plan's, `target` the new one's.

    `gained` and `lost` are the traits that a landing would give or take without a decision.
    """

    code: LandingCode
    way: str
    stage: str
    category: str = ""
    target: str = ""
    gained: tuple[Trait, ...] = ()
    lost: tuple[Trait, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Nominations of a category in one stage, and the stage they come to (None: nowhere yet)."""

    category: str
    way: str
    stage: str
    count: int
    target: str | None
    gained: tuple[Trait, ...] = ()
    lost: tuple[Trait, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether the stage has another name afterwards."""
        return self.target is not None and self.target != self.stage


@dataclass(frozen=True, slots=True)
class Landing:
    """Every stage where nominations stand, in the order of the plan, and all that is wrong."""

    places: tuple[Place, ...]
    faults: tuple[LandingFault, ...]

    def target_of(self, category: str, stage: str) -> str | None:
        """Where a nomination of a category in a stage comes to."""
        found = (p.target for p in self.places if (p.category, p.stage) == (category, stage))
        return next(found, None)


def way_of(old: Plan, new: Plan, category: str) -> str:
    """The name of a category's way in a mapping: its workflow, or both where it gets another."""
    before, after = old.categories[category].workflow, new.categories[category].workflow
    return before if before == after else f"{before}>{after}"


def landing(old: Plan, new: Plan, mapping: StageMap, standing: Standing) -> Landing:
    """A dry run for nominations that stand in stages of the old plan.

    They stay in a stage that the new workflow still has and otherwise go where the mapping says;
    of a category that gets another workflow every stage has to be mapped, for an equal name is no
    equal stage there. Where nobody stands nothing needs a mapping.
    """
    places: list[Place] = []
    faults: list[LandingFault] = []
    for category, stage in _in_order(old, standing):
        count = standing[(category, stage)]
        if category not in new.categories:
            way = old.categories[category].workflow
            places.append(Place(category, way, stage, count, None))
            faults.append(LandingFault(LandingCode.CATEGORY_GONE, way, stage, category))
            continue
        place = _place(old, new, mapping, category, stage, count)
        places.append(place)
        faults += _faults_of(old, new, mapping, place)
    faults += _needless(old, new, mapping)
    return Landing(tuple(places), tuple(dict.fromkeys(faults)))


def _in_order(old: Plan, standing: Standing) -> Iterator[tuple[str, str]]:
    for category in old.categories:
        for stage in old.workflow_of(category).stages:
            if standing.get((category, stage)):
                yield category, stage


def _place(old: Plan, new: Plan, mapping: StageMap, category: str, stage: str, count: int) -> Place:
    way, workflow = way_of(old, new, category), new.workflow_of(category)
    stays = way == workflow.key and stage in workflow.stages
    wanted = stage if stays else mapping.get(way, {}).get(stage)
    if wanted is None or wanted not in workflow.stages:
        return Place(category, way, stage, count, None)
    before, after = old.workflow_of(category).stages[stage], workflow.stages[wanted]
    gained = tuple(t for t in after.traits if t not in before.traits)
    lost = tuple(t for t in before.traits if t not in after.traits)
    return Place(category, way, stage, count, wanted, gained, lost)


def _faults_of(old: Plan, new: Plan, mapping: StageMap, place: Place) -> Iterator[LandingFault]:
    if place.target is None:
        wanted = mapping.get(place.way, {}).get(place.stage, "")
        is_other = place.way != new.categories[place.category].workflow
        code = (
            LandingCode.UNKNOWN_TARGET
            if wanted
            else LandingCode.OTHER_WORKFLOW
            if is_other
            else LandingCode.UNMAPPED
        )
        yield LandingFault(code, place.way, place.stage, place.category if is_other else "", wanted)
        return
    before = old.workflow_of(place.category).stages[place.stage]
    yield from _broken_way(before, new.workflow_of(place.category), place)


def _broken_way(before: Stage, workflow: Workflow, place: Place) -> Iterator[LandingFault]:
    target = workflow.stages[place.target or ""]

    def fault(code: LandingCode, gained: Traits = (), lost: Traits = ()) -> LandingFault:
        return LandingFault(
            code, place.way, place.stage, target=target.key, gained=gained, lost=lost
        )

    if before.final and not target.final:
        yield fault(LandingCode.OUT_OF_AN_END)
    if target.final and not before.final:
        yield fault(LandingCode.INTO_AN_END)
    if target.key not in leading_to_an_end(workflow, workflow.actions.values()):
        yield fault(LandingCode.INTO_A_TRAP)
    # The form may be opened again for its nominator; handing it in stays the nominator's own.
    gained = tuple(t for t in place.gained if t not in _WORK and t is not Trait.EDITABLE)
    lost = tuple(t for t in place.lost if t not in _WORK)
    if gained or lost:
        yield fault(LandingCode.PAST_A_DECISION, gained, lost)


Traits = tuple[Trait, ...]


def _needless(old: Plan, new: Plan, mapping: StageMap) -> Iterator[LandingFault]:
    """Mapped although it stays, or although there is no such stage: nobody shall sign that."""
    ways = {
        way_of(old, new, key): (old.workflow_of(key), new.workflow_of(key))
        for key in old.categories
        if key in new.categories
    }
    for way, stages in mapping.items():
        before, after = ways.get(way, (None, None))
        for stage, target in stages.items():
            stays = after is not None and way == after.key and stage in after.stages
            if before is None or stage not in before.stages or stays:
                yield LandingFault(LandingCode.NEEDLESS, way, stage, target=target)
            elif after is not None and target not in after.stages:
                yield LandingFault(LandingCode.UNKNOWN_TARGET, way, stage, target=target)
