"""How reviewers come to nominations, as data: how many reviews, by whom, asked how, till when."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.plan.assigning import Assigning
from workflows.plan.kinds import Late
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class Reviewing:
    """How many reviews, by whom."""

    reviews_per_nomination: int = spec("reviews that each nomination gets", minimum=1, maximum=20)
    most_per_reviewer: int = spec("most nominations that one reviewer gets", minimum=1, maximum=500)
    shared_institution: bool = spec("a reviewer of the same institution is refused", default=True)
    shared_country: bool = spec("a reviewer of the same country is refused", default=False)
    hides_nominator: bool = spec("reviewers do not see who nominated", default=True)
    assigning: Assigning = spec("how reviewers are found", default=Assigning())
    smallest_group: int = spec(
        "fewest nominations that are shown, compared or exported as a group; smaller groups are "
        "put together; also fewest ranked papers of a ballot that are tried by other rules",
        default=5,
        minimum=3,
        maximum=100,
    )
    invitation_days: int = spec(
        "days that somebody has to answer an invitation to review",
        default=21,
        minimum=1,
        maximum=365,
    )
    invitation_reminders: tuple[int, ...] = spec(
        "days before an invitation expires on which whoever has not answered is reminded",
        default=(),
        maximum=6,
    )
    late_reviews: Late = spec(
        "what becomes of a review handed in after its deadline, extension and grace included; as "
        "a draft it is kept in either case",
        default=Late.ACCEPTED,
    )
