"""One spelling for a value, so that its hash means something (RFC 8785 for the types used here)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from enum import Enum
from types import NoneType
from typing import Any

from spinney.base.kernel.money import Money

_AS_THEY_ARE = frozenset({str, int, bool, float, NoneType})
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates ISO 8601 in UTC, money in pence, ids as text.

    >>> from datetime import date
    >>> plain({"when": date(2026, 3, 1), "how much": Money(150), "who": {"b", "a"}})
    {'when': '2026-03-01', 'how much': 150, 'who': ['a', 'b']}
    """
    if isinstance(value, dict):
        return {str(k): v if type(v) in _AS_THEY_ARE else plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [v if type(v) in _AS_THEY_ARE else plain(v) for v in value]
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
    return _write(plain(value)).encode()


def sha256(value: Any) -> str:
    """The hash of a value's one spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def sha256_of_plain(value: Any) -> str:
    """The same for what is `plain` already, or differs by tuples alone.

    >>> sha256_of_plain({"a": (1, "x")}) == sha256({"a": [1, "x"]})
    True
    """
    return hashlib.sha256(_write(value).encode()).hexdigest()
