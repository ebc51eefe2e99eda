"""Is this file as the standard asks? Each fault says where, which rule, and what was found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from urllib.parse import urlsplit

from spinney.money.engine.threesixty.fields import (
    CODES,
    DAY,
    LINK,
    LOOSE_DAY,
    MOMENT,
    NOT_EMPTY,
    NUMBER,
    NUMBER_OR_TEXT,
    REQUIRED,
    TABLES,
    TEXT,
)
from spinney.money.engine.threesixty.values import Fault

#: A file with more faults than this is not read to its end.
MOST_FAULTS = 10_000
_LOOSE = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_VERSION = re.compile(r"\d+\.\d+")


def check_package(package: object, *, most: int = MOST_FAULTS) -> tuple[Fault, ...]:
    """Every fault of a file against 360Giving 1.4.3, at most `most`; empty when it is valid."""
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
        given = value.get(name)
        if given not in (None, ""):
            yield from _of_kind(given, kind, _join(where, name))
    if table == "Package":
        yield from _told_twice(value.get("grants"))


def _recipient(grant: dict[str, object], where: str) -> Iterator[Fault]:
    """One recipient: an organisation or a person, never both, never neither."""
    organisation = grant.get("recipientOrganization") is not None
    person = grant.get("recipientIndividual") is not None
    if organisation and person:
        yield Fault(_join(where, "recipientOrganization"), "two_recipients")
    elif not organisation and not person:
        yield Fault(_join(where, "recipientOrganization"), "missing")


def _of_kind(value: object, kind: str, where: str) -> Iterator[Fault]:
    if kind.endswith("[]"):
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
    if not value and where.rsplit("/", 1)[-1] in NOT_EMPTY:
        yield Fault(where, "empty_list")
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
    if kind in (NUMBER, NUMBER_OR_TEXT):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        is_well = is_number or (kind == NUMBER_OR_TEXT and isinstance(value, str))
        return "" if is_well else "not_a_number"
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
    if kind == "countryCode":
        return "" if _COUNTRY.fullmatch(value) else "not_in_list"
    if kind == "version":
        return "" if _VERSION.fullmatch(value) else "not_a_version"
    return "" if value in CODES[kind] else "not_in_list"


def is_link(text: str) -> bool:
    """Whether a text is an address of the web with its scheme, as the standard's "uri"."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)


def _is_time(text: str, kind: str) -> bool:
    if kind == LOOSE_DAY and _LOOSE.fullmatch(text):
        return True
    if kind != MOMENT and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _parses(date, text)
    return "T" in text and _parses(datetime, text)


def _parses(kind: type[date], text: str) -> bool:
    try:
        moment = kind.fromisoformat(text)
    except ValueError:
        return False
    return not isinstance(moment, datetime) or moment.tzinfo is not None


def _join(where: str, name: str) -> str:
    return f"{where}/{name}" if where else name
