"""A list of numbers as one parameter: a thousand of them cost no more to say than one.

Django spells `pk__in` with a placeholder for each number and an ordering with a case for each; for
the thousand organisations that a word finds, in each of a page's queries, that was half the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F, Func, IntegerField, Lookup

from spinney.base.record.prepared import Slot

Sql = tuple[str, list[Any]]
LAST = 2_000_000_000  # after whatever is in the list


class Among(Lookup):
    """Whether a column is one of the numbers: `rows.filter(Among("pk", ids))`.

    A lookup and not a function: a function would be compared with true, and the database would
    then read every row instead of going to these by their ids.
    """

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: Any, numbers: Sequence[int] | str | Slot) -> None:
        rhs = numbers if isinstance(numbers, Slot) else list(numbers)
        super().__init__(F(column) if isinstance(column, str) else column, rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> Sql:
        column, parameters = self.process_lhs(compiler, connection)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"
        return sql, [*parameters, self.rhs if self._is_prepared else json.dumps(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Sql:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*parameters, self.rhs]

    @property
    def _is_prepared(self) -> bool:
        return isinstance(self.rhs, Slot)


def spelt(numbers: Sequence[int]) -> str:
    """The numbers as the text that a prepared read takes for them (`Among("pk", slot)`)."""
    listed = ",".join(map(str, numbers))
    return f"[{listed}]" if connection.vendor == "sqlite" else f"{{{listed}}}"


class PlaceAmong(Func):
    """Orders by the place of a column's number in the list; what is not in it comes last.

    The value itself means nothing: it grows with the place.
    """

    output_field = IntegerField()

    def __init__(self, column: str, numbers: Sequence[int]) -> None:
        super().__init__(column)
        self.numbers = list(numbers)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        column, parameters = compiler.compile(self.source_expressions[0])
        # Where it stands in a text: one look for each row, and no list to walk through.
        listed = f",{','.join(map(str, self.numbers))},"
        sql = f"coalesce(nullif(instr(%s, ',' || {column} || ','), 0), {LAST})"
        return sql, [listed, *parameters]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Sql:
        column, parameters = compiler.compile(self.source_expressions[0])
        sql = f"coalesce(array_position(%s::bigint[], {column}), {LAST})"
        return sql, [self.numbers, *parameters]
