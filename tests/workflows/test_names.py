"""Names compared: what is the same, what is near, what is another; and laws that hold for all."""

from __future__ import annotations

import unicodedata
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.names import (
    Likeness,
    compare,
    compare_bodies,
    most_like,
    readings_of_body,
    same_address,
    spellings,
)

SAME, NEAR, OTHER = Likeness.SAME, Likeness.NEAR, Likeness.OTHER

PEOPLE: Final = [
    ("Müller, Jürgen", "Juergen Mueller", SAME),
    ("Müller, Jürgen", "MULLER Jurgen", SAME),
    ("Łukasz Ørsted", "Lukasz Orsted", SAME),
    ("Xiao-Ming Li", "Li Xiaoming", SAME),
    ("Xiao Ming Li", "Li Xiaoming", NEAR),
    ("O’Neil, Jack", "Jack O'Neil", SAME),
    ("أحمد حسن", "احمد حسن", SAME),
    ("مُحَمَّد", "محمد", SAME),
    ("Юрий Гагарин", "ГАГАРИН Юрий", SAME),
    ("王伟", "王 伟", SAME),
    ("王伟", "王芳", OTHER),
    ("かきざき", "がきざき", OTHER),
    ("สุดา", "สดา", OTHER),
    ("\uff21\uff2c\uff21\uff2e \uff34\uff55\uff52\uff49\uff4e\uff47", "Alan Turing", SAME),
    ("Straße Weiß", "STRASSE WEISS", SAME),
    ("M. S. Swaminathan", "Monkombu Sambasivan Swaminathan", NEAR),
    ("Maria Curie", "Maria Skłodowska Curie", NEAR),
    ("Mohamed Hassan", "Muhammad Hasan", NEAR),
    ("Amina Yusuf", "Amina Yusufi", NEAR),
    ("Amina Yusuf", "Amina Yusupova", OTHER),
    ("Zhang Wei", "Zhang Wen", OTHER),
    ("Li Wei", "Li Na", OTHER),
    ("Curie", "Maria Curie", OTHER),
    ("", "", OTHER),
    ("…", "…", OTHER),
]
BODIES: Final = [
    ("University of Nairobi", "Nairobi University", SAME),
    ("The Chinese Academy of Sciences (CAS)", "Chinese Academy of Sciences", SAME),
    ("Univ. of Nairobi", "University of Nairobi", NEAR),
    ("University of Nairobi", "Kenyatta University", OTHER),
    ("University of Oxford", "Oxford University Press", NEAR),
    ("Academy of Sciences", "Georgian National Academy of Sciences", OTHER),
    ("Zambia Academy of Sciences", "Gambia Academy of Sciences", OTHER),
    ("Institute 3", "Institute 4", OTHER),
]


@pytest.mark.parametrize(("one", "other", "like"), PEOPLE)
def test_people(one: str, other: str, like: Likeness) -> None:
    assert compare(one, other) is compare(other, one) is like


@pytest.mark.parametrize(("one", "other", "like"), BODIES)
def test_bodies(one: str, other: str, like: Likeness) -> None:
    assert compare_bodies(one, other) is compare_bodies(other, one) is like


def test_the_most_like_of_several_names_counts() -> None:
    assert most_like(["A. Other", "王伟"], ["王 伟", "Somebody"]) is SAME
    assert most_like([], ["Somebody"]) is most_like(["Somebody"], []) is OTHER


def test_addresses() -> None:
    assert same_address(" Amina@Example.org", "amina@example.ORG")
    assert not same_address("", "")
    assert not same_address("a@example.org", "b@example.org")


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
LATIN = st.lists(
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=3, max_size=9),
    min_size=2, max_size=4,
)  # fmt: skip


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert compare(one, other) is compare(other, one)
    assert compare_bodies(one, other) is compare_bodies(other, one)


@given(NAMES)
def test_every_name_is_itself_however_unicode_writes_it(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert compare(name, unicodedata.normalize(form, name)) is SAME  # type: ignore[arg-type]


@given(LATIN, st.randoms())
def test_order_case_and_punctuation_do_not_matter(parts: list[str], random: object) -> None:
    shuffled = sorted(parts, key=lambda part: random.random())  # type: ignore[attr-defined]

    assert compare(" ".join(parts), ", ".join(shuffled).upper()) is SAME


@given(LATIN)
def test_a_part_left_out_of_three_is_never_a_clear_yes_or_no(parts: list[str]) -> None:
    if len(set(parts)) == len(parts) == 3:
        assert compare(" ".join(parts), " ".join(parts[:2])) is NEAR


@given(LATIN)
def test_an_accent_is_no_difference(parts: list[str]) -> None:
    name = " ".join(parts)

    assert compare(name, name.replace("e", "é").replace("n", "ñ")) is SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Institute of Physics", "The Institute for Physics"),
        ("Universität Köln", "Universitaet Koeln"),
        ("Institute 3", "Institute 4"),
        ("Centre (CNR)", "Centre"),
        ("", "Institute"),
    ],
)
def test_bodies_are_the_same_exactly_where_they_share_a_reading(one: str, other: str) -> None:
    shared = bool(readings_of_body(one) & readings_of_body(other))

    assert shared == (compare_bodies(one, other) is Likeness.SAME)


@pytest.mark.parametrize("number", range(128))
def test_plain_letters_are_read_as_all_others_are(number: int) -> None:
    """A letter that Unicode alone can read does not change how the rest is read."""
    name = f"ab{chr(number)}cd"

    alone, beside = spellings(name), spellings(f"{name} ж")

    assert {(*parts, "ж") for parts in alone} == set(beside)
