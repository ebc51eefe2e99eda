"""A list of numbers as one parameter: a thousand of them cost no more to say than one.

Django spells `pk__in` with a placeholder for each number and an ordering with a case for each; for
the thousand organisations that a word finds, in each of a page's queries, that was half the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, Func, IntegerField

Sql = tuple[str, list[Any]]


class Among(Func):
    """Whether a column is one of the numbers: `rows.filter(Among("pk", ids))`."""

    output_field = BooleanField()

    def __init__(self, column: str, numbers: Sequence[int]) -> None:
        super().__init__(column)
        self.numbers = list(numbers)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Sql:
        column, parameters = compiler.compile(self.source_expressions[0])
        sql = f"{column} IN (SELECT value FROM json_each(%s))"
        return sql, [*parameters, json.dumps(self.numbers)]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Sql:
        column, parameters = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s::bigint[])", [*parameters, self.numbers]


class PlaceAmong(Func):
    """At which place of the list a column's number stands, from 0; null when it is not there."""

    output_field = IntegerField(null=True)

    def __init__(self, column: str, numbers: Sequence[int]) -> None:
        super().__init__(column)
        self.numbers = list(numbers)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Sql:
        column, parameters = compiler.compile(self.source_expressions[0])
        sql = f"(SELECT key FROM json_each(%s) WHERE value = {column})"  # noqa: S608
        return sql, [json.dumps(self.numbers), *parameters]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Sql:
        column, parameters = compiler.compile(self.source_expressions[0])
        return f"array_position(%s::bigint[], {column}) - 1", [self.numbers, *parameters]
