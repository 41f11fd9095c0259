"""The certificate: one A4 sheet, landscape, the laureate's name the largest thing on it."""

from dataclasses import dataclass
from math import ceil
from typing import Any, Final

import segno
from jinja2 import Environment
from markupsafe import Markup
from weasyprint import Document

from prize_app.charts.text import printable, width_in_ems
from prize_app.pdf.guilloche import border_svg, rosette_svg
from prize_app.pdf.rendering import DoesNotFit, lay_out, write
from prize_app.pdf.wreath import wreath_svg
from workflows.citations import CertificateWords, date_in_words

# PDF/A-3u: a certificate is kept for decades, so it carries its colour profile, its fonts and a
# Unicode value for every letter, and may later carry a signed credential as an attachment. The
# tags, title and language that PDF/UA asks for are written as well; the claim made is archival.
VARIANT: Final = "pdf/a-3u"

# No sheet holds a longer text, and WeasyPrint takes long to find that out.
LONGEST: Final = 600

LINE_MM: Final = 226.0
COLUMN_MM: Final = 97.0
PRIZE_MM: Final = 90.0
WORDS_MM: Final = 87.0
POINT_MM: Final = 25.4 / 72


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Font sizes in points for one attempt to fit everything on the sheet."""

    name: float
    original: float
    award: float
    citation: float
    lines: int
    foot_mm: float = 42


# Largest first; `lines` is how many the name may take at that size. In every step the name is the
# largest thing on the page; below the last one the words would no longer be read with ease.
_STEPS: Final = (
    _Sizes(46, 25, 17, 11.5, 1),
    _Sizes(40, 23, 17, 11.5, 1),
    _Sizes(35, 21, 16, 11.5, 1),
    _Sizes(31, 19, 16, 11.5, 1),
    _Sizes(28, 18, 15, 11.5, 2),
    _Sizes(24, 16, 15, 11, 2),
    _Sizes(21, 15, 14, 11, 3),
    _Sizes(18, 13, 14, 10, 4),
    _Sizes(16, 11, 13, 9, 6),
    _Sizes(13.5, 8.5, 11, 7.5, 99, foot_mm=28),
)


def render_certificate(env: Environment, words: CertificateWords) -> bytes:
    """Draw one certificate; the same words and the same installed fonts give the same bytes.

    Raises:
        DoesNotFit: the words need a second page even at the smallest size.
    """
    if any(len(text) > LONGEST for text in _texts(words)):
        raise DoesNotFit(f"certificate {words.serial}: no text may pass {LONGEST} characters")
    values = _values(words)
    for sizes in _worth_trying(words):
        document = lay_out(
            env, "certificates/certificate", values, _rules(words, sizes), variant=VARIANT
        )
        if _fits(document):
            return write(document, variant=VARIANT, identifier=words.serial)
    raise DoesNotFit(f"certificate {words.serial}: shorten the name or the citation")


def _texts(words: CertificateWords) -> list[str]:
    """Every text on the sheet that somebody wrote."""
    both = [words.prize, words.award, words.presented, words.citation, words.edition, words.place]
    both += [signatory.role for signatory in words.signatories]
    names = [words.laureate, words.laureate_original or "", words.serial, words.check_url]
    names += [signatory.name for signatory in words.signatories]
    return [text for one in both for text in one.values()] + names


def _worth_trying(words: CertificateWords) -> list[_Sizes]:
    """Leave out the sizes that surely need a second page, or too many lines; keep the last."""
    ems = width_in_ems(printable(words.laureate))
    fair = [s for s in _STEPS if ems * s.name * POINT_MM <= LINE_MM * s.lines]
    return [s for s in fair if _height(words, s) < 1.15 * WORDS_MM] or [_STEPS[-1]]


def _height(words: CertificateWords, sizes: _Sizes) -> float:
    """Estimate how tall the words between wreath and foot will be, in mm."""
    citations = (
        1.5 * sizes.citation * _lines(words.citation["en"], sizes.citation, COLUMN_MM),
        1.75 * sizes.citation * _lines(words.citation.get("zh", ""), sizes.citation, COLUMN_MM),
    )
    points = (
        1.4 * (sizes.award + 10.5)
        + 1.18 * sizes.name * _lines(words.laureate, sizes.name, LINE_MM)
        + 1.35 * sizes.original * _lines(words.laureate_original or "", sizes.original, LINE_MM)
        + max(citations)
    )
    return 13 + points * POINT_MM


def _lines(text: str, size: float, room: float) -> int:
    return ceil(width_in_ems(printable(text)) * size * POINT_MM / room)


def _rules(words: CertificateWords, sizes: _Sizes) -> str:
    """The style rules of one attempt; widths are such that broken lines come out even."""
    widths = {
        ".prize-name": _even(words.prize["en"], 14, PRIZE_MM),
        ".prize-name:lang(zh)": _even(words.prize.get("zh", ""), 16.5, PRIZE_MM),
        ".laureate": _even(words.laureate, sizes.name, LINE_MM),
        ".original": _even(words.laureate_original or "", sizes.original, LINE_MM),
        ".citation p": _even(words.citation["en"], sizes.citation, COLUMN_MM),
        ".citation p:lang(zh)": _even(words.citation.get("zh", ""), sizes.citation, COLUMN_MM),
    }
    named = {
        ".laureate": sizes.name,
        ".original": sizes.original,
        ".award h1": sizes.award,
        ".citation": sizes.citation,
    }
    return "".join(
        [f"{name} {{ max-width: {width:.1f}mm }}" for name, width in widths.items()]
        + [f"{name} {{ font-size: {size}pt }}" for name, size in named.items()]
        + [f".foot {{ min-height: {sizes.foot_mm}mm }}"]
    )


def _even(text: str, size: float, room: float) -> float:
    """How wide, in mm, a text may run so that its lines are about equally long.

    WeasyPrint has no `text-wrap: balance`; a last line of one letter spoils a certificate.
    """
    letter, lines = size * POINT_MM, _lines(text, size, room)
    if lines <= 1:
        return room
    return min(room, width_in_ems(printable(text)) * letter / lines + 2 * letter)


def _fits(document: Document) -> bool:
    return len(document.pages) == 1


def _values(words: CertificateWords) -> dict[str, Any]:
    return {
        "words": words,
        "given_on": {lang: date_in_words(words.given_on, lang) for lang in ("en", "zh")},
        "border": border_svg(297, 210),
        "rosette": rosette_svg(150, "#dfe9e2"),
        "wreath": wreath_svg(38),
        "qr": _qr(words.check_url),
    }


def _qr(url: str) -> Markup:
    """The address as a QR code, error level M, as inline SVG with a name for screen readers."""
    code = segno.make(url, error="m", micro=False)
    drawn = code.svg_inline(
        dark="#16241d", border=0, title="QR code with the address of the check page"
    )
    return Markup(drawn)  # noqa: S704
