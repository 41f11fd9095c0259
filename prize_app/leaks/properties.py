"""What a PDF file says besides its text: properties, comments, bookmarks, notes in its pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

import pikepdf

from prize_app.leaks.texts import BROKEN

LONGEST: Final = 400
MOST: Final = 200
"""Different texts of one kind that are kept of a file."""
TELLING_SEGMENTS: Final = {0xE1: "Exif or XMP", 0xED: "IPTC", 0xFE: "Comment"}
"""Segments of a JPEG picture (ITU-T T.81, B.1.1.3) in which cameras and people leave words."""
START_OF_SCAN: Final = 0xDA


def about(content: bytes) -> Mapping[str, str] | None:
    """Everything but the text of pages: key for people -> text; None where it cannot be read."""
    found: dict[str, list[str]] = {}
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for key, value in _told(pdf):
                said = found.setdefault(key, [])
                if value.strip() and value not in said:
                    said.append(value[:LONGEST])
    except BROKEN:
        return None
    return {key: "\n".join(values[:MOST]) for key, values in found.items() if values}


def _told(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for key, value in pdf.docinfo.items():
        yield key.lstrip("/"), str(value)
    with pdf.open_metadata() as metadata:
        for name, said in metadata.items():
            yield name.split("}")[-1], _plain(said)
    with pdf.open_outline() as outline:
        for item in _bookmarks(outline.root):
            yield "Bookmark", str(item.title)
    yield from _comments(pdf)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Image:
            for label, words in _words_in(each):
                yield f"{label} of a picture", words


def _comments(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            for key, label in (("/T", "Comment by"), ("/Contents", "Comment")):
                if key in note:
                    yield label, str(note[key])


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, set, tuple)) else str(value)


def _bookmarks(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _bookmarks(item.children)


def _words_in(picture: Any) -> Iterator[tuple[str, str]]:
    """What stands in the segments of a JPEG before its picture; other kinds keep nothing in PDF."""
    if picture.get("/Filter") != pikepdf.Name.DCTDecode:
        return
    content, place = picture.read_raw_bytes(), 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        size = int.from_bytes(content[place + 2 : place + 4])
        if marker == START_OF_SCAN or size < 2:
            return
        if marker in TELLING_SEGMENTS:
            words = _printable(content[place + 4 : place + 2 + size])
            yield TELLING_SEGMENTS[marker], words
        place += 2 + size


def _printable(segment: bytes) -> str:
    """Runs of signs, read as UTF-8 and as UTF-16, for Windows keeps authors so."""
    found = []
    for text in (segment.decode("utf-8", "replace"), segment.decode("utf-16-le", "replace")):
        runs = ("".join(signs) for good, signs in groupby(text, _is_word) if good)
        found += [run.strip() for run in runs if len(run.strip()) >= 4]
    return re.sub(r"\s+", " ", " · ".join(found))


def _is_word(sign: str) -> bool:
    return sign.isprintable() and sign != "\ufffd"
