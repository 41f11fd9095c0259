"""What a certificate says: its words in each language, its date in words, its serial number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

Words = Mapping[str, str]
"""One text by language code: "en" is always there, "zh" may be missing."""

LARGEST_SEQUENCE: Final = 99_999_999
"""Of the certificates of one category and year; two digits at least, eight at most."""

_PRIZE_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_SERIAL: Final = re.compile(
    r"([A-Z][A-Z0-9]{1,11})-([1-9][0-9]{3})"
    r"-((?!00)[0-9]{2}|[1-9][0-9]{2})-((?!00)[0-9]{2}|[1-9][0-9]{2,7})-([0-9]{2})"
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_CHINESE_DIGITS: Final = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, and in which office."""

    name: str
    role: Words


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """Everything printed on one certificate, and nothing that is not.

    `laureate` is the name in Latin letters; `laureate_original` the same name in its own
    script, whose language (BCP 47) `original_lang` picks the right letter shapes. A text
    without "zh" makes the certificate English where that text stands.
    """

    prize: Words
    award: Words
    presented: Words
    laureate: str
    laureate_original: str | None
    original_lang: str | None
    organization: bool
    citation: Words
    edition: Words
    given_on: date
    place: Words
    signatories: tuple[Signatory, ...]
    serial: str
    check_url: str
    demonstration: bool


def serial_number(prize_code: str, year: int, category_number: int, sequence: int) -> str:
    """Name one certificate for ever, such as "ANSO-2027-03-01-94".

    The last two digits are check digits after ISO/IEC 7064, MOD 97-10 (letters count as
    10..35, as in an IBAN). Of the standard's systems it is the one that takes letters and
    adds only digits; it catches every single wrong character and every swap of neighbours
    among digits.

    Raises:
        ValueError: the code is not 2 to 12 capital letters and digits beginning with a
            letter, or a number is outside 1000..9999, 1..999 and 1..99999999.
    """
    if not _PRIZE_CODE.fullmatch(prize_code):
        raise ValueError(f"not a prize code: {prize_code!r}")
    if not (
        1000 <= year <= 9999 and 1 <= category_number <= 999 and 1 <= sequence <= LARGEST_SEQUENCE
    ):
        raise ValueError(f"outside a serial's range: {year}, {category_number}, {sequence}")
    body = f"{prize_code}-{year}-{category_number:02d}-{sequence:02d}"
    return f"{body}-{98 - _remainder(body + '00'):02d}"


def is_serial(text: str) -> bool:
    """Say whether the text is a serial that `serial_number` can have given."""
    return bool(
        _SERIAL.fullmatch(text)
        and _remainder(text) == 1
        # 00, 01 and 99 are 97, 98 and 02 modulo 97; ISO 7064 uses the range 02..98 only.
        and 2 <= int(text[-2:]) <= 98
    )


def _remainder(serial: str) -> int:
    """Read the characters as one number, letters as two digits, and divide by 97."""
    return int("".join(str(int(c, 36)) for c in serial if c != "-")) % 97


def date_in_words(day: date, language: str) -> str:
    """Write a day as the certificate does: "18 March 2027", 二〇二七年三月十八日.

    Raises:
        KeyError: a language other than "en" and "zh".
    """
    return {"en": _english_date, "zh": _chinese_date}[language](day)


def _english_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _chinese_date(day: date) -> str:
    year = "".join(_CHINESE_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_chinese_count(day.month)}月{_chinese_count(day.day)}日"


def _chinese_count(number: int) -> str:
    """Count 1..99 in Chinese: 三, 十, 十八, 三十一."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十"
    return ten + (_CHINESE_DIGITS[ones] if ones else "")
