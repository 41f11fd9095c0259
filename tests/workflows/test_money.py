"""Amounts of money: the digits of each currency's minor unit, the same wherever one is shown."""

from __future__ import annotations

import pytest

from workflows.money import amount, minor_digits


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (60_000_000, "CNY", "600,000 CNY"),
        (150, "CNY", "1.50 CNY"),
        (5, "EUR", "0.05 EUR"),
        (150, "JPY", "150 JPY"),
        (1_234_567, "KRW", "1,234,567 KRW"),
        (1_500, "KWD", "1.500 KWD"),
        (1_000, "TND", "1 TND"),
        (12_345, "CLF", "1.2345 CLF"),
        (0, "CNY", "0 CNY"),
    ],
)
def test_an_amount_is_shown_with_its_currencys_digits(
    minor: int, currency: str, words: str
) -> None:
    assert amount(minor, currency) == words


def test_what_is_not_listed_has_two_digits() -> None:
    assert [minor_digits(code) for code in ("CNY", "USD", "XYZ")] == [2, 2, 2]
