"""Changes that a secretariat may well make: none of them is a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from tests.workflows.mutation.of_rounds import in_rounds
from tests.workflows.mutation.seeding import GONE, Document, edited
from workflows.plan.checking.translations import digest

WAY: Final = ("workflows", "standard")
ACTIONS: Final = (*WAY, "actions")
PANEL: Final = ("panels", "committee")
YOUTH: Final = ("categories", "youth-leader")
COOPERATION: Final = ("rubrics", "individual", "criteria", "cooperation")


def _with(*changes: tuple[tuple[Any, ...], Any]) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        for path, value in changes:
            document = edited(document, path, value)
        return document

    return change


def _all_later(document: Document) -> Document:
    for key, deadline in document["calendar"].items():
        later = deadline["at"] + timedelta(days=364)
        document = edited(document, ("calendar", key, "at"), later)
    return document


def _third_language(document: Any) -> Any:
    if isinstance(document, dict):
        if set(document) == {"en", "zh"}:
            return {**document, "fr": document["en"]}
        return {key: _third_language(value) for key, value in document.items()}
    if isinstance(document, list):
        return [_third_language(value) for value in document]
    return document


def _backwards(document: Document) -> Document:
    for table in ("themes", "conditions", "categories", "proposals", "rubrics"):
        turned = dict(reversed(document[table].items()))
        document = edited(document, (table,), turned)
    return document


def _confirmed(document: Document) -> Document:
    leading = digest(document["prize"]["name"]["en"])
    entry = {"name": {"at": "prize.name", "leading": leading}}
    changed: Document = edited(document, ("translations",), entry)
    return changed


VARIANTS: Final[Mapping[str, Callable[[Document], Document]]] = {
    "another age limit": _with(
        (("conditions", "early-career", "rule"), {"age_below": {
            "born": "born-on", "years": 40, "on": date(2028, 1, 1)}})
    ),
    "every deadline a year later": _all_later,
    "a deadline one day later": lambda d: edited(
        d, ("calendar", "reviews-due", "at"), d["calendar"]["reviews-due"]["at"] + timedelta(1)
    ),
    "no distances between deadlines": lambda d: edited(d, ("calendar",), {
        key: {k: v for k, v in one.items() if not k.endswith("_days")}
        for key, one in d["calendar"].items()
    }),
    "weights moved between criteria": _with(
        ((*COOPERATION, "weight"), "30.5"),
        (("rubrics", "individual", "criteria", "capacity", "weight"), "14.5"),
    ),
    "a wider scale": lambda d: edited(
        edited(d, (*COOPERATION, "anchors", "2"), d["rubrics"]["individual"]["criteria"]
               ["cooperation"]["anchors"]["1"]),
        (*COOPERATION, "anchors", "4"),
        d["rubrics"]["individual"]["criteria"]["cooperation"]["anchors"]["5"],
    ),
    "criteria without fields named": _with(((*COOPERATION, "judged_from"), GONE)),
    "a larger panel": _with(((*PANEL, "members"), 25)),
    "a panel of five without a limit of recusals": _with(
        ((*PANEL, "members"), 5), ((*PANEL, "most_recusals"), GONE)
    ),
    "all who are not recused must vote": _with(
        ((*PANEL, "ballots", "award", "quorum"), "1/1"),
        ((*PANEL, "ballots", "award", "quorum_is_strict"), False),
    ),
    "another rule of counting": _with(
        ((*PANEL, "ballots", "shortlist", "rule"), "ranked-pairs"),
        ((*PANEL, "ballots", "shortlist", "tie_break"), ["chair", "run-off", "lot"]),
    ),
    "equals share the award": _with(((*PANEL, "ballots", "award", "tie_break"), ["shared"])),
    "the award goes to one only": lambda d: edited(d, YOUTH, {
        **d["categories"]["youth-leader"],
        "award": {"awards": 1, "amount": 31_000_001, "reserve": 2},
    }),
    "an award divided unequally": _with(
        ((*YOUTH, "award", "splits"), {"2": {"shares": [20_000_000, 10_000_000]}})
    ),
    "a category without an award this time": _with(((*YOUTH, "award", "awards"), 0)),
    "the chair and the secretariat shortlist": _with(
        ((*ACTIONS, "shortlist", "by"), ["chair", "secretariat"])
    ),
    "a shorter notice": _with(
        ((*ACTIONS, "award", "guards"), [{"days_in_stage": {"days": 10}}])
    ),
    "the calendar closes what is not eligible": _with(
        ((*ACTIONS, "close-ineligible", "by"), ["system"])
    ),
    "the fund spent to the last unit": _with((("incentives", "fund"), 494_700_000)),
    "a third language": lambda d: edited(
        _third_language(d), ("prize", "languages"), ["en", "zh", "fr"]
    ),
    "tables in another order": _backwards,
    "a confirmed translation": _confirmed,
    "a further question of the form": lambda d: edited(
        d, ("forms", "individual", "sections", "work", "fields", "website"),
        {"label": {"en": "Website", "zh": "网站"}, "kind": "url"},
    ),
    "reviewers blind to names, the committee until it ranks": lambda d: edited(
        d, ("blindness",),
        {
            "double": {
                "label": {"en": "Double-blind review", "zh": "双盲评审"},
                "whom": ["reviewer"], "names": ["nominee", "institution", "country"],
                "fields": ["born-on"], "members": "hidden",
            },
            "panel": {
                "label": {"en": "Panel", "zh": "评议组"}, "whom": ["committee", "chair"],
                "names": ["nominee"], "reviewers": "alias", "until": ["ranked"],
            },
        },
    ),
    "one round of review, by the committee and in order": lambda d: edited(
        in_rounds(d), ("rounds", "main"), {
            "label": {"en": "Hearing", "zh": "答辩"}, "by": "committee", "scoring": "order",
            "reviews_per_nomination": 6, "first_places": 3, "keep": "noise",
        },
    ),
    "three quarters of the reviews are enough": _with(
        ((*ACTIONS, "rank", "guards"), ["panel_share"])
    ),
    "no condition for one category": _with(((*YOUTH, "conditions"), [])),
}  # fmt: skip
