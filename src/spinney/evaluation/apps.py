from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "spinney.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from spinney.evaluation import letters, listeners, tasks  # noqa: F401
        from spinney.evaluation.queries import asks, first_look, portable  # noqa: F401
