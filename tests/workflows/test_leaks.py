"""The leak check: hidden names are found in every shape, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.shipped import PATH
from workflows.leaks import (
    Audience,
    Bearer,
    Passage,
    Variant,
    Whose,
    Written,
    audiences_of,
    audiences_of_words,
    hints_in,
    leaks_in,
    needles_of,
)
from workflows.plan.blinding import Blinded, Blinding, Known, Subject
from workflows.plan.evaluation import Role
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


@pytest.mark.parametrize("domain", ["qq.com", "seznam.cz", "example.org"])
def test_an_address_everybody_could_have_says_nothing_by_its_domain(domain):
    person = Bearer(Subject.NOMINATOR, (), (f"li.wei@{domain}",))

    assert found_in(f"somebody.else@{domain}", person) == []
    assert found_in(f"li.wei@{domain}", person) == [(Variant.EMAIL, f"li.wei@{domain}")]


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
    assert audience.whom == {Role.REVIEWER, Role.COMMITTEE, Role.CHAIR}
    assert audience.closed_fields == {k for k, f in form.fields.items() if f.hidden_from_reviewers}


def words_read(plan, written):
    """Who must not know whom in words of a kind: {(whom, hidden)}."""
    found = audiences_of_words(plan, plan.workflows["standard"], written)
    return {(audience.whom, audience.hidden) for audience in found}


def test_whoever_knows_reviewers_by_alias_must_not_read_their_names_in_reviews():
    by_alias = frozenset({Whose.REVIEWER})
    blind = frozenset({Whose.REVIEWER, Subject.NOMINATOR})

    # The chair knows the reviewers by name once they are done; nobody else does.
    assert words_read(PLAN, Written.REVIEW) == {
        (frozenset({Role.REVIEWER}), blind),
        (frozenset({Role.COMMITTEE, Role.BOARD, Role.OBSERVER}), by_alias),
    }


def test_a_message_to_a_nominator_names_no_reviewer():
    assert words_read(PLAN, Written.MESSAGE) == {
        (frozenset({Role.NOMINATOR}), frozenset({Whose.REVIEWER}))
    }


def test_reasons_of_steps_are_read_by_those_inside():
    read = {role for whom, _ in words_read(PLAN, Written.REASON) for role in whom}

    assert Role.REVIEWER not in read
    assert {Role.COMMITTEE, Role.BOARD, Role.OBSERVER} <= read


def test_a_plan_that_hides_the_committee_hides_its_names_in_reasons():
    rule = Blinding("members", whom=(Blinded.BOARD,), members=Known.ALIAS, label={"en": "-"})
    plan = replace(PLAN, blindness={"members": rule})

    hidden = {h for whom, h in words_read(plan, Written.REASON) if Role.BOARD in whom}

    assert hidden
    assert all(Whose.MEMBER in names for names in hidden)


def test_reviews_that_nobody_reads_leak_to_nobody():
    rule = Blinding(
        "silence", whom=tuple(Blinded), reviewers=Known.HIDDEN, label={"en": "-"}
    )  # fmt: skip
    plan = replace(PLAN, blindness={"silence": rule})

    assert {whom for whom, _ in words_read(plan, Written.REVIEW)} == {frozenset({Role.OBSERVER})}


READER = Audience(frozenset({Role.COMMITTEE}), frozenset({Whose.REVIEWER}))
WRITER = Bearer(Whose.REVIEWER, ("Yuki Tanaka",), ("tanaka@geo.example",))


def hinted(texts, *known, audience=READER):
    return [(hint.field, hint.leak.found) for hint in hints_in(texts, [audience], known)]


def test_a_writer_who_signs_is_told_field_by_field():
    texts = {
        "strengths": "Sound. Y. Tanaka",
        "weaknesses": "None.",
        "r-impact": "tanaka@geo.example",
    }

    assert hinted(texts, WRITER) == [("strengths", "Tanaka"), ("r-impact", "tanaka@geo.example")]


def test_a_name_that_the_reader_knows_is_no_hint():
    nominee = Bearer(Subject.NOMINEE, ("Ana Tanaka",))

    assert hinted({"strengths": "Ana Tanaka did it."}, nominee, WRITER) == []


def test_names_that_the_writer_does_not_know_change_no_hint():
    """Whoever tries out names learns nothing: what is not handed in is not looked for."""
    text = {"words": "I think that Tanaka and Berta Quastenflosser review this."}

    assert hinted(text, Bearer(Whose.REVIEWER, ("Otto Someone",))) == []


def test_one_hint_names_all_readers():
    board = replace(READER, whom=frozenset({Role.BOARD}), hidden=READER.hidden | {Subject.COUNTRY})

    (hint,) = hints_in({"words": "Tanaka"}, [READER, board], [WRITER])

    assert hint.whom == {Role.COMMITTEE, Role.BOARD}


def test_a_member_who_may_be_known_makes_no_namesake_known():
    member = Bearer(Whose.MEMBER, ("Aiko Tanaka",))

    assert hinted({"words": "So says Tanaka."}, member, WRITER) == [("words", "Tanaka")]
