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
    "same": "Same",
    "other-order": "Same, in another order",
    "tie": "Hangs on a tie",
    "other": "Others",
    "not-counted": "Not counted",
}

SENTENCES: Final = {
    "purpose": "The same papers, counted by other rules. This tests how firm the outcome is; it "
    "decides nothing. The rule of the plan alone does.",
    "all_same": "Other rules: each of the {rules} lets the same come out.",
    "some_same": "Other rules: {same} of {rules} let the same come out.",
    "withheld": "Other rules are not tried on so few papers: their orders could tell how single "
    "members voted.",
    "same": "The same come out, in the same order.",
    "other-order": "The same come out.",
    "tie": "Whether the same come out hangs on a tie: {tied}.",
    "instead": "{enters} would come out, {leaves} would not.",
    "enters": "{enters} would come out as well.",
    "leaves": "{leaves} would not come out.",
    "and_tied": "A tie is left open: {tied}.",
    "not-counted": "Too many nominations or ties for this rule to follow.",
    "order": "Order: {order}.",
    "then": "; ",
    "equal": " = ",
    "and": ", ",
    "elsewhere": "a nomination that is no longer here",
}
