"""The leak check: hidden names are found in every shape, and nothing else is."""

from __future__ import annotations

import pytest

from tests.workflows.shipped import PATH
from workflows.leaks import Bearer, Passage, Variant, audiences_of, leaks_in, needles_of
from workflows.plan.blinding import Blinded, Subject
from workflows.plan.loading import load_plan

PLAN = load_plan(PATH.read_text("utf-8"))
NOMINEE = Bearer(
    Subject.NOMINEE, ("Jürgen Müller", "مولر يورغن", "李小明"), ("j.mueller@bgi-berlin.example",)
)
BODY = Bearer(
    Subject.INSTITUTION, ("Institute of Tropical Ecology (ITE)", "热带生态研究所"), is_body=True
)


def found_in(text, *bearers):
    leaks = leaks_in([Passage("statement", "Statement", text)], needles_of(bearers or [NOMINEE]))
    return [(leak.variant, leak.found) for leak in leaks]


@pytest.mark.parametrize(
    ("text", "variant", "found"),
    [
        ("The work of Jürgen Müller lasts.", Variant.NAME, "Jürgen Müller"),
        ("The work of MUELLER, Juergen lasts.", Variant.NAME, "MUELLER, Juergen"),
        ("As Muller showed", Variant.SURNAME, "Muller"),
        ("Müller’s method", Variant.SURNAME, "Müller’s"),
        ("in J. M.’s laboratory", Variant.INITIALS, "J. M."),
        ("李 小明教授", Variant.ORIGINAL, "李 小明"),
        ("to J.Mueller@BGI-Berlin.example now", Variant.EMAIL, "J.Mueller@BGI-Berlin.example"),
        ("see https://www.bgi-berlin.example/people", Variant.DOMAIN, "bgi-berlin.example"),
        ("من مولر يورغن", Variant.NAME, "مولر يورغن"),
    ],
)  # fmt: skip
def test_a_person_is_found_in_every_shape(text, variant, found):
    assert found_in(text) == [(variant, found)]


@pytest.mark.parametrize(
    ("text", "variant", "found"),
    [
        ("at the Institute of Tropical Ecology", Variant.NAME, "Institute of Tropical Ecology"),
        ("colleagues of ITE agree", Variant.ACRONYM, "ITE"),
        ("热带生态 研究所的工作", Variant.ORIGINAL, "热带生态 研究所"),
    ],
)
def test_a_body_is_found_in_every_shape(text, variant, found):
    assert found_in(text, BODY) == [(variant, found)]


@pytest.mark.parametrize(
    "text",
    [
        "A miller of that region", "the müllerian mimicry", "a jury agreed", "It is in situ",
        "mail to somebody@bgi-berlin.example.org-like", "the tropical ecology of islands",
    ],
)  # fmt: skip
def test_other_words_are_left_alone(text):
    assert found_in(text, NOMINEE, BODY) == []


def test_a_surname_that_is_a_word_counts_only_with_a_capital():
    young = Bearer(Subject.NOMINEE, ("Grace Young",))

    assert found_in("many young people", young) == []
    assert found_in("as Young showed", young) == [(Variant.SURNAME, "Young")]


def test_a_name_that_everybody_may_know_is_no_leak():
    nominator = Bearer(Subject.NOMINATOR, ("Anna Müller",))
    nominee = Bearer(None, ("Jürgen Müller",))

    assert found_in("Müller proved it", nominator, nominee) == []
    assert found_in("Anna Müller wrote this", nominator, nominee) == [(Variant.NAME, "Anna Müller")]


def test_an_address_everybody_could_have_says_nothing_by_its_domain():
    person = Bearer(Subject.NOMINATOR, (), ("li.wei@qq.com",))

    assert found_in("somebody.else@qq.com", person) == []
    assert found_in("li.wei@qq.com", person) == [(Variant.EMAIL, "li.wei@qq.com")]


def test_the_same_name_is_told_once_with_how_often():
    (leak,) = leaks_in(
        [Passage("cv", "CV", "Müller began. Then Müller went on. " * 2)], needles_of([NOMINEE])
    )

    assert leak.times == 4
    assert leak.excerpt[1] == "Müller"


def one(text, place="cv"):
    (leak,) = leaks_in([Passage(place, "CV", text)], needles_of([NOMINEE]))
    return leak.fingerprint


def test_a_finding_comes_back_only_when_its_own_words_change():
    far = "Some words that do not matter at all. " * 5
    text = f"{far}This is what Müller wrote about soil. {far}"

    assert one(text) == one(text) == one("Another beginning. " + text)
    assert one(text) != one(text.replace("soil", "water"))
    assert one(text) != one(text, place="letter")


def test_the_shipped_plan_hides_the_nominator_from_reviewers_and_the_committee_before_ranking():
    form = PLAN.forms["individual"]

    found = audiences_of(PLAN, PLAN.workflows["standard"], [form])

    (audience,) = found
    assert audience.hidden == {Subject.NOMINATOR}
    assert audience.whom == {Blinded.REVIEWER, Blinded.COMMITTEE, Blinded.CHAIR}
    assert audience.closed_fields == {k for k, f in form.fields.items() if f.hidden_from_reviewers}
