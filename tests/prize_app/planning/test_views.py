"""Pages of a draft: for the secretariat, with and without scripts, whatever is sent to them."""

from __future__ import annotations

import html
import re
import time

import pytest
from sqlalchemy import select

from prize_app.db.plans import PlanDraft
from prize_app.planning import service, trail
from tests.factories import actor
from tests.prize_app.planning.test_pages import page_at, posted
from workflows.plan.evaluation import Role

PLACES = [key for key, _ in trail.parts()] + [
    "conditions.early-career",
    "workflows.standard",
    "workflows.standard.actions.submit",
    "forms.individual.sections.nominee.fields.gender",
    "rubrics.individual.criteria.cooperation",
    "categories.youth-leader",
    "panels.committee.ballots.award",
    "texts.prize",
    "texts.workflows",
    "texts.forms",
]


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def office(client, make, edition, sign_in):
    """A browser of the secretariat."""
    return sign_in(client, make.grant(Role.SECRETARIAT))


@pytest.fixture
def draft(session, make, edition):
    found = service.begin_draft(
        session, actor(make.grant(Role.SECRETARIAT)), edition.row.slug, now=make.now
    )
    session.commit()
    return found


def url(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/plan/draft", *parts])


def current(session):
    session.expire_all()
    return session.scalars(select(PlanDraft)).one()


def send(client, edition, draft, place, *, act="", version=None, **typed):
    form = posted(page_at(place, draft.source), **typed)
    form |= {k: [v] for k, v in typed.items() if k not in form}
    form |= {"act": [act], "lock_version": [str(version or draft.lock_version)]}
    return client.post(url(edition, "part", place), data=form)


def test_the_plan_leads_the_secretariat_to_its_draft(office, edition):
    page = office.get(f"/editions/{edition.row.slug}/plan")
    assert f'href="{url(edition)}"' in page.text

    page = office.get(url(edition))
    assert "Begin a draft from the plan in force" in page.text
    assert office.post(url(edition)).headers["Location"] == url(edition)
    assert "The draft says the same as the plan in force" in office.get(url(edition)).text


def test_others_are_not_led_there(client, make, edition, sign_in):
    sign_in(client, make.grant(Role.BOARD))

    assert url(edition) not in client.get(f"/editions/{edition.row.slug}/plan").text
    assert client.get(url(edition)).status_code == 404


@pytest.mark.parametrize("place", PLACES)
def test_every_part_has_a_page(office, edition, draft, place):
    page = office.get(url(edition, "part", place))

    assert page.status_code == 200
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert [one for one in set(ids) if ids.count(one) > 1] == []


def test_without_a_draft_its_pages_lead_to_the_beginning(office, edition):
    for path in ("part/prize", "document"):
        assert office.get(url(edition, path)).headers["Location"] == url(edition)
    assert office.post(url(edition, "part", "prize")).status_code == 409
    assert office.post(url(edition, "document"), data={"source": "x"}).status_code == 409


def test_a_page_that_is_sent_as_it_is_changes_nothing(office, edition, draft, session):
    """As a browser sends it: fields are read from the page, not from our own values."""
    before = draft.source
    for place in PLACES:
        page = office.get(url(edition, "part", place)).text
        assert office.post(url(edition, "part", place), data=fields(page)).status_code == 303

    assert current(session).source == before


def fields(page):
    """What a browser would send of a page's long form."""
    found = {}
    page = page[page.index('class="planning-form"') :]
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            found.setdefault(html.unescape(name[1]), []).append(html.unescape(value[1]))
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', page, re.S
    ):
        found[html.unescape(name)] = [html.unescape(text).replace("\n", "\r\n")]
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        found[html.unescape(name)] = [html.unescape(chosen[1])]
    return found


def test_a_wrong_value_is_kept_and_its_fault_stands_beside_it(office, edition, draft, session):
    place = "rubrics.individual.criteria.cooperation"
    field = f"{place}.weight"

    assert send(office, edition, draft, place, **{field: "thirty"}).status_code == 303

    page = office.get(url(edition, "part", place)).text
    beside = page[page.index('id="at-rubrics_dindividual_dcriteria_dcooperation_dweight-faults"') :]
    assert "found a text (&#39;thirty&#39;)" in beside[:900]
    assert 'value="thirty"' in page
    assert 'weight = "thirty"' in current(session).source
    assert "1 fault to mend" in page


def test_a_live_check_says_what_saving_would_make_and_keeps_nothing(
    office, edition, draft, session
):
    place = "workflows.standard.actions.withdraw"
    form = posted(page_at(place, draft.source), **{f"{place}.to": "nowhere"})

    answer = office.post(url(edition, "part", place, "check"), data=form)

    assert answer.status_code == 200
    assert "there is no stage &#39;nowhere&#39;" in answer.text
    assert "<svg" in answer.text
    assert answer.text.count('hx-swap-oob="true"') > 5
    assert current(session).source == draft.source


def test_a_live_check_of_the_document_lists_its_faults(office, edition, draft):
    answer = office.post(url(edition, "document", "check"), data={"source": "[prize]\nyear = 3"})

    assert answer.status_code == 200
    assert "line 2" in answer.text
    assert "… and" in answer.text or "faults to mend" in answer.text


def test_a_trap_is_told_with_the_way_into_it(office, edition, draft, session):
    source = draft.source.replace("[workflows.standard.actions.close-ineligible]", "[x-none]", 1)
    office.post(
        url(edition, "document"), data={"source": source, "lock_version": draft.lock_version}
    )

    page = office.get(url(edition)).text
    assert "unknown-key" in page
    assert current(session).source == source


def test_two_versions_of_a_field_are_shown_and_saving_again_keeps_mine(
    office, edition, draft, session
):
    place = "panels.committee"
    stale = posted(page_at(place, draft.source), **{"panels.committee.members": "8"})
    stale |= {"lock_version": [str(draft.lock_version)]}
    send(office, edition, draft, place, **{"panels.committee.members": "9"})

    answer = office.post(url(edition, "part", place), data=stale)

    assert answer.status_code == 409
    assert "Somebody saved meanwhile" in answer.text
    assert 'saved-text">9' in answer.text
    assert 'value="8"' in answer.text
    assert office.post(url(edition, "part", place), data=fields(answer.text)).status_code == 303
    assert "members = 8" in current(session).source


def test_two_versions_of_the_document_are_shown(office, edition, draft, session):
    version = draft.lock_version
    theirs = draft.source.replace("year = 2027", "year = 2029")
    mine = draft.source.replace('code = "ANSO"', 'code = "ANZO"')
    office.post(url(edition, "document"), data={"source": theirs, "lock_version": version})

    answer = office.post(url(edition, "document"), data={"source": mine, "lock_version": version})

    assert answer.status_code == 409
    assert "year = 2029" in answer.text
    assert "ANZO" in answer.text
    assert current(session).source == theirs


def test_what_is_used_is_not_removed_and_nothing_typed_is_lost(office, edition, draft):
    answer = send(
        office, edition, draft, "conditions", act="remove conditions.women",
        **{"new:conditions": "Half a name"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Outstanding Women Award" in answer.text
    assert 'value="Half a name"' in answer.text


def test_an_entry_is_added_and_its_page_opens(office, edition, draft, session):
    answer = send(
        office, edition, draft, "rubrics.individual", act="add rubrics.individual.criteria",
        **{"new:rubrics.individual.criteria": "Spirit <script>alert(1)</script>"},
    )  # fmt: skip

    assert answer.status_code == 303
    page = office.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "Spirit &lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "&#39;weight&#39; is missing" in page.text
    assert "[rubrics.individual.criteria.spirit-script-alert-1-script]" in current(session).source


HOSTILE = [
    "\x00\x01\x07\x7f",
    '<script>alert(1)</script>"]\n[x]',
    "[" * 50_000,
    "a = " + "{b=" * 3000,
    "x." * 20_000 + "y = 1",
    "k = 1\n" * 30_000,
    "".join(f"[categories.c{n}]\n" for n in range(20_000)),
    "categories = { " + ", ".join(f"c{n} = {{}}" for n in range(20_000)) + " }",
    "[conditions.a]\nrule = " + "{ not = " * 60 + '"x"' + " }" * 60,
    "[prize]\nlanguages = [" + ", ".join(f'"l{n}"' for n in range(2000)) + "]\nname = {}",
    "prize = 1\ncategories = 2\nforms = [1]\nworkflows.a.stages = 'x'\nworkflows.a.actions.b = 1",
    "[workflows.a]\ninitial = 'a'\n[workflows.a.stages.a]\n[workflows.a.actions]"
    "\nb = { to = 'a', from = ['a', 'b'], by = [1], guards = [[], {}, 3, 'x', {opened = 3}] }",
    "n = nan\ni = inf\n[calendar.a]\nat = 2027-01-01T00:00:00Z\nlabel = { en = 3 }",
    "\ufeff# mark\r\n[prize]\r\ncode = 'x'\r\n",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_documents_are_kept_and_shown_without_failing(office, edition, draft, number):
    began = time.monotonic()
    sent = {"source": HOSTILE[number], "lock_version": draft.lock_version}
    answers = [
        office.post(url(edition, "document"), data=sent).status_code,
        office.get(url(edition)).status_code,
        office.get(url(edition, "document")).status_code,
        office.post(
            url(edition, "document", "check"), data={"source": HOSTILE[number]}
        ).status_code,
        *(office.get(url(edition, "part", place)).status_code for place in PLACES[:16]),
        *(office.post(url(edition, "part", place)).status_code for place in PLACES[:3]),
        office.post(url(edition, "part", "prize", "check")).status_code,
    ]

    assert [status for status in answers if status >= 500] == []
    assert answers[0] == 303
    assert time.monotonic() - began < 60


def test_a_document_that_is_too_long_is_shown_again(office, edition, draft, session):
    long = "# " + "x" * 1_000_001
    answer = office.post(
        url(edition, "document"), data={"source": long, "lock_version": draft.lock_version}
    )

    assert answer.status_code == 422
    assert "too long" in answer.text
    assert current(session).source == draft.source


@pytest.mark.parametrize(
    "place", ["a" * 5000, "..", "prize%00", "prize.name", "%3Cscript%3E", "x[99999999]"]
)
def test_places_that_are_none_are_not_found(office, edition, draft, place):
    assert office.get(url(edition, "part", place)).status_code == 404
    assert office.post(url(edition, "part", place)).status_code in (404, 409)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 500, "\uff11"])
def test_forged_versions_are_stale(office, edition, draft, version):
    answer = office.post(url(edition, "document"), data={"source": "x", "lock_version": version})

    assert answer.status_code == 409


def test_a_proposed_draft_can_be_read_and_not_written(office, edition, draft, session):
    draft.state = "proposed"
    session.commit()

    page = office.get(url(edition, "part", "prize")).text
    assert "waits for signatures" in page
    assert '<fieldset class="planning-all" disabled>' in page
    assert "readonly" in office.get(url(edition, "document")).text
    assert send(office, edition, draft, "prize", **{"prize.code": "X"}).status_code == 409


def test_a_dropped_draft_is_gone(office, edition, draft):
    answer = office.post(url(edition, "drop"), data={"lock_version": draft.lock_version})

    assert answer.headers["Location"] == f"/editions/{edition.row.slug}/plan"
    assert "Begin a draft" in office.get(url(edition)).text


def test_pages_ask_a_constant_number_of_questions(office, edition, draft, statements, session):
    """However many criteria, conditions and faults there are."""
    counts = []
    for source in (draft.source, draft.source + "\n" + "".join(f"[x{n}]\n" for n in range(50))):
        current(session).source = source
        session.commit()
        seen = []
        for path in ("", "part/categories", "part/workflows.standard", "document"):
            with statements() as sent:
                office.get(url(edition, *([path] if path else [])))
            seen.append(len(sent))
        counts.append(seen)

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 9


def test_the_audit_log_says_what_changed(office, edition, draft):
    field = "conditions.early-career.rule.any[0].age_below.years"
    send(office, edition, draft, "conditions.early-career", **{field: "40"})

    log = office.get(f"/editions/{edition.row.slug}/audit").text
    assert "Changed the draft of the plan" in log
    assert "Youth Leader Award: age limit 45 → 40" in log
