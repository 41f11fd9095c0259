"""Files that a nominator attaches and takes off, and each reason against it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from prize_app.db.nominations import Attachment
from prize_app.nominations import attaching
from prize_app.nominations.queries import attachments_of
from tests.factories import actor
from tests.prize_app.nominations import writing
from tests.prize_app.nominations.nominating import attach, codes, count
from tests.prize_app.nominations.writing import PDF
from workflows.errors import NotFound, RuleBroken


def test_attach_stores_the_file_under_its_content(session, make, nominator, draft):
    attached = attach(session, make, nominator, draft, name="C:\\letters\\Li Wei.PDF")

    assert (attached.file_name, attached.size, attached.pages) == ("Li Wei.pdf", len(PDF), 1)
    assert session.info["surroundings"].files.get(attached.sha256) == PDF


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", "document.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a'b Set-Cookie: x.pdf"),
        ("推荐信.pdf", "推荐信.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_file_name_has_no_folders_and_no_tricks(session, make, nominator, draft, given, kept):
    assert attach(session, make, nominator, draft, name=given).file_name == kept


@pytest.mark.parametrize("field", ["nothing", "statement", "letters", ""])
def test_attach_to_what_asks_for_no_file_is_not_found(session, make, nominator, draft, field):
    with pytest.raises(NotFound):
        attach(session, make, nominator, draft, field)


def test_attach_refuses_the_very_same_file(session, make, nominator, draft):
    attach(session, make, nominator, draft)

    with pytest.raises(RuleBroken) as refused:
        attach(session, make, nominator, draft, name="another name.pdf")

    assert codes(refused) == ["same_file"]


def test_attach_refuses_more_files_than_there_is_room_for(session, make, nominator, draft):
    for number in range(2):  # one comes with the draft
        content = writing.letter_pdf([f"Letter {number}"])
        attach(session, make, nominator, draft, content=content)

    with pytest.raises(RuleBroken) as refused:
        attach(session, make, nominator, draft)

    assert codes(refused) == ["too_many_files"]
    assert len(attachments_of(session, draft.id)) == 3


def test_attach_refuses_what_is_no_safe_pdf_and_stores_nothing(session, make, nominator, draft):
    with pytest.raises(RuleBroken) as refused:
        attach(session, make, nominator, draft, content=writing.SCRIPTED)

    assert codes(refused) == ["active_pdf"]
    assert len(attachments_of(session, draft.id)) == 1


def test_remove_takes_the_file_off_and_the_same_can_be_attached_again(
    session, make, nominator, draft
):
    attached = attach(session, make, nominator, draft)
    for _ in range(2):
        attaching.remove_file(session, actor(nominator), draft.id, attached.id, now=make.now)
        session.flush()
    shown = [a.id for a in attachments_of(session, draft.id)]

    again = attach(session, make, nominator, draft)

    assert attached.id not in shown
    assert again is attached
    assert again.removed_at is None


def test_remove_what_belongs_to_another_nomination_is_not_found(session, make, nominator, draft):
    other = make.nomination(by=nominator, stage="draft", category="youth-leader")
    [foreign] = attachments_of(session, other.id)

    for attachment_id in (foreign.id, uuid4()):
        with pytest.raises(NotFound):
            attaching.remove_file(session, actor(nominator), draft.id, attachment_id, now=make.now)

    assert foreign.removed_at is None


def test_a_stranger_attaches_nothing(session, make, draft):
    with pytest.raises(NotFound):
        attach(session, make, make.person(), draft)

    assert count(session, Attachment) == 1


def test_of_several_files_the_good_ones_are_kept(session, make, nominator, draft):
    uploads = [
        ("letter-files", "good.pdf", PDF),
        ("letter-files", "same.pdf", PDF),
        ("documents", "bad.pdf", b"no"),
        ("documents", "good.pdf", PDF),
    ]

    refused = attaching.attach_files(session, actor(nominator), draft.id, uploads, now=make.now)

    assert {k: [r.code for r in v] for k, v in refused.items()} == {
        "letter-files": ["same_file"],
        "documents": ["not_a_pdf"],
    }
    assert sorted(a.file_name for a in attachments_of(session, draft.id)) == [
        "good.pdf",
        "good.pdf",
        "letter-files.pdf",
    ]
