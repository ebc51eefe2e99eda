from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "spinney.purchasing"
    label = "purchasing"

    def ready(self) -> None:
        from spinney.purchasing import letters, listeners, tasks  # noqa: F401
        from spinney.purchasing.queries import asks, portable  # noqa: F401
