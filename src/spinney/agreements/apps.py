from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "spinney.agreements"
    label = "agreements"

    def ready(self) -> None:
        from spinney.agreements import letters, listeners, tasks  # noqa: F401
        from spinney.agreements.queries import asking_drafts, portable  # noqa: F401
