"""What the review page shows: differences, landings and consequences in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prize_app.amending.trial import Effects, Trial
from prize_app.editions.amendments import Amended
from prize_app.editions.queries import RunningEdition
from workflows.amending.consequences import Consequence, Weight
from workflows.amending.grouping import grouped
from workflows.amending.landing import LandingCode, LandingFault, Place
from workflows.amending.phrasing import (
    consequence_sentence,
    landing_sentence,
    part_words,
    stage_words,
    trait_words,
)
from workflows.phrasing import words_in
from workflows.plan.diffing import Change, Difference, sentence
from workflows.plan.model import Plan


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the plan with its differences; those of texts stand apart."""

    name: str
    touches: bool
    lines: Sequence[tuple[str, bool]]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class LandingRow:
    """A stage of a procedure and where the nominations in it come to."""

    place: Place
    source: str
    target: str
    count: int
    gained: str
    lost: str

    @property
    def before(self) -> str:
        """The workflow that they stand in now."""
        return self.place.way.partition(">")[0]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing about this stage needs to be read."""
        stays = self.place.target is not None and not self.place.moves
        return stays and not (self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class Question:
    """Where the nominations of a stage go: a field of the form."""

    way: str
    stage: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str
    faults: Sequence[str]


def parts(
    found: Sequence[Difference], present: Plan, occupied: frozenset[str], language: str
) -> list[PartWords]:
    """Differences by part, the weightiest first."""
    return [
        PartWords(
            part_words(group.part, language),
            group.touches,
            [
                (sentence(line.difference, language), line.touches)
                for line in group.lines
                if line.difference.kind is not Change.REWORDED
            ],
            [
                sentence(line.difference, language)
                for line in group.lines
                if line.difference.kind is Change.REWORDED
            ],
        )
        for group in grouped(found, present, occupied)
    ]


def landing_rows(
    edition: RunningEdition, effects: Effects, counts: Mapping[tuple[str, str], int], language: str
) -> list[LandingRow]:
    """One row for each stage of a procedure in which nominations stand, counted as seen."""
    rows: dict[tuple[str, str], LandingRow] = {}
    for place in effects.landing.places:
        key = (place.way, place.stage)
        count = counts.get((place.category, place.stage), 0)
        before, _, after = place.way.partition(">")
        earlier = rows.get(key)
        rows[key] = LandingRow(
            place,
            stage_words(edition.plan, before, place.stage, language),
            stage_words(effects.plan, after or before, place.target or "", language),
            count + (earlier.count if earlier else 0),
            trait_words(place.gained, language) if place.gained else "",
            trait_words(place.lost, language) if place.lost else "",
        )
    order = _order(edition.plan)
    return sorted(rows.values(), key=lambda row: order[row.before, row.place.stage])


def landed_counts(
    effects_plan: Plan,
    places: Sequence[Place],
    counts: Mapping[tuple[str, str], int],
    workflow: str,
) -> dict[str, int]:
    """Stage of the new procedure -> nominations that the viewer may count there."""
    found: Counter[str] = Counter()
    for place in places:
        count = counts.get((place.category, place.stage), 0)
        in_it = effects_plan.categories.get(place.category)
        if place.target is not None and count and in_it and in_it.workflow == workflow:
            found[place.target] += count
    return dict(found)


def questions(edition: RunningEdition, trial: Trial, language: str) -> list[Question]:
    """The stages that a mapping has to name, with what was chosen and what is wrong with it."""
    effects = trial.effects
    if effects is None:
        return []
    asked = {
        (place.way, place.stage): place
        for place in effects.landing.places
        if place.category in effects.plan.categories and _needs_mapping(effects.plan, place)
    }
    order = _order(edition.plan)
    places = sorted(asked.values(), key=lambda p: order[p.way.partition(">")[0], p.stage])
    return [_question(edition, trial, effects, place, language) for place in places]


def _order(plan: Plan) -> dict[tuple[str, str], int]:
    """(workflow, stage) -> its place in the procedure."""
    return {(w.key, s): n for w in plan.workflows.values() for n, s in enumerate(w.stages)}


def _needs_mapping(plan: Plan, place: Place) -> bool:
    workflow = plan.workflow_of(place.category)
    return place.way != workflow.key or place.stage not in workflow.stages


def _question(
    edition: RunningEdition, trial: Trial, effects: Effects, place: Place, language: str
) -> Question:
    workflow = effects.plan.workflow_of(place.category)
    before = place.way.partition(">")[0]
    chosen = trial.draft.mapping.get(place.way, {}).get(place.stage, "")
    wrong = [
        landing_sentence(fault, edition.plan, effects.plan, language)
        for fault in effects.landing.faults
        if (fault.way, fault.stage) == (place.way, place.stage) and chosen
    ]
    return Question(
        place.way,
        place.stage,
        stage_words(edition.plan, before, place.stage, language),
        [(s.key, words_in(s.label, language)) for s in workflow.stages.values()],
        chosen,
        wrong,
    )


def barring(edition: RunningEdition, trial: Trial, language: str) -> list[str]:
    """Why a draft that holds cannot be proposed whatever is filled in."""
    effects = trial.effects
    if effects is None:
        return []
    by_form = {(q.way, q.stage) for q in questions(edition, trial, language)}
    faults: list[LandingFault] = [
        fault
        for fault in effects.landing.faults
        if (fault.way, fault.stage) not in by_form and fault.code is not LandingCode.NEEDLESS
    ]
    told = [landing_sentence(f, edition.plan, effects.plan, language) for f in faults]
    return told + [
        consequence_sentence(c, edition.plan, effects.plan, language) for c in trial.bars
    ]


def told(
    edition: RunningEdition, effects: Effects, weight: Weight, language: str
) -> list[tuple[Consequence, str]]:
    """Consequences of one weight in words."""
    return [
        (c, consequence_sentence(c, edition.plan, effects.plan, language))
        for c in effects.consequences
        if c.weight is weight
    ]


def mapped_words(one: Amended, language: str) -> list[tuple[str, str]]:
    """(stage before, stage after) of what an amendment was taken with."""
    listed = []
    for way, stages in one.row.mapping.items():
        before, _, after = way.partition(">")
        for source, target in stages.items():
            names = stage_words(one.before.plan, before, source, language)
            listed.append((names, stage_words(one.after.plan, after or before, target, language)))
    return listed


def decision_words(one: Amended, language: str) -> list[tuple[str, str]]:
    """(what was decided on, why) of an amendment: category, deadline or vote by its name."""
    plan, found = one.before.plan, []
    for key, words in one.row.decisions.items():
        named = [part_name(plan, part, language) for part in key.split(":")[1:]]
        found.append((", ".join(named), words))
    return found


def part_name(plan: Plan, key: str, language: str) -> str:
    """A category, deadline, rubric or ballot by its label; the key of what is none of them."""
    key = key.partition(">")[0]
    labels = {k: c.name for k, c in plan.categories.items()}
    labels |= {k: d.label for k, d in plan.calendar.items()}
    labels |= {k: r.label for k, r in plan.rubrics.items()}
    labels |= {k: b.label for panel in plan.panels.values() for k, b in panel.ballots.items()}
    return words_in(labels[key], language) if key in labels else key
