"""What a PDF that somebody sends holds besides pages. Pure.

A signed agreement needs words and pictures. Whatever runs, opens, fetches or sends something is
refused (ISO 32000-1: 7.6 encryption, 7.11.4 embedded files, 12.6 actions, 12.7.8 XFA, 13
multimedia). The whole tree that a reader follows from the trailer is walked; besides, the bytes
are searched, since a reader that repairs a broken file may find what its index does not name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_OBJECTS = 60_000
"""Scans and contracts have some hundreds; every one is looked at."""
DEEPEST = 200

HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named", "/Hide", "/ResetForm", "/Thread"})
HARMLESS_BY_THEMSELVES = frozenset({"/GoTo", "/Named"})
"""What may happen when a file or page is opened, without a click: going to a place in it."""
MULTIMEDIA = frozenset({"/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})
SAFE_ATTACHMENTS = ("json", "xml", "txt", "csv")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"PK", b"%PDF")
_HIDDEN = {
    rb"/JavaScript\b": "script",
    rb"/Launch\b": "launch",
    rb"/RichMedia\b": "multimedia",
}
"""Short names (/JS) would be met by chance in the bytes of pictures."""


class Holds(StrEnum):
    """Why a PDF is not taken."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_COMPLICATED = "too_complicated"
    SCRIPT = "script"
    LAUNCH = "launch"
    BY_ITSELF = "by_itself"
    ACTION = "action"
    MULTIMEDIA = "multimedia"
    XFA = "xfa"
    ATTACHMENT = "attachment"
    NO_PAGES = "no_pages"


@dataclass(frozen=True)
class Finding:
    """One thing that a PDF holds and should not; `what` names it where it has a name."""

    code: Holds
    what: str = ""


class _TooMany(Exception):  # noqa: N818  (it ends a walk)
    pass


def look_into(pdf: bytes) -> tuple[Finding, ...]:
    """What a PDF holds that an agreement does not need, each kind once; nothing: it can be taken.

    Never raises for what the bytes hold.
    """
    from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted and not _opens(reader):
            return (Finding(Holds.LOCKED),)
        found = [*_walk(reader), *_pages(reader), *_hidden(pdf)]
    except (_TooMany, PdfDecodeLimitError, RecursionError, MemoryError):
        return (Finding(Holds.TOO_COMPLICATED),)
    except (PdfError, ValueError, LookupError, TypeError, AttributeError, OSError, ArithmeticError):
        # The parser meets bytes that no program for PDFs wrote, and says so in many ways.
        return (Finding(Holds.DAMAGED),)
    except NotImplementedError:
        return (Finding(Holds.LOCKED),)  # an encryption that is not known
    first: dict[Holds, Finding] = {}
    for one in found:
        first.setdefault(one.code, one)
    return tuple(first.values())


def _opens(reader: Any) -> bool:
    """Whether a locked file opens without a password, as those do that only forbid printing."""
    from pyhanko.pdf_utils.crypt import AuthStatus

    return bool(reader.decrypt("").status != AuthStatus.FAILED)


def _walk(reader: Any) -> Iterator[Finding]:
    """Every dictionary that can be reached from the trailer."""
    from pyhanko.pdf_utils import generic

    seen: set[tuple[int, int]] = set()
    thing: Any
    waiting: list[tuple[Any, int]] = [(reader.trailer_view, 0)]
    looked_at = 0
    while waiting:
        thing, depth = waiting.pop()
        looked_at += 1
        if looked_at > MOST_OBJECTS * 20 or len(seen) > MOST_OBJECTS or depth > DEEPEST:
            raise _TooMany
        if isinstance(thing, generic.IndirectObject):
            key = (thing.idnum, thing.generation)
            if key in seen:
                continue
            seen.add(key)
            # A chain of pages or bookmarks is long, not deep: only what is nested counts.
            thing, depth = reader.get_object(thing.reference), 0
        if isinstance(thing, generic.DictionaryObject):
            yield from _of_dictionary(thing)
        waiting += [(child, depth + 1) for child in _children(thing)]


def _children(thing: Any) -> list[Any]:
    from pyhanko.pdf_utils import generic

    nested = (generic.IndirectObject, generic.DictionaryObject, generic.ArrayObject)
    if isinstance(thing, generic.DictionaryObject):
        found = [thing.raw_get(key) for key in thing]
    elif isinstance(thing, generic.ArrayObject):
        found = [thing.raw_get(at) for at in range(len(thing))]
    else:
        return []
    plain = (
        one.decrypted if isinstance(one, generic.DecryptedObjectProxy) else one for one in found
    )
    return [one for one in plain if isinstance(one, nested)]


def _of_dictionary(one: Any) -> Iterator[Finding]:
    if "/JS" in one or "/JavaScript" in one or one.get("/S") == "/JavaScript":
        yield Finding(Holds.SCRIPT)
    if "/XFA" in one:
        yield Finding(Holds.XFA)
    if one.get("/Subtype") in MULTIMEDIA and one.get("/Type") != "/XObject":
        yield Finding(Holds.MULTIMEDIA)
    if _is_action(one):
        yield from _action(one)
    yield from _by_itself(one)
    if "/EF" in one:
        yield from _attachment(one)


def _is_action(one: Any) -> bool:
    """Actions need not say that they are: what they do tells."""
    return one.get("/Type") == "/Action" or one.get("/S") in (
        "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition",
        "/RichMediaExecute", "/GoTo3DView", "/Movie", "/Sound",
    )  # fmt: skip


def _action(one: Any) -> Iterator[Finding]:
    kind = str(one.get("/S", ""))
    if kind == "/Launch":
        yield Finding(Holds.LAUNCH)
    elif kind not in HARMLESS_ACTIONS and kind != "/JavaScript":
        yield Finding(Holds.ACTION, kind.lstrip("/"))


def _by_itself(one: Any) -> Iterator[Finding]:
    """What happens without a click: a place to go to (an array or a going-to) does no harm."""
    from pyhanko.pdf_utils import generic

    events = [one["/OpenAction"]] if "/OpenAction" in one else []
    events += [one["/AA"][key] for key in one["/AA"]] if "/AA" in one else []
    for event in events:
        if isinstance(event, generic.DictionaryObject):
            goes = event.get("/S") in HARMLESS_BY_THEMSELVES and "/Next" not in event
            if not goes:
                yield Finding(Holds.BY_ITSELF)


def _attachment(spec: Any) -> Iterator[Finding]:
    """Data that goes with a document may stay (JSON, XML, text); programs and packages may not."""
    name = str(spec.get("/UF") or spec.get("/F") or "")
    kept = spec["/EF"]
    data = next((kept[key].data for key in ("/UF", "/F") if key in kept), b"")
    ending = name.rpartition(".")[2].lower()
    if ending not in SAFE_ATTACHMENTS or data.startswith(PROGRAMS) or b"\0" in data[:4096]:
        yield Finding(Holds.ATTACHMENT, name[:100])


def _pages(reader: Any) -> Iterator[Finding]:
    if int(reader.root["/Pages"].get("/Count", 0)) < 1:
        yield Finding(Holds.NO_PAGES)


def _hidden(pdf: bytes) -> Iterator[Finding]:
    """Names in the bytes themselves, with `#4a` read as the letter that it stands for."""
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes((int(found[1], 16),)), pdf)
    for pattern, code in _HIDDEN.items():
        if re.search(pattern, plain):
            yield Finding(Holds(code))
