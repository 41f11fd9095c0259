"""How reviewers are found, as data: range of reviews, spread, weights of affinity, bids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workflows.plan.reading import spec


class SpreadKind(StrEnum):
    """What a rule of spread asks of the reviewers of one nomination."""

    FROM_ANOTHER = "from_another"
    AT_MOST = "at_most"
    COVERED = "covered"


class SpreadTrait(StrEnum):
    """What reviewers of one nomination may share or differ in."""

    REGION = "region"
    COUNTRY = "country"
    INSTITUTION = "institution"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class SpreadAsk:
    """One rule of spread."""

    key: str
    rule: SpreadKind = spec(
        "from_another: so many reviewers are from another one than the nominee; at_most: no more "
        "than so many reviewers are from the same one; covered: so many read each language that "
        "the nomination is written in"
    )
    trait: SpreadTrait = spec("region (of UN M49), country, institution, or language")
    reviewers: int = spec("how many", default=1, minimum=1, maximum=20)


@dataclass(frozen=True, slots=True)
class AffinityWeights:
    """Points for how well a reviewer fits; a zero leaves the part out."""

    theme: Decimal = spec(
        "for working on the theme of the nomination", default=Decimal(2), minimum=0, maximum=100
    )
    keyword: Decimal = spec(
        "for each keyword of the reviewer found in the nomination",
        default=Decimal("0.5"),
        minimum=0,
        maximum=100,
    )
    most_keywords: int = spec("most keywords that count", default=4, minimum=0, maximum=20)
    text: Decimal = spec(
        "for the same words; texts that are less near have their share",
        default=Decimal(4),
        minimum=0,
        maximum=100,
    )
    bid: Decimal = spec(
        "for a yes, a third of it for a maybe; as much is taken off for a no",
        default=Decimal(3),
        minimum=0,
        maximum=100,
    )
    language: Decimal = spec(
        "taken off where the reviewer reads none of the nomination's languages",
        default=Decimal(2),
        minimum=0,
        maximum=100,
    )


@dataclass(frozen=True, slots=True)
class Assigning:
    """How reviewers are found."""

    most_reviews: int | None = spec(
        "most reviews that a nomination gets; without it exactly as many as it must have",
        default=None,
        minimum=1,
        maximum=20,
    )
    least_per_reviewer: int = spec(
        "fewest nominations that one reviewer gets", default=0, minimum=0, maximum=500
    )
    floor_first: bool = spec(
        "before the total, the nomination whose reviewers fit worst is served as well as can be",
        default=True,
    )
    spread: Mapping[str, SpreadAsk] = spec(
        "rules on how reviewers of one nomination differ", default={}
    )
    affinity: AffinityWeights = spec(
        "points for how well a reviewer fits", default=AffinityWeights()
    )
    bids_until: str | None = spec(
        "deadline until which reviewers say which nominations they would read; without it they "
        "are not asked",
        default=None,
        refers_to="calendar",
    )
    bid_fields: tuple[str, ...] = spec(
        "questions whose answers a reviewer sees when asked so; without any the theme alone",
        default=(),
        maximum=5,
    )
    leaks_settled: bool = spec(
        "nominations are given to reviewers only when every hidden name that was found in their "
        "dossiers is settled and every file searched or looked through",
        default=False,
    )
