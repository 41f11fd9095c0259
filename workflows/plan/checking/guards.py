"""Guards that contradict each other, and guards that nothing on the way can ever satisfy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workflows.guards import GuardUse
from workflows.plan.checking.graph import stages_before, ways_from_start
from workflows.plan.evaluation import Action, Record, Trait, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Category, Plan
from workflows.plan.rounds import ReviewRound

OPPOSITES: Final = (
    ("entry_conditions_hold", "some_condition_fails"),
    ("minimum_field_met", "minimum_field_missed"),
    ("on_shortlist", "off_shortlist"),
)


def faults(plan: Plan) -> Iterator[Fault]:
    """Check the guards of every action, together and one by one."""
    for key, workflow in plan.workflows.items():
        ways = ways_from_start(workflow)
        used = [c for c in plan.categories.values() if c.workflow == key]
        for action in workflow.actions.values():
            place = f"workflows.{key}.actions.{action.key}.guards"
            path = next((ways[s] for s in action.sources if s in ways), ())
            path = (*path, action.key) if path else ()
            yield from _opposites(place, action, path)
            yield from _repeated(place, action)
            if path:
                yield from _Way(workflow, action, used, place, path, plan.rounds).faults()


def _opposites(place: str, action: Action, path: tuple[str, ...]) -> Iterator[Fault]:
    named = [guard.name for guard in action.guards]
    for one, other in OPPOSITES:
        if one in named and other in named:
            sentence = f"{one} and {other} never hold together; take one away"
            yield Fault(place, FaultCode.CONTRADICTION, sentence, path)


def _repeated(place: str, action: Action) -> Iterator[Fault]:
    for number, guard in enumerate(action.guards):
        if guard in action.guards[:number]:
            sentence = f"{guard.name} stands here already; take one away"
            yield Fault(f"{place}[{number}]", FaultCode.REPEATED, sentence)


@dataclass(frozen=True, slots=True)
class _Way:
    """One action with everything that can have happened before it."""

    workflow: Workflow
    action: Action
    used: list[Category]
    place: str
    path: tuple[str, ...]
    rounds: Mapping[str, ReviewRound]

    def faults(self) -> Iterator[Fault]:
        """Guards that cannot hold whichever way a nomination came."""
        for number, guard in enumerate(self.action.guards):
            needs = _NEEDS.get(guard.name)
            why = needs(self, guard) if needs else ""
            if why:
                place = f"{self.place}[{number}]"
                sentence = f"{guard.name} can never hold: {why}"
                yield Fault(place, FaultCode.NEVER_POSSIBLE, sentence, self.path)

    def ballot(self, guard: GuardUse) -> str:
        """No ballot of this name can have been held when the nomination stands here."""
        wanted = guard.use.parameters.ballot
        held = {s.key for s in self.workflow.stages.values() if s.ballot == wanted}
        if not held or held & self._before():
            return ""  # of a ballot that no stage holds, another family tells
        return f"the ballot {wanted!r} is held in no stage before; hold it in one"

    def ranking(self, _: GuardUse) -> str:
        """No action on the way freezes a ranking."""
        before = self._before()
        frozen = any(
            Record.RANKING in a.records and a.target in before and before & set(a.sources)
            for a in self.workflow.actions.values()
        )
        return "" if frozen else "no action before freezes a ranking; let one record it"

    def shortlist(self, guard: GuardUse) -> str:
        """A round where it starts has no rule, or no ranking of that round can be frozen."""
        before = self._before()
        for key in self._rounds_here():
            if key not in self.rounds or not self.rounds[key].has_shortlist:
                return "the stage belongs to no round that has a shortlist rule"
            frozen = any(
                Record.RANKING in a.records
                and a.target in before
                and before & self._of_round(key) & set(a.sources)
                for a in self.workflow.actions.values()
            )
            if not frozen:
                return f"no action before freezes a ranking of round {key!r}"
        return ""

    def assigned(self, _: GuardUse) -> str:
        """Reviewers cannot have been assigned in the round of the stage."""
        return self._traced(Trait.ASSIGNABLE, "no stage before lets reviewers be assigned")

    def reviewed(self, _: GuardUse) -> str:
        """Nobody can have written a review in the round of the stage."""
        return self._traced(Trait.REVIEWING, "no stage before is for reviewing")

    def _traced(self, trait: Trait, otherwise: str) -> str:
        wanted = self.workflow.stages_with(trait) & self._before()
        for key in self._rounds_here():
            if self.rounds and not key:
                return "the stage belongs to no round of review; name one in `round`"
            if not wanted & self._of_round(key):
                return f"{otherwise} in round {key!r}" if key else otherwise
        return ""

    def _rounds_here(self) -> list[str]:
        stages = (self.workflow.stages.get(s) for s in self.action.sources)
        return sorted({stage.round or "" for stage in stages if stage})

    def _of_round(self, key: str) -> frozenset[str]:
        stages = self.workflow.stages.values()
        return frozenset(s.key for s in stages if (s.round or "") == key)

    def awards(self, _: GuardUse) -> str:
        """No category gives an award."""
        none = self.used and all(c.award.awards == 0 for c in self.used)
        return "no category gives an award by this workflow; set `awards`" if none else ""

    def reserves(self, _: GuardUse) -> str:
        """No category names a reserve."""
        none = self.used and all(c.award.reserve == 0 for c in self.used)
        return "no category names a reserve by this workflow; set `reserve`" if none else ""

    def conditions(self, _: GuardUse) -> str:
        """No category has entry conditions."""
        none = self.used and all(not c.conditions for c in self.used)
        return "no category has entry conditions by this workflow" if none else ""

    def small_field(self, _: GuardUse) -> str:
        """The nomination itself is field enough."""
        running = self.workflow.stages_with(Trait.IN_THE_RUNNING)
        one = self.used and all(c.minimum_field == 1 for c in self.used)
        enough = bool(one) and set(self.action.sources) <= running
        return "the nomination itself makes the smallest field; raise `minimum_field`" * enough

    def _before(self) -> frozenset[str]:
        return stages_before(self.workflow, self.action.sources)


_NEEDS: Final[Mapping[str, Callable[[_Way, GuardUse], str]]] = {
    "ballot_closed": _Way.ballot,
    "quorum_reached": _Way.ballot,
    "threshold_met": _Way.ballot,
    "elected": _Way.ballot,
    "within_places": _Way.ranking,
    "reviewers_assigned": _Way.assigned,
    "reviews_complete": _Way.reviewed,
    "panel_share": _Way.reviewed,
    "on_shortlist": _Way.shortlist,
    "off_shortlist": _Way.shortlist,
    "award_available": _Way.awards,
    "reserve_available": _Way.reserves,
    "some_condition_fails": _Way.conditions,
    "minimum_field_missed": _Way.small_field,
}
