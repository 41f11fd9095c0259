"""The table of permissions: who may see and do what, and that a conflict takes it all away."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from workflows.errors import NotAllowed, NotFound
from workflows.plan.evaluation import Role, Trait
from workflows.policy import POLICY, Permission, Standing, allowed, require, require_visible

OF_A_NOMINATION = [p for p in Permission if p.value.split(":")[0] in (
    "nomination", "screening", "review", "reviews", "reviewers", "assignment",
)]  # fmt: skip
STAGES = {
    "draft": {Trait.EDITABLE},
    "submitted": {Trait.SCREENING},
    "eligible": {Trait.ASSIGNABLE, Trait.IN_THE_RUNNING},
    "in review": {
        Trait.ASSIGNABLE,
        Trait.REVIEWING,
        Trait.DISCUSSING,
        Trait.REVISABLE,
        Trait.IN_THE_RUNNING,
    },
    "ranked": {Trait.RANKED, Trait.IN_THE_RUNNING},
    "proposed": {Trait.RANKED, Trait.IN_THE_RUNNING, Trait.DECIDED},
    "awarded": {Trait.DECIDED, Trait.IN_THE_RUNNING, Trait.ANNOUNCED, Trait.HONOURED},
}
READ = {
    Role.NOMINATOR: set(STAGES),
    Role.SECRETARIAT: set(STAGES) - {"draft"},
    Role.OBSERVER: set(STAGES) - {"draft"},
    Role.REVIEWER: {"in review"},
    Role.COMMITTEE: {"eligible", "in review", "ranked", "proposed", "awarded"},
    Role.CHAIR: {"eligible", "in review", "ranked", "proposed", "awarded"},
    Role.DEPUTY: {"eligible", "in review", "ranked", "proposed", "awarded"},
    Role.BOARD: {"ranked", "proposed", "awarded"},
    Role.SYSTEM: set(),
    Role.EXTERNAL: set(),
}


def standing(*roles, stage="in review", impartial=True, reviewed=False):
    return Standing(
        frozenset(roles),
        has_reviewed=reviewed,
        owes_review=Role.REVIEWER in roles and not reviewed,
        is_impartial=impartial,
        handed_in=stage != "draft",
        traits=frozenset(STAGES[stage]),
    )


def test_every_permission_is_in_the_table_and_nobody_without_a_role_has_one():
    assert set(POLICY) == set(Permission)
    for stage in STAGES:
        assert not any(allowed(p, standing(stage=stage)) for p in Permission)


@pytest.mark.parametrize("role", Role)
def test_who_reads_a_nomination_at_which_stage(role):
    read = {s for s in STAGES if allowed(Permission.NOMINATION_READ, standing(role, stage=s))}

    assert read == READ[role]


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.NOMINATOR])
@pytest.mark.parametrize("stage", STAGES)
def test_a_conflict_of_interest_opens_nothing_of_a_nomination(role, stage):
    conflicted = standing(role, stage=stage, impartial=False)

    assert [p for p in OF_A_NOMINATION if allowed(p, conflicted)] == []
    assert conflicted.acting_roles == frozenset()


def test_a_nominator_in_conflict_stays_the_nominator_and_nothing_more():
    both = standing(Role.NOMINATOR, Role.CHAIR, impartial=False)

    assert both.acting_roles == {Role.NOMINATOR}
    assert standing(Role.NOMINATOR, Role.CHAIR).acting_roles == {Role.NOMINATOR, Role.CHAIR}
    assert allowed(Permission.NOMINATION_READ, both)
    assert not allowed(
        Permission.REVIEWS_READ, standing(Role.CHAIR, stage="ranked", impartial=False)
    )


def test_a_conflict_can_be_declared_by_whoever_already_has_one():
    assert allowed(Permission.CONFLICT_DECLARE, standing(Role.REVIEWER, impartial=False))
    assert not allowed(Permission.CONFLICT_DECLARE, standing(Role.REVIEWER, stage="draft"))


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.REVIEWER, set()),
        (Role.COMMITTEE, {"ranked", "proposed", "awarded"}),
        (Role.NOMINATOR, set(STAGES)),
    ],
)
def test_reviewers_never_see_what_is_hidden_and_the_committee_only_after_the_review(role, hidden):
    seen = {
        s for s in STAGES if allowed(Permission.NOMINATION_READ_HIDDEN, standing(role, stage=s))
    }

    assert seen == hidden


@pytest.mark.parametrize(
    ("role", "read"),
    [
        (Role.CHAIR, {"ranked", "proposed", "awarded"}),
        (Role.BOARD, {"ranked", "proposed", "awarded"}),
        (Role.OBSERVER, {"ranked", "proposed", "awarded"}),
        (Role.SECRETARIAT, set(STAGES) - {"draft"}),
        (Role.REVIEWER, set()),
        (Role.NOMINATOR, set()),
    ],
)
def test_reviews_are_read_after_the_review_and_never_by_those_who_wrote_them(role, read):
    seen = {s for s in STAGES if allowed(Permission.REVIEWS_READ, standing(role, stage=s))}

    assert seen == read


@pytest.mark.parametrize("role", Role)
def test_who_reviewed_is_known_to_the_secretariat_and_to_the_chair_after_the_review(role):
    after, handed_in = {"ranked", "proposed", "awarded"}, set(STAGES) - {"draft"}
    known = {Role.SECRETARIAT: handed_in, Role.CHAIR: after, Role.DEPUTY: after}

    seen = {s for s in STAGES if allowed(Permission.REVIEWERS_READ, standing(role, stage=s))}

    assert seen == known.get(role, set())


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.EDITION_ADMINISTER, {Role.SECRETARIAT}),
        (Permission.PEOPLE_GRANT, {Role.SECRETARIAT}),
        (Permission.CERTIFICATE_ISSUE, {Role.SECRETARIAT}),
        (Permission.BALLOT_CAST, {Role.COMMITTEE}),
        (Permission.BALLOT_OPEN, {Role.CHAIR, Role.DEPUTY}),
        (Permission.AUDIT_READ, {Role.SECRETARIAT, Role.OBSERVER}),
    ],
)
def test_what_concerns_an_edition_belongs_to_these_roles(permission, roles):
    assert {r for r in Role if allowed(permission, Standing(frozenset({r})))} == roles


def test_a_further_role_takes_no_permission_away_but_looking_into_peers():
    everybody = list(Role)
    pairs = chain.from_iterable(combinations(everybody, n) for n in (1, 2))
    for roles in pairs:
        for permission in set(Permission) - {Permission.SEVERITY_READ}:
            if any(allowed(permission, standing(r, reviewed=True)) for r in roles):
                assert allowed(permission, standing(*roles, reviewed=True))


def test_whoever_reviews_too_does_not_look_into_the_severity_of_peers():
    for role in (Role.SECRETARIAT, Role.CHAIR):
        assert allowed(Permission.SEVERITY_READ, standing(role))
        assert not allowed(Permission.SEVERITY_READ, standing(role, Role.REVIEWER))


SEALED = (Permission.REVIEWS_READ, Permission.DISCUSSION_READ)


@pytest.mark.parametrize("permission", SEALED)
def test_what_others_said_is_sealed_for_whoever_has_still_to_review(permission):
    for role in (Role.SECRETARIAT, Role.CHAIR, Role.DEPUTY, Role.COMMITTEE, Role.OBSERVER):
        both = (role, Role.REVIEWER)

        assert allowed(permission, standing(role, stage="ranked"))
        assert not allowed(permission, standing(*both, stage="ranked"))
        assert allowed(permission, standing(*both, stage="ranked", reviewed=True))
        assert not allowed(
            permission, standing(*both, stage="ranked", reviewed=True, impartial=False)
        )


def test_reviewers_discuss_once_their_own_review_is_in_and_where_the_stage_allows_it():
    of_reviewers = (
        Permission.DISCUSSION_READ, Permission.DISCUSSION_WRITE, Permission.REVIEW_REVISE,
    )  # fmt: skip
    for permission in of_reviewers:
        assert allowed(permission, standing(Role.REVIEWER, reviewed=True))
        assert not allowed(permission, standing(Role.REVIEWER))
        assert not allowed(permission, standing(Role.REVIEWER, reviewed=True, stage="ranked"))
        assert not allowed(permission, standing(Role.REVIEWER, reviewed=True, impartial=False))


def test_what_is_not_allowed_is_refused_by_name_and_what_is_not_visible_is_not_there():
    with pytest.raises(NotAllowed) as refused:
        require(Permission.REVIEW_WRITE, standing(Role.CHAIR))
    with pytest.raises(NotFound) as hidden:
        require_visible(Permission.REVIEW_WRITE, standing(Role.CHAIR))

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.facts) == ("not_permitted", {"permission": "review:write"})
    assert hidden.value.refusals == ()
    require(Permission.REVIEW_WRITE, standing(Role.REVIEWER))
    require_visible(Permission.REVIEW_WRITE, standing(Role.REVIEWER))


def test_terms_that_wait_do_not_lift_the_seal():
    """Who reviews and has not accepted the terms yet reads as little of peers as who has."""
    waiting = Standing(
        frozenset({Role.SECRETARIAT}), handed_in=True, traits=frozenset(STAGES["in review"]),
        asleep=frozenset({Role.REVIEWER}), owes_review=True,
    )  # fmt: skip
    of_peers = (
        Permission.REVIEWS_READ, Permission.DISCUSSION_READ, Permission.SEVERITY_READ,
    )  # fmt: skip

    assert [p for p in of_peers if allowed(p, waiting)] == []
    assert [p for p in of_peers if allowed(p, standing(Role.SECRETARIAT))] == list(of_peers)
