from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "spinney.diagnostics"
    label = "diagnostics"

    def ready(self) -> None:
        from spinney.diagnostics import letters, listeners, tasks  # noqa: F401
        from spinney.diagnostics.queries import inventory, portable  # noqa: F401
