"""Sentences about a ballot tried by other rules, in English."""

from __future__ import annotations

from typing import Final

READINGS: Final = {
    "of-the-voters": "share of all who voted, abstentions counting against",
    "of-the-members": "share of all members not recused, absence counting against",
    "simple-majority": "more yes than no",
    "yes-less-no": "same threshold, order by yes less no",
}

HELD: Final = {
    "same": "The same",
    "other-order": "The same, in another order",
    "tie": "Hangs on a tie",
    "other": "Another outcome",
    "not-counted": "Not counted",
}

SENTENCES: Final = {
    "purpose": "The same papers, counted by other rules. This tests how firm the outcome is; it "
    "decides nothing. The rule of the plan alone does.",
    "all_same": "Other rules: each of the {rules} gives the same outcome.",
    "some_same": "Other rules: {same} of {rules} give the same outcome.",
    "withheld": "Other rules are not tried on so few papers: their orders could tell how single "
    "members voted.",
    "tie": "A tie decides whether the same are chosen: {tied}.",
    "instead": "{enters} would be chosen, {leaves} would not.",
    "enters": "{enters} would be chosen as well.",
    "leaves": "{leaves} would not be chosen.",
    "and_tied": "A tie is left open: {tied}.",
    "not-counted": "Too many nominations or ties for this rule to follow.",
    "order": "Order: {order}.",
    "then": "; ",
    "equal": " = ",
    "and": ", ",
    "elsewhere": "a nomination that is no longer here",
}
