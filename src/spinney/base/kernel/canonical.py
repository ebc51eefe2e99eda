"""One spelling for a value, so that its hash means something (RFC 8785 for the types used here)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from spinney.base.kernel.money import Money


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates ISO 8601 in UTC, money in pence, ids as text."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | UUID() | Decimal():
            return str(value)
        case Enum():
            return value.value
        case Money():
            return value.pence
        case dict():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple():
            return [plain(v) for v in value]
        case set() | frozenset():
            return sorted(plain(v) for v in value)
        case None | bool() | int() | float() | str():
            return value
        case _:
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
