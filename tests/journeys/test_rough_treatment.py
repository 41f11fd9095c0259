"""Whatever is written into whichever form: an answer below 500, and the words still there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.journeys import nominating
from tests.journeys.addresses import BUTTONS, TREATED_ELSEWHERE, Written, addresses, written_forms
from tests.journeys.controls import SentForm, form_to
from tests.journeys.finding import Found
from tests.journeys.serving import Served
from tests.journeys.visitors import Answer, Visitor, path_of
from tests.journeys.windows import Street
from workflows.text import squeezed, tidied

SCRIPT = "<script>alert('written by a stranger')</script><img src=x onerror=alert(1)>"
STRANGE = (
    "\u202eright to left\u202c \u2066isolated\u2069 \u200bzero\u200dwidth\ufeff \u0000"
    f" اسم طويل جدا {SCRIPT} \ud83d end"
)
NAUGHTY = json.loads(
    (Path(__file__).parents[1] / "data" / "naughty_strings.json").read_text("utf-8")
)
TREATMENTS: dict[str, Callable[[str], str]] = {
    "empty": lambda _: "",
    "too long": lambda _: "too long " * 8_000,
    "of a wrong type": lambda _: "not-a-number-nor-a-date-nor-a-choice",
    "strange": lambda _: STRANGE,
}
REFUSED = ("empty", "too long", "of a wrong type")
LIKES_WORDS = {"procedure.take", "reviews.decline", "reviews.conflict", "assignments.release"}
"""Forms that ask for words and nothing else: no word is of a wrong type there."""


@pytest.fixture
def draft(served: Served, new_edition: Callable[[str], str]) -> Found:
    """A nomination that is being written."""
    email = "walburga.steinrieder@example.org"
    return Found(_begun(served, new_edition("rough-treatment"), email), email)


def _begun(served: Served, slug: str, email: str) -> str:
    visitor = Visitor(served.address).sign_in(email)
    visitor.get(f"/call/{slug}/youth-leader")
    answer = visitor.post(f"/nominations/begin/{slug}/youth-leader")
    assert answer.status == 303, answer.raw
    return answer.location.removesuffix("/edit")


@pytest.fixture
def forms(served: Served, draft: Found) -> Sequence[Written]:
    """Every form that one can write in."""
    return written_forms(served, draft)


@pytest.fixture(scope="module")
def visitor_of(served: Served) -> Callable[[str], Visitor]:
    """A session for each person; one without a name for strangers."""
    known: dict[str, Visitor] = {}

    def visitor(email: str) -> Visitor:
        if email not in known:
            known[email] = Visitor(served.address)
            if email:
                known[email].sign_in(email)
        return known[email]

    return visitor


def test_every_form_is_treated(served: Served, forms: Sequence[Written]) -> None:
    posted = {a.endpoint for a in addresses(served) if "POST" in a.methods}

    assert posted == {form.endpoint for form in forms} | BUTTONS | TREATED_ELSEWHERE.keys()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_form_breaks(
    forms: Sequence[Written], visitor_of: Callable[[str], Visitor], treatment: str
) -> None:
    write = TREATMENTS[treatment]
    for form in forms:
        if treatment == "of a wrong type" and form.endpoint in LIKES_WORDS:
            continue
        visitor = visitor_of(form.email)
        page = visitor.get(form.page)
        assert page.status in (200, 422), form
        fields = _filled(_form_on(page, form), form, write)
        answer = visitor.post(form.path, fields)
        assert answer.status < 500, (treatment, form)
        _look(answer, fields, form, treatment)
        if treatment in REFUSED:
            assert answer.status >= 400 or form.endpoint in ANSWERS_ON_THE_NEXT_PAGE, form
        after = visitor.get(form.page)
        assert after.status < 500, form
        assert "<script>alert" not in after.raw, form


def _form_on(page: Answer, form: Written) -> SentForm:
    """The form as it stands on the page; what a page builds from choices is sent as it may be."""
    try:
        return form_to(page.raw, form.path)
    except StopIteration:
        return SentForm(form.path)


def _filled(sent: SentForm, form: Written, write: Callable[[str], str]) -> list[tuple[str, str]]:
    kept = {"lock_version", "page_id"}
    fields = [(n, v if n in kept else write(n)) for n, v in sent.fields]
    fields += [(n, write(n)) for n in sent.written if n not in dict(sent.fields)]
    names = {name for name, _ in fields}
    return fields + [(n, v) for n, v in form.more.items() if n not in names]


def _look(answer: Answer, fields: list[tuple[str, str]], form: Written, treatment: str) -> None:
    """Nothing that was written acts, and after a refusal it stands on the page."""
    assert "<script>alert" not in answer.raw, form
    assert "<img src=x" not in answer.raw, form
    typed = {squeezed(v) for n, v in fields if len(v) > 30 and "password" not in n}
    if answer.status in (400, 409, 422) and typed and form.endpoint not in SHORT:
        shown = squeezed(answer.text)
        assert any(words[:100] in shown for words in typed), (treatment, form)


ANSWERS_ON_THE_NEXT_PAGE = {
    "nominations.save",
    "accounts.settings",
    "editions.move_clock",
    "accounts.forgotten_password",
    "organizations.place",
}
"""A draft, a zone and a parent may be empty; the others answer after a redirect."""

SHORT = {
    "accounts.new_password", "accounts.settings", "assignments.confirm", "assignments.assign",
    "committee.vote",
}  # fmt: skip
"""Forms of passwords and choices: there is nothing to keep."""


def test_naughty_strings_are_kept_as_words(
    draft: Found, visitor_of: Callable[[str], Visitor]
) -> None:
    visitor = visitor_of(draft.email)
    path = f"{draft.path}/edit"
    for some in _by(400, _shuffled(NAUGHTY)):
        form = form_to(visitor.get(path).raw, path)
        texts = {"q-statement": "\n".join(some), "q-nominee-name": some[0][:190]}
        answer = visitor.post(path, form.with_(texts))
        assert answer.status == 303, (some, answer.text[:3000])
        kept = form_to(visitor.get(path).raw, path).value_of("q-statement")
        assert kept.split() == tidied("\n".join(some)).split()
        for page in (path, draft.path, "/nominations"):
            shown = visitor.get(page)
            assert shown.status == 200
            assert "<script>" not in shown.raw


def test_naughty_strings_are_no_addresses(visitor_of: Callable[[str], Visitor]) -> None:
    stranger = visitor_of("")
    for text in NAUGHTY:
        word = path_of(text)
        assert stranger.get(f"/certificates?number={word}").status in (200, 404), text
        if "/" not in text:
            assert stranger.get(f"/certificates/{word}").status in (200, 308, 404), text
    for text in NAUGHTY[::6]:
        word = path_of(text.replace("/", "-") or "-")
        for path in ("call", "laureates", "consent", "confirm", "new-password", "outbox"):
            assert stranger.get(f"/{path}/{word}").status < 500, (path, text)
        assert stranger.get(f"/outbox?after={word}").status == 200, text


def test_naughty_strings_are_neither_names_nor_passwords(
    visitor_of: Callable[[str], Visitor],
) -> None:
    stranger = visitor_of("")
    for text in NAUGHTY[::12]:
        stranger.get("/register")
        register = {"name": text, "email": text, "institution": text, "country": text}
        assert stranger.post("/register", register | {"password": text}).status == 422, text
        sign_in = {"email": text, "password": text}
        assert stranger.post("/sign-in", sign_in).status in (422, 429), text


def test_a_hostile_nomination_does_nothing_in_a_browser(
    street: Street, served: Served, new_edition: Callable[[str], str]
) -> None:
    email = "chanda.mwelwanji@example.org"
    path = _begun(served, new_edition("rough-treatment"), email)
    window = street.of(email)
    window.go(f"{path}/edit")
    words = {"nominee-name": SCRIPT, "original-name": "\u202e" + SCRIPT, "institution": SCRIPT}
    nominating.fill(window, words | {"summary": SCRIPT, "statement": SCRIPT})
    window.press("Save and go on")
    window.says(SCRIPT)
    for page in (f"{path}/edit", "/nominations", "/desk"):
        window.go(page)
        window.examine()


def _shuffled(strings: Sequence[str]) -> list[str]:
    """Those that can be told apart, longest last so that none hides another."""
    return sorted({text.strip() for text in strings if text.strip()}, key=len)


def _by(count: int, strings: Sequence[str]) -> Iterator[Sequence[str]]:
    """Portions of so many words at most, so that a text of 500 words takes them."""
    portion: list[str] = []
    for text in strings:
        if sum(len(t) for t in portion) + len(text) > count * 5:
            yield portion
            portion = []
        portion.append(text)
    yield portion
