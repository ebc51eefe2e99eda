"""One spelling for a value, so that its hash means something (RFC 8785 for the types used here)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from spinney.base.kernel.money import Money


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates ISO 8601 in UTC, money in pence, ids as text.

    >>> from datetime import date
    >>> plain({"when": date(2026, 3, 1), "how much": Money(150), "who": {"b", "a"}})
    {'when': '2026-03-01', 'how much': 150, 'who': ['a', 'b']}
    """
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(v) for v in value)
    return _plain_one(value)


def _plain_one(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Money):
        return value.pence
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8.

    >>> canonical({"b": 1, "a": (2, None)})
    b'{"a":[2,null],"b":1}'
    """
    text = json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def sha256(value: Any) -> str:
    """The hash of a value's one spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
