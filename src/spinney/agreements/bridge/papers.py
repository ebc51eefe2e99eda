"""Files that people send with agreements: looked into, drawn again, kept with their hash.

    taken = take_paper(form.cleaned_data["file"])        # BadInput says what is wrong with it
    scan = Scan(asked=asked, signed_on=day, …)
    keep_paper(scan, taken, by=by, now=now)              # fills name, size, hash, who; saves

It is sent back by `base.web.uploads.download` alone: as a file that no browser runs.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile, File

from spinney.agreements.engine.papers import Finding, Holds, look_into
from spinney.agreements.models.signing import Paper
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.web.uploads import check

MOST_BYTES = 20_000_000
ENDINGS = ("pdf", "jpg", "jpeg", "png")
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 4000
"""Dots: more than a sheet of A4 has at 300 to the inch."""

AGAIN = "Print it to a new PDF (“Print”, then “Save as PDF”), and send that."
WHY: dict[Holds, str] = {
    Holds.DAMAGED: (
        "This PDF cannot be read: it is damaged or cut off. Open it, save it again, and send the"
        " new copy."
    ),
    Holds.LOCKED: (
        "This PDF is locked with a password. Save a copy without the password, and send that."
    ),
    Holds.TOO_COMPLICATED: f"This PDF holds far more than pages of words and pictures. {AGAIN}",
    Holds.SCRIPT: f"This PDF has a small program in it (JavaScript). {AGAIN}",
    Holds.LAUNCH: f"This PDF would start another program. {AGAIN}",
    Holds.BY_ITSELF: f"This PDF does something by itself when it is opened. {AGAIN}",
    Holds.ACTION: f"This PDF has a button or link that sends or fetches something. {AGAIN}",
    Holds.MULTIMEDIA: f"This PDF has a film, a sound or a moving picture in it. {AGAIN}",
    Holds.XFA: f"This PDF is a form of a kind that few programs can show (XFA). {AGAIN}",
    Holds.ATTACHMENT: "This PDF has another file inside it ({what}). Take it out, and send that.",
    Holds.NO_PAGES: "This PDF has no pages. Choose another file.",
}


@dataclass(frozen=True)
class Taken:
    """A file that may be kept: its content as it is kept, safe name, type and SHA-256."""

    content: bytes
    name: str
    content_type: str
    sha256: str

    @property
    def size(self) -> int:
        return len(self.content)


def take_paper(
    file: File[Any],
    *,
    field: str = "file",
    endings: tuple[str, ...] = ENDINGS,
    most_bytes: int = MOST_BYTES,
) -> Taken:
    """Look into a PDF or a picture of a page. A PDF is kept byte for byte, a picture is drawn again
    without what the camera wrote into it.

    Raises BadInput (for `field`, in plain words), TooLarge over `most_bytes`.
    """
    try:
        checked = check(file, endings=endings, most_bytes=most_bytes)
    except BadInput as error:
        raise _refused(str(error), field) from error
    if checked.content_type.startswith("image/"):
        content = _drawn_again(file, checked.content_type, field)
    else:
        file.seek(0)
        content = file.read()
        check_pdf(content, field=field)
    digest = hashlib.sha256(content).hexdigest()
    return Taken(content, checked.name, checked.content_type, digest)


def check_pdf(content: bytes, *, field: str = "file") -> None:
    """Raises BadInput for a PDF that holds more than pages, or cannot be read."""
    found = look_into(content)
    if found:
        raise _refused(" ".join(why(one) for one in found[:1]), field)


def why(finding: Finding) -> str:
    """What is wrong with a PDF, and how to mend it."""
    return WHY[finding.code].format(what=f"“{finding.what}”" if finding.what else "without a name")


def keep_paper(row: Paper, taken: Taken, *, by: Actor, now: datetime) -> None:
    """Write a file into the row that stands for it, and save both."""
    row.name, row.size = taken.name, taken.size
    row.content_type, row.sha256 = taken.content_type, taken.sha256
    row.added_at, row.added_by = now, by.label
    # On disk a file has no name of its own, so that two of one name never meet.
    kept_as = f"{row.uid}.{taken.name.rpartition('.')[2].lower()}"
    row.file.save(kept_as, ContentFile(taken.content), save=False)
    row.save()


def _drawn_again(file: File[Any], content_type: str, field: str) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _refused(
                        f"This picture is {opened.width} × {opened.height} dots, which is too large"
                        " to open. Save a smaller copy, and send that.",
                        field,
                    )
                picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise _refused(
            "This picture cannot be opened. Take it again, or save it as PDF, and send that.", field
        ) from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = io.BytesIO()
    if content_type == "image/png":
        picture.save(drawn, "PNG")
    else:
        picture.save(drawn, "JPEG", quality=88)
    return drawn.getvalue()


def _refused(message: str, field: str) -> BadInput:
    return BadInput(message, {field: [message]})
