"""Reads that every page makes, whose SQL is written once and not for each request.

To build a query and to write it as SQL costs Django some ten times what the database takes to
answer one by key. A prepared read is written once for each connection; what is asked for goes in
as parameters. Only the text of the statement is kept, never what it found: nothing here can be
out of date.

    @prepared
    def _held_by(person: int, on: date) -> QuerySet[Mandate]:
        return Mandate.objects.filter(person=person, starts_on__lte=on)

    held = _held_by(person=7, on=today)  # a list

While the query is built, each argument is a `Slot`: an expression that may stand wherever a query
takes a value, but holds none. So the shape of the query cannot depend on what is asked for; where
it has to, write two. A list (`list[int]`, `list[str]`) may stand to the right of `__in` alone.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from datetime import date, datetime
from functools import update_wrapper
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.utils import CursorWrapper
from django.db.models import Expression, QuerySet, prefetch_related_objects
from django.db.models.query import FlatValuesListIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

_FIELDS: dict[str, Callable[[], models.Field[Any, Any]]] = {
    "int": models.BigIntegerField,
    "str": models.TextField,
    "bool": models.BooleanField,
    "date": models.DateField,
    "datetime": models.DateTimeField,
}
_NOTHING = {"int": "SELECT 0 WHERE 1 = 0", "str": "SELECT '' WHERE 1 = 0"}
"""What stands for an empty list: no database takes `IN ()`."""


_SHAPES: dict[Any, Callable[[Any], Any]] = {
    ValuesListIterable: tuple,
    FlatValuesListIterable: itemgetter(0),
}
"""What `values_list` makes of a row, with and without `flat`."""


class Slot(Expression):
    """The place of one argument, or of a list of them, in a query that is being prepared."""

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.is_list = kind.startswith("list[")
        self.kind = kind.removeprefix("list[").removesuffix("]")
        super().__init__(output_field=_FIELDS[self.kind]())

    @property
    def mark(self) -> str:
        """Where the placeholders of a list go."""
        return f"/*{self.name}*/"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return (f"({self.mark})" if self.is_list else "%s"), (self,)

    def get_group_by_cols(self) -> list[Any]:
        return []


class _Statement:
    """A query written for one connection."""

    def __init__(self, rows: QuerySet[Any], alias: str) -> None:
        self.rows = rows
        self.alias = alias
        self.connection = connections[alias]
        self.compiler: Any = rows.query.get_compiler(using=alias)
        self.sql, self.params = self.compiler.as_sql()
        fields = [chosen[0] for chosen in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(fields)
        self.compiler.get_converters = lambda expressions: converters
        self.lists = [p for p in self.params if isinstance(p, Slot) and p.is_list]
        self.converters = converters
        odd = self.compiler.has_extra_select or self.compiler.has_composite_fields(fields)
        self.shape = None if odd else _SHAPES.get(rows._iterable_class)

    def read(self, values: dict[str, Any]) -> list[Any]:
        """The rows for these values, as the query would give them."""
        if self.shape is not None:
            with self.connection.cursor() as cursor:
                return self.read_with(cursor, values)
        written = self._written(values), self._bound(values)
        compiler = copy.copy(self.compiler)
        compiler.as_sql = lambda *args, **kwargs: written
        asking: Any = _Asking(self.rows, self.alias, compiler)
        rows: Any = self.rows
        found: list[Any] = list(rows._iterable_class(asking))
        if lookups := rows._prefetch_related_lookups:
            prefetch_related_objects(found, *lookups)
        return found

    def read_with(self, cursor: CursorWrapper, values: dict[str, Any]) -> list[Any]:
        """The rows as they come: there are no objects to be made of them."""
        if self.shape is None:
            raise TypeError("Only what `values_list` reads can be read over an open cursor.")
        self.ask_with(cursor, values)
        found: Any = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return list(map(self.shape, found))

    def ask_with(self, cursor: CursorWrapper, values: dict[str, Any]) -> None:
        """Asks, and reads nothing."""
        cursor.execute(self._written(values), self._bound(values))

    def _written(self, values: dict[str, Any]) -> str:
        sql: str = self.sql
        for slot in self.lists:
            count = len(values[slot.name])
            sql = sql.replace(slot.mark, ", ".join(["%s"] * count) or _NOTHING[slot.kind])
        return sql

    def _bound(self, values: dict[str, Any]) -> tuple[Any, ...]:
        connection = self.connection
        bound: list[Any] = []
        for param in self.params:
            if not isinstance(param, Slot):
                bound.append(param)
                continue
            value = values[param.name]
            ready = param.output_field.get_db_prep_value
            for one in value if param.is_list else (value,):
                bound.append(ready(one, connection))
        return tuple(bound)


class _Asking:
    """What Django's iterables need to know of a query set: enough to read the rows."""

    def __init__(self, rows: QuerySet[Any], alias: str, compiler: SQLCompiler) -> None:
        self.model = rows.model
        self.db = alias
        self.query = self
        self._compiler = compiler
        self._known_related_objects = rows._known_related_objects  # type: ignore[attr-defined]
        self._fetch_mode = rows._fetch_mode  # type: ignore[attr-defined]

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        return self._compiler


class Prepared[Row]:
    """A read that is written once. Call it with all its arguments, by name: gives a list."""

    def __init__(
        self, build: Callable[..., QuerySet[Any, Row]], kinds: dict[str, str] | None = None
    ) -> None:
        self.build = build
        self.kinds = kinds or {
            name: str(p.annotation) for name, p in inspect.signature(build).parameters.items()
        }
        unknown = {k.removeprefix("list[").removesuffix("]") for k in self.kinds.values()}
        if unknown - _FIELDS.keys():
            raise TypeError(f"A prepared read takes {', '.join(_FIELDS)} and lists of them.")
        update_wrapper(self, build)

    def __call__(self, **values: int | str | date | datetime | list[int] | list[str]) -> list[Row]:
        """The rows. Raises TypeError unless each argument is given, and is not None."""
        self._check(values)
        found: list[Row] = self._statement(connections[DEFAULT_DB_ALIAS]).read(values)
        return found

    def read_with(
        self, cursor: CursorWrapper, **values: int | str | date | datetime | list[int] | list[str]
    ) -> list[Row]:
        """The same over a cursor that is open already, for a query that ends in `values_list`."""
        self._check(values)
        found: list[Row] = self._statement(cursor.db).read_with(cursor, values)
        return found

    def ask_with(
        self, cursor: CursorWrapper, **values: int | str | date | datetime | list[int] | list[str]
    ) -> None:
        """Ask over a cursor that is open already, for what asking itself does: it holds rows."""
        self._check(values)
        self._statement(cursor.db).ask_with(cursor, values)

    def _check(self, values: dict[str, Any]) -> None:
        if values.keys() != self.kinds.keys() or None in values.values():
            raise TypeError(f"{self.build.__name__} needs {', '.join(self.kinds)}, none of None.")

    def first(self, **values: int | str | date | datetime) -> Row | None:
        """The first row, or None. The query itself should end with [:1], or find one at most."""
        return next(iter(self(**values)), None)

    def _statement(self, connection: Any) -> _Statement:
        kept: dict[Prepared[Any], _Statement]
        kept = connection.__dict__.setdefault("_prepared_reads", {})
        if (statement := kept.get(self)) is None:
            slots = {name: Slot(name, kind) for name, kind in self.kinds.items()}
            statement = kept[self] = _Statement(self.build(**slots), connection.alias)
        return statement


def give_related(one: models.Model, name: str, rows: list[Any]) -> None:
    """Put what a prepared read found where `one.name.all()` looks for it, as prefetching does."""
    related = getattr(one, name).get_queryset()
    related._result_cache = rows
    one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = related


def prepared[Row](build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Prepare the read that a function builds (see above)."""
    return Prepared(build)
