"""Two accounts of one person, and the index that finds names nearly alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.conflicting import (
    ANNA,
)
from workflows.conflicts import (
    Party,
    Somebody,
    same_people,
)
from workflows.conflicts.people import Sureness, index_of
from workflows.names import Likeness, compare, keys_of_name, most_like
from workflows.plan.conflicts import Tie


def test_two_accounts_of_one_person_are_found_by_name_and_place() -> None:
    second = Somebody("second", ("Anna Mueller",), ("am@mail.soil.ac.cn",))
    namesake = Somebody("namesake", ("Anna Müller",), ("anna@gmail.com",))

    pairs = same_people([second, ANNA, namesake])

    assert [(p.one, p.other) for p in pairs] == [("anna", "second")]
    assert same_people([ANNA, namesake]) == []


def test_a_name_that_is_only_near_is_no_ground_for_one_person() -> None:
    near = Somebody("near", ("Anna Mullers",), ANNA.emails[:0], ANNA.affiliations)

    assert compare("Anna Müller", "Anna Mullers") is Likeness.NEAR
    assert same_people([ANNA, near]) == []


def test_an_address_is_one_however_it_is_written() -> None:
    shouted = Somebody("r1", ("A. M.",), (" Anna@Soil.AC.cn",))
    party = Party(Tie.REFEREE, ("Somebody Else",), ("anna@soil.ac.cn",))

    assert [match.sureness for match in index_of((shouted,)).matches(party)] == [Sureness.SURE]


def test_accounts_known_to_be_one_are_not_asked_about_again() -> None:
    both = frozenset({"anna", "second"})
    one = Somebody("anna", ANNA.names, ANNA.emails, accounts=both)
    other = Somebody("second", ANNA.names, ANNA.emails, accounts=both)

    assert same_people([one, other]) == []


WORDS = st.text(alphabet="abelmnostü -'é李小明", min_size=1, max_size=14)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=2), max_size=6), st.lists(WORDS, max_size=2))
def test_the_index_finds_whom_comparing_with_everybody_finds(
    known: list[list[str]], names: list[str]
) -> None:
    people = tuple(Somebody(f"r{n}", tuple(own)) for n, own in enumerate(known))
    party = Party(Tie.REFEREE, tuple(names))

    found = {match.person.id: match.sureness for match in index_of(people).matches(party)}

    alike = {person.id: most_like(person.names, names) for person in people}
    sureness = {Likeness.NEAR: Sureness.NEAR, Likeness.SAME: Sureness.SAME_NAME}
    assert found == {key: sureness[like] for key, like in alike.items() if like in sureness}


def test_the_index_is_another_one_as_soon_as_somebody_has_another_name() -> None:
    before = Somebody("r1", ("Li Xiaoming",))
    after = Somebody("r1", ("Wang Lei",))
    party = Party(Tie.REFEREE, ("Wang Lei",))

    assert list(index_of((before,)).matches(party)) == []
    assert [match.person for match in index_of((after,)).matches(party)] == [after]


@given(WORDS, WORDS)
def test_names_that_are_alike_share_a_key(one: str, other: str) -> None:
    if compare(one, other) is not Likeness.OTHER:
        assert keys_of_name(one) & keys_of_name(other)


@given(st.sampled_from(["Anna Müller", "Li Xiaoming", "Jose Carreras", "Mohammed Al-Fayed"]),
       st.integers(0, 12), st.sampled_from("aeiou xz-"))  # fmt: skip
def test_a_slip_of_the_pen_is_found_through_the_index(name: str, place: int, letter: str) -> None:
    other = name[:place] + letter + name[place + 1 :]
    if compare(name, other) is not Likeness.OTHER:
        assert keys_of_name(name) & keys_of_name(other)
