"""The implementation plan as frozen values: what the TOML document says, after reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.conditions import Rule
from workflows.plan.blinding import Blinding
from workflows.plan.conflicts import Conflicts
from workflows.plan.deadlines import Deadline
from workflows.plan.evaluation import Role, Rubric, Workflow
from workflows.plan.forms import Form, Words
from workflows.plan.kinds import CategoryKind
from workflows.plan.panels import Panel
from workflows.plan.reading import spec
from workflows.plan.reviewing import Reviewing
from workflows.plan.rounds import IMPLIED, ReviewRound


@dataclass(frozen=True, slots=True)
class Prize:
    """The prize itself."""

    name: Words = spec("full name")
    short_name: Words = spec("what people say")
    giver: Words = spec("who gives it")
    purpose: Words = spec("what it is for")
    code: str = spec("prefix of certificate serials", minimum=2, maximum=12)
    year: int = spec("year of this edition", minimum=2000, maximum=2200)
    edition: Words = spec("name of this edition")
    languages: tuple[str, ...] = spec("languages of every text, the first leads", minimum=1)
    zone: str = spec("time zone of all dates that name none")
    currency: str = spec("ISO 4217 code", minimum=3, maximum=3)


@dataclass(frozen=True, slots=True)
class Theme:
    """A research theme: the field of a nomination and of a reviewer's expertise."""

    key: str
    label: Words = spec("name of the theme")


@dataclass(frozen=True, slots=True)
class EntryCondition:
    """A rule that a nomination must meet to be considered."""

    key: str
    label: Words = spec("the rule in one line")
    clause: str = spec("the clause of the statute that it implements")
    rule: Rule = spec("the typed rule; composed with all, any, not")


@dataclass(frozen=True, slots=True)
class Split:
    """How one award is divided between so many laureates."""

    key: str
    shares: tuple[int, ...] = spec(
        "minor units for each laureate, in their order; together the amount", minimum=1
    )


@dataclass(frozen=True, slots=True)
class Award:
    """What a category gives."""

    awards: int = spec("how many are given in an edition", minimum=0, maximum=50)
    shared_by_at_most: int = spec(
        "how many laureates may share one", default=1, minimum=1, maximum=50
    )
    amount: int = spec("minor units of the prize's currency for each award", minimum=0)
    splits: Mapping[str, Split] = spec(
        "number of laureates (as text) and their shares; needed where the amount does not divide "
        "equally",
        default={},
    )
    reserve: int = spec("how many are named as reserve", default=0, minimum=0, maximum=50)


@dataclass(frozen=True, slots=True)
class Category:
    """A division of the prize with its own rules."""

    key: str
    number: int = spec("its number in serials and lists", minimum=1, maximum=99)
    name: Words = spec("name of the award")
    kind: CategoryKind = spec("who can receive it")
    honours: Words = spec("what it honours")
    form: str = spec("the form that nominators fill", refers_to="forms")
    conditions: tuple[str, ...] = spec("entry conditions", refers_to="conditions")
    rubric: str = spec("how reviewers score", refers_to="rubrics")
    panel: str = spec("who decides", refers_to="panels")
    workflow: str = spec("the procedure", refers_to="workflows")
    award: Award = spec("what is given")
    minimum_field: int = spec(
        "fewest nominations for a decision", default=1, minimum=1, maximum=100
    )


@dataclass(frozen=True, slots=True)
class Incentives:
    """The money: everything drawn on one fund."""

    fund: int = spec("all that there is, in minor units", minimum=0)
    medal: int = spec("cost of a medal and certificate for one laureate, minor units", minimum=0)
    activities: int = spec("budget of relevant activities, minor units", minimum=0)
    reserve: int = spec("kept back, minor units", minimum=0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody accepts before a dossier is shown to them, such as confidentiality."""

    key: str
    label: Words = spec("what the text is called")
    text: Words = spec("the text itself; an empty line parts paragraphs")
    by: tuple[Role, ...] = spec("the roles that sleep until it is accepted", minimum=1)


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody whose name stands on the certificates."""

    key: str
    role: Words = spec("the office")
    name: str = spec("who holds it", default="")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A default of ours that the prize's owner has not confirmed yet."""

    key: str
    at: str = spec("key path of the value", is_key_path=True)
    range_seen: str = spec("what comparable prizes do")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a text's translations were looked through after its leading text last changed."""

    key: str
    at: str = spec("key path of the text, without the language", is_key_path=True)
    leading: str = spec(
        "first 8 hexadecimal digits of the SHA-256 of its leading text in UTF-8",
        minimum=8,
        maximum=8,
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole implementation plan: entry conditions, evaluation methods, incentive standards."""

    prize: Prize = spec("the prize and this edition")
    themes: Mapping[str, Theme] = spec("research themes", minimum=1)
    calendar: Mapping[str, Deadline] = spec("named deadlines", minimum=1)
    forms: Mapping[str, Form] = spec("forms of nomination", minimum=1)
    conditions: Mapping[str, EntryCondition] = spec("entry conditions")
    rubrics: Mapping[str, Rubric] = spec("rubrics", minimum=1)
    panels: Mapping[str, Panel] = spec("panels", minimum=1)
    reviewing: Reviewing = spec("how reviews are assigned")
    workflows: Mapping[str, Workflow] = spec("procedures", minimum=1)
    categories: Mapping[str, Category] = spec("the awards", minimum=1)
    incentives: Incentives = spec("money")
    certificates: Mapping[str, Office] = spec("who signs the certificates", default={})
    terms: Mapping[str, Terms] = spec("what is accepted before a dossier is seen", default={})
    proposals: Mapping[str, Proposal] = spec("defaults to confirm", default={})
    translations: Mapping[str, Confirmation] = spec(
        "translations that were looked through", default={}
    )
    conflicts: Conflicts = spec("conflicts of interest", default=Conflicts())
    blindness: Mapping[str, Blinding] = spec(
        "what is hidden from whom, beyond the fields and the nominator hidden from reviewers",
        default={},
    )
    rounds: Mapping[str, ReviewRound] = spec(
        "rounds of review, in their order; without any there is one, by [reviewing] and each "
        "category's rubric",
        default={},
    )

    def workflow_of(self, category: str) -> Workflow:
        """The procedure of a category."""
        return self.workflows[self.categories[category].workflow]

    def form_of(self, category: str) -> Form:
        """The form of a category."""
        return self.forms[self.categories[category].form]

    def rubric_of(self, category: str, round_key: str = "") -> Rubric:
        """The rubric of a category, in a round of review that may have its own."""
        own = self.round_named(round_key).rubric
        return self.rubrics[own or self.categories[category].rubric]

    def round_named(self, key: str) -> ReviewRound:
        """A round of review; for "", or one that the plan no longer has, the implied one."""
        return self.rounds.get(key, IMPLIED)

    def round_at(self, category: str, stage: str) -> str:
        """The key of the round of review that a stage belongs to, "" where there is none."""
        return self.workflow_of(category).stages[stage].round or ""

    def panel_of(self, category: str) -> Panel:
        """The panel of a category."""
        return self.panels[self.categories[category].panel]
