"""Sentences about calibrated scores and how firm a ranking is, in English."""

from __future__ import annotations

from typing import Final

REMARKS: Final = {
    # Why there are no calibrated scores.
    "no_points": "Nobody has given points yet, so there is nothing to calibrate.",
    "too_few_nominations": "Only {nominations:nomination has|nominations have} points. To tell a "
    "severe reviewer from a weak nomination takes at least two.",
    "points_all_equal": "Every reviewer gave all of his or her nominations the same points. That "
    "says nothing about which of the {nominations} is better.",
    "reviews_too_few": "{reviews:review|reviews} by {reviewers:reviewer|reviewers} of "
    "{nominations:nomination|nominations} just hang together: nothing is left to tell how much "
    "reviewers err. One further review per nomination would do.",
    "reviewers_apart": "The reviews fall into {parts} parts that no reviewer ties together, such "
    "as {first} on one side and {second} on the other. Whether one part is better or its "
    "reviewers are milder cannot be told. A reviewer who reads in both parts mends this.",
    # What to know about those that there are.
    "weakly_tied": "{part} and their reviewers are tied to the others by {reviews:review|reviews} "
    "only. Compare across that gap with caution; a few more shared reviews would close it.",
    "tied_by": "{missing:further review|further reviews} would tie them well enough: let a "
    "reviewer of {read} read {unread} as well, for example.",
    "groups_weakly_tied": "{first} and {second} share {reviewers:reviewer|reviewers} only. "
    "Differences between the two may be differences between reviewers.",
    "no_difference_measured": "The nominations differ no more than chance alone would have it. "
    "The order says nothing; decide on other grounds, or ask for more reviews.",
    "criterion_not_by_itself": "On the criterion “{criterion}” alone the points cannot tell the "
    "severity of reviewers: too few were given, too little ties the reviewers together, or they "
    "gave all the same. Severity was taken out of whole scores instead.",
    "scales_unknown": "How wide a scale each reviewer uses cannot be told: that takes three "
    "reviewers with three reviews each. Points were taken as they are.",
    "scales_alike": "Reviewers use the scale about equally widely, so there was nothing to even "
    "out.",
    "unscored": "Nobody scored {count:nomination|nominations}: {names}.",
    # How firm a cut is.
    "cut_firm": "The cut after place {places} is firm: {last} (inside) is truly better than "
    "{first} (outside) with a probability of {percent} %.",
    "cut_leaning": "The cut after place {places} leans one way but is not firm: {last} (inside) "
    "is truly better than {first} (outside) with a probability of {percent} %.",
    "cut_in_noise": "The cut after place {places} falls inside the noise: {last} (inside) is "
    "truly better than {first} (outside) with a probability of {percent} % only. The points "
    "alone cannot decide between them.",
    "cut_shared": "The cut after place {places} cannot be drawn by points: {names} have equal "
    "merit.",
    "cut_beyond": "The cut after place {places} lets everybody in: there are {nominations} "
    "nominations.",
    "in_play": "{count:nomination|nominations} could stand on either side of it: {names}.",
    "set_likely": "That these are truly the best, none missing, has a probability of "
    "{percent} %.",
    "without_one_same": "Leaving out any one of the {reviewers} reviewers changes nothing at "
    "this cut.",
    "without_one_other": "Leaving out one reviewer changes who is inside for {count} of the "
    "{reviewers} reviewers: {names}.",
    "weights_same": "Ten percent more or less weight on any criterion changes nothing at this "
    "cut.",
    "weights_other": "Ten percent more or less weight changes who is inside: {names}.",
    "rules_same": "Plain mean, median, trimmed mean and Borda count let in the same nominations.",
    "rules_same_calibrated": "Calibrated score, median, trimmed mean and Borda count let in the "
    "same nominations.",
    "rules_other": "Other rules let in others: {names}.",
    "one_review": "The smallest change of one review that moves it: had {reviewer} given "
    "{nomination} {to} points instead of {given}, {enters} would be inside in place of {leaves}.",
    "no_single_review": "No change of a single review, within the scale, changes who is inside.",
    "not_varied": "With more than {most} nominations, leaving reviewers out and single changes "
    "are not tried.",
    "none_left_out": "With so many nominations and reviewers, or one reviewer alone, nobody is "
    "left out in turn.",
    "not_compared": "Nobody has compared all of them with each other: they fall into {parts} "
    "parts, {alone} of them with one nomination. There is no common scale.",
    # Which score makes the places.
    "ordered_by_orders": "The places come from the orders that reviewers made, each alone: the "
    "merits that make these orders likeliest. Points are comparisons out of a hundred that a "
    "nomination is expected to win.",
    "ordered_by_pairs": "The places come from answers to pairs, which of two is better: the merits "
    "that make these answers likeliest. Points are comparisons out of a hundred that a nomination "
    "is expected to win.",
    "ordered_by_mean": "The places come from the mean of the points as given. The calibrated score "
    "beside it says how far they can be relied on; it moves nobody.",
    "ordered_by_mean_alone": "The places come from the mean of the points as given. There are no "
    "calibrated scores beside it, for the reason below.",
    "ordered_by_merit": "The places come from the calibrated score, as the plan has it. The mean "
    "of the points as given stands beside it.",
    "ordered_by_mean_instead": "The plan orders by calibrated scores. Calibration was refused, for "
    "the reason below, so the places come from the mean of the points as given.",
}  # fmt: skip

RULES: Final = {
    "mean": "plain mean",
    "median": "median",
    "trimmed": "trimmed mean",
    "borda": "Borda count",
    "calibrated": "calibrated score",
}

PICTURE: Final = {
    "title": "Calibrated scores and how firm their order is",
    "dot": "calibrated score and {level} % interval",
    "ring": "plain mean",
    "inside": "% inside",
    "cut_firm": "cut after {places}: firm ({percent} %)",
    "cut_leaning": "cut after {places}: leaning ({percent} %)",
    "cut_in_noise": "cut after {places}: in the noise ({percent} %)",
    "cut_shared": "cut after {places}: shared place",
    "calibrated": "calibrated scores",
    "raw-mean": "plain means",
    "under": "<1",
    "over": ">99",
    "more": "{count} more",
    "row": "Place {place}: {name}, {merit}, from {low} to {high}; plain mean {raw}; inside with "
    "{percent} %",
    "description": "{count} nominations in the order of their {order}, the best first, "
    "each a dot with its {level} % interval on a scale from {low} to {high}. {cuts}",
}

COLUMNS: Final = {
    "variation": "{rule} (in: {enters}; out: {leaves})",
    "more_weight": "more weight on {criterion}",
    "less_weight": "less weight on {criterion}",
}

COMPARED: Final = {
    "title": "Merits and how firm their order is",
    "dot": "merit and {level} % interval",
    "ring": "mean place, as points",
    "calibrated": "merits",
    "row": "Place {place}: {name}, {merit}, from {low} to {high}; mean place, as points, {raw}; "
    "inside with {percent} %",
}
"""What the picture says otherwise where the order comes from orders or pairs."""
