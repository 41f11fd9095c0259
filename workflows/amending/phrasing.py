"""Landing faults and consequences as sentences, with the plans' own names in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import ModuleType
from typing import Final

from workflows.amending.consequences import Consequence
from workflows.amending.grouping import Part
from workflows.amending.landing import LandingFault
from workflows.phrasing import filled, instant_in_words, words_in
from workflows.plan.evaluation import Stage, Trait
from workflows.plan.model import Plan
from workflows.texts import chinese_amending, english_amending

LANGUAGES: Final[Mapping[str, ModuleType]] = {"en": english_amending, "zh": chinese_amending}


def texts_in(language: str) -> ModuleType:
    """Our words in a language tag; English for those we do not speak."""
    return LANGUAGES.get(language.split("-")[0].casefold(), english_amending)


def part_words(part: Part, language: str) -> str:
    """What people call a part of the plan."""
    return str(texts_in(language).PARTS[part])


def trait_words(traits: Iterable[Trait], language: str) -> str:
    """What stages with these traits are for."""
    texts = texts_in(language)
    return str(texts.COMMA.join(texts.TRAITS[t] for t in traits)) or str(texts.NOTHING)


def landing_sentence(fault: LandingFault, old: Plan, new: Plan, language: str) -> str:
    """What is wrong with a landing, and what to do."""
    before, _, after = fault.way.partition(">")
    category = old.categories.get(fault.category)
    facts = {
        "category": words_in(category.name, language) if category else "",
        "stage": stage_words(old, before, fault.stage, language),
        "target": stage_words(new, after or before, fault.target, language),
        "gained": trait_words(fault.gained, language),
        "lost": trait_words(fault.lost, language),
    }
    return filled(texts_in(language).LANDING[fault.code], facts)


def stage_words(plan: Plan, workflow: str, stage: str, language: str) -> str:
    """A stage by its label, or by its key where the plan does not have it."""
    found: Stage | None = None
    if workflow in plan.workflows:
        found = plan.workflows[workflow].stages.get(stage)
    return words_in(found.label, language) if found else stage


def consequence_sentence(consequence: Consequence, old: Plan, new: Plan, language: str) -> str:
    """What an amendment does to something that is under way."""
    facts: dict[str, object] = dict(consequence.facts)
    category, deadline = str(facts.get("category", "")), str(facts.get("deadline", ""))
    if category:
        facts["category"] = words_in(old.categories[category].name, language)
    if "rubric" in facts:
        facts["rubric"] = words_in(old.rubrics[str(facts["rubric"])].label, language)
    if "ballot" in facts:
        ballot = old.panel_of(category).ballots.get(str(facts["ballot"]))
        facts["ballot"] = words_in(ballot.label, language) if ballot else facts["ballot"]
    if "round" in facts:
        label = old.round_named(str(facts["round"])).label
        facts["round"] = words_in(label, language) if label else texts_in(language).REVIEWS
    if deadline:
        due = new.calendar[deadline]
        facts["deadline"] = words_in(due.label, language)
        for moment in ("old", "new"):
            if facts[moment]:
                at = datetime.fromisoformat(str(facts[moment]))
                facts[moment] = instant_in_words(at, due.zone or new.prize.zone, language)
    return filled(texts_in(language).CONSEQUENCES[consequence.code], facts)
