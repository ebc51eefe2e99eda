"""Organisations by a number on any public list, as somebody may type or paste it."""

from __future__ import annotations

import re

from django.db import connection

from spinney.register.models import Identifier

_LONG_ENOUGH = 4
_ORG_ID = re.compile(r"^([A-Z]{2}-[A-Z]+)-(.+)$")
_SPACES = re.compile(r"[\s./]+")


def by_number(text: str, limit: int = 10) -> dict[int, str]:
    """Organisation ids with the identifier found ("GB-CHC-1096829"), exact ones first.

    Understands the bare number, an org-id, and company numbers without their leading zeros. A text
    without a digit is no number. From four characters on, numbers that begin so count too.
    """
    bare = _SPACES.sub("", text).upper()
    if not any(letter.isdigit() for letter in bare) or len(bare) < _LONG_ENOUGH:
        return {}
    scheme, value = "", bare
    if parts := _ORG_ID.match(bare):
        scheme, value = parts[1], parts[2]
    spellings = {value, value.zfill(8)} if value.isdigit() else {value}
    found = Identifier.objects.filter(value__in=spellings)
    if scheme:
        found = found.filter(scheme=scheme)
    rows = list(found.order_by("scheme", "id")[:limit])
    if len(rows) < limit:
        rows += Identifier.objects.extra(  # noqa: S610 - the column is ours, the value a parameter
            where=[_begins()], params=_range(value)
        ).order_by("value", "id")[:limit]
    hits: dict[int, str] = {}
    for row in rows:
        if not scheme or row.scheme == scheme:
            hits.setdefault(row.organisation_id, row.org_id)
    return dict(list(hits.items())[:limit])


def _begins() -> str:
    if connection.vendor == "sqlite":
        return "register_identifier.value >= %s AND register_identifier.value < %s"
    return "register_identifier.value LIKE %s"


def _range(start: str) -> list[str]:
    if connection.vendor == "sqlite":
        return [start, start + "\U0010ffff"]
    return [start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"]
