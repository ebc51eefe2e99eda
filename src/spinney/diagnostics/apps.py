from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DiagnosticsConfig(AppConfig):
    name = "spinney.diagnostics"
    label = "diagnostics"

    def ready(self) -> None:
        from spinney.diagnostics.bridge.built_in import after_migrating

        post_migrate.connect(after_migrating, sender=self)
        from spinney.diagnostics import letters, listeners, tasks  # noqa: F401
        from spinney.diagnostics.queries import (  # noqa: F401
            asking_surveys,
            inventory,
            portable,
            support,
            waiting,
        )
