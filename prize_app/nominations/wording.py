"""What is wrong with an answer, in words."""

from __future__ import annotations

from workflows.answers import AnswerFault

ANSWERS = {
    "answer-missing": "Please answer this.",
    "too-long": "This is too long: at most {most} characters.",
    "too-many-words": "{count} words; at most {most} are possible.",
    "not-an-option": "Please choose one of the answers.",
    "not-a-date": "This is not a date.",
    "not-a-number": "This is not a whole number.",
    "out-of-range": "Please give a number between {low} and {high}.",
    "not-an-address": "This is not an e-mail address.",
    "not-a-link": "A link begins with https:// or http://.",
    "too-many-rows": "{count} rows; at most {most} are possible.",
    "row-incomplete": "Row {row}: {column} is missing.",
}


def answer_fault_words(fault: AnswerFault) -> str:
    """What is wrong with an answer."""
    return ANSWERS[fault.code].format(**fault.facts)
