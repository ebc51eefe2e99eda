"""A cluster's logo: any ordinary picture in, one small harmless PNG out."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

from spinney.base.kernel.errors import BadInput
from spinney.base.web.uploads import PICTURES, check

MOST_BYTES = 8_000_000
WIDEST, HIGHEST = 480, 160
MOST_PIXELS = 50_000_000


def drawn_again(file: File[Any]) -> ContentFile[bytes]:
    """The picture drawn again as a PNG of at most 480 × 160 pixels, without what cameras and
    programs write into pictures (places, names).

    Raises BadInput (field "logo") for what is not a picture, or is too large to open; TooLarge for
    a file over 8 MB.
    """
    try:
        check(file, endings=PICTURES, most_bytes=MOST_BYTES)
    except BadInput as error:
        raise _refused(str(error)) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _refused(
                        f"This picture is {opened.width} × {opened.height} dots, which is too large"
                        " to open. Save a smaller copy, and send that."
                    )
                picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise _refused(
            "This picture cannot be opened. Open it on your computer, save it again as PNG, and"
            " send the new copy."
        ) from error
    picture.thumbnail((WIDEST, HIGHEST))
    drawn = io.BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return ContentFile(drawn.getvalue(), name="logo.png")


def _refused(message: str) -> BadInput:
    return BadInput(message, {"logo": [message]})
