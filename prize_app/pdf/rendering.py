"""From a template and plain values to PDF bytes, with nothing fetched from anywhere."""

import shutil
import subprocess
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from prize_app.charts.text import direction, printable

# Families of the Debian packages fonts-noto-core and fonts-noto-cjk that the style sheets name.
# Slices of web fonts (@font-face with unicode-range) print wrong letters in WeasyPrint 70.
FONTS: Final = (
    "Noto Naskh Arabic",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans CJK HK",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans CJK SC",
    "Noto Sans CJK TC",
    "Noto Sans Devanagari",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Serif",
    "Noto Serif CJK HK",
    "Noto Serif CJK JP",
    "Noto Serif CJK KR",
    "Noto Serif CJK SC",
    "Noto Serif CJK TC",
    "Noto Serif Devanagari",
    "Noto Serif Display",
    "Noto Serif Hebrew",
    "Noto Serif Thai",
)


class DoesNotFit(ValueError):
    """The words are too long for the paper, at the smallest size one can still read."""


def environment(template_folder: Path) -> Environment:
    """Make the template room for paper: autoescaped, strict, every text printable.

    `finalize` sees each expression's value, so no template can forget it; markup made by our
    own drawing functions passes untouched.
    """
    env = Environment(
        loader=FileSystemLoader(template_folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: printable(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["direction"] = direction
    env.filters["tally"] = dict
    return env


def missing_fonts() -> list[str]:
    """Name the font families this machine lacks, sorted; empty when all is well.

    Asks fontconfig, as WeasyPrint does. A missing family is not an error anywhere later:
    other letters, or empty boxes, would quietly be printed. So ask at start-up.
    """
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return list(FONTS)
    listing = subprocess.run(  # noqa: S603  (fixed arguments)
        [fc_list, ":", "family"], capture_output=True, check=True, encoding="utf-8", timeout=30
    ).stdout
    installed = {name.strip() for line in listing.splitlines() for name in line.split(",")}
    return sorted(set(FONTS) - installed)


class RefuseAll(URLFetcher):
    """Fetch nothing: paper is made of our template, our style sheet and the words passed in.

    The default fetcher obeys `file:` links and has embedded system files in the PDF.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=[])

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Refuse; WeasyPrint logs it and goes on without."""
        raise ValueError("paper fetches nothing")


def lay_out(
    env: Environment, name: str, values: Mapping[str, Any], *extra_css: str, variant: str
) -> Document:
    """Fill `<name>.html`, style it with `<name>.css` and the extra rules, break it into pages.

    The variant is said here as well as in `write`: WeasyPrint 70 takes the colour profile that
    PDF/A demands from the layout's options alone, and leaves it out without a word.
    """
    fonts = FontConfiguration()
    html = env.get_template(f"{name}.html").render(values)
    css = env.get_template(f"{name}.css").render()
    sheets = [
        CSS(string=rules, font_config=fonts, url_fetcher=RefuseAll()) for rules in (css, *extra_css)
    ]
    return HTML(string=html, base_url=None, url_fetcher=RefuseAll()).render(
        font_config=fonts, stylesheets=sheets, pdf_tags=True, pdf_variant=variant
    )


def write(document: Document, *, variant: str, identifier: str) -> bytes:
    """Write the pages as a tagged PDF; the same pages and identifier give the same bytes."""
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its own colour profile to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        pdf: bytes = document.write_pdf(
            pdf_variant=variant, pdf_tags=True, pdf_identifier=printable(identifier).encode()
        )
    return pdf
