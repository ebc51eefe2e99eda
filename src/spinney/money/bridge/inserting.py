"""Rows of the ledger written with statements that are put together once: Django takes several times
longer to write such a statement than the database takes to carry it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

AT_ONCE = 400
"""So many rows go into one statement: all databases take as many values."""


@lru_cache(maxsize=64)
def _fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(one for one in model._meta.concrete_fields if not one.primary_key)


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], count: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(one.column)) for one in _fields(model))
    places = f"({', '.join(['%s'] * len(_fields(model)))})"
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: S608 (names alone)
        f" VALUES {', '.join([places] * count)} RETURNING {quote(str(model._meta.pk.column))}"
    )


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one table, each with the key that the database gave it. Neither `save` nor
    signals are called, as with `bulk_create`.
    """
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        model = type(part[0])
        values = [
            field.get_db_prep_save(getattr(one, field.attname), connection)
            for one in part for field in _fields(model)
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_statement(model, len(part)), values)
            for one, (pk,) in zip(part, cursor.fetchall(), strict=True):
                one.pk = pk
                one._state.adding = False
                one._state.db = connection.alias
