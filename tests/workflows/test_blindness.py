"""Blindness: what is hidden from whom at which stage, and which rules of it are faults."""

from __future__ import annotations

import dataclasses
from itertools import product

import pytest

from tests.workflows.mutation.measuring import checked, seeded
from tests.workflows.mutation.seeding import edited
from tests.workflows.shipped import PATH
from workflows.blindness import sight
from workflows.blindness_words import blindness_sentences
from workflows.plan.blinding import Blinded, Blinding, Known, Subject
from workflows.plan.evaluation import Role, Trait
from workflows.plan.loading import load_plan
from workflows.policy import Permission, Standing, allowed

PLAN = load_plan(PATH.read_text("utf-8"))
FORM = PLAN.forms["individual"]
IN_REVIEW = frozenset({Trait.ASSIGNABLE, Trait.REVIEWING, Trait.IN_THE_RUNNING})
RANKED = frozenset({Trait.RANKED, Trait.IN_THE_RUNNING})
LABEL = {"en": "Rule", "zh": "规则"}


def plan_with(**rule):
    rules = {"rule": Blinding(key="rule", label=LABEL, **rule)}
    return dataclasses.replace(PLAN, blindness=rules)


def standing(*roles, traits=IN_REVIEW):
    return Standing(frozenset(roles), handed_in=True, traits=traits)


@pytest.mark.parametrize(("role", "traits"), list(product(Role, (IN_REVIEW, RANKED))))
def test_a_plan_without_rules_hides_what_it_hid_before(role, traits):
    who = standing(role, traits=traits)
    sees = allowed(Permission.NOMINATION_READ_HIDDEN, who)
    asked_not = {k for k, f in FORM.fields.items() if f.hidden_from_reviewers}

    seen = sight(PLAN, who, [FORM])

    assert seen.hidden == (frozenset() if sees else {Subject.NOMINATOR})
    assert seen.closed_fields == (frozenset() if sees else asked_not)
    named = allowed(Permission.REVIEWERS_READ, who)
    assert (seen.reviewers, seen.members) == (Known.OPEN if named else Known.ALIAS, Known.OPEN)


def test_a_nominator_that_is_not_hidden_is_seen():
    open_plan = dataclasses.replace(
        PLAN, reviewing=dataclasses.replace(PLAN.reviewing, hides_nominator=False)
    )

    assert sight(open_plan, standing(Role.REVIEWER)).sees(Subject.NOMINATOR)


def test_a_hidden_name_closes_the_answers_that_say_it():
    plan = plan_with(whom=(Blinded.REVIEWER,), names=(Subject.NOMINEE, Subject.COUNTRY))

    closed = sight(plan, standing(Role.REVIEWER), [FORM]).closed_fields

    said = closed - sight(PLAN, standing(Role.REVIEWER), [FORM]).closed_fields
    assert {str(FORM.fields[key].means) for key in said} == {
        "nominee-name", "nominee-original-name", "nominee-language", "nominee-country",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OBSERVER, Role.NOMINATOR])
def test_whoever_needs_everything_is_hidden_nothing(role):
    plan = plan_with(whom=tuple(Blinded), names=tuple(Subject), members=Known.HIDDEN)

    seen = sight(plan, standing(Role.CHAIR, role, traits=RANKED), [FORM])

    assert (seen.hidden, seen.closed_fields, seen.members) == (frozenset(), frozenset(), Known.OPEN)


def test_a_second_role_does_not_open_what_the_first_closes():
    plan = plan_with(whom=(Blinded.REVIEWER,), names=(Subject.NOMINEE,))

    assert not sight(plan, standing(Role.REVIEWER, Role.COMMITTEE)).sees(Subject.NOMINEE)
    assert sight(plan, standing(Role.COMMITTEE)).sees(Subject.NOMINEE)


def test_the_deputy_sees_what_the_chair_sees():
    plan = plan_with(whom=(Blinded.CHAIR,), names=(Subject.NOMINEE,))

    assert not sight(plan, standing(Role.DEPUTY)).sees(Subject.NOMINEE)


@pytest.mark.parametrize(
    ("during", "until", "in_review", "ranked"),
    [
        ((), (), True, True),
        ((Trait.REVIEWING,), (), True, False),
        ((), (Trait.RANKED,), True, False),
        ((Trait.IN_THE_RUNNING,), (Trait.REVIEWING,), False, True),
    ],
)
def test_a_rule_holds_in_its_stages(during, until, in_review, ranked):
    plan = plan_with(
        whom=(Blinded.COMMITTEE,), names=(Subject.NOMINEE,), during=during, until=until
    )

    hidden = [
        not sight(plan, standing(Role.COMMITTEE, traits=t)).sees(Subject.NOMINEE)
        for t in (IN_REVIEW, RANKED)
    ]

    assert hidden == [in_review, ranked]


def test_whoever_may_not_read_yet_is_told_no_more_than_later():
    plan = plan_with(whom=(Blinded.REVIEWER,), names=(Subject.NOMINEE,), during=(Trait.REVIEWING,))
    before = standing(Role.REVIEWER, traits=frozenset({Trait.ASSIGNABLE}))

    assert not sight(plan, before).sees(Subject.NOMINEE)


@pytest.mark.parametrize(
    ("said", "seen"), [(None, Known.OPEN), (Known.ALIAS, Known.ALIAS), (Known.OPEN, Known.OPEN)]
)
def test_the_plan_says_how_the_chair_knows_the_reviewers(said, seen):
    plan = plan_with(whom=(Blinded.CHAIR,), names=(Subject.COUNTRY,), reviewers=said)

    assert sight(plan, standing(Role.CHAIR, traits=RANKED)).reviewers is seen


def test_the_strictest_of_two_rules_holds():
    known = {"open": Known.OPEN, "hidden": Known.HIDDEN, "alias": Known.ALIAS}
    rules = {
        key: Blinding(key=key, label=LABEL, whom=(Blinded.BOARD,), members=how)
        for key, how in known.items()
    }
    plan = dataclasses.replace(PLAN, blindness=rules)

    assert sight(plan, standing(Role.BOARD, traits=RANKED)).members is Known.HIDDEN


def faults(rule, **more):
    document = edited(seeded(PATH).document, ("blindness",), {"rule": {"label": LABEL, **rule}})
    for path, value in more.get("changes", ()):
        document = edited(document, path, value)
    return {(f.code.value, f.place) for f in checked(document).faults}


def test_a_question_that_the_rubric_needs_cannot_be_hidden_by_a_rule():
    found = faults({"whom": ["reviewer"], "fields": ["statement"]})

    assert ("hidden-field", "rubrics.individual.criteria.cooperation.judged_from[0]") in found


def test_what_the_committee_read_before_cannot_be_hidden_while_reviews_are_written():
    found = faults({"whom": ["committee"], "names": ["nominee"], "during": ["reviewing"]})

    assert found == {("blind-late", "workflows.standard.stages.eligible.traits")}


def test_the_sentences_of_the_shipped_plan_name_what_reviewers_do_not_see():
    english, chinese = (blindness_sentences(PLAN, language, form=FORM) for language in ("en", "zh"))

    assert len(english) == len(chinese) == 1
    assert english[0].startswith(
        "While reviews are written, reviewers do not see who nominated and the answers to “Date of"
    )
    assert chinese[0].startswith("在“评审”期间，评审人看不到提名人和“出生日期”")


def test_every_rule_is_told_in_both_languages():
    plan = plan_with(
        whom=(Blinded.COMMITTEE, Blinded.CHAIR),
        names=(Subject.NOMINEE, Subject.INSTITUTION),
        reviewers=Known.ALIAS,
        members=Known.HIDDEN,
        until=(Trait.DECIDED,),
    )

    assert blindness_sentences(plan, "en")[1:] == [
        "Until a decision is there, committee members and chair and deputy do not see the "
        "nominee’s name and the nominee’s institution.",
        "Until a decision is there, committee members and chair and deputy know the reviewers by "
        "aliases only, such as “Reviewer C”.",
        "Until a decision is there, committee members and chair and deputy do not learn which "
        "committee member did what.",
    ]
    assert blindness_sentences(plan, "zh")[1] == (
        "在“已作决定”之前，委员和主席及副主席看不到被提名方名称和被提名方单位。"
    )
