"""One organization from a draft to the certificate; what goes wrong on the way is put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.journeys import deciding, honouring, judging, nominating, plainly, screening
from tests.journeys.staging import nominees
from tests.journeys.windows import Street, Window

SLUG, CATEGORY = "journey-organization", "sti-outstanding-progress"
NAME, ORIGINAL = "Desert Research Union “Al-Ṣaḥrā”", "اتحاد أبحاث الصحراء"
NOMINATOR, OWN = "rania.qandilat@example.org", "Royal Scientific Society"
NOMINEE_ADDRESS = "office.of.the.union@example.org"
CITATION = "For turning eleven countries’ sand into one science, and its results over to herders."
CITATION_ZH = "表彰其将十一国的沙漠研究汇为一门科学，并使牧民受益。"
ANSWERS = {
    "nominee-name": OWN,
    "original-name": ORIGINAL,
    "original-language": "ar",
    "founded": 1998,
    "country": "TN",
    "contact": "The office",
    "email": NOMINEE_ADDRESS,
    "theme": "desertification",
    "citation": CITATION,
    "summary": "A union of desert stations that share data, seed and students.",
    "statement": "Eleven stations measure the same things in the same way, and publish all of it.",
    "partner-countries": ["TN", "JO", "MR"],
    "outputs": [{"title": "The open atlas of sand", "year": 2021, "link": "https://example.org/a"}],
    "letters": [
        {"author": "Bo Lind", "institution": "Station of the North", "country": "SE"},
        {"author": "Aïcha Sow", "institution": "Université du Sahel", "country": "MR"},
    ],
    "not-family": True,
    "truthful": True,
}


def test_an_organization_from_the_draft_to_the_certificate(
    street: Street,
    who: dict[str, list[str]],
    new_edition: Callable[[str], str],
    tmp_path: Path,
) -> None:
    new_edition(SLUG)
    secretary = street.of(who["secretariat"][1])
    path = _nominated(street.of(NOMINATOR))
    _returned_and_corrected(street.of(NOMINATOR), secretary, path)
    for nominee, answers in nominees(CATEGORY)[:2]:
        nominator = nominee["nominator"]
        other = plainly.nominate(street.address, nominator, SLUG, CATEGORY, answers)
        plainly.agree(street.address, nominee["email"])
        plainly.find_eligible(street.address, who["secretariat"][1], other)
    nominating.agree(street.stranger(), NOMINEE_ADDRESS)
    secretary.go(path)
    secretary.says("The register of organizations does not have it yet.")
    screening.establish(
        secretary, SLUG, path, "active-organization", "Its annual report, sent on Monday."
    )
    screening.find_eligible(secretary, path)
    _reviewed(street, secretary, path)
    _decided(street, who, path)
    _honoured(street, secretary, path, tmp_path)


def _nominated(window: Window) -> str:
    path = nominating.begin(window, SLUG, CATEGORY)
    nominating.fill(window, ANSWERS)
    window.press("Save")
    window.says("The nominator belongs to the organization that is nominated.")
    nominating.fill(window, {"nominee-name": NAME})
    for file_name, pdf in nominating.letters(NAME):
        nominating.attach(window, "letter-files", file_name, pdf)
    assert "The nominator belongs to the organization" not in window.text
    nominating.hand_in(window, path)
    return path


def _returned_and_corrected(nominator: Window, secretary: Window, path: str) -> None:
    deciding.take(
        secretary, path, "Return for correction", reason="The second letter is not signed."
    )
    letter = nominating.letter_to(nominator, NOMINATOR, NAME)
    assert letter == path
    nominator.says("The second letter is not signed.")
    nominator.go(path + "/edit")
    nominator.press("Remove 推荐信 2.pdf")
    nominating.attach(nominator, "letter-files", "signed.pdf", nominating.letters("again")[1][1])
    deciding.take(nominator, path, "Hand in the corrected nomination")


def _reviewed(street: Street, secretary: Window, path: str) -> None:
    screening.move_clock(secretary, SLUG, days=32)
    assert screening.assign(secretary, SLUG, CATEGORY) == 9
    chosen = screening.reviewers_of(secretary, SLUG, CATEGORY, path)
    reference = _reference(secretary, path)
    judging.hand_back(street.of(chosen[0]), SLUG, reference)
    secretary.go(f"/editions/{SLUG}/categories/{CATEGORY}/actions/open-review")
    secretary.says("2 reviewers assigned, 3 needed.")
    screening.assign_another(secretary, SLUG, CATEGORY, path, instead_of=chosen[0])
    screening.take_for_category(secretary, SLUG, CATEGORY, "open-review", "Open the review")
    everybody = screening.reviewers_in(secretary, SLUG, CATEGORY)
    for email in everybody:
        window = street.of(email)
        mine = judging.path_of(window, SLUG, NAME) if _has(window, NAME) else ""
        for each in judging.open_reviews(window, SLUG):
            judging.score(window, each, 4 if each == mine else 2)


def _reference(secretary: Window, path: str) -> str:
    secretary.go(path)
    return secretary.page.locator("nav.crumbs [aria-current=page]").inner_text()


def _has(reviewer: Window, nominee: str) -> bool:
    reviewer.go("/reviews")
    return nominee in reviewer.text


def _decided(street: Street, who: dict[str, list[str]], path: str) -> None:
    chair = street.of(who["chair"][0])
    secretary = street.of(who["secretariat"][1])
    screening.take_for_category(secretary, SLUG, CATEGORY, "rank", "Freeze the ranking")
    members = [street.of(email) for email in who["member"]]
    _shortlisted(chair, members, path)
    deciding.open_ballot(chair, SLUG, CATEGORY, "Approval of the award")
    for member in members:
        deciding.approve_all(member, SLUG, CATEGORY)
    deciding.close_ballot(chair, SLUG, CATEGORY)
    deciding.take(
        members[0],
        path,
        "Propose for the award",
        reason="All votes cast say yes.",
        citation_en=CITATION,
        citation_zh=CITATION_ZH,
    )
    deciding.take(chair, path, "Approve the proposal", reason="In order.")
    board = street.of(who["board"][1])
    deciding.take(board, path, "Confirm for the Governing Board", reason="Confirmed by circular.")


def _shortlisted(chair: Window, members: Sequence[Window], path: str) -> None:
    """Four of six are not more than two thirds: the vote is held again with five."""
    committee = f"/editions/{SLUG}/committee/{CATEGORY}"
    label = "Order of preference for the shortlist"
    for voters in (members[:4], members[:5]):
        deciding.open_ballot(chair, SLUG, CATEGORY, label)
        deciding.all_vote(voters, SLUG, CATEGORY, [NAME])
        deciding.close_ballot(chair, SLUG, CATEGORY)
        chair.go(committee)
        if len(voters) == 4:
            chair.says("quorum missed (4 of 5)", "4 members voted, 5 needed.")
    deciding.take(chair, path, "Put on the shortlist")


def _honoured(street: Street, secretary: Window, path: str, folder: Path) -> None:
    screening.move_clock(secretary, SLUG, days=31)
    honouring.wait_until(secretary, path, "Award after the notice")
    pdf_path = honouring.issue_certificates(secretary, SLUG)
    words = honouring.words_of_pdf(secretary.download(pdf_path), folder)
    for expected in (NAME, "STI Cooperation Outstanding Progress Award", CITATION[:30], "-07-01-"):
        assert expected in words, words
    public = street.stranger()
    public.go(honouring.address_printed(words))
    public.says("This certificate is valid", NAME, ORIGINAL)
    public.go(f"/laureates/{SLUG}")
    public.says(NAME, ORIGINAL, CITATION_ZH)
    packed = honouring.names_in_zip(secretary.download(f"/editions/{SLUG}/certificates.zip"))
    assert len(packed) == 1
    decisions = secretary.download(f"/editions/{SLUG}/reports/decisions.csv").decode("utf-8-sig")
    assert NAME in decisions
    assert CITATION in decisions
