"""Acts after which letters leave, on what everybody of the cast may know and on what they may not.

One nomination in review and one that was found not eligible are hidden: whoever has a conflict of
interest with them must not notice what is done about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.accounts import service as accounts
from prize_app.actors import Actor
from prize_app.amending import service as amending
from prize_app.amending.taking import take as take_amendment
from prize_app.amending.trial import signed_hash
from prize_app.assignments import service as assignments
from prize_app.certificates import drawing
from prize_app.committee import ballots
from prize_app.conflicts.kinds import ConflictKind
from prize_app.db.laureates import Certificate
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.db.plans import PlanDraft
from prize_app.db.reviews import Assignment, Review
from prize_app.editions import service as editions
from prize_app.editions.queries import get_edition
from prize_app.extensions import deciding
from prize_app.extensions import service as extensions
from prize_app.nominations.moving import Given
from prize_app.procedure import seconding
from prize_app.procedure import service as procedure
from prize_app.reviewers import answering, inviting, thanks
from prize_app.reviewers.answering import NewAccount, Proposal
from prize_app.reviewers.inviting import Guest
from prize_app.reviews import replacing
from prize_app.reviews import service as reviews
from tests.prize_app.twins.walking import SLUG
from workflows.calendar import due_of
from workflows.plan.evaluation import Role

PASSWORD = "a long pass phrase 27"
GIVEN = Given(reason="An old diploma.")
GUEST = "guest-of-the-twins@example.org"


@dataclass(frozen=True)
class Cast:
    """Who acts, and on what. `office` may know everything; `second` is of the secretariat, too."""

    office: Actor
    second: Actor
    chair: Actor
    reader: UUID
    shown: UUID
    hidden: UUID
    refused: UUID
    refused_too: UUID
    hidden_refused: UUID
    returned: UUID
    eligible: UUID
    voted: str
    ballot: str


@dataclass(frozen=True)
class Play:
    """One moment of one world."""

    session: Session
    cast: Cast
    now: datetime

    def actor(self, person_id: UUID) -> Actor:
        """Somebody as services see them."""
        person = self.session.get_one(Person, person_id)
        return Actor(person.id, person.name, person.email)

    def owed(self, nomination: UUID) -> Assignment:
        """A review that is not in: of what is shown the one of the cast's reader."""
        done = select(Review.assignment_id).where(Review.submitted_at.is_not(None))
        wanted = select(Assignment).where(
            Assignment.nomination_id == nomination,
            Assignment.status == "assigned",
            Assignment.id.not_in(done),
        )
        if nomination == self.cast.shown:
            wanted = wanted.where(Assignment.reviewer_id == self.cast.reader)
        found = self.session.scalars(wanted.order_by(Assignment.reviewer_id)).first()
        assert found is not None
        return found

    def link(self, kind: str) -> str:
        """The secret in the latest letter of a kind."""
        letter = self.session.scalars(
            select(Notice).where(Notice.kind == kind).order_by(Notice.written_at.desc())
        ).first()
        assert letter is not None
        found = re.search(r"/([\w-]{30,})\s", letter.body)
        assert found is not None
        return found[1]


Act = Callable[[Play], object]


def register(play: Play) -> None:
    """Somebody new, and somebody who has an account and forgot the password as well."""
    for email in ("new-here@example.org", play.cast.second.email):
        accounts.register(
            play.session, name="Somebody New", email=email, institution="One", country="NP",
            password=PASSWORD, now=play.now,
        )  # fmt: skip
    accounts.ask_for_new_password(play.session, play.cast.second.email, now=play.now)


def grant(play: Play) -> None:
    """The second of the secretariat observes from now on."""
    editions.grant_role(
        play.session, play.cast.office, SLUG, email=play.cast.second.email, role=Role.OBSERVER,
        category_key="", now=play.now,
    )  # fmt: skip


def invite(play: Play) -> None:
    """Invited, reminded, withdrawn; invited again and accepted; another declines."""
    office, session, now = play.cast.office, play.session, play.now
    guest = Guest(GUEST, "A Guest", "One", "NP")
    row = inviting.invite(session, office, SLUG, guest, now=now)
    inviting.remind(session, office, SLUG, row.id, now=now)
    inviting.withdraw(session, office, SLUG, row.id, now=now)
    inviting.invite(session, office, SLUG, guest, now=now)
    account = NewAccount("A Guest", "One", "NP", PASSWORD)
    opened = answering.open_invitation(session, play.link("invitation"), now=now)
    capacity = dict.fromkeys(opened.categories, 3)
    answering.accept(session, play.link("invitation"), capacity, account, now=now)


def decline_invitation(play: Play) -> None:
    """Somebody invited has no time and names somebody else."""
    session, now = play.session, play.now
    guest = Guest("busy@example.org", "Somebody Busy", "One", "NP")
    inviting.invite(session, play.cast.office, SLUG, guest, now=now)
    proposal = Proposal("Somebody Free", "free@example.org")
    answering.decline(session, play.link("invitation"), "No time.", proposal, now=now)


def resubmit(play: Play) -> None:
    """A corrected nomination is handed in; the nominee has not consented yet."""
    nominator = play.session.get_one(Nomination, play.cast.returned).nominator_id
    procedure.take_action(
        play.session, play.actor(nominator), play.cast.returned, "resubmit", Given(), now=play.now
    )


def open_review(play: Play) -> None:
    """The review of the nominations that are eligible begins."""
    category = play.session.get_one(Nomination, play.cast.eligible).category_key
    procedure.take_for_category(
        play.session, play.cast.office, SLUG, category, "open-review", now=play.now
    )


def ask_for_time(nomination: str) -> Act:
    """A reviewer asks for more time; the office gives it, and the same to all alike."""

    def act(play: Play) -> None:
        key: UUID = getattr(play.cast, nomination)
        reviewer = play.owed(key).reviewer_id
        plan = get_edition(play.session, SLUG).plan
        due = due_of(plan.calendar["reviews-due"], plan)
        asked = extensions.ask_extension(
            play.session, play.actor(reviewer), key, (due.at + timedelta(days=3)).date(),
            "The archive is closed.", now=play.now,
        )  # fmt: skip
        play.session.flush()
        deciding.grant_extension(
            play.session, play.cast.office, asked.id, None, "Well asked.", now=play.now
        )
        if nomination == "shown":
            play.session.flush()
            deciding.give_same_to_all(play.session, play.cast.office, asked.id, now=play.now)

    return act


def remind_by_hand(nomination: str) -> Act:
    """The office asks for a review that is not in."""

    def act(play: Play) -> None:
        owed = play.owed(getattr(play.cast, nomination))
        replacing.remind(play.session, play.cast.office, owed.id, now=play.now)

    return act


def hand_back(nomination: str) -> Act:
    """One reviewer hands the nomination back."""

    def act(play: Play) -> None:
        owed = play.owed(getattr(play.cast, nomination))
        actor = play.actor(owed.reviewer_id)
        reviews.decline(play.session, actor, owed.id, "A long journey.", now=play.now)

    return act


def give_again(nomination: str) -> Act:
    """Whoever handed it back takes it after all, and is released."""

    def act(play: Play) -> None:
        key: UUID = getattr(play.cast, nomination)
        back = play.session.scalars(
            select(Assignment).where(
                Assignment.nomination_id == key, Assignment.status == "declined"
            )
        ).one()
        given = assignments.assign(
            play.session, play.cast.office, key, back.reviewer_id, now=play.now
        )
        play.session.flush()
        assignments.release(
            play.session, play.cast.office, given.id, "Found somebody else.", now=play.now
        )

    return act


def step_back(nomination: str) -> Act:
    """A reviewer of it declares a conflict of interest."""

    def act(play: Play) -> None:
        key: UUID = getattr(play.cast, nomination)
        given = play.session.scalars(
            select(Assignment)
            .where(
                Assignment.nomination_id == key,
                Assignment.status == "assigned",
                Assignment.reviewer_id != play.cast.reader,
            )
            .order_by(Assignment.reviewer_id)
        ).all()
        reviews.declare_conflict(
            play.session, play.actor(given[0].reviewer_id), key, ConflictKind.KIN, "", now=play.now
        )

    return act


def override(play: Play) -> None:
    """Of the secretariat each proposes to admit one; the other agrees to one, refuses the other."""
    session, now, cast = play.session, play.now, play.cast
    first, other = (
        seconding.propose_action(session, who, key, "override", GIVEN, now=now)
        for who, key in ((cast.second, cast.refused), (cast.office, cast.refused_too))
    )
    session.flush()
    seconding.agree(session, cast.office, first.id, now=now)
    seconding.refuse(session, cast.second, other.id, "It is forged.", now=now)


def propose_unseen(play: Play) -> None:
    """The office proposes to admit what nobody else of the secretariat may know of."""
    key = play.cast.hidden_refused
    seconding.propose_action(play.session, play.cast.office, key, "override", GIVEN, now=play.now)


def open_ballot(play: Play) -> None:
    """The chair opens the vote of a category."""
    ballots.open_ballot(
        play.session, play.cast.chair, SLUG, play.cast.voted, play.cast.ballot, now=play.now
    )


def draw_certificates(play: Play) -> None:
    """The PDFs of certificates are there."""
    keys = play.session.scalars(select(Certificate.id).order_by(Certificate.serial))
    for key in keys.all():
        drawing.keep_drawing(play.session, key, b"%PDF-1.7 drawn elsewhere", now=play.now)


def thank(play: Play) -> None:
    """Everybody who reviewed is thanked."""
    thanks.thank(play.session, play.cast.office, SLUG, now=play.now)


def amend(play: Play) -> None:
    """A change of an entry condition is proposed, signed by two and taken."""
    session, now = play.session, play.now
    draft = session.scalars(select(PlanDraft)).one()

    def seen() -> str:
        return signed_hash(get_edition(session, SLUG), draft)

    amending.propose(session, play.cast.office, SLUG, seen=seen(), now=now)
    for who in (play.cast.office, play.cast.second):
        amending.sign(session, who, SLUG, seen=seen(), now=now)
    session.flush()
    take_amendment(session, play.cast.office, SLUG, seen=seen(), now=now)


SHOWN: tuple[Act, ...] = (
    register,
    grant,
    invite,
    decline_invitation,
    resubmit,
    open_review,
    ask_for_time("shown"),
    remind_by_hand("shown"),
    hand_back("shown"),
    give_again("shown"),
    step_back("shown"),
    override,
    open_ballot,
    draw_certificates,
    thank,
)
"""What may be known of, in the order of acting; at the end the plan is amended."""

HIDDEN: Mapping[int, Act] = {
    2: ask_for_time("hidden"),
    4: remind_by_hand("hidden"),
    6: hand_back("hidden"),
    8: give_again("hidden"),
    10: step_back("hidden"),
    11: propose_unseen,
}
"""Before which act what is done that must not be known of."""
