"""A picture for a report: any ordinary picture in, one harmless JPEG out."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile, File

from spinney.base.web import pictures
from spinney.base.web.uploads import PICTURES, check, safe_name

MOST_BYTES = 15_000_000


def drawn_again(file: File[Any]) -> tuple[ContentFile[bytes], str]:
    """The picture as JPEG (base.web.pictures), and the name that it came with.

    Raises BadInput (field "file") for what is no picture, or is too large to open; TooLarge for a
    file of more than 15 MB.
    """
    name = check(file, endings=PICTURES, most_bytes=MOST_BYTES).name
    return ContentFile(pictures.drawn_again(file), name="picture.jpg"), safe_name(name)
