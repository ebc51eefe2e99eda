from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "spinney.agreements"
    label = "agreements"

    def ready(self) -> None:
        from spinney.agreements import letters, listeners, tasks  # noqa: F401
        from spinney.agreements.queries import (  # noqa: F401
            asking_approvals,
            asking_drafts,
            asking_elsewhere,
            asking_life,
            asking_signing,
            portable,
        )
