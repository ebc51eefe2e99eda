"""Receipts: a picture is drawn again, a PDF is opened; what is neither is refused in words."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.base import File

from spinney.base.kernel.errors import BadInput
from spinney.base.web.pictures import drawn_again
from spinney.base.web.uploads import PICTURES, check

KINDS = (*PICTURES, "pdf")
MOST_BYTES = 15_000_000
PDF = "application/pdf"


@dataclass(frozen=True)
class Looked:
    """A receipt that was looked into. `sha256` is of the file as it was sent, so that one that is
    sent again is known.
    """

    name: str
    content: bytes
    content_type: str
    sha256: str


def look_into(file: File[Any]) -> Looked:
    """Raises BadInput (field "file") for what is neither a picture nor a PDF that opens, TooLarge
    for more than 15 MB.
    """
    checked = check(file, endings=KINDS, most_bytes=MOST_BYTES)
    if checked.content_type == PDF:
        file.seek(0)
        content = file.read()
        _check_opens(content)
        return Looked(checked.name, content, PDF, checked.sha256)
    name = f"{PurePath(checked.name).stem}.jpg"
    return Looked(name, drawn_again(file), "image/jpeg", checked.sha256)


def _check_opens(content: bytes) -> None:
    """Raise BadInput unless a PDF has pages that can be read, without a password."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    told = ""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            told = "This PDF is locked with a password. Save a copy without one, and send that."
        elif int(reader.root["/Pages"]["/Count"]) < 1:
            told = "This PDF has no pages. Send another copy."
    except Exception as error:  # noqa: BLE001  (a reader meets bytes that no program wrote)
        raise _refused(
            "This PDF cannot be opened. Print it to PDF again, and send the new copy."
        ) from error
    if told:
        raise _refused(told)


def _refused(told: str) -> BadInput:
    return BadInput(told, {"file": [told]})
