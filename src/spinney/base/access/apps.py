from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "spinney.base.access"
    label = "access"

    def ready(self) -> None:
        from spinney.base.access import names  # noqa: F401

        post_migrate.connect(_make_cache_table, sender=self)


def _make_cache_table(using: str = "default", **_: Any) -> None:
    """The table of CACHES, in which limits on signing in are counted; made when it is missing."""
    from django.core.management import call_command

    call_command("createcachetable", database=using, verbosity=0)
