"""Amounts of money in words: how many digits a currency's minor unit has, in one place."""

from __future__ import annotations

from typing import Final

_NO_MINOR_UNITS: Final = frozenset({
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
})  # fmt: skip
_THREE_DIGITS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_FOUR_DIGITS: Final = frozenset({"CLF", "UYW"})


def minor_digits(currency: str) -> int:
    """Decimal digits of the minor unit of a currency; 2 for codes that are not listed.

    Source: ISO 4217:2015, list one (current currencies and funds), column "minor units".
    """
    if currency in _NO_MINOR_UNITS:
        return 0
    if currency in _THREE_DIGITS:
        return 3
    return 4 if currency in _FOUR_DIGITS else 2


def amount(minor_units: int, currency: str) -> str:
    """Minor units as an amount: 600,000 CNY, 1.50 CNY, 150 JPY; no digits for a round sum."""
    digits = minor_digits(currency)
    whole, rest = divmod(minor_units, 10**digits)
    return f"{whole:,}{f'.{rest:0{digits}}' if rest else ''} {currency}"
