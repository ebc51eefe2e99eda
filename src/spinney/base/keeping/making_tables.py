"""New tables are made in one go.

Django works out anew, after each table that a migration makes, how all the tables around it hang
together: with a few hundred tables that is most of the time that a new site takes to start. Here
neighbouring `CreateModel` operations are one operation, so it is worked out once for all of them;
the tables come out the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
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
        migration.operations = together(migration.operations)  # type: ignore[misc]
        return super().apply_migration(state, migration, *args, **kwargs)
