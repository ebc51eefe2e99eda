from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "spinney.money"
    label = "money"

    def ready(self) -> None:
        from spinney.money import letters, listeners, tasks  # noqa: F401
        from spinney.money.queries import asks, portable  # noqa: F401
