"""One individual from registration to the certificate, by pages, with all who have a part in it."""

from __future__ import annotations

from pathlib import Path

from tests.journeys import deciding, honouring, judging, nominating, plainly, screening
from tests.journeys.staging import nominees
from tests.journeys.windows import Street, Window

SLUG, CATEGORY = "open-call", "outstanding-contribution"
COMMITTEE = f"/editions/{SLUG}/committee/{CATEGORY}"
NAME, ORIGINAL = "Łukasz O’Connor-Ñandú", "卢卡什·奥康纳"
NOMINATOR = "Zoë d’Ávila-Østergård"
ADDRESS, NOMINEE_ADDRESS = "zoe.davila@example.org", "lukasz.oconnor@example.org"
CITATION = "For joining the river laboratories of three continents into one open network."
CITATION_ZH = "表彰其将三大洲的河流实验室联结为一个开放的网络。"
ANSWERS = {
    "nominee-name": NAME,
    "original-name": ORIGINAL,
    "original-language": "zh",
    "gender": "male",
    "born-on": "1970-02-28",
    "nationality": "PL",
    "email": NOMINEE_ADDRESS,
    "institution": "Instytut Rzek <&> „Wisła”",
    "country": "PL",
    "theme": "water",
    "citation": CITATION,
    "summary": "Brought together what had been measured apart, and taught others to do it.",
    "statement": "Rivers cross borders; so did the work.\n\nThree laboratories became thirty.",
    "partner-countries": ["PL"],
    "outputs": [{"title": "One river, thirty laboratories", "year": 2019}],
    "letters": [
        {"author": "Ana Quispe", "institution": "Universidad del Lago", "country": "PE"},
        {"author": "Jan Wiślański", "institution": "Akademia Wód", "country": "PL"},
    ],
    "not-family": True,
    "truthful": True,
}


def test_an_individual_from_registration_to_the_certificate(
    street: Street, who: dict[str, list[str]], tmp_path: Path
) -> None:
    nominator = street.newcomer(ADDRESS)
    secretary = street.of(who["secretariat"][0])
    chair = street.of(who["chair"][0])
    path = _nominated(nominator)
    others = _two_more(street)
    _screened(nominator, secretary, path, others)
    _reviewed(street, secretary, path)
    _decided(street, chair, who, path)
    _honoured(street, nominator, secretary, path, tmp_path)


def _nominated(window: Window) -> str:
    nominating.register(
        window, name=NOMINATOR, email=ADDRESS, institution="Akademi for Vann", country="NO"
    )
    path = nominating.begin(window, SLUG, CATEGORY)
    page = window.page
    page.fill('[id="q-nominee-name"]', NAME)
    # Autosave, without any press: the form says when.
    page.locator("[data-save-state]").get_by_text("Saved at").wait_for()
    window.go(path)
    window.says(NAME, "answers are still open")
    window.follow("Go on with the form")
    nominating.fill(window, ANSWERS)
    window.press("Save")
    window.says("1 country named; at least 2 are asked for.", "Nothing is attached yet")
    nominating.fill(window, {"partner-countries": ["PL", "PE", "VN"]})
    page.get_by_text("3 countries named; at least 2 are asked for.").first.wait_for(
        state="attached"
    )
    for file_name, pdf in nominating.letters(NAME):
        nominating.attach(window, "letter-files", file_name, pdf)
    window.says("推荐信 1.pdf", "推荐信 2.pdf")
    assert "countries named; at least 2 are asked for. Please" not in window.text
    window.press("Save and go on")
    window.says("The nominee has not answered yet.")
    nominating.hand_in(window, path)
    window.go(path + "/edit")
    window.says("This nomination can no longer be edited.")
    return path


def _two_more(street: Street) -> list[str]:
    paths = []
    for nominee, answers in nominees(CATEGORY)[:2]:
        nominator = nominee["nominator"]
        paths.append(plainly.nominate(street.address, nominator, SLUG, CATEGORY, answers))
        plainly.agree(street.address, nominee["email"])
    return paths


def _screened(nominator: Window, secretary: Window, path: str, others: list[str]) -> None:
    secretary.go(path)
    secretary.says("The nominee has not answered yet.")
    nominating.agree(nominator, NOMINEE_ADDRESS)
    secretary.go(f"/editions/{SLUG}/screening")
    secretary.says(NAME, "All 21 entry conditions hold.")
    for one in (path, *others):
        screening.find_eligible(secretary, one)
    nominator.go(path)
    nominator.says("Eligible")


def _reviewed(street: Street, secretary: Window, path: str) -> None:
    opening = f"/editions/{SLUG}/categories/{CATEGORY}/actions/open-review"
    secretary.go(opening)
    secretary.says("This is possible only after “Nominations close”")
    screening.move_clock(secretary, SLUG, days=32)
    secretary.go(opening)
    secretary.says("0 reviewers assigned, 3 needed.")
    assert screening.assign(secretary, SLUG, CATEGORY) == 9
    screening.take_for_category(secretary, SLUG, CATEGORY, "open-review", "Open the review")
    chosen = screening.reviewers_of(secretary, SLUG, CATEGORY, path)
    assert len(chosen) == 3
    _replaced(street, secretary, path, chosen[0])
    chosen = screening.reviewers_of(secretary, SLUG, CATEGORY, path)
    assert len(chosen) == 3
    for email in screening.reviewers_in(secretary, SLUG, CATEGORY):
        window = street.of(email)
        mine = judging.path_of(window, SLUG, NAME) if email in chosen else ""
        for each in judging.open_reviews(window, SLUG):
            judging.score(window, each, 5 if each == mine else 3)


def _replaced(street: Street, secretary: Window, path: str, email: str) -> None:
    reviewer = street.of(email)
    review = judging.path_of(reviewer, SLUG, NAME)
    judging.declare_conflict(reviewer, review)
    reviewer.go(review, status=404)
    reviewer.go(path, status=404)
    assert judging.open_reviews(reviewer, SLUG) == [] or NAME not in reviewer.text
    secretary.go(f"/editions/{SLUG}/assignments/{CATEGORY}")
    secretary.says("1 reviewer is missing", "recused")
    assert screening.assign_another(secretary, SLUG, CATEGORY, path, instead_of=email) != email


def _decided(street: Street, chair: Window, who: dict[str, list[str]], path: str) -> None:
    screening.take_for_category(chair, SLUG, CATEGORY, "rank", "Freeze the ranking")
    chair.says(NAME, "100.00")
    members = [street.of(email) for email in (*who["deputy"], *who["member"])]
    assert len(members) == 6
    deciding.open_ballot(chair, SLUG, CATEGORY, "Order of preference for the shortlist")
    deciding.all_vote(members, SLUG, CATEGORY, [NAME])
    deciding.close_ballot(chair, SLUG, CATEGORY)
    chair.says("6 of 6 voted.", f"{NAME}: place 1")
    deciding.take(chair, path, "Put on the shortlist")
    deciding.open_ballot(chair, SLUG, CATEGORY, "Approval of the award")
    for member in members[:5]:
        deciding.approve_all(member, SLUG, CATEGORY)
    deciding.approve_all(members[5], SLUG, CATEGORY, "no")
    deciding.close_ballot(chair, SLUG, CATEGORY)
    chair.says("5 of 6 yes", "carried")
    deciding.take(
        chair,
        path,
        "Propose for the award",
        reason="First in the ranking and in both ballots.",
        citation_en=CITATION,
        citation_zh=CITATION_ZH,
    )
    chair.go(path)
    chair.page.locator(".why-not summary").click()
    chair.says("You proposed this decision or signed it before. Somebody else has to approve it.")
    assert chair.post(f"{path}/actions/approve", {"reason": "It is in order."}).status == 422
    deciding.take(members[0], path, "Approve the proposal", reason="Quorum and threshold checked.")
    board = street.of(who["board"][0])
    deciding.take(board, path, "Confirm for the Governing Board", reason="Confirmed in session.")


def _honoured(
    street: Street, nominator: Window, secretary: Window, path: str, folder: Path
) -> None:
    nominator.go(f"/laureates/{SLUG}")
    nominator.says(NAME, ORIGINAL, "objections can be raised in writing")
    screening.move_clock(secretary, SLUG, days=31)
    honouring.wait_until(secretary, path, "Award after the notice")
    pdf_path = honouring.issue_certificates(secretary, SLUG)
    words = honouring.words_of_pdf(nominator.download(pdf_path), folder)
    award = "Outstanding Contribution Award"
    for expected in (NAME, ORIGINAL, award, CITATION[:40], "ANSO-2028-02-01-"):
        assert expected in words, words
    public = street.stranger()
    public.go(honouring.address_printed(words))
    public.says("This certificate is valid", NAME, ORIGINAL, award)
    public.go(f"/laureates/{SLUG}")
    public.says(NAME, ORIGINAL, CITATION, CITATION_ZH)
    packed = honouring.names_in_zip(secretary.download(f"/editions/{SLUG}/certificates.zip"))
    assert [name for name in packed if NAME in name], packed
    for table in ("nominations", "ranking", "decisions"):
        address = f"/editions/{SLUG}/reports/{table}"
        assert NAME in secretary.download(f"{address}.csv").decode("utf-8-sig")
        assert NAME in honouring.text_of_xlsx(secretary.download(f"{address}.xlsx"))
    report = secretary.download(f"/editions/{SLUG}/report.pdf")
    assert NAME in honouring.words_of_pdf(report, folder)
    secretary.go(f"/editions/{SLUG}/audit")
    secretary.says("Issued the certificate", "Award after the notice", "by the calendar")
