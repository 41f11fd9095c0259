"""All certificates of an edition in one ZIP file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Final

from prize_app.charts.text import printable

# The format's first possible moment: the same certificates always make the same file.
WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\n]+')
LONGEST_NAME: Final = 80


def zip_of(certificates: Iterable[tuple[str, str, bytes]]) -> bytes:
    """Pack (serial, laureate, PDF) as "serial name.pdf", in this order.

    PDFs are compressed inside, so they are stored as they are.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for serial, laureate, pdf in certificates:
            entry = zipfile.ZipInfo(file_name(serial, laureate), WRITTEN)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, pdf)
    return packed.getvalue()


def file_name(serial: str, laureate: str) -> str:
    """A name that every file system takes, the serial first, so that names stay distinct."""
    name = " ".join(_UNFIT.sub(" ", printable(laureate)).split())
    return f"{serial} {name[:LONGEST_NAME].strip('. ')}".rstrip() + ".pdf"
