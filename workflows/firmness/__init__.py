"""How firm a ranking is: each place, each cut, and what would change it.

What is drawn, varied and said: docs/rules/firmness.md.
"""

from workflows.firmness.compared import firmness_compared
from workflows.firmness.judging import firmness
from workflows.firmness.keeping import firmness_from, kept
from workflows.firmness.naming import Names, with_names
from workflows.firmness.plot import firmness_svg
from workflows.firmness.rules import ScoreRule, by_rule
from workflows.firmness.telling import cut_sentences, firmness_document, percent
from workflows.firmness.varying import Change
from workflows.firmness.verdicts import Cut, Firmness, Grade, Standing, Variation

__all__ = [
    "Change",
    "Cut",
    "Firmness",
    "Grade",
    "Names",
    "ScoreRule",
    "Standing",
    "Variation",
    "by_rule",
    "cut_sentences",
    "firmness",
    "firmness_compared",
    "firmness_document",
    "firmness_from",
    "firmness_svg",
    "kept",
    "percent",
    "with_names",
]
