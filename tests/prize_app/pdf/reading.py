"""What a reader, a printer and an archive see in a PDF."""

import io
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf


def text_of(pdf: bytes) -> str:
    """The words as Poppler reads them, blanks made single."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"],  # noqa: S607
        input=pdf,
        capture_output=True,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


def word_boxes(pdf: bytes) -> list[tuple[str, float, float, float, float]]:
    """Each word with its left, top, right and bottom edge, in points."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],  # noqa: S607
        input=pdf,
        capture_output=True,
        check=True,
    )
    lines = (line.strip() for line in done.stdout.decode().splitlines())
    return [_box(line) for line in lines if line.startswith("<word")]


def _box(line: str) -> tuple[str, float, float, float, float]:
    parts = line.split('"')
    left, top, right, bottom = (float(parts[i]) for i in (1, 3, 5, 7))
    return parts[8].removeprefix(">").removesuffix("</word>"), left, top, right, bottom


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The document's objects."""
    return pikepdf.open(io.BytesIO(pdf))


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    with opened(pdf) as document:
        return len(document.pages)


def unembedded_fonts(pdf: bytes) -> list[str]:
    """Names of fonts whose file is not in the document."""
    with opened(pdf) as document:
        return [
            str(font.FontName)
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary)
            and font.get("/Type") == "/FontDescriptor"
            and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
        ]


def font_names(pdf: bytes) -> set[str]:
    """Names of the embedded fonts, without their subset's prefix."""
    with opened(pdf) as document:
        return {
            str(font.FontName).rpartition("+")[2].lstrip("/")
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor"
        }


def structure(pdf: bytes) -> list[tuple[str, str | None]]:
    """The tags in reading order, each with its alternative text."""
    with opened(pdf) as document:
        return list(_walk(document.Root.StructTreeRoot.K))


def _walk(node: Any) -> Iterator[tuple[str, str | None]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S), str(node.Alt) if "/Alt" in node else None
        yield from _walk(node.get("/K"))
