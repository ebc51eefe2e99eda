"""New tables are made in one go.

Django works out anew, after each table that a migration makes, how all the tables around it hang
together: with a few hundred tables that is most of the time that a new site takes to start. Here
what a migration adds to a table that it has just made is part of the making, and neighbouring
`CreateModel` operations are one operation, so it is worked out once for all of them; the tables
come out the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Several tables, made one after the other."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, models: Iterable[CreateModel]) -> None:
        self.models = tuple(models)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without what was worked out before, adding a table only takes note of it; it is all
        # worked out again when somebody asks.
        state.__dict__.pop("apps", None)
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.models)


def folded(operations: Iterable[Operation], app_label: str) -> list[Operation]:
    """The operations, with what is added to a table just made as part of its making.

    Django's own optimizer stops where another table that refers to this one is made in between.
    Here these are made in one go, and foreign keys after all of them, so their order is free.
    Anything else (rows put in, SQL) is not moved past.
    """
    found: list[Operation] = []
    made: dict[str, int] = {}
    for one in operations:
        if isinstance(one, AddField | AddIndex | AddConstraint) and one.model_name_lower in made:
            place = made[one.model_name_lower]
            fused = found[place].reduce(one, app_label)
            if isinstance(fused, list):
                found[place : place + 1] = fused
                continue
        if type(one) is CreateModel:
            made[one.name_lower] = len(found)
        else:
            made.clear()
        found.append(one)
    return found


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The operations, with each run of new tables as one."""
    found: list[Operation] = []
    for makes_table, run in groupby(operations, lambda one: type(one) is CreateModel):
        several = list(run)
        if makes_table and len(several) > 1:
            found.append(CreateModels(one for one in several if isinstance(one, CreateModel)))
        else:
            found.extend(several)
    return found


class InOneGo(MigrationExecutor):
    """Applies migrations as Django does, with new tables made together."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        migration.operations = together(folded(migration.operations, migration.app_label))  # type: ignore[misc]
        return super().apply_migration(state, migration, *args, **kwargs)
