"""What the tests of the leak check have in common."""

from __future__ import annotations

import io

import pikepdf

NOMINATOR = "Berta Quastenflosser"


def pdf(text, **about):
    """A PDF of one page that says something."""
    made = pikepdf.new()
    page = made.add_blank_page()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                           BaseFont=pikepdf.Name.Helvetica)
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = made.make_stream(f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode())
    for key, value in about.items():
        made.docinfo[f"/{key}"] = value
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def address(edition):
    return f"/editions/{edition.row.slug}/leaks"


def mark_in(text):
    return text.split('name="fingerprint" value="')[1].split('"')[0]
