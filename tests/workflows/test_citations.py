"""Serials that catch slips of the pen, and dates in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.citations import date_in_words, is_serial, serial_number

CODES = st.from_regex(r"[A-Z][A-Z0-9]{1,11}", fullmatch=True)
SERIALS = st.builds(
    serial_number, CODES, st.integers(1000, 9999), st.integers(1, 999), st.integers(1, 99_999_999)
)


def test_serial_number_has_the_check_digits_of_iso_7064():
    # ANSO = 10 23 28 24, so 10232824 2027 03 01 00 mod 97 = 43, and 98 - 43 = 55.
    remainder = int("102328242027030100") % 97

    assert serial_number("ANSO", 2027, 3, 1) == f"ANSO-2027-03-01-{98 - remainder:02d}"


def test_serial_number_computes_as_an_iban_does():
    # The rule is the one of ISO 13616: read with its check digits, a serial leaves 1.
    digits = "".join(str(int(c, 36)) for c in serial_number("ANSO", 2027, 3, 1) if c != "-")

    assert int(digits) % 97 == 1


@pytest.mark.parametrize(
    ("code", "year", "category", "sequence"),
    [
        ("anso", 2027, 1, 1),
        ("A", 2027, 1, 1),
        ("1ANSO", 2027, 1, 1),
        ("ANSO-X", 2027, 1, 1),
        ("ANSOANSOANSOA", 2027, 1, 1),
        ("ANSO", 999, 1, 1),
        ("ANSO", 10_000, 1, 1),
        ("ANSO", 2027, 0, 1),
        ("ANSO", 2027, 1_000, 1),
        ("ANSO", 2027, 1, 0),
        ("ANSO", 2027, 1, 100_000_000),
    ],
)
def test_serial_number_outside_its_range_is_refused(code, year, category, sequence):
    with pytest.raises(ValueError, match=r"prize code|range"):
        serial_number(code, year, category, sequence)


@given(SERIALS)
def test_every_serial_given_is_a_serial(serial):
    assert is_serial(serial)


@given(SERIALS, st.data())
def test_one_wrong_character_is_no_serial(serial, data):
    place = data.draw(st.sampled_from([i for i, c in enumerate(serial) if c != "-"]))
    alphabet = "0123456789" if serial[place].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    other = data.draw(st.sampled_from([c for c in alphabet if c != serial[place]]))

    assert not is_serial(serial[:place] + other + serial[place + 1 :])


@given(SERIALS, st.data())
def test_two_neighbouring_digits_swapped_are_no_serial(serial, data):
    pairs = [
        i
        for i in range(len(serial) - 1)
        if serial[i : i + 2].isdigit() and serial[i] != serial[i + 1]
    ]
    i = data.draw(st.sampled_from(pairs or [None]))
    if i is not None:
        swapped = serial[:i] + serial[i + 1] + serial[i] + serial[i + 2 :]

        assert not is_serial(swapped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ANSO",
        "anso-2027-03-01-94",
        " ANSO-2027-03-01-94",
        "ANSO-2027-03-01-94\n",
        "ANSO-\uff12\uff10\uff12\uff17-03-01-94",
        "ANSO-2027-3-01-94",
        "ANSO-2027-003-01-94",
        "ANSO-2027-00-01-94",
        "ANSO-2027-03-01-9",
    ],
)
def test_another_form_is_no_serial(text):
    assert not is_serial(text)


def test_check_digits_outside_02_to_98_are_no_serial():
    # 97 less, or more, leaves the same remainder; only one of the two may be a serial.
    given_out = [serial_number("ANSO", 2027, 1, n) for n in range(1, 400)]
    low = next(serial for serial in given_out if serial.endswith("-98"))
    high = next(serial for serial in given_out if serial.endswith("-02"))

    assert is_serial(low)
    assert is_serial(high)
    assert not is_serial(low[:-2] + "01")
    assert not is_serial(high[:-2] + "99")


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (date(2027, 3, 18), "18 March 2027", "二〇二七年三月十八日"),
        (date(2030, 10, 10), "10 October 2030", "二〇三〇年十月十日"),
        (date(2028, 12, 31), "31 December 2028", "二〇二八年十二月三十一日"),
        (date(2029, 1, 1), "1 January 2029", "二〇二九年一月一日"),
        (date(2029, 11, 20), "20 November 2029", "二〇二九年十一月二十日"),
        (date(987, 2, 21), "21 February 987", "九八七年二月二十一日"),
    ],
)
def test_date_in_words(day, english, chinese):
    assert date_in_words(day, "en") == english
    assert date_in_words(day, "zh") == chinese


def test_date_in_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        date_in_words(date(2027, 3, 18), "tlh")
