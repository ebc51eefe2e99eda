from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "spinney.decisions"
    label = "decisions"

    def ready(self) -> None:
        from spinney.decisions import letters, listeners, tasks  # noqa: F401
        from spinney.decisions.queries import asks, portable  # noqa: F401
