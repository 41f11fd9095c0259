"""The ZIP of certificates: names that every file system takes, the same bytes every time."""

from __future__ import annotations

import io
import zipfile

import pytest

from prize_app.certificates.archive import file_name, zip_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amina Haddad", "S-1 Amina Haddad.pdf"),
        ("../../etc/passwd", "S-1 etc passwd.pdf"),
        ("C:\\Users\\x", "S-1 C Users x.pdf"),
        ('A "B" <C>|D?*', "S-1 A B C D.pdf"),
        ("Ends in dots...", "S-1 Ends in dots.pdf"),
        ("李 伟", "S-1 李 伟.pdf"),
        ("Evil\u202egpj.exe\x00", "S-1 Evilgpj.exe.pdf"),
        ("x" * 500, f"S-1 {'x' * 80}.pdf"),
        ("", "S-1.pdf"),
    ],
)
def test_file_names_are_harmless(name, expected):
    assert file_name("S-1", name) == expected


def test_the_archive_holds_every_certificate_and_is_the_same_every_time():
    certificates = [("S-1", "Amina Haddad", b"%PDF one"), ("S-2", "李伟", b"%PDF two")]

    packed = zip_of(certificates)

    assert packed == zip_of(certificates)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "S-1 Amina Haddad.pdf": b"%PDF one",
            "S-2 李伟.pdf": b"%PDF two",
        }
