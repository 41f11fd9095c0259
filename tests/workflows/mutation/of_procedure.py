"""Defects of the procedure: stages, actions, who may take them, guards and time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.workflows.mutation.seeding import (
    GONE,
    Changes,
    Document,
    Path,
    Seeded,
    actions,
    at,
    before,
    edited,
    guards,
    operator,
    parts,
    stages,
    written,
)
from workflows.plan.faults import FaultCode

LABEL = {"en": "Other", "zh": "其他"}


def _out_of(document: Document, path: Path) -> list[Path]:
    """The actions that start from a stage."""
    return [here for here, a in actions(document) if here[1] == path[1] and path[-1] in a["from"]]


@operator(FaultCode.UNREACHABLE_STAGE)
def island(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        here = (*path[:-1], f"{path[-1]}-too")
        yield written(here), edited(seeded.document, here, {**stage, "final": True})


@operator(FaultCode.UNREACHABLE_STAGE)
def ways_in_lost(seeded: Seeded) -> Changes:
    for path, _ in stages(seeded.document):
        document = seeded.document
        if path[-1] == at(document, (*path[:2], "initial")):
            continue
        for here, action in actions(document):
            if here[1] == path[1] and action["to"] == path[-1]:
                document = edited(document, (*here, "to"), action["from"][0])
        yield written(path), document


@operator(FaultCode.TRAP)
def end_that_is_none(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if stage.get("final") and not _out_of(seeded.document, path):
            yield written(path), edited(seeded.document, (*path, "final"), GONE)


@operator(FaultCode.TRAP)
def ways_out_lost(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if stage.get("final"):
            continue
        document = seeded.document
        for here in _out_of(document, path):
            kept = [s for s in at(document, here)["from"] if s != path[-1]]
            value = kept or GONE
            document = edited(document, (*here, "from") if kept else here, value)
        yield written(path), document


@operator(FaultCode.TRAP)
def ways_out_only_until_a_deadline(seeded: Seeded) -> Changes:
    last = list(seeded.document["calendar"])[-1]
    for path, stage in stages(seeded.document):
        document = seeded.document
        if stage.get("final"):
            continue
        for here in _out_of(document, path):
            given = at(document, here).get("guards", [])
            more = {"before_deadline": {"deadline": last}}
            document = edited(document, (*here, "guards"), [*given, more])
        yield written(path), document


@operator(FaultCode.EXIT_FROM_FINAL)
def out_of_an_end(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if stage.get("final"):
            here = next(h for h, a in actions(seeded.document) if not a.get("extraordinary"))
            given = [*at(seeded.document, here)["from"], path[-1]]
            yield written((*here, "from")), edited(seeded.document, (*here, "from"), given)


@operator(FaultCode.EXIT_FROM_FINAL)
def no_longer_extraordinary(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        if action.get("extraordinary"):
            yield written(path), edited(seeded.document, (*path, "extraordinary"), GONE)


@operator(FaultCode.NOBODY_MAY)
def for_nobody(seeded: Seeded) -> Changes:
    for path, _ in actions(seeded.document):
        yield written(path), edited(seeded.document, (*path, "by"), [])


@operator(FaultCode.NOBODY_MAY)
def calendar_asked_for_words(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        if action["by"] == ["system"]:
            yield written(path), edited(seeded.document, (*path, "asks"), ["reason"])


@operator(FaultCode.NO_SUBSTITUTE)
def for_the_chair_alone(seeded: Seeded) -> Changes:
    for number, (path, _) in enumerate(actions(seeded.document)):
        role = ("chair", "deputy")[number % 2]
        yield written(path), edited(seeded.document, (*path, "by"), [role])


@operator(FaultCode.SECOND_PERSON)
def seconded_without_a_second(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        seconded = edited(seeded.document, (*path, "seconded"), True)
        yield written(path), edited(seconded, (*path, "by"), ["nominator"])
        if action.get("collective") or action["by"] == ["system"]:
            yield written(path), seconded


@operator(FaultCode.SAME_SIGNER)
def signed_by_the_same_two(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        stage = at(seeded.document, (*path[:2], "stages"))
        if "approval" in action.get("records", []) and "decided" in stage[action["from"][0]].get(
            "traits", []
        ):
            signing = edited(seeded.document, (*path, "guards"), ["approver_is_new"])
            for other, earlier in actions(signing):
                if earlier.get("records") == ["decision"] and earlier["to"] != action["to"]:
                    signing = edited(signing, (*other, "by"), ["chair", "deputy"])
            if _decided_before(signing, path):
                yield written(path), edited(signing, (*path, "by"), ["chair", "deputy"])


def _decided_before(document: Document, path: Path) -> bool:
    """Whether some decision leads to where an action starts."""
    sources = at(document, path)["from"]
    return any(
        "decision" in a.get("records", []) and a["to"] in sources for _, a in actions(document)
    )


@operator(FaultCode.AUTOMATIC_CIRCLE)
def calendar_goes_in_a_circle(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        turned = {**action, "by": ["system"], "asks": [], "to": action["from"][0]}
        yield written(path[:3])[:-7] + "stages", edited(seeded.document, path, turned)


@operator(FaultCode.AUTOMATIC_CIRCLE)
def calendar_goes_back_and_forth(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        if action.get("extraordinary"):
            continue
        wait = [{"days_in_stage": {"days": 2}}]
        back = {"label": LABEL, "from": [action["to"]], "to": action["from"][0], "guards": wait}
        back |= {"by": ["system"], "extraordinary": True}
        document = edited(seeded.document, (*path, "by"), [*action["by"], "system"])
        if "system" in action["by"]:
            document = seeded.document
        yield written((*path[:2], "stages")), edited(document, (*path[:3], "back-again"), back)


@operator(FaultCode.CONTRADICTION)
def guards_that_exclude_each_other(seeded: Seeded) -> Changes:
    pairs = (
        ["entry_conditions_hold", "some_condition_fails"],
        ["minimum_field_missed", "minimum_field_met"],
    )
    for number, (path, action) in enumerate(actions(seeded.document)):
        given = [g for g in action.get("guards", []) if g not in pairs[0] + pairs[1]]
        changed = [*given, *pairs[number % 2]]
        yield written((*path, "guards")), edited(seeded.document, (*path, "guards"), changed)


@operator(FaultCode.CONTRADICTION)
def after_and_before_the_same(seeded: Seeded) -> Changes:
    deadlines = list(seeded.document["calendar"])
    for number, (path, _) in enumerate(actions(seeded.document)):
        name = {"deadline": deadlines[number % len(deadlines)]}
        window = [{"after_deadline": name}, {"before_deadline": name}]
        yield written((*path, "guards")), edited(seeded.document, (*path, "guards"), window)


@operator(FaultCode.NEVER_POSSIBLE)
def closed_before_anybody_can_be_there(seeded: Seeded) -> Changes:
    first = next(iter(seeded.document["calendar"]))
    for path, action in actions(seeded.document):
        initial = at(seeded.document, (*path[:2], "initial"))
        if initial not in action["from"]:
            early = [{"before_deadline": {"deadline": first}}]
            yield written(path), edited(seeded.document, (*path, "guards"), early)


@operator(FaultCode.NEVER_POSSIBLE)
def waits_for_what_cannot_have_happened(seeded: Seeded) -> Changes:
    for path, _ in actions(seeded.document):
        known = before(seeded.document, path)
        traits = {
            t
            for p, s in stages(seeded.document)
            if p[1] == path[1] and p[-1] in known
            for t in s.get("traits", [])
        }
        for guard, trait in (
            ("reviewers_assigned", "assignable"),
            ("reviews_complete", "reviewing"),
        ):
            if trait not in traits:
                yield written(path), edited(seeded.document, (*path, "guards"), [guard])


@operator(FaultCode.NEVER_POSSIBLE)
def ballot_that_comes_later(seeded: Seeded) -> Changes:
    for path, _ in actions(seeded.document):
        known = before(seeded.document, path)
        for here, stage in stages(seeded.document):
            if stage.get("ballot") and here[1] == path[1] and here[-1] not in known:
                guard = {"quorum_reached": {"ballot": stage["ballot"]}}
                yield written(path), edited(seeded.document, (*path, "guards"), [guard])
                break


@operator(FaultCode.NEVER_POSSIBLE)
def place_without_a_ranking(seeded: Seeded) -> Changes:
    for path, _ in actions(seeded.document):
        known = before(seeded.document, path)
        if any(
            "ranking" in a.get("records", []) and a["to"] in known
            for here, a in actions(seeded.document)
            if here[1] == path[1]
        ):
            continue
        guard = {"within_places": {"places": 3}}
        yield written(path), edited(seeded.document, (*path, "guards"), [guard])


@operator(FaultCode.NEVER_POSSIBLE)
def nothing_left_to_give(seeded: Seeded) -> Changes:
    wanted = {"award_available": "awards", "reserve_available": "reserve"}
    for path, name, _ in guards(seeded.document):
        document = seeded.document
        for here, _ in parts(document, "categories"):
            if name in wanted:
                document = edited(document, (*here, "award", wanted[name]), 0)
        if document is not seeded.document:
            yield written(path), document


@operator(FaultCode.TIMER_WITHOUT_ACTION)
def due_at_an_end(seeded: Seeded) -> Changes:
    last = list(seeded.document["calendar"])[-1]
    for path, stage in stages(seeded.document):
        if stage.get("final"):
            yield written((*path, "due")), edited(seeded.document, (*path, "due"), last)


@operator(FaultCode.TIMER_WITHOUT_ACTION)
def due_when_all_is_closed(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        document = seeded.document
        if stage.get("final") or "due" not in stage:
            continue
        for here in _out_of(document, path):
            closed = [{"before_deadline": {"deadline": stage["due"]}}]
            document = edited(document, (*here, "guards"), closed)
        yield written((*path, "due")), document


@operator(FaultCode.NOTHING_TO_WAIT_FOR)
def calendar_without_a_wait(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        eager = {**action, "by": ["system"], "asks": [], "guards": []}
        yield written((*path, "guards")), edited(seeded.document, path, eager)


def _following(document: Document) -> Iterator[tuple[Path, Document, Document]]:
    """Every deadline that comes after another one, and that other one."""
    for path, deadline in parts(document, "calendar"):
        if "after" in deadline:
            yield path, deadline, document["calendar"][deadline["after"]]


@operator(FaultCode.DEADLINE_ORDER)
def earlier_than_what_comes_before(seeded: Seeded) -> Changes:
    for path, _, earlier in _following(seeded.document):
        here = (*path, "at")
        for days in (2, 200):
            moved = earlier["at"] - timedelta(days=days)
            yield written(here), edited(seeded.document, here, moved)


@operator(FaultCode.DEADLINE_OVERLAP)
def too_soon_after(seeded: Seeded) -> Changes:
    for path, _, _ in _following(seeded.document):
        yield written(path), edited(seeded.document, (*path, "at_least_days"), 300)


@operator(FaultCode.DEADLINE_OVERLAP)
def within_the_grace(seeded: Seeded) -> Changes:
    for path, deadline, earlier in _following(seeded.document):
        days = (deadline["at"] - earlier["at"]).days
        if days <= 5:
            here = ("calendar", deadline["after"], "grace_minutes")
            yield written(path), edited(seeded.document, here, 10_080)


@operator(FaultCode.DEADLINE_OVERLAP)
def moved_too_near(seeded: Seeded) -> Changes:
    for path, deadline, earlier in _following(seeded.document):
        least = deadline.get("at_least_days")
        if least:
            moved = earlier["at"] + timedelta(days=least - 2)
            yield written(path), edited(seeded.document, (*path, "at"), moved)


@operator(FaultCode.DEADLINE_GAP)
def hole_between(seeded: Seeded) -> Changes:
    for path, deadline, earlier in _following(seeded.document):
        changed = edited(seeded.document, (*path, "at_least_days"), 0)
        if (deadline["at"] - earlier["at"]).days > 2:
            yield written(path), edited(changed, (*path, "at_most_days"), 1)


@operator(FaultCode.DEADLINE_ORDER)
def extensions_beyond_what_follows(seeded: Seeded) -> Changes:
    for _, deadline, earlier in _following(seeded.document):
        days = (deadline["at"] - earlier["at"]).days
        here = ("calendar", deadline["after"], "hard_days")
        if days < 360:
            yield written(here), edited(seeded.document, here, days + 2)


@operator(FaultCode.TELLS_STAGE)
def stage_told_by_its_tone(seeded: Seeded) -> Changes:
    known: dict[str, Path] = {}
    for path, stage in stages(seeded.document):
        words = str(stage.get("public_label", stage["label"]))
        if words in known:
            yield written(path[:3]), edited(seeded.document, (*path, "tone"), "bad")
        known[words] = path
