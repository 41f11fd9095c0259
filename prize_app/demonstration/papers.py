"""Small real PDFs: the letters that demonstration nominations carry."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf


def letter_pdf(lines: Sequence[str]) -> bytes:
    """One A4 page with some lines of text; the same lines give the same bytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf 18 TL 72 760 Td\n" + shown + b"ET")
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
