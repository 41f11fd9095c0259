"""One edition in which everything that an address can name is there once, and everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from prize_app.actors import Actor
from prize_app.certificates.service import issue_certificates, record_laureates
from prize_app.certificates.words import as_json
from prize_app.db.committee import BallotRound
from prize_app.db.conflicts import SamePerson
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant, PlanVersion, RegisteredOrganization
from prize_app.db.motions import Motion
from prize_app.db.nominations import Nomination
from prize_app.db.people import Affiliation, Person
from prize_app.db.plans import Amendment, PlanDraft
from prize_app.db.reviewers import Invitation, ServiceCertificate, SuggestedReviewer
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.moving import Given
from prize_app.notices import service as notices
from prize_app.procedure.seconding import propose_action
from prize_app.surroundings import surroundings
from tests.factories import LETTER, Make, actor
from tests.prize_app.certificates.making import step
from workflows.citations import CertificateWords
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
GRANTED = {
    "secretariat": Role.SECRETARIAT,
    "committee": Role.COMMITTEE,
    "chair": Role.CHAIR,
    "deputy": Role.DEPUTY,
    "board": Role.BOARD,
    "observer": Role.OBSERVER,
    "recused-secretary": Role.SECRETARIAT,
    "recused-member": Role.COMMITTEE,
    "recused-chair": Role.CHAIR,
}
STAGES = (
    "draft", "submitted", "eligible", "in-review", "ranked", "shortlisted", "proposed", "approved",
    "notice", "awarded",
)  # fmt: skip


@dataclass
class World:
    """People by their column of the table, and what the variables of an address stand for."""

    edition: RunningEdition
    people: dict[str, Person]
    nominations: dict[str, Nomination] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)

    def values_at(self, stage: str) -> dict[str, Any]:
        """Variable of an address -> value, those about a nomination for the one in this stage."""
        shared = self.values[""]
        return {**shared, **self.values.get(stage, {})}


def called(column: str) -> str:
    """A person's name, found in a page only where the person is meant."""
    return f"Pat {column.title()} Example"


def make_world(make: Make) -> World:
    """Make everything; recused people have a conflict of interest with every nomination."""
    edition = make.edition(passed="reviews-due", days=3)
    people = {n: make.person(called(n)) for n in ("owner", "other", "assigned", "unassigned")}
    for name, role in GRANTED.items():
        people[name] = make.grant(role, make.person(called(name)))
    for name in ("assigned", "unassigned"):
        make.grant(Role.REVIEWER, people[name])
    world = World(edition, people)
    make.nomination(by=people["other"], stage="draft", category="youth-leader")
    for stage in STAGES:
        _nominate(make, world, stage)
    _honour(make, world)
    world.values["submitted"]["motion_id"] = _proposed(make, world).id
    world.values[""] = _shared(make, world)
    _extend(make, world)
    _tie(make, world)
    return world


def _nominate(make: Make, world: World, stage: str) -> None:
    nomination = make.nomination(by=world.people["owner"], stage=stage, category=CATEGORY)
    world.nominations[stage] = nomination
    for name in ("recused-secretary", "recused-member", "recused-chair"):
        make.conflict(nomination, world.people[name])
    world.values[stage] = {"nomination_id": nomination.id}
    world.values[stage]["attachment_id"] = make.attachment(
        nomination, field="documents", content=LETTER + stage.encode()
    ).id
    if stage != "draft":
        assignment = make.assignment(nomination, world.people["assigned"])
        world.values[stage]["assignment_id"] = assignment.id
        if stage in STAGES[4:]:
            make.review(assignment)


def _extend(make: Make, world: World) -> None:
    """One extension that the nominator asked for, one that a reviewer did: nobody has decided."""
    for stage, name, debt, key in (
        ("draft", "owner", "hand-in", "nominations-close"),
        ("in-review", "assigned", "review", "reviews-due"),
    ):
        extension = Extension(
            edition_id=world.edition.id, deadline_key=key, debt=debt, reason="In hospital.",
            nomination_id=world.nominations[stage].id, person_id=world.people[name].id,
            asked_by=world.people[name].id, asked_at=make.now,
            asked_until=make.now + timedelta(days=9), until=make.now + timedelta(days=9),
        )  # fmt: skip
        make.session.add(extension)
        make.session.flush()
        world.values[stage]["extension_id"] = extension.id


def _tie(make: Make, world: World) -> None:
    """Somebody with two accounts who left the nominee's institution, and a registered body."""
    home = world.nominations["eligible"].nominee_institution
    former = make.person("Wanjiru Kimathe", institution="Institute of Soil")
    make.grant(Role.REVIEWER, former, category=CATEGORY)
    other = make.person("Kimathe Wanjiru", institution="Soil, Institute of")
    year = make.now.year - 1
    body = RegisteredOrganization(name="Institute of Soil")
    make.session.add_all([
        body, Affiliation(person_id=former.id, name=home, ended_on=date(year, 12, 31)),
    ])  # fmt: skip
    one, two = sorted(
        (make.person("Two Accounts"), make.person("Two Accounts")), key=lambda person: person.id
    )
    make.grant(Role.REVIEWER, one, category=CATEGORY)
    make.session.add(
        SamePerson(
            one_id=one.id, other_id=two.id, is_same=True, fingerprint="0", reason="She said so.",
            decided_at=make.now,
        )
    )  # fmt: skip
    make.session.flush()
    world.values[""] |= {
        "known_id": one.id, "same_id": two.id,
        "person_id": former.id, "other_id": other.id, "tie": "same-organization",
        "organization_id": body.id,
    }  # fmt: skip


def _proposed(make: Make, world: World) -> Motion:
    """A further secretary proposes to admit what was handed in."""
    proposer = make.grant(Role.SECRETARIAT, make.person(called("proposer")))
    return propose_action(
        make.session,
        actor(proposer),
        world.nominations["submitted"].id,
        "override",
        Given("The letter came by post."),
        now=make.now,
    )


def _honour(make: Make, world: World) -> None:
    record_laureates(make.session, [step(make, world.nominations["awarded"], "award")])
    make.session.flush()
    secretary: Actor = actor(world.people["secretariat"])
    slug = world.edition.row.slug
    (certificate,) = issue_certificates(make.session, secretary, slug, now=make.now)
    certificate.sha256 = surroundings(make.session).files.put(LETTER)
    make.session.flush()
    world.values["awarded"] |= {
        "certificate_id": certificate.id,
        "check_code": certificate.check_code,
    }


def _amend(make: Make, world: World) -> Amendment:
    """A draft with a later age limit on the table, and an amendment that changed nothing."""
    edition, person = world.edition, world.people["secretariat"]
    source = make.session.get_one(PlanVersion, edition.published.id).source
    draft = PlanDraft(
        edition_id=edition.id, base_version_id=edition.published.id,
        source=source.replace("years = 45", "years = 30"), begun_by=person.id, begun_at=make.now,
        changed_by=person.id, changed_at=make.now,
    )  # fmt: skip
    amendment = Amendment(
        edition_id=edition.id, from_version_id=edition.published.id,
        to_version_id=edition.published.id, number=1, content_hash="0" * 64, taken_at=make.now,
        verdicts=[
            {"nomination": str(n.id), "before": "holds", "after": "unknown", "conditions": []}
            for n in world.nominations.values()
        ],
    )  # fmt: skip
    make.session.add_all([draft, amendment])
    make.session.flush()
    return amendment


def _service_words() -> dict[str, Any]:
    words = CertificateWords(
        prize={"en": "Prize"}, award={"en": "Certificate of Service"}, presented={"en": "to"},
        laureate=called("assigned"), laureate_original=None, original_lang=None,
        organization=False, citation={"en": "for six reviews"}, edition={"en": "Edition"},
        given_on=date(2027, 12, 1), place={"en": "Beijing"}, signatories=(), serial="S-1",
        check_url="https://prize.test/certificates/s1", demonstration=True,
    )  # fmt: skip
    return as_json(words)


def _shared(make: Make, world: World) -> dict[str, Any]:
    grant = Grant(
        edition_id=world.edition.id, person_id=world.people["other"].id, role=Role.OBSERVER.value,
        category_key="youth-leader", granted_at=make.now,
    )  # fmt: skip
    round_ = BallotRound(
        edition_id=world.edition.id, category_key=CATEGORY, ballot_key="award",
        nominations=[str(world.nominations["shortlisted"].id)], opened_at=make.now,
    )  # fmt: skip
    make.session.add_all([grant, round_])
    make.session.flush()
    amendment = _amend(make, world)
    invitation = Invitation(
        edition_id=world.edition.id, email="invited@people.example", name="Invited Person",
        invited_at=make.now, expires_at=make.now + timedelta(days=21),
    )  # fmt: skip
    make.session.add(invitation)
    make.session.flush()
    suggested = SuggestedReviewer(
        edition_id=world.edition.id, invitation_id=invitation.id, name="Somebody", made_at=make.now
    )
    service = ServiceCertificate(
        edition_id=world.edition.id, person_id=world.people["assigned"].id, serial="S-1",
        check_code="s1", words=_service_words(), issued_at=make.now,
    )  # fmt: skip
    make.session.add_all([suggested, service])
    make.session.flush()
    letter = notices.queue(
        make.session, "new-password", to="x@people.example", now=make.now, name="X", token="t"
    )
    return {
        "slug": world.edition.row.slug,
        "category_key": CATEGORY,
        "condition_key": "consent",
        "workflow_key": "standard",
        "ballot_key": "shortlist",
        "grant_id": grant.id,
        "round_id": round_.id,
        "notice_id": letter.id,
        "amendment_id": amendment.id,
        "invitation_id": invitation.id,
        "suggested_id": suggested.id,
        "service_id": service.id,
        "version_id": world.edition.published.id,
        "token": "never-sent-to-anybody",
        "kind": "nominations",
        "place": "calendar",
        "extension": "csv",
    }
