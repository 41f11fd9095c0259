"""The page of reminders."""

from __future__ import annotations

from datetime import timedelta

from prize_app.clock import now
from prize_app.reminders import service
from workflows.plan.evaluation import Role


def test_an_empty_edition_says_what_will_come(client, make, sign_in):
    edition = make.edition(passed="reviews-due", days=-10)
    sign_in(client, make.grant(Role.SECRETARIAT))
    make.session.commit()

    answer = client.get(f"/editions/{edition.row.slug}/reminders")

    assert answer.status_code == 200
    assert "Nothing is owed by a deadline now" in answer.text
    assert "No reminder has gone out yet." in answer.text


def test_it_shows_what_goes_out_next_and_what_went_out(client, make, sign_in, statements):
    edition = make.edition(passed="reviews-due", days=-10)
    sign_in(client, make.grant(Role.SECRETARIAT))

    def more():
        nomination = make.nomination(stage="in-review")
        nomination.stage_since = make.now - timedelta(days=99)
        make.assignment(nomination, assigned_at=make.now - timedelta(days=99))
        make.session.flush()

    more()
    service.write_due(make.session, edition.id, now=now())
    make.session.commit()
    address = f"/editions/{edition.row.slug}/reminders"
    with statements() as one:
        page = client.get(address).text
    more()
    more()
    make.session.commit()
    with statements() as three:
        client.get(address)

    assert "reviewers with reviews to write" in page
    assert "7 days before" in page
    assert "14 days before" in page
    assert len(one) == len(three)
    overview = client.get(f"/editions/{edition.row.slug}").text
    assert "What goes out next" in overview
