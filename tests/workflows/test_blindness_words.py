"""Every stage in which a plan may hide something has words for it, in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.shipped import PATH
from workflows.blindness_words import blindness_sentences
from workflows.plan.blinding import Blinded, Blinding, Subject
from workflows.plan.evaluation import Trait
from workflows.plan.loading import load_plan

PLAN = load_plan(PATH.read_text("utf-8"))


@pytest.mark.parametrize("trait", Trait)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_can_be_told_for_stages_of_every_trait(trait, language):
    rule = Blinding(
        "rule", label={"en": "-"}, whom=(Blinded.BOARD,), names=(Subject.COUNTRY,), during=(trait,)
    )
    bare, told = (
        blindness_sentences(replace(PLAN, blindness=rules), language)
        for rules in ({}, {"rule": rule})
    )

    assert len(told) == len(bare) + 1
