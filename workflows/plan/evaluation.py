"""Evaluation methods as data: the workflow and the rubric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workflows.guards import GuardUse
from workflows.plan.forms import Words
from workflows.plan.reading import spec


class Role(StrEnum):
    """How somebody stands to a nomination. Nominator is a relation, the others are grants."""

    NOMINATOR = "nominator"
    REVIEWER = "reviewer"
    COMMITTEE = "committee"
    CHAIR = "chair"
    DEPUTY = "deputy"
    BOARD = "board"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    SYSTEM = "system"
    EXTERNAL = "external"


class Trait(StrEnum):
    """What a stage allows. Code asks for traits, never for a stage by name."""

    EDITABLE = "editable"
    SCREENING = "screening"
    ASSIGNABLE = "assignable"
    REVIEWING = "reviewing"
    RANKED = "ranked"
    IN_THE_RUNNING = "in-the-running"
    RESERVE = "reserve"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    HONOURED = "honoured"
    KEPT = "kept"
    DISCUSSING = "discussing"
    REVISABLE = "revisable"


class Record(StrEnum):
    """What taking an action stores besides the step itself."""

    VERSION = "version"
    SCREENING = "screening"
    RANKING = "ranking"
    DECISION = "decision"
    APPROVAL = "approval"
    LAUREATE = "laureate"


class Ask(StrEnum):
    """What a person must give with an action."""

    REASON = "reason"
    MESSAGE = "message"
    CITATION = "citation"


class Tone(StrEnum):
    """How a stage is shown; word and shape, never colour alone."""

    NEUTRAL = "neutral"
    WAITING = "waiting"
    GOOD = "good"
    BAD = "bad"
    HONOURED = "honoured"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a nomination can be."""

    key: str
    label: Words = spec("what people read")
    public_label: Words = spec("what the nominator reads, where it differs", default={})
    final: bool = spec("nothing leads out of it, but for revocation and the like", default=False)
    traits: tuple[Trait, ...] = spec("what the stage allows", default=())
    ballot: str | None = spec(
        "the ballot of the panel that is held over nominations here", default=None
    )
    frees_quota: bool = spec(
        "a nomination here no longer counts against its nominator's quota", default=False
    )
    due: str | None = spec(
        "the deadline by which somebody should have led on from here",
        default=None,
        refers_to="calendar",
    )
    tone: Tone = spec("how the stage is shown", default=Tone.NEUTRAL)
    on_strip: bool = spec("a step of the way that every nomination may go", default=False)
    round: str | None = spec(
        "the round of review that a nomination here belongs to; needed where reviewers are "
        "assigned or review, once the plan has rounds",
        default=None,
        refers_to="rounds",
    )


@dataclass(frozen=True, slots=True)
class Action:
    """A verb that moves a nomination."""

    key: str
    label: Words = spec("what the button says")
    sources: tuple[str, ...] = spec(
        "the stages it starts from", name="from", minimum=1, refers_to="stages"
    )
    target: str = spec("the stage it leads to", name="to", refers_to="stages")
    by: tuple[Role, ...] = spec("who may")
    guards: tuple[GuardUse, ...] = spec("what must hold", default=())
    asks: tuple[Ask, ...] = spec("what a person must give with it", default=())
    records: tuple[Record, ...] = spec("what it stores besides the step", default=())
    extraordinary: bool = spec("may lead out of a final stage", default=False)
    collective: bool = spec("taken for all nominations of a category at once", default=False)
    seconded: bool = spec(
        "a second person of the same roles must agree before it is taken", default=False
    )
    notifies: tuple[Role, ...] = spec("who gets a letter", default=())
    explanation: Words = spec("what will happen, shown before it is taken", default={})


@dataclass(frozen=True, slots=True)
class Workflow:
    """Stages and the actions between them."""

    key: str
    label: Words = spec("name of the workflow")
    initial: str = spec("where a new nomination begins", refers_to="stages")
    stages: Mapping[str, Stage] = spec("where a nomination can be", minimum=1)
    actions: Mapping[str, Action] = spec("what can be done", minimum=1)

    def stages_with(self, trait: Trait) -> frozenset[str]:
        """Keys of the stages that have this trait."""
        return frozenset(s.key for s in self.stages.values() if trait in s.traits)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a number of points means."""

    key: str
    means: Words = spec("the words beside the points")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question that a reviewer answers with points."""

    key: str
    label: Words = spec("name of the criterion")
    question: Words = spec("what the reviewer judges")
    weight: Decimal = spec("share in percent; all weights of a rubric make 100", minimum=0)
    anchors: Mapping[str, Anchor] = spec("points (as text) and what they mean", minimum=2)
    judged_from: tuple[str, ...] = spec(
        "fields of the form that it is judged from; reviewers must see them",
        default=(),
        refers_to="fields",
    )


class Order(StrEnum):
    """Which score puts the nominations of a category in order; the other stands beside it."""

    RAW_MEAN = "raw-mean"
    CALIBRATED = "calibrated"


@dataclass(frozen=True, slots=True)
class Rubric:
    """All criteria, and the scale they share."""

    key: str
    label: Words = spec("name of the rubric")
    lowest: int = spec("fewest points of a criterion", minimum=0, maximum=100)
    highest: int = spec("most points of a criterion", minimum=1, maximum=100)
    may_abstain: bool = spec("a reviewer may abstain on a criterion", default=True)
    criteria: Mapping[str, Criterion] = spec("the questions", minimum=1)
    ordered_by: Order = spec(
        "the score that makes places: the weighted mean of the points as given, or the calibrated "
        "score; where calibration is refused, the mean orders and the page says why",
        default=Order.RAW_MEAN,
    )
    interval: int = spec(
        "percent of the intervals of calibrated scores that hold the true merit",
        default=95,
        minimum=50,
        maximum=99,
    )
    even_scales: bool = spec(
        "calibration also removes how wide a scale each reviewer uses", default=False
    )
    severity_by_criterion: bool = spec(
        "calibration removes severity on each criterion by itself, so that abstentions cannot hide "
        "it; where that cannot be told, on whole scores, and the page says why",
        default=False,
    )
    reasons_up_to: int | None = spec(
        "a reason is asked for beside a criterion with so many points or fewer", default=None
    )
    reasons_from: int | None = spec(
        "a reason is asked for beside a criterion with so many points or more", default=None
    )
    abstention_reasons: bool = spec("whoever abstains on a criterion says why", default=False)
    confidence: Mapping[str, Anchor] = spec(
        "how sure reviewers can say they are: grades (as text, from 1) and what they mean; without "
        "them nobody is asked",
        default={},
    )
