"""Every address of the application, with something real in it; and every form one can write in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from werkzeug.routing import Rule

from config import Config
from prize_app import create_app
from tests.journeys.finding import Found, Instance
from tests.journeys.serving import Served, environ

CHAIR = "ngozi.amaechirika@example.org"
BOARD = "wanjiru.kimathenya@example.org"
SECRETARY = "shen.yiran@example.org"
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Address:
    """One rule of the routing table, filled in."""

    endpoint: str
    path: str
    methods: frozenset[str]
    is_public: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A form with fields: who may send it from which page, and where it goes.

    `more` are values without which it would be refused for another reason.
    """

    endpoint: str
    email: str
    page: str
    path: str
    more: Mapping[str, str] = field(default_factory=dict)


# Forms of a button or of choices that the page fixes: nothing can be written into them.
BUTTONS = {
    "accounts.confirm", "accounts.sign_out", "assignments.propose", "certificates.issue",
    "committee.close_ballot", "committee.open_ballot", "consent.answer", "editions.revoke_role",
    "nominations.begin", "procedure.collective", "committee.casting", "own_form.go_over",
    "seconding.agree", "seconding.take_back", "planning.begin", "planning.drop",
    "amending.propose", "amending.take_back", "amending.sign", "amending.withdraw_signature",
    "amending.take_draft", "bids.save",
    "insight.export",
    "reviewers.remind", "reviewers.withdraw", "reviewers.again",
    "reviewers.dismiss", "reviewers.thank", "reviewers.take_list",
    "missing_reviews.remind", "leaks.read",
}  # fmt: skip

# Forms that only stand on a page after something has happened; rough words are sent to them there.
TREATED_ELSEWHERE = {
    "planning.save_part": "tests/prize_app/planning/test_views.py",
    "planning.check_part": "tests/prize_app/planning/test_views.py",
    "planning.save_document": "tests/prize_app/planning/test_views.py",
    "planning.check_document": "tests/prize_app/planning/test_views.py",
    "amending.settle": "tests/prize_app/amending/test_views.py",
    "amending.further_edition": "tests/prize_app/amending/test_views.py",
    "extensions.ask": "tests/prize_app/extensions/test_views.py",
    "extensions.decide": "tests/prize_app/extensions/test_views.py",
    "extensions.give_same": "tests/prize_app/extensions/test_views.py",
    "seconding.refuse": "tests/prize_app/procedure/test_seconding.py",
    "bids.conflict": "tests/prize_app/reviews/test_bids.py",
    "assignments.rule": "tests/prize_app/assignments/test_ruling.py",
    "discussions.save_change": "tests/prize_app/reviews/test_saving.py",
    "discussions.show": "tests/prize_app/reviews/test_discussion.py",
    "missing_reviews.replace": "tests/prize_app/reviews/test_replacing.py",
    "screening.settle": "tests/prize_app/screening/test_settling.py",
    "conflicts.settle": "tests/prize_app/conflicts/test_views.py",
    "conflicts.accounts": "tests/prize_app/conflicts/test_views.py",
    "conflicts.take_back": "tests/prize_app/conflicts/test_views.py",
    "consent.objecting": "tests/prize_app/conflicts/test_views.py",
    "reviewers.invite": "tests/prize_app/reviewers/test_views.py",
    "reviewers.import_list": "tests/prize_app/reviewers/test_importing.py",
    "reviewers.answer": "tests/prize_app/reviewers/test_views.py",
    "reviewers.decline": "tests/prize_app/reviewers/test_views.py",
    "reviewers.terms": "tests/prize_app/reviewers/test_terms.py",
    "reviewers.profile": "tests/prize_app/reviewers/test_profiles.py",
    "reviewers.capacity": "tests/prize_app/reviewers/test_capacity.py",
    "comparing.order": "tests/prize_app/comparing/test_order_pages.py",
    "comparing.pairs": "tests/prize_app/comparing/test_order_pages.py",
    "leaks.harmless": "tests/prize_app/leaks/test_views.py",
    "leaks.withhold": "tests/prize_app/leaks/test_words.py",
    "leaks.redact": "tests/prize_app/leaks/test_views.py",
}


def addresses(served: Served) -> list[Address]:
    """Every address but those of static files, with ids that are in the instance."""
    app = create_app(Config.from_environ(environ(served.instance, served.address)))
    app.extensions["database"].dispose()
    values = {
        **Instance(served.instance).any_ids(),
        "slug": "under-way",
        "category_key": "sti-outstanding-progress",
        "ballot_key": "shortlist",
        "workflow_key": "standard",
        "token": "no-such-token",
        "kind": "nominations",
        "extension": "csv",
        "condition_key": "consent",
        "place": "calendar",
        # Nothing was asked, amended or proposed: these are as good as a wrong guess.
        "extension_id": str(NOBODY),
        "suggested_id": str(NOBODY),
        "invitation_id": str(NOBODY),
        "service_id": str(NOBODY),
        "amendment_id": str(NOBODY),
        "motion_id": str(NOBODY),
        "other_id": str(NOBODY),
        "known_id": str(NOBODY),
        "same_id": str(NOBODY),
        "tie": "kin",
    }
    adapter = app.url_map.bind("prize.test")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            needed = {key: values.get(key, "") for key in rule.arguments}
            needed |= _action(rule)
            view = app.view_functions[rule.endpoint]
            methods = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
            path = adapter.build(rule.endpoint, needed, method=min(methods))
            found.append(
                Address(rule.endpoint, path, methods, bool(getattr(view, "is_public", False)))
            )
    return found


def _action(rule: Rule) -> dict[str, str]:
    keys = {"procedure.collective": "open-review", "procedure.take": "withdraw"}
    return {"action_key": keys[rule.endpoint]} if "action_key" in rule.arguments else {}


def written_forms(served: Served, draft: Found) -> Sequence[Written]:
    """Every form that somebody can write in; `draft` is a nomination that may be edited."""
    instance = Instance(served.instance)
    to_screen = instance.nominations("submitted")[-1].path
    shortlisted = instance.nominations("shortlisted", category="youth-leader")[0].path
    reviews = instance.unwritten_reviews()
    ranked = instance.nominations("ranked", category="youth-leader")[0].path
    ballot, members = instance.open_ballot()
    board = "/editions/under-way/assignments/sti-outstanding-progress"
    in_review = instance.nominations("in-review")[0].path
    organization = f"/editions/under-way/organizations/{instance.any_ids()['organization_id']}"
    release = f"/assignments/{reviews[-1].key}/release"
    return (
        Written("accounts.register", "", "/register", "/register"),
        Written("accounts.sign_in", "", "/sign-in", "/sign-in"),
        Written("accounts.forgotten_password", "", "/forgotten-password", "/forgotten-password"),
        Written("accounts.new_password", "", "/new-password/x", "/new-password/x"),
        _same("nominations.save", draft.email, f"{draft.path}/edit"),
        _same("procedure.take", draft.email, f"{draft.path}/actions/withdraw"),
        _same("procedure.take", SECRETARY, f"{to_screen}/actions/return"),
        _same("procedure.take", CHAIR, f"{shortlisted}/actions/propose"),
        _same("reviews.save", reviews[-1].email, reviews[-1].path, {"then": "submit"}),
        _same("reviews.decline", reviews[-2].email, f"{reviews[-2].path}/decline"),
        _same("reviews.conflict", BOARD, f"{ranked}/conflict", {"kind": "other"}),
        _same("committee.vote", members[-1], ballot),
        _same("accounts.settings", SECRETARY, "/account"),
        _same("extensions.enter", SECRETARY, "/editions/under-way/extensions/enter"),
        _same("editions.people", SECRETARY, "/editions/under-way/people"),
        Written(
            "editions.move_clock", SECRETARY, "/editions/under-way", "/editions/under-way/clock"
        ),
        _same("conflicts.declare", SECRETARY, f"{in_review}/conflicts", {"kind": "kin"}),
        _same("organizations.place", SECRETARY, organization),
        Written("assignments.assign", SECRETARY, board, f"{in_review}/assign"),
        Written("assignments.release", SECRETARY, board, release),
        Written("assignments.confirm", SECRETARY, board, f"{board}/confirm", {"pair": "x:y"}),
    )


def _same(endpoint: str, email: str, path: str, more: Mapping[str, str] | None = None) -> Written:
    return Written(endpoint, email, path, path, more or {})
