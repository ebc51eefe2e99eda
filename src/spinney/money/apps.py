from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "spinney.money"
    label = "money"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from spinney.money import letters, listeners, tasks  # noqa: F401
        from spinney.money.bridge.fixing import fix_ledger
        from spinney.money.queries import asks, leaving, portable  # noqa: F401

        post_migrate.connect(fix_ledger, sender=self, dispatch_uid="money.fix_ledger")
