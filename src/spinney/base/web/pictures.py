"""Pictures that people send, drawn again: any ordinary picture in, one harmless JPEG out."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.core.files.base import File

from spinney.base.kernel.errors import BadInput

MOST_PIXELS = 60_000_000


def drawn_again(file: File[Any], *, longest_side: int = 1600, quality: int = 82) -> bytes:
    """A picture as JPEG of at most so many dots a side, upright, on white, without what cameras
    write into pictures (places, times, names).

    Raises BadInput (field "file") for what is no picture, is damaged, or is too large to open.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _refused(
                        f"This picture is {opened.width} × {opened.height} dots, which is too large"
                        " to open. Save a smaller copy, and send that."
                    )
                turned = ImageOps.exif_transpose(opened).convert("RGBA")
    except (
        UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        raise _refused(
            "This picture cannot be opened. Open it on your computer, save it again as PNG or JPEG,"
            " and send the new copy."
        ) from error
    turned.thumbnail((longest_side, longest_side))
    ground = Image.new("RGB", turned.size, "white")
    ground.paste(turned, mask=turned.getchannel("A"))
    drawn = io.BytesIO()
    ground.save(drawn, "JPEG", quality=quality, optimize=True)
    return drawn.getvalue()


def _refused(told: str) -> BadInput:
    return BadInput(told, {"file": [told]})
