"""Every address of the application, filled in with what one database holds, as one person."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from uuid import UUID

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from prize_app.db.committee import BallotRound
from prize_app.db.conflicts import SamePerson
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant, PlanVersion, RegisteredOrganization
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.motions import Motion
from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.plans import Amendment
from prize_app.db.reviewers import Invitation, ServiceCertificate
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import get_edition

SLUG = "under-way"
MOST_COMBINED = 8
"""Of so many combinations of values every one is asked for: all tables in all formats."""

# The outbox is the demonstration's stand-in for everybody's letter box: it is open to all by
# design and does not exist elsewhere. Tokens are secrets of one letter.
LEFT_OUT = {
    "static": "no data of the edition",
    "notices.outbox": "demonstration only: everybody's letters",
    "notices.letter": "demonstration only: everybody's letters",
    "accounts.confirm": "needs a secret of a letter",
    "accounts.new_password": "needs a secret of a letter",
    "consent.ask": "needs a secret of a letter",
    "reviewers.answer": "needs a secret of a letter",
    "reviewers.decline": "needs a secret of a letter",
}

RANDOM = (
    re.compile(r'name="page_id"[^>]*value="[^"]*"'),
    re.compile(r'value="[^"]*"[^>]*name="page_id"'),
)


def numbers_about(session: Session, nominations: list[UUID]) -> dict[str, list[str]]:
    """Parameter of an address -> the numbers of what there is about some nominations."""
    wanted = {
        "nomination_id": select(Nomination.id).where(Nomination.id.in_(nominations)),
        "attachment_id": select(Attachment.id).where(Attachment.nomination_id.in_(nominations)),
        "assignment_id": select(Assignment.id).where(Assignment.nomination_id.in_(nominations)),
        "extension_id": select(Extension.id).where(Extension.nomination_id.in_(nominations)),
        "motion_id": select(Motion.id).where(Motion.nomination_id.in_(nominations)),
    }
    found = {key: _strings(session, rows) for key, rows in wanted.items()}
    return {key: numbers for key, numbers in found.items() if numbers}


def values_of(session: Session, nominations: list[UUID], slug: str = SLUG) -> dict[str, list[str]]:
    """Parameter of an address -> what stands for it: all that concerns some nominations."""
    edition = get_edition(session, slug)
    categories = sorted(
        set(session.scalars(select(Nomination.category_key).where(Nomination.id.in_(nominations))))
    )
    workflow = edition.plan.workflow_of(categories[0])
    judging = select(Person.id).join(Grant, Grant.person_id == Person.id).order_by(Person.email)
    judging = judging.where(Grant.role == "reviewer", Grant.edition_id == edition.id)
    about = {
        "round_id": select(BallotRound.id).where(BallotRound.category_key.in_(categories)),
        "certificate_id": select(Certificate.id),
        "invitation_id": select(Invitation.id),
        "person_id": judging.where(Person.id.in_(select(ReviewerProfile.person_id))).limit(3),
        "service_id": select(ServiceCertificate.id),
        "check_code": select(Certificate.check_code),
        "laureate_id": select(Laureate.id),
        "amendment_id": select(Amendment.id),
        "version_id": select(PlanVersion.id),
        "organization_id": select(RegisteredOrganization.id).limit(2),
        "other_id": judging.limit(1),
        "grant_id": select(Grant.id).where(
            Grant.role == "observer", Grant.edition_id == edition.id
        ),
        "known_id": select(SamePerson.one_id),
        "same_id": select(SamePerson.other_id),
    }
    anywhere = {
        "attachment_id": select(Attachment.id).order_by(Attachment.id).limit(1),
        "assignment_id": select(Assignment.id).order_by(Assignment.id).limit(1),
        "extension_id": select(Extension.id).order_by(Extension.id).limit(1),
        "round_id": select(BallotRound.id).order_by(BallotRound.id).limit(1),
    }
    found = {key: _strings(session, wanted) for key, wanted in anywhere.items()}
    known = {key: _strings(session, wanted) for key, wanted in about.items()}
    found |= {key: strings for key, strings in known.items() if strings}
    found |= numbers_about(session, nominations)
    return found | {
        "slug": [slug],
        "category_key": categories,
        # Each finding and each action is the same page: some of them tell what all would.
        "condition_key": sorted(edition.plan.conditions)[::4],
        "action_key": list(workflow.actions)[::3],
        "nomination_id": [str(n) for n in nominations],
        "workflow_key": list(edition.plan.workflows),
        "ballot_key": [key for panel in edition.plan.panels.values() for key in panel.ballots],
        "place": ["calendar", "categories", "conditions", "texts.calendar"],
        "kind": ["nominations", "reviews", "ranking", "decisions"],
        "extension": ["csv", "xlsx"],
        "tie": ["same-organization", "referee"],
    }


def _strings(session: Session, wanted: Select[tuple[object]]) -> list[str]:
    return [str(value) for value in session.scalars(wanted)]


def addresses(app: Flask, values: dict[str, list[str]]) -> Iterator[str]:
    """Every address that can be got, in the order of the map; unknown parameters are an error."""
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=str):
            if "GET" in rule.methods and rule.endpoint not in LEFT_OUT:
                yield from _filled(app, rule, values)
    for slug in values["slug"]:
        for stage in get_stages(app, slug):
            yield f"/editions/{slug}/nominations?stage={stage}"


def get_stages(app: Flask, slug: str) -> list[str]:
    """Every stage that somebody may filter by."""
    with app.extensions["database"].reading() as session:
        plan = get_edition(session, slug).plan
        return sorted({key for w in plan.workflows.values() for key in w.stages})


def replaced_by(
    app: Flask, values: Mapping[str, list[str]], about: Set[str], missing: str
) -> Iterator[tuple[str, str, str]]:
    """Method, address of one of the things that are `about`, the same address of what is not."""
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=str):
            swapped = rule.arguments & about
            if not swapped or not rule.arguments <= values.keys() or rule.endpoint in LEFT_OUT:
                continue
            one = {key: values[key][0] for key in rule.arguments}
            other = one | dict.fromkeys(swapped, missing)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield (
                    method,
                    app.url_for(rule.endpoint, **one),
                    app.url_for(rule.endpoint, **other),
                )


def _filled(app: Flask, rule: Rule, values: dict[str, list[str]]) -> Iterator[str]:
    missing = {key for key in rule.arguments if not values.get(key)}
    assert not missing, f"say in values_of what {missing} of {rule} may be"
    keys = sorted(rule.arguments)
    for chosen in _combined([values[key] for key in keys]):
        yield app.url_for(rule.endpoint, **dict(zip(keys, chosen, strict=True)))


def _combined(choices: Sequence[Sequence[str]]) -> Iterable[tuple[str, ...]]:
    """All with all where that is few; else each value of each at least once, in turn."""
    if math.prod(map(len, choices)) <= MOST_COMBINED:
        return itertools.product(*choices)
    longest = max(map(len, choices))
    return zip(*(itertools.islice(itertools.cycle(one), longest) for one in choices), strict=True)


class Walker:
    """One person in one world."""

    def __init__(
        self, app: Flask, person: Person | None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Sign in as `person`; None is a stranger. `headers` go with every question."""
        self.client = app.test_client()
        self.headers = dict(headers or {})
        if person is not None:
            with self.client.session_transaction() as kept:
                kept["_user_id"] = f"{person.id}:{person.sign_in_epoch}"
                kept["_fresh"] = True

    def get(self, address: str) -> tuple[int, str, str, bytes]:
        """What can be observed of an answer: status, kind, all that its head says, the bytes."""
        return self.ask("GET", address, {})

    def ask(
        self, method: str, address: str, sent: Mapping[str, str]
    ) -> tuple[int, str, str, bytes]:
        """The same for any method, with what is sent in the body."""
        answer = self.client.open(address, method=method, data=sent or None, headers=self.headers)
        # Two worlds that both fail are alike, and nothing would have been compared.
        assert answer.status_code < 500, f"{method} {address}: {answer.status}"
        body = answer.data
        if answer.mimetype == "text/html":
            text = answer.text
            for pattern in RANDOM:
                text = pattern.sub("", text)
            body = text.encode()
        return answer.status_code, answer.mimetype, _head(answer), body


def _head(answer: Response) -> str:
    """Every header; of cookies that they are set, of packed files not the size: both hold time."""
    is_packed = answer.data[:2] == b"PK"
    return "\n".join(
        f"{name}: {value.partition('=')[0] if name == 'Set-Cookie' else value}"
        for name, value in sorted(answer.headers)
        if not (name == "Content-Length" and is_packed)
    )
