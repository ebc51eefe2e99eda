"""Files that people send: looked into before they are kept, handed back so that they do no harm.

A file is what its content says, never what its name or the browser says. `check` reads it and
tells its kind, size and SHA-256; `download` sends it as an attachment that no browser will run.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import FileResponse

from spinney.base.kernel.errors import BadInput, TooLarge
from spinney.base.web.components.words import file_size, listed

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 300_000_000
MOST_PARTS = 10_000
MOST_RATIO = 300
_CHUNK = 1 << 16
_VBA_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True)
class Checked:
    """What a file is: a safe name, bytes, media type and SHA-256 (64 hexadecimal digits)."""

    name: str
    size: int
    content_type: str
    sha256: str


def _starts(*beginnings: bytes) -> Callable[[IO[bytes]], bool]:
    def look(stream: IO[bytes]) -> bool:
        return stream.read(16).startswith(beginnings)

    return look


def _is_pdf(stream: IO[bytes]) -> bool:
    return b"%PDF-" in stream.read(1024)


def _is_webp(stream: IO[bytes]) -> bool:
    head = stream.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def _is_text(stream: IO[bytes]) -> bool:
    """Text has no nought bytes; UTF-16 with its mark, as Excel saves, is text too."""
    head = stream.read(_CHUNK)
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head


def _is_old_office(stream: IO[bytes]) -> bool:
    """A compound file as Word, Excel and PowerPoint wrote before 2007, without macros."""
    if stream.read(8) != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return False
    kept = b""
    while chunk := stream.read(_CHUNK):
        if _VBA_IN_OLE in kept + chunk:
            raise BadInput("This file has macros in it. Save a copy without macros, and send that.")
        kept = chunk[-len(_VBA_IN_OLE) :]
    return True


def packed(part: str, *, most_unpacked: int = MOST_UNPACKED_BYTES) -> Callable[[IO[bytes]], bool]:
    """An office file since 2007 (OOXML, OpenDocument): a zip with a known part and no macros, that
    does not unpack to more than `most_unpacked` bytes.
    """

    def look(stream: IO[bytes]) -> bool:
        try:
            with zipfile.ZipFile(stream) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError):
            return False
        _check_not_a_bomb(parts, most_unpacked)
        names = {info.filename for info in parts}
        if any(name.endswith(("vbaProject.bin", "/script-lc.xml")) for name in names):
            raise BadInput("This file has macros in it. Save a copy without macros, and send that.")
        return any(name.startswith(part) for name in names)

    return look


def _check_not_a_bomb(parts: list[zipfile.ZipInfo], most_unpacked: int) -> None:
    unpacked = sum(info.file_size for info in parts)
    packed = sum(info.compress_size for info in parts) or 1
    if len(parts) > MOST_PARTS or unpacked > most_unpacked:
        raise TooLarge("This file would be far too large when it is unpacked, so it was not taken.")
    if unpacked > 10_000_000 and unpacked / packed > MOST_RATIO:
        raise TooLarge("This file would be far too large when it is unpacked, so it was not taken.")


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

Kinds = dict[str, tuple[str, Callable[[IO[bytes]], bool]]]

#: Ending -> (media type, whether the content is of that kind).
KINDS: Kinds = {
    "pdf": ("application/pdf", _is_pdf),
    "docx": (f"{_OOXML}wordprocessingml.document", packed("word/")),
    "xlsx": (f"{_OOXML}spreadsheetml.sheet", packed("xl/")),
    "pptx": (f"{_OOXML}presentationml.presentation", packed("ppt/")),
    "odt": (f"{_ODF}text", packed("content.xml")),
    "ods": (f"{_ODF}spreadsheet", packed("content.xml")),
    "odp": (f"{_ODF}presentation", packed("content.xml")),
    "doc": ("application/msword", _is_old_office),
    "xls": ("application/vnd.ms-excel", _is_old_office),
    "ppt": ("application/vnd.ms-powerpoint", _is_old_office),
    "rtf": ("application/rtf", _starts(b"{\\rtf")),
    "txt": ("text/plain", _is_text),
    "md": ("text/plain", _is_text),
    "csv": ("text/csv", _is_text),
    "jpg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "gif": ("image/gif", _starts(b"GIF87a", b"GIF89a")),
    "webp": ("image/webp", _is_webp),
}
DOCUMENTS = tuple(KINDS)
#: What is taken where a page asks for data by its ending, never as a document.
KINDS |= {
    "json": ("application/json", _is_text),
    **dict.fromkeys(("pb", "blt", "soi", "soc", "toi", "toc"), ("text/plain", _is_text)),
}
PICTURES = ("jpg", "jpeg", "png", "gif", "webp")


def safe_name(name: str) -> str:
    """A file's own name without folders, control characters or more than 150 characters.

    >>> safe_name("C:\\\\Users\\\\me\\\\Accounts\\x00 2025.pdf")
    'Accounts 2025.pdf'
    """
    plain = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:140]}{dot}{ending[:10]}" if dot and stem else plain[:150] or "file"


def check(
    file: File[Any],
    *,
    endings: tuple[str, ...] = DOCUMENTS,
    most_bytes: int = MOST_BYTES,
    kinds: Kinds = KINDS,
) -> Checked:
    """Look into a file. Raises TooLarge, or BadInput (field "file") when it is empty, not of the
    kind that its name says, not of a kind that is taken, or has macros. `kinds` says how the kinds
    are known, where a room takes larger ones.
    """
    name = safe_name(file.name or "")
    ending = PurePath(name).suffix.lstrip(".").lower()
    if not file.size:
        raise _refused(f"“{name}” is empty. Choose another file.")
    if file.size > most_bytes:
        raise TooLarge(
            f"“{name}” is {file_size(file.size)}. The most we can take is {file_size(most_bytes)}."
        )
    if ending not in endings:
        named = listed((e.upper() for e in endings if e != "jpeg"), "or")
        raise _refused(f"“{name}” cannot be taken. Send a file of one of these kinds: {named}.")
    content_type, is_kind = kinds[ending]
    file.seek(0)
    try:
        fits = is_kind(file)
    except BadInput as error:
        raise _refused(str(error)) from error
    if not fits:
        raise _refused(
            f"“{name}” is not what its name says: what is in it is no {ending.upper()} file."
            " Open it, save it again, and send the new copy."
        )
    return Checked(name, file.size, content_type, _sha256(file))


def _refused(message: str) -> BadInput:
    return BadInput(message, {"file": [message]})


def _sha256(file: File[Any]) -> str:
    file.seek(0)
    total = hashlib.sha256()
    for chunk in file.chunks(_CHUNK):
        total.update(chunk)
    file.seek(0)
    return total.hexdigest()


def download(file: File[Any], *, name: str, content_type: str) -> FileResponse:
    """A kept file as an attachment that no browser runs, frames or guesses about."""
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def text_of(content: bytes) -> str:
    """The text of a list that was sent as a file, whatever common encoding it was saved in.

    Raises ValidationError, for the field "file", when it is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise ValidationError({"file": ["This is not a text file. Save the list as CSV."]})
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
