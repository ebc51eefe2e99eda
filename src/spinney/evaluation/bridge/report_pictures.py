"""A picture for a report: any ordinary picture in, one harmless JPEG out."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.core.files.base import ContentFile, File

from spinney.base.kernel.errors import BadInput
from spinney.base.web.uploads import PICTURES, check, safe_name

MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 82


def drawn_again(file: File[Any]) -> tuple[ContentFile[bytes], str]:
    """The picture as JPEG of at most 1600 dots a side, without what cameras write into pictures
    (places, times, names); and the name that it came with.

    Raises BadInput (field "file") for what is no picture, or is too large to open; TooLarge for a
    file of more than 15 MB.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    name = check(file, endings=PICTURES, most_bytes=MOST_BYTES).name
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
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # What is see-through stands on white, as on paper.
    ground = Image.new("RGB", turned.size, "white")
    ground.paste(turned, mask=turned.getchannel("A"))
    drawn = io.BytesIO()
    ground.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(drawn.getvalue(), name="picture.jpg"), safe_name(name)


def _refused(told: str) -> BadInput:
    return BadInput(told, {"file": [told]})
