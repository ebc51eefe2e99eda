"""What every part of the API has in common: errors, pages, money and identity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

MOST_ON_A_PAGE = 200


class Fault(Schema):
    """What is wrong, for the person or program that asked."""

    message: str = Field(description="What is wrong and what to do, in words that may be shown.")
    fields: dict[str, list[str]] = Field(
        default_factory=dict, description="Field name -> what is wrong with it."
    )


class FaultBody(Schema):
    """The body of every answer that is not a success."""

    error: Fault


#: Declared with every operation, so that the description of the API is true.
FAULTS = {
    400: FaultBody,
    401: FaultBody,
    403: FaultBody,
    404: FaultBody,
    409: FaultBody,
    422: FaultBody,
}


class Page[Item](Schema):
    """Some of a list, and how much there is."""

    count: int = Field(description="How many there are in all.")
    offset: int
    limit: int
    items: list[Item]


def page[Row](
    rows: QuerySet[Any] | Sequence[Row], offset: int, limit: int, shown: Callable[[Any], Any]
) -> dict[str, Any]:
    """A part of a query or sequence, as a Page holds it."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    part = rows[offset : offset + limit]
    return {"count": count, "offset": offset, "limit": limit, "items": [shown(r) for r in part]}
