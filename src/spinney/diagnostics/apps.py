from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "spinney.diagnostics"
    label = "diagnostics"

    def ready(self) -> None:
        from spinney.diagnostics import letters, listeners, tasks  # noqa: F401
        from spinney.diagnostics.queries import (  # noqa: F401
            asking_surveys,
            inventory,
            portable,
        )
