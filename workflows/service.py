"""What a certificate of service says: numbers in words, and no nomination."""

from __future__ import annotations

from typing import Final

_ONES: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def service_words(reviews: int, categories: int) -> dict[str, str]:
    """The thanks for so many reviews in so many categories, in English and Chinese."""
    many = "review" if reviews == 1 else "reviews"
    divisions = "category" if categories == 1 else "categories"
    english = (
        f"for {_counted(reviews)} independent {many} in {_counted(categories)} {divisions} of the "
        "prize, given freely and in confidence"
    )
    return {
        "en": english,
        "zh": f"为本奖 {categories} 个奖项独立、保密、无偿完成 {reviews} 份评审意见",
    }


def _counted(number: int) -> str:
    return _ONES[number] if number < len(_ONES) else str(number)
