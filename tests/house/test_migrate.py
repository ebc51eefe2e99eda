"""`migrate` makes neighbouring new tables together; what comes out is what Django makes."""

from __future__ import annotations

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState

from spinney.base.keeping.making_tables import CreateModels, together

LABELS = ("register", "clusters", "decisions")


def test_new_tables_are_made_together_and_nothing_else_is_changed() -> None:
    migrations = MigrationLoader(None).disk_migrations
    for label in LABELS:
        operations = migrations[label, "0001_initial"].operations
        fused = together(operations)
        runs = [one for one in fused if isinstance(one, CreateModels)]
        assert runs, label
        assert len(fused) < len(operations)
        flat = [
            each
            for one in fused
            for each in (one.models if isinstance(one, CreateModels) else [one])
        ]
        assert flat == list(operations)


def test_the_state_is_the_same() -> None:
    operations = MigrationLoader(None).disk_migrations["register", "0001_initial"].operations
    apart, fused = ProjectState(), ProjectState()
    for one in operations:
        one.state_forwards("register", apart)
    for one in together(operations):
        one.state_forwards("register", fused)
    assert apart == fused


def test_a_table_alone_stays_as_it_is() -> None:
    alone = CreateModel("Thing", fields=[])
    assert together([alone]) == [alone]
    assert together([]) == []
