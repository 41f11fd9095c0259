"""Files that are not what they should be: a word beside the field, and the form as it was."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Locator

from prize_app.demonstration.papers import letter_pdf
from tests.journeys import nominating
from tests.journeys.controls import form_to
from tests.journeys.serving import Served
from tests.journeys.visitors import Visitor
from tests.journeys.windows import Street, Window

SOUND = letter_pdf(["A letter of support."])
NOMINATOR = "luiza.camposverdes@example.org"
WRITTEN = "Written before the file was chosen: <b>“kept”</b>"
MEGABYTE = 1024 * 1024


def encrypted() -> bytes:
    """The letter behind a password."""
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(SOUND)) as pdf:
        pdf.save(content, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return content.getvalue()


def acting() -> bytes:
    """The letter with a script that runs when it is opened."""
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(SOUND)) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.save(content)
    return content.getvalue()


def cut() -> bytes:
    """The first half of the letter."""
    return SOUND[: len(SOUND) // 2]


def executable() -> bytes:
    """The beginning of a program."""
    return Path(sys.executable).resolve().read_bytes()[: 64 * 1024]


def padded(megabytes: int) -> bytes:
    """The letter, made larger."""
    return SOUND + b"\n% " + b"x" * (megabytes * MEGABYTE - len(SOUND) - 3)


FILES: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty.pdf", bytes, "The file is empty."),
    ("cut.pdf", cut, "This PDF is damaged or cut short."),
    ("program.pdf", executable, "This is not a PDF file."),
    ("secret.pdf", encrypted, "This PDF is protected by a password."),
    ("script.pdf", acting, "This PDF contains scripts or launches programs."),
]
TOO_LARGE = "The file has {} MB; at most 20 MB are possible."


@pytest.fixture
def draft(street: Street, new_edition: Callable[[str], str]) -> Window:
    """A nominator before the form of a new draft."""
    window = street.of(NOMINATOR)
    nominating.begin(window, new_edition("rough-files"), "lifetime-achievement")
    return window


def test_a_file_that_will_not_do_is_refused_beside_its_field(draft: Window) -> None:
    page = draft.page
    for number, (file_name, make, words) in enumerate(FILES):
        page.fill('[id="q-summary"]', f"{WRITTEN} {number}")
        nominating.attach(draft, "letter-files", file_name, make())
        assert words in _place(draft).locator(".field-error:visible").inner_text(), file_name
        assert page.input_value('[id="q-summary"]') == f"{WRITTEN} {number}", file_name
        assert _place(draft).locator(".file-list li").count() == 0, file_name
    nominating.attach(draft, "letter-files", "sound.pdf", SOUND)
    draft.says("sound.pdf", "1 page")
    nominating.attach(draft, "letter-files", "again.pdf", SOUND)
    draft.says("This very file is attached already.")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    draft: Window, tmp_path: Path
) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(padded(21))
    _place(draft).locator("input[type=file]").set_input_files(large)
    assert _place(draft).locator(".field-error").inner_text() == TOO_LARGE.format(21)
    assert draft.page.input_value('[id="file-letter-files"]') == ""


def test_a_file_that_is_too_large_is_refused_without_scripts_too(
    draft: Window, served: Served
) -> None:
    visitor = Visitor(served.address).sign_in(NOMINATOR)
    for megabytes in (21, 40):
        form = form_to(visitor.get(draft.path).raw, draft.path)
        fields = form.with_({"q-summary": WRITTEN})
        file = ("file-letter-files", "large.pdf", padded(megabytes))
        answer = visitor.post_files(draft.path, fields, [file])
        assert answer.status == 422
        assert TOO_LARGE.format(megabytes) in answer.text
        assert WRITTEN in answer.text


def _place(window: Window) -> Locator:
    return window.page.locator("fieldset").filter(
        has=window.page.locator('[id="file-letter-files"]')
    )
