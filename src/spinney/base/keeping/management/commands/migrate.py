"""Django's own `migrate`, which makes new tables in one go (see base/keeping/making_tables.py)."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from django.core.management.commands import migrate

from spinney.base.keeping.making_tables import InOneGo


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        with patch.object(migrate, "MigrationExecutor", InOneGo):
            return super().handle(*args, **options)
