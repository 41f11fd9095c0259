"""How well a reviewer fits a nomination, in points, each with its reason.

The parts and their weights: docs/rules/affinity.md.
"""

from workflows.affinity.fitting import Fit, Part, Reason, Weights, fits
from workflows.affinity.model import Bid, Profile, Subject
from workflows.affinity.texts import Similarity, Texts

__all__ = [
    "Bid",
    "Fit",
    "Part",
    "Profile",
    "Reason",
    "Similarity",
    "Subject",
    "Texts",
    "Weights",
    "fits",
]
