"""Every deadline on a page: in its own zone, the reader's, the prize's and UTC."""

from __future__ import annotations

import re

import pytest

from prize_app.db.people import Person
from prize_app.deadlines import hard_day, local_day, told
from tests.workflows.shipped import PLAN
from workflows.calendar import due_of

CLOSE = due_of(PLAN.calendar["nominations-close"], PLAN)
REVIEWS = due_of(PLAN.calendar["reviews-due"], PLAN)


@pytest.mark.parametrize(
    ("due", "zone", "expected"),
    [
        (CLOSE, "", [
            ("own", "30 April 2027, 23:59 Anywhere on Earth"),
            ("prize", "1 May 2027, 19:59 Beijing time"),
            ("utc", "1 May 2027, 11:59 UTC"),
        ]),
        (CLOSE, "America/Lima", [
            ("own", "30 April 2027, 23:59 Anywhere on Earth"),
            ("reader", "1 May 2027, 06:59 Lima time"),
            ("prize", "1 May 2027, 19:59 Beijing time"),
            ("utc", "1 May 2027, 11:59 UTC"),
        ]),
        # The deadline's zone is the prize's and the reader's: each is said once.
        (REVIEWS, "Asia/Shanghai", [
            ("own", "31 July 2027, 23:59 Beijing time"),
            ("utc", "31 July 2027, 15:59 UTC"),
        ]),
        (REVIEWS, "Nowhere/Land", [
            ("own", "31 July 2027, 23:59 Beijing time"),
            ("utc", "31 July 2027, 15:59 UTC"),
        ]),
    ],
)  # fmt: skip
def test_each_zone_is_told_once(due, zone, expected):
    assert [(line.whose, line.words) for line in told(due, zone)] == expected


def test_days_are_those_of_the_deadlines_own_zone():
    assert local_day(CLOSE) == "30 April 2027"
    assert local_day(CLOSE, "zh") == "2027年4月30日"
    assert hard_day(CLOSE) == "14 May 2027"


def test_a_stranger_gets_prize_zone_and_utc_and_room_for_the_browsers(client, make):
    edition = make.edition(passed="nominations-close", days=-10)
    make.session.commit()

    for address in (f"/call/{edition.row.slug}", f"/call/{edition.row.slug}/youth-leader", "/"):
        page = client.get(address).text
        assert "23:59 Anywhere on Earth" in page
        assert "19:59 Beijing time" in page
        assert "11:59 UTC" in page
        places = re.findall(r'<span data-own-time="([^"]+)"[^>]*hidden', page)
        assert places
        assert all(at.endswith("+00:00") for at in places)
        assert "js/zones.js" in page


def test_whoever_has_chosen_a_zone_reads_it_everywhere(client, make, sign_in):
    edition = make.edition(passed="nominations-close", days=-10)
    person = make.person()
    sign_in(client, person)
    make.session.commit()

    before = client.get("/account").text
    answer = client.post("/account", data={"zone": "America/Lima"})
    page = client.get(f"/call/{edition.row.slug}").text

    assert "as my browser says" in before
    assert answer.status_code == 303
    make.session.expire_all()
    assert make.session.get_one(Person, person.id).zone == "America/Lima"
    assert "06:59 Lima time (your time)" in page
    assert "data-own-time" not in page


def test_a_zone_that_does_not_exist_is_refused_beside_the_field(client, make, sign_in):
    sign_in(client, make.person())
    make.session.commit()

    answer = client.post("/account", data={"zone": "Nowhere/Land"})

    assert answer.status_code == 422
    assert "Not a valid choice" in answer.text
