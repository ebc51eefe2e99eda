"""Is this file as the standard asks? Each fault says where, which rule, and what was found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from urllib.parse import urlsplit

from spinney.money.engine.threesixty.codes import CODES
from spinney.money.engine.threesixty.fields import (
    DAY,
    LINK,
    LOOSE_DAY,
    MOMENT,
    NO_TWINS,
    NOT_EMPTY,
    NOT_NEGATIVE,
    NUMBER,
    REQUIRED,
    TABLES,
    TEXT,
)
from spinney.money.engine.threesixty.values import Fault

#: A file with more faults than this is not read to its end.
MOST_FAULTS = 10_000
_LOOSE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_FULL_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: RFC 3339: a day, a time with its seconds and a time zone.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
#: RFC 3986: a scheme, and nothing but the characters that an address may have.
_LINK = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
    r"(#([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_VERSION = re.compile(r"[0-9]+\.[0-9]+")


def check_package(package: object, *, most: int = MOST_FAULTS) -> tuple[Fault, ...]:
    """Every fault of a file against 360Giving 1.4.3, at most `most`; empty when it is valid.

    What it calls valid is valid by the standard's JSON Schema too (the tests hold both against
    each other). It is stricter in four things: what must be there may not be empty, a day must be
    in the calendar, an address needs a host or a path, no two grants have one identifier.
    """
    if not isinstance(package, dict):
        return (Fault("", "not_an_object", shown(package)),)
    return tuple(islice(_of_table(package, "Package", ""), most))


def check_grant(grant: object, where: str = "") -> tuple[Fault, ...]:
    """Every fault of one grant."""
    return tuple(_of_table(grant, "Grant", where))


def unknown_fields(grant: dict[str, object]) -> list[str]:
    """The names in a grant that the standard does not have, in their order."""
    return [shown(name) for name in grant if name not in TABLES["Grant"]]


def plain_text(text: str) -> str:
    """A text without what cannot be kept or shown: control characters, halves of characters."""
    return _NOT_TEXT.sub("", text)


def shown(value: object) -> str:
    """A value cut so that it can be shown to a person: 80 characters, on one line."""
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    text = " ".join(plain_text(text).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def _of_table(value: object, table: str, where: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(where, "not_an_object", shown(value))
        return
    for name in REQUIRED.get(table, ()):
        if value.get(name) in (None, ""):
            yield Fault(_join(where, name), "missing")
    if table == "Grant":
        yield from _recipient(value, where)
    for name, (_title, kind) in TABLES[table].items():
        if name in value and not _is_told_already(table, name, value[name]):
            yield from _of_kind(value[name], kind, _join(where, name))
    if table == "Package":
        yield from _told_twice(value.get("grants"))


def _is_told_already(table: str, name: str, given: object) -> bool:
    """What must be there and is empty was called missing."""
    return name in REQUIRED.get(table, ()) and given in (None, "")


def _recipient(grant: dict[str, object], where: str) -> Iterator[Fault]:
    """One recipient: an organisation or a person, never both, never neither."""
    organisation = "recipientOrganization" in grant
    person = "recipientIndividual" in grant
    if organisation and person:
        yield Fault(_join(where, "recipientOrganization"), "two_recipients")
    elif not organisation and not person:
        yield Fault(_join(where, "recipientOrganization"), "missing")


def _of_kind(value: object, kind: str, where: str) -> Iterator[Fault]:
    if value is None:
        if not kind.endswith("?"):
            yield Fault(where, "no_value")
    elif kind.endswith("?"):
        yield from _of_kind(value, kind.removesuffix("?"), where)
    elif kind.endswith("[]"):
        yield from _of_list(value, kind.removesuffix("[]"), where)
    elif kind in TABLES:
        yield from _of_table(value, kind, where)
    else:
        code = fault_of(value, kind)
        if code:
            yield Fault(where, code, shown(value))


def _of_list(value: object, kind: str, where: str) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(where, "not_a_list", shown(value))
        return
    name = where.rsplit("/", 1)[-1]
    if not value and name in NOT_EMPTY:
        yield Fault(where, "empty_list")
    if name in NO_TWINS and len({shown(one) for one in value}) < len(value):
        yield Fault(where, "told_twice")
    for number, one in enumerate(value):
        yield from _of_kind(one, kind, f"{where}/{number}")


def _told_twice(grants: object) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, one in enumerate(grants if isinstance(grants, list) else ()):
        identifier = one.get("id") if isinstance(one, dict) else None
        if not isinstance(identifier, str):
            continue
        if identifier in seen:
            yield Fault(f"grants/{number}/id", "told_twice", shown(identifier))
        seen.add(identifier)


def fault_of(value: object, kind: str) -> str:
    """The code of what is wrong with a plain value, or ""."""
    if kind in (NUMBER, NOT_NEGATIVE):
        if not isinstance(value, int | float) or isinstance(value, bool):
            return "not_a_number"
        return "below_nought" if kind == NOT_NEGATIVE and value < 0 else ""
    if not isinstance(value, str):
        return "not_text"
    if kind == TEXT:
        return ""
    if kind in (DAY, LOOSE_DAY, MOMENT):
        return "" if _is_time(value, kind) else f"not_a_{kind.replace(' ', '_')}"
    return _fault_of_code(value, kind)


def _fault_of_code(value: str, kind: str) -> str:
    if kind == LINK:
        return "" if is_link(value) else "not_a_link"
    if kind == "version":
        return "" if _VERSION.fullmatch(value) else "not_a_version"
    return "" if value in CODES[kind] else "not_in_list"


def is_link(text: str) -> bool:
    """Whether a text is an address of the web with its scheme, as the standard's "uri"."""
    if not _LINK.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or bool(parts.port)  # a port that is no number: ValueError
    except ValueError:
        return False
    return bool(parts.netloc or parts.path) and has_port and parts.netloc.count("@") <= 1


def _is_time(text: str, kind: str) -> bool:
    if kind == LOOSE_DAY and _LOOSE.fullmatch(text):
        return True
    if kind != MOMENT and _FULL_DAY.fullmatch(text):
        return _parses(date, text)
    return bool(_MOMENT.fullmatch(text)) and _parses(datetime, text)


def _parses(kind: type[date], text: str) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


def _join(where: str, name: str) -> str:
    return f"{where}/{name}" if where else name
