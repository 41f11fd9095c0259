"""What a file says besides its text is searched; what cannot be read is never called clean."""

from __future__ import annotations

import io

import pikepdf
import pytest

from prize_app.db.leaks import FileText
from prize_app.leaks.properties import about
from prize_app.leaks.texts import READER, text_of
from tests.prize_app.leaks.writing import NOMINATOR, address, pdf

LINE = "Enough words of a page that is no picture but was written."
WORDS = f"{LINE}) Tj 0 -14 Td ({LINE}) Tj 0 -14 Td ({LINE}"


def segment(marker, words):
    return b"\xff" + bytes([marker]) + (len(words) + 2).to_bytes(2) + words


JPEG = (
    b"\xff\xd8"
    + segment(0xE1, b"Exif\x00\x00Artist: Berta Q.")
    + segment(0xFE, b"By B. Quasten")
    + segment(0xDA, b"")
)


def changed(content, change):
    """The file after a change by somebody else's program."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        change(made)
        made.save(kept)
    return kept.getvalue()


def with_picture(made):
    """A JPEG on the first page; its notes are what matters."""
    picture = made.make_stream(JPEG)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Filter, picture.Width, picture.Height = pikepdf.Name.DCTDecode, 1, 1
    resources = made.pages[0].Resources
    resources.XObject = pikepdf.Dictionary(Im1=made.make_indirect(picture))


def with_comment(made):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
        T="Berta Quastenflosser", Contents="Please shorten.",
    )  # fmt: skip
    made.pages[0].Annots = made.make_indirect(pikepdf.Array([made.make_indirect(note)]))


def with_metadata(made):
    with made.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:title"] = "Letter of B. Quastenflosser"


def with_bookmark(made):
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Quastenflosser’s view", 0))


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        (with_comment, "Comment by", "Berta Quastenflosser"),
        (with_comment, "Comment", "Please shorten."),
        (with_metadata, "title", "Letter of B. Quastenflosser"),
        (with_bookmark, "Bookmark", "Quastenflosser’s view"),
        (with_picture, "Comment of a picture", "By B. Quasten"),
        (with_picture, "Exif or XMP of a picture", "Artist: Berta Q."),
    ],
)
def test_everything_that_names_people_is_read(change, key, words):
    found = about(changed(pdf(WORDS, Author="An office"), change))

    assert words in found[key]
    assert found["Author"] == "An office"


def test_a_file_that_cannot_be_read_tells_nothing_and_says_so():
    assert about(b"%PDF-1.7 and nothing more") is None
    assert text_of(b"%PDF-1.7 and nothing more") == ("", False)


@pytest.mark.parametrize(
    ("content", "is_whole"),
    [
        (pdf(WORDS), True),
        (pdf("Short."), True),
        (pdf(""), False),
        (changed(pdf(WORDS), with_picture), True),
        (changed(pdf("Page 1"), with_picture), False),
    ],
    ids=["text", "short text", "nothing", "text and picture", "scan with a stamp"],
)
def test_a_scan_is_known_by_having_hardly_any_text_beside_its_picture(content, is_whole):
    assert text_of(content)[1] is is_whole


def test_a_scan_is_never_called_clean_and_can_be_looked_through(
    secretary,
    session,
    make,
    edition,
):
    nomination = make.nomination(by=make.person(NOMINATOR), stage="eligible")
    make.attachment(nomination, content=changed(pdf("Page 1"), with_picture))

    secretary.post(f"{address(edition)}/read")
    before = secretary.get(address(edition)).text
    mark = before.split('name="fingerprint" value="')[-1].split('"')[0]
    secretary.post(
        f"/nominations/{nomination.id}/leaks/harmless",
        data={"fingerprint": mark, "reason": "Two pages, no name on them."},
    )
    after = secretary.get(address(edition)).text

    assert "At least one page has no text to search" in before
    assert "looked through" in after
    assert "Two pages, no name on them." in after


def test_what_an_earlier_reader_read_is_read_again(secretary, session, make, edition):
    nomination = make.nomination(by=make.person(NOMINATOR), stage="eligible")
    file = make.attachment(nomination, content=pdf(WORDS, Author=NOMINATOR))
    make.session.add(
        FileText(
            sha256=file.sha256, text="", about={}, is_whole=True, reader=READER - 1,
            read_at=make.now,
        )
    )  # fmt: skip
    make.session.flush()

    before = secretary.get(address(edition)).text
    secretary.post(f"{address(edition)}/read")
    after = secretary.get(address(edition)).text

    assert "2 files were not searched yet" in before
    assert "Author of the file" in after
