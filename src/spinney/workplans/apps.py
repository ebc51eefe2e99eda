from django.apps import AppConfig


class WorkplansConfig(AppConfig):
    name = "spinney.workplans"
    label = "workplans"

    def ready(self) -> None:
        from spinney.workplans import letters, listeners, tasks  # noqa: F401
        from spinney.workplans.queries import asks, portable  # noqa: F401
