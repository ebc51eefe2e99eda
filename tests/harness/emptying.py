"""After a test that commits, its rows go, and what every new site has stays.

Django's way (`flush`) empties every table and has all that comes with a site made anew: content
types, permissions, instruments. That takes longer than many a test does.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model


class Kept:
    """The rows of a site in which nobody did anything yet, by model."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], list[tuple[Any, ...]]] = {}
        self.tables: list[str] = []

    def remember(self) -> None:
        """The database as it stands is the one to come back to."""
        self.tables = sorted(
            connection.introspection.django_table_names(only_existing=True, include_views=False)
        )
        filled = _filled(self.tables)
        models = apps.get_models(include_auto_created=True)
        self.rows = {
            model: _rows_of(model)
            for model in models
            if model._meta.managed and model._meta.db_table in filled
        }

    def come_back(self) -> None:
        """Takes away what was added; where something that comes with a site was changed, all is
        made anew.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            # Foreign keys are looked at when this commits, so the order is of no account.
            theirs = {model._meta.db_table for model in self.rows}
            for table in _filled([one for one in self.tables if one not in theirs]):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
            same = all(_take_added(model, rows) for model, rows in self.rows.items())
            # What was changed may lean on what was taken away: it goes with all the rest.
            transaction.set_rollback(not same)
        if not same:
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
            self.remember()


def _filled(tables: list[str]) -> set[str]:
    """Those of the tables that have a row."""
    asked = (
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {name for (name,) in cursor.fetchall()}


def _rows_of(model: type[Model]) -> list[tuple[Any, ...]]:
    return list(model._base_manager.order_by("pk").values_list("pk", *_columns(model)))


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _take_added(model: type[Model], before: list[tuple[Any, ...]]) -> bool:
    """Takes away what was added since; returns whether all the rest is as it was."""
    now = _rows_of(model)
    if now == before:
        return True
    added = {row[0] for row in now} - {row[0] for row in before}
    rows = model._base_manager.filter(pk__in=added)
    rows._raw_delete(rows.db)
    return [row for row in now if row[0] not in added] == before
