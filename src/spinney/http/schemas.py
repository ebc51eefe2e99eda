"""What every part of the API has in common: errors, pages, money and identity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self, get_args

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone
from ninja import Schema
from pydantic import (
    AwareDatetime,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)

MOST_ON_A_PAGE = 200
DEEPEST = 30
EARLIEST, LATEST = 1900, 2200
Offset = Annotated[int, Field(ge=0, le=10**9)]
Limit = Annotated[int, Field(ge=1, le=MOST_ON_A_PAGE)]


def kept(value: Any, deepest: int = DEEPEST) -> Any:
    """The value, unless it cannot be kept: PostgreSQL takes no NUL in a text, no database half of a
    character (which JSON can have), and nobody lists lists of lists without end.
    """
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict | list | tuple):
        if not deepest:
            raise ValueError("There are too many things within things in it.")
        parts = [*value.keys(), *value.values()] if isinstance(value, dict) else value
        for one in parts:
            kept(one, deepest - 1)
    return value


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise ValueError("There is a character in it (NUL) that cannot be kept. Take it out.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("There is half a character in it. Take it out.") from error


def in_our_time(value: Any) -> Any:
    """The value, unless it is a day or moment so far away that no days can be reckoned from it."""
    if isinstance(value, date) and not EARLIEST <= value.year <= LATEST:
        raise ValueError(f"Choose a day from {EARLIEST} to {LATEST}.")
    return value


NUMBERS: frozenset[Any] = frozenset({int, float, Decimal})
DAYS: frozenset[Any] = frozenset({date, datetime, AwareDatetime})


@cache
def _kinds(shape: type[Schema], name: str) -> frozenset[Any]:
    """The plain types that a field of a shape asks for, in lists and beside others too."""
    return frozenset(_parts(shape.model_fields[name].annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner and isinstance(annotation, type):
        yield annotation
    for one in inner:
        yield from _parts(one)


def meant(value: Any, kinds: frozenset[Any]) -> Any:
    """The value, unless it would be taken for what nobody meant by it: true for the number 1, and
    20261231 for so many seconds after 1970, which is a day of that year.
    """
    if isinstance(value, list):
        for one in value:
            meant(one, kinds)
    elif isinstance(value, bool):
        if kinds & NUMBERS and bool not in kinds:
            raise ValueError("Send a number here, not true or false.")
    elif kinds & DAYS and _is_number(value):
        raise ValueError("Write a day like 2026-12-31, a moment like 2026-12-31T17:00:00Z.")
    return value


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lstrip("+-").replace(".", "", 1).isdecimal()
    return isinstance(value, int | float)


class Sent(Schema):
    """What a program sends. A name that there is not is refused: it was meant for something."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _is_an_object(cls, sent: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        """Without this, a text or number would be asked for attributes of these names."""
        if not isinstance(sent, dict | cls):
            raise ValueError("Send an object with named fields here.")
        return read(sent)

    @field_validator("*", mode="before")
    @classmethod
    def _can_be_kept(cls, value: Any, info: ValidationInfo) -> Any:
        return meant(kept(value), _kinds(cls, str(info.field_name)))

    @field_validator("*")
    @classmethod
    def _is_in_our_time(cls, value: Any) -> Any:
        return in_our_time(value)


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
    429: FaultBody,
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


def plain(row: Any, shape: type[Schema], **more: Any) -> dict[str, Any]:
    """What a shape asks of a row, where both go by the same names; `more` is what differs."""
    return {n: getattr(row, n) for n in shape.model_fields if n not in more} | more


def end_of_day(day: date) -> datetime:
    """The last moment of a day here: what closes on a day is open all that day."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=get_current_timezone())
