"""Countries and languages by code, after ISO 3166-1 and ISO 639 as Debian's iso-codes give them."""

from __future__ import annotations

import gettext
from functools import lru_cache

import pycountry


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """(alpha-2 code, English short name) of every country and area, by name."""
    pairs = [(c.alpha_2, getattr(c, "common_name", c.name)) for c in pycountry.countries]
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return dict(countries())


@lru_cache(maxsize=1)
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, ["zh_CN"], fallback=True)


def country_name(code: str, language: str = "en") -> str:
    """The name of a country; the code itself when it is none."""
    name = _names().get(code, code)
    return _chinese().gettext(name) if language == "zh" else name


LANGUAGES = (
    ("am", "Amharic"), ("ar", "Arabic"), ("bn", "Bengali"), ("zh", "Chinese (simplified)"),
    ("zh-Hant", "Chinese (traditional)"), ("cs", "Czech"), ("da", "Danish"), ("nl", "Dutch"),
    ("en", "English"), ("fi", "Finnish"), ("fr", "French"), ("de", "German"), ("el", "Greek"),
    ("he", "Hebrew"), ("hi", "Hindi"), ("hu", "Hungarian"), ("id", "Indonesian"),
    ("it", "Italian"), ("ja", "Japanese"), ("kk", "Kazakh"), ("ko", "Korean"), ("ky", "Kyrgyz"),
    ("mi", "Māori"), ("mn", "Mongolian"), ("ne", "Nepali"), ("no", "Norwegian"), ("fa", "Persian"),
    ("pl", "Polish"), ("pt", "Portuguese"), ("ro", "Romanian"), ("ru", "Russian"),
    ("sr", "Serbian"), ("sn", "Shona"), ("si", "Sinhala"), ("es", "Spanish"), ("sw", "Swahili"),
    ("sv", "Swedish"), ("ta", "Tamil"), ("th", "Thai"), ("tr", "Turkish"), ("uk", "Ukrainian"),
    ("ur", "Urdu"), ("uz", "Uzbek"), ("vi", "Vietnamese"), ("yi", "Yiddish"),
)  # fmt: skip
"""BCP 47 tags that a name's original script may be in, with English names."""


def language_name(tag: str) -> str:
    """The English name of a language; the tag itself where there is none in the list."""
    known = {code.split("-")[0]: name.split(" (")[0] for code, name in LANGUAGES}
    return known.get(tag, tag)
