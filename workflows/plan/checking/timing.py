"""Time against the workflow: windows that never open, timers that move nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from workflows import calendar
from workflows.plan.checking.dates import is_readable
from workflows.plan.checking.graph import ways_from_start
from workflows.plan.evaluation import Action, Role, Stage, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

_AT_ONCE: Final = frozenset({
    "before_deadline", "approver_is_new", "award_available", "reserve_available",
})  # fmt: skip
"""Guards that let an action happen as soon as a nomination arrives."""

_START: Final = datetime(1900, 1, 1, tzinfo=UTC)


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every workflow against the calendar."""
    closing = calendar.closing_times(plan) if is_readable(plan) else {}
    for workflow in plan.workflows.values():
        times = _Times(workflow, closing)
        yield from times.windows()
        yield from times.timers()
        yield from _untimed(workflow)


@dataclass(frozen=True, slots=True)
class _Times:
    """One workflow and when each deadline closes, as far as the calendar can be read."""

    workflow: Workflow
    closing: Mapping[str, datetime]

    def windows(self) -> Iterator[Fault]:
        """Actions that are closed before a nomination can be there, or before they open."""
        earliest, ways = self._earliest(), ways_from_start(self.workflow)
        for action in self.workflow.actions.values():
            place = f"workflows.{self.workflow.key}.actions.{action.key}.guards"
            here = [s for s in action.sources if s in earliest]
            path = (*ways[here[0]], action.key) if here else ()
            end, start = self._end(action), self._start(action)
            if end is None:
                continue
            last, closes = end
            if start is not None and closes <= start[1]:
                sentence = (
                    f"possible only after {start[0]} and before {last}, and {last} is not later; "
                    "take one guard away or move a deadline"
                )
                yield Fault(place, FaultCode.CONTRADICTION, sentence, path)
            elif here and all(self._open(action, earliest[s]) >= closes for s in here):
                sentence = (
                    f"{last} has always passed when a nomination comes here; move the deadline or "
                    "name a later one"
                )
                yield Fault(place, FaultCode.NEVER_POSSIBLE, sentence, path)

    def timers(self) -> Iterator[Fault]:
        """Stages whose deadline passes and from which nothing can then be done."""
        for stage in self.workflow.stages.values():
            out = [a for a in self.workflow.actions.values() if stage.key in a.sources]
            if stage.due is not None and self._is_over(stage, out):
                yield Fault(
                    f"workflows.{self.workflow.key}.stages.{stage.key}.due",
                    FaultCode.TIMER_WITHOUT_ACTION,
                    f"once {stage.due!r} has passed nothing can be done from here; add an action "
                    "that is possible then, or take `due` away",
                    ways_from_start(self.workflow).get(stage.key, ()),
                )

    def _is_over(self, stage: Stage, out: list[Action]) -> bool:
        due = self.closing.get(stage.due or "")
        if stage.final:
            return True
        if due is None:
            return not out
        ends = [self._end(action) for action in out]
        return all(end is not None and end[1] <= due for end in ends)

    def _earliest(self) -> Mapping[str, datetime]:
        """Stage -> when a nomination can be there at the earliest; without those it cannot reach.

        A shortest-path search (Bellman and Ford): times only ever become earlier.
        """
        times = {self.workflow.initial: _START}
        changed = True
        while changed:
            changed = False
            for action in self.workflow.actions.values():
                here = [self._open(action, times[s]) for s in action.sources if s in times]
                end = self._end(action)
                possible = [at for at in here if end is None or at < end[1]]
                if possible and min(possible) < times.get(
                    action.target, datetime.max.replace(tzinfo=UTC)
                ):
                    times[action.target] = min(possible)
                    changed = True
        return times

    def _open(self, action: Action, there_since: datetime) -> datetime:
        """When an action opens for a nomination that has been there since."""
        waited = [
            there_since + timedelta(days=guard.use.parameters.days)
            for guard in action.guards
            if guard.name == "days_in_stage"
        ]
        start = self._start(action)
        return max([there_since, *waited, *([start[1]] if start else [])])

    def _start(self, action: Action) -> tuple[str, datetime] | None:
        found = {**self._named(action, "after_deadline"), **self._named(action, "opened")}
        return max(found.items(), key=lambda item: item[1], default=None)

    def _end(self, action: Action) -> tuple[str, datetime] | None:
        found = self._named(action, "before_deadline")
        return min(found.items(), key=lambda item: item[1], default=None)

    def _named(self, action: Action, guard: str) -> dict[str, datetime]:
        keys = (use.use.parameters.deadline for use in action.guards if use.name == guard)
        return {key: self.closing[key] for key in keys if key in self.closing}


def _untimed(workflow: Workflow) -> Iterator[Fault]:
    for action in workflow.actions.values():
        if Role.SYSTEM in action.by and all(g.name in _AT_ONCE for g in action.guards):
            yield Fault(
                f"workflows.{workflow.key}.actions.{action.key}.guards",
                FaultCode.NOTHING_TO_WAIT_FOR,
                "the calendar would take this at once; add a guard that makes it wait, such as "
                "after_deadline or days_in_stage",
            )
